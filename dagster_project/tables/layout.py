"""The layout of a file: all that the reader knows about it, as a checked model of the YAML.

    description: {ja: …, en: …}     # one sentence: what one row is
    format: csv                     # csv | xlsx | xls | geojson | json: how files usually come; a file is read as what it is
    encoding: utf-8                 # csv only; `detect` tries BOM, UTF-8, CP932 in this order
    delimiter: ","                  # csv only; without it the one of , tab ; | that parts the header into most columns
    sheet: 0                        # index among the sheets people see, name, {matches: regex}, or a list of them (stacked)
    header_rows: 1                  # several rows are joined with "_"
    skip_rows: 0                    # rows above the header
    untested: false                 # true: no real file was at hand when this was written
    table: mail_volume              # raw.<table>; by default the name of the layout file
    awaited: false                  # true: the table may have no file yet, it is empty until one is received
    record: {…}                     # what `make register` writes for a new file, see RecordDefaults
    columns: […]                    # see ColumnLayout; their order is the order of the table
    wide_to_long: {…}               # years or services across the columns to rows, see WideToLong
    unused_columns: […]             # headers deliberately not loaded: texts or {matches: regex}
    ignore_rows: […]                # see IgnoreRule; the first that matches wins
    end_of_table: {first_cell_matches: "^注"}
    key: […]                        # raw column names that identify a row
    plausibility: […]               # see ScaleOutlier
    municipality: {…}               # which columns name a municipality, see municipality_layout.py

A header that is empty in the file is called `column_3` (its position); the second of two equal
headers is called `人数#2`. In a header of several rows, the text of a cell merged over several
columns may be written with each of them (`被保護世帯数_総数`) or only with the first. What drifts from
year to year (`十四　その他施設_2_支所・出張所_箇所数`) is better found by a pattern, `header_matches`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import polars as pl
from pydantic import BeforeValidator, Field, model_validator

from dagster_project.common.yaml_lines import Misstatement, validate_yaml
from dagster_project.common.yaml_values import Bilingual, Strict, Text, Texts
from dagster_project.tables.column_layout import ColumnLayout, Matches, groups_of
from dagster_project.tables.municipality_layout import MunicipalityLayout

LAYOUT_SUFFIX = ".layout.yml"
ROW_CONDITIONS = ("row_empty", "repeated_header", "first_cell_matches")


class IgnoreRule(Strict):
    """Rows left out on purpose, under a name; all conditions must hold.

    `when`: raw column name -> allowed texts (cleaned) or {matches: regex}, or one of
    row_empty: true, repeated_header: true, first_cell_matches: regex (first non-empty cell).
    `sums_over`: the row is a total over these key columns and must equal the sum of the loaded
    rows in `sums_value`; otherwise it is quarantined as total_mismatch.
    """

    rule: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    when: dict[str, bool | str | Texts | Matches]
    sums_over: list[str] = []
    sums_value: str | None = None

    @model_validator(mode="after")
    def _complete(self) -> IgnoreRule:
        if not self.when:
            raise Misstatement("when に条件を書いてください", "`when` needs a condition", ("when",))
        if bool(self.sums_over) != (self.sums_value is not None):
            raise Misstatement(
                "sums_over と sums_value は必ず一緒に書いてください",
                "`sums_over` and `sums_value` go together",
            )
        return self


class WideToLong(Strict):
    """Columns that hold one kind of value each for a year, a service, … : every one of them becomes a row.

    headers: '^(\\d{4})年_(人口|世帯数)$'    # the columns meant; a group for each column of header_to
    header_to: [year, item]              # the raw columns that say what the header says
    value_to: figure                     # the raw column of the cells

    A row of the file is as many rows of the table, with one row number; the balance counts these.
    """

    headers: str = Field(min_length=1)
    header_to: Texts = Field(min_length=1)
    value_to: str

    @model_validator(mode="after")
    def _groups_fit(self) -> WideToLong:
        groups = groups_of(self.headers)
        if groups != len(self.header_to):
            raise Misstatement(
                f"headers「{self.headers}」は、header_to の列と同じ数({len(self.header_to)})の括弧がある正規表現にしてください",
                f'headers "{self.headers}" must be a regular expression with a group (…) for each of the'
                f" {len(self.header_to)} columns of header_to",
                ("headers",),
            )
        return self

    @property
    def columns(self) -> list[str]:
        """The raw columns that are filled in this way."""
        return [*self.header_to, self.value_to]


class EndOfTable(Strict):
    first_cell_matches: str = Field(min_length=1)


class ScaleOutlier(Strict):
    """A value more than `factor` times away from the median of its group (3 values or more)."""

    rule: Literal["scale_outlier"]
    column: str
    by: list[str] = []
    factor: float = Field(default=10, gt=1)


class RecordDefaults(Strict):
    """What the record of a new file of this layout says until somebody knows better."""

    title: Bilingual
    compiled_by: Bilingual
    licence: Bilingual
    nature: Literal["published", "press", "submitted", "sample"]


def _as_sheets(value: Any) -> Any:
    """One sheet where several may stand, as a list."""
    return value if isinstance(value, list | tuple) else [value]


def _as_blocks(value: Any) -> Any:
    """One block where several may stand, as a list."""
    return [value] if isinstance(value, dict) else value


class Layout(Strict):
    """All the reader knows about a file."""

    description: Bilingual
    table: str | None = Field(default=None, pattern=r"^[a-z][a-z0-9_]*$")
    record: RecordDefaults | None = None
    format: Literal["csv", "xlsx", "xls", "geojson", "json"] = "csv"
    encoding: str = "utf-8"
    delimiter: Literal[",", "\t", ";", "|"] | None = None
    sheet: Annotated[list[int | str | Matches], BeforeValidator(_as_sheets)] = [0]
    header_rows: int = Field(default=1, ge=1)
    skip_rows: int = Field(default=0, ge=0)
    untested: bool = False
    awaited: bool = False
    columns: list[ColumnLayout] = Field(min_length=1)
    wide_to_long: WideToLong | None = None
    unused_columns: list[Text | Matches] = []
    ignore_rows: list[IgnoreRule] = []
    end_of_table: EndOfTable | None = None
    key: list[str] = []
    plausibility: list[ScaleOutlier] = []
    municipality: Annotated[list[MunicipalityLayout], BeforeValidator(_as_blocks)] = []

    @model_validator(mode="after")
    def _names_agree(self) -> Layout:
        names = [column.name for column in self.columns]
        of_cells = [out for column in self.columns for out in column.outputs]
        outputs = ["source_file", "row_number", *of_cells, *(block.output for block in self.municipality)]
        twice = sorted({name for name in names + outputs if outputs.count(name) > 1 or names.count(name) > 1})
        if twice:
            raise Misstatement(
                f"列名が重複しています: {', '.join(twice)}",
                f"column names are used twice: {', '.join(twice)}",
                ("columns",),
            )
        number_names = [c.name for c in self.columns if c.type in ("integer", "number")]
        uses: list[tuple[tuple[int | str, ...], list[str], list[str]]] = [(("key",), self.key, [*names, *of_cells])]
        for position, column in enumerate(self.columns):
            if column.factor_by is not None:
                uses.append((("columns", position, "factor_by", "column"), [column.factor_by.column], names))
        at: tuple[int | str, ...]
        for position, rule in enumerate(self.ignore_rows):
            at = ("ignore_rows", position)
            conditions = [name for name in rule.when if name not in ROW_CONDITIONS]
            uses.append(((*at, "when"), conditions, [*names, *ROW_CONDITIONS]))
            uses.append(((*at, "sums_over"), rule.sums_over, self.key))
            if rule.sums_value is not None:
                uses.append(((*at, "sums_value"), [rule.sums_value], number_names))
        for position, check in enumerate(self.plausibility):
            uses.append((("plausibility", position, "column"), [check.column], number_names))
            uses.append((("plausibility", position, "by"), check.by, [*names, *of_cells]))
        if self.wide_to_long is not None:
            free = [c.name for c in self.columns if (c.header, c.header_matches, c.taken_from, c.part) == (None,) * 4]
            uses.append((("wide_to_long",), self.wide_to_long.columns, free))
        date_names = [c.name for c in self.columns if c.type in ("date", "partial_date", "fiscal_year")]
        for block in self.municipality:
            at = ("municipality",)
            uses.append((at, [*block.evidence.values(), *block.when], names))
            uses.append(((*at, "date"), [] if block.date is None else [block.date], date_names))
        for place, used, known in uses:
            unknown = [name for name in used if name not in known]
            if unknown:
                raise Misstatement(
                    f"「{', '.join(unknown)}」という列名は使用できません。使用できる列名: {', '.join(known)}",
                    f'"{", ".join(unknown)}" is not a column that can stand here; these can: {", ".join(known)}',
                    place,
                )
        return self

    @model_validator(mode="after")
    def _patterns_compile(self) -> Layout:
        for place, pattern in self._patterns():
            try:
                pl.Series([""]).str.contains(pattern)
            except pl.exceptions.ComputeError as error:
                raise Misstatement(
                    f"正規表現「{pattern}」が正しくありません",
                    f'"{pattern}" is not a regular expression that polars knows',
                    place,
                ) from error
        for name in ("sheet", "unused_columns"):  # looked for by Python, which knows no \p{Han}
            for position, wanted in enumerate(getattr(self, name)):
                if isinstance(wanted, Matches) and groups_of(wanted.matches) is None:
                    raise Misstatement(
                        f"正規表現「{wanted.matches}」が正しくありません",
                        f'"{wanted.matches}" is not a regular expression that Python knows',
                        (name, position),
                    )
        return self

    def _patterns(self) -> list[tuple[tuple[int | str, ...], str]]:
        """The regular expressions of the layout that polars is to know, each with its place."""
        place: tuple[int | str, ...]
        patterns: list[tuple[tuple[int | str, ...], str]] = []
        for position, column in enumerate(self.columns):
            if column.part is not None:
                patterns.append((("columns", position, "part"), column.part))
        if self.end_of_table is not None:
            patterns.append((("end_of_table",), self.end_of_table.first_cell_matches))
        for position, unused in enumerate(self.unused_columns):
            if isinstance(unused, Matches):
                patterns.append((("unused_columns", position), unused.matches))
        for position, rule in enumerate(self.ignore_rows):
            for name, condition in rule.when.items():
                place = ("ignore_rows", position, "when", name)
                if isinstance(condition, Matches):
                    patterns.append((place, condition.matches))
                elif name == "first_cell_matches":
                    patterns.append((place, str(condition)))
        for block in self.municipality:
            patterns += [(("municipality",), pattern) for pattern in block.patterns]
        return patterns

    def column(self, name: str) -> ColumnLayout:
        """The column with the raw name `name`; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def column_behind(self, name: str) -> str:
        """The column of the layout behind a column of the raw table (as_of_date -> as_of)."""
        return next(column.name for column in self.columns if name in (column.name, *column.outputs))


def table_of(path: Path, layout: Layout) -> str:
    """The raw table that files of the layout at `path` go into."""
    return layout.table or Path(path).name.removesuffix(LAYOUT_SUFFIX)


def load_layout(path: Path) -> Layout:
    """The layout in the YAML file at `path`; raises InputProblem naming line, key and fix."""
    return validate_yaml(Path(path), Layout)
