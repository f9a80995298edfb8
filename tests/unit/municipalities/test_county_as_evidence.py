"""A county given with a name is evidence like the prefecture, also for towns that are no more."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dagster_project.municipalities.county_codes import block_of
from dagster_project.municipalities.resolver import resolve
from dagster_project.received.recorded_municipalities import RecordedMunicipalities

_RAW = Path(__file__).parents[3] / "raw"


@pytest.fixture(scope="module")
def periods() -> pl.DataFrame:
    return RecordedMunicipalities(_RAW).periods


def ask(periods: pl.DataFrame, name: str, prefecture: str, county: str | None, on: date | None) -> tuple:
    texts = {"name": name, "prefecture": prefecture, "county": county}
    said = {part: pl.Series([text], dtype=pl.String) for part, text in texts.items()}
    return resolve(periods, **said, since=pl.Series([on], dtype=pl.Date)).row(0)


@pytest.mark.parametrize("on", [date(2004, 6, 1), date(2020, 1, 1)])
@pytest.mark.parametrize(("name", "county"), [("三和町", "双三郡"), ("双三郡三和町", None), ("広島県双三郡三和町", None)])
def test_no_other_town_of_the_prefecture_is_meant_once_that_of_the_county_has_ended(
    periods: pl.DataFrame, name: str, county: str | None, on: date
) -> None:
    found, problem, candidates = ask(periods, name, "広島県", county, on)
    assert (found, problem) == (None, "unknown_municipality")
    assert candidates == "広島県三和町 (345865, –2004-03-31) → 広島県三次市 (342092)"


def test_a_town_that_became_a_city_is_followed_by_it(periods: pl.DataFrame) -> None:
    found, _, candidates = ask(periods, "旭町", "愛知県", "東春日井郡", date(2000, 1, 1))
    assert found is None
    assert candidates == "愛知県旭町 (233218, –1970-11-30) → 愛知県尾張旭市 (232262)"


@pytest.mark.parametrize(
    ("county", "on", "body"),
    [
        ("双三郡", date(2003, 1, 1), "m34586"),
        ("神石郡", date(2003, 1, 1), "m34544"),
        ("双三郡", None, "m34586"),
        ("神石郡", date(2004, 6, 1), "m34544"),
    ],
)
def test_the_county_tells_two_towns_of_one_name_apart(periods: pl.DataFrame, county: str, on: date | None, body: str) -> None:
    assert ask(periods, "三和町", "広島県", county, on)[0] == body


@pytest.mark.parametrize("name", ["三宅島三宅村", "東京都三宅島三宅村", "八丈島八丈町"])
def test_island_names_as_japan_post_writes_them(periods: pl.DataFrame, name: str) -> None:
    assert ask(periods, name, "東京都", None, date(2024, 1, 1))[0] in ("m13381", "m13401")


def test_every_county_that_the_lists_print_is_that_of_its_block(periods: pl.DataFrame) -> None:
    """Where codes and lists speak of the same towns, they never disagree."""
    printed = (
        periods.filter(pl.col("county").str.ends_with("郡")).with_columns(block=block_of(pl.col("code5"))).drop_nulls("block")
    )
    told = periods.drop_nulls("county_by_code").select(block_of(pl.col("code5")).alias("block"), "county_by_code").unique()
    both = printed.join(told, on="block")
    assert both.height > 100
    assert both.filter(pl.col("county") != pl.col("county_by_code")).is_empty()


def test_nearly_every_former_town_outside_hokkaido_has_its_county_told(periods: pl.DataFrame) -> None:
    unknown = periods.filter(
        (pl.col("county_status") == "not_available") & pl.col("county_by_code").is_null() & (pl.col("prefecture_code") != "01")
    )
    assert unknown.height <= 30


@pytest.mark.parametrize(
    ("name", "prefecture", "county", "on"),
    [
        ("美津島町", "長崎県", "高岡郡", date(1987, 3, 17)),
        ("増毛郡大野町", "沖縄県", None, None),
        ("城辺町", "沖縄県", "新田郡", None),
    ],
)
def test_a_town_whose_county_nobody_knows_lies_in_none_of_another_prefecture(
    periods: pl.DataFrame, name: str, prefecture: str, county: str | None, on: date | None
) -> None:
    assert ask(periods, name, prefecture, county, on)[0] is None


def test_a_town_whose_county_nobody_knows_may_lie_in_any_of_its_prefecture(periods: pl.DataFrame) -> None:
    assert ask(periods, "美津島町", "長崎県", "下県郡", date(1987, 3, 17))[0] == "m42442"
