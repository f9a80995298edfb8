"""Disclosure control: which figures of a questionnaire are not published, and why.

Questions are of three classes: *public* answers may be shown body by body, *aggregate* answers only
as figures that give no single body away, *never* answers (free text, contacts) not at all. For
aggregate questions a figure is hidden as

- `small_base`: fewer valid answers than the minimum base;
- `primary`: 1 to threshold − 1 bodies chose the option, or all but so few did;
- `complementary`: without it one of the former could be calculated (`audit`).

No answer is not an answer: its count is published, protects nobody, and is hidden only where it
would give an answer away. Shares, counts, weighted counts, errors and intervals of a figure are
hidden together.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import polars as pl

from dagster_project.disclosure.answer_counts import Wave, linked_questions
from dagster_project.disclosure.audit import protect
from dagster_project.disclosure.linear_system import System, build_system
from dagster_project.disclosure.terms import UNPRINTED

FIGURE_SCHEMA = {
    "question_id": pl.String,
    "kind": pl.String,
    "option_code": pl.String,
    "domain": pl.String,
    "domain_value": pl.String,
    "is_weighted": pl.Boolean,
    "reason": pl.String,
    "count": pl.Int64,
    "lowest": pl.Float64,
    "highest": pl.Float64,
    "ceiling": pl.Float64,
}


@dataclass(frozen=True)
class Rule:
    """Counts below `threshold` and bases below `minimum_base` are hidden; `dominance_percent`: `numeric_cells`."""

    threshold: int = 3
    minimum_base: int = 10
    dominance_percent: float = 10


def hidden_figures(wave: Wave, rule: Rule) -> pl.DataFrame:
    """Every hidden figure of the wave's aggregate questions of options.

    Returns:
        question_id, kind (`option`, `no_answer`, `valid`, `eligible`), option_code, domain,
        domain_value, is_weighted, reason; for the audit count, lowest and highest (values that tables
        fitting everything published were found for) and ceiling (respondents that could have chosen).

    Raises:
        DisclosureNotPossible: a figure cannot be protected.
    """
    # Groups know nothing of each other, and the solver lets other threads work while it does.
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as threads:
        found = list(threads.map(lambda group: _hidden_in(build_system(wave, group), rule), linked_questions(wave)))
    return pl.concat(found) if found else pl.DataFrame(schema=FIGURE_SCHEMA)


def _hidden_in(system: System, rule: Rule) -> pl.DataFrame:
    reason = first_reasons(system.cells, rule)
    # What nobody prints counts only where it must not be found out.
    counts = (reason != "") | ~system.cells["kind"].is_in(UNPRINTED)
    system = replace(system, cells=system.cells.filter(counts), figures=system.figures[counts.to_numpy()])
    reason = reason.filter(counts)
    needs = (system.cells["weight_class"] < 0) & system.cells["kind"].is_in(["option", *UNPRINTED])
    hidden, ranges = protect(system, (reason != "").to_numpy(), needs.to_numpy(), rule.threshold)
    return (
        system.cells.with_columns(
            reason=pl.when(reason != "").then(reason).otherwise(pl.lit("complementary")),
            is_weighted=pl.col("weight_class") >= 0,
            lowest=pl.Series(ranges.low),
            highest=pl.Series(ranges.high),
        )
        .filter(pl.Series(hidden) & ~pl.col("kind").is_in(UNPRINTED))
        # A weighted figure has one row for its classes.
        .group_by("question_id", "kind", "option_code", "domain", "domain_value", "is_weighted", maintain_order=True)
        .agg(pl.col("reason").first(), pl.col("count", "lowest", "highest", "ceiling").sum())
        .cast(pl.Schema(FIGURE_SCHEMA))
    )


def first_reasons(cells: pl.DataFrame, rule: Rule) -> pl.Series:
    """Why a cell is hidden before any other is looked at; empty where it is not."""
    place = ["question_id", "domain", "domain_value"]
    whole = cells.filter(pl.col("weight_class") < 0)
    bases = whole.filter(pl.col("kind") == "valid").select(*place, base="count")
    counts = whole.filter(pl.col("kind") == "option").select(*place, "option_code", chosen="count")
    joined = cells.join(bases, on=place, how="left", maintain_order="left").join(
        counts, on=[*place, "option_code"], how="left", maintain_order="left"
    )
    few = pl.col("chosen").is_between(1, rule.threshold - 1)
    all_but_few = (pl.col("base") - pl.col("chosen")).is_between(1, rule.threshold - 1)
    is_whole = pl.col("weight_class") < 0  # what a weighted figure consists of follows its count
    # Where nobody was asked or answered there is no figure and nothing to protect.
    few_asked = is_whole & (pl.col("kind") == "eligible") & pl.col("count").is_between(1, rule.minimum_base - 1)
    few_answers = pl.col("kind").is_in(["option", "valid"]) & pl.col("base").is_between(1, rule.minimum_base - 1)
    return joined.select(
        pl.when(few_answers | few_asked)
        .then(pl.lit("small_base"))
        .when((pl.col("kind") == "option") & (few | all_but_few))
        .then(pl.lit("primary"))
        .when(is_whole & pl.col("kind").is_in(UNPRINTED) & pl.col("count").is_between(1, rule.threshold - 1))
        .then(pl.lit("primary"))
        .otherwise(pl.lit(""))
    ).to_series()
