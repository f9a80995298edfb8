"""All the ways in which the bodies of a period list may be named, as one table to look up in.

`periods` is the table raw.municipality_period: one row per body and stretch of time in which its
code, name and standing did not change. Rows are numbered here (`period`), and what names say is
looked up by `spelling_keys`, whole: 東京都府中市 is a name of its own and never searched for 京都府.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from dagster_project.common.codes import check_digit
from dagster_project.municipalities.name_spelling import spelling_keys

_COUNTY_AND_REST = r"^(.+?郡)(.+[町村])$"
# A branch of the prefecture before the name, as old lists print it; it is no county and decides nothing.
_BRANCH = r"^.+?(?:支庁|振興局)"
# Two of 東京都 that have no county are printed with their island by Japan Post: 三宅島三宅村.
_ISLANDS = {"三宅村": "三宅島", "八丈町": "八丈島"}


@dataclass(frozen=True)
class NamedBodies:
    """The bodies of a period list, made ready for looking names up in.

    numbered: see numbered_periods; prefectures: see prefecture_keys; names: see name_table
    """

    numbered: pl.DataFrame
    prefectures: Mapping[str, str]
    names: pl.DataFrame


def named_bodies(periods: pl.DataFrame) -> NamedBodies:
    """The bodies of `periods` with all their names."""
    numbered = numbered_periods(periods)
    return NamedBodies(numbered, prefecture_keys(periods), name_table(numbered))


def numbered_periods(periods: pl.DataFrame) -> pl.DataFrame:
    """The periods with what the resolver compares.

    period, body: numbers of the row and of the municipality_id
    name, prefecture: keys of the name and of the prefecture
    within: the key of the county, the island or, for a ward, the city (else empty)
    county_unknown: a town or village whose county neither the list nor its code tells
    """
    island = pl.when(pl.col("prefecture_ja") == "東京都").then(
        pl.col("name_ja").replace_strict(_ISLANDS, default=None, return_dtype=pl.String)
    )
    surroundings = periods.select(
        pl.coalesce("county", island, "county_by_code", pl.col("full_name_ja").str.strip_suffix(pl.col("name_ja")))
    ).to_series()
    return periods.with_row_index("period").with_columns(
        pl.col("municipality_id").rank("dense").alias("body"),
        spelling_keys(periods["name_ja"]).alias("name"),
        spelling_keys(surroundings).alias("within"),
        spelling_keys(periods["prefecture_ja"]).alias("prefecture"),
        (
            pl.col("name_ja").str.contains("[町村]$")
            & (pl.col("county_status") == "not_available")
            & pl.col("county_by_code").is_null()
        ).alias("county_unknown"),
    )


def prefecture_keys(periods: pl.DataFrame) -> dict[str, str]:
    """What a prefecture may be called (東京都, 東京, 13, 130001) to its two-digit code; bodies without one have no key."""
    called: list[tuple[str, str]] = []
    for code, name in periods.select("prefecture_code", "prefecture_ja").unique().drop_nulls().iter_rows():
        if not name:
            continue
        # 嶋 and 島 part two cities (see name_spelling.py), but no prefectures.
        spellings = [name, _stem(name), name.replace("島", "嶋"), _stem(name).replace("島", "嶋")]
        if re.fullmatch(r"\d{2}", code):
            code5 = f"{code}000"
            spellings += [code, code.lstrip("0"), code5, code5 + check_digit(code5)]
        called += [(spelling, code) for spelling in spellings]
    keys = spelling_keys(pl.Series([spelling for spelling, _ in called], dtype=pl.String))
    return dict(zip(keys, (code for _, code in called), strict=True))


def name_table(numbered: pl.DataFrame) -> pl.DataFrame:
    """Every accepted name of every period: `key`, `period`, `names_prefecture`, `names_county`.

    A body is named alone or with its county, island or city; either may have the prefecture before it
    (大阪 as well as 大阪府), or prefecture or county in brackets behind it.
    """
    stems = {key: _stem(key) for key in numbered["prefecture"].unique()}
    parts = numbered.select(
        "period",
        "name",
        "within",
        pl.concat_str("within", "name").alias("whole"),
        pl.col("prefecture").replace("", None),
        pl.col("prefecture").replace(stems).replace("", None).alias("stem"),
    )
    in_brackets = pl.when(pl.col("within") != "").then(pl.format("{}({})", "name", "within"))
    forms: list[tuple[pl.Expr, bool, bool]] = [(in_brackets, False, True)]
    for base in ("name", "whole"):
        forms.append((pl.col(base), False, base == "whole"))
        for prefecture in ("prefecture", "stem"):
            forms.append((pl.concat_str(prefecture, base), True, base == "whole"))
            forms.append((pl.format("{}({})", base, prefecture), True, base == "whole"))
    every_form = pl.concat(
        parts.select(form.alias("key"), "period", names_prefecture=pl.lit(prefecture), names_county=pl.lit(county))
        for form, prefecture, county in forms
    )
    return every_form.drop_nulls().unique(["key", "period"], keep="first", maintain_order=True)


def split_names(keys: pl.Series, prefectures: Mapping[str, str]) -> pl.DataFrame:
    """Names that stand in no table, taken apart: `prefecture_code`, `county`, `rest`.

    Only a prefecture written out in full, a branch of it and a county ending in 郡 are taken off.
    """
    full = {key: code for key, code in prefectures.items() if key[-1] in "都道府県"}
    pattern = f"^({'|'.join(map(re.escape, full))})?(.+)$"
    parts = keys.to_frame("key").select(
        pl.col("key")
        .str.extract(pattern, 1)
        .replace_strict(full, default=None, return_dtype=pl.String)
        .alias("prefecture_code")
        if full
        else pl.lit(None, pl.String).alias("prefecture_code"),
        pl.col("key").str.extract(pattern, 2).str.replace(_BRANCH, "").alias("rest"),
    )
    return parts.select(
        "prefecture_code",
        pl.col("rest").str.extract(_COUNTY_AND_REST, 1).alias("county"),
        pl.coalesce(pl.col("rest").str.extract(_COUNTY_AND_REST, 2), "rest").alias("rest"),
    )


def _stem(prefecture: str) -> str:
    """東京 for 東京都; 北海道, and what is no prefecture, is never shortened."""
    return prefecture[:-1] if prefecture[-1:] in ("都", "府", "県") else prefecture
