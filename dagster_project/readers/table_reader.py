"""The reader: one file and its layout to loaded, quarantined and ignored rows, none lost.

For every file: rows read = loaded + quarantined + ignored, where rows read are all rows below the
header. The order of the rules: left out by name, too few or too many cells, the columns in the
order of the layout, the municipality, repeated rows and keys, orders of magnitude, totals. A row
is quarantined once, by the first rule that it breaks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from dagster_project.readers import row_rules
from dagster_project.readers.column_layout import ColumnLayout
from dagster_project.readers.convert import Converted, absent_column, convert_column
from dagster_project.readers.file_rows import FileRows, file_rows, no_rows
from dagster_project.readers.layout import Layout
from dagster_project.readers.municipality_columns import municipality_columns
from dagster_project.readers.quarantine import QUARANTINED, quarantined_rows
from dagster_project.readers.text import clean_cells


@dataclass(frozen=True)
class ReadResult:
    """What became of one file.

    loaded: source_file, row_number, the columns of the layout and the ids of the municipalities named
    quarantined, ignored, balance: the columns of raw.quarantined_row, raw.ignored_row and
    raw.file_balance (one row)
    """

    loaded: pl.DataFrame
    quarantined: pl.DataFrame
    ignored: pl.DataFrame
    balance: pl.DataFrame


def empty_result(schema: Mapping[str, pl.DataType]) -> ReadResult:
    """The result of reading no file: no rows, `loaded` of the given columns."""
    text = dict.fromkeys(("source_file", "table_name"), pl.String)
    counts = ("rows_read", "rows_loaded", "rows_quarantined", "rows_ignored")
    return ReadResult(
        loaded=pl.DataFrame(schema=dict(schema)),
        quarantined=pl.DataFrame(schema=dict.fromkeys(QUARANTINED, pl.String) | {"row_number": pl.Int64}),
        ignored=pl.DataFrame(schema={**text, "row_number": pl.Int64, "rule": pl.String}),
        balance=pl.DataFrame(schema={**text, **dict.fromkeys(counts, pl.Int64)}),
    )


def read_table(
    path: Path,
    layout: Layout,
    *,
    source_file: str,
    table_name: str,
    constants: Mapping[str, object] | None = None,
    municipalities: pl.DataFrame | None = None,
) -> ReadResult:
    """Read the file at `path` as `layout` says.

    `municipalities` is the table raw.municipality_period; a layout with `municipality:` needs it.

    `constants` are columns with one value for the whole file: converted like a cell when the
    layout declares the column, otherwise added at the end as they are.
    Raises InputProblem when the file as a whole cannot be used (see grid.py and headers.py).
    """
    constants = dict(constants or {})
    rows = file_rows(Path(path), layout, constants)
    return _read(rows, layout, source_file, table_name, constants, municipalities)


def empty_table(layout: Layout, table_name: str) -> ReadResult:
    """What reading no file at all leaves behind: the columns and types of the layout, and no row."""
    result = _read(no_rows(layout), layout, "", table_name, {}, None)
    return ReadResult(
        loaded=result.loaded.clear(),
        quarantined=result.quarantined.clear(),
        ignored=result.ignored.clear(),
        balance=result.balance.clear(),
    )


def _read(
    rows: FileRows,
    layout: Layout,
    source_file: str,
    table_name: str,
    constants: Mapping[str, object],
    municipalities: pl.DataFrame | None,
) -> ReadResult:
    cleaned = rows.columns.select(clean_cells(rows.columns[name]) for name in rows.columns.columns)
    ignored = row_rules.ignored_by(cleaned, rows.facts, layout)
    converted = {column.name: _convert(column, rows, cleaned) for column in layout.columns}
    hits = _cell_hits(rows, converted)
    hits = hits.filter(~pl.col("index").is_in(ignored.is_not_null().arg_true().implode()))
    usable = _kept(rows.facts, ignored, hits)
    bodies = municipality_columns(layout, cleaned, converted, usable, municipalities)
    hits = _row_hits(hits.extend(bodies.hits), rows, converted, ignored, layout)
    state = rows.facts.with_columns(ignored.alias("ignored")).join(
        hits, on="index", how="left", maintain_order="left"
    )
    fate = state.select(
        (pl.col("rule").is_null() & pl.col("ignored").is_null()).alias("loaded"),
        pl.col("rule").is_not_null().alias("quarantined"),
        (pl.col("rule").is_null() & pl.col("ignored").is_not_null()).alias("ignored"),
    )
    outputs = [*(converted[column.name].outputs for column in layout.columns), bodies.outputs]
    added = [
        pl.lit(value).alias(name) for name, value in constants.items() if name not in converted
    ]
    loaded = pl.concat(
        [state.select(pl.lit(source_file).alias("source_file"), "row_number"), *outputs],
        how="horizontal",
    ).with_columns(added)
    tags = (pl.lit(source_file).alias("source_file"), pl.lit(table_name).alias("table_name"))
    return ReadResult(
        loaded=loaded.filter(fate["loaded"]),
        quarantined=quarantined_rows(state, rows, cleaned, layout, tags),
        ignored=state.filter(fate["ignored"]).select(
            *tags, "row_number", pl.col("ignored").alias("rule")
        ),
        balance=fate.select(
            *tags,
            pl.len().cast(pl.Int64).alias("rows_read"),
            pl.col("loaded").sum().cast(pl.Int64).alias("rows_loaded"),
            pl.col("quarantined").sum().cast(pl.Int64).alias("rows_quarantined"),
            pl.col("ignored").sum().cast(pl.Int64).alias("rows_ignored"),
        ),
    )


def _convert(column: ColumnLayout, rows: FileRows, cleaned: pl.DataFrame) -> Converted:
    if column.name in rows.absent:
        return absent_column(column, cleaned.height)
    units = None if column.factor_by is None else cleaned[column.factor_by.column]
    return convert_column(column, rows.columns[column.name], cleaned[column.name], units)


def _row_hits(
    hits: pl.DataFrame,
    rows: FileRows,
    converted: Mapping[str, Converted],
    ignored: pl.Series,
    layout: Layout,
) -> pl.DataFrame:
    """The rows to quarantine, each once (see row_rules.HITS): those struck so far, `hits`, and those
    that the rules on whole rows strike."""
    identities = pl.DataFrame([part.identity.alias(name) for name, part in converted.items()])
    places = rows.facts.select("index", _place().alias("place"))
    key = [_base_name(name, layout) for name in layout.key]

    kept = _kept(places, ignored, hits)
    hits.extend(
        row_rules.repeated_rows(places.filter(kept), identities.filter(kept), rows.cells.filter(kept), key)
    )
    for check in layout.plausibility:
        kept = _kept(places, ignored, hits)
        by = check.model_copy(update={"by": [_base_name(name, layout) for name in check.by]})
        value = converted[check.column].outputs[check.column]
        hits.extend(
            row_rules.scale_outliers(
                places.filter(kept), identities.filter(kept), value.filter(kept), by
            )
        )
    kept = _kept(places, ignored, hits)
    for rule in layout.ignore_rows:
        if rule.sums_value is None:
            continue
        part = converted[rule.sums_value]
        table = row_rules.sum_table(places["index"], identities, part.outputs, rule.sums_value)
        is_total = (ignored == rule.rule).fill_null(False)
        unread = is_total & part.problem.is_not_null()
        hits.extend(_column_hits(rule.sums_value, part.problem, unread))
        same = [_base_name(name, layout) for name in layout.key if name not in rule.sums_over]
        totals = table.filter(is_total & ~unread)
        hits.extend(row_rules.wrong_totals(totals, table.filter(kept), rule.sums_value, same))
    return hits.unique("index", keep="first", maintain_order=True)


def _place() -> pl.Expr:
    """What people call a row: its number, with the sheet when there are several."""
    return (
        pl.when(pl.col("sheet").n_unique() > 1)
        .then(pl.format("{} ({})", "row_number", "sheet"))
        .otherwise(pl.col("row_number").cast(pl.String))
    )


def _kept(places: pl.DataFrame, ignored: pl.Series, hits: pl.DataFrame) -> pl.Series:
    """Which rows are neither ignored nor hit so far."""
    return ignored.is_null() & ~places["index"].is_in(hits["index"].implode())


def _cell_hits(rows: FileRows, converted: Mapping[str, Converted]) -> pl.DataFrame:
    """Rows with the wrong number of cells or with a cell that does not convert, first rule first."""
    ragged = rows.facts.filter(pl.col("cell_count").is_not_null()).select(
        "index",
        pl.lit("ragged_row").alias("rule"),
        pl.lit(None, pl.String).alias("column"),
        pl.col("width").alias("expected"),
        pl.col("cell_count").cast(pl.String).alias("found"),
    )
    errors = rows.facts.filter(pl.col("error_cell").is_not_null()).select(
        "index",
        pl.lit("error_cell").alias("rule"),
        pl.lit(None, pl.String).alias("column"),
        pl.lit(None, pl.String).alias("expected"),
        pl.col("error_cell").alias("found"),
    )
    by_column = [
        _column_hits(name, part.problem, part.problem.is_not_null())
        for name, part in converted.items()
        if part.problem.null_count() < part.problem.len()
    ]
    return pl.concat([ragged, errors, *by_column]).unique("index", keep="first", maintain_order=True)


def _column_hits(name: str, problem: pl.Series, mask: pl.Series) -> pl.DataFrame:
    return (
        problem.to_frame("rule")
        .with_row_index("index")
        .filter(mask)
        .select(
            "index",
            "rule",
            pl.lit(name).alias("column"),
            pl.lit(None, pl.String).alias("expected"),
            pl.lit(None, pl.String).alias("found"),
        )
    )


def _base_name(name: str, layout: Layout) -> str:
    """The column of the layout behind a column of the raw table (as_of_date -> as_of)."""
    for column in layout.columns:
        if name == column.name or name in column.outputs:
            return column.name
    raise KeyError(name)


