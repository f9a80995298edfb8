"""What is put into the finished pages and beside them when they become a release's."""

from __future__ import annotations

import io
import logging
import subprocess
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from dagster_project.orchestration.assets import report_site
from dagster_project.settings import Settings

PAGES = b"<p>@release@</p><p>@release-date@</p><p>@release-year@</p><p>@release-number@</p><p>@release/date@</p>"


def builder_that_ends_with(*codes: int):
    """Stands for the builder: writes one page, keeps nothing, and ends with the next of these exit codes."""
    left = list(codes)

    def run(_arguments, environment):
        site = Path(environment["SITE_OUT"])
        (site / report_site.API).mkdir(parents=True, exist_ok=True)
        (site / report_site.API / "index.json").write_text("{}", encoding="utf-8")
        (site / "index.html").write_bytes(PAGES)
        for kept in ("SITE_KEPT", "SITE_CODE"):
            Path(environment[kept]).mkdir(parents=True, exist_ok=True)
        return subprocess.CompletedProcess([], left.pop(0), "", "a page is wrong")

    return run


def test_pages_get_number_day_and_year_of_their_release(tmp_path):
    (tmp_path / "made").mkdir()
    for name in ("index.html", "font.woff2"):
        (tmp_path / "made" / name).write_bytes(PAGES)
    report_site._unpack(report_site._packed(tmp_path / "made"), tmp_path / "site", report_site._stamp("r0007", "2026-11-29"))
    said = (tmp_path / "site" / "index.html").read_bytes()
    assert said == b"<p>r0007</p><p>2026-11-29</p><p>2026</p><p>0007</p><p>2026/11/29</p>"
    assert (tmp_path / "site" / "font.woff2").read_bytes() == PAGES, "no page: its bytes say nothing of a release"


def test_what_is_kept_of_a_site_has_no_file_that_bears_a_number(tmp_path, monkeypatch):
    """Else a later release of the same tables would carry the version and number of an earlier one."""
    settings = Settings(raw_dir=tmp_path / "raw", data_dir=tmp_path / "data")
    monkeypatch.setattr(report_site, "run_node", builder_that_ends_with(0))
    with zipfile.ZipFile(io.BytesIO(report_site._build(settings))) as archive:
        assert archive.namelist() == ["index.html"]


def test_a_builder_that_was_ended_is_started_again(tmp_path, monkeypatch):
    settings = Settings(raw_dir=tmp_path / "raw", data_dir=tmp_path / "data")
    context = SimpleNamespace(log=logging.getLogger("trial"))
    monkeypatch.setattr(report_site, "run_node", builder_that_ends_with(-9, 0))
    assert report_site._build_or_try_again(context, settings)
    monkeypatch.setattr(report_site, "run_node", builder_that_ends_with(-9, -9))
    with pytest.raises(report_site.SiteBuildStopped, match="signal 9"):
        report_site._build_or_try_again(context, settings)


def test_a_page_that_is_wrong_is_not_rendered_twice(tmp_path, monkeypatch):
    settings = Settings(raw_dir=tmp_path / "raw", data_dir=tmp_path / "data")
    monkeypatch.setattr(report_site, "run_node", builder_that_ends_with(1))
    with pytest.raises(report_site.SiteBuildFailed, match="a page is wrong"):
        report_site._build_or_try_again(SimpleNamespace(log=logging.getLogger("trial")), settings)
