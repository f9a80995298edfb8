"""What bad input gets: words that help, and a published release that stays as it was."""

from __future__ import annotations

import re
import shutil

from dagster_project.received.register import register

MAIL = "mail_volume/mail_volume.csv"
PREFECTURES = "branch_counts/post_office_by_prefecture.csv"
FACILITIES = "branch_counts/facility_count.csv"
POPULATION = "municipalities/population_20230101.csv"
OUTLETS = "branch_counts/bank_staffed_outlet.csv"
PARTICIPATION = "questionnaires/participation.csv"
CONTRACTS = "outsourcing/outsourcing_contract.csv"


def edit(raw, file, change):
    path = raw / file
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before, file
    path.write_text(after, encoding="utf-8")


def record(raw, file):
    register(raw / file, raw_dir=raw)


def failure_texts(result) -> list[str]:
    """What each failing step said, causes included."""
    texts = []
    for event in result.filter_events(lambda event: event.is_step_failure):
        error, said = event.step_failure_data.error, []
        while error is not None:
            said.append(error.message)
            error = error.cause
        texts.append("\n".join(said))
    return texts


def failure_text(result) -> str:
    return "\n".join(failure_texts(result))


def missing(raw, file):
    (raw / file).unlink()


def changed_without_record(raw, file):
    edit(raw, file, lambda text: text.replace("2", "3", 1))


def unrecorded_beside_it(raw, file):
    shutil.copy(raw / file, (raw / file).with_suffix(".2025.csv"))


def not_a_text_file(raw, file):
    (raw / file).write_bytes(b"\x80\x03\xff\xfe\x00\x81\x8d" * 40)
    record(raw, file)


def renamed_column(raw, file):
    edit(raw, file, lambda text: text.replace("category", "categorie", 1))
    record(raw, file)


def wrong_encoding(raw, file):
    text = (raw / file).read_text(encoding="utf-8")
    (raw / file).write_bytes(text.encode("cp932", errors="replace"))
    record(raw, file)


# What is wrong with which file, and how the build tells it. (What is wrong with a record stops its subject; all others
# need the municipalities.)
BROKEN = {
    missing: (MAIL, r"(?i)mail_volume\.csv.*(missing|not there|not found|does not exist)"),
    changed_without_record: (PARTICIPATION, r"make register FILE=raw/questionnaires/participation\.csv"),
    unrecorded_beside_it: ("council/pilot.csv", r"pilot\.2025\.csv.*make register"),
    not_a_text_file: (OUTLETS, r"bank_staffed_outlet\.csv.*(encoding|utf-8)"),
    renamed_column: (FACILITIES, r"facility_count\.csv.*category.*categorie\b"),
    wrong_encoding: (CONTRACTS, r"outsourcing_contract\.csv.*utf-8"),
}


def test_the_build_tells_all_that_is_broken_in_words_that_help(built, broken_raw):
    before = built.current.resolve()
    for break_file, (file, _) in BROKEN.items():
        break_file(broken_raw, file)
    result = built.run_job("tables", broken_raw)
    assert not result.success
    said = failure_texts(result)
    for break_file, (_, words) in BROKEN.items():
        assert any(re.search(words, text, re.DOTALL) for text in said), (break_file.__name__, said)
    assert built.current.resolve() == before


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
