"""Texts of the pages print the numbers that rules turn on as they are published."""

from __future__ import annotations

from tests.unit.evidence_reports.page_code import evaluated

IMPORT = "import { withThresholds } from './components/helpers/texts.js';"


def test_a_threshold_that_a_label_names_is_filled_in_and_other_names_stay():
    labels = {"note": {"ja": "{mark}：分母が{reliable_base}団体未満", "en": "{mark} = fewer than {reliable_base} bodies"}}
    assert evaluated("withThresholds(given, { reliable_base: 29 })", IMPORT, labels) == {
        "note": {"ja": "{mark}：分母が29団体未満", "en": "{mark} = fewer than 29 bodies"}
    }
