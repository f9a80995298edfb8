"""The two lists the municipal history is made from: the project's own, and made-up ones in their shape."""

from __future__ import annotations

import datetime
from functools import cache

import polars as pl

from dagster_project.common.codes import check_digit
from dagster_project.settings import PROJECT_ROOT
from dagster_project.tables.layout import load_layout
from dagster_project.tables.table_reader import read_table

FOLDER = PROJECT_ROOT / "raw" / "municipalities"


@cache
def real_lists() -> tuple[pl.DataFrame, pl.DataFrame]:
    """The received current list and change list, read as a build reads them."""
    return _read("municipality", "municipalities.csv"), _read("municipality_change", "municipality_changes.csv")


def _read(table: str, file: str) -> pl.DataFrame:
    layout = load_layout(FOLDER / f"{table}.layout.yml")
    return read_table(FOLDER / file, layout, source_file=f"municipalities/{file}", table_name=table).loaded


def current_list(*bodies: tuple[str, str, str]) -> pl.DataFrame:
    """A current list of (code5, name, type)."""
    return pl.DataFrame(
        [
            {
                "source_file": "municipalities/municipalities.csv",
                "row_number": number,
                "code6": code5 + check_digit(code5),
                "prefecture": "長野県",
                "county": None,
                "name_ja": name,
                "name_kana": f"カナ{name}",
                "name_en": f"English {name}",
                "municipality_type": kind,
            }
            for number, (code5, name, kind) in enumerate(bodies, start=2)
        ],
        schema_overrides={"county": pl.String},
    )


# day, type, (old code, old name) or None, (new code, new name) or None
Row = tuple[str, str, tuple[str, str] | None, tuple[str, str] | None]


def change_list(*rows: Row, scope: str = "municipality") -> pl.DataFrame:
    """A change list in the order given."""
    return pl.DataFrame(
        [
            {
                "source_file": "municipalities/municipality_changes.csv",
                "row_number": number,
                "effective_date": datetime.date.fromisoformat(day),
                "change_type": change_type,
                "scope": scope,
                "prefecture": "長野県",
                "old_code": old and old[0],
                "old_name": old and old[1],
                "new_code": new and new[0],
                "new_name": new and new[1],
                "old_code6": old and old[0] + check_digit(old[0]),
                "new_code6": new and new[0] + check_digit(new[0]),
            }
            for number, (day, change_type, old, new) in enumerate(rows, start=2)
        ],
        schema={
            "source_file": pl.String,
            "row_number": pl.Int64,
            "effective_date": pl.Date,
            "change_type": pl.String,
            "scope": pl.String,
            "prefecture": pl.String,
            "old_code": pl.String,
            "old_name": pl.String,
            "new_code": pl.String,
            "new_name": pl.String,
            "old_code6": pl.String,
            "new_code6": pl.String,
        },
    )


def on(periods: pl.DataFrame, day: str) -> pl.DataFrame:
    """The bodies of one day."""
    date = datetime.date.fromisoformat(day)
    return periods.filter(pl.col("valid_from") <= date, pl.col("valid_to").is_null() | (pl.col("valid_to") > date))
