"""The `municipality:` block of a layout: which columns of a row say what municipality it speaks of.

    municipality:
      code: code6                   # raw column names; code, name or both
      name: municipality
      prefecture: prefecture
      county: county                # or the city, for wards
      date: as_of                   # a date, partial_date or fiscal_year column
      moment: any                   # of a month or year: any | first | last day
      default_date: current         # for rows without a date: a day, or current; without either, all times count
      when: {area_level: municipality}   # rows that speak of a municipality; conditions as in ignore_rows
      remark: '\\(\\d+局\\)$'         # a part of the name cell that is not the name
      required: false               # true: a row may not leave the municipality out
      only_counted: false           # true: never a ward of a designated city (see resolver.py)
      output: municipality_id       # the column added to the table

A row that names two municipalities has a list of two blocks with different outputs. What the block
says is resolved by `resolver`; a row that it cannot resolve is quarantined.

With `default_date: current` a row without a date speaks of a body of today; where none fits, of the one body
of any time that does. So neither a new edition of the list nor an old row goes out of date.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

import polars as pl
from pydantic import Field, model_validator

from dagster_project.common.yaml_lines import Misstatement
from dagster_project.common.yaml_values import Strict, Text, Texts
from dagster_project.tables.column_layout import Matches


class MunicipalityLayout(Strict):
    """One municipality that a row names."""

    code: str | None = None
    name: str | None = None
    prefecture: str | None = None
    county: str | None = None
    date: str | None = None
    moment: Literal["any", "first", "last"] = "any"
    default_date: datetime.date | Literal["current"] | None = None
    when: dict[str, Text | Texts | Matches] = {}
    remark: str | None = None
    required: bool = False
    only_counted: bool = False
    output: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")] = "municipality_id"

    @model_validator(mode="after")
    def _says_something(self) -> MunicipalityLayout:
        if self.code is None and self.name is None:
            raise Misstatement("code と name の少なくとも一方を書いてください", "give code or name, or both")
        return self

    @property
    def evidence(self) -> dict[str, str]:
        """code, name, prefecture and county -> raw column name, for those that the block gives."""
        columns = {name: getattr(self, name) for name in ("code", "name", "prefecture", "county")}
        return {name: column for name, column in columns.items() if column is not None}

    @property
    def patterns(self) -> list[str]:
        """The regular expressions that the block uses."""
        conditions = [wanted.matches for wanted in self.when.values() if isinstance(wanted, Matches)]
        return conditions if self.remark is None else [self.remark, *conditions]

    def name_in(self, cleaned: pl.Series) -> pl.Series:
        """The name in each cleaned cell of its column."""
        return cleaned if self.remark is None else cleaned.str.replace(self.remark, "").str.strip_chars()

    @property
    def shown(self) -> str:
        """The column that a reason quotes."""
        return self.name or self.code or ""
