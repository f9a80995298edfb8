"""The smallest base that groups are compared with is one number, in SQL, in Python, in the checks and on the pages."""

from __future__ import annotations

import re

import pytest

from dagster_project.estimation.group_differences import COMPARED_BASE
from dagster_project.settings import PROJECT_ROOT

PLACES = {
    "dbt/models/survey/int_group_pair.sql": r"set compared_base = (\d+)",
    "evidence_reports/components/helpers/survey.js": r"COMPARED_BASE = (\d+)",
    "expectations/reports/survey_group_difference.yml": r"n_base (?:<|>=) (\d+)",
    "evidence_reports/labels/survey_waves.yml": r"groups (?:with|have) (?:fewer than )?(\d+)",
    "dagster_project/questionnaires/takeaway/results_words.py": r"groups with (\d+) valid answers",
}


@pytest.mark.parametrize("place", PLACES)
def test_every_place_that_compares_groups_does_so_from_the_same_base(place):
    found = re.findall(PLACES[place], (PROJECT_ROOT / place).read_text(encoding="utf-8"))
    assert found and set(found) == {str(COMPARED_BASE)}
