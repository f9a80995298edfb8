"""The seeded damages are damages: each changes what it is given, in its own way, and the same seed the same cell."""

from __future__ import annotations

import random

import pytest

from dagster_project.received.records import load_subject
from dagster_project.settings import PROJECT_ROOT, RAW_SUBJECTS
from tests.faults.damages import KINDS, cell_a_row_too_low, figures, last_years_file, unit_off

ROWS = [
    ["2021", "01100", "札幌市", "1,957", "0"],
    ["2022", "01202", "函館市", "244", "3.5"],
    ["2023", "01203", "小樽市", "107", "-"],
]


def damaged(kind, seed: int):
    return kind([list(row) for row in ROWS], random.Random(seed))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_changes_the_rows_and_a_seed_does_so_alike(kind) -> None:
    assert all(damaged(kind, seed) not in (None, ROWS) for seed in range(20))
    assert damaged(kind, 7) == damaged(kind, 7)


def test_years_and_codes_are_no_figures() -> None:
    assert [ROWS[row][column] for row, column in figures(ROWS)] == ["1,957", "0", "244", "3.5", "107"]


def test_what_a_damage_is_called_is_what_it_does() -> None:
    before = sorted(cell for row in ROWS for cell in row)
    for seed in range(20):
        assert sorted(cell for row in damaged(cell_a_row_too_low, seed) for cell in row) == before
        [(old, new)] = [
            (old, new)
            for was, now in zip(ROWS, damaged(unit_off, seed), strict=True)
            for old, new in zip(was, now, strict=True)
            if old != new
        ]
        assert float(new) == 1000 * float(old.replace(",", "")) != 0
    assert damaged(last_years_file, 1) == ROWS[:2]


def test_what_is_not_noticed_is_told_of_every_received_table() -> None:
    told = (PROJECT_ROOT / "docs" / "guards.md").read_text(encoding="utf-8").partition("## What no guard notices")[2]
    received = {
        record.table
        for subject in RAW_SUBJECTS
        for record in load_subject(PROJECT_ROOT / "raw", subject).files
        if record.layout is not None
    }
    assert len(received) > 30
    assert {table for table in received if f"`{table}`" not in told} == set()
