"""What nobody reads is named; what lies with the waves is counted and not named."""

from __future__ import annotations

import os
import shutil

from dagster_project.questionnaires.instrument.wave_files import wave_files
from dagster_project.received.unread_files import unread_files
from dagster_project.settings import PROJECT_ROOT, RAW_SUBJECTS

WAVE = "questionnaires/sample_form_intake"


def test_every_file_of_the_project_is_read():
    raw = PROJECT_ROOT / "raw"
    assert unread_files(raw, RAW_SUBJECTS, {file.source_file for file in wave_files(raw)}) == {}


def test_files_beside_registered_ones_are_named_and_those_put_with_the_waves_are_counted(tmp_path):
    raw = tmp_path / "raw"
    shutil.copytree(PROJECT_ROOT / "raw", raw)
    for name in (
        "mail_volume/mail_volume_2025.xlsm",
        "branch_counts/old.pdf",
        os.fsdecode("branch_counts/資料.pdf".encode("cp932")),
        "new_subject/table.csv",
        "branch_counts/~$facility_count.xlsx",
        f"{WAVE}/山田花子さんから.pdf",
        f"{WAVE}/notes.txt",
        f"{WAVE}/forms/scan.pdf",
        "questionnaires/山田花子さんから.pdf",
        "questionnaires/山田花子さん/notes.txt",
    ):
        (raw / name).parent.mkdir(exist_ok=True)
        (raw / name).write_text("x")
    assert unread_files(raw, RAW_SUBJECTS, {file.source_file for file in wave_files(raw)}) == {
        "branch_counts/old.pdf": 1,
        "branch_counts/資料.pdf": 1,
        "mail_volume/mail_volume_2025.xlsm": 1,
        "new_subject/table.csv": 1,
        "questionnaires/": 2,
        f"{WAVE}/": 2,
    }
