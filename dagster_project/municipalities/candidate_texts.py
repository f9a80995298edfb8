"""The candidates that the reason of an unresolved row lists, in words that both languages can use.

東京都府中市 (132063)、広島県府中市 (342084); a body not valid on the date of the row is shown with
its own dates: 静岡県清水市 (222046, –2003-03-31). Where the county given decides on one, what it became
stands behind: 広島県三和町 (345865, –2004-03-31) → 広島県三次市 (342092).
"""

from __future__ import annotations

import polars as pl

from dagster_project.municipalities.events import KNOWN_FROM

_SHOWN = 8
_SHORT = 3  # characters of a name; half of 津市 and 堺市 is no likeness
_ENDING = "[市町村区郡]$"


def candidate_texts(state: pl.DataFrame, matches: pl.DataFrame, numbered: pl.DataFrame) -> pl.DataFrame:
    """`row` and `candidates` of the rows of `state` that have a problem.

    The bodies that fit come first; where none does, those of the county that is given; without it those
    that code or name may mean, the ones valid on the date before the others; where there is none either,
    those of the same name with another ending, and last those of a name that differs in one character.
    """
    asked = state.filter(pl.col("problem").is_not_null()).select("row", "key", "prefecture_code")
    considered = (
        matches.join(asked.select("row"), on="row", how="semi")
        .select(
            "row",
            "period",
            (pl.col("is_valid") & (pl.col("since").is_not_null() | pl.col("valid_to").is_null())).alias("is_valid"),
            pl.when("fits")
            .then(0)
            .when(_is_of_the_county())
            .then(0)
            .when(pl.col("is_valid") & pl.col("in_prefecture"))
            .then(1)
            .when("in_prefecture")
            .then(2)
            .when("is_valid")
            .then(3)
            .otherwise(4)
            .alias("rank"),
            (_is_of_the_county() & ~pl.col("fits")).alias("by_county"),
        )
        .filter((pl.col("rank") == 0) | (pl.col("rank").min().over("row") > 0))
    )
    silent = asked.join(considered, on="row", how="anti")
    same_stem = _same_stem(silent, numbered)
    still_silent = silent.join(same_stem, on="row", how="anti")
    listed = pl.concat([considered, same_stem, _one_character_apart(still_silent, numbered)])
    bodies = numbered.select(
        "period", "body", "code6", "prefecture_ja", "full_name_ja", "valid_from", "valid_to", "succeeded_by"
    )
    called = pl.format("{}{}", "prefecture_ja", "full_name_ja")
    return (
        listed.join(bodies, on="period")
        .group_by("row", "body", "code6", "prefecture_ja", "full_name_ja")
        .agg(
            pl.col("rank").min(),
            pl.col("is_valid").any(),
            pl.col("valid_from").min(),
            pl.when(pl.col("valid_to").is_not_null().all()).then(pl.col("valid_to").max()).alias("valid_to"),
            pl.col("succeeded_by").filter("by_county").drop_nulls().last(),
        )
        .sort("row", "rank", "code6", "valid_from")
        .with_columns(
            pl.when("is_valid")
            .then(pl.format("{} ({})", called, "code6"))
            .otherwise(pl.format("{} ({}, {}){}", called, "code6", _dates(), _became()))
            .alias("candidate")
        )
        .group_by("row", maintain_order=True)
        .agg(pl.col("candidate").head(_SHOWN), pl.len().alias("count"))
        .select(
            "row",
            pl.concat_str(
                pl.col("candidate").list.join("、"),
                pl.when(pl.col("count") > _SHOWN).then(pl.format("、… (+{})", pl.col("count") - _SHOWN)).otherwise(pl.lit("")),
            ).alias("candidates"),
        )
    )


def _same_stem(asked: pl.DataFrame, numbered: pl.DataFrame) -> pl.DataFrame:
    """Bodies that bear the name with another ending: 玉城町 for 玉城市, 府中市 for 府中."""
    stem = pl.col("key").str.replace(_ENDING, "").alias("stem")
    wanted = asked.drop_nulls("key").with_columns(stem).filter(pl.col("stem") != "")
    known = numbered.filter(pl.col("valid_to").is_null()).select(
        "period",
        pl.col("prefecture_code").alias("own_prefecture"),
        pl.col("name").str.replace(_ENDING, "").alias("stem"),
    )
    is_near = (pl.col("prefecture_code") == pl.col("own_prefecture")).fill_null(True)
    return (
        wanted.join(known, on="stem")
        .filter(is_near)
        .select("row", "period", pl.lit(True).alias("is_valid"), pl.lit(5, pl.Int32).alias("rank"), by_county=pl.lit(False))
    )


def _one_character_apart(asked: pl.DataFrame, numbered: pl.DataFrame) -> pl.DataFrame:
    """Bodies whose name differs in one character, which may look the same: ニセコ町 for 二セコ町."""
    known = numbered.filter(pl.col("valid_to").is_null())
    one = _masked(asked.drop_nulls("key"), "key").select("row", "prefecture_code", "masked")
    other = _masked(known, "name").select("period", pl.col("prefecture_code").alias("own_prefecture"), "masked")
    is_near = (pl.col("prefecture_code") == pl.col("own_prefecture")).fill_null(True)
    return (
        one.join(other, on="masked")
        .filter(is_near)
        .select("row", "period", pl.lit(True).alias("is_valid"), pl.lit(6, pl.Int32).alias("rank"), by_county=pl.lit(False))
        .unique(maintain_order=True)
    )


def _masked(names: pl.DataFrame, column: str) -> pl.DataFrame:
    """Each name of more than three characters once for each of them, that one left out."""
    name, place = pl.col(column), pl.col("place")
    length = name.str.len_chars()
    return (
        names.filter(length > _SHORT)
        .with_columns(pl.int_ranges(0, length).alias("place"))
        .explode("place")
        .with_columns(
            pl.format("{}?{}", pl.col(column).str.slice(0, place), pl.col(column).str.slice(place + 1)).alias("masked")
        )
    )


def _is_of_the_county() -> pl.Expr:
    """The one body that prefecture and county given can mean, at another time."""
    names_county = pl.any_horizontal(pl.col("stated_county", "named_county").is_not_null())
    return pl.col("in_prefecture") & pl.col("is_there") & names_county & pl.col("by_name") & ~pl.col("county_unknown")


def _became() -> pl.Expr:
    return pl.format(" → {}", "succeeded_by").fill_null("")


def _dates() -> pl.Expr:
    """–2003-03-31, 2018-10-01– or 1989-04-01–2003-03-31: the last day, not the day after.

    A body valid from the first known day began before it; nobody knows when.
    """
    began = pl.col("valid_from").cast(pl.String)
    ended = pl.col("valid_to").dt.offset_by("-1d").cast(pl.String)
    return pl.concat_str(
        pl.when(pl.col("valid_from") > KNOWN_FROM).then(began).otherwise(pl.lit("")),
        pl.lit("–"),
        ended.fill_null(""),
    )
