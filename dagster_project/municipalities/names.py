"""All the ways in which the bodies of a period list may be named, as one table to look up in.

`periods` is the table raw.municipality_period: one row per body and stretch of time in which its
code, name and standing did not change. Rows are numbered here (`period`), and what names say is
looked up by `spelling_keys`, whole: 東京都府中市 is a name of its own and never searched for 京都府.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from dagster_project.common.codes import check_digit
from dagster_project.municipalities.name_spelling import spelling_keys

_COUNTY_AND_REST = r"^(.+?郡)(.+[町村])$"


def numbered_periods(periods: pl.DataFrame) -> pl.DataFrame:
    """The periods with what the resolver compares.

    period, body: numbers of the row and of the municipality_id
    name, within: keys of the name and of the county or, for a ward, the city (else empty)
    county_unknown: a town or village whose county the list does not know
    """
    surroundings = periods.select(pl.coalesce("county", pl.col("full_name_ja").str.strip_suffix(pl.col("name_ja")))).to_series()
    return (
        periods.with_row_index("period")
        .with_columns(
            pl.col("municipality_id").rank("dense").alias("body"),
            spelling_keys(periods["name_ja"]).alias("name"),
            spelling_keys(surroundings).alias("within"),
        )
        .with_columns((pl.col("name").str.contains("[町村]$") & (pl.col("within") == "")).alias("county_unknown"))
    )


def prefecture_keys(periods: pl.DataFrame) -> dict[str, str]:
    """What a prefecture may be called (東京都, 東京, 13, 130001) to its two-digit code."""
    known: dict[str, str] = {}
    for code, name in periods.select("prefecture_code", "prefecture_ja").unique().iter_rows():
        code5 = f"{code}000"
        spellings = (name, _stem(name), code, code.lstrip("0"), code5, code5 + check_digit(code5))
        known |= dict.fromkeys(spelling_keys(pl.Series(spellings)), code)
    return known


def name_table(numbered: pl.DataFrame) -> pl.DataFrame:
    """Every accepted name of every period: `key`, `period`, `names_prefecture`.

    A body is named alone or with its county or city; either may have the prefecture before it
    (大阪 as well as 大阪府), or prefecture or county in brackets behind it.
    """
    prefectures = spelling_keys(numbered["prefecture_ja"])
    parts = numbered.select("period", "name", "within", prefectures.alias("prefecture"))
    parts = parts.with_columns(
        pl.concat_str("within", "name").alias("whole"),
        pl.col("prefecture").replace({key: _stem(key) for key in prefectures.unique()}).alias("stem"),
    )
    forms = [(pl.when(pl.col("within") != "").then(pl.format("{}({})", "name", "within")), False)]
    for base in ("name", "whole"):
        forms.append((pl.col(base), False))
        for prefecture in ("prefecture", "stem"):
            forms.append((pl.concat_str(prefecture, base), True))
            forms.append((pl.format("{}({})", base, prefecture), True))
    every_form = pl.concat(
        parts.select(form.alias("key"), "period", pl.lit(named).alias("names_prefecture")) for form, named in forms
    )
    return every_form.drop_nulls().unique(["key", "period"], keep="first", maintain_order=True)


def split_names(keys: pl.Series, prefectures: Mapping[str, str]) -> pl.DataFrame:
    """Names that stand in no table, taken apart: `prefecture_code`, `county`, `rest`.

    Only a prefecture written out in full and a county ending in 郡 are taken off.
    """
    full = {key: code for key, code in prefectures.items() if key[-1] in "都道府県"}
    pattern = f"^({'|'.join(full)})?(.+)$"
    parts = keys.to_frame("key").select(
        pl.col("key").str.extract(pattern, 1).replace_strict(full, default=None).alias("prefecture_code"),
        pl.col("key").str.extract(pattern, 2).alias("rest"),
    )
    return parts.select(
        "prefecture_code",
        pl.col("rest").str.extract(_COUNTY_AND_REST, 1).alias("county"),
        pl.coalesce(pl.col("rest").str.extract(_COUNTY_AND_REST, 2), "rest").alias("rest"),
    )


def _stem(prefecture: str) -> str:
    """東京 for 東京都; 北海道 is never shortened."""
    return prefecture if prefecture == "北海道" else prefecture[:-1]
