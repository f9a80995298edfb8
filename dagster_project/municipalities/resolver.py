"""The resolver: whatever a row says of a municipality, to the one body that it means.

A row may give a code (five or six digits, zeros lost), a name (see municipal_names.py), a
prefecture, a county and a date. Each of them is evidence, and all of it must agree: a body is
found when exactly one was valid then and fits everything the row says. A row that fits none or
several is named as such with the candidates; nothing is guessed. So a wrong ending (玉城市), a
body already abolished, or a number that may be two codes stays unresolved.

A row without a date is compared with all periods: it is found when one body alone fits at any
time. A county says something when it ends in 郡 or 市 (支庁 and 振興局 are not counties).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from dagster_project.common.codes import code_readings
from dagster_project.municipalities.candidate_texts import candidate_texts
from dagster_project.municipalities.name_spelling import spelling_keys
from dagster_project.municipalities.names import NamedBodies, named_bodies, split_names

_SILENT = ("", "-", "―", "—", "…", "***")
_TEXTS = ("code", "name", "prefecture", "county")
_UNKNOWN_PREFECTURE = "?"


def resolve(
    periods: pl.DataFrame,
    *,
    code: pl.Series | None = None,
    name: pl.Series | None = None,
    prefecture: pl.Series | None = None,
    county: pl.Series | None = None,
    since: pl.Series | None = None,
    until: pl.Series | None = None,
    only_counted: bool = False,
) -> pl.DataFrame:
    """One row per row: `municipality_id`, `problem`, `candidates`; both null where nothing is stated.

    The texts are cleaned cells of one length, at least one of them given. `since` and `until` are the first and last day the
    row may speak of; without `until`, `since` is the one day. problem:
    unknown_municipality, ambiguous_municipality, contradicting_municipality or null.
    With `only_counted` a row names one of the counted municipalities: never a ward of a designated
    city, and, where the prefecture is known, no village of the Northern Territories either.
    """
    texts = {"code": code, "name": name, "prefecture": prefecture, "county": county}
    length = next(cells.len() for cells in texts.values() if cells is not None)
    silent = pl.repeat("", length, dtype=pl.String, eager=True)
    no_date = pl.repeat(None, length, dtype=pl.Date, eager=True)
    stated = pl.DataFrame(
        {part: silent if cells is None else cells for part, cells in texts.items()}
        | {
            "since": no_date if since is None else since,
            "until": until if until is not None else no_date if since is None else since,
        }
    ).with_columns(pl.when(pl.col(text).is_in(_SILENT).not_()).then(pl.col(text)).alias(text) for text in _TEXTS)
    distinct = stated.unique(maintain_order=True)
    answers = pl.concat([distinct, _answers(distinct, named_bodies(periods), only_counted)], how="horizontal")
    return stated.join(answers, on=stated.columns, how="left", maintain_order="left", nulls_equal=True).select(
        "municipality_id", "problem", "candidates"
    )


def bodies_fitting(bodies: NamedBodies, name: pl.Series, prefecture: pl.Series) -> pl.DataFrame:
    """`row` and `municipality_id`: every body that fits the name and prefecture of a row, none or several.

    The texts are cleaned cells; a prefecture that is not given says nothing.
    """
    silent = pl.repeat(None, name.len(), dtype=pl.String, eager=True)
    no_date = pl.repeat(None, name.len(), dtype=pl.Date, eager=True)
    stated = pl.DataFrame(
        {"code": silent, "name": name, "prefecture": prefecture, "county": silent, "since": no_date, "until": no_date}
    )
    matches = _judged(_matches(_evidence(stated, bodies.prefectures), bodies), only_counted=False)
    known = bodies.numbered.select("period", "municipality_id")
    return matches.filter("fits").join(known, on="period").select("row", "municipality_id").unique()


def _answers(stated: pl.DataFrame, bodies: NamedBodies, only_counted: bool) -> pl.DataFrame:
    numbered = bodies.numbered
    evidence = _evidence(stated, bodies.prefectures)
    matches = _judged(_matches(evidence, bodies), only_counted)
    fitting = pl.when("fits").then(pl.col("body"))
    counted = (
        matches.select(
            "row",
            fitting.alias("first_body"),
            fitting.alias("last_body"),
            (pl.col("fits") & ~pl.col("counts_in_1741")).alias("is_uncounted"),
            (pl.col("fits") & pl.col("is_open")).alias("is_open"),
            pl.col("by_code").alias("any_code"),
            pl.col("by_name").alias("any_name"),
            (pl.col("by_code") & pl.col("by_name")).alias("any_both"),
            (pl.col("is_valid") & pl.col("is_named")).alias("any_valid"),
            "is_placed",
        )
        .group_by("row")
        .agg(pl.col("first_body").min(), pl.exclude("row", "first_body").max())
    )
    ids = numbered.select("body", "municipality_id").unique()
    state = evidence.join(counted, on="row", how="left", maintain_order="left")
    state = state.with_columns(_problem(only_counted).alias("problem")).join(
        ids, left_on="first_body", right_on="body", how="left", maintain_order="left"
    )
    texts = candidate_texts(state, matches, numbered)
    return state.join(texts, on="row", how="left", maintain_order="left").select(
        pl.when(pl.col("problem").is_null()).then("municipality_id").alias("municipality_id"),
        "problem",
        pl.when(pl.col("problem").is_not_null()).then("candidates").alias("candidates"),
    )


def _evidence(stated: pl.DataFrame, prefectures: Mapping[str, str]) -> pl.DataFrame:
    """What each row says, made comparable: row, code, key, prefecture_code, county, since, until."""
    counties = spelling_keys(stated["county"])
    return stated.select(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("row"),
        "code",
        pl.when(pl.col("name").is_not_null()).then(spelling_keys(stated["name"])).alias("key"),
        pl.when(pl.col("prefecture").is_not_null())
        .then(spelling_keys(stated["prefecture"]).replace_strict(prefectures, default=_UNKNOWN_PREFECTURE))
        .alias("prefecture_code"),
        pl.when(counties.str.contains("[郡市]$")).then(counties).alias("county"),
        "since",
        "until",
    )


def _matches(evidence: pl.DataFrame, bodies: NamedBodies) -> pl.DataFrame:
    """Every period that the code or the name of a row may mean, at any date."""
    numbered = bodies.numbered
    by_name = _by_name(evidence.select("row", "key").drop_nulls(), bodies)
    coded = evidence.select("row", "code").drop_nulls()
    readings = code_readings(coded["code"]).with_columns(pl.len().over("text").alias("readings"))
    by_code = coded.join(readings, left_on="code", right_on="text").join(numbered.select("code6", "period"), on="code6")
    found = by_name.with_columns(pl.lit(True).alias("by_name")).join(
        by_code.select("row", "period", "readings", pl.lit(True).alias("by_code")),
        on=["row", "period"],
        how="full",
        coalesce=True,
    )
    stated = evidence.rename({"prefecture_code": "stated_prefecture", "county": "stated_county"})
    return _without_counties_elsewhere(
        found.with_columns(pl.col("by_name", "by_code").fill_null(False))
        .join(stated, on="row")
        .join(
            numbered.select(
                "period",
                "body",
                "name",
                "within",
                "county_unknown",
                "counts_in_1741",
                "prefecture_code",
                "valid_from",
                "valid_to",
            ),
            on="period",
        ),
        numbered,
    )


def _without_counties_elsewhere(matches: pl.DataFrame, numbered: pl.DataFrame) -> pl.DataFrame:
    """The matches; a body whose county nobody knows lies in none that lies in other prefectures alone."""
    counties = numbered.filter(pl.col("within").str.ends_with("郡")).group_by("within").agg("prefecture_code")
    lies_in = dict(counties.iter_rows())
    for place in ("stated_county", "named_county"):
        known = pl.col(place).replace_strict(lies_in, default=None, return_dtype=pl.List(pl.String))
        is_elsewhere = (~known.list.contains(pl.col("prefecture_code"))).fill_null(False)
        matches = matches.with_columns(pl.col("county_unknown") & ~is_elsewhere)
    return matches


def _by_name(named: pl.DataFrame, bodies: NamedBodies) -> pl.DataFrame:
    """row, period, and what the name itself says of prefecture and county."""
    names, numbered = bodies.names, bodies.numbered
    codes = numbered.select("period", "within", pl.col("prefecture_code").alias("named_prefecture"))
    whole = (
        named.join(names, on="key")
        .join(codes, on="period")
        .select(
            "row",
            "period",
            pl.when("names_prefecture").then("named_prefecture").alias("named_prefecture"),
            pl.when("names_county").then("within").alias("named_county"),
        )
    )
    unmatched = named.join(names, on="key", how="anti")
    parts = pl.concat([unmatched, split_names(unmatched["key"], bodies.prefectures)], how="horizontal")
    plain = numbered.select(pl.col("name").alias("rest"), "period")
    in_parts = parts.join(plain, on="rest").select(
        "row",
        "period",
        pl.col("prefecture_code").alias("named_prefecture"),
        pl.col("county").alias("named_county"),
    )
    return pl.concat([whole, in_parts])


def _judged(matches: pl.DataFrame, only_counted: bool) -> pl.DataFrame:
    """The matches, each judged by what the row says.

    is_valid: at the date; is_named: by code and name, where both are given; in_prefecture, is_there:
    in the prefecture and county given; is_meant: of a kind the rows are about; is_open: by a number
    that may be another code as well; is_placed: not against prefecture and county; fits: everything.
    A body whose county is unknown may be in any county, unless another body of its name fits too:
    then the county given may be that of either.
    """
    is_there = pl.all_horizontal(
        ((pl.col(county) == pl.col("within")) | (pl.col(county) == pl.col("name"))).fill_null(True)
        for county in ("stated_county", "named_county")
    )
    is_valid = (pl.col("valid_from") <= pl.col("until")).fill_null(True) & (pl.col("valid_to") > pl.col("since")).fill_null(
        True
    )
    knows_prefecture = pl.any_horizontal(pl.col("stated_prefecture", "named_prefecture").is_not_null())
    in_prefecture = pl.all_horizontal(
        (pl.col(name) == pl.col("prefecture_code")).fill_null(True) for name in ("stated_prefecture", "named_prefecture")
    )
    fits_code = pl.col("by_code") | pl.col("code").is_null()
    fits_name = pl.col("by_name") | pl.col("key").is_null()
    is_meant = ~knows_prefecture | pl.col("counts_in_1741") if only_counted else pl.lit(True)
    judged = matches.with_columns(
        is_valid.alias("is_valid"),
        is_there.alias("is_there"),
        in_prefecture.alias("in_prefecture"),
        is_meant.alias("is_meant"),
        (fits_code & fits_name).alias("is_named"),
        # two readings of a number are told apart by the name only
        (pl.col("by_code") & ~pl.col("by_name") & (pl.col("readings") > 1)).alias("is_open"),
    )
    stands = pl.all_horizontal("is_valid", "in_prefecture", "is_named", "is_meant")
    has_another = pl.col("row").is_in(judged.filter(stands & (pl.col("is_there") | ~pl.col("county_unknown")))["row"].implode())
    may_be_there = pl.col("is_there") | (pl.col("county_unknown") & ~has_another)
    return judged.with_columns(
        (stands & may_be_there).alias("fits"),
        (pl.col("is_named") & pl.col("in_prefecture") & (pl.col("is_there") | pl.col("county_unknown"))).alias("is_placed"),
    )


def _problem(only_counted: bool) -> pl.Expr:
    """The rule that a row breaks, or null."""
    has_code, has_name = pl.col("code").is_not_null(), pl.col("key").is_not_null()
    disagree = has_code & has_name & pl.col("any_code") & pl.col("any_name") & ~pl.col("any_both")
    is_one = pl.col("first_body") == pl.col("last_body")
    if only_counted:
        is_one = is_one & ~pl.col("is_uncounted")
    return (
        pl.when(~has_code & ~has_name)
        .then(None)
        .when(pl.col("is_open"))
        .then(pl.lit("ambiguous_municipality"))
        .when(is_one)
        .then(None)
        .when(pl.col("first_body") < pl.col("last_body"))
        .then(pl.lit("ambiguous_municipality"))
        .when(disagree | (pl.col("any_valid") & ~pl.col("is_placed")))
        .then(pl.lit("contradicting_municipality"))
        .otherwise(pl.lit("unknown_municipality"))
    )
