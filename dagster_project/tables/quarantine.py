"""Why the rows of a table are quarantined, in Japanese and English."""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl

from dagster_project.common.problems import quarantine_reason
from dagster_project.common.text import PICTURES, code_points, look_alike_in_words
from dagster_project.tables.column_layout import ColumnLayout
from dagster_project.tables.layout import Layout
from dagster_project.tables.read_result import REASONS
from dagster_project.tables.rows.file_rows import FileRows

# What was read of the cell says nothing of these.
_CELL_FLAWS = (
    "error_cell",
    "rows_in_one_cell",
    "formula_without_value",
    "line_not_known",
    "part_not_found",
    "part_of_a_number",
    "heading_not_read",
    "group_left_out",
    "group_of_another",
    "group_of_ragged_row",
    "property_missing",
    "geometry_not_a_point",
    "geometry_in_other_system",
    "not_one_value",
    "code_not_explained",
)
_LONGEST_VALUE = 120  # characters of a value or list quoted in a reason; raw_text has all of it
# A reason must be fit to print.
_TO_PICTURES = str.maketrans(dict(PICTURES))


def reasons_of(state: pl.DataFrame, rows: FileRows, layout: Layout) -> pl.DataFrame:
    """REASONS of the rows of `state` that break a rule, in the order of the file.

    `state` is `rows.facts` with rule, column, expected and found (see row_comparisons.VIOLATIONS).
    """
    is_hit = state["rule"].is_not_null()
    hit_rows = state.filter(is_hit)
    cells = rows.columns.filter(is_hit)
    units = rows.cleaned.filter(is_hit)
    records = []
    for position, row in enumerate(hit_rows.iter_rows(named=True)):
        name = row["column"]
        column = layout.column(name) if name in cells.columns else None
        value = row["found"] if column is None or row["rule"] in _CELL_FLAWS else cells[name][position]
        expected = row["expected"] or _expected(row["rule"], column)
        found = row["found"]
        if row["rule"] == "unknown_unit" and column is not None and column.factor_by is not None:
            found = units[column.factor_by.column][position]
        if row["rule"] == "control_character":
            found = code_points(str(value))
        label = name if name is None else _label(name, rows.headers)
        facts = {"column": label, "value": value, "expected": expected, "found": found}
        # candidates are the point of their reasons and limited where they are written
        whole = {"expected"} if str(row["rule"]).endswith("_municipality") else set()
        quoted = {
            place: _visible(str(text) if place in whole else _short(str(text)))
            for place, text in facts.items()
            if text is not None
        }
        shown = None if row["rule"] == "ragged_row" else value
        reasons = _with_code_points(quarantine_reason(row["rule"], quoted), row["rule"], column, value, expected)
        records.append((None if shown is None else _visible(str(shown)), *reasons))
    words = pl.DataFrame(records, schema={"value": pl.String, "reason_ja": pl.String, "reason_en": pl.String}, orient="row")
    text = rows.cells.filter(is_hit).select(pl.concat_str(pl.all(), separator=" | ", ignore_nulls=True).alias("raw_text"))
    text = text.select(pl.col("raw_text").str.replace_many(PICTURES))
    known = hit_rows.select("sheet", "header", pl.col("column").alias("column_name"))
    return pl.concat([known, words, text], how="horizontal").select(*REASONS)


def _with_code_points(
    reasons: tuple[str, str], rule: str, column: ColumnLayout | None, value: object, expected: str | None
) -> tuple[str, str]:
    """The reason, with the code points of two characters that people may take for one another."""
    if rule == "unknown_code" and column is not None:
        others = column.allowed or []
    elif rule == "unknown_municipality":
        others = [re.sub(r" \(.*", "", candidate) for candidate in (expected or "").split("、")]
    else:
        return reasons
    alike_ja, alike_en = look_alike_in_words(str(value or ""), others)
    japanese, english = reasons
    return (japanese + alike_ja, f"{english} {alike_en}") if alike_ja else reasons


def _visible(text: str) -> str:
    return text.translate(_TO_PICTURES)


def _expected(rule: str, column: ColumnLayout | None) -> str | None:
    if column is None:
        return None
    if rule == "unknown_code" and column.allowed is not None:
        return ", ".join(column.allowed)
    if rule == "unknown_unit" and column.factor_by is not None:
        return ", ".join(column.factor_by.map)
    if rule == "out_of_range":
        low, high = (None if bound is None else f"{bound:.15g}" for bound in (column.min, column.max))
        return f"{low}–{high}" if low and high else f"≥ {low}" if low else f"≤ {high}"
    if rule == "own_unit":
        return str(column.factor or column.stated_unit or "unit")
    if rule == "another_unit":
        return column.stated_unit or (f"factor: {column.factor:f}" if column.factor else None)
    if rule in ("part_not_found", "part_of_a_number"):
        return column.part
    return None


def _label(name: str, headers: Mapping[str, str]) -> str:
    header = headers.get(name, name)
    return name if header == name else f"{header} ({name})"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"
