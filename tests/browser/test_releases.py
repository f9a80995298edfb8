"""Releases on the published site: numbered and dated in the header, at a permanent address, with what changed and why."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from dagster_project.settings import PERMANENT_FOLDER

LANGUAGES = ("ja", "en")


@pytest.fixture(scope="module")
def package(release) -> dict:
    return json.loads((release / "datapackage.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def own_address(site, package):
    return site / PERMANENT_FOLDER / package["id"][1:]


def test_every_page_names_its_release_and_day_in_its_header(site, package, pages):
    for path in pages:
        header = re.search(r'<header class="masthead">.*?</header>', (site / path / "index.html").read_text(), re.DOTALL)
        assert header and package["id"] in header[0] and package["created"][:10] in header[0], path


def test_the_release_is_at_its_permanent_address_with_all_its_pages(site, own_address, pages):
    for path in pages:
        page = own_address / path / "index.html"
        assert page.is_file(), path
        if not path.endswith("/releases/"):
            assert page.read_bytes() == (site / path / "index.html").read_bytes(), path


def test_links_below_a_permanent_address_stay_there_and_arrive(own_address):
    """But those of the page of releases, which lead to that of today."""
    for page in own_address.rglob("index.html"):
        for link in set(re.findall(r'(?:href|src)="([^"#]+)', page.read_text(encoding="utf-8"))):
            if re.match(r"https?:", link):
                continue
            target = (page.parent / link).resolve()
            assert target.exists(), (page, link)
            if page.parent.name != "releases":
                assert target.is_relative_to(own_address.resolve()), (page, link)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_releases_lists_them_with_revisions_and_what_is_due(site, package, lang):
    page = (site / lang / "releases" / "index.html").read_text(encoding="utf-8")
    listed = re.findall(rf'href="\.\./\.\./{PERMANENT_FOLDER}/(\d+)/{lang}/"', page)
    there = sorted((path.name for path in (site / PERMANENT_FOLDER).iterdir()), reverse=True)
    assert listed == there and package["id"][1:] == listed[0]
    log = json.loads((site / "api" / "v1" / "revisions.json").read_text(encoding="utf-8"))
    assert log["releases"][0]["release"] == package["id"]
    for entry in log["releases"]:
        assert f'id="revisions-{entry["release"]}"' in page
        for file in entry["files"]:
            assert file["source_file"] in page
    assert 'id="calendar"' in page and "@release" not in page


def test_a_replaced_file_has_its_reason_where_one_was_given(site):
    log = json.loads((site / "api" / "v1" / "revisions.json").read_text(encoding="utf-8"))
    reasons = [file["reason_en"] for entry in log["releases"] for file in entry["files"] if file["reason_en"]]
    assert reasons
    page = (site / "en" / "releases" / "index.html").read_text(encoding="utf-8")
    words = unescape(re.sub(r"<[^>]+>", "", page))
    assert all(reason in words for reason in reasons)
