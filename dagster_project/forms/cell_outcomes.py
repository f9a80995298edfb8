"""What became of every filled answer cell: loaded, quarantined under a rule, or ignored by name."""

from __future__ import annotations

import re

import polars as pl

from dagster_project.forms.answer_findings import DOES_NOT_APPLY, LOADED, SAME_ANSWER_AGAIN
from dagster_project.forms.answers import Answers
from dagster_project.forms.finding_words import RULES
from dagster_project.forms.identity import ANSWER_KEY
from dagster_project.forms.locate import Located

TABLE = "form_submission"
SUPERSEDED = "superseded"
IGNORED = (SUPERSEDED, SAME_ANSWER_AGAIN, DOES_NOT_APPLY)


def all_fates(
    answers: Answers, located: Located, refusals: list[str | None], head: pl.DataFrame
) -> pl.DataFrame:
    """Every filled answer cell of every form: file, question_id, row_number, cell, written, fate."""
    refused = pl.DataFrame(
        [(place, rule) for place, rule in enumerate(refusals) if rule is not None],
        schema={"file": pl.UInt32, "fate": pl.String},
        orient="row",
    )
    unused = (
        located.entries.filter(pl.col("key").str.starts_with(ANSWER_KEY) & pl.col("written").is_not_null())
        .join(refused, on="file", how="inner", maintain_order="left")
        .select(
            "file",
            pl.col("key").str.strip_prefix(ANSWER_KEY).alias("question_id"),
            "row_number", "cell", "written", "fate",
        )
    )
    fates = pl.concat([answers.fates, unused]).join(head.select("file", "superseded_by"), on="file", how="left")
    return fates.with_columns(
        fate=pl.when((pl.col("fate") == LOADED) & pl.col("superseded_by").is_not_null())
        .then(pl.lit(SUPERSEDED))
        .otherwise(pl.col("fate"))
    ).sort("file", "row_number", "cell")


def quarantined(fates: pl.DataFrame, head: pl.DataFrame) -> pl.DataFrame:
    """The stopped cells as raw.quarantined_row; the reason does not repeat what was written."""
    stopped = fates.filter(~pl.col("fate").is_in([LOADED, *IGNORED]))
    return stopped.join(head.select("file", "source_file", "sheet"), on="file", how="left", maintain_order="left").select(
        "source_file",
        pl.lit(TABLE).alias("table_name"),
        "sheet",
        "row_number",
        pl.col("question_id").alias("column_name"),
        pl.col("written").alias("value"),
        pl.col("fate").alias("rule"),
        *(_reason(language).alias(f"reason_{language}") for language in ("ja", "en")),
        pl.col("written").alias("raw_text"),
    )


def ignored(fates: pl.DataFrame, head: pl.DataFrame) -> pl.DataFrame:
    left_out = fates.filter(pl.col("fate").is_in(IGNORED))
    return left_out.join(head.select("file", "source_file"), on="file", how="left", maintain_order="left").select(
        "source_file", pl.lit(TABLE).alias("table_name"), "row_number", pl.col("fate").alias("rule")
    )


def balance(fates: pl.DataFrame, head: pl.DataFrame) -> pl.DataFrame:
    is_ignored = pl.col("fate").is_in(IGNORED)
    counts = fates.group_by("file").agg(
        pl.len().alias("rows_read"),
        (pl.col("fate") == LOADED).sum().alias("rows_loaded"),
        (~is_ignored & (pl.col("fate") != LOADED)).sum().alias("rows_quarantined"),
        is_ignored.sum().alias("rows_ignored"),
    )
    names = ("rows_read", "rows_loaded", "rows_quarantined", "rows_ignored")
    return head.join(counts, on="file", how="left", maintain_order="left").select(
        "source_file",
        pl.lit(TABLE).alias("table_name"),
        *(pl.col(name).fill_null(0).cast(pl.Int64) for name in names),
    )


def _reason(language: str) -> pl.Expr:
    """The rule's problem without what was written: a reason may be published, an answer may not."""
    reasons = {
        name: re.sub(r"[「\"]?\{\w+\}[」\"]?", "…", getattr(rule, f"problem_{language}"))
        for name, rule in RULES.items()
    }
    return pl.col("fate").replace_strict(reasons, return_dtype=pl.String)
