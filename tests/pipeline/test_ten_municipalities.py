"""Ten municipalities and some sums, computed from the received files without the warehouse, are what is published.

Among them are one that absorbed another since (栃木市), three with another code on the day of the post offices (滝沢市,
富谷市, 那珂川市), two of the coast of Fukushima, a designated city, an island, and one whose area is unsafe (根室市).
"""

from __future__ import annotations

import csv
from collections import defaultdict

import duckdb
import pytest

from dagster_project.settings import PROJECT_ROOT

RAW = PROJECT_ROOT / "raw"
OFFICES = "2013-11-30"
CENSUS, REGISTER, CARDS, CARDS_BEFORE, AREA = "2020-10-01", "2024-01-01", "2022-12-31", "2022-01-01", "2025-10-01"

# Code of today -> the codes that its land had on 30 November 2013.
TEN = {
    "012025": ["012025"],  # 函館市
    "032166": ["033057"],  # 滝沢市, then a village
    "042161": ["044237"],  # 富谷市, then a town
    "075469": ["075469"],  # 双葉町
    "075477": ["075477"],  # 浪江町
    "092037": ["092037", "093670"],  # 栃木市, with 岩舟町
    "133817": ["133817"],  # 三宅村
    "204137": ["204137"],  # 泰阜村
    "221309": ["221309"],  # 浜松市
    "402311": ["403059"],  # 那珂川市, then a town
}
NEMURO = "012238"
# The register of 2014 lacks 岩舟町, 富谷町 and 那珂川町, which are gone today.
NOT_WHOLE_IN_2014 = {"042161", "092037", "402311"}

Facts = dict[tuple[str, str, str], float]  # code, what, date


def rows(name: str) -> list[dict[str, str]]:
    with (RAW / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def facts() -> Facts:
    """Every number of the files by code and date; nothing is carried over from one code to another."""
    found: Facts = defaultdict(float)
    for file in ("resident_population", "census_by_municipality", "projected_population", "municipality_area"):
        for row in rows(f"municipalities/{file}.csv"):
            found[row["code6"], row["statistic"], row["as_of_date"]] = float(row["value"])
    for row in rows("municipalities/my_number_card.csv"):
        found[row["code6"], "cards", row["as_of_date"]] = float(row["card_count"])
        found[row["code6"], "card_base", row["as_of_date"]] = float(row["base_population"])
    for row in rows("branch_counts/post_office_by_municipality_20131130.csv"):
        count = float(row["office_count"])
        found[row["code6"], "offices", OFFICES] += count
        found[row["code6"], row["status"], OFFICES] += count
        found[row["code6"], row["office_type"], OFFICES] += count
    return dict(found)


@pytest.fixture(scope="module")
def published(built) -> dict[tuple[str, str, str], float | None]:
    with duckdb.connect(str(built.warehouse), read_only=True) as connection:
        found = connection.sql(
            "select municipality_code6, indicator_id, cast(as_of_date as varchar), value from reports.municipality_indicator"
        ).fetchall()
        areas = connection.sql(
            "select area_code, indicator_id, cast(as_of_date as varchar), value from reports.area_indicator"
        ).fetchall()
    return {(code, indicator, day): value for code, indicator, day, value in [*found, *areas]}


def by_hand(facts: Facts, code: str) -> dict[tuple[str, str], float | None]:
    """Indicator and date -> value of one municipality of today; None where a number behind it is not there."""

    def now(what: str, day: str) -> float | None:
        return facts.get((code, what, day))

    def then(what: str) -> float:
        return sum(facts[old, what, OFFICES] for old in TEN[code])

    def ratio(above: float | None, below: float | None, times: float = 1, less: float = 0) -> float | None:
        return None if above is None or not below else times * above / below - less

    old, young, middle = (now(f"census_population_{age}", CENSUS) for age in ("65plus", "0_14", "15_64"))
    known = None if None in (old, young, middle) else old + young + middle
    return {
        ("post_offices", OFFICES): then("offices"),
        ("operating_post_offices", OFFICES): then("operating"),
        ("single_office", OFFICES): float(then("offices") <= 1),
        ("closed_share_pct", OFFICES): 100 * then("temporarily_closed") / then("offices"),
        ("contract_share_pct", OFFICES): 100 * then("contract") / then("offices"),
        ("offices_per_100km2", OFFICES): ratio(then("offices"), now("area_km2", AREA), 100),
        ("residents_per_operating_office", CENSUS): ratio(now("census_population", CENSUS), then("operating")),
        ("resident_population", REGISTER): now("resident_population", REGISTER),
        ("population_change_5y_pct", REGISTER): ratio(
            now("resident_population", REGISTER), now("resident_population", "2019-01-01"), 100, 100
        ),
        ("population_change_10y_pct", REGISTER): None
        if code in NOT_WHOLE_IN_2014
        else ratio(now("resident_population", REGISTER), now("resident_population", "2014-01-01"), 100, 100),
        ("census_population", CENSUS): now("census_population", CENSUS),
        ("projected_change_2050_pct", "2050-10-01"): ratio(
            now("projected_population", "2050-10-01"), now("census_population", CENSUS), 100, 100
        ),
        ("share_65plus_pct", CENSUS): ratio(old, known, 100),
        ("single_65plus_share_pct", CENSUS): ratio(
            now("single_65plus_households", CENSUS), now("census_households", CENSUS), 100
        ),
        ("cards_per_resident", CARDS): ratio(now("cards", CARDS), now("card_base", CARDS)),
        ("cards_growth_2022", CARDS): ratio(now("cards", CARDS), now("cards", CARDS_BEFORE), 100, 100),
        ("area_km2", AREA): now("area_km2", AREA),
    }


@pytest.mark.parametrize("code", TEN)
def test_a_municipality_is_what_its_files_say(code, facts, published):
    expected = {(code, *what): value for what, value in by_hand(facts, code).items()}
    missing = {key for key, value in expected.items() if value is None}
    assert {key for key in expected if published.get(key) is None} == missing
    for key in expected.keys() - missing:
        assert published[key] == pytest.approx(expected[key], rel=1e-9), key


def test_what_was_absorbed_is_counted_with_its_heir(facts, published):
    before, absorbed = facts["092037", "offices", OFFICES], facts["093670", "offices", OFFICES]
    assert absorbed > 0
    assert published["092037", "post_offices", OFFICES] == before + absorbed


def test_no_ratio_rests_on_the_area_of_nemuro_which_is_shown_all_the_same(published):
    for indicator in ("offices_per_100km2", "habitable_share_pct", "population_density_habitable"):
        assert {value for (code, one, _), value in published.items() if (code, one) == (NEMURO, indicator)} <= {None}
    assert published[NEMURO, "area_km2", AREA] > 500


def test_a_zero_of_the_census_is_a_number_and_no_gap(facts, published):
    assert facts["075469", "census_population", CENSUS] == 0
    assert published["075469", "census_population", CENSUS] == 0
    assert published["075469", "projected_change_2050_pct", "2050-10-01"] is None


def test_areas_are_ratios_of_sums_and_agree_with_published_totals(facts, published):
    def total(what: str, day: str, prefecture: str = "") -> float:
        return sum(
            value for (code, one, on), value in facts.items() if (one, on) == (what, day) and code.startswith(prefecture)
        )

    assert total("offices", OFFICES) == 24_526
    assert total("temporarily_closed", OFFICES) == 312
    assert published["japan", "closed_share_pct", OFFICES] == pytest.approx(100 * 312 / 24_526, rel=1e-9)
    assert total("resident_population", REGISTER) == published["japan", "resident_population", REGISTER] == 124_885_175
    assert total("census_population_65plus", CENSUS) == 35_335_805
    known = 14_955_692 + 72_922_764 + 35_335_805
    assert published["japan", "share_65plus_pct", CENSUS] == pytest.approx(100 * 35_335_805 / known, rel=1e-9)
    assert total("cards", CARDS) == 71_905_789
    ishikawa = total("operating", OFFICES, "17")
    assert published["prefecture_17", "operating_post_offices", OFFICES] == ishikawa
    assert published["prefecture_17", "residents_per_operating_office", CENSUS] == pytest.approx(
        total("census_population", CENSUS, "17") / ishikawa, rel=1e-9
    )


def test_numbers_known_by_prefecture_count_once_in_the_nation(published):
    assert published["japan", "closed_share_prefecture_pct", "2026-03-03"] == pytest.approx(100 * 818 / 24_145, rel=1e-9)
    assert published["japan", "closed_contract_share_prefecture_pct", "2026-03-03"] == pytest.approx(
        100 * 643 / 4_022, rel=1e-9
    )
    assert published["prefecture_17", "closed_share_prefecture_pct", "2026-03-03"] == pytest.approx(100 * 28 / 322, rel=1e-9)
    assert published["172014", "closed_share_prefecture_pct", "2026-03-03"] == pytest.approx(100 * 28 / 322, rel=1e-9)  # 金沢市
    assert published["japan", "stores_per_10k_prefecture", "2025-06-01"] == pytest.approx(
        10_000 * 50_790 / 124_885_175, rel=1e-9
    )
