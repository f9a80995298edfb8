"""From the survey tables to the waves that disclosure control works on, and to one table of decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
import polars as pl

from dagster_project.disclosure.answer_counts import ALL, Answers, Question, Wave
from dagster_project.disclosure.cell_decisions import FIGURE_SCHEMA, Rule, hidden_figures
from dagster_project.disclosure.numeric_cells import hidden_statistics

DECISION_SCHEMA = {"wave_id": pl.String, **FIGURE_SCHEMA}

Tables = Mapping[str, pl.DataFrame]


def always_anew(own: Tables, decide: Callable[[], pl.DataFrame]) -> pl.DataFrame:
    """Decide, whatever was decided before."""
    return decide()


def decisions(tables: Tables, once: Callable[[Tables, Callable[[], pl.DataFrame]], pl.DataFrame] = always_anew) -> pl.DataFrame:
    """Every figure of an aggregate question that is not published, over all waves with answers.

    Args:
        tables: `waves` (wave_id, disclosure_threshold, disclosure_minimum_base,
            disclosure_dominance_percent), `questions` (wave_id, question_id, question_position,
            question_type, disclosure, per_question_id), `options` (wave_id, question_id, option_code,
            option_position, is_exclusive), `combined` (wave_id, question_id, option_code, member_code),
            `routing` (wave_id, question_id, asked_if_question_id, asked_if_option_code), `domains`
            (wave_id, unit_id, domain, domain_value), `weights` (wave_id, unit_id, weight), `asked`
            (wave_id, unit_id, question_id, is_eligible, is_answered), `answers` (wave_id, unit_id,
            question_id, option_code, value), `panels` (wave_id, question_id, panel, unit_id: compared with another wave).
        once: gives what was decided on the same rows of a wave before, or decides; by default it decides always.
    """
    found = []
    for wave_id in tables["waves"]["wave_id"].sort():
        own = {name: table.filter(wave_id=wave_id) for name, table in tables.items()}
        if not own["asked"].is_empty():
            found.append(once(own, partial(_decisions_of, wave_id, own)))
    return pl.concat([pl.DataFrame(schema=DECISION_SCHEMA), *found])


def _decisions_of(wave_id: str, own: Tables) -> pl.DataFrame:
    """The decisions of one wave, from its own rows of the tables that `decisions` takes."""
    stated = own["waves"].row(0, named=True)
    rule = Rule(stated["disclosure_threshold"], stated["disclosure_minimum_base"], stated["disclosure_dominance_percent"])
    wave = wave_of(wave_id, own)
    numbers = hidden_statistics(wave, rule.minimum_base, rule.dominance_percent).with_columns(option_code=pl.lit(""))
    hidden = pl.concat([pl.DataFrame(schema=FIGURE_SCHEMA), hidden_figures(wave, rule), numbers], how="diagonal_relaxed")
    return hidden.with_columns(wave_id=pl.lit(wave_id)).select(list(DECISION_SCHEMA)).cast(pl.Schema(DECISION_SCHEMA))


def wave_of(wave_id: str, own: Tables) -> Wave:
    """The wave from its own rows of the tables that `decisions` takes."""
    units = own["asked"]["unit_id"].unique().sort()
    place = pl.DataFrame({"unit_id": units, "place": np.arange(units.len())})
    questions = _questions(own)
    domains = {
        domain: _by_unit(rows, place, "domain_value", "")
        for (domain,), rows in own["domains"].filter(pl.col("domain") != ALL).group_by("domain", maintain_order=True)
    }
    return Wave(
        wave_id,
        questions,
        {question.question_id: _answers(question, own, place) for question in questions},
        dict(sorted(domains.items())),
        _by_unit(own["weights"], place, "weight", 1.0),
    )


def _by_unit(rows: pl.DataFrame, place: pl.DataFrame, column: str, absent: str | float) -> np.ndarray:
    """One value per unit, in the order of `place`; a body outside every value of a domain is a value too."""
    return (
        place.join(rows.select("unit_id", column).unique("unit_id"), on="unit_id", how="left")
        .sort("place")[column]
        .fill_null(absent)
        .to_numpy()
    )


def _questions(own: Tables) -> tuple[Question, ...]:
    options = own["options"].sort("option_position")
    found = []
    for row in own["questions"].sort("question_position").iter_rows(named=True):
        mine = options.filter(question_id=row["question_id"])
        routing = own["routing"].filter(question_id=row["question_id"])
        combined = own["combined"].filter(question_id=row["question_id"])
        found.append(
            Question(
                row["question_id"],
                row["question_type"],
                row["disclosure"],
                tuple(mine["option_code"]),
                frozenset(mine.filter("is_exclusive")["option_code"]),
                None
                if routing.is_empty()
                else (routing["asked_if_question_id"][0], frozenset(routing["asked_if_option_code"])),
                tuple(
                    (str(code), frozenset(rows["member_code"]))
                    for (code,), rows in combined.sort("option_code").group_by("option_code", maintain_order=True)
                ),
                row["per_question_id"],
            )
        )
    return tuple(found)


def _answers(question: Question, own: Tables, place: pl.DataFrame) -> Answers:
    def marked(rows: pl.DataFrame) -> np.ndarray:
        mask = np.zeros(place.height, dtype=bool)
        mask[rows.join(place, on="unit_id")["place"].to_numpy()] = True
        return mask

    asked = own["asked"].filter(question_id=question.question_id)
    answers = own["answers"].filter(question_id=question.question_id)
    panels = own["panels"].filter(question_id=question.question_id)
    chosen = [marked(answers.filter(option_code=code)) for code in question.options]
    return Answers(
        eligible=marked(asked.filter("is_eligible")),
        valid=marked(asked.filter("is_answered")),
        chosen=np.column_stack(chosen) if chosen else np.zeros((place.height, 0), dtype=bool),
        # A panel of everybody is the total.
        panels={
            str(name): members
            for (name,), rows in panels.group_by("panel", maintain_order=True)
            if not (members := marked(rows)).all()
        },
        values=_by_unit(answers.drop_nulls("value"), place, "value", 0.0),
    )
