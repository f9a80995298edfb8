"""Dates, periods and percentages as the pages print them."""

from __future__ import annotations

import random

import pytest

from tests.unit.evidence_reports.page_code import SITE, evaluated

IMPORTS = "import { date, ends } from './components/helpers/format.js';"


@pytest.mark.parametrize(
    ("period", "in_japanese", "in_english"),
    [
        (["2024-10-01", "2024-10-31"], ["2024年10月1日", "31日"], ["1", "31 October 2024"]),
        (["2023-10-20", "2023-11-06"], ["2023年10月20日", "11月6日"], ["20 October", "6 November 2023"]),
        (["2023-12-20", "2024-01-06"], ["2023年12月20日", "2024年1月6日"], ["20 December 2023", "6 January 2024"]),
        (["2022-10-14", "2022-12-01", "month"], ["2022年10月", "12月"], ["October", "December 2022"]),
        (["2024-01-24", "2024-03-01", "day", "month"], ["2024年1月24日", "3月"], ["24 January", "March 2024"]),
        (["2020-01-01", "2023-01-01", "year"], ["2020年", "2023年"], ["2020", "2023"]),
    ],
)
def test_the_two_ends_of_a_period_say_once_what_they_share(period, in_japanese, in_english):
    start, end, *precisions = period
    for lang, (first, last) in (("ja", in_japanese), ("en", in_english)):
        found = evaluated("ends(given[0], given[1], given[2], ...given[3])", IMPORTS, [start, end, lang, precisions])
        assert found == {"from": first, "to": last}


def test_a_date_is_as_exact_as_it_is_known_and_no_more():
    written = [["2024-02-29", "day"], ["2024-02-01", "month"], ["2024-01-01", "year"], [None, "day"]]
    found = {
        lang: evaluated(f"given.map(([iso, precision]) => date(iso, '{lang}', precision))", IMPORTS, written)
        for lang in ("ja", "en")
    }
    assert found == {
        "ja": ["2024年2月29日", "2024年2月", "2024年", None],
        "en": ["29 February 2024", "February 2024", "2024", None],
    }


@pytest.mark.parametrize(
    ("amount", "in_japanese", "in_english"),
    [
        (2_041_200_000_000, "2兆412億円", "¥2,041.2 billion"),
        (1_000_000_000_000, "1兆円", "¥1,000 billion"),
        (-89_600_000_000, "−896億円", "−¥89.6 billion"),
        (295_219_055_500, "2,952億1,906万円", "¥295.22 billion"),
        (99_999_999, "1億円", "¥100 million"),
        (1_550_000, "155万円", "¥1.55 million"),
        (513_020_000, "5億1,302万円", "¥513 million"),
        (63, "63円", "¥63"),
    ],
)
def test_amounts_are_written_in_the_units_of_the_language_and_carried(amount, in_japanese, in_english):
    imports = "import { yen } from './components/helpers/format.js';"
    assert evaluated("['ja', 'en'].map((lang) => yen(given, lang))", imports, amount) == [in_japanese, in_english]


def test_a_value_rounded_for_its_way_to_the_page_is_printed_as_if_it_were_not():
    """39.6467… was 39.65 in the page's data, and printed as 39.7; 77 municipalities had such a share."""
    dice = random.Random(7)
    values = [39.6467679265, 1.005, -0.04, -2.45, 1234567.25, 0, None, *(dice.uniform(-100, 100) for _ in range(2000))]
    imports = "import { number, rounded } from './components/helpers/format.js';"
    said = "given.map((value) => [1, 2].map((n) => [number(value, 'en', n), number(rounded(value, n), 'en', n)]))"
    for value, pairs in zip(values, evaluated(said, imports, values), strict=True):
        for whole, rounded in pairs:
            assert whole == rounded, value


def test_values_are_rounded_in_one_place():
    """Twice in two ways, a value may be printed as no reader of the tables would round it."""
    found = {
        path.relative_to(SITE).as_posix()
        for folder in ("components", "pages", "handouts")
        for path in (SITE / folder).rglob("*")
        if path.suffix in {".js", ".mjs", ".svelte"}
        and "node_modules" not in path.parts
        and "toFixed(" in path.read_text(encoding="utf-8")
    }
    # The whole file to take away holds percentiles with more digits than the page prints.
    assert found == {"components/finder/model.js"}
