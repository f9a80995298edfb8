"""Registering a file ends as a build would at its first border: with the same checks, and only because of this file."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dagster_project.commands.__main__ import main
from dagster_project.received.recorded_files import recorded_files
from dagster_project.received.register import register as record
from dagster_project.settings import PROJECT_ROOT, RAW_SUBJECTS
from tests.unit.received.test_published_files import ssds

MAIL = "mail_volume/mail_volume.csv"


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    raw = tmp_path_factory.mktemp("registered") / "raw"
    shutil.copytree(PROJECT_ROOT / "raw", raw)
    return raw


@dataclass(frozen=True)
class Done:
    """What a command ended with and printed."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def register(raw: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """The command in this process: to import what it works with takes longer than its work."""
    monkeypatch.setenv("WAREHOUSE_RAW_DIR", str(raw))
    monkeypatch.setenv("WAREHOUSE_DATA_DIR", str(raw.parent / "data"))

    def run(*files: str) -> Done:
        capsys.readouterr()
        return Done(main(["register", *files]), *capsys.readouterr())

    return run


@pytest.fixture
def changed(raw: Path):
    """A file of the folder after a change of its text; put back with all records when the test is over."""
    kept = {path: path.read_bytes() for path in raw.rglob("*") if path.is_file()}

    def change(file: str, old: str, new: str) -> None:
        text = (raw / file).read_text(encoding="utf-8")
        assert old in text
        (raw / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    yield change
    for path in [path for path in raw.rglob("*") if path.is_file()]:
        if path not in kept:
            path.unlink()
        elif path.read_bytes() != kept[path]:
            path.write_bytes(kept[path])


def test_a_file_that_a_build_takes_passes_its_checks(register: Callable[..., Done], raw: Path, changed) -> None:
    changed(MAIL, "26314", "26315")
    done = register(f"raw/{MAIL}")
    assert (done.returncode, done.stderr) == (0, "")
    assert "new contents recorded" in done.stdout and "All checks of received files hold." in done.stdout
    assert list((raw.parent / "data" / "internal").iterdir()) == []


def test_a_source_that_nobody_registered_is_refused_with_its_row(register: Callable[..., Done], changed) -> None:
    changed(MAIL, ",gotsu_54435,", ",nobody,")
    done = register(f"raw/{MAIL}")
    assert done.returncode == 1
    assert "raw_mail_volume_every_source_is_registered" in done.stderr and "source_id=nobody" in done.stderr


def test_what_a_build_would_publish_with_a_warning_is_not_said_to_hold(register: Callable[..., Done], changed) -> None:
    file = "branch_counts/post_bank_outlet_20240331.csv"
    changed(file, "青森県,341", "青森県,9341")
    done = register(f"raw/{file}")
    assert done.returncode == 0
    assert "expectations/raw/post_bank_outlet.yml" in done.stdout and "All checks" not in done.stdout
    assert done.stdout.rstrip().endswith(f"files behind it: raw/{file}")


def test_a_list_of_some_prefectures_is_refused_although_all_its_rows_load(
    register: Callable[..., Done], raw: Path, changed
) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["都道府県別郵便局数（2025年3月31日現在）"],
        ["都道府県", "営業中の郵便局", None, None, None, "閉鎖中の郵便局", None, None, None, "合計"],
        [None, "直営の郵便局", "分室", "簡易郵便局", "計", "直営の郵便局", "分室", "簡易郵便局", "計", None],
        ["北海道", 400, 1, 90, 491, 1, "-", 9, 10, 501],
    ):
        book.active.append(row)
    book.save(raw / "branch_counts" / "offices.xlsx")
    done = register("raw/branch_counts/offices.xlsx")
    assert "1 row → post_office_release" in done.stdout
    assert done.returncode == 1
    assert "raw_post_office_release_every_date_has_47_prefectures" in done.stderr
    assert "raw/branch_counts/offices.xlsx" in done.stderr


def test_another_file_that_waits_does_not_refuse_this_one_and_is_named(register: Callable[..., Done], changed) -> None:
    changed(MAIL, "26314", "26315")
    changed("mail_volume/new_year_mail.csv", "全国", "全国 ")
    done = register(f"raw/{MAIL}")
    assert done.returncode == 0
    assert "make register FILE=raw/mail_volume/new_year_mail.csv" in done.stdout


def test_a_unit_that_stands_twice_in_a_frame_is_named_with_its_row(register: Callable[..., Done], changed) -> None:
    frame = "questionnaires/sample_branch_services/frame.csv"
    changed(frame, "s0001,", "s0002,")
    done = register(f"raw/{frame}")
    assert done.returncode == 0 and "Rows set aside: 2" in done.stdout
    assert re.search(r"^  row [23]: ", done.stdout, re.MULTILINE)


def test_answers_of_which_no_row_loads_are_refused(register: Callable[..., Done], raw: Path, changed) -> None:
    answers = "questionnaires/sample_branch_services/responses.csv"
    changed(answers, *((text := (raw / answers).read_text(encoding="utf-8")), text.replace("\ns", "\nt")))
    done = register(f"raw/{answers}")
    assert done.returncode == 1 and "No row loads, which stops a build." in done.stderr and answers in done.stderr


def test_a_file_of_the_project_whose_record_gives_a_column_can_be_registered_again(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    shutil.copytree(PROJECT_ROOT / "raw", raw)
    for subject in RAW_SUBJECTS:
        for file in [recorded for recorded in recorded_files(raw, subject) if recorded.record.constants]:
            assert not record(f"raw/{file.source_file}", raw, date(2026, 11, 29)).is_refused, file.source_file


def test_a_part_of_a_table_of_estat_is_told(raw: Path, register: Callable[..., Done], changed) -> None:
    part = ssds(raw / "municipalities" / "part.json")
    text = part.read_text(encoding="utf-8").replace('"TOTAL_NUMBER": 6', '"TOTAL_NUMBER": 100006')
    part.write_text(text, encoding="utf-8")
    said = register("raw/municipalities/part.json").stdout
    assert "values 1 to 6 of 100,006" in said and "全100,006件のうち1件目から6件目まで" in said
