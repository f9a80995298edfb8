"""CSV files of a questionnaire wave (frame.csv, responses.csv) as text cells under their headers.

Their columns are fixed by the format or named by the instrument, so they need no layout file.
What becomes of each row is decided in survey_frame.py and survey_responses.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from dagster_project.common.problems import InputProblem, problems_of, quarantine_reason
from dagster_project.common.text import clean_cells, trim_cells
from dagster_project.common.yaml_values import Bilingual
from dagster_project.tables.column_layout import ColumnLayout
from dagster_project.tables.grids.file_grids import read_grids
from dagster_project.tables.grids.grid import require_whole
from dagster_project.tables.layout import Layout
from dagster_project.tables.read_result import IGNORED, LOADED, QUARANTINED, ReadResult, read_result

_ANY_CSV = Layout(
    description=Bilingual(ja="調査の回答又は名簿", en="answers or frame of a questionnaire"),
    format="csv",
    encoding="detect",
    columns=[ColumnLayout(name="unit_id")],
)
# What the cells of a file stand beside; no header may be called so.
OWN_COLUMNS = ("index", "row_number", "cell_count", "raw_text", "is_empty")


def survey_cells(path: Path, source_file: str, required: list[str], *, in_own_words: bool = False) -> pl.DataFrame:
    """The cells of the file by header, cleaned, with index, row_number, cell_count, raw_text, is_empty.

    With `in_own_words` the columns that are not `required` are as they were written, trimmed at the ends.

    Raises InputProblem when the file cannot be read, a header is used twice or one of `required`
    is not there.
    """
    (grid,) = read_grids(path, _ANY_CSV)
    with problems_of(f"raw/{source_file}"):
        require_whole(grid)
    headers = grid.headings[0]
    named = {cell: header for cell, header in zip(grid.cells, headers, strict=True) if header}
    twice = sorted({header for header in named.values() if headers.count(header) > 1})
    missing = [name for name in required if name not in headers]
    if twice or missing:
        raise InputProblem(
            file=f"raw/{source_file}",
            row=1,
            column=", ".join(twice or missing),
            problem_ja=f"見出しが重複しています: {', '.join(twice)}" if twice else f"列がありません: {', '.join(missing)}",
            problem_en=f"Headers are used twice: {', '.join(twice)}" if twice else f"Columns are missing: {', '.join(missing)}",
            fix_ja=f"1行目の見出しを直してください。現在の見出し: {', '.join(headers)}",
            fix_en=f"Correct the header in row 1, which now reads: {', '.join(headers)}",
        )
    reserved = [header for header in named.values() if header in OWN_COLUMNS]
    if reserved:
        raise InputProblem(
            file=f"raw/{source_file}",
            row=1,
            column=", ".join(reserved),
            problem_ja=f"この見出しは取込みの処理で使うため、列の名前にできません: {', '.join(reserved)}",
            problem_en=f"These headers are used by the reader itself: {', '.join(reserved)}",
            fix_ja="1行目の見出しを別の名前にするか、不要な列であれば削除してください。",
            fix_en="Rename the header in row 1, or remove the column where it is not needed.",
        )

    def cell_texts(cell: str, header: str) -> pl.Series:
        if in_own_words and header not in required:
            return trim_cells(grid.body[cell]).fill_null("").alias(header)
        return clean_cells(grid.body[cell]).alias(header)

    cells = pl.DataFrame([cell_texts(cell, header) for cell, header in named.items()])
    return pl.concat(
        [
            cells,
            grid.body.select(
                "row_number",
                "cell_count",
                pl.concat_str(pl.col(grid.cells), "extra", separator=" | ", ignore_nulls=True).alias("raw_text"),
                pl.all_horizontal(pl.col(grid.cells).str.strip_chars() == "").alias("is_empty"),
            ),
        ],
        how="horizontal",
    ).with_row_index("index")


def violations_where(
    rows: pl.DataFrame,
    condition: pl.Expr,
    rule: str,
    *,
    column: str | None = None,
    value: pl.Expr | None = None,
    expected: pl.Expr | str | None = None,
    found: pl.Expr | str | None = None,
) -> pl.DataFrame:
    """The rows that meet `condition`, as violations of `rule`: index, rule, words for the reason. Texts are taken literally.

    The words are found among all `rows`: the row that another one repeats need not meet the condition itself.
    """

    def words(part: pl.Expr | str | None) -> pl.Expr:
        return part.cast(pl.String) if isinstance(part, pl.Expr) else pl.lit(part, pl.String)

    shown = pl.col(column) if value is None and column in rows.columns else value
    violations = rows.select(
        "index",
        pl.lit(rule).alias("rule"),
        pl.lit(column, pl.String).alias("column"),
        words(shown).alias("value"),
        words(expected).alias("expected"),
        words(found).alias("found"),
        condition.alias("is_broken"),
    )
    return violations.filter("is_broken").drop("is_broken")


def survey_result(
    rows: pl.DataFrame, violations: pl.DataFrame, loaded: pl.DataFrame, *, source_file: str, table_name: str
) -> ReadResult:
    """What became of the rows: `loaded` as given, rows that break a rule with their reasons, empty rows ignored and
    those that `left_out` names, if the rows have it.

    A row is quarantined once, by the first of its violations.
    """
    first = violations.unique("index", keep="first", maintain_order=True)
    left_out = pl.col("left_out") if "left_out" in rows.columns else pl.lit(None, pl.String).alias("left_out")
    ignored_by = pl.when("is_empty").then(pl.coalesce(left_out, pl.lit("empty_row"))).alias("ignored_by")
    facts = rows.select("index", "row_number", "raw_text", ignored_by)
    state = facts.join(first, on="index", how="left", maintain_order="left")
    is_quarantined = pl.col("rule").is_not_null()
    quarantined = state.filter(is_quarantined)
    reasons = [quarantine_reason(row["rule"], _facts(row)) for row in quarantined.iter_rows(named=True)]
    return read_result(
        loaded,
        state.select(
            pl.lit(source_file).alias("source_file"),
            "row_number",
            pl.coalesce("rule", "ignored_by").alias("rule"),
            pl.when(is_quarantined)
            .then(pl.lit(QUARANTINED))
            .when(pl.col("ignored_by").is_not_null())
            .then(pl.lit(IGNORED))
            .otherwise(pl.lit(LOADED))
            .alias("outcome"),
        ),
        quarantined.select(
            pl.lit(None, pl.String).alias("sheet"),
            pl.lit(None, pl.String).alias("header"),
            pl.col("column").alias("column_name"),
            "value",
            pl.Series("reason_ja", [japanese for japanese, _ in reasons], dtype=pl.String),
            pl.Series("reason_en", [english for _, english in reasons], dtype=pl.String),
            "raw_text",
        ),
        source_files=[source_file],
        table_name=table_name,
    )


def _facts(row: Mapping[str, object]) -> dict[str, object]:
    names = ("column", "value", "expected", "found")
    return {name: row[name] for name in names if row[name] is not None}
