"""Text cells of one column to the typed columns of the raw table.

Nothing is dropped here: every cell either converts, is empty, or names the quarantine rule that
it breaks. Which rows are kept is decided in table_reader.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from dagster_project.common.codes import parse_codes
from dagster_project.common.eras import parse_dates, parse_fiscal_years
from dagster_project.common.numbers import (
    as_floats,
    as_integers,
    constant_factor,
    parse_numbers,
    split_factor,
    split_footnotes,
)
from dagster_project.common.text import (
    CONTROL_CHARACTER,
    DIGITS_ON_TWO_LINES,
    DITTO,
    FALSE_DIGIT,
    FALSE_DIGITS_IN_A_ROW,
    VALUES_LOST,
    clean,
    clean_cells,
    is_ascii,
    trim_cells,
)
from dagster_project.tables.column_layout import ColumnLayout
from dagster_project.tables.layout import Layout
from dagster_project.tables.workbooks.unit_words import MAGNITUDE

_TRUTH = {
    **dict.fromkeys(("true", "1", "yes", "はい", "有", "有り", "あり", "○", "〇", "◯", "該当"), True),
    **dict.fromkeys(("false", "0", "no", "いいえ", "無", "無し", "なし", "×", "非該当"), False),
}
# No text of its own: which one it stands for depends on the cells around it.
_REFERS = rf"^(?:{DITTO}|同左|左に同じ)$"
_PERCENT = r"(\d) *(?:%|パーセント)$"
# Beside cells that show a % it may be a share that lost its format, 0.284 of 28.4%, as well as 0.284%; zero is either.
_AT_MOST_ONE = r"^[+\-△▲▼]? *(?:0*(?:\.[0-9]+)?|0*1(?:\.0*)?)$"
# 8:30, 08:30:15, 8時30分, 17時, 午後5時, 36:00: hours may be more than a day has, minutes and seconds never 60.
_TIME = (
    r"^(?:(午前|午後)?(\d{1,4}):([0-5]\d)(?::([0-5]\d(?:\.\d+)?))?"
    r"|(午前|午後)?(\d{1,4})時(?:([0-5]?\d)分(?:([0-5]?\d)秒)?)?)$"
)


# 4/1/2024 and 04-01-2024: which is the month, the layout says.
_YEAR_LAST = r"^(\d{1,2}) *[/.-] *(\d{1,2}) *[/.-] *(\d{4})( .*)?$"
_ORDERED = {"month_day_year": "$3/$1/$2$4", "day_month_year": "$3/$2/$1$4"}


@dataclass(frozen=True)
class Converted:
    """One column after conversion; all parts have one entry per row.

    outputs: the columns named by `ColumnLayout.outputs`
    problem: the quarantine rule broken, or null
    identity: String, equal for cells that mean the same (for keys and groups), never null
    """

    outputs: pl.DataFrame
    problem: pl.Series
    identity: pl.Series


def convert_columns(
    layout: Layout, cells: pl.DataFrame, cleaned: pl.DataFrame, absent: Collection[str]
) -> dict[str, Converted]:
    """Every column of the layout by its name; those in `absent` are not in the file: nulls, a number being
    not available."""
    empty = pl.repeat("", cells.height, dtype=pl.String, eager=True)
    converted = {}
    for column in layout.columns:
        if column.name in absent:
            converted[column.name] = convert_column(column.model_copy(update={"required": False}), empty, empty, None)
            continue
        units = None if column.factor_by is None else cleaned[column.factor_by.column]
        converted[column.name] = convert_column(column, cells[column.name], cleaned[column.name], units)
    return converted


def convert_column(column: ColumnLayout, cells: pl.Series, cleaned: pl.Series, units: pl.Series | None) -> Converted:
    """Convert `cells` (as in the file) with their `cleaned` forms.

    `units` are the cleaned cells of the unit column when the layout has `factor_by`.
    """
    footnotes = None
    if column.footnote_marks:
        bare, footnotes = split_footnotes(cells)
        cells, cleaned = bare, cleaned if footnotes.null_count() == footnotes.len() else clean_cells(bare)
    outputs, problem, identity = _CONVERSIONS[column.type](column, cells, cleaned, units)
    if footnotes is not None:
        outputs = outputs.with_columns(footnotes.alias(f"{column.name}_footnote"))
    if column.type != "text" and not is_ascii(cells):
        problem = _first(_where(cells.str.contains(FALSE_DIGIT), "footnote_digit"), problem)
    if column.type != "text" and cells.str.contains_any(["\r", "\n"]).any():
        problem = _first(_where(cells.str.contains(DIGITS_ON_TWO_LINES), "digits_on_two_lines"), problem)
    if column.type != "text":
        refers = cleaned.str.contains(_REFERS) & ~_known_texts(column, cleaned)
        problem = _first(_where(refers, "ditto_mark"), problem)
    for rule, pattern in VALUES_LOST.items():
        problem = _first(_where(cleaned.str.contains(pattern) & ~_known_texts(column, cleaned), rule), problem)
    if column.allowed is not None:
        known = {clean(text) for text in column.allowed}
        unknown = (cleaned != "") & ~cleaned.is_in(list(known))
        problem = _first(problem, _where(unknown, "unknown_code"))
    if column.required:
        problem = _first(_where(cleaned == "", "missing_value"), problem)
    if (has_control := cells.str.contains(CONTROL_CHARACTER)).any():
        problem = _first(_where(has_control, "control_character"), problem)
    return Converted(outputs.select(column.outputs), problem.alias("problem"), identity.fill_null("").alias("identity"))


def _known_texts(column: ColumnLayout, cleaned: pl.Series) -> pl.Series:
    """Which cells say what the layout knows as a mark or as a permitted text."""
    return cleaned.is_in([*column.number_marks, *map(clean, column.allowed or [])])


_Parts = tuple[pl.DataFrame, pl.Series, pl.Series]


def _text(column: ColumnLayout, cells: pl.Series, cleaned: pl.Series, _: pl.Series | None) -> _Parts:
    if column.allowed is not None:
        published = {clean(text): text for text in column.allowed}
        loaded = cleaned.replace_strict(published, default=None, return_dtype=pl.String)
        is_another = cells.str.contains(FALSE_DIGITS_IN_A_ROW) & ~trim_cells(cells).is_in(column.allowed)
        return loaded.alias(column.name).to_frame(), _where(is_another, "footnote_digit"), cleaned
    elif column.normalise:
        loaded = trim_cells(cleaned)
    else:
        loaded = trim_cells(cells)
    problem = _no_problem(cleaned) if column.holds_notes else _where(trim_cells(cells).str.contains(_REFERS), "ditto_mark")
    return loaded.alias(column.name).to_frame(), problem, cleaned


def _number(column: ColumnLayout, cells: pl.Series, cleaned: pl.Series, units: pl.Series | None) -> _Parts:
    factors, unit_problem = _factors(column, cleaned, units)
    is_percent = cleaned.str.contains(_PERCENT)
    if column.percent:
        cleaned = cleaned.str.replace(_PERCENT, "$1")
    parsed = parse_numbers(cleaned, column.number_marks, factors)
    problem = _first(parsed["problem"], unit_problem)
    if _counts_in_thousands(column):
        problem = _first(problem, _where(cleaned.str.contains("[兆億万千]") & (parsed["status"] == "ok"), "own_unit"))
    if not column.percent:
        problem = _first(_where(is_percent, "percent_sign"), problem)
    elif is_percent.any():
        is_bare = ~is_percent & cleaned.str.contains(_AT_MOST_ONE) & cleaned.str.contains("[1-9]")
        problem = _first(problem, _where(is_bare, "share_without_sign"))
    if column.type == "integer":
        whole = as_integers(parsed)
        value = whole["value"]
        problem = _first(problem, _where(~whole["is_whole"], "not_a_whole_number"))
        problem = _first(problem, _where(whole["is_too_large"], "too_large_a_number"))
    else:
        value = as_floats(parsed)
    problem = _first(problem, _outside(column, value))
    outputs = pl.DataFrame({column.name: value, f"{column.name}_status": parsed["status"]})
    return outputs, problem, value.cast(pl.String)


def _counts_in_thousands(column: ColumnLayout) -> bool:
    """Whether a column is loaded in the thousands that its header states: an amount written with 万 is not."""
    has_factor = column.factor not in (None, 1) or column.factor_by is not None
    return not has_factor and re.match(MAGNITUDE, column.stated_unit or "") is not None


def _factors(column: ColumnLayout, cleaned: pl.Series, units: pl.Series | None) -> tuple[pl.DataFrame, pl.Series]:
    if column.factor_by is None:
        factor = Decimal(1) if column.factor is None else column.factor
        return constant_factor(factor, cleaned.len()), _no_problem(cleaned)
    if units is None:
        units = pl.repeat("", cleaned.len(), dtype=pl.String, eager=True)
    split = {clean(unit): split_factor(factor) for unit, factor in column.factor_by.map.items()}
    table = pl.DataFrame(
        {
            "unit": pl.Series(list(split), dtype=pl.String),
            "numerator": pl.Series([parts[0] for parts in split.values()], dtype=pl.Int128),
            "scale": pl.Series([parts[1] for parts in split.values()], dtype=pl.Int64),
        }
    )
    factors = units.to_frame("unit").join(table, on="unit", how="left", maintain_order="left")
    unknown = factors["numerator"].is_null() & (cleaned != "")
    filled = factors.select(pl.col("numerator").fill_null(pl.lit(1, pl.Int128)), pl.col("scale").fill_null(0))
    return filled, _where(unknown, "unknown_unit")


def _outside(column: ColumnLayout, value: pl.Series) -> pl.Series:
    outside = pl.repeat(False, value.len(), dtype=pl.Boolean, eager=True)
    if column.min is not None:
        outside = outside | (value < column.min)
    if column.max is not None:
        outside = outside | (value > column.max)
    return _where(outside, "out_of_range")


def _date(column: ColumnLayout, cells: pl.Series, cleaned: pl.Series, _: pl.Series | None) -> _Parts:
    parsed = parse_dates(_year_first(column, cleaned))
    if column.day_of_year is not None:
        parsed = _on_a_day_of_the_year(parsed, column.day_of_year)
    is_day = (parsed["precision"] == "day").fill_null(False)
    value = parsed.select(pl.when(is_day).then("date").alias(column.name))
    problem = _where((cleaned != "") & ~is_day, "not_a_date")
    return value, problem, value.to_series().cast(pl.String)


def _year_first(column: ColumnLayout, cleaned: pl.Series) -> pl.Series:
    """Dates that end with their year, where the layout says what stands before it, in the usual order."""
    return cleaned if column.date_order is None else cleaned.str.replace(_YEAR_LAST, _ORDERED[column.date_order])


def _on_a_day_of_the_year(parsed: pl.DataFrame, day: str) -> pl.DataFrame:
    """Dates of which the year alone is stated, on the day that the layout says."""
    month, number = (int(part) for part in day.split("-"))
    is_year = pl.col("precision") == "year"
    return parsed.with_columns(
        pl.when(is_year).then(pl.col("date").dt.replace(month=month, day=number)).otherwise("date").alias("date"),
        pl.when(is_year).then(pl.lit("day")).otherwise("precision").alias("precision"),
    )


def _partial_date(column: ColumnLayout, cells: pl.Series, cleaned: pl.Series, _: pl.Series | None) -> _Parts:
    parsed = parse_dates(_year_first(column, cleaned))
    is_period = parsed["precision"].is_in(["day", "month", "year"]).fill_null(False)
    outputs = parsed.select(
        pl.when(is_period).then("date").alias(f"{column.name}_date"),
        pl.when(is_period).then("precision").alias(f"{column.name}_precision"),
    )
    identity = outputs.select(pl.concat_str(pl.all().cast(pl.String), separator=" ")).to_series()
    problem = _where((cleaned != "") & ~is_period, "not_a_date")
    return outputs, _first(_where(_may_be_october(cleaned), "year_month_number"), problem), identity


def _may_be_october(cleaned: pl.Series) -> pl.Series:
    """Which cells are 2023.1 where October seems to have lost its zero: in a column that writes months in two digits
    (2023.09), or one that has November or December (2023.11) and never 2023.10."""
    two_digits = bool(cleaned.str.contains(r"^\d{4}\.0\d$").any())
    late, october = (bool(cleaned.str.contains(month).any()) for month in (r"^\d{4}\.1[12]$", r"^\d{4}\.10$"))
    return cleaned.str.contains(r"^\d{4}\.1$") & (two_digits or (late and not october))


def _time(column: ColumnLayout, cells: pl.Series, cleaned: pl.Series, _: pl.Series | None) -> _Parts:
    """A time of day or a duration as text, 08:30 or 08:30:15: a duration may be longer than a day.

    午前12時 and 午後12時 are noon to some and midnight to others: no time of day.
    """
    parts = cleaned.str.replace_all(" ", "", literal=True).str.extract_groups(_TIME).struct.unnest()
    half, hour, minute, second = (pl.coalesce(f"{place}", f"{place + 4}").alias(f"{place}") for place in (1, 2, 3, 4))
    read = parts.select(half=half, hour=hour.cast(pl.Int64), minute=minute.fill_null("00"), second=second)
    at_twelve = pl.col("hour") == 12
    is_doubtful = at_twelve & ((pl.col("half") == "午前") | ((pl.col("half") == "午後") & (pl.col("minute") == "00")))
    is_time = (pl.col("half").is_null() | (pl.col("hour") <= 12)) & pl.col("hour").is_not_null() & ~is_doubtful.fill_null(False)
    hours = pl.col("hour") + pl.when((pl.col("half") == "午後") & (pl.col("hour") < 12)).then(12).otherwise(0)
    seconds = pl.when(pl.col("second").str.contains("[1-9]")).then(pl.format(":{}", pl.col("second").str.zfill(2)))
    text = pl.concat_str(
        hours.cast(pl.String).str.zfill(2), pl.lit(":"), pl.col("minute").str.zfill(2), seconds.otherwise(pl.lit(""))
    )
    value = read.select(pl.when(is_time).then(text).alias(column.name))
    return value, _where((cleaned != "") & value.to_series().is_null(), "not_a_time"), value.to_series()


def _fiscal_year(column: ColumnLayout, cells: pl.Series, cleaned: pl.Series, _: pl.Series | None) -> _Parts:
    value = parse_fiscal_years(cleaned).alias(column.name)
    problem = _where((cleaned != "") & value.is_null(), "not_a_fiscal_year")
    return value.to_frame(), _first(problem, _outside(column, value)), value.cast(pl.String)


def _boolean(column: ColumnLayout, cells: pl.Series, cleaned: pl.Series, _: pl.Series | None) -> _Parts:
    value = cleaned.str.to_lowercase().replace_strict(_TRUTH, default=None, return_dtype=pl.Boolean)
    problem = _where((cleaned != "") & value.is_null(), "not_a_boolean")
    return value.alias(column.name).to_frame(), problem, value.cast(pl.String)


def _municipality_code(column: ColumnLayout, cells: pl.Series, cleaned: pl.Series, _: pl.Series | None) -> _Parts:
    parsed = parse_codes(cleaned)
    code = parsed["code6"].alias(column.name)
    return code.to_frame(), parsed["problem"], code


_CONVERSIONS: dict[str, Callable[[ColumnLayout, pl.Series, pl.Series, pl.Series | None], _Parts]] = {
    "text": _text,
    "integer": _number,
    "number": _number,
    "date": _date,
    "partial_date": _partial_date,
    "time": _time,
    "fiscal_year": _fiscal_year,
    "boolean": _boolean,
    "municipality_code": _municipality_code,
}


def _no_problem(like: pl.Series) -> pl.Series:
    return pl.repeat(None, like.len(), dtype=pl.String, eager=True)


def _where(mask: pl.Series, rule: str) -> pl.Series:
    return mask.to_frame("mask").select(pl.when(pl.col("mask")).then(pl.lit(rule)).otherwise(None).cast(pl.String)).to_series()


def _first(one: pl.Series, other: pl.Series) -> pl.Series:
    """The first of two problems, row by row."""
    return one.to_frame("one").select(pl.coalesce("one", other.alias("other"))).to_series()
