"""What `make build` says where it cannot begin with what lies there."""

from __future__ import annotations

import shutil

import pytest

from dagster_project.commands import build as command
from dagster_project.commands.build import build
from dagster_project.orchestration import site_builder
from dagster_project.settings import PROJECT_ROOT, Settings


def test_one_broken_file_is_said_once_although_it_stops_several_tables(tmp_path, capsys, monkeypatch):
    raw = tmp_path / "raw"
    shutil.copytree(PROJECT_ROOT / "raw", raw)
    broken = raw / "mail_volume" / "mail_volume.csv"
    broken.write_text(broken.read_text(encoding="utf-8").replace("26314", "26315"), encoding="utf-8")
    settings = Settings(raw_dir=raw, data_dir=tmp_path / "data")
    monkeypatch.setenv("WAREHOUSE_RAW_DIR", str(settings.raw_dir))
    monkeypatch.setenv("WAREHOUSE_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("DAGSTER_HOME", "")  # set by the run, put back after the test
    monkeypatch.setattr(site_builder, "begin_ahead", lambda settings: None)  # nothing is compiled for a build that stops
    assert build(settings) == 1
    printed = capsys.readouterr().err
    assert printed.count("make register FILE=raw/mail_volume/mail_volume.csv") == 2  # once in each language


def test_what_is_wrong_with_the_site_itself_stops_a_build_before_anything_is_read(tmp_path, capsys, monkeypatch):
    settings = Settings(raw_dir=PROJECT_ROOT / "raw", data_dir=tmp_path / "data")
    monkeypatch.setenv("SITE_ADDRESS", "example.go.jp/reports")
    monkeypatch.setenv("WAREHOUSE_KEPT_DIR", str(tmp_path / "kept"))
    monkeypatch.setattr(command, "_succeeds", lambda *_: pytest.fail("the tables were begun"))
    assert build(settings) == 1
    printed = capsys.readouterr().err
    assert printed.count("SITE_ADDRESS") == 2 and "make serve" not in printed
