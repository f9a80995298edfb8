"""Lists that contradict each other, or themselves, are named with row, code and what to correct."""

from __future__ import annotations

import datetime

import polars as pl
import pytest

from dagster_project.common.problems import InputProblem
from dagster_project.municipalities.history import municipal_history, municipality_periods
from dagster_project.municipalities.succession import current_frame, split_population, succession_frame
from tests.unit.municipalities.municipal_lists import change_list, current_list, on, real_lists

TOWN = ("20301", "東町", "town")
CITY = ("20201", "中市", "city")


def problem(current: pl.DataFrame, changes: pl.DataFrame) -> InputProblem:
    with pytest.raises(InputProblem) as raised:
        municipality_periods(current, changes)
    assert raised.value.fix_ja and raised.value.fix_en
    return raised.value


def test_a_change_towards_a_body_that_nothing_knows_names_row_and_code():
    found = problem(current_list(CITY), change_list(("2025-01-01", "renamed", ("20301", "東町"), ("20301", "西町"))))
    assert (found.file, found.row, found.column, found.value) == (
        "raw/municipalities/municipality_changes.csv",
        2,
        "new_code",
        "20301 西町",
    )
    assert "2025-01-01" in found.problem_en
    assert "newer current list" in found.fix_en


def test_it_also_says_who_holds_the_code_instead():
    found = problem(current_list(TOWN), change_list(("2025-01-01", "renamed", ("20301", "南町"), ("20301", "西町"))))
    assert "東町" in found.problem_en
    assert "東町" in found.problem_ja


def test_a_name_that_only_looks_like_the_one_in_the_list_is_told_by_its_code_points():
    """札幌巿 for 札幌市 in the current list: both names look right, and the row of the change list is not the wrong one."""
    changes = change_list(("2025-01-01", "renamed", ("20201", "旧市"), ("20201", "中市")))
    found = problem(current_list(("20201", "中巿", "city")), changes)
    assert all(point in found.problem_ja and point in found.problem_en for point in ("U+5E02", "U+5DFF"))
    assert "raw/municipalities/" in found.fix_en


def test_a_body_that_ended_and_is_still_listed_is_named():
    found = problem(
        current_list(CITY, TOWN), change_list(("2025-01-01", "absorbed_into", ("20301", "東町"), ("20201", "中市")))
    )
    assert (found.row, found.column, found.value) == (2, "old_code", "20301 東町")


def test_a_code_of_two_bodies_at_once_is_named():
    found = problem(
        current_list(CITY, TOWN), change_list(("2025-01-01", "absorbed_into", ("20301", "北町"), ("20201", "中市")))
    )
    assert (found.row, found.value) == (2, "20301 北町")
    assert "東町" in found.problem_en


def test_a_list_with_one_code_twice_says_which_edition_to_keep():
    found = problem(current_list(TOWN, ("20301", "西町", "town")), change_list())
    assert (found.file, found.row, found.value) == ("raw/municipalities/municipalities.csv", 3, "203017 西町")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("2025-01-01", "absorbed_into", ("20301", "東町"), None), "new_code"),
        (("2025-01-01", "renamed", None, ("20301", "東町")), "old_code"),
        (("2025-01-01", "created", ("20302", "西町"), ("20301", "東町")), "old_code"),
        (("2025-01-01", "moved", ("20302", "西町"), ("20301", "東町")), "change_type"),
        (("1965-01-01", "renamed", ("20301", "西町"), ("20301", "東町")), "effective_date"),
    ],
)
def test_a_row_that_says_too_little_or_too_much_is_named(row, column):
    found = problem(current_list(TOWN), change_list(row))
    assert (found.row, found.column) == (2, column)


def test_a_ward_older_than_its_city_is_named():
    found = problem(
        current_list(("20100", "中市", "designated_city"), ("20101", "東区", "designated_city_ward")),
        change_list(("2012-04-01", "became_designated_city", ("20201", "中市"), ("20100", "中市"))),
    )
    assert found.value == "20101 東区"
    assert "became_designated_city" in found.fix_en


def test_two_rows_that_lead_to_one_body_are_named():
    found = problem(
        current_list(CITY),
        change_list(
            ("2025-01-01", "became_city", ("20301", "東町"), ("20201", "中市")),
            ("2025-01-01", "became_city", ("20302", "西町"), ("20201", "中市")),
        ),
    )
    assert found.column == "new_code"


def test_a_population_of_no_division_is_named():
    history = municipal_history(current_list(CITY), change_list())
    parts = pl.DataFrame(
        {
            "source_file": ["municipalities/split_population.csv"],
            "row_number": [2],
            "effective_date": [datetime.date(2025, 1, 1)],
            "old_code6": ["203017"],
            "new_code6": ["202011"],
            "population_persons": [100],
        }
    )
    with pytest.raises(InputProblem) as raised:
        split_population(parts, history)
    assert (raised.value.file, raised.value.row) == ("raw/municipalities/split_population.csv", 2)


def a_year_later() -> tuple[pl.DataFrame, pl.DataFrame]:
    """The real lists and what might happen next.

    甲府市 takes in 昭和町, 府中市 of Hiroshima is renamed, 山梨市 and 笛吹市 merge.
    """
    municipality, changes = real_lists()
    happened = change_list(
        ("2025-04-01", "absorbed_into", ("19384", "昭和町"), ("19201", "甲府市")),
        ("2025-04-01", "renamed", ("34208", "府中市"), ("34208", "備後府中市")),
        ("2025-04-01", "merged_into_new", ("19205", "山梨市"), ("19215", "東山梨市")),
        ("2025-04-01", "merged_into_new", ("19211", "笛吹市"), ("19215", "東山梨市")),
    )
    listed = municipality.filter(~pl.col("code6").is_in(["193844", "192058", "192112"])).with_columns(
        name_ja=pl.when(pl.col("code6") == "342084").then(pl.lit("備後府中市")).otherwise("name_ja")
    )
    new = municipality.filter(pl.col("code6") == "192058").with_columns(
        code6=pl.lit("192155"), code5=pl.lit("19215"), name_ja=pl.lit("東山梨市"), full_name_ja=pl.lit("東山梨市")
    )
    return pl.concat([listed, new]), pl.concat([changes, happened.select(changes.columns)])


def test_a_newer_edition_with_its_changes_continues_the_history():
    before, after = municipality_periods(*real_lists()), municipality_periods(*a_year_later())
    for day in ("1999-03-31", "2005-04-01", "2006-03-31", "2010-03-31", "2024-01-01"):
        columns = ["municipality_key", "municipality_id", "code6", "name_ja", "municipality_type"]
        assert on(after, day).select(columns).equals(on(before, day).select(columns))
    today = on(after, "2025-04-01").filter("counts_in_1741")
    assert today.height == 1741 - 2
    assert today.filter(pl.col("name_ja") == "東山梨市")["municipality_id"].to_list() == ["m19215_20250401"]
    renamed = after.filter(pl.col("municipality_id") == "m34208").sort("valid_from")
    assert renamed.select("name_ja", "details_status").rows() == [("府中市", "not_available"), ("備後府中市", "ok")]


def test_facts_of_the_older_edition_reach_the_newer_boundaries():
    history = municipal_history(*a_year_later())
    current = current_frame(history, {})
    for ended, today in (("m19384", "m19201"), ("m19205_20050322", "m19215_20250401")):
        rows = current.filter(pl.col("municipality_id") == ended)
        assert rows.select("current_municipality_id", "weight").rows() == [(today, 1.0)]
    assert succession_frame(history, {}).filter(pl.col("event_date") == datetime.date(2025, 4, 1)).height == 3


def test_a_newer_change_list_beside_the_older_edition_is_refused():
    municipality, _ = real_lists()
    _, changes = a_year_later()
    found = problem(municipality, changes)
    assert "2025-04-01" in found.problem_en
    assert found.row is not None
