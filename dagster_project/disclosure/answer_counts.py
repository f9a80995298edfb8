"""A wave as disclosure control sees it: its questions, who was asked and answered what, groups and weights."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from dagster_project.estimation.precision import distinct

ALL = "all"
NO_ANSWER = "NA"


@dataclass(frozen=True)
class Question:
    """A question as its instrument describes it.

    `routing` is (question, option codes) or None; `combined` holds the code and the members of options
    taken together; `per` names the number that this one is divided by.
    """

    question_id: str
    question_type: str
    disclosure: str
    options: tuple[str, ...] = ()
    exclusive: frozenset[str] = frozenset()
    routing: tuple[str, frozenset[str]] | None = None
    combined: tuple[tuple[str, frozenset[str]], ...] = ()
    per: str | None = None


@dataclass(frozen=True)
class Answers:
    """The answers to one question over the respondents of the wave, in one order for all questions.

    `chosen` is respondents × options. `panels` names another wave and who answered validly in both.
    `values` are the numbers given to a numeric question, 0 where there is none.
    """

    eligible: np.ndarray
    valid: np.ndarray
    chosen: np.ndarray
    panels: dict[str, np.ndarray] = field(default_factory=dict)
    values: np.ndarray = field(default_factory=lambda: np.zeros(0))


@dataclass(frozen=True)
class Wave:
    """Everything about one wave that published figures are made of.

    `domains` holds one text per respondent and domain (without `all`); `weights` is 1 for everybody
    where nothing is weighted.
    """

    wave_id: str
    questions: tuple[Question, ...]
    answers: dict[str, Answers]
    domains: dict[str, np.ndarray]
    weights: np.ndarray

    @property
    def respondents(self) -> int:
        return len(self.weights)

    @property
    def weight_class(self) -> np.ndarray:
        """A number per distinct weight."""
        return distinct(self.weights)


def linked_questions(wave: Wave) -> list[list[Question]]:
    """The questions that need control, in groups linked by routing; public and never-shown ones stand apart."""
    controlled = {q.question_id: q for q in wave.questions if q.disclosure == "aggregate" and q.question_type != "text"}
    group_of = {name: name for name in controlled}
    for name, question in controlled.items():  # a parent comes before its children
        if question.routing and question.routing[0] in controlled:
            group_of[name] = group_of[question.routing[0]]
    groups: dict[str, list[Question]] = {}
    for name, root in group_of.items():
        groups.setdefault(root, []).append(controlled[name])
    return list(groups.values())
