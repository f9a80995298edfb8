"""What became of every filled answer cell: loaded, quarantined under a rule, or ignored by name."""

from __future__ import annotations

import re

import polars as pl

from dagster_project.common.text import PICTURES
from dagster_project.questionnaires.form.identity import ANSWER_KEY
from dagster_project.questionnaires.intake.answers import Answers
from dagster_project.questionnaires.intake.findings.answer_findings import DOES_NOT_APPLY, SAME_ANSWER_AGAIN
from dagster_project.questionnaires.intake.findings.finding_words import RULES
from dagster_project.questionnaires.intake.locate import Located
from dagster_project.tables.read_result import IGNORED, LOADED, QUARANTINED, ReadResult, read_result

TABLE = "form_submission"
SUPERSEDED = "superseded"
_IGNORED_BY_NAME = (SUPERSEDED, SAME_ANSWER_AGAIN, DOES_NOT_APPLY)


def cell_outcomes(answers: Answers, located: Located, forms: pl.DataFrame) -> pl.DataFrame:
    """One row per filled answer cell of every form: file, source_file, sheet, question_id, row_number, cell,
    written, rule and outcome.

    `forms`: see forms_frame. Of a refused form every cell goes by the rule that refuses it.
    """
    known = ("file", "question_id", "row_number", "cell", "written", "treatment")
    of_refused = (
        located.entries.filter(pl.col("key").str.starts_with(ANSWER_KEY) & pl.col("written").is_not_null())
        .join(forms.filter(pl.col("refused_by").is_not_null()), on="file", how="inner", maintain_order="left")
        .with_columns(question_id=pl.col("key").str.strip_prefix(ANSWER_KEY), treatment=pl.col("refused_by"))
    )
    cells = pl.concat([answers.cells.select(known), of_refused.select(known)]).join(
        forms.select("file", "source_file", "sheet", "superseded_by"), on="file", how="left"
    )
    is_superseded = (pl.col("treatment") == LOADED) & pl.col("superseded_by").is_not_null()
    return (
        cells.with_columns(rule=pl.when(is_superseded).then(pl.lit(SUPERSEDED)).otherwise("treatment"))
        .with_columns(
            outcome=pl.when(pl.col("rule") == LOADED)
            .then(pl.lit(LOADED))
            .when(pl.col("rule").is_in(_IGNORED_BY_NAME))
            .then(pl.lit(IGNORED))
            .otherwise(pl.lit(QUARANTINED))
        )
        .sort("file", "row_number", "cell")
    )


def submissions_result(submissions: pl.DataFrame, cells: pl.DataFrame) -> ReadResult:
    """The table form_submission, with the account of the answer cells of each file."""
    stopped = cells.filter(pl.col("outcome") == QUARANTINED).with_columns(pl.col("written").str.replace_many(PICTURES))
    return read_result(
        submissions,
        cells.select("source_file", "row_number", "rule", "outcome"),
        stopped.select(
            "sheet",
            pl.lit(None, pl.String).alias("header"),
            pl.col("question_id").alias("column_name"),
            pl.col("written").alias("value"),
            *(_reason(language).alias(f"reason_{language}") for language in ("ja", "en")),
            pl.col("written").alias("raw_text"),
        ),
        source_files=submissions["source_file"].to_list(),
        table_name=TABLE,
    )


def _reason(language: str) -> pl.Expr:
    """The rule's problem without what was written: a reason may be published, an answer may not."""
    reasons = {
        name: re.sub(r"[「\"]?\{\w+\}[」\"]?", "…", getattr(rule, f"problem_{language}")) for name, rule in RULES.items()
    }
    return pl.col("rule").replace_strict(reasons, return_dtype=pl.String)
