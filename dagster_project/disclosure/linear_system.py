"""What a reader can calculate from the published counts of a questionnaire, as one sparse linear system.

The unknowns are counts of respondents per answer and *atom*: a group of respondents that no published
table divides further (the same value in every domain, the same weight, the same panel). How many
respondents an atom has is taken as known to everybody: who has answered is no secret (response rates by
prefecture are published, reminders go out by name, and a public question lists its respondents), and
what is safe from a reader who knows it is safe from one who does not. Published
figures are sums of unknowns:

- options of a single-choice question sum to the valid base, and with no answer to the eligible base;
- of a multiple-answer question each option is at most the valid base, the options together at least
  that, and an exclusive option excludes the others;
- a combined option is the sum of its members where one option was chosen; where several were, it is at
  least each of them and at most all together;
- the values of a domain sum to the total, and domains overlap in atoms (prefectures lie in regions);
- the eligible base of a routed question is the count of the options that route into it;
- a weighted count is taken to give away the count of each weight class in it where the classes are
  few: counts are whole numbers, so a patient reader finds them; with many classes it is one equation;
- the respondents of two waves are a domain of their own: "panel" and "rest".

Answers to public questions are known unit by unit and enter as constants. What is decided from the
system is in `cell_decisions`; the linear programs are in `audit`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from scipy import sparse

from dagster_project.disclosure.answer_counts import ALL, NO_ANSWER, Question, Wave
from dagster_project.disclosure.terms import (
    Terms,
    asked_by_several_ticks,
    difference,
    eligible_terms,
    figures_of,
    never_positive,
    valid_terms,
)

WHOLE = -1  # in place of a weight class: the whole count
DIGITS = 15  # of a published number: so many tables it can tell apart
FIGURE_ITSELF = 5  # answers that a figure is worth even where it counts none


@dataclass(frozen=True)
class System:
    """One group of questions that routing links.

    Attributes:
        cells: one row per published figure: question_id, kind (`option`, `no_answer`, `valid`,
            `eligible`; also UNPRINTED ones), option_code, domain, domain_value, weight_class (-1: the
            whole count), count, ceiling (the eligible respondents as far as they are known), cost.
        figures: cells × unknowns.
        truth: the true counts.
        equal, equal_to: what holds whatever is published (=).
        at_most: what holds whatever is published (≤ 0).
    """

    cells: pl.DataFrame
    figures: sparse.csr_matrix
    truth: np.ndarray
    equal: sparse.csr_matrix
    equal_to: np.ndarray
    at_most: sparse.csr_matrix


@dataclass
class _Unknowns:
    """The unknowns of a system as it is built: named blocks of one count per atom."""

    atoms: int
    blocks: dict[tuple[str, str], int] = field(default_factory=dict)
    truth: list[np.ndarray] = field(default_factory=list)

    def add(self, name: tuple[str, str], counts: np.ndarray) -> None:
        self.blocks[name] = len(self.truth)
        self.truth.append(counts)

    def rows(self, per_atom: sparse.csr_matrix, terms: Terms) -> sparse.csr_matrix:
        """`per_atom` applied to a weighted sum of blocks."""
        place = sparse.csr_matrix(
            (list(terms.values()), ([0] * len(terms), [self.blocks[name] for name in terms])),
            shape=(1, len(self.truth)),
        )
        return sparse.kron(place, per_atom, format="csr")


def build_system(wave: Wave, questions: list[Question]) -> System:
    """The system of one group from `linked_questions`."""
    panels = [panel for q in questions for panel in wave.answers[q.question_id].panels.values()]
    keys = np.column_stack(
        [
            *(np.unique(values, return_inverse=True)[1] for values in wave.domains.values()),
            wave.weight_class,
            *panels,
        ]
    )
    representative, atom_of = np.unique(keys, axis=0, return_index=True, return_inverse=True)[1:]
    atom_of = atom_of.reshape(-1)
    atoms = len(representative)
    respondents = np.bincount(atom_of, minlength=atoms)

    def per_atom(units: np.ndarray) -> np.ndarray:
        return np.bincount(atom_of[units], minlength=atoms)

    unknowns = _Unknowns(atoms)
    by_id = {question.question_id: question for question in questions}
    for question in questions:
        _add_unknowns(unknowns, question, by_id, wave, per_atom)

    identity = sparse.identity(atoms, format="csr")
    equal, equal_to, at_most = [], [], []
    asked_terms = {question.question_id: eligible_terms(question, by_id) for question in questions}
    for question in questions:
        name = question.question_id
        terms = asked_terms[name]
        answered = {**valid_terms(question), (name, NO_ANSWER): 1.0}
        if terms is None:
            equal.append(unknowns.rows(identity, answered))
            equal_to.append(per_atom(wave.answers[name].eligible))
        else:
            equal.append(unknowns.rows(identity, difference(answered, terms)))
            equal_to.append(np.zeros(atoms))
        at_most += [unknowns.rows(identity, terms) for terms in never_positive(question, by_id)]

    cells, figures = [], []
    for question in questions:
        name = question.question_id
        domains = {ALL: np.full(wave.respondents, ALL), **wave.domains}
        for other, panel in wave.answers[name].panels.items():
            domains[f"panel:{other}"] = np.where(panel, "panel", "rest")
        eligible = per_atom(wave.answers[name].eligible) if asked_terms[name] is None else respondents
        places = _places(domains, wave, atom_of)
        for kind, code, terms in figures_of(question, asked_terms[name]):
            figures.append(unknowns.rows(places.members, terms))
            cells.append(
                places.labels.with_columns(
                    question_id=pl.lit(name),
                    kind=pl.lit(kind),
                    option_code=pl.lit(code),
                    is_combined=pl.lit(kind == "option" and code not in question.options),
                    ceiling=pl.Series(places.members @ eligible),
                )
            )
    truth = np.concatenate(unknowns.truth).astype(float)
    figure_matrix = sparse.vstack(figures, format="csr")
    counts = figure_matrix @ truth
    frame = pl.concat(cells).with_columns(count=pl.Series(np.rint(counts).astype(np.int64)))
    system = System(
        cells=frame.with_columns(cost=_cost()),
        figures=figure_matrix,
        truth=truth,
        equal=sparse.vstack(equal, format="csr"),
        equal_to=np.concatenate(equal_to).astype(float),
        at_most=sparse.vstack(at_most, format="csr") if at_most else sparse.csr_matrix((0, len(truth))),
    )
    _require_consistency(wave, questions, system)
    return system


def _add_unknowns(unknowns: _Unknowns, question: Question, by_id: dict[str, Question], wave: Wave, per_atom) -> None:
    answers = wave.answers[question.question_id]
    name = question.question_id
    for position, code in enumerate(question.options):
        unknowns.add((name, code), per_atom(answers.chosen[:, position].astype(bool)))
    if question.question_type != "single":
        unknowns.add((name, "valid"), per_atom(answers.valid))
        for code, members in question.combined:
            columns = [position for position, option in enumerate(question.options) if option in members]
            unknowns.add((name, code), per_atom(answers.chosen[:, columns].any(axis=1)))
    unknowns.add((name, NO_ANSWER), per_atom(answers.eligible & ~answers.valid))
    if asked_by_several_ticks(question, by_id):
        unknowns.add((name, "eligible"), per_atom(answers.eligible))


@dataclass(frozen=True)
class _Places:
    """Groups of atoms that figures are published for."""

    labels: pl.DataFrame
    members: sparse.csr_matrix


def _places(domains: dict[str, np.ndarray], wave: Wave, atom_of: np.ndarray) -> _Places:
    """Each domain value, then what its weighted figures give away where its weights differ."""
    representative = np.unique(atom_of, return_index=True)[1]
    classes, weights = wave.weight_class[representative], wave.weights[representative]
    respondents = np.bincount(atom_of)
    labels, members = [], []
    for domain, values in domains.items():
        at_atom = values[representative]
        for value in np.unique(at_atom):
            inside = at_atom == value
            labels.append((domain, str(value), WHOLE))
            members.append(inside.astype(float))
            parts = [inside & (classes == number) for number in np.unique(classes[inside])]
            if len(parts) > 1:
                tables = math.prod(1 + int(respondents[part].sum()) for part in parts)
                given_away = parts if tables <= 10**DIGITS else [inside * weights]
                labels += [(domain, str(value), number) for number in range(len(given_away))]
                members += [part.astype(float) for part in given_away]
    frame = pl.DataFrame(labels, schema=["domain", "domain_value", "weight_class"], orient="row")
    return _Places(frame, sparse.csr_matrix(np.array(members)))


def _cost() -> pl.Expr:
    """What a reader loses with a figure: the answers it counts, and a little for the figure itself.

    The sum over hidden figures is the objective of cell suppression (Hundepool et al. 2012, section 4.4),
    here so that the nation is the last to be hidden, a weighted figure costs less than its count, and a base
    and a combined option, which others hang on, cost more. Whole numbers: sums of them are exact.
    """
    nation = pl.when(pl.col("domain") == ALL).then(1000).otherwise(1)
    kind = pl.when((pl.col("kind") == "option") & ~pl.col("is_combined")).then(10).otherwise(20)
    weighted = pl.when(pl.col("weight_class") >= 0).then(2).otherwise(1)
    panel = pl.when(pl.col("domain").str.starts_with("panel:")).then(5).otherwise(1)
    return ((pl.col("count") + FIGURE_ITSELF) * nation * kind // (weighted * panel)).cast(pl.Float64)


def _require_consistency(wave: Wave, questions: list[Question], system: System) -> None:
    """The true answers must fit the questionnaire, or the audit would prove nothing."""
    off = np.abs(system.equal @ system.truth - system.equal_to).max(initial=0.0)
    above = (system.at_most @ system.truth).max(initial=0.0)
    if off > 1e-9 or above > 1e-9:
        names = ", ".join(question.question_id for question in questions)
        raise ValueError(
            f"{wave.wave_id}: 設問 {names} の回答が、選択肢・基数・分岐の関係に合致しない。"
            f" / {wave.wave_id}: answers to {names} contradict their options, bases or routing."
        )
