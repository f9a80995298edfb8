"""A check that ran on a table without rows is not shown as passed."""

from __future__ import annotations

import pytest

from tests.unit.evidence_reports.page_code import evaluated

OUTCOME = "import { outcomeOf } from './components/table/check_outcome.js';"


@pytest.mark.parametrize(
    ("passed", "severity", "border", "table", "outcome"),
    [
        (True, "critical", "reports", "pilot", "passed"),
        (True, "critical", "reports", "survey_public_answer", "no_rows"),
        (True, "critical", "raw", "survey_public_answer", "passed"),  # a table received has rows of its own
        (False, "critical", "reports", "survey_public_answer", "failed"),
        (False, "warning", "reports", "pilot", "warning"),
    ],
)
def test_the_outcome_of_a_check(passed, severity, border, table, outcome):
    row = {"passed": passed, "severity": severity, "border": border, "table_name": table}
    assert evaluated("outcomeOf(given, ['survey_public_answer'])", OUTCOME, row) == outcome
