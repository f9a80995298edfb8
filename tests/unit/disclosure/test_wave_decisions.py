"""From survey tables to decisions: the rows of a warehouse become waves, and waves become one table."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from dagster_project.disclosure.wave_decisions import DECISION_SCHEMA, decisions, wave_of


@pytest.fixture
def tables():
    """Wave w: 40 bodies in two areas; a single question with 2 of 20 in the north, and a routed multiple one."""
    units = [f"u{number:02d}" for number in range(40)]
    yes = set(units[:2]) | set(units[20:34])
    rows = pl.DataFrame
    return {
        "waves": rows(
            {
                "wave_id": ["w", "empty"],
                "disclosure_threshold": [3, 3],
                "disclosure_minimum_base": [10, 10],
                "disclosure_dominance_percent": [10.0, 10.0],
            }
        ),
        "questions": rows(
            {
                "wave_id": ["w", "w", "empty"],
                "question_id": ["Q", "M", "Q"],
                "question_position": [1, 2, 1],
                "question_type": ["single", "multiple", "single"],
                "disclosure": ["aggregate"] * 3,
                "per_question_id": pl.Series([None] * 3, dtype=pl.String),
            }
        ),
        "options": rows(
            {
                "wave_id": ["w"] * 4,
                "question_id": ["Q", "Q", "M", "M"],
                "option_code": ["2", "1", "1", "9"],
                "option_position": [2, 1, 1, 2],
                "is_exclusive": [False, False, False, True],
            }
        ),
        "combined": rows({"wave_id": ["w"] * 2, "question_id": ["M"] * 2, "option_code": ["T"] * 2, "member_code": ["1", "9"]}),
        "routing": rows({"wave_id": ["w"], "question_id": ["M"], "asked_if_question_id": ["Q"], "asked_if_option_code": ["1"]}),
        "domains": rows(
            {
                "wave_id": ["w"] * 40,
                "unit_id": units,
                "domain": ["area"] * 40,
                "domain_value": ["north"] * 20 + ["south"] * 20,
            }
        ),
        "weights": rows({"wave_id": ["w"] * 40, "unit_id": units, "weight": [1.5] * 20 + [2.0] * 20}),
        "asked": rows(
            {
                "wave_id": ["w"] * 80,
                "unit_id": units * 2,
                "question_id": ["Q"] * 40 + ["M"] * 40,
                "is_eligible": [True] * 40 + [unit in yes for unit in units],
                "is_answered": [True] * 40 + [unit in yes for unit in units],
            }
        ),
        "answers": rows(
            [("w", unit, "Q", "1" if unit in yes else "2", None) for unit in units]
            + [("w", unit, "M", "9" if unit == "u25" else "1", None) for unit in sorted(yes)],
            schema={**dict.fromkeys(["wave_id", "unit_id", "question_id", "option_code"], pl.String), "value": pl.Float64},
            orient="row",
        ),
        "panels": rows(
            [("w", "Q", "v", unit) for unit in units[10:30]] + [("w", "Q", "v:frame", unit) for unit in units],
            schema=["wave_id", "question_id", "panel", "unit_id"],
            orient="row",
        ),
    }


def test_a_wave_is_what_its_rows_say(tables):
    wave = wave_of("w", {name: table.filter(wave_id="w") for name, table in tables.items()})
    question, routed = wave.questions
    assert question.options == ("1", "2")
    assert routed.routing == ("Q", frozenset({"1"}))
    assert routed.exclusive == {"9"}
    assert routed.combined == (("T", frozenset({"1", "9"})),)
    assert wave.answers["Q"].chosen.sum(axis=0).tolist() == [16, 24]
    assert wave.answers["M"].eligible.sum() == 16
    assert np.unique(wave.weight_class).tolist() == [0, 1]
    # A panel of everybody is the total and no panel.
    assert {name: members.sum() for name, members in wave.answers["Q"].panels.items()} == {"v": 20}


def test_a_body_outside_every_value_of_a_domain_is_a_group_of_its_own(tables):
    tables["domains"] = tables["domains"].filter(pl.col("unit_id") != "u00")
    wave = wave_of("w", {name: table.filter(wave_id="w") for name, table in tables.items()})
    assert sorted(set(wave.domains["area"])) == ["", "north", "south"]


def test_decisions_name_the_figure_the_reason_and_the_proof(tables):
    found = decisions(tables)
    assert found.schema == DECISION_SCHEMA
    assert set(found["wave_id"]) == {"w"}
    [row] = found.filter(question_id="Q", kind="option", option_code="1", domain_value="north", is_weighted=False).iter_rows(
        named=True
    )
    assert (row["reason"], row["count"]) == ("primary", 2)
    assert row["highest"] - row["lowest"] > 3


def test_the_order_of_rows_changes_nothing(tables):
    shuffled = {name: table.sample(fraction=1.0, shuffle=True, seed=7) for name, table in tables.items()}
    columns = list(DECISION_SCHEMA)[:8]
    assert decisions(shuffled).select(columns).sort(columns).equals(decisions(tables).select(columns).sort(columns))
