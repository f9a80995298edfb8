"""Rules that compare the rows of a file: which repeat or contradict another, stand out, or do not add up.

What each comparison takes has one row per data row; it returns only the rows that break its rule, as VIOLATIONS.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from dagster_project.tables.convert import Converted
from dagster_project.tables.layout import IgnoreRule, Layout, ScaleOutlier
from dagster_project.tables.rows.file_rows import FileRows
from dagster_project.tables.rows.violations import VIOLATIONS, of_column

_KEY = "__key_"


def with_comparisons(
    rows: FileRows, converted: Mapping[str, Converted], ignored: pl.Series, violations: pl.DataFrame, layout: Layout
) -> pl.DataFrame:
    """The `violations` so far, and those of rows compared with others: each comparison leaves out the rows that are ignored,
    and those in which something was found before it."""
    identities = pl.DataFrame([part.identity.alias(name) for name, part in converted.items()])
    places = rows.facts.select("index", _place().alias("place"))
    key = [layout.column_behind(name) for name in layout.key]

    usable = _usable(ignored, violations)
    repeated = _repeated_rows(places.filter(usable), identities.filter(usable), rows.cells.filter(usable), key)
    violations = pl.concat([violations, repeated])
    for check in layout.plausibility:
        usable = _usable(ignored, violations)
        by = check.model_copy(update={"by": [layout.column_behind(name) for name in check.by]})
        value = converted[check.column].outputs[check.column]
        outliers = _scale_outliers(places.filter(usable), identities.filter(usable), value.filter(usable), by)
        violations = pl.concat([violations, outliers])
    usable = _usable(ignored, violations)
    totals = [
        part
        for rule in layout.ignore_rows
        if rule.sums_value is not None
        for part in _total_violations(rule, identities, converted[rule.sums_value], usable, ignored, layout)
    ]
    return pl.concat([violations, *totals])


def _usable(ignored: pl.Series, violations: pl.DataFrame) -> pl.Series:
    """Which rows are neither ignored nor in violation so far."""
    index = pl.int_range(ignored.len(), dtype=pl.UInt32, eager=True)
    return ignored.is_null() & ~index.is_in(violations["index"].implode())


def _total_violations(
    rule: IgnoreRule, identities: pl.DataFrame, part: Converted, usable: pl.Series, ignored: pl.Series, layout: Layout
) -> Iterator[pl.DataFrame]:
    """The totals that cannot be read, and those that are not the sum of their parts."""
    column = str(rule.sums_value)
    same = [layout.column_behind(name) for name in layout.key if name not in rule.sums_over]
    is_total = (ignored == rule.rule).fill_null(False)
    unread = is_total & part.problem.is_not_null()
    table = _sum_table(identities, part.outputs, column)
    yield of_column(column, part.problem, unread)
    yield _wrong_totals(table.filter(is_total & ~unread), table.filter(usable), column, same)


def _place() -> pl.Expr:
    """What people call a row: its number, with the sheet when there are several."""
    return (
        pl.when(pl.col("sheet").n_unique() > 1)
        .then(pl.format("{} ({})", "row_number", "sheet"))
        .otherwise(pl.col("row_number").cast(pl.String))
    )


def _repeated_rows(usable: pl.DataFrame, identities: pl.DataFrame, cells: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """Rows that repeat another (duplicate_row, all but the first) or contradict it (duplicate_key,
    all of them: which one is right cannot be known).

    `usable` has `index` and `place` (how people call the row); `identities` and `cells` are the
    key identities and the raw cells of the same rows.
    """
    # Equal cells of two sheets are no repetition where the name of the sheet is a column.
    compared = (
        identities.select(key) if key else pl.concat([cells, identities.select(pl.all().name.prefix(_KEY))], how="horizontal")
    )
    is_suspect = compared.is_duplicated()
    if not is_suspect.any():
        return pl.DataFrame(schema=VIOLATIONS)
    suspects = usable.filter(is_suspect).with_columns(
        cells.filter(is_suspect).hash_rows().alias("contents"),
        compared.filter(is_suspect).hash_rows().alias("key"),
        identities.filter(is_suspect)
        .select(pl.concat_str(pl.all() if not key else pl.col(key), separator=" / ").alias("found"))
        .to_series(),
    )
    same = suspects.with_columns(
        pl.col("place").first().over("key", "contents").alias("expected"),
        pl.col("index").rank("ordinal").over("key", "contents").alias("turn"),
    )
    repeats = same.filter(pl.col("turn") > 1).select(
        "index",
        pl.lit("duplicate_row").alias("rule"),
        pl.lit(None, pl.String).alias("column"),
        "expected",
        pl.lit(None, pl.String).alias("found"),
    )
    if not key:
        return repeats
    rest = same.filter(pl.col("turn") == 1).filter(pl.len().over("key") > 1)
    contradictions = rest.select(
        "index",
        pl.lit("duplicate_key").alias("rule"),
        pl.lit(", ".join(key)).alias("column"),
        pl.when(pl.col("index") == pl.col("index").first().over("key"))
        .then(pl.col("place").get(1, null_on_oob=True).over("key"))
        .otherwise(pl.col("place").first().over("key"))
        .alias("expected"),
        "found",
    )
    return pl.concat([repeats, contradictions])


def _scale_outliers(usable: pl.DataFrame, identities: pl.DataFrame, value: pl.Series, check: ScaleOutlier) -> pl.DataFrame:
    """Rows whose value is more than `check.factor` times above or below its group's median.

    Zero and null say nothing about scale and are left out of the group.
    """
    table = usable.select("index").with_columns(value.cast(pl.Float64).abs().alias("__size"))
    groups = [f"__by_{name}" for name in check.by]
    by = identities.select(pl.col(check.by).name.prefix("__by_"))
    table = pl.concat([table, by], how="horizontal")
    if not groups:
        table, groups = table.with_columns(pl.lit("").alias("__by")), ["__by"]
    table = table.filter(pl.col("__size") > 0).with_columns(
        pl.col("__size").median().over(groups).alias("__median"), pl.len().over(groups).alias("__count")
    )
    far = (pl.col("__size") > check.factor * pl.col("__median")) | (pl.col("__size") * check.factor < pl.col("__median"))
    outliers = table.filter((pl.col("__count") >= 3) & far)
    return outliers.select(
        "index",
        pl.lit("scale_outlier").alias("rule"),
        pl.lit(check.column).alias("column"),
        _as_figure(pl.col("__median")).alias("expected"),
        _as_figure(pl.col("__size")).alias("found"),
    )


def _sum_table(identities: pl.DataFrame, outputs: pl.DataFrame, value: str) -> pl.DataFrame:
    """What `_wrong_totals` compares: index, `__value`, `__status` and the identities `__key_…`."""
    status = f"{value}_status"
    statuses = outputs[status] if status in outputs.columns else pl.lit(None, pl.String)
    return identities.select(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("index"),
        outputs[value].alias("__value"),
        statuses.alias("__status"),
        pl.all().name.prefix(_KEY),
    )


def _wrong_totals(totals: pl.DataFrame, parts: pl.DataFrame, column: str, same: list[str]) -> pl.DataFrame:
    """Total rows that differ from the sum of the loaded rows they cover.

    Both tables are parts of one `_sum_table`; `same` are the key columns in which a total agrees
    with its parts. A total that is itself a mark, and a group holding a not-available or suppressed
    part, cannot be checked and pass.
    """
    others = [f"{_KEY}{name}" for name in same]
    open_part = pl.col("__status").is_in(["not_available", "suppressed"]).any()
    grouping: list[str] | list[pl.Expr] = others or [pl.lit(1).alias("__all")]
    sums = parts.group_by(grouping).agg(
        pl.col("__value").sum().alias("__sum"),
        pl.len().alias("__parts"),
        open_part.fill_null(False).alias("__open"),
    )
    if others:
        joined = totals.join(sums, on=others, how="left", maintain_order="left")
    else:
        joined = (
            totals.join(sums, how="cross")
            if sums.height
            else totals.with_columns(
                pl.lit(None, pl.Float64).alias("__sum"),
                pl.lit(None, pl.UInt32).alias("__parts"),
                pl.lit(False).alias("__open"),
            )
        )
    total, parts_sum = pl.col("__value"), pl.col("__sum").fill_null(0)
    differs = (total - parts_sum).abs() > 1e-9 * pl.max_horizontal(total.abs(), parts_sum.abs(), 1)
    wrong = joined.filter(total.is_not_null() & ~pl.col("__open").fill_null(False) & differs)
    return wrong.select(
        "index",
        pl.lit("total_mismatch").alias("rule"),
        pl.lit(column).alias("column"),
        _as_figure(parts_sum).alias("expected"),
        _as_figure(total).alias("found"),
    )


def _as_figure(value: pl.Expr) -> pl.Expr:
    """A number as text, without decimals when it is whole."""
    number = value.cast(pl.Float64)
    is_whole = (number == number.round(0)) & (number.abs() < 2**53)
    return pl.when(is_whole).then(number.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(number.cast(pl.String))
