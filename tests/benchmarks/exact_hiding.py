"""What protection hides against the exact optimum of cell suppression, on small waves (answers lost, weighted as in the
objective).

The optimum is a mixed-integer program (Fischetti and Salazar 2000): a figure is hidden or not, and for every figure that is
hidden for its own sake there are two tables that fit all that is shown and lie far enough apart. It asks nothing of the
figures that are hidden beside them, of which protection asks the same, so the true optimum is at least as large.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from dagster_project.disclosure.answer_counts import Answers, Question, Wave, linked_questions
from dagster_project.disclosure.audit import protect
from dagster_project.disclosure.cell_decisions import Rule, first_reasons
from dagster_project.disclosure.linear_system import System, build_system
from dagster_project.disclosure.terms import UNPRINTED
from tests.benchmarks.measuring import Row

SIZES = (60, 120, 240)  # respondents
OPTIONS = (2, 3, 4, 5)  # of four questions
RARE = 0.6  # of Dirichlet's distribution
SECONDS = 120  # for one program; what it has proved by then counts


def wave(units: int) -> Wave:
    """Single-choice questions by kind, band of population and region, drawn with a seed."""
    random = np.random.default_rng(units)
    domains = {
        "kind": np.char.mod("k%d", random.choice(2, units, p=[0.8, 0.2])),
        "population_band": np.char.mod("b%d", random.integers(0, 4, units)),
        "region": np.char.mod("r%d", random.integers(0, 3, units)),
    }
    questions, answers = [], {}
    for number, options in enumerate(OPTIONS, start=1):
        chosen = np.eye(options, dtype=bool)[random.choice(options, units, p=random.dirichlet(np.full(options, RARE)))]
        valid = random.random(units) < 0.95
        labels = tuple(str(code + 1) for code in range(options))
        questions.append(Question(f"Q{number}", "single", "aggregate", labels))
        answers[f"Q{number}"] = Answers(np.ones(units, dtype=bool), valid, chosen & valid[:, None])
    return Wave("small", tuple(questions), answers, domains, np.ones(units))


def lost(system: System, rule: Rule) -> tuple[float, float]:
    """What is lost beside the figures that are hidden for their own sake: by protection, and by the optimum at least."""
    reason = first_reasons(system.cells, rule)
    first = (reason != "").to_numpy()
    needs = system.cells["kind"].is_in(["option", *UNPRINTED]).to_numpy()
    hidden, _ = protect(system, first, needs, rule.threshold)
    return system.cells["cost"].to_numpy()[hidden & ~first].sum(), _optimum(system, first, needs, rule.threshold)


def _optimum(system: System, first: np.ndarray, needs: np.ndarray, threshold: int) -> float:
    targets = np.flatnonzero(first & needs)
    if targets.size == 0:
        return 0.0
    figures, unknowns = system.figures, system.truth.size
    counts, ceiling = figures @ system.truth, system.cells["ceiling"].to_numpy()
    open_ = np.flatnonzero(~first)
    # Columns: hidden or not of each figure shown at first, then two tables for each target, as differences from the truth.
    tables = 2 * targets.size
    width = open_.size + tables * unknowns
    most = np.maximum(ceiling, counts)[open_]
    rows, lower, upper = [], [], []

    def add(row: sparse.spmatrix, low: np.ndarray, high: np.ndarray) -> None:
        rows.append(row)
        lower.append(low)
        upper.append(high)

    choose = sparse.diags(most)
    for table in range(tables):
        before, behind = open_.size + table * unknowns, (tables - table - 1) * unknowns

        def at(part: sparse.spmatrix, before: int = before, behind: int = behind) -> sparse.spmatrix:
            height = part.shape[0]
            return sparse.hstack([sparse.csr_matrix((height, before)), part, sparse.csr_matrix((height, behind))], format="csr")

        add(at(system.equal), np.zeros(system.equal.shape[0]), np.zeros(system.equal.shape[0]))
        add(at(system.at_most), np.full(system.at_most.shape[0], -np.inf), -(system.at_most @ system.truth))
        moved = at(figures[open_]).tolil()
        for sign in (1, -1):
            linked = sparse.csr_matrix(sign * moved)
            linked = linked - sparse.hstack([choose, sparse.csr_matrix((open_.size, tables * unknowns))], format="csr")
            add(linked, np.full(open_.size, -np.inf), np.zeros(open_.size))
    for place, target in enumerate(targets):
        apart = sparse.lil_matrix((1, width))
        figure = figures[target].toarray().ravel()
        for table, sign in ((2 * place, 1), (2 * place + 1, -1)):
            start = open_.size + table * unknowns
            apart[0, start : start + unknowns] = sign * figure
        add(apart.tocsr(), np.array([min(threshold + 1.0, ceiling[target])]), np.array([np.inf]))

    result = milp(
        c=np.concatenate([system.cells["cost"].to_numpy()[open_], np.zeros(tables * unknowns)]),
        constraints=LinearConstraint(sparse.vstack(rows, format="csc"), np.concatenate(lower), np.concatenate(upper)),
        integrality=np.concatenate([np.ones(open_.size), np.zeros(tables * unknowns)]),
        bounds=Bounds(
            np.concatenate([np.zeros(open_.size), np.tile(-system.truth, tables)]),
            np.concatenate([np.ones(open_.size), np.full(tables * unknowns, np.inf)]),
        ),
        options={"time_limit": SECONDS},
    )
    if result.mip_dual_bound is None:
        raise RuntimeError(result.message)
    return float(result.mip_dual_bound)


def measure() -> Iterator[Row]:
    for units in SIZES:
        made = wave(units)
        found = [lost(build_system(made, group), Rule()) for group in linked_questions(made)]
        ours, least = (sum(values) for values in zip(*found, strict=True))
        yield Row(f"answers lost, {units} respondents / exact optimum at least", ours, least, "near 1")
