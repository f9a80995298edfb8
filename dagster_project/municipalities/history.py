"""Municipal history as tables: every body ever with its spans, from the two received lists.

`municipality_periods` gives one row per body and span of unchanged attributes. A body that no
change touches is valid from `KNOWN_FROM`. Kana, English and county are known for the current list
only: a span that ended, or bore another name, has null and says `not_available`. Where the county is not
known, `county_by_code` is the one that the code tells (county_codes.py). `succeeded_by` names those that a
body went into on the last day of the span: 広島県三次市 (342092).

Not here: which rows are one event (`events`), what existed when (`replay`), the events as tables
(`event_frames`), who succeeded whom (`succession`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import polars as pl

from dagster_project.common.codes import check_digit
from dagster_project.common.kept import rows_as_contents
from dagster_project.municipalities import contradictions as contradictions
from dagster_project.municipalities.attributes import WARD, Attributes, designated_city_code
from dagster_project.municipalities.county_codes import block_of, county_blocks
from dagster_project.municipalities.events import municipal_events
from dagster_project.municipalities.replay import Body, History, replay
from dagster_project.municipalities.succession import succession_frame

PERIOD_SCHEMA = {
    "municipality_key": pl.String,
    "municipality_id": pl.String,
    "code5": pl.String,
    "code6": pl.String,
    "name_ja": pl.String,
    "full_name_ja": pl.String,
    "name_kana": pl.String,
    "name_en": pl.String,
    "details_status": pl.String,
    "county": pl.String,
    "county_status": pl.String,
    "county_by_code": pl.String,
    "prefecture_code": pl.String,
    "prefecture_ja": pl.String,
    "municipality_type": pl.String,
    "parent_municipality_id": pl.String,
    "counts_in_1741": pl.Boolean,
    "valid_from": pl.Date,
    "valid_to": pl.Date,
    "succeeded_by": pl.String,
}

# Types that are no municipality of their own and stand outside every official count.
_NOT_COUNTED = (WARD, "northern_territories_village")


@dataclass(frozen=True)
class _Lists:
    """The two lists; the same ones where their rows are."""

    rows: tuple[str, ...]
    municipality: pl.DataFrame = field(compare=False)
    changes: pl.DataFrame = field(compare=False)


def municipal_history(municipality: pl.DataFrame, changes: pl.DataFrame) -> History:
    """The history from raw.municipality (current list) and raw.municipality_change.

    Districts (郡) are no bodies; their rows of the change list take no part in the replay. Steps of a build ask for the same
    history many times: it is made once, to be read and never changed.

    Raises:
        InputProblem: the two lists contradict each other, or one contradicts itself.
    """
    return _history_of(_Lists((*rows_as_contents(municipality), *rows_as_contents(changes)), municipality, changes))


@lru_cache(maxsize=1)
def _history_of(lists: _Lists) -> History:
    bodies = lists.municipality.filter(pl.col("municipality_type") != "prefecture")
    _require_each_code_once(bodies)
    current = [_attributes(row) for row in bodies.iter_rows(named=True)]
    events = [event for event in municipal_events(lists.changes) if event.scope != "district"]
    history = replay(current, events)
    _require_each_id_once(history)
    return history


def municipality_periods(municipality: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """One row per body and span of unchanged attributes: the columns of `PERIOD_SCHEMA`.

    Spans are half-open and, within a body, follow each other without gap or overlap. Sorted by
    code and date, so that the same lists in any row order give the same table.
    """
    history = municipal_history(municipality, changes)
    spans = pl.DataFrame(
        [row for body in history.bodies for row in _span_rows(body)],
        schema=_SPAN_SCHEMA,
        orient="row",
    )
    periods = (
        pl.concat([spans.filter(pl.col("municipality_type") != WARD).with_columns(_NO_PARENT), _ward_spans(spans)])
        .join(_prefectures(municipality, changes), on="prefecture_code", how="left")
        .with_columns(block=pl.when(~pl.col("is_county_known")).then(block_of(pl.col("code5"))))
        .join(county_blocks(municipality, changes), on="block", how="left")
        .with_columns(
            municipality_key=pl.col("municipality_id") + "." + pl.col("valid_from").dt.strftime("%Y%m%d"),
            full_name_ja=pl.coalesce("parent_name_ja", "county", pl.lit("")) + pl.col("name_ja"),
            details_status=pl.when(pl.col("name_kana").is_null()).then(pl.lit("not_available")).otherwise(pl.lit("ok")),
            county_status=pl.when(~pl.col("is_county_known"))
            .then(pl.lit("not_available"))
            .when(pl.col("county").is_null())
            .then(pl.lit("none"))
            .otherwise(pl.lit("ok")),
            counts_in_1741=~pl.col("municipality_type").is_in(_NOT_COUNTED),
        )
    )
    return (
        periods.join(_successors(history, periods), on=["municipality_id", "valid_to"], how="left")
        .select(pl.col(name).cast(kind) for name, kind in PERIOD_SCHEMA.items())
        .sort("code5", "valid_from", "municipality_id")
    )


def _successors(history: History, periods: pl.DataFrame) -> pl.DataFrame:
    """`municipality_id`, `valid_to` and `succeeded_by`, for the spans that ended: those the body went into, or
    the body itself under its next name or code."""
    into_others = succession_frame(history, {}).select(
        pl.col("from_municipality_id").alias("municipality_id"), "to_municipality_id", pl.col("event_date").alias("valid_to")
    )
    into_itself = periods.select("municipality_id", pl.col("municipality_id").alias("to_municipality_id"), "valid_to")
    successors = pl.concat([into_others, into_itself.drop_nulls()])
    names = periods.select(
        pl.col("municipality_id").alias("to_municipality_id"),
        pl.format("{}{} ({})", "prefecture_ja", "full_name_ja", "code6").alias("called"),
        pl.col("valid_from").alias("called_from"),
        pl.col("valid_to").alias("called_to"),
    )
    return (
        successors.join(names, on="to_municipality_id")
        .filter(
            pl.col("called_from") <= pl.col("valid_to"),
            pl.col("called_to").is_null() | (pl.col("called_to") > pl.col("valid_to")),
        )
        .group_by("municipality_id", "valid_to")
        .agg(pl.col("called").unique().sort().str.join("、").alias("succeeded_by"))
    )


_SPAN_SCHEMA = {
    "municipality_id": pl.String,
    "code5": pl.String,
    "code6": pl.String,
    "prefecture_code": pl.String,
    "name_ja": pl.String,
    "municipality_type": pl.String,
    "county": pl.String,
    "is_county_known": pl.Boolean,
    "name_kana": pl.String,
    "name_en": pl.String,
    "valid_from": pl.Date,
    "valid_to": pl.Date,
}

_NO_PARENT = (
    pl.lit(None, pl.String).alias("parent_municipality_id"),
    pl.lit(None, pl.String).alias("parent_name_ja"),
)


def _span_rows(body: Body) -> list[tuple[object, ...]]:
    return [
        (
            body.municipality_id,
            span.attributes.code5,
            span.attributes.code5 + check_digit(span.attributes.code5),
            span.attributes.code5[:2],
            span.attributes.name,
            span.attributes.municipality_type,
            span.attributes.county,
            span.attributes.is_county_known,
            span.attributes.kana,
            span.attributes.english,
            span.valid_from,
            span.valid_to,
        )
        for span in body.spans
    ]


def _ward_spans(spans: pl.DataFrame) -> pl.DataFrame:
    """The spans of wards, cut where the ward's city changes, with the city's id and name.

    Raises:
        InputProblem: a ward is older than its designated city.
    """
    cities = spans.filter(pl.col("municipality_type") == "designated_city")
    codes = sorted(set(cities["code5"]))
    wards = spans.filter(pl.col("municipality_type") == WARD).with_columns(
        city_code5=pl.col("code5").map_elements(lambda code5: designated_city_code(code5, codes), return_dtype=pl.String)
    )
    end = pl.date(9999, 12, 31)
    cut = (
        wards.join(
            cities.select(
                pl.col("code5").alias("city_code5"),
                pl.col("municipality_id").alias("parent_municipality_id"),
                pl.col("name_ja").alias("parent_name_ja"),
                pl.col("valid_from").alias("city_from"),
                pl.col("valid_to").alias("city_to"),
            ),
            on="city_code5",
            how="left",
        )
        .filter(
            pl.col("city_from") < pl.col("valid_to").fill_null(end),
            pl.col("valid_from") < pl.col("city_to").fill_null(end),
        )
        .with_columns(
            valid_from=pl.max_horizontal("valid_from", "city_from"),
            valid_to=pl.min_horizontal("valid_to", "city_to"),
        )
    )
    _require_a_city_throughout(wards, cut)
    return cut.select(*_SPAN_SCHEMA, "parent_municipality_id", "parent_name_ja")


def _prefectures(municipality: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """Prefecture code and name, from the current list and, where it is silent, from the changes."""
    code6 = pl.coalesce("old_code6", "new_code6")  # a row names the prefecture of the body it changes
    printed = [
        frame.group_by(code.str.head(2).alias("prefecture_code")).agg(pl.col("prefecture").min())
        for frame, code in ((municipality, pl.col("code6")), (changes, code6))
    ]
    return (
        printed[0]
        .join(printed[1], on="prefecture_code", how="full", coalesce=True)
        .select("prefecture_code", prefecture_ja=pl.coalesce("prefecture", "prefecture_right"))
    )


def _require_each_code_once(bodies: pl.DataFrame) -> None:
    repeated = bodies.filter(pl.col("code6").is_duplicated()).sort("code6", "row_number")
    if repeated.height:
        raise contradictions.code_listed_twice(repeated.row(1, named=True))


def _require_each_id_once(history: History) -> None:
    seen: set[str] = set()
    for body in history.bodies:
        if body.spans and body.municipality_id in seen:
            raise contradictions.created_twice(body.attributes.key, body.created_on)
        seen.add(body.municipality_id)


def _require_a_city_throughout(wards: pl.DataFrame, cut: pl.DataFrame) -> None:
    """Each ward's time must be covered by its city's."""
    days = (pl.col("valid_to").fill_null(pl.date(9999, 12, 31)) - pl.col("valid_from")).dt.total_days().sum()
    uncovered = (
        wards.group_by("municipality_id", "code5", "name_ja")
        .agg(days.alias("days"), pl.col("valid_from").min())
        .join(cut.group_by("municipality_id").agg(days.alias("covered")), on="municipality_id", how="left")
        .filter(pl.col("days") != pl.col("covered").fill_null(0))
        .sort("code5")
    )
    if uncovered.height:
        raise contradictions.ward_older_than_city(uncovered.row(0, named=True))


def _attributes(row: dict[str, Any]) -> Attributes:
    return Attributes(
        code5=row["code6"][:5],
        name=row["name_ja"],
        municipality_type=row["municipality_type"],
        county=row["county"],
        is_county_known=True,
        kana=row["name_kana"],
        english=row["name_en"],
    )
