"""A check that ran on a table without rows is not shown as passed."""

from __future__ import annotations

import pytest

from tests.unit.evidence_reports.page_code import evaluated

OUTCOME = "import { outcomeOf } from './components/table/check_outcome.js';"


@pytest.mark.parametrize(
    ("passed", "severity", "checked_rows", "outcome"),
    [
        (True, "critical", 12, "passed"),
        (True, "critical", 0, "no_rows"),
        (True, "critical", None, "passed"),  # answers given to the office are not counted here
        (False, "critical", 0, "failed"),  # a table that must have rows
        (False, "warning", 12, "warning"),
    ],
)
def test_the_outcome_of_a_check(passed, severity, checked_rows, outcome):
    row = {"passed": passed, "severity": severity, "checked_rows": checked_rows}
    assert evaluated("outcomeOf(given)", OUTCOME, row) == outcome
