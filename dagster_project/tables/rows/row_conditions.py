"""What a layout says of rows by their texts: which are left out and by which rule, and which a `when` means."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from dagster_project.common.text import clean
from dagster_project.tables.column_layout import Matches
from dagster_project.tables.grids.grid import cut_off
from dagster_project.tables.layout import IgnoreRule, Layout
from dagster_project.tables.rows.file_rows import FileRows

# A word of which each letter stands apart.
_SPREAD = r"^[\p{Han}\p{Hiragana}\p{Katakana}](?:\s+[\p{Han}\p{Hiragana}\p{Katakana}])+$"


def left_out(rows: FileRows, layout: Layout) -> tuple[pl.Series, pl.DataFrame]:
    """The name of the rule that leaves each row out, or null; and, as flaws (see FileRows), the rows that would take their
    group from a row that is left out by that text, as a total is: whether they belong to the group above it is not known.

    Raises InputProblem where the file ends within a row; one that is left out, a note below the table, may well end without
    a line break.
    """
    ignored = _ignored_by(rows, rows.cleaned, layout)
    below = _below_totals(rows, layout, ignored)
    index = rows.facts["index"]
    without = rows.cleaned.with_columns(
        pl.when(~index.is_in(of_column["index"].implode())).then(name).alias(str(name))
        for (name,), of_column in below.partition_by("column", as_dict=True).items()
    )
    by_itself = _ignored_by(rows, without, layout)
    ignored = ignored.zip_with(~index.is_in(below["index"].implode()), by_itself)
    is_cut_off = rows.facts["is_cut_off"] & ignored.is_null()
    if is_cut_off.any():
        place = int(is_cut_off.arg_true()[0])
        cells = [cell for cell in rows.cells.row(place) if cell]
        raise cut_off(rows.facts["row_number"][place], cells[-1] if cells else None)
    return ignored, below.filter(pl.col("index").is_in(by_itself.is_null().arg_true().implode()))


def _below_totals(rows: FileRows, layout: Layout, ignored: pl.Series) -> pl.DataFrame:
    """Flaws of the rows whose group is the text by which a row above is left out. Where that row has all labels that they
    have, and the rule is one on the column, it is the first of a group that is left out as a whole."""
    flaws = [rows.flaws.clear()]
    for (name,), below in rows.groups.partition_by("column", as_dict=True).items():
        words = [column.name for column in layout.columns if column.type not in ("integer", "number")]
        labels = [label for label in words if label in rows.headers and label != name]
        row, head = (rows.cleaned[below[at]] for at in ("index", "head"))
        group = rows.cleaned[name][below["head"]]
        has_all = pl.repeat(bool(labels), below.height, dtype=pl.Boolean, eager=True)
        for label in labels:
            has_all = has_all & ((row[label] == "") | ((head[label] != "") & (head[label] != group)))
        for rule in layout.ignore_rows:
            is_total = (ignored[below["head"]] == rule.rule).fill_null(False) & _is_by_group(rule, name, rows, below["head"])
            if name in rule.when and rule.sums_value is None:
                is_total = is_total & ~has_all
            flaw = below.with_columns(pl.lit("group_left_out").alias("rule"), group.alias("found"))
            flaws.append(flaw.filter(is_total).select(rows.flaws.columns))
    return pl.concat(flaws)


def _is_by_group(rule: IgnoreRule, name: object, rows: FileRows, heads: pl.Series) -> pl.Series:
    """Which of `heads` a rule leaves out by the text of their group."""
    by_first_cell = rows.facts["first_cell"][heads] == rows.cleaned[str(name)][heads]
    return by_first_cell & ("first_cell_matches" in rule.when) | (str(name) in rule.when)


def _ignored_by(rows: FileRows, cleaned: pl.DataFrame, layout: Layout) -> pl.Series:
    """The name of the rule that leaves each row out by its `cleaned` texts, or null."""
    facts = rows.facts.select(pl.col("end", "first_cell", "is_empty", "repeats_header").name.prefix("__"))
    table = pl.concat([cleaned, facts], how="horizontal")
    names: list[pl.Expr] = []
    if layout.end_of_table is not None:
        names.append(pl.when(pl.col("__end").is_not_null()).then(pl.lit("footnote")))
    for rule in layout.ignore_rows:
        conditions = [_condition(name, wanted) for name, wanted in rule.when.items()]
        names.append(pl.when(pl.all_horizontal(conditions)).then(pl.lit(rule.rule)))
    names.append(pl.when(pl.col("__is_empty")).then(pl.lit("empty_row")))
    return table.select(pl.coalesce(names).cast(pl.String).alias("ignored")).to_series()


def meets(cleaned: pl.DataFrame, when: Mapping[str, object]) -> pl.Series:
    """Which rows meet all conditions on their columns; every row when there is none."""
    every = pl.repeat(True, pl.len(), dtype=pl.Boolean)
    conditions = (_condition(name, wanted) for name, wanted in when.items())
    return cleaned.select(pl.all_horizontal(every, *conditions)).to_series()


def _condition(name: str, wanted: object) -> pl.Expr:
    if name == "row_empty":
        return pl.col("__is_empty") == bool(wanted)
    if name == "repeated_header":
        return pl.col("__repeats_header") == bool(wanted)
    if name == "first_cell_matches":
        return _fits("__first_cell", str(wanted))
    if isinstance(wanted, Matches):
        return _fits(name, wanted.matches)
    texts = wanted if isinstance(wanted, list) else [str(wanted)]
    known = pl.Series("wanted", [clean(text) for text in texts], dtype=pl.String)
    return pl.col(name).is_in(known) | _closed_up(name).is_in(known.to_frame().select(_closed_up("wanted"))["wanted"])


def _fits(name: str, pattern: str) -> pl.Expr:
    return pl.col(name).str.contains(pattern) | _closed_up(name).str.contains(pattern)


def _closed_up(name: str) -> pl.Expr:
    """The texts of a column, those whose letters were spread over the cell as one word: 合　計 is 合計."""
    text = pl.col(name)
    return pl.when(text.str.contains(_SPREAD)).then(text.str.replace_all(r"\s", "")).otherwise(text)
