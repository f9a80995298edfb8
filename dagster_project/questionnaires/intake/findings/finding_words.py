"""Findings: which rule was broken where, put into words in both languages."""

from __future__ import annotations

import re

import polars as pl

from dagster_project.common.text import PICTURES
from dagster_project.questionnaires.intake.findings.answer_rules import ANSWER_RULES
from dagster_project.questionnaires.intake.findings.file_rules import FILE_RULES, FORM_RULES

PLACES = ("written", "expected", "found")
_LONGEST_QUOTE = 80

RULES = {**FILE_RULES, **FORM_RULES, **ANSWER_RULES}
_TEXTS = ("problem_ja", "fix_ja", "problem_en", "fix_en")


def with_words(findings: pl.DataFrame) -> pl.DataFrame:
    """`findings` (rule, written, expected, found, …) with severity and texts added, places filled in.

    Control characters are shown by signs of their own: pages and workbooks cannot hold them.
    """
    findings = findings.with_columns(pl.col(PLACES).str.replace_many(PICTURES))
    quoted = findings.with_columns(
        pl.when(pl.col(place).str.len_chars() > _LONGEST_QUOTE)
        .then(pl.col(place).str.slice(0, _LONGEST_QUOTE) + "…")
        .otherwise(pl.col(place).fill_null("?"))
        .alias(f"_{place}")
        for place in PLACES
    )
    parts = [
        part.with_columns(
            pl.lit(RULES[rule].severity).alias("severity"),
            *(_filled(getattr(RULES[rule], text)).alias(text) for text in ("problem_ja", "fix_ja")),
            *(_in_english(_filled(getattr(RULES[rule], text))).alias(text) for text in ("problem_en", "fix_en")),
        )
        for (rule,), part in quoted.partition_by("rule", as_dict=True, maintain_order=True).items()
    ]
    empty = quoted.clear().with_columns(pl.lit(None, pl.String).alias(name) for name in ("severity", *_TEXTS))
    return pl.concat([empty, *parts]).drop(f"_{place}" for place in PLACES)


def _filled(template: str) -> pl.Expr:
    pieces = re.split(r"\{(\w+)\}", template)
    texts = [pl.lit(piece) if turn % 2 == 0 else pl.col(f"_{piece}") for turn, piece in enumerate(pieces)]
    return pl.concat_str(texts)


def _in_english(text: pl.Expr) -> pl.Expr:
    """Question numbers as the English form prints them."""
    return text.str.replace_all(r"\(問(\d+)\)", "(Q$1)")
