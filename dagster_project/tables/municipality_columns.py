"""The municipality that each row of a file names: the output column and the rows to quarantine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from dagster_project.municipalities.resolver import resolve
from dagster_project.tables.convert import Converted
from dagster_project.tables.layout import Layout
from dagster_project.tables.municipality_layout import MunicipalityLayout
from dagster_project.tables.rows.row_conditions import meets
from dagster_project.tables.rows.violations import VIOLATIONS

_LAST_DAY = {"day": "1d", "month": "1mo", "year": "1y"}


class PeriodsMissing(Exception):
    """A layout names municipalities and the reader was not given the periods: a defect of the caller."""


@dataclass(frozen=True)
class Municipalities:
    """The columns to add to the table, and the violations (see row_comparisons.VIOLATIONS), both for all rows of the file."""

    outputs: pl.DataFrame
    violations: pl.DataFrame


def municipality_columns(
    layout: Layout,
    cleaned: pl.DataFrame,
    converted: Mapping[str, Converted],
    ignored: pl.Series,
    periods: pl.DataFrame | None,
) -> Municipalities:
    """Resolve every `municipality:` block of the layout for the rows that are not `ignored`.

    Raises PeriodsMissing when there is something to resolve and no list to resolve it with.
    """
    outputs, violations = [], [pl.DataFrame(schema=VIOLATIONS)]
    for block in layout.municipality:
        speaks = ignored.is_null() & meets(cleaned, block.when)
        index = speaks.arg_true()
        if index.len() and periods is None:
            raise PeriodsMissing("read_table needs `municipalities` for a layout with `municipality:`")
        known = _resolved(layout, block, cleaned[index], converted, index, periods)
        placed = pl.DataFrame({"index": pl.int_range(cleaned.height, eager=True, dtype=pl.UInt32)}).join(
            known, on="index", how="left", maintain_order="left"
        )
        outputs.append(placed["municipality_id"].alias(block.output))
        violations.append(known.filter(pl.col("rule").is_not_null()).select(*VIOLATIONS))
    return Municipalities(pl.DataFrame(outputs), pl.concat(violations))


def _resolved(
    layout: Layout,
    block: MunicipalityLayout,
    cells: pl.DataFrame,
    converted: Mapping[str, Converted],
    index: pl.Series,
    periods: pl.DataFrame | None,
) -> pl.DataFrame:
    """index, municipality_id and the columns of a violation for the rows at `index`."""
    if periods is None:
        return pl.DataFrame(schema={"municipality_id": pl.String, **VIOLATIONS})
    texts = {part: cells[column] for part, column in block.evidence.items()}
    if block.code is not None and layout.column(block.code).type == "municipality_code":
        texts["code"] = converted[block.code].outputs[block.code][index]
    if block.name is not None:
        texts["name"] = block.name_in(texts["name"])
    stated = _stated_days(block, layout, converted, index)
    default = periods["valid_from"].max() if block.default_date == "current" else block.default_date
    days = stated.select(pl.all().fill_null(pl.lit(default, pl.Date)))
    answers = resolve(periods, **texts, since=days["since"], until=days["until"], only_counted=block.only_counted)
    if block.default_date == "current":
        answers = _former_body_where_none_of_today_fits(answers, periods, texts, stated, block.only_counted)
    rule = pl.col("problem")
    if block.required:
        is_silent = pl.col("municipality_id").is_null() & pl.col("problem").is_null()
        rule = pl.when(is_silent).then(pl.lit("missing_value")).otherwise(rule)
    return pl.concat([answers, days, index.cast(pl.UInt32).alias("index").to_frame()], how="horizontal").select(
        "municipality_id",
        "index",
        rule.alias("rule"),
        pl.lit(block.shown).alias("column"),
        pl.coalesce("candidates", pl.lit("—")).alias("expected"),
        _as_period().alias("found"),
    )


def _former_body_where_none_of_today_fits(
    answers: pl.DataFrame,
    periods: pl.DataFrame,
    texts: Mapping[str, pl.Series],
    stated: pl.DataFrame,
    only_counted: bool,
) -> pl.DataFrame:
    """The answers; a row without a date that no body of today fits gets the one body of any time that does."""
    is_open = stated["since"].is_null() & answers["problem"].is_not_null()
    at_any_time = resolve(periods, **texts, only_counted=only_counted)
    found = is_open & at_any_time["municipality_id"].is_not_null()
    return answers.select(
        pl.when(found).then(at_any_time[name]).otherwise(pl.col(name)).alias(name) for name in answers.columns
    )


def _stated_days(
    block: MunicipalityLayout, layout: Layout, converted: Mapping[str, Converted], index: pl.Series
) -> pl.DataFrame:
    """The first and last day that each row may speak of; null where it states none."""
    if block.date is None:
        unstated = pl.Series([None] * index.len(), dtype=pl.Date)
        return pl.DataFrame({"since": unstated, "until": unstated})
    outputs = converted[block.date].outputs[index]
    kind = layout.column(block.date).type
    if kind == "fiscal_year":
        since = pl.date(pl.col(block.date), 4, 1)
        until = pl.date(pl.col(block.date) + 1, 3, 31)
    elif kind == "partial_date":
        since = pl.col(f"{block.date}_date")
        length = pl.col(f"{block.date}_precision").replace_strict(_LAST_DAY, default="1d")
        until = since.dt.offset_by(length).dt.offset_by("-1d")
    else:
        since = until = pl.col(block.date)
    first, last = {"any": (since, until), "first": (since, since), "last": (until, until)}[block.moment]
    return outputs.select(first.alias("since"), last.alias("until"))


def _as_period() -> pl.Expr:
    """2023-01-01, 2022-04-01–2023-03-31, or — for no date, as the reason quotes it."""
    since, until = pl.col("since").cast(pl.String), pl.col("until").cast(pl.String)
    return (
        pl.when(pl.col("since") == pl.col("until"))
        .then(since)
        .otherwise(pl.concat_str(since, pl.lit("–"), until))
        .fill_null("—")
    )
