"""What a release says of bad rows, of a revised figure, and of waves that nobody answered validly."""

from __future__ import annotations

import re

import duckdb
import pytest

from tests.office import empty_waves
from tests.pipeline.test_bad_input import CONTRACTS, MAIL, POPULATION


def test_bad_rows_are_quarantined_by_rules_on_values_and_the_rest_is_published(office):
    assert office.release != office.before
    with duckdb.connect(str(office.warehouse), read_only=True) as connection:
        found = connection.sql("select source_file, rule, column_name, value, row_number from raw.quarantined_row").fetchall()
        unresolved = connection.sql(
            "select value, reason_ja from raw.quarantined_row "
            f"where rule = 'unknown_municipality' and source_file = '{CONTRACTS}' order by row_number"
        ).fetchall()
    rules = {(source_file, rule) for source_file, rule, *_ in found}
    assert {(MAIL, "scale_outlier"), (MAIL, "duplicate_row")} <= rules
    assert [value for value, _ in unresolved] == ["荻市", "南伊勢市"]
    assert "三重県度会郡南伊勢町 (244724)" in unresolved[1][1]
    assert any(file == POPULATION and "011003" in (value or "") for file, _, _, value, _ in found)


def test_a_figure_that_was_revised_is_published_as_differing_and_told_with_both_values(office):
    with duckdb.connect(str(office.release / "reports.duckdb"), read_only=True) as connection:
        failed = connection.sql("select check_id, severity from check_result where not passed").fetchall()
        shown = connection.sql(
            "select published_value, computed_value, status from published_figure where figure_id = 'convenience_store_count'"
        ).fetchall()
    assert {severity for _, severity in failed} == {"warning"}
    assert {
        "reports_facility_trend_convenience_stores_of_march_2022_are_55672",
        "reports_published_figure_core_figures_are_reproduced_from_facts",
        "reports_published_figure_no_figure_differs_but_the_date_of_meeting_31",
    } <= {check for check, _ in failed}
    assert shown == [(55672, 55702, "differs")]
    changes = (office.release / "CHANGES.md").read_text(encoding="utf-8")
    assert "- convenience_store_count: 55672 (reproduced) → 55702 (相違 / differs)\n" in changes
    assert "- reports_facility_trend_convenience_stores_of_march_2022_are_55672: " in changes


# wave -> the questions nobody answered validly, and those that a group did not
SILENT = {
    "empty_question": ({"Q1", "Q3", "Q4"}, set()),
    "empty_routes": ({"Q2", "Q3", "Q4", "Q5"}, set()),
    "empty_wave": ({"Q1", "Q2", "Q3", "Q4", "Q5"}, set()),
    "empty_region": ({"Q4"}, {"Q1", "Q2", "Q3"}),
}
WORDS = {
    "ja": ("有効な回答はない。", "westには、有効な回答がない。"),
    "en": ("There are no valid answers.", "No valid answers from: west."),
}


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("wave", SILENT)
def test_pages_of_waves_say_what_nobody_answered(office, wave, language):
    page = (office.release / "site" / language / "survey" / wave / "index.html").read_text(encoding="utf-8")
    parts = re.split(r'<h2[^>]*id="(Q\d)"', page)
    questions = dict(zip(parts[1::2], parts[2::2], strict=True))
    nobody, not_in_the_west = WORDS[language]
    assert {question for question, text in questions.items() if nobody in text} == SILENT[wave][0]
    assert {question for question, text in questions.items() if not_in_the_west in text} == SILENT[wave][1]


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("wave", empty_waves.SILENT_WAVES)
def test_a_wave_without_a_single_answer_has_pages_that_say_so_and_hide_nothing(office, wave, language):
    """Nobody's answer is no secret: 0 of 60 is shown, where a mark would say that somebody is protected."""
    folder = office.release / "site" / language / "survey" / wave
    results, rates = ((folder / part / "index.html").read_text(encoding="utf-8") for part in (".", "non-response"))
    assert results.count(WORDS[language][0]) >= 1 + len(empty_waves.QUESTIONS)
    nought, hidden, equal = {
        "ja": ("0団体", ">x<", "回収率はいずれの区分も0.0％である"),
        "en": ("<dd>0</dd>", "[c]", "The response rate is the same in all groups: 0.0%"),
    }[language]
    assert nought in results
    assert equal in rates and hidden not in rates
    assert (office.release / "site" / "downloads" / wave / f"codebook_{wave}.xml").exists()
