"""Searching on the published site: what a reader expects comes first, at once, and leads to a place that is there."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from dagster_project.release import datapackage

LANGUAGES = ("ja", "en")
MOST_BYTES_BEFORE_TYPING = 100_000
MOST_BYTES_OF_FILES = 250_000  # compressed, all three of a language
MOST_MILLISECONDS = 50
# What is typed -> where the first result leads, as a pattern.
EXPECTED = {
    "ja": {
        "郵便物数": "mail-volume/",
        "郵便局の数": "post-offices/",
        "一時閉鎖": r"(universal-service|questions)/.*",
        "郵便局の一時閉鎖": r"(universal-service|questions|post-offices)/.*",
        "ユニバーサルサービス": "universal-service/",
        "マイナンバー": "outsourcing/.*",
        "包括事務受託": "outsourcing/",
        "ライセンス": "data/",
        "キオスク端末": "outsourcing/",
        "証明書の交付": "outsourcing/",
        "支所の維持": "survey/.*",
        "委託しない理由": "survey/.*",
        "高齢化率": r"explorer/#x=share_65plus_pct",
        "年賀": "mail-volume/.*",
        "コンビニエンスストア": r"(retreat|post-offices)/#figure.*",
        "引用": "data/",
        "ダウンロード": "data/",
        "出典": "sources/",
        "照合": "reconciliation/",
        "散布図": "explorer/",
        "候補": "finder/",
        "岩手県": "prefectures/03/",
        "図表2-1": r"mail-volume/#figure-2-1",
        "図２－１": r"mail-volume/#figure-2-1",
        "ひょうご": "prefectures/28/",
        "おおさか": "prefectures/27/",
        "Ishikawa": "prefectures/17/",
        "石川県の一時閉鎖": r"(prefectures/17|universal-service)/.*",
        "差出箱": r"post-offices/#figure.*",
        "旧市町村": "municipalities/",
        "山口村": r"municipalities/#212067",
        "上九一色村": r"municipalities/#(192015|194301)",
        "清水市": r"municipalities/#221007",
        "篠山市": r"municipalities/#282219",
        "丹波山村": r"municipalities/#194433",
        "なかつがわ": r"municipalities/#212067",
        "ナカツガワ": r"municipalities/#212067",
        "ﾅｶﾂｶﾞﾜ": r"municipalities/#212067",
        "コウフシ": r"municipalities/#192015",
        "nakatsugawa": r"municipalities/#212067",
        "192015": r"municipalities/#192015",
        "closed_total": r"data/\w+/#column-closed_total",
        "mail_trend": "data/mail_trend/",
    },
    "en": {
        "mail volume": "mail-volume/",
        "temporarily closed": r"(universal-service|questions|papers|post-offices)/.*",
        "temporary closures": r"(universal-service|questions)/.*",
        "universal service": "universal-service/",
        "ageing": "ageing/",
        "My Number": "outsourcing/.*",
        "comprehensive outsourcing": "outsourcing/",
        "New Year cards": r"mail-volume/.*",
        "share aged 65": r"explorer/#x=share_65plus_pct",
        "how to cite": r"(about|data)/",
        "download": "data/",
        "sources": "sources/",
        "reconciliation": "reconciliation/",
        "explorer": "explorer/",
        "Iwate": "prefectures/03/",
        "Figure 2-1": r"mail-volume/#figure-2-1",
        "2-1": r"mail-volume/#figure-2-1",
        "citation": "data/",
        "mail decline": r"mail-volume/.*",
        "aging": "ageing/",
        "ageing rate": r"(ageing/|explorer/#x=share_65plus_pct)",
        "universal service fund": r"(universal-service|council)/",
        "postbox": r"post-offices/#figure.*",
        "former municipality": "municipalities/",
        "closure in Ishikawa": "prefectures/17/",
        "Ishikawa closures": "prefectures/17/",
        "Hyogo": "prefectures/28/",
        "ひょうご": "prefectures/28/",
        "Kofu": r"municipalities/#192015",
        "Nakatsugawa": r"municipalities/#212067",
        "山口村": r"municipalities/#212067",
        "closed_total": r"data/\w+/#column-closed_total",
        "volume_items": r"data/\w+/#column-volume_items",
    },
}


@pytest.fixture(scope="module")
def searched(browse):
    return browse("search.mjs", [f"{lang}={question}" for lang in LANGUAGES for question in EXPECTED[lang]])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_reader_expects_comes_first(searched, lang):
    wrong = {}
    for question, expected in EXPECTED[lang].items():
        first = [one["href"].removeprefix(f"../../{lang}/") for one in searched[lang][question]["first"]]
        if not first or not re.fullmatch(expected, first[0]):
            wrong[question] = first
    assert wrong == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_answers_come_at_once(searched, lang):
    took = sorted(one["took"] for one in searched[lang].values())
    assert took[len(took) // 2] < MOST_MILLISECONDS
    assert took[-1] < 4 * MOST_MILLISECONDS, "a machine with other work to do may be slow once, not that slow"


def test_before_typing_little_is_fetched_and_the_question_stays_with_the_reader(searched, site):
    manners = searched["manners"]
    assert not any("/data/search/" in one["name"] for one in manners["before"]["fetched"])
    assert sum(one["bytes"] for one in manners["before"]["fetched"]) < MOST_BYTES_BEFORE_TYPING
    assert manners["after"]["entries"] == manners["before"]["entries"], "no entry in the history for each key"
    assert manners["after"]["address"] == "#q=mail%20volume" and manners["after"]["other"].endswith("#q=mail%20volume")
    assert manners["after"]["stored"] == 0
    assert manners["arrived"].endswith("/en/mail-volume/")
    assert searched.troubles == {}


def test_a_search_can_be_handed_on(searched):
    assert searched["handed_on"]["field"] == "一時閉鎖" and searched["handed_on"]["count"] > 5


def test_it_fits_a_phone_and_says_what_is_missing_without_a_script(searched):
    assert searched["phone"]["overflow"] <= 0 and searched["phone"]["axe"] == []
    assert "スクリプト" in searched["without_script"]["text"] and not searched["without_script"]["shown"]


@pytest.fixture(scope="module")
def records(site) -> dict[str, list[dict]]:
    def of(lang: str) -> list[dict]:
        folder = site / "data" / "search" / lang
        return [one for name in ("pages", "tables", "places") for one in json.loads((folder / f"{name}.json").read_text())]

    return {lang: of(lang) for lang in LANGUAGES}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_record_leads_to_a_place_that_is_there(site, records, lang):
    ids: dict[Path, set[str]] = {}
    scripted = ("municipalities/", "explorer/")  # their script reads what follows the #
    for record in records[lang]:
        address, _, anchor = record["href"].partition("#")
        page = site / lang / address / "index.html"
        if page not in ids:
            ids[page] = set(re.findall(r'\sid="([^"]+)"', page.read_text(encoding="utf-8")))
        assert not anchor or anchor in ids[page] or address in scripted, record


def test_a_title_has_no_space_where_its_accent_begins_or_ends(records):
    """The words that a drawing has in its accent are no words apart: 一時閉鎖中の局は818局、総数の3.4％."""
    written = [one["title"] for one in records["ja"] if one["kind"] in ("figure", "paper", "page")]
    assert [title for title in written if re.search(r"[\u3041-\u30ff\u3400-\u9fff] \d|[\d％] [、。\u3041-\u309f]", title)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_files_are_small_and_hold_every_kind(site, records, lang):
    files = (site / "data" / "search" / lang).glob("*.json")
    assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) < MOST_BYTES_OF_FILES
    kinds = {record["kind"] for record in records[lang]}
    assert kinds >= {"page", "figure", "question", "service", "indicator", "table", "column", "place", "former", "survey"}


def test_the_door_and_the_page_for_what_is_not_there_lead_to_the_search_and_the_door_names_the_release(site, release):
    for page, root in (("index.html", "./"), ("404.html", "./")):
        text = (site / page).read_text(encoding="utf-8")
        for lang, name in (("ja", "検索"), ("en", "Search")):
            assert f'<a href="{root}{lang}/search/">{name}</a>' in text, page
    door = (site / "index.html").read_text(encoding="utf-8")
    assert door.count(datapackage.read(release)["id"]) == len(LANGUAGES)


def test_every_page_leads_to_the_search(site):
    for lang, name in (("ja", "検索"), ("en", "Search")):
        for page in (site / lang).rglob("index.html"):
            header = re.search(r"<header class=\"masthead\">.*?</header>", page.read_text(encoding="utf-8"), re.DOTALL)
            assert header and re.search(rf'<a href="[./]*/{lang}/search/"[^>]*>{name}</a>', header[0]), page
