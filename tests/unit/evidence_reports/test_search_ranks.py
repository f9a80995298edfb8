"""How a question finds its records: spelling makes no difference, the best place comes first, nothing is found of nothing."""

from __future__ import annotations

import pytest
import yaml

from dagster_project.settings import PROJECT_ROOT, SITE_DIR
from tests.unit.evidence_reports.page_code import evaluated

FOLD = "import { fold } from './components/search/fold.js';"
RANK = "import { found, prepared } from './components/search/rank.js';"
RECORDS = [
    {"kind": "column", "title": "closed_total", "note": "Offices temporarily closed", "names": ["trend closed_total"]},
    {"kind": "table", "title": "universal_service", "note": "One row is one date"},
    {"kind": "page", "title": "Universal-service watch", "note": "Where the standard is met", "text": "closures closures"},
    {"kind": "figure", "title": "一時閉鎖は312局から818局に増えた", "note": "全国"},
    {"kind": "figure", "title": "Mail fell", "number": "2-1"},
    {"kind": "prefecture", "title": "岩手県", "names": ["いわてけん"], "heads": ["一時閉鎖は3局"], "text": "郵便局"},
    {"kind": "place", "title": "甲府市（山梨県）", "names": ["甲府市", "Kofu-shi", "コウフシ", "192015"]},
    {"kind": "place", "title": "江府町（鳥取県）", "names": ["江府町", "Kofu-cho", "コウフチョウ", "314030"]},
    {"kind": "former", "title": "山口村（長野県）", "names": ["山口村", "20431"]},
    {"kind": "page", "title": "郵便局の一時閉鎖", "text": "見本", "isMadeUp": True},
]


@pytest.mark.parametrize(
    "spellings",
    [["ガッサン", "がっさん", "ｶﾞｯｻﾝ"], ["Ōita", "oita", "ＯＩＴＡ"], ["郵便局（一時閉鎖）", "郵便局 一時閉鎖"], ["a_b", "A b"]],
)
def test_spellings_of_one_word_are_one(spellings):
    assert len(set(evaluated("given.map(fold)", FOLD, spellings))) == 1


def test_the_mark_of_a_voiced_sound_makes_a_difference():
    assert evaluated("fold('か') === fold('が')", FOLD, None) is False


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("closed_total", ["closed_total"]),
        ("universal service", ["Universal-service watch", "universal_service"]),
        ("universal_service", ["universal_service"]),
        ("closures", ["Universal-service watch"]),
        ("一時閉鎖", ["一時閉鎖は312局から818局に増えた", "岩手県", "郵便局の一時閉鎖"]),
        ("こうふ", ["甲府市（山梨県）", "江府町（鳥取県）"]),
        ("kofu", ["甲府市（山梨県）", "江府町（鳥取県）"]),
        ("山口村", ["山口村（長野県）"]),
        ("郵便局一時閉鎖", ["郵便局の一時閉鎖"]),
        ("図表2-1", ["Mail fell"]),
        ("Figure 2‑1", ["Mail fell"]),
        ("いわて", ["岩手県"]),
        ("mail decline", ["Mail fell"]),
        ("the mail in zzz", ["Mail fell"]),
        ("", []),
        ("　", []),
        ("。、", []),
        ("zzz", []),
    ],
)
def test_the_best_place_comes_first(question, titles):
    given = {"records": RECORDS, "question": question, "alike": [["decline", "fell"]]}
    found = evaluated("found(prepared(given.records), given.question, given.alike).map((one) => one.title)", RANK, given)
    assert found[: len(titles)] == titles and (titles or found == [])


def test_a_figure_is_indexed_by_its_number_and_a_prefecture_by_its_reading():
    html = '<main><h1>石川県</h1><figure id="figure-10-1"><figcaption>一時閉鎖</figcaption></figure></main>'
    records = evaluated(
        "recordsOf(given.html, 'prefectures/17/', 'ja', [given.row])",
        "import { recordsOf } from './scripts/search_index.mjs';",
        {"html": html, "row": {"prefecture_code": "17", "prefecture_ja": "石川県", "prefecture_en": "Ishikawa"}},
    )
    assert records[1]["number"] == "10-1"
    assert {"石川県", "Ishikawa", "いしかわけん", "いしかわ"} <= set(records[0]["names"])


def test_every_prefecture_has_its_reading_and_words_are_in_the_singular():
    words = yaml.safe_load((SITE_DIR / "search_words.yml").read_text(encoding="utf-8"))
    seed = (PROJECT_ROOT / "dbt" / "seeds" / "municipalities" / "prefecture.csv").read_text(encoding="utf-8")
    assert list(words["readings"]) == [line.split(",")[0] for line in seed.splitlines()[1:]]
    typed = [word for sets in words["alike"].values() for one in sets for word in one]
    assert not [word for word in typed if word.isascii() and word.endswith("s")]
