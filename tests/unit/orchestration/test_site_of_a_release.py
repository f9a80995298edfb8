"""What is put into the finished pages and beside them when they become a release's."""

from __future__ import annotations

import io
import zipfile

from dagster_project.orchestration.assets import report_site
from dagster_project.settings import Settings

PAGES = b"<p>@release@</p><p>@release-date@</p><p>@release-year@</p><p>@release-number@</p><p>@release/date@</p>"


def test_pages_get_number_day_and_year_of_their_release(tmp_path):
    page = tmp_path / "index.html"
    page.write_bytes(PAGES)
    report_site._stamp([page], "r0007", "2026-11-29")
    assert page.read_bytes() == b"<p>r0007</p><p>2026-11-29</p><p>2026</p><p>0007</p><p>2026/11/29</p>"


def test_what_is_kept_of_a_site_has_no_file_that_bears_a_number(tmp_path, monkeypatch):
    """Else a later release of the same tables would carry the version and number of an earlier one."""
    settings = Settings(raw_dir=tmp_path / "raw", data_dir=tmp_path / "data")

    def built(_arguments, environment):
        site = settings.build_dir / "pages"
        assert environment["SITE_OUT"] == str(site)
        (site / report_site.API).mkdir(parents=True)
        (site / report_site.API / "index.json").write_text("{}", encoding="utf-8")
        (site / "index.html").write_bytes(PAGES)
        return report_site.subprocess.CompletedProcess([], 0, "", "")

    monkeypatch.setattr(report_site, "run_node", built)
    with zipfile.ZipFile(io.BytesIO(report_site._build(settings))) as archive:
        assert archive.namelist() == ["index.html"]
