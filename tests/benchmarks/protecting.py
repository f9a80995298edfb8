"""Protecting one questionnaire wave of full size: 1,788 units, 25 questions, 84 options, five breakdowns, one of 47.

Against a fifth of its questions: the time must grow as the questions do, not faster.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from dagster_project.disclosure.answer_counts import Answers, Question, Wave
from dagster_project.disclosure.cell_decisions import Rule, hidden_figures
from tests.benchmarks.measuring import Row, wall_seconds

UNITS, PREFECTURES = 1788, 47
OPTIONS = [3, 4, 3, 4, 3] * 4 + [3, 3, 3, 3, 4]  # of 25 questions, 84 in all
BREAKDOWNS = {"kind": 2, "population_band": 7, "region": 8, "depopulated": 2, "prefecture": PREFECTURES}
RARE = 0.4  # of Dirichlet's distribution: the smaller, the more options that few choose


def wave() -> Wave:
    """Answers drawn with a seed; every fifth question is of several answers, and asked by the one before it."""
    random = np.random.default_rng(1788)
    prefecture = random.integers(0, PREFECTURES, UNITS)
    codes = {
        "kind": np.arange(UNITS) < PREFECTURES,
        "population_band": np.where(np.arange(UNITS) < PREFECTURES, 0, random.integers(1, 7, UNITS)),
        "region": prefecture * 8 // PREFECTURES,
        "depopulated": random.integers(0, 2, UNITS),
        "prefecture": prefecture,
    }
    questions, answers = [], {}
    for number, options in enumerate(OPTIONS):
        name, several = f"Q{number + 1:02}", number % 5 == 4
        shares = random.dirichlet(np.full(options, RARE))
        eligible = answers[questions[-1].question_id].chosen[:, 0] if several else np.ones(UNITS, dtype=bool)
        chosen = np.eye(options, dtype=bool)[random.choice(options, UNITS, p=shares)]
        if several:
            chosen |= random.random((UNITS, options)) < shares
        valid = eligible & (random.random(UNITS) < 0.95)
        routing = (questions[-1].question_id, frozenset({"1"})) if several else None
        kind = "multiple" if several else "single"
        labels = tuple(str(code + 1) for code in range(options))
        questions.append(Question(name, kind, "aggregate", labels, routing=routing))
        answers[name] = Answers(eligible, valid, chosen & valid[:, None])
    domains = {name: np.char.mod(f"{name}%d", codes[name].astype(int)) for name in BREAKDOWNS}
    return Wave("full_size", tuple(questions), answers, domains, np.ones(UNITS))


def measure() -> Iterator[Row]:
    whole = wave()
    fifth = replace(whole, questions=whole.questions[:5])
    ours = wall_seconds(lambda: hidden_figures(whole, Rule()))
    other = wall_seconds(lambda: hidden_figures(fifth, Rule()))
    yield Row("25 questions protected / 5 of them (s)", ours, other, "at most 7, and 20 s")
