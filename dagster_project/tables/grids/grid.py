"""The grid of text cells that a file becomes, with the numbers of the rows people see in it.

Nothing is interpreted here: every cell is text, an empty cell is the empty text. The row number
is the record number counted from the top of the file, header and titles included: what a
spreadsheet shows in its margin (in a CSV file it differs from the line number only below cells
that contain line feeds). Empty rows at the end of a file do not count as rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from dagster_project.common.problems import InputProblem
from dagster_project.common.text import clean, clean_but_marks, clean_cells
from dagster_project.tables.layout import Layout

# A flaw in columns of dates only: 2023.1 as a number may have been typed as 2023.10.
YEAR_MONTH_NUMBER = "year_month_number"
# No flaw, but what a cell says in columns that tell a month or year from a day: a day of which people see no more (2024-10).
PERIOD = "period"
# No flaw, but the unit that a number format shows beside its number, for columns that count in another one.
UNIT = "unit"
# Of a cell merged with others: a flaw in columns of numbers only (found: the range). One below the first says what
# the first does in other columns (found: the text): a group that several rows belong to.
MERGED, MERGED_DOWN = "merged_cell", "merged_down"
# What else a cell says, for the columns that ask for it, and no flaw in any other.
NO_FLAWS = (MERGED_DOWN, PERIOD, UNIT)
# The row, the cell column (c3), the quarantine rule and what people see: B5 #REF!
FLAWS = {"row_number": pl.Int64, "place": pl.String, "rule": pl.String, "found": pl.String}
_ENDS = " \t\r\n\u3000\ufeff"  # the byte order mark, too, which stands where files were put behind one another
# A note, not a place that is called so: 注1, (注), 出典:, a) and b), but not 注意町.
_NOTE = (
    r"^[(\[（［【〔<＜]*\s*(?:[※＊*]|(?:注|出\s*[典所]|資\s*料|備\s*考)(?:[0-9０-９\s:：)）\]】〕記釈]|$)"
    r"|(?i:notes?|source)\b|[a-zａ-ｚ]\s*[)）])"
)
_FEWEST_NUMBERED = 4  # columns: in a table of less, 1, 2, 3 may well be a row of data
_FIRST_ROWS = 20  # below the header: a header further down is not looked for


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet (or of a CSV file).

    `header` holds the raw header rows, all of the same width, and `above` the rows over them (titles,
    dates). `body` has one row per data row:
    String columns `c0`, `c1`, … , then `row_number` (Int64), `cell_count` (Int64, only when the
    row has more or fewer cells than the header, else null) and `extra` (String, the cells beyond the
    header joined by " | ", else null). `flaws` (FLAWS) are the cells of a workbook that have a text or
    none where a person sees something else: rule is the quarantine rule they break. `is_cut_off`: the
    text ends within the last row, before the cells of that row do. `part`: the first and the last value that the file
    says it holds, and how many the whole table has, where those are more.
    """

    sheet: str | None
    header: list[list[str]]
    body: pl.DataFrame
    above: list[list[str]] = field(default_factory=list)
    flaws: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FLAWS))
    is_cut_off: bool = False
    part: tuple[int, int, int] | None = None

    @cached_property
    def headings(self) -> list[list[str]]:
        """The header rows made comparable."""
        return [[clean(cell) for cell in row] for row in self.header]

    @cached_property
    def comparable(self) -> pl.DataFrame:
        """The cells of the body made comparable: `c0`, `c1`, …"""
        return self.body.select(clean_cells(self.body[name]) for name in self.cells)

    @cached_property
    def texts_above(self) -> list[str]:
        """What is written above the table and in its header, made comparable."""
        texts = (clean(cell) for row in [*self.above, *self.header] for cell in row)
        return [text for text in texts if text]

    @property
    def flaws_above(self) -> pl.DataFrame:
        """FLAWS of the cells above the table and in its header."""
        return self.flaws.filter(pl.col("row_number") <= len(self.above) + len(self.header))

    @property
    def unread_above(self) -> list[str]:
        """What people see of the cells above the table and in its header that could not be read: B1 #REF!, C1."""
        is_unread = pl.col("rule").is_in(["error_cell", "formula_without_value"])
        return self.flaws_above.filter(is_unread)["found"].to_list()

    @property
    def periods_above(self) -> dict[str, str]:
        """The days above the table and in its header of which people see the month or year alone, and what they see."""
        rows = [*self.above, *self.header]
        periods = self.flaws_above.filter(pl.col("rule") == PERIOD).select("row_number", "place", "found").rows()
        return {clean_but_marks(rows[row - 1][int(place[1:])]): found for row, place, found in periods}

    @property
    def first_rows(self) -> list[tuple[int, list[str]]]:
        """The number of each of the first rows below the header, and its cells made comparable."""
        rows = self.body.head(_FIRST_ROWS)
        texts = ([clean(cell) for cell in row] for row in rows.select(self.cells).iter_rows())
        return list(zip(rows["row_number"], texts, strict=True))

    @cached_property
    def first_cells(self) -> pl.Series:
        """The first cell of each row that is not empty, made comparable; empty for an empty row."""
        return clean_cells(self.first_texts)

    @cached_property
    def first_texts(self) -> pl.Series:
        """The same as in the file; null for an empty row."""
        stripped = (pl.col(name).str.strip_chars() for name in self.cells)
        return self.body.select(pl.coalesce(pl.when(cell != "").then(cell) for cell in stripped)).to_series()

    @property
    def empty_rows(self) -> pl.Series:
        """Which rows have neither a text nor a flaw; what is merged with a cell above does not fill a row."""
        is_empty = self.body["c0"].str.strip_chars() == ""
        if is_empty.any():
            is_empty = self.body.select(pl.all_horizontal(pl.col(self.cells).str.strip_chars() == "")).to_series()
        return is_empty & ~self.body["row_number"].is_in(flawed_rows(self.flaws).implode())

    @property
    def repeated_headers(self) -> pl.Series:
        """Which rows say one of the header rows again."""
        repeats = pl.repeat(False, self.body.height, dtype=pl.Boolean, eager=True)
        for row in self.headings:
            same = (pl.col(name) == text for name, text in zip(self.cells, row, strict=True))
            repeats = repeats | self.comparable.select(pl.all_horizontal(same)).to_series()
        return repeats

    @cached_property
    def notes(self) -> pl.Series:
        """Of the rows that have but one cell and look like a note (注, ※, 出典) its text, else null."""
        if len(self.cells) < 2:
            return pl.repeat(None, self.body.height, dtype=pl.String, eager=True)
        text = pl.concat_str(pl.col(name).str.strip_chars(_ENDS) for name in self.cells)
        is_note = self.lone_cells & self.body.select(text.str.contains(_NOTE)).to_series()
        return self.body.select(pl.when(is_note).then(text)).to_series()

    @cached_property
    def lone_cells(self) -> pl.Series:
        """Which rows of a table of several columns have but one cell."""
        filled = (pl.col(name).str.strip_chars(_ENDS) != "" for name in self.cells)
        return self.body.select((pl.sum_horizontal(filled) == 1) & pl.lit(len(self.cells) > 1)).to_series()

    @cached_property
    def headers_again(self) -> pl.Series:
        """Which rows are the last header row again, letter by letter but for the ends of the cells."""
        row = [cell.strip(_ENDS) for cell in self.header[-1]]
        if len([cell for cell in row if cell]) < 2:
            return pl.repeat(False, self.body.height, dtype=pl.Boolean, eager=True)
        same = (pl.col(name).str.strip_chars(_ENDS) == cell for name, cell in zip(self.cells, row, strict=True))
        return self.body.select(pl.all_horizontal(same)).to_series()

    @property
    def column_numbers(self) -> pl.Series:
        """Which row numbers the columns, 1, 2, 3 or (1), (2), (3): the first below the header at most."""
        numbers = pl.DataFrame(
            clean_cells(self.body[name].head(1)).str.extract(r"^[(\[]?(\d+)[)\]]?$", 1) for name in self.cells
        )
        is_one = len(self.cells) >= _FEWEST_NUMBERED and numbers.rows() == [
            tuple(str(place + 1) for place in range(numbers.width))
        ]
        return self.body.select((pl.int_range(pl.len()) == 0) & pl.lit(is_one)).to_series()

    @property
    def cells(self) -> list[str]:
        """Names of the cell columns of `body`."""
        return [f"c{position}" for position in range(len(self.header[0]))]


def flawed_rows(flaws: pl.DataFrame) -> pl.Series:
    """The rows in which a flaw stands for a value."""
    return flaws.filter(~pl.col("rule").is_in([MERGED, *NO_FLAWS]))["row_number"]


def no_header(sheet: str | None, rows: int, layout: Layout) -> InputProblem:
    """The problem of a file that ends before its header does."""
    needed = layout.skip_rows + layout.header_rows
    return InputProblem(
        sheet=sheet,
        problem_ja=f"{rows}行しかなく、見出し({needed}行目まで)がありません。",
        problem_en=f"There are only {rows} rows; the header should end in row {needed}.",
        fix_ja="ファイルが途中で切れていないか、layout の skip_rows と header_rows を確認してください。",
        fix_en="Check that the file is whole, and skip_rows and header_rows in the layout.",
    )


def require_whole(grid: Grid) -> None:
    """Raise InputProblem where the text ends within its last row."""
    if grid.is_cut_off:
        cells = [cell for cell in grid.body.select(grid.cells).row(-1) if cell]
        raise cut_off(grid.body["row_number"][-1], cells[-1] if cells else None)


def cut_off(row: int, value: str | None = None) -> InputProblem:
    """The problem of a file that ends within a row: nobody knows what came below."""
    return InputProblem(
        row=row,
        value=value,
        problem_ja="ファイルがこの行の途中で終わっています。この行とこれより下が失われているとみられます。",
        problem_en="The file ends within this row: the rest of it, and whatever stood below, seems to be lost.",
        fix_ja="ファイル全体を受領し直して置き換えてください。これで全部であれば、最後の行の末尾に改行を入れてください。",
        fix_en="Obtain the whole file again and replace it. If this is all of it, end the last row with a line break.",
    )
