"""A release keeps its addresses: every page of it, in both languages, as it was, on a disk that does not grow with them."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

from dagster_project.common.files import files_below
from dagster_project.release.disk_space import megabytes
from dagster_project.release.pages import permanent
from dagster_project.release.pages.permanent import keep_addresses, kept_beside

PAGE = """<html><head><title>{release}</title></head><body><header>{release}</header>
<div class="release-state" data-svelte-h="svelte-x1"></div><main><a href="../../{other}/mail/">{words}</a></main></body>
</html>"""
HISTORY = '<html><head></head><div class="release-state"></div><a href="../../r/0001/ja/">r0001</a></html>'


def made(folder: Path, release: str, pages: tuple[str, ...] = ("mail",)) -> Path:
    """A release with a site of its own, at folder/<release>."""
    site = folder / release / "site"
    for lang, other in (("ja", "en"), ("en", "ja")):
        for page in pages:
            (site / lang / page).mkdir(parents=True)
            text = PAGE.format(release=release, other=other, words=f"Mail {release}")
            (site / lang / page / "index.html").write_text(text, encoding="utf-8")
            (site / lang / page / "figure-1.csv").write_text(release, encoding="utf-8")
        (site / lang / "releases").mkdir()
        (site / lang / "releases" / "index.html").write_text(HISTORY, encoding="utf-8")
        (site / lang / "index.html").write_text(PAGE.format(release=release, other=other, words=""), encoding="utf-8")
    (site / "site.css").write_text("x" * 1_000_000)
    (site / "robots.txt").write_text("User-agent: *")
    (folder / release / "tables").mkdir()
    return site


def published(folder: Path, *releases: str, pages: dict[str, tuple[str, ...]] | None = None) -> Path:
    """Releases published one after the other; the site of the last."""
    for release in releases:
        site = made(folder, release, (pages or {}).get(release, ("mail",)))
        keep_addresses(site, release, folder, kept_beside(site.parent, release, folder))
    return site


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def test_the_newest_release_is_at_both_addresses_and_is_one_on_the_disk(tmp_path):
    site = published(tmp_path, "r0001", "r0002")
    for page in ("ja/mail/index.html", "en/mail/index.html", "ja/mail/figure-1.csv", "site.css"):
        assert (site / page).samefile(site / "r" / "0002" / page)
    assert not (site / "r" / "0002" / "robots.txt").exists(), "asked for at the root alone"
    assert 'role="note"' not in read(site / "ja" / "mail" / "index.html")


def test_an_earlier_release_keeps_its_figures_and_says_that_it_is_one(tmp_path):
    site = published(tmp_path, "r0001", "r0002", "r0003")
    page = read(site / "r" / "0001" / "en" / "mail" / "index.html")
    assert "Mail r0001" in page and "earlier release (r0001)" in page and 'content="noindex"' in page
    (newest,) = re.findall(r'<a href="([^"]+)">here</a>', page)
    target = (site / "r" / "0001" / "en" / "mail" / newest / "index.html").resolve()
    assert target == (site / "en" / "mail" / "index.html").resolve()
    assert "以前の公表版（r0001）" in read(site / "r" / "0001" / "ja" / "mail" / "index.html")
    assert read(site / "r" / "0001" / "ja" / "mail" / "figure-1.csv") == "r0001"
    assert (site / "r" / "0001" / "site.css").samefile(tmp_path / "r0001" / "site" / "site.css")


def test_a_page_that_is_there_no_more_leads_to_the_first_page_of_its_language(tmp_path):
    site = published(tmp_path, "r0001", "r0002", pages={"r0001": ("mail", "gone")})
    page = site / "r" / "0001" / "en" / "gone" / "index.html"
    (newest,) = re.findall(r'<a href="([^"]+)">here</a>', read(page))
    assert (page.parent / newest / "index.html").resolve() == (site / "en" / "index.html").resolve()


def test_below_an_address_the_list_of_releases_is_that_of_today(tmp_path):
    site = published(tmp_path, "r0001", "r0002")
    assert 'href="../../r/0001/ja/"' in read(site / "ja" / "releases" / "index.html")
    for release in ("0001", "0002"):
        page = site / "r" / release / "ja" / "releases" / "index.html"
        links = [link for link in re.findall(r'href="([^"]+)"', read(page)) if link.endswith("releases/")]
        assert links and {(page.parent / link).resolve() for link in links} == {(site / "ja" / "releases").resolve()}


def test_the_last_five_are_there_and_an_earlier_page_is_written_once(tmp_path):
    site = published(tmp_path, *(f"r000{number}" for number in range(1, 8)))
    assert sorted(path.name for path in (site / "r").iterdir()) == ["0003", "0004", "0005", "0006", "0007"]
    page = Path("r", "0004", "ja", "mail", "index.html")
    assert (site / page).samefile(tmp_path / "r0006" / "site" / page)
    assert megabytes(site, site / "r") == pytest.approx(1, rel=0.05)
    assert megabytes(tmp_path) == pytest.approx(7, rel=0.05), "seven style sheets of a megabyte, whatever their names"


def test_pages_that_say_what_they_said_are_not_written_again(tmp_path, monkeypatch):
    published(tmp_path, "r0001", "r0002", "r0003")
    monkeypatch.setattr(permanent, "_of_earlier", lambda page, text, release, newest: written.append(release) or text)
    written: list[str] = []
    site = published(tmp_path, "r0004")
    assert set(written) == {"r0003"}, "that of r0001 and of r0002 lead to the pages that they led to"
    for release in ("0001", "0002"):
        for path in files_below(site / "r" / release):
            assert (site / "r" / release / path).samefile(tmp_path / "r0003" / "site" / "r" / release / path)
    written.clear()
    published(tmp_path, "r0005", pages={"r0005": ("other",)})
    assert set(written) == {"r0001", "r0002", "r0003", "r0004"}, "the page that they led to is there no more"


def test_a_release_after_a_rollback_keeps_the_addresses_of_the_one_withdrawn(tmp_path):
    published(tmp_path, "r0001", "r0002")
    site = made(tmp_path, "r0003")  # made while r0001 was shown
    keep_addresses(site, "r0003", tmp_path, kept_beside(site.parent, "r0003", tmp_path))
    assert sorted(path.name for path in (site / "r").iterdir()) == ["0001", "0002", "0003"]


def test_an_earlier_release_that_tells_single_answers_beside_the_new_one_has_no_address(tmp_path):
    def answered(release: str, count: int) -> None:
        tables = tmp_path / release / "tables"
        rows = {"wave_id": ["w"], "domain": ["all"], "domain_value": ["all"], "n_respondents": [count]}
        pl.DataFrame(rows).write_parquet(tables / "survey_response_rate.parquet")
        pl.DataFrame({"wave_id": ["w"], "disclosure_minimum_base": [10]}).write_parquet(tables / "survey_wave.parquet")

    for release, count in (("r0001", 100), ("r0002", 130), ("r0003", 132)):
        made(tmp_path, release)
        answered(release, count)
    assert kept_beside(tmp_path / "r0003", "r0003", tmp_path) == ["r0001"]
    assert kept_beside(tmp_path / "r0002", "r0002", tmp_path) == ["r0001"]


def test_a_release_without_a_site_has_no_address(tmp_path):
    published(tmp_path, "r0001")
    (tmp_path / "r0002" / "tables").mkdir(parents=True)
    site = made(tmp_path, "r0003")
    assert kept_beside(site.parent, "r0003", tmp_path) == ["r0001"]
