"""The answers to numeric questions under each weighting, put together from the columns of the survey models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from dagster_project.estimation.numeric_estimates import weighted_total
from dagster_project.estimation.precision import Floats
from dagster_project.estimation.relations import Columns, places, rows_where
from dagster_project.estimation.wave_designs import WaveDesign, wave_designs


@dataclass(frozen=True)
class NumericAnswers:
    """One numeric question under one weighting over the groups that have an answer.

    `in_base` is respondents × groups (0 or 1), `values` has one number per respondent. With `divisors`
    (one per respondent) it is a ratio: the base are those who gave both numbers.
    """

    wave: WaveDesign
    question_key: int
    domain_keys: np.ndarray
    in_base: Floats
    values: Floats
    divisors: Floats | None = None


def numeric_answers(tables: Mapping[str, Columns]) -> Iterator[NumericAnswers]:
    """Every numeric question of every wave under each of its weightings, then its ratio to another, if any.

    Args:
        tables: the columns of `answers` (question_key, unit_key, value), `rows` (int_respondent_design,
            with its unit as key), `cells` (int_weighting_cell), `levels` (int_respondent_level, with its
            unit as key), `questions` (numeric ones of dim_question), `members` (unit_key, domain_key) and,
            where ratios are wanted, `divisors` (question_key, divisor_key).
    """
    answers, questions, members = tables["answers"], tables["questions"], tables["members"]
    if not answers["unit_key"].size:
        return
    pairs = tables.get("divisors", {"question_key": (), "divisor_key": ()})
    divisor_of = dict(zip(pairs["question_key"], pairs["divisor_key"], strict=True))
    for wave in wave_designs(tables["rows"], tables["cells"], tables["levels"]):
        at = places(wave.keys, members["unit_key"])
        domain_keys, domain = np.unique(members["domain_key"][at >= 0], return_inverse=True)
        in_domain = np.zeros((wave.keys.size, domain_keys.size))
        in_domain[at[at >= 0], domain] = 1.0
        for question in questions["question_key"][questions["wave_id"] == wave.wave_id]:
            values, valid = _given(answers, question, wave.keys)
            in_base = in_domain * valid[:, None]
            known = in_base.any(axis=0)
            if known.any():
                yield NumericAnswers(wave, question, domain_keys[known], in_base[:, known], values)
            if question in divisor_of:
                divisors, also_valid = _given(answers, divisor_of[question], wave.keys)
                in_both = in_base * also_valid[:, None]
                # Nothing can be divided by a total of 0.
                known = weighted_total(wave.design, in_both, divisors) != 0
                if known.any():
                    yield NumericAnswers(wave, question, domain_keys[known], in_both[:, known], values, divisors)


def _given(answers: Columns, question: int, keys: np.ndarray) -> tuple[Floats, Floats]:
    """The numbers given to a question and who gave one, in the order of the keys."""
    given = rows_where(answers, answers["question_key"] == question)
    at = places(keys, given["unit_key"])
    values, valid = np.zeros(keys.size), np.zeros(keys.size)
    values[at], valid[at] = given["value"], 1.0
    return values, valid
