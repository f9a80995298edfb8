"""What bad input gets: words that help, and a published release that stays as it was."""

from __future__ import annotations

import re
import shutil

import duckdb
import pytest

from dagster_project.received.register import register
from dagster_project.release.switch import switch
from dagster_project.settings import Settings
from tests.survey import empty_waves

MAIL = "mail_volume/mail_volume.csv"
PREFECTURES = "branch_counts/post_office_by_prefecture.csv"
FACILITIES = "branch_counts/facility_count.csv"
POPULATION = "municipalities/population_20230101.csv"
CONTRACTS = "outsourcing/outsourcing_contract.csv"


def edit(raw, file, change):
    path = raw / file
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def record(raw, file):
    register(raw / file, raw_dir=raw)


def failure_text(result) -> str:
    """Everything the failing steps said, causes included."""
    texts = []
    for event in result.filter_events(lambda event: event.is_step_failure):
        error = event.step_failure_data.error
        while error is not None:
            texts.append(error.message)
            error = error.cause
    return "\n".join(texts)


def missing_file(raw):
    (raw / MAIL).unlink()


def changed_without_record(raw):
    edit(raw, MAIL, lambda text: text.replace("26314", "26315"))


def unrecorded_file(raw):
    shutil.copy(raw / MAIL, raw / "mail_volume" / "mail_volume_2025.csv")


def not_a_text_file(raw):
    (raw / MAIL).write_bytes(b"\x80\x03\xff\xfe\x00\x81\x8d" * 40)
    record(raw, MAIL)


def renamed_column(raw):
    edit(raw, MAIL, lambda text: text.replace("value_10k_items", "value_10k_item", 1))
    record(raw, MAIL)


def wrong_encoding(raw):
    text = (raw / MAIL).read_text(encoding="utf-8")
    (raw / MAIL).write_bytes(text.encode("cp932", errors="replace"))
    record(raw, MAIL)


STOPPED = {
    missing_file: [r"mail_volume\.csv", r"missing|not there|not found|does not exist"],
    changed_without_record: [r"mail_volume\.csv", r"make register FILE=raw/mail_volume/mail_volume\.csv"],
    unrecorded_file: [r"mail_volume_2025\.csv", r"make register"],
    not_a_text_file: [r"mail_volume\.csv", r"encoding|utf-8"],
    renamed_column: [r"mail_volume\.csv", r"value_10k_items", r"value_10k_item\b"],
    wrong_encoding: [r"mail_volume\.csv", r"utf-8"],
}


@pytest.mark.parametrize("break_input", STOPPED, ids=lambda function: function.__name__)
def test_the_build_stops_with_words_that_help(built, broken_raw, break_input):
    before = built.current.resolve()
    break_input(broken_raw)
    result = built.run_job("tables", broken_raw)
    assert not result.success
    for pattern in STOPPED[break_input]:
        assert re.search(pattern, failure_text(result), re.IGNORECASE), failure_text(result)
    assert built.current.resolve() == before


@pytest.fixture(scope="module")
def release_with_news(built, tmp_path_factory):
    """The releases before and after bad rows came in, waves without valid answers, and a figure that was revised."""

    def break_mail(text):
        header, *lines = text.splitlines()
        index = header.split(",").index("value_10k_items")
        annual = next(line for line in lines if line.startswith("fiscal_year,2024") and ",郵便物," in line)
        cells = annual.split(",")
        wrong_unit = ",".join([*cells[:index], "12566070000", *cells[index + 1 :]])
        lines[lines.index(annual)] = wrong_unit
        return "\n".join([header, *lines, lines[0]]) + "\n"

    raw = tmp_path_factory.mktemp("news") / "raw"
    shutil.copytree(built.raw, raw)
    edit(raw, MAIL, break_mail)
    edit(raw, POPULATION, lambda text: text.rstrip("\n") + "\n011003,北海道,無い市,100,10,10.00\n")
    edit(
        raw,
        CONTRACTS,
        lambda text: text.replace("山口県,萩市,", "山口県,荻市,", 1).replace("三重県,南伊勢町,", "三重県,南伊勢市,", 1),
    )
    edit(
        raw,
        FACILITIES,
        lambda text: text.replace("ファミリーマート,店舗数,全国,16571,", "ファミリーマート,店舗数,全国,16601,", 1),
    )
    for file in (MAIL, POPULATION, CONTRACTS, FACILITIES):
        record(raw, file)
    empty_waves.drop(raw)
    before = built.current.resolve()
    result = built.run_job("publish", raw)
    assert result.success, failure_text(result)
    yield before, built.current.resolve()
    # Other tests compare with the release of the project's own files.
    switch(Settings(built.raw, built.data), before.name)


def test_bad_rows_are_quarantined_by_rules_on_values_and_the_rest_is_published(built, release_with_news):
    before, release = release_with_news
    assert release != before
    with duckdb.connect(str(built.data / "internal" / release.name / "warehouse.duckdb"), read_only=True) as connection:
        found = connection.sql("select source_file, rule, column_name, value, row_number from raw.quarantined_row").fetchall()
        unresolved = connection.sql(
            "select value, reason_ja from raw.quarantined_row where rule = 'unknown_municipality' order by row_number"
        ).fetchall()
    rules = {(source_file, rule) for source_file, rule, *_ in found}
    assert {(MAIL, "scale_outlier"), (MAIL, "duplicate_row")} <= rules
    assert [value for value, _ in unresolved] == ["荻市", "南伊勢市"]
    assert "三重県度会郡南伊勢町 (244724)" in unresolved[1][1]
    assert any(file == POPULATION and "011003" in (value or "") for file, _, _, value, _ in found)


def test_a_figure_that_was_revised_is_published_as_differing_and_told_with_both_values(release_with_news):
    _, release = release_with_news
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
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
    changes = (release / "CHANGES.md").read_text(encoding="utf-8")
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
def test_pages_of_waves_say_what_nobody_answered(release_with_news, wave, language):
    _, release = release_with_news
    page = (release / "site" / language / "survey" / wave / "index.html").read_text(encoding="utf-8")
    parts = re.split(r'<h2[^>]*id="(Q\d)"', page)
    questions = dict(zip(parts[1::2], parts[2::2], strict=True))
    nobody, not_in_the_west = WORDS[language]
    assert {question for question, text in questions.items() if nobody in text} == SILENT[wave][0]
    assert {question for question, text in questions.items() if not_in_the_west in text} == SILENT[wave][1]


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("wave", empty_waves.SILENT_WAVES)
def test_a_wave_without_a_single_answer_has_pages_that_say_so_and_hide_nothing(release_with_news, wave, language):
    """Nobody's answer is no secret: 0 of 60 is shown, where a mark would say that somebody is protected."""
    _, release = release_with_news
    folder = release / "site" / language / "survey" / wave
    results, rates = ((folder / part / "index.html").read_text(encoding="utf-8") for part in (".", "non-response"))
    assert results.count(WORDS[language][0]) >= 1 + len(empty_waves.QUESTIONS)
    nought, hidden, equal = {
        "ja": ("0団体", ">x<", "いずれの区分も0.0％である。"),
        "en": ("<dd>0</dd>", "[c]", "The same in all groups: 0.0%."),
    }[language]
    assert nought in results
    assert equal in rates and hidden not in rates
    assert (release / "site" / "downloads" / wave / f"codebook_{wave}.xml").exists()


def test_a_total_that_does_not_add_up_blocks_the_release_and_is_named(built, broken_raw):
    before = built.current.resolve()
    lines = (broken_raw / PREFECTURES).read_text(encoding="utf-8").splitlines()
    where = next(i for i, line in enumerate(lines) if "青森県" in line and "営業中," in line and "直営" in line)
    lines[where] = re.sub(r"直営,(\d+)", lambda match: f"直営,{int(match[1]) + 7}", lines[where])
    (broken_raw / PREFECTURES).write_text("\n".join(lines) + "\n", encoding="utf-8")
    record(broken_raw, PREFECTURES)

    result = built.run_job("tables", broken_raw)
    assert not result.success
    checks = [
        event.asset_check_evaluation_data
        for event in result.all_events
        if event.event_type_value == "ASSET_CHECK_EVALUATION" and not event.asset_check_evaluation_data.passed
    ]
    failures = {check.check_name: check.metadata["failures"].value for check in checks if "failures" in check.metadata}
    assert PREFECTURES in failures["raw_quarantined_row_meets_its_expectations"], failures
    assert "raw_quarantined_row_no_total_disagrees_with_its_parts" in failures["raw_quarantined_row_meets_its_expectations"], (
        failures
    )
    assert built.current.resolve() == before
    assert (built.data / "build" / "check_results.json").exists()
