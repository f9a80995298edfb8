"""What bodies answered to the survey office: which raw tables hold it, and what may be shown of their rows elsewhere.

Frames, forms and answers carry names, e-mail addresses, telephone numbers and answers of single
bodies. Of a row of theirs that is set aside, the warehouse keeps the place and the rule; the text
goes to the office's own folder (``data/receipts/<wave>/``). Examples of failed expectations name the
place only. A new raw table made of frames, forms or answers belongs into ``CONFIDENTIAL_TABLES``.
"""

from __future__ import annotations

import re

import polars as pl

from dagster_project.common.problems import QUARANTINE_REASONS
from dagster_project.questionnaires.intake.findings.finding_words import RULES

CONFIDENTIAL_TABLES = frozenset(
    {
        "survey_frame",
        "survey_frame_attribute",
        "survey_response",
        "form_submission",
        "form_finding",
    }
)
_QUOTED = ("value", "raw_text")


def is_confidential() -> pl.Expr:
    """Whether a row set aside was meant for a confidential table."""
    return pl.col("table_name").is_in(list(CONFIDENTIAL_TABLES))


def for_the_warehouse(set_aside: pl.DataFrame) -> pl.DataFrame:
    """Rows set aside as ``raw.quarantined_row`` holds them.

    Adds ``rule_ja`` and ``rule_en``, the reason without anything that stood in the file, and
    ``is_confidential``. Where that is true nothing is kept of what stood in the row.
    """
    general = {rule: _general(rule) for rule in set_aside["rule"].unique()}
    reduced = set_aside.with_columns(
        is_confidential().alias("is_confidential"),
        *(
            pl.col("rule")
            .replace_strict({rule: texts[place] for rule, texts in general.items()}, return_dtype=pl.String)
            .alias(f"rule_{language}")
            for place, language in enumerate(("ja", "en"))
        ),
    )
    hidden = pl.col("is_confidential")
    return reduced.with_columns(
        *(pl.when(~hidden).then(pl.col(name)).alias(name) for name in _QUOTED),
        *(
            pl.when(hidden).then(pl.col(f"rule_{language}")).otherwise(pl.col(f"reason_{language}")).alias(f"reason_{language}")
            for language in ("ja", "en")
        ),
    )


def _general(rule: str) -> tuple[str, str]:
    """The rule's words in both languages, with a dash of omission where the file would be quoted."""
    texts = QUARANTINE_REASONS.get(rule) or (RULES[rule].problem_ja, RULES[rule].problem_en)
    japanese, english = (re.sub(r"[「\"]?\{\w+\}[」\"]?", "…", text) for text in texts)
    return japanese, english
