"""An export of a survey tool (one row a respondent) as one row an answer, as in `responses.csv`.

Where answers stand is said by `responses.layout.yml` (responses_layout.py). A cell with several options is taken
apart only where all of it is options of the question, by code or by text in either language; otherwise it stays whole,
and the checks of survey_responses.py set it aside.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from dagster_project.common.problems import InputProblem, problems_of
from dagster_project.common.text import FALSE_DIGITS_IN_A_ROW, clean, clean_cells, clean_cells_but_marks, trim_cells
from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.instrument.questions import NO_ANSWER, Question
from dagster_project.questionnaires.instrument.responses_layout import AnswerColumns, LeftOut, ResponsesLayout
from dagster_project.received.records import RESPONSES_LAYOUT
from dagster_project.tables.column_layout import Matches
from dagster_project.tables.grids.file_grids import read_grids
from dagster_project.tables.grids.grid import NO_FLAWS, UNIT, YEAR_MONTH_NUMBER, Grid, require_whole
from dagster_project.tables.headers import header_names

# Between the options in one cell; a line feed stands for one in workbooks.
_BEHIND_CODES = (".", ". ", ":", ": ", " ")
_BETWEEN = r"\s*[,;、|]\s*"
_WHOLE_WITH_DECIMALS = r"^([+-]?[0-9]+)\.0+$"


@dataclass(frozen=True)
class _Column:
    """A column with answers: where it stands, its header, its question, and the option it is for, if for one."""

    place: str
    header: str
    question: Question
    option: str | None


def exported_rows(
    path: Path,
    source_file: str,
    layout: ResponsesLayout,
    instrument: Instrument,
    known_units: Callable[[pl.Series], pl.Series],
) -> pl.DataFrame:
    """One row an answer: unit_id, question_id, option_code, value, status, and what it stood in.

    The rest as survey_cells gives it (row_number is that of the respondent), `answers_text` (name and answers),
    `unit_name` where the layout has it, `header`,
    `unit_header` and `unit_name_header`, `written`
    (the cell as it was), `is_unread` (it is none of what the column may hold) and `is_mark` (the column is that of an
    option), `flaw` and `flaw_found` (an error, a formula never calculated or something struck out in it), `unit_flaw` and
    `unit_flaw_found` (in the id), `expected_cells` (of the header), `known_marks` (of the layout), `left_out` (the rule of
    the layout that leaves the row out, which then is empty, too). Empty rows
    stay one row each.

    `known_units`: the unit of the frame for each id as written, or null.

    Raises InputProblem when the file cannot be read, a column is missing, doubled or not known to the layout, or a row that
    the layout counts among the headers is that of a respondent.
    """
    (grid,) = read_grids(path, layout.as_table)
    with problems_of(f"raw/{source_file}"):
        require_whole(grid)
    fault = _Fault(f"raw/{source_file}", grid.sheet, layout.skip_rows + 1)
    names = [_names_of(grid, place) for place in range(len(grid.cells))]
    unit = _place_of(layout.unit_id, names, fault)
    unit_name = None if layout.unit_name is None else _place_of(layout.unit_name, names, fault)
    _require_no_respondent(grid, layout, known_units, int(unit[1:]), fault)
    columns = [found for answer in layout.answers for found in _columns_of(answer, names, instrument, fault)]
    left_out = [(rule, _place_of(rule.header, names, fault)) for rule in layout.left_out]
    answer_places = [*([] if unit_name is None else [unit_name]), *(column.place for column in columns)]
    _refuse_unknown_and_doubled(grid, layout, names, [unit, *answer_places], {place for _, place in left_out}, fault)
    body = grid.body.with_columns(
        clean_cells_but_marks(grid.body[unit]).alias("unit_id"),  # a footnote mark is no check digit
        pl.concat_str(pl.col(grid.cells), "extra", separator=" | ", ignore_nulls=True).alias("raw_text"),
        pl.concat_str(pl.col(answer_places).str.strip_chars().fill_null(""), separator=" | ").alias("answers_text"),
        pl.all_horizontal(pl.col(grid.cells).str.strip_chars() == "").alias("is_empty"),
        _left_out(grid, left_out),
        pl.lit(layout.unit_id).alias("unit_header"),
        trim_cells(grid.body[unit_name]).fill_null("").alias("unit_name") if unit_name else pl.lit("").alias("unit_name"),
        pl.lit(layout.unit_name, pl.String).alias("unit_name_header"),
        pl.lit(len(grid.cells)).alias("expected_cells"),
        pl.lit(f"chosen: {', '.join(layout.chosen)}; not_chosen: {', '.join(layout.not_chosen)}").alias("known_marks"),
    )
    facts = ("row_number", "cell_count", "raw_text", "answers_text", "is_empty", "left_out")
    kept = (
        *facts,
        "unit_header",
        "unit_name",
        "unit_name_header",
        "expected_cells",
        "known_marks",
        "unit_id",
        "unit_flaw",
        "unit_flaw_found",
    )
    body = body.with_columns(
        pl.when(~pl.col("is_empty")).then("left_out").alias("left_out"),
        (pl.col("is_empty") | pl.col("left_out").is_not_null()).alias("is_empty"),
    )
    flaws = _flaws(grid, columns)
    of_units = flaws.filter(pl.col("place") == unit).select(
        "row_number", pl.col("flaw").alias("unit_flaw"), pl.col("flaw_found").alias("unit_flaw_found")
    )
    body = body.join(of_units.unique("row_number", keep="first"), on="row_number", how="left", maintain_order="left")
    filled, empty = body.filter(~pl.col("is_empty")), body.filter("is_empty").select(kept)
    with_other_codes = {column.question.id for column in columns if _holds_code_of_another(filled, column)}
    parts = [
        _answers_in(
            filled, column, _meaning(column, layout, fault, may_be_own_code=column.question.id not in with_other_codes), kept
        )
        for column in columns
    ]
    rows = pl.concat([empty, *parts], how="diagonal_relaxed")
    rows = _one_row_where_nothing_is_chosen(rows)
    return (
        rows.join(flaws, on=["row_number", "place"], how="left", maintain_order="left")
        .sort("row_number", maintain_order=True)
        .with_columns(
            pl.col("question_id", "option_code", "value", "status", "written").fill_null(""),
            pl.col("is_unread", "is_mark").fill_null(False),
        )
        .with_row_index("index")
    )


def _flaws(grid: Grid, columns: list[_Column]) -> pl.DataFrame:
    """row_number, place, flaw, flaw_found, and flaw_expected: the unit of the question, of a number shown in another one."""
    flaws = grid.flaws.select(
        "row_number",
        "place",
        pl.col("rule").alias("flaw"),
        pl.col("found").alias("flaw_found"),
        pl.lit(None, pl.String).alias("flaw_expected"),
    )
    asked = {column.place: column.question for column in columns}
    in_another_unit = [
        (row, place, "another_unit", unit, question.unit.ja)
        for row, place, unit in flaws.filter(pl.col("flaw") == UNIT).select("row_number", "place", "flaw_found").iter_rows()
        if (question := asked.get(place)) is not None and question.unit is not None and question.is_in_another_unit(unit)
    ]
    others = flaws.filter(~pl.col("flaw").is_in([YEAR_MONTH_NUMBER, *NO_FLAWS]))
    return pl.concat([others, pl.DataFrame(in_another_unit, schema=others.schema, orient="row")])


class _Fault:
    """Words for what is wrong with the header of one file."""

    def __init__(self, file: str, sheet: str | None, row: int) -> None:
        self._place = {"file": file, "sheet": sheet}
        self._row = row

    def __call__(self, column: str, problem_ja: str, problem_en: str, fix_ja: str, fix_en: str) -> InputProblem:
        return InputProblem(
            **self._place, row=self._row, column=column,
            problem_ja=problem_ja, problem_en=problem_en, fix_ja=fix_ja, fix_en=fix_en,
        )  # fmt: skip


def _names_of(grid: Grid, place: int) -> list[str]:
    """Every text a column may be called by: of each header row, and of all of them joined."""
    texts = [row[place] for row in grid.headings]
    return list(dict.fromkeys(text for text in (*header_names(grid.headings)[place], *texts) if text))


def _place_of(header: str, names: list[list[str]], fault: _Fault) -> str:
    found = [place for place, own in enumerate(names) if clean(header) in own]
    if len(found) != 1:
        headers = ", ".join(own[0] for own in names)
        raise fault(
            header,
            f"見出し「{header}」の列が{'ありません' if not found else f'{len(found)}列あります'}。見出し: {headers}",
            f'{"No column has" if not found else f"{len(found)} columns have"} the header "{header}"; there are: {headers}',
            f"{RESPONSES_LAYOUT} の見出しを、1つの列だけに当てはまるように直してください。",
            f"Correct the header in {RESPONSES_LAYOUT} so that it fits exactly one column.",
        )
    return f"c{found[0]}"


def _require_no_respondent(
    grid: Grid, layout: ResponsesLayout, known_units: Callable[[pl.Series], pl.Series], unit: int, fault: _Fault
) -> None:
    """Raises InputProblem where a header row names a unit of the frame: its answers would be taken for headers."""
    written = pl.Series("unit_id", [row[unit] for row in grid.headings], dtype=pl.String)
    found = written.filter(known_units(written).is_not_null())
    if found.len():
        raise fault(
            layout.unit_id,
            f"見出しの行({layout.header_rows}行)の中に、団体「{found[0]}」の回答があります。",
            f'Among the {layout.header_rows} header rows there are the answers of the unit "{found[0]}".',
            f"{RESPONSES_LAYOUT} の header_rows を、見出しの行の数に直してください。",
            f"Correct `header_rows` in {RESPONSES_LAYOUT} to the number of rows with headers.",
        )


def _columns_of(answer: AnswerColumns, names: list[list[str]], instrument: Instrument, fault: _Fault) -> list[_Column]:
    question = next((one for one in instrument.questions if clean(one.id) == clean(answer.question)), None)
    if question is None or (answer.header is None and question.type != "multiple"):
        raise fault(
            answer.question,
            f"調査票に{'' if question is None else '複数回答の'}設問「{answer.question}」はありません。",
            f'The instrument has no {"" if question is None else "multiple-choice "}question "{answer.question}".',
            f"{RESPONSES_LAYOUT} の answers を直してください。",
            f"Correct `answers` in {RESPONSES_LAYOUT}.",
        )
    if answer.header is not None:
        return [_Column(_place_of(answer.header, names, fault), answer.header, question, None)]
    if answer.header_matches is not None:
        by_option = [
            (match[1] or "", own[0], f"c{place}")
            for place, own in enumerate(names)
            if (match := next(filter(None, (re.search(answer.header_matches, name) for name in own)), None))
        ]
    else:
        by_option = [(code, header, _place_of(header, names, fault)) for code, header in answer.options.items()]
    codes = {clean(option.code): option.code for option in question.options}
    given = [clean(code) for code, *_ in by_option]
    if sorted(given) != sorted(codes):
        raise fault(
            answer.header_matches or ", ".join(answer.options.values()),
            f"設問 {question.id} の選択肢は {', '.join(codes)} ですが、列は {', '.join(given) or 'なし'} です。",
            f"Question {question.id} has the options {', '.join(codes)}, but the columns are for {', '.join(given) or 'none'}.",
            f"{RESPONSES_LAYOUT} の options 又は header_matches を、選択肢ごとに1列となるように直してください。",
            f"Correct `options` or `header_matches` in {RESPONSES_LAYOUT}: one column for each option.",
        )
    return [_Column(place, header, question, codes[clean(code)]) for code, header, place in by_option]


def _left_out(grid: Grid, rules: list[tuple[LeftOut, str]]) -> pl.Expr:
    """The first rule of the layout that leaves each row out, or null; TRUE is True."""
    conditions = [
        pl.when(
            pl.Series(
                clean_cells(grid.body[place])
                .str.replace(_WHOLE_WITH_DECIMALS, "$1")
                .str.to_lowercase()
                .is_in([_compared(text).lower() for text in rule.texts])
            )
        ).then(pl.lit(rule.rule))
        for rule, place in rules
    ]
    return pl.coalesce(*conditions, pl.lit(None, pl.String)).alias("left_out")


def _refuse_unknown_and_doubled(
    grid: Grid, layout: ResponsesLayout, names: list[list[str]], used: list[str], known: set[str], fault: _Fault
) -> None:
    doubled = sorted({place for place in used if used.count(place) > 1})
    if doubled:
        header = names[int(doubled[0][1:])][0]
        raise fault(
            header,
            f"列「{header}」が2回以上使われています。",
            f'The column "{header}" is used more than once.',
            f"{RESPONSES_LAYOUT} の見出しを直してください。",
            f"Correct the headers in {RESPONSES_LAYOUT}.",
        )
    unknown = [
        own[0] if own else f"column_{place + 1}"
        for place, own in enumerate(names)
        if f"c{place}" not in {*used, *known}
        and not any(
            any(re.search(unused.matches, name) for name in own) if isinstance(unused, Matches) else clean(unused) in own
            for unused in layout.unused_columns
        )
        and (any(row[place] for row in grid.headings) or grid.body[f"c{place}"].str.strip_chars().ne("").any())
    ]
    if unknown:
        listed = ", ".join(unknown)
        raise fault(
            listed,
            f"{RESPONSES_LAYOUT} にない列があります: {listed}",
            f"These columns are not in {RESPONSES_LAYOUT}: {listed}",
            "設問の列は answers に、読み込まない列は unused_columns に加えてください。",
            "Add columns with answers to `answers`, and others to `unused_columns`.",
        )


def _holds_code_of_another(filled: pl.DataFrame, column: _Column) -> bool:
    """Whether the column of an option holds the code of another one: then 2 in that of option 2 is no name of it, but may
    be a 2 beside 1, for no and yes."""
    if column.option is None:
        return False
    others = {text for option in column.question.options for text in _as_number(option.code)} - _as_number(column.option)
    return bool(clean_cells(filled[column.place]).is_in(others).any())


def _compared(text: str) -> str:
    """A text as those of the layout are compared: -99 is also written -99.0, or -99.0000000000."""
    return re.sub(_WHOLE_WITH_DECIMALS, r"\1", clean(text))


def _as_number(code: str) -> set[str]:
    """The code alone, also as programs write whole numbers: 1 and 1.0."""
    return {clean(code), f"{clean(code)}.0"}


def _answers_in(
    filled: pl.DataFrame, column: _Column, meaning: Callable[[str], tuple[list[str], str, str, bool]], kept: tuple[str, ...]
) -> pl.DataFrame:
    """The answers of one column; a cell is looked at once for each text that it may hold."""
    written = trim_cells(filled[column.place]).fill_null("").alias("written")
    texts = written.unique(maintain_order=True)
    meanings = pl.DataFrame(
        [(text, *meaning(text)) for text in texts],
        schema={
            "written": pl.String,
            "option_code": pl.List(pl.String),
            "value": pl.String,
            "status": pl.String,
            "is_unread": pl.Boolean,
        },
        orient="row",
    )
    return (
        filled.select(*kept, written)
        .join(meanings, on="written", how="left", maintain_order="left")
        .explode("option_code")
        .with_columns(
            pl.lit(column.question.id).alias("question_id"),
            pl.lit(column.header).alias("header"),
            pl.lit(column.place).alias("place"),
            pl.lit(column.option is not None).alias("is_mark"),
        )
    )


def _meaning(
    column: _Column, layout: ResponsesLayout, fault: _Fault, *, may_be_own_code: bool
) -> Callable[[str], tuple[list[str], str, str, bool]]:
    """What a cell of the column says: option codes, value and status of the answers in it, and whether it is unread.

    A 2 in the column of option 3 is unread, and no option 2: it may say "not chosen" as well as a place in a ranking.
    `may_be_own_code`: whether a 2 in the column of option 2 says that it is chosen (see _holds_code_of_another).
    """
    none = {"", clean(NO_ANSWER), *map(_compared, layout.missing)}
    skipped = set(map(_compared, layout.skipped))
    labels = {label for option in column.question.options for label in (option.label.ja, option.label.en)}
    chosen, not_chosen = ({clean(mark).lower() for mark in marks} for marks in (layout.chosen, layout.not_chosen))
    codes_of = _codes_of(column.question, layout, fault)
    if column.option is None:
        _require_options_are_answers(column, codes_of, (none | skipped) - {""}, fault)
    own_spellings = {text for text, code in codes_of.items() if code == column.option}
    own_spellings -= set() if may_be_own_code else _as_number(column.option or "")

    def meaning(written: str) -> tuple[list[str], str, str, bool]:
        text = clean(written.replace("\n", ";"))
        if _compared(text) in skipped:
            return [""], "", "skipped", False
        if _compared(text) in none:
            return [""], "", "missing", False
        has_false_digits = column.question.has_raised_digit(written) or re.search(FALSE_DIGITS_IN_A_ROW, written)
        if column.question.options and written not in labels and has_false_digits:
            return [written], "", "", True
        if column.option is not None:
            if text.lower() in not_chosen:
                return [""], "", "missing", False
            is_chosen = text.lower() in chosen or text in own_spellings
            return [column.option if is_chosen else written], "", "", not is_chosen
        if column.question.options:
            options = _options_in(text, codes_of, several=column.question.type == "multiple")
            return options or [written], "", "", not options
        return [""], written if column.question.type == "text" else column.question.number_in(clean(written)), "", False

    return meaning


def _require_options_are_answers(column: _Column, codes_of: dict[str, str], silent: set[str], fault: _Fault) -> None:
    """Raises InputProblem where the layout calls an option of the question no answer: 9 may be one here and none there."""
    both = sorted(silent & codes_of.keys())
    if both:
        raise fault(
            column.header,
            f"「{both[0]}」は設問 {column.question.id} の選択肢ですが、missing 又は skipped にも書かれています。",
            f'"{both[0]}" is an option of question {column.question.id}, but stands in `missing` or `skipped` as well.',
            f"{RESPONSES_LAYOUT} のいずれかから除くか、written_as を書くか、無回答を別の値として出力し直してください。",
            f"Take it out there in {RESPONSES_LAYOUT}, write `written_as`, or export another value for no answer.",
        )


def _codes_of(question: Question, layout: ResponsesLayout, fault: _Fault) -> dict[str, str]:
    """The option's code for each way an option may be written: its code (1.0 is 1), its text in either language, or both."""
    spellings: list[tuple[str, str]] = []
    for option in question.options:
        code = clean(option.code)
        if layout.written_as != "texts":
            spellings += [(code, option.code), *([(f"{code}.0", option.code)] if code.isdecimal() else [])]
        if layout.written_as != "codes":
            spellings += [(clean(option.label.ja), option.code), (clean(option.label.en), option.code)]
        if layout.written_as is None:
            labels = (option.label.ja, option.label.en)
            spellings += [(clean(f"{code}{sign}{label}"), option.code) for label in labels for sign in _BEHIND_CODES]
    codes_of = dict(spellings)
    unclear = [text for text, code in spellings if codes_of[text] != code]
    if question.type == "multiple":
        unclear += [
            text for text in codes_of if _options_in(text, {k: v for k, v in codes_of.items() if k != text}, several=True)
        ]
    if unclear:
        raise fault(
            question.id,
            f"設問 {question.id} の「{unclear[0]}」が、どの選択肢を指すか決められません。",
            f'In question {question.id}, "{unclear[0]}" may mean more than one option.',
            f"{RESPONSES_LAYOUT} に written_as: codes 又は texts と書くか、選択肢ごとに1列として出力し直してください。",
            f"Write `written_as: codes` or `texts` in {RESPONSES_LAYOUT}, or export a column for each option.",
        )
    return codes_of


def _options_in(text: str, codes_of: dict[str, str], *, several: bool) -> list[str]:
    """The codes of the options that the text consists of; none where some of it is no option.

    Texts of options may have commas of their own: the text is taken apart by options, not by separators. One that is
    named twice is chosen once.
    """
    if text in codes_of:
        return [codes_of[text]]
    if not several or not codes_of:
        return []
    longest_first = sorted(filter(None, codes_of), key=len, reverse=True)
    found, rest = list[str](), text
    while rest:
        option = next((one for one in longest_first if re.match(f"{re.escape(one)}(?:{_BETWEEN}|$)", rest)), None)
        if option is None:
            return []
        if codes_of[option] not in found:
            found.append(codes_of[option])
        rest = re.sub(f"^{_BETWEEN}", "", rest[len(option) :])
    return found


def _one_row_where_nothing_is_chosen(rows: pl.DataFrame) -> pl.DataFrame:
    """Of the columns by option, those not chosen say something only where none is: then one row says so.

    Not asked only where all of them say so.
    """
    over = ["row_number", "question_id"]
    says_nothing = pl.col("is_mark").fill_null(False) & pl.col("status").fill_null("").ne("")
    all_skipped = (pl.col("status") == "skipped").all().over(over)
    return (
        rows.with_columns(
            (~says_nothing | (says_nothing.all().over(over) & (pl.int_range(pl.len()).over(over) == 0))).alias("is_given"),
            pl.when(says_nothing & ~all_skipped).then(pl.lit("missing")).otherwise("status").alias("status"),
        )
        .filter("is_given")
        .drop("is_given")
    )
