"""The command line says in plain words what stops a build, and says it once."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from dagster_project.commands.__main__ import main
from dagster_project.commands.build import build
from dagster_project.commands.releases import open_internal
from dagster_project.commands.status import status
from dagster_project.common.files import fingerprint
from dagster_project.release import datapackage, switch
from dagster_project.settings import PROJECT_ROOT, Settings

RAW = PROJECT_ROOT / "raw"


def test_a_raw_folder_that_is_not_there_is_named_before_anything_is_made(tmp_path, capsys):
    settings = Settings(raw_dir=tmp_path / "nowhere", data_dir=tmp_path / "data")
    assert build(settings) == 1
    printed = capsys.readouterr().err
    assert str(tmp_path / "nowhere") in printed and "WAREHOUSE_RAW_DIR" in printed
    assert not settings.data_dir.exists()


def test_the_full_warehouse_opens_on_purpose_and_says_that_it_is_internal(tmp_path, capsys):
    settings = Settings(raw_dir=tmp_path / "raw", data_dir=tmp_path / "data")
    assert open_internal(settings, None) == 1
    assert "make build" in capsys.readouterr().err

    settings.candidate_dir.mkdir(parents=True)
    with duckdb.connect(str(settings.build_database)) as connection:
        connection.execute("create schema raw; create table raw.answer as select 42 as value")
    switch.publish(settings, "r0001")
    assert open_internal(settings, "from raw.answer") == 0
    assert "42" in capsys.readouterr().out
    assert open_internal(settings, "create table raw.mine as select 1") == 1
    assert "read-only" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["--help", "rollback"])
def test_help_and_rollback_wait_for_no_import_of_dagster(tmp_path, command):
    """In an emergency the old release is back at once, on a machine where Dagster does not even start."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "dagster_project.commands", command],
        cwd=PROJECT_ROOT,
        env={**os.environ, "WAREHOUSE_DATA_DIR": str(tmp_path / "data")},
        capture_output=True,
        text=True,
    )
    assert "internal" in done.stdout or "no release" in done.stderr.lower()
    imported = {line.split("|")[-1].strip() for line in done.stderr.splitlines() if line.startswith("import time")}
    assert "argparse" in imported and "dagster" not in imported


def test_every_command_that_make_calls_is_a_command(capsys):
    called = set(re.findall(r"-m dagster_project\.commands (\w+)", (PROJECT_ROOT / "Makefile").read_text(encoding="utf-8")))
    assert called
    for command in called:
        with pytest.raises(SystemExit) as end:
            main([command, "--help"])
        assert end.value.code == 0, command


def test_make_help_tells_every_command_in_both_languages():
    command = ["make", "--no-print-directory", "help"]
    told = subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    lines = told.splitlines()
    rules = re.findall(r"^([a-z-]+):.*## ", (PROJECT_ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert [line.split()[0] for line in lines[::2]] == rules
    assert all(re.search(r"[ぁ-ん]", line) for line in lines[::2])
    assert all(line.startswith(" ") and not re.search(r"[ぁ-ん]", line) for line in lines[1::2])


def test_status_says_what_is_published_and_what_has_changed_since(tmp_path, capsys):
    settings = Settings(raw_dir=tmp_path / "raw", data_dir=tmp_path / "data")
    settings.raw_dir.mkdir()
    assert status(settings) == 1
    assert "make run" in capsys.readouterr().out

    for release_id in ("r0001", "r0002"):
        (settings.raw_dir / "a.csv").write_text(release_id)
        settings.candidate_dir.mkdir(parents=True)
        made = {"id": release_id, "created": "2026-01-01T00:00:00+00:00", "raw_fingerprint": fingerprint(settings.raw_dir)}
        datapackage.write(settings.candidate_dir, made)
        settings.build_database.write_text("")
        switch.publish(settings, release_id)
    assert status(settings) == 0
    assert "r0002" in (printed := capsys.readouterr().out) and "made of what lies in" in printed

    (settings.raw_dir / "a.csv").write_text("corrected")
    assert status(settings) == 0
    assert "have changed since" in capsys.readouterr().out

    switch.roll_back(settings)
    assert status(settings) == 0
    printed = capsys.readouterr().out
    assert "Rolled back to r0001 since" in printed and "make rollback TO=r0002" in printed


def test_status_says_that_a_published_file_was_lost(tmp_path, capsys):
    settings = Settings(raw_dir=tmp_path / "raw", data_dir=tmp_path / "data")
    settings.candidate_dir.mkdir(parents=True)
    (settings.candidate_dir / "mail.csv").write_text("1")
    settings.build_database.touch()
    datapackage.write(settings.candidate_dir, {"created": "2026-11-29", "raw_fingerprint": "1"})
    datapackage.complete(settings.candidate_dir, "r0001")
    switch.publish(settings, "r0001")
    assert status(settings) == 0 and "lost or changed" not in capsys.readouterr().out
    (settings.current_link / "mail.csv").unlink()
    assert status(settings) == 0 and "lost or changed since it was published (1, such as mail.csv)" in capsys.readouterr().out


def test_what_goes_wrong_in_any_command_is_told_in_our_words_first(monkeypatch, capsys):
    """A folder that may not be written to, Ctrl+C, a defect: of the last one the stack is told, too, below."""

    def fails(error):
        def run(*_arguments, **_options):
            raise error

        monkeypatch.setattr("dagster_project.commands.forms.intake", run)
        code = main(["intake", "some_wave"])
        return code, capsys.readouterr().err

    code, said = fails(PermissionError(errno.EACCES, "Permission denied", "/data/receipts"))
    assert code == 1 and said.startswith("/data/receipts ") and "Traceback" not in said
    code, said = fails(ZeroDivisionError("division by zero"))
    assert code == 1 and said.startswith("予期しない不具合") and "Traceback" in said
    code, said = fails(KeyboardInterrupt())
    assert code == 130 and "has not been touched" in said and "Traceback" not in said


def test_an_argument_that_does_not_fit_is_told_in_both_languages(capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["serve", "--port", "abc"])
    told = capsys.readouterr().err
    assert "引数が正しくない" in told and "do not fit" in told and told.count("'abc'") == 2


def test_a_port_that_no_machine_has_is_named(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("WAREHOUSE_DATA_DIR", str(tmp_path))
    (tmp_path / "current" / "site").mkdir(parents=True)
    assert main(["serve", "--port", "80808"]) == 1
    assert "make serve PORT=8000" in capsys.readouterr().err
    assert main(["ui", "--port", "80808"]) == 1
    assert "make dagster PORT=3000" in capsys.readouterr().err


def test_a_port_in_use_is_named_before_dagster_starts(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("WAREHOUSE_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(os, "execv", lambda *_: pytest.fail("Dagster was started"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["ui", "--port", str(port)]) == 1
    assert f"make dagster PORT={port + 1}" in capsys.readouterr().err


@pytest.fixture
def elsewhere(tmp_path) -> Path:
    """A project of which there is the Makefile and one folder: nothing is lost where a guard does not hold."""
    (tmp_path / "project" / "dbt").mkdir(parents=True)
    shutil.copy(PROJECT_ROOT / "Makefile", tmp_path / "project")
    return tmp_path / "project"


@pytest.mark.parametrize("folder", [".", "..", "dbt/.."])
def test_clean_removes_nothing_where_the_data_folder_holds_the_program(elsewhere, folder):
    done = make(elsewhere, "clean", WAREHOUSE_DATA_DIR=folder)
    assert done.returncode == 2 and "nothing is removed" in done.stdout
    assert (elsewhere / "dbt").is_dir()


@pytest.mark.skipif(shutil.which("flock") is None, reason="without flock make cannot ask for the lock")
def test_clean_waits_for_a_build_to_end(elsewhere):
    (elsewhere / "data" / "build").mkdir(parents=True)
    with (elsewhere / "data" / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = make(elsewhere, "clean")
    assert done.returncode == 2 and "A build is at work" in done.stdout
    assert make(elsewhere, "clean").returncode == 0
    assert not (elsewhere / "data" / "build").exists() and (elsewhere / "dbt").is_dir()


def test_a_data_folder_set_to_nothing_is_the_default(elsewhere):
    told = make(elsewhere, "--dry-run", "clean", WAREHOUSE_DATA_DIR="").stdout
    assert '"data/build"' in told and '"/build"' not in told


@pytest.fixture
def set_up(elsewhere) -> Path:
    """It is set up, with programs that say what they are asked."""
    (elsewhere / "bin").mkdir()
    for place in (
        "requirements.lock",
        "evidence_reports/package-lock.json",
        ".venv/.ready",
        "evidence_reports/node_modules/.ready",
    ):
        (elsewhere / place).parent.mkdir(parents=True, exist_ok=True)
        (elsewhere / place).touch()
    for program in (".venv/bin/python", "bin/node"):
        (elsewhere / program).parent.mkdir(parents=True, exist_ok=True)
        (elsewhere / program).write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
        (elsewhere / program).chmod(0o755)
    return elsewhere


TYPED = '-5 % of "A\'s" total at $HOME cost `date`, $(whoami) / 誤り'


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("withdraw", "REASON"),
        ("register", "REASON"),
        ("register", "FILE"),
        ("internal", "SQL"),
        ("intake", "WAVE"),
        ("paper", "NAME"),
    ],
)
def test_what_is_typed_reaches_the_command_as_it_is(set_up, target, name):
    """A column's name stands in quotation marks in SQL, and a reason is a sentence."""
    asked = {"RELEASE": "r0001", "FILE": "a.csv", name: TYPED}
    path = f"{set_up / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = make(set_up, target, *(f"{variable}={value}" for variable, value in asked.items()), PATH=path)
    assert {TYPED, f"--{name.lower()}={TYPED}"} & set(done.stdout.splitlines()), (done.stdout, done.stderr)


@pytest.mark.parametrize("target", ["withdraw", "register", "new", "paper"])
def test_what_is_not_named_is_asked_for_in_both_languages(set_up, target):
    done = make(set_up, target)
    assert done.returncode == 2 and "指定すること" in done.stdout and "Say " in done.stdout, done.stderr


def make(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {name: value for name, value in os.environ.items() if name != "WAREHOUSE_DATA_DIR"}
    return subprocess.run(["make", *arguments], cwd=project, env={**known, **environment}, capture_output=True, text=True)
