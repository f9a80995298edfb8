"""What is found in the answers to one question, one line per cell or per form."""

from __future__ import annotations

import polars as pl

from dagster_project.forms.identity import question_number
from dagster_project.forms.locate import FORMULA
from dagster_project.readers.instrument_questions import Question

# Fates of a written answer cell besides being loaded or stopped by a rule.
LOADED, SAME_ANSWER_AGAIN, DOES_NOT_APPLY = "loaded", "same_answer_again", "tick_says_no"

FINDINGS = {
    "file": pl.UInt32,
    "question_id": pl.String,
    "row_number": pl.Int64,
    "cell": pl.String,
    "written": pl.String,
    "rule": pl.String,
    "expected": pl.String,
    "found": pl.String,
}


def question_findings(
    cells: pl.DataFrame, rows: pl.DataFrame, states: pl.DataFrame, question: Question, numbers: dict[str, int]
) -> pl.DataFrame:
    quiet = (SAME_ANSWER_AGAIN, DOES_NOT_APPLY, LOADED)
    before = "" if question.asked_if is None else question_number(numbers[question.asked_if.question], "ja")
    stopped = cells.filter(~pl.col("fate").is_in(quiet))
    # One line per form where several cells have one fault: the block twice, options that exclude each other.
    whole = pl.col("fate").is_in(["block_twice", "exclusive_combined"])
    first_of_whole = pl.col("row_number") == pl.col("row_number").min().over("file", "fate")
    together = pl.col("written").str.join(" / ").over("file", "fate")
    exclusive = " / ".join(f"{option.code}. {option.label.ja}" for option in question.options if option.exclusive)
    stopped = stopped.with_columns(
        written=pl.when(pl.col("fate") == "block_twice").then(together).otherwise(pl.col("written")),
        found=pl.when(pl.col("fate") == "exclusive_combined").then(pl.lit(exclusive)).otherwise(pl.lit(before)),
    ).filter(~whole | first_of_whole)
    noted = cells.filter((pl.col("fate") == LOADED) & pl.col("remark").is_not_null())
    formulas = cells.filter((pl.col("fate") == LOADED) & (pl.col("kind") == FORMULA))
    keys = 1 if question.type != "multiple" else len(question.options)
    absent = states.join(
        rows.group_by("file").agg(pl.col("key").n_unique().alias("keys")), on="file", how="left"
    ).filter((pl.col("keys").fill_null(0) < keys) & (pl.col("routing") == "asked"))
    # Nobody owes a comment: free text left empty is not asked after.
    silent = (
        states.filter((pl.col("state") == "missing") & pl.lit(question.type != "text"))
        .join(cells.filter(pl.col("fate") != DOES_NOT_APPLY), on="file", how="anti")
        .join(absent, on="file", how="anti")
        .join(rows.group_by("file").agg(pl.col("row_number", "cell").first()), on="file", how="left")
        .with_columns(written=pl.lit(None, pl.String))
    )
    here = pl.lit(question.id)
    return pl.concat(
        [
            findings(stopped, pl.col("fate"), expected=pl.col("expected"), found=pl.col("found"), question=here),
            findings(noted, pl.col("remark"), expected=pl.col("expected"), question=here),
            findings(formulas, "formula", question=here),
            findings(
                absent.with_columns(
                    row_number=pl.lit(None, pl.Int64), cell=pl.lit(None, pl.String), written=pl.lit(None, pl.String)
                ),
                "block_missing",
                question=here,
            ),
            findings(silent, "not_answered", question=here),
        ]
    )


def findings(
    cells: pl.DataFrame,
    rule: str | pl.Expr,
    *,
    question: pl.Expr,
    expected: pl.Expr | None = None,
    found: pl.Expr | None = None,
) -> pl.DataFrame:
    nothing = pl.lit(None, pl.String)
    return cells.select(
        "file",
        question.alias("question_id"),
        "row_number",
        "cell",
        "written",
        (pl.lit(rule) if isinstance(rule, str) else rule).alias("rule"),
        (nothing if expected is None else expected).alias("expected"),
        (nothing if found is None else found).alias("found"),
    )
