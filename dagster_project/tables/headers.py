"""Finding the columns of a layout in the header of a file.

Every column of the file must be known: loaded, or listed as unused. What does not fit stops the
file with the line to write into the layout.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from dagster_project.common.eras import parse_date, parse_fiscal_year
from dagster_project.common.problems import InputProblem
from dagster_project.common.text import clean, clean_but_marks
from dagster_project.tables.column_layout import ColumnLayout, Matches
from dagster_project.tables.grids.grid import Grid
from dagster_project.tables.layout import Layout

_QUOTED = '"{}"'
_SHOWN = 10  # headers named in one message
_LIKE = 2  # pairs of characters a header must share with what was expected to be named as near it
_YEAR = re.compile(r"(?:元|[0-9]+)(?=年)|(?<=[RHS])[0-9]+|[0-9]{4}")
_MAGNITUDE = re.compile(r"[十百千万億兆]+(?=[円人個件通枚戸冊世台校か箇カヶ㎡)])|1,?000|%|‰|percent|thousand|million")
_LETTER = re.compile(r"[^\W\d_]")
_ANY_YEAR = "(?:元|[0-9]+)"


class ColumnMismatch(InputProblem):
    """The header is not the one of the layout; `found` columns of it are there."""

    found = 0


def header_names(header: list[list[str]]) -> list[tuple[str, str]]:
    """The name of each column in two spellings (see layout.py), `header` being made comparable: as written,
    and with merged cells of the upper rows written out. Equal names get `#2`, `#3`; an empty one is `column_3`.
    """
    filled = [_written_out(row, header[depth + 1 :]) for depth, row in enumerate(header)]
    return list(zip(_joined(header), _joined(filled), strict=True))


@dataclass(frozen=True)
class FoundColumns:
    """places: raw column name -> cell column of the grid, for the columns that the file has
    wide: cell column -> raw column name -> what its header says, for the columns that `wide_to_long` makes rows of
    """

    places: Mapping[str, str]
    wide: Mapping[str, Mapping[str, str]]


def match_columns(grid: Grid, layout: Layout, given: set[str]) -> FoundColumns:
    """The columns of the layout in the header of a grid; `given` are those whose value comes from elsewhere (constants).

    Raises InputProblem when a column is missing, renamed, doubled or not known to the layout, or none is meant by
    its `wide_to_long`.
    """
    wide = _wide_columns(grid, layout)
    given = given if layout.wide_to_long is None else given | set(layout.wide_to_long.columns)
    spellings = {place: names for place, names in enumerate(header_names(grid.headings)) if f"c{place}" not in wide}
    free, in_parts = dict(spellings), set[int]()
    found: dict[str, str] = {}
    missing: list[ColumnLayout] = []
    for column in layout.columns:
        if column.name in given:
            continue
        place = _find(column, free if column.part is None else spellings)
        if place is None:
            missing += [] if column.optional_column else [column]
            continue
        found[column.name] = f"c{place}"
        if column.part is None:
            del free[place]
        else:
            in_parts.add(place)
    free = {place: names for place, names in free.items() if place not in in_parts}
    unknown = [names[0] for place, names in free.items() if not _is_unused(names, layout) and not _is_blank_column(grid, place)]
    if missing or unknown:
        others = [names[1] for names in free.values() if names[0] not in unknown]
        taken = {name: column for column, place in found.items() for name in spellings[int(place[1:])]}
        problem = (
            _given_twice(grid, layout, given, unknown)
            or _claimed_twice(grid, layout, missing, taken)
            or _column_mismatch(grid, layout, missing, unknown, others)
        )
        problem.found = len(found)
        if cells := ", ".join(grid.unread_above):
            problem.problem_ja += f" 見出し等に、エラー又は計算されていない数式のセルがあります: {cells}。"
            problem.problem_en += f" Cells of the header show an error or were never calculated: {cells}."
        raise problem
    _require_one_fits(grid, layout, found, free)
    _require_header_without_data(grid, layout, found)
    return FoundColumns(found, wide)


def _require_header_without_data(grid: Grid, layout: Layout, found: Mapping[str, str]) -> None:
    """Raise InputProblem where the last row of a header of several is a row of data: the file has a row of headers less, and
    patterns fit 人口_1234 as they fit 人口."""
    columns = [column for column in layout.columns if column.name in found]
    if layout.header_rows == 1 or any(column.header_matches is None for column in columns):
        return
    last, upper = grid.headings[-1], header_names(grid.headings[:-1])
    figures = 0
    for column in columns:
        place = int(found[column.name][1:])
        is_number = column.type in ("integer", "number")
        if not any(re.search(column.header_matches or "", name) for name in upper[place]) or not last[place]:
            return
        if is_number and _LETTER.search(last[place]):
            return
        figures += is_number
    if figures:
        raise _data_in_header(grid, layout)


def _data_in_header(grid: Grid, layout: Layout) -> ColumnMismatch:
    row = layout.skip_rows + layout.header_rows
    return ColumnMismatch(
        sheet=grid.sheet,
        row=row,
        value=" | ".join(filter(None, grid.headings[-1]))[:200],
        problem_ja=f"{row}行目は layout では見出し(header_rows: {layout.header_rows})ですが、データの行とみられます。",
        problem_en=f"Row {row} is part of the header by the layout (header_rows: {layout.header_rows}), but looks like data.",
        fix_ja="見出しの行数が変わったのであれば、layout を写して table: を加え、header_rows と skip_rows を直してください。",
        fix_en="If the header has fewer rows now, copy the layout, write `table:` there, and correct header_rows and"
        " skip_rows.",
    )


def _require_one_fits(grid: Grid, layout: Layout, found: Mapping[str, str], unused: Mapping[int, tuple[str, str]]) -> None:
    """Raise InputProblem where a column that is not loaded fits the pattern of one that is as well: which of the two is meant
    is not known."""
    for column in layout.columns:
        place = found.get(column.name)
        other = None if place is None or column.header_matches is None else _find(column, dict(unused))
        if place is not None and other is not None:
            raise _several_fit(grid, layout, column, header_names(grid.headings)[int(place[1:])][1], unused[other][1])


def _several_fit(grid: Grid, layout: Layout, column: ColumnLayout, one: str, other: str) -> ColumnMismatch:
    return ColumnMismatch(
        sheet=grid.sheet,
        row=layout.skip_rows + layout.header_rows,
        column=one,
        value=other,
        problem_ja=f"「- name: {column.name}」の header_matches「{column.header_matches}」に、見出し「{one}」と「{other}」の"
        "両方が合い、どちらの列であるか判断できません。",
        problem_en=f'The headers "{one}" and "{other}" both fit header_matches "{column.header_matches}" of'
        f" `- name: {column.name}`, and which column is meant is not known.",
        fix_ja="header_matches を、必要な列の見出しだけに合うように直してください(例: 終わりに $ を付ける)。",
        fix_en="Let header_matches fit the header of the column that is meant and no other, for example with $ at its end.",
    )


def _given_twice(grid: Grid, layout: Layout, given: set[str], unknown: list[str]) -> ColumnMismatch | None:
    """The problem of a column of the file whose value comes from elsewhere as well: which of the two holds is not known."""
    for column in layout.columns:
        header = next((header for header in column.headers if header in unknown), None)
        if column.name not in given or header is None:
            continue
        return ColumnMismatch(
            sheet=grid.sheet,
            row=layout.skip_rows + layout.header_rows,
            column=header,
            problem_ja=f"{column.name} の値が、ファイルの列「{header}」のほかに、記録の constants 又は"
            " layout の taken_from にもあり、いずれによるか判断できません。",
            problem_en=f'The value of {column.name} stands in the column "{header}" of the file, and under `constants` of its'
            " record or taken_from of the layout as well: which one holds is not known.",
            fix_ja=f"ファイルの列を読むのであれば、sources.yml の constants から {column.name} を除いてください。"
            "読まないのであれば、layout の unused_columns にその見出しを加えてください。",
            fix_en=f"To read the column of the file, take {column.name} out of `constants` in sources.yml; not to read it, add"
            " its header to `unused_columns` of the layout.",
        )
    return None


def _claimed_twice(grid: Grid, layout: Layout, missing: list[ColumnLayout], taken: Mapping[str, str]) -> ColumnMismatch | None:
    """The problem of a column whose header another column of the layout has already; `taken`: header -> that column."""
    for column in missing:
        header = next((header for header in column.headers if header in taken), None)
        if header is None:
            continue
        one, other = f"- name: {taken[header]}", f"- name: {column.name}"
        return ColumnMismatch(
            sheet=grid.sheet,
            row=layout.skip_rows + layout.header_rows,
            column=header,
            problem_ja=f"layout の「{one}」と「{other}」が、同じ見出し「{header}」の列を指しています。",
            problem_en=f'In the layout, `{one}` and `{other}` mean the same column, "{header}".',
            fix_ja="いずれかの header を直してください。1つのセルを分ける場合は、両方の列に part を書いてください。",
            fix_en="Correct the header of one of them; to take one cell apart, write `part` for both.",
        )
    return None


def _wide_columns(grid: Grid, layout: Layout) -> dict[str, dict[str, str]]:
    if layout.wide_to_long is None:
        return {}
    found = {}
    headings = [[clean_but_marks(cell) for cell in row] for row in grid.header]
    for place, names in enumerate(header_names(headings)):
        match = next(filter(None, (re.search(layout.wide_to_long.headers, name) for name in names)), None)
        if match is not None:
            found[f"c{place}"] = dict(zip(layout.wide_to_long.header_to, match.groups(""), strict=True))
    if not found:
        raise _no_wide_column(grid, layout, layout.wide_to_long.headers)
    _require_each_stated_once(grid, layout, found)
    return found


def _require_each_stated_once(grid: Grid, layout: Layout, wide: Mapping[str, Mapping[str, str]]) -> None:
    """Raise InputProblem where two columns that become rows say the same, and which of them is meant is not known."""
    types = {column.name: column.type for column in layout.columns}
    names = dict(zip(grid.cells, header_names(grid.headings), strict=True))
    known: dict[tuple[object, ...], str] = {}
    for place, labels in wide.items():
        meaning = tuple(_meaning(text, types[name]) for name, text in labels.items())
        if meaning in known:
            raise _stated_twice(grid, layout, names[known[meaning]][1], names[place][1])
        known[meaning] = place


def _meaning(text: str, column_type: str) -> object:
    """What makes two texts of headers the same: 2020年 and 令和2年 are the same year."""
    if column_type == "fiscal_year":
        return parse_fiscal_year(text) or text
    return (parse_date(text) or text) if column_type in ("date", "partial_date") else text


def _stated_twice(grid: Grid, layout: Layout, one: str, other: str) -> ColumnMismatch:
    return ColumnMismatch(
        sheet=grid.sheet,
        row=layout.skip_rows + layout.header_rows,
        column=other,
        problem_ja=f"wide_to_long の headers によると、見出し「{one}」と「{other}」の列は同じものを表し、区別できません。",
        problem_en=f'By `headers` of wide_to_long the columns "{one}" and "{other}" hold the same thing: they cannot be'
        " told apart.",
        fix_ja="headers を、行に展開する列だけに合うように直してください(他の列は columns 又は unused_columns へ)。"
        "見出しの誤りであれば、元のファイルを直してください。",
        fix_en="Let `headers` fit only the columns that are to become rows (the others go to `columns` or `unused_columns`); if"
        " a header is wrong, correct it at the source.",
    )


def _no_wide_column(grid: Grid, layout: Layout, pattern: str) -> ColumnMismatch:
    headers = [names[1] for names in header_names(grid.headings)]
    listed_ja, listed_en = _listed(headers, "「{}」", "、", "ほか{}列"), _listed(headers, _QUOTED, ", ", "and {} more")
    return ColumnMismatch(
        sheet=grid.sheet,
        row=layout.skip_rows + layout.header_rows,
        problem_ja=f"wide_to_long の headers「{pattern}」に合う見出しがありません。見出し: {listed_ja}",
        problem_en=f'No header fits "{pattern}" (wide_to_long); the headers are {listed_en}',
        fix_ja="layout の headers を、行に展開する列の見出しに合わせてください。",
        fix_en="Make `headers` in the layout fit the columns that are to become rows.",
    )


def _is_unused(names: tuple[str, str], layout: Layout) -> bool:
    for unused in layout.unused_columns:
        if isinstance(unused, Matches):
            if any(re.search(unused.matches, name) for name in names):
                return True
        elif clean(unused) in names:
            return True
    return False


def _find(column: ColumnLayout, free: dict[int, tuple[str, str]]) -> int | None:
    """The first column, in the order of preference of its headers, that is still free."""
    if column.header_matches is not None:
        fits = (place for place, names in free.items() if any(re.search(column.header_matches, n) for n in names))
        return next(fits, None)
    for header in column.headers:
        for spelling in (0, 1):
            for place, names in free.items():
                if names[spelling] == header:
                    return place
    return None


def _joined(rows: list[list[str]]) -> list[str]:
    names, seen = [], dict[str, int]()
    for position, parts in enumerate(zip(*rows, strict=True)):
        name = "_".join(part for part in parts if part) or f"column_{position + 1}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return names


def _written_out(row: list[str], below: list[list[str]]) -> list[str]:
    """A header row with each merged text repeated over the columns that have a text below."""
    written, last = [], ""
    for position, cell in enumerate(row):
        last = cell or last
        has_more_below = any(lower[position] for lower in below)
        written.append(cell or (last if has_more_below else ""))
    return written


def _is_blank_column(grid: Grid, place: int) -> bool:
    """Whether a column has neither header nor contents."""
    if any(row[place] for row in grid.headings):
        return False
    return bool((grid.body[f"c{place}"].str.strip_chars() == "").all())


def _column_mismatch(
    grid: Grid,
    layout: Layout,
    missing: list[ColumnLayout],
    unknown: list[str],
    others: list[str],
) -> ColumnMismatch:
    """The problem in words; `others` are the headers the layout leaves aside on purpose."""
    parts_ja, parts_en, fixes_ja, fixes_en = [], [], [], []
    left = list(unknown)
    renamed: list[str] = []
    for column in missing:
        expected = column.headers[0]
        near = _nearest(expected, left) or (left[:1] if len(left) == len(missing) == 1 else [])
        near = near or _nearest(expected, others)
        found_ja = f"(見つかった近い見出し: 「{near[0]}」)" if near else ""
        found_en = f' (closest found: "{near[0]}")' if near else ""
        parts_ja.append(f"見出し「{expected}」の列がありません{found_ja}。")
        parts_en.append(f'The column with the header "{expected}" is missing{found_en}.')
        if near:
            left = [header for header in left if header != near[0]]
            renamed.append(near[0])
            line = _proposed_line(column, expected, near[0])
            if _MAGNITUDE.findall(expected) != _MAGNITUDE.findall(near[0]) and column.type in ("integer", "number"):
                fixes_ja.append(f"「{near[0]}」は単位が異なります。同じ列であれば、別の layout とし、factor を書いてください。")
                fixes_en.append(
                    f'"{near[0]}" has another unit: if it is the same column, describe it, with its `factor`, in a'
                    " layout of its own."
                )
                continue
            fixes_ja.append(f"見出しが変わったのであれば、layout の「- name: {column.name}」に {line} と書いてください。")
            fixes_en.append(f"If the column was renamed, write {line} under `- name: {column.name}` in the layout.")
            if column.factor is not None:
                fixes_ja.append(f"その際、単位が変わっていないか(factor: {column.factor})を確認してください。")
                fixes_en.append(f"Check first that its unit is still the same (factor: {column.factor}).")
        else:
            fixes_ja.append(
                f"ファイルに列「{expected}」を戻すか、列が無くてよい場合は"
                f"「- name: {column.name}」に optional_column: true と書いてください。"
            )
            fixes_en.append(
                f'Put the column "{expected}" back, or write `optional_column: true` under'
                f" `- name: {column.name}` if files may lack it."
            )
    if left:
        listed_ja, listed_en = _listed(left, "「{}」", "、", "ほか{}列"), _listed(left, _QUOTED, ", ", "and {} more")
        parts_ja.append(f"layout にない見出しの列があります: {listed_ja}。")
        parts_en.append(f"These headers are not in the layout: {listed_en}.")
        fixes_ja.append("layout にない列は columns に加えるか、読み込まない場合は unused_columns に加えてください。")
        fixes_en.append("Add what is not in the layout to `columns`, or to `unused_columns` if it is not loaded.")
    elsewhere = _header_elsewhere(grid, layout)
    if elsewhere is not None:
        skip = elsewhere - layout.header_rows
        fixes_ja.insert(0, f"見出しは{elsewhere}行目にあるようです。layout の skip_rows を {skip} にしてください。")
        fixes_en.insert(0, f"The header seems to be in row {elsewhere}: set `skip_rows: {skip}` in the layout.")
    return ColumnMismatch(
        sheet=grid.sheet,
        row=layout.skip_rows + layout.header_rows,
        column=", ".join(column.headers[0] for column in missing) or left[0],
        value=", ".join(renamed) or None,
        problem_ja=" ".join(parts_ja),
        problem_en=" ".join(parts_en),
        fix_ja=" ".join(fixes_ja),
        fix_en=" ".join(fixes_en),
    )


def _nearest(expected: str, headers: list[str]) -> list[str]:
    """The header most like the expected text or pattern, if any is like it at all."""
    close = difflib.get_close_matches(expected, headers, n=1, cutoff=0.4)
    if close:
        return close
    wanted = _pairs(re.sub(r"[^\w]+", "", expected))
    shared = {header: len(wanted & _pairs(header)) for header in headers}
    best = max(shared, key=shared.__getitem__, default=None)
    return [best] if best is not None and shared[best] >= _LIKE else []


def _pairs(text: str) -> set[str]:
    return {text[position : position + 2] for position in range(len(text) - 1)}


def _proposed_line(column: ColumnLayout, expected: str, found: str) -> str:
    """The line of the layout that would accept the header found.

    A header in which only a year changed will change again: a pattern then, in single quotes, between
    which YAML leaves backslashes alone.
    """
    if column.header_matches is not None:
        return f"header_matches: '{column.header_matches}|^{re.escape(found)}$'"
    if _YEAR.sub("", expected) == _YEAR.sub("", found):
        pattern = _ANY_YEAR.join(re.escape(part) for part in _YEAR.split(found))
        return f"header_matches: '^{pattern}$'"
    return f"header: {json.dumps([expected, found], ensure_ascii=False)}"


def _listed(names: list[str], quotes: str, comma: str, more: str) -> str:
    """The first names in quotes, and how many more there are."""
    shown = comma.join(quotes.format(name) for name in names[:_SHOWN])
    hidden = len(names) - _SHOWN
    return shown if hidden <= 0 else f"{shown} {more.format(hidden)}"


def _header_elsewhere(grid: Grid, layout: Layout) -> int | None:
    """The row further down that holds at least half of the expected headers, if any."""
    wanted = {header.rsplit("_", 1)[-1] for column in layout.columns for header in column.headers}
    best, best_row = max(2, len(layout.columns) / 2) - 1, None
    for row_number, texts in grid.first_rows:
        matches = len(wanted.intersection(texts))
        if matches > best:
            best, best_row = matches, row_number
    return best_row
