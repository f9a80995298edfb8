"""One column of a layout: where its value stands in a file, and what it must be."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, FiniteFloat, model_validator

from dagster_project.common.numbers import DEFAULT_MARKS, clean_marks
from dagster_project.common.text import clean
from dagster_project.common.yaml_lines import Misstatement, require_in_order
from dagster_project.common.yaml_values import Bilingual, Strict, Text, Texts
from dagster_project.tables.workbooks.unit_words import unit_in_header

ColumnType = Literal[
    "text",
    "integer",
    "number",
    "date",
    "partial_date",
    "time",
    "boolean",
    "fiscal_year",
    "municipality_code",
]
Status = Literal["ok", "none", "below_unit", "not_available", "suppressed"]


def _as_decimal(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value


# Columns of notes, as layouts call them: note_ja, remarks, 備考. What they say is free, even "the same as above".
_NOTES = re.compile(r"(?:^|_)(?:note|remark|comment)s?(?:_|$)")
_HEADERS_OF_NOTES = re.compile("備考|摘要|注記|注釈|コメント|自由(?:記述|回答)|意見")

Factor = Annotated[Decimal, BeforeValidator(_as_decimal), Field(gt=0, le=10**12)]


class Matches(Strict):
    """A pattern where a text may stand."""

    matches: Annotated[str, Field(min_length=1)]


class FactorBy(Strict):
    """A unit factor that depends on another column of the row: unit text -> factor."""

    column: str
    map: dict[Text, Factor]


def groups_of(pattern: str) -> int | None:
    """The number of groups in a regular expression; None when it is none."""
    try:
        return re.compile(pattern).groups
    except re.error:
        return None


class TakenFrom(Strict):
    """Where a value stands that is the same for a whole sheet, or for a block of it; a constant of the record wins over it.

    `title`, `sheet`: a pattern with one group, looked for in the cleaned rows above the table and in its header, or in
    the cleaned name of the sheet; where it finds several values the file is refused. `heading`: a pattern with one
    group, looked for in the first cell of each row; what it finds holds for the rows below, down to the next such row
    (which `ignore_rows` leaves out by name). `line`: what each line of a record says that is written over several rows, one
    below the other under one label (counts above, their per cent below).
    `record`: the constants of the provenance record. `value`: here, for all files of the layout.
    """

    title: str | None = None
    sheet: str | None = None
    heading: str | None = None
    line: Annotated[Texts, Field(min_length=2)] | None = None
    record: Literal[True] | None = None
    value: Text | None = None

    @model_validator(mode="after")
    def _one_place(self) -> TakenFrom:
        if len(self.model_fields_set) != 1:
            raise Misstatement(
                "title、sheet、heading、line、record、value のどれか1つを書いてください",
                "give exactly one of title, sheet, heading, line, record and value",
            )
        if self.pattern is not None and groups_of(self.pattern) != 1:
            raise Misstatement(
                f"「{self.pattern}」は、値を囲む括弧がちょうど1組ある正規表現にしてください",
                f'"{self.pattern}" must be a regular expression with one group (…) around the value',
            )
        return self

    @property
    def pattern(self) -> str | None:
        return self.title or self.sheet or self.heading


class ColumnLayout(Strict):
    """One column of the raw table and how it is read from the file."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    header: Texts | None = None
    header_matches: str | None = None  # a pattern instead of `header`; the first column it fits
    part: str | None = None  # a pattern with one group: what of the cell is this column; several columns may share a cell
    taken_from: TakenFrom | None = None  # not in the table at all
    description: Bilingual | None = None
    type: ColumnType = "text"
    factor: Factor | None = None
    factor_by: FactorBy | None = None
    percent: bool = False  # true: cells may end in %, and 8.4% is 8.4
    footnote_marks: bool = False  # true: marks behind a number (¹ ② 1) *) go to a column of their own, <name>_footnote
    day_of_year: str | None = None  # "10-01": where a cell states the year alone, the day it stands for
    date_order: Literal["month_day_year", "day_month_year"] | None = None  # of 4/1/2024, whose order no cell tells
    loaded: bool = True  # false: looked at by the conditions of ignore_rows alone, no column of the table
    fill_down: bool = False  # true: an empty cell says what the cell above says; for groups written once
    required: bool = False
    optional_column: bool = False
    marks: Literal["default", "none"] | dict[Text, Status] = "default"
    status: bool = True  # false: a number without its status column
    normalise: bool = False  # true: text is loaded NFKC-cleaned (half-width kana to full width)
    allowed: Texts | None = None
    min: FiniteFloat | None = None  # in base units, after the factor
    max: FiniteFloat | None = None

    @model_validator(mode="after")
    def _options_fit_type(self) -> ColumnLayout:
        is_number = self.type in ("integer", "number")
        if (self.factor is not None or self.factor_by is not None) and not is_number:
            raise Misstatement(
                "factor と factor_by は type が integer または number の列だけに使用できます",
                "factor and factor_by go with type integer or number only",
                ("type",),
            )
        for key in ("percent", "footnote_marks"):
            if getattr(self, key) and not is_number:
                raise Misstatement(
                    f"{key} は type が integer または number の列だけに使用できます",
                    f"{key} goes with type integer or number only",
                    (key,),
                )
        if self.date_order is not None and self.type not in ("date", "partial_date"):
            raise Misstatement(
                "date_order は type が date または partial_date の列だけに使用できます",
                "date_order goes with type date or partial_date only",
                ("type",),
            )
        if self.day_of_year is not None:
            self._day_of_year_is_one()
        if self.part is not None and groups_of(self.part) != 1:
            raise Misstatement(
                f"「{self.part}」は、読み取る部分を囲む括弧がちょうど1組ある正規表現にしてください",
                f'"{self.part}" must be a regular expression with one group (…) around the part to read',
                ("part",),
            )
        if [self.header, self.header_matches, self.taken_from].count(None) < 2:
            raise Misstatement(
                "header、header_matches、taken_from はどれか1つだけを書いてください",
                "give only one of header, header_matches and taken_from",
                ("header",),
            )
        if self.header_matches is not None and groups_of(self.header_matches) is None:
            raise Misstatement(
                f"「{self.header_matches}」は正規表現として正しくありません",
                f'"{self.header_matches}" is not a regular expression',
                ("header_matches",),
            )
        if self.factor is not None and self.factor_by is not None:
            raise Misstatement(
                "factor と factor_by はどちらか一方だけを書いてください",
                "give either factor or factor_by, not both",
                ("factor_by",),
            )
        if (self.min is not None or self.max is not None) and not (is_number or self.type == "fiscal_year"):
            raise Misstatement(
                "min と max は数値または年度の列だけに使用できます",
                "min and max go with numbers and fiscal years only",
                ("type",),
            )
        require_in_order(self.min, self.max)
        return self

    def _day_of_year_is_one(self) -> None:
        if self.type != "date":
            raise Misstatement(
                "day_of_year は type が date の列だけに使用できます", "day_of_year goes with type date only", ("type",)
            )
        try:
            date.fromisoformat(f"2001-{self.day_of_year}")  # 29 February is no day of every year
        except ValueError as error:
            raise Misstatement(
                f'「{self.day_of_year}」は、"10-01" のように月と日で書いてください',
                f'"{self.day_of_year}" must be a month and a day, such as "10-01"',
                ("day_of_year",),
            ) from error

    @property
    def headers(self) -> list[str]:
        """The header texts this column may have, made comparable; the pattern where there is one."""
        return [clean(header) for header in (self.header or [self.header_matches or self.name])]

    @property
    def stated_unit(self) -> str | None:
        """The unit that the layout itself writes into the header: 千円 of 額(千円), whether a factor goes with it or not."""
        return next(filter(None, (unit_in_header(header.replace("\\", "")) for header in self.headers)), None)

    @property
    def has_status(self) -> bool:
        return self.status and self.type in ("integer", "number")

    @property
    def holds_notes(self) -> bool:
        return bool(_NOTES.search(self.name) or any(map(_HEADERS_OF_NOTES.search, self.headers)))

    @property
    def number_marks(self) -> dict[str, str]:
        """Cleaned mark texts and the statuses they stand for."""
        if self.marks == "default":
            return clean_marks(DEFAULT_MARKS)
        return {} if self.marks == "none" else clean_marks(self.marks)

    @property
    def outputs(self) -> list[str]:
        """The columns this column becomes in the raw table."""
        if not self.loaded:
            return []
        if self.type == "partial_date":
            return [f"{self.name}_date", f"{self.name}_precision"]
        outputs = [self.name, f"{self.name}_status"] if self.has_status else [self.name]
        return [*outputs, f"{self.name}_footnote"] if self.footnote_marks else outputs
