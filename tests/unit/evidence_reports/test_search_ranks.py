"""How a question finds its records: spelling makes no difference, the best place comes first, nothing is found of nothing."""

from __future__ import annotations

import pytest

from tests.unit.evidence_reports.page_code import evaluated

FOLD = "import { fold } from './components/search/fold.js';"
RANK = "import { found, prepared } from './components/search/rank.js';"
RECORDS = [
    {"kind": "column", "title": "closed_total", "note": "Offices temporarily closed", "names": ["trend closed_total"]},
    {"kind": "table", "title": "universal_service", "note": "One row is one date"},
    {"kind": "page", "title": "Universal-service watch", "note": "Where the standard is met", "text": "closures closures"},
    {"kind": "figure", "title": "一時閉鎖は312局から818局に増えた", "note": "全国"},
    {"kind": "prefecture", "title": "岩手県", "heads": ["一時閉鎖は3局"], "text": "郵便局"},
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
        ("", []),
        ("　", []),
        ("。、", []),
        ("zzz", []),
    ],
)
def test_the_best_place_comes_first(question, titles):
    given = {"records": RECORDS, "question": question}
    found = evaluated("found(prepared(given.records), given.question).map((one) => one.title)", RANK, given)
    assert found[: len(titles)] == titles and (titles or found == [])
