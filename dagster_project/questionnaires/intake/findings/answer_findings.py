"""What is found in the answers, one line per cell, or per form where a fault is a whole question's."""

from __future__ import annotations

import polars as pl

from dagster_project.questionnaires.form.identity import question_number
from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.intake.read_forms import FORMULA
from dagster_project.tables.read_result import LOADED

# Treatments of a written answer cell besides being loaded or stopped by a rule.
SAME_ANSWER_AGAIN, DOES_NOT_APPLY = "same_answer_again", "tick_says_no"

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


def answer_findings(cells: pl.DataFrame, rows: pl.DataFrame, states: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """`rows`: every row of a question in a form; `cells`: those of them that are filled, with their
    treatment; `states`: every question in every form."""
    one_question = ["file", "question_id"]
    questions = _questions(instrument)
    stopped = cells.filter(~pl.col("treatment").is_in([SAME_ANSWER_AGAIN, DOES_NOT_APPLY, LOADED])).join(
        questions, on="question_id", how="left", maintain_order="left"
    )
    # One line per form where several cells have one fault: the block twice, codes in place of ticks, options that exclude each
    # other, half of it read.
    whole = pl.col("treatment").is_in(["block_twice", "codes_for_ticks", "exclusive_combined", "ticks_half_known"])
    first_of_whole = pl.col("row_number") == pl.col("row_number").min().over(*one_question, "treatment")
    together = pl.col("written").str.join(" / ").over(*one_question, "treatment")
    ticked = pl.col("option_code").str.join(", ").over(*one_question, "treatment")
    stopped = stopped.with_columns(
        written=pl.when(pl.col("treatment").is_in(["block_twice", "codes_for_ticks"]))
        .then(together)
        .otherwise(pl.col("written")),
        found=pl.when(pl.col("treatment") == "exclusive_combined").then("exclusive").otherwise("before"),
        expected=pl.when(pl.col("treatment") == "ticks_half_known").then(ticked).otherwise(pl.col("expected")),
    ).filter(~whole | first_of_whole)
    noted = cells.filter((pl.col("treatment") == LOADED) & pl.col("remark").is_not_null())
    formulas = cells.filter((pl.col("treatment") == LOADED) & (pl.col("kind") == FORMULA))
    there = rows.group_by(one_question).agg(pl.col("key").n_unique().alias("keys"), pl.col("row_number", "cell").first())
    asked = (
        states.filter(pl.col("routing") == "asked")
        .join(there, on=one_question, how="left", maintain_order="left")
        .join(questions, on="question_id", how="left", maintain_order="left")
        .with_columns(written=pl.lit(None, pl.String))
    )
    is_whole = pl.col("keys").fill_null(0) >= pl.col("key_count")
    absent = asked.filter(~is_whole).with_columns(row_number=pl.lit(None, pl.Int64), cell=pl.lit(None, pl.String))
    # Nobody owes a comment: free text left empty is not asked after.
    silent = asked.filter(is_whole & (pl.col("state") == "missing") & (pl.col("type") != "text")).join(
        cells.filter(pl.col("treatment") != DOES_NOT_APPLY), on=one_question, how="anti", maintain_order="left"
    )
    coloured = _coloured(rows, asked)
    in_place_of_ticks = coloured.join(silent, on=one_question, how="semi", maintain_order="left")
    beside_ticks = coloured.filter((pl.col("state") == "ok") & (pl.col("count") < pl.col("key_count")))
    return pl.concat(
        [
            findings(in_place_of_ticks, "coloured_not_ticked", found=pl.col("found")),
            findings(beside_ticks, "coloured_beside_ticks", found=pl.col("found")),
            findings(stopped, pl.col("treatment"), expected=pl.col("expected"), found=pl.col("found")),
            findings(noted, pl.col("remark"), expected=pl.col("expected")),
            findings(formulas, "formula"),
            findings(absent, "block_missing"),
            findings(silent.join(in_place_of_ticks, on=one_question, how="anti", maintain_order="left"), "not_answered"),
        ]
    )


def _coloured(rows: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    """Of the questions with several options that were asked those with coloured rows and no mark in them: count, and found,
    the coloured cells."""
    one_question = ["file", "question_id"]
    empty = rows.filter(pl.col("coloured").is_not_null() & pl.col("written").is_null()).sort("row_number")
    cells = empty.group_by(one_question, maintain_order=True).agg(
        pl.col("row_number").first(),
        pl.col("coloured").first().alias("cell"),
        pl.len().alias("count"),
        pl.col("coloured").str.join(", ").alias("found"),
    )
    several = asked.filter(pl.col("type") == "multiple").select(*one_question, "state", "key_count", "written")
    return cells.join(several, on=one_question, how="inner", maintain_order="left")


def _questions(instrument: Instrument) -> pl.DataFrame:
    """question_id, type, key_count (rows of its own in a whole form), before (the number of the
    question it depends on, else empty), exclusive (the options that stand alone)."""
    numbers = {question.id: place for place, question in enumerate(instrument.questions, start=1)}
    return pl.DataFrame(
        [
            (
                question.id,
                question.type,
                len(question.options) if question.type == "multiple" else 1,
                "" if question.asked_if is None else question_number(numbers[question.asked_if.question], "ja"),
                " / ".join(f"{option.code}. {option.label.ja}" for option in question.options if option.exclusive),
            )
            for question in instrument.questions
        ],
        schema={
            "question_id": pl.String,
            "type": pl.String,
            "key_count": pl.Int64,
            "before": pl.String,
            "exclusive": pl.String,
        },
        orient="row",
    )


def findings(
    cells: pl.DataFrame,
    rule: str | pl.Expr,
    *,
    expected: pl.Expr | None = None,
    found: pl.Expr | None = None,
) -> pl.DataFrame:
    nothing = pl.lit(None, pl.String)
    return cells.select(
        "file",
        "question_id",
        "row_number",
        "cell",
        "written",
        (pl.lit(rule) if isinstance(rule, str) else rule).alias("rule"),
        (nothing if expected is None else expected).alias("expected"),
        (nothing if found is None else found).alias("found"),
    )
