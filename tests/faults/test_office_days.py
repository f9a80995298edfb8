"""Whatever an office does, in whatever order: what is published is whole, certified, and true to files that were there."""

from __future__ import annotations

from tests.faults.office_days import spend_a_day


def test_a_short_day(tmp_path):
    """`make fuzz` spends longer ones."""
    spend_a_day(tmp_path, seed=20240627, acts=7)
