"""The real lists replayed: official totals, and every kind of change on a body that went through it."""

from __future__ import annotations

import datetime
import time

import polars as pl
import pytest

from dagster_project.municipalities.event_frames import municipality_event_bodies, municipality_events
from dagster_project.municipalities.history import municipal_history, municipality_periods
from dagster_project.municipalities.succession import current_frame, split_population, succession_frame
from tests.unit.municipalities.municipal_lists import on, real_lists


def date(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.fixture(scope="module")
def periods() -> pl.DataFrame:
    return municipality_periods(*real_lists())


@pytest.fixture(scope="module")
def history():
    return municipal_history(*real_lists())


@pytest.fixture(scope="module")
def successions(history) -> pl.DataFrame:
    return succession_frame(history, {})


@pytest.fixture(scope="module")
def current(history) -> pl.DataFrame:
    return current_frame(history, {})


def spans(periods: pl.DataFrame, municipality_id: str) -> list[tuple]:
    """Code, name, type, first day and end of each span of a body."""
    return (
        periods.filter(pl.col("municipality_id") == municipality_id)
        .sort("valid_from")
        .select("code5", "name_ja", "municipality_type", "valid_from", "valid_to")
        .rows()
    )


def successors(successions: pl.DataFrame, municipality_id: str) -> set[tuple]:
    return set(
        successions.filter(pl.col("from_municipality_id") == municipality_id)
        .select("to_municipality_id", "weight", "weight_basis")
        .rows()
    )


@pytest.mark.parametrize(
    ("day", "total"),
    [("1999-03-31", 3232), ("2005-04-01", 2395), ("2006-03-31", 1821), ("2010-03-31", 1727), ("2024-01-01", 1718)],
)
def test_the_replay_gives_the_official_totals_with_special_wards_apart(periods, day, total):
    counted = on(periods, day).filter("counts_in_1741")
    wards = counted.filter(pl.col("municipality_type") == "special_ward")
    assert (counted.height - wards.height, wards.height) == (total, 23)


def test_what_is_valid_today_is_the_current_list_in_every_column(periods):
    municipality, _ = real_lists()
    columns = ["code6", "name_ja", "full_name_ja", "name_kana", "name_en", "municipality_type", "county", "counts_in_1741"]
    listed = municipality.filter(pl.col("municipality_type") != "prefecture").select(columns)
    assert on(periods, "2024-01-01").select(columns).sort("code6").equals(listed.sort("code6"))


def test_wards_of_today_belong_to_the_cities_the_list_names(periods):
    municipality, _ = real_lists()
    today = periods.filter(pl.col("valid_to").is_null())
    cities = today.select("municipality_id", pl.col("code6").alias("parent_code6"))
    found = today.filter(pl.col("municipality_type") == "designated_city_ward").join(
        cities, left_on="parent_municipality_id", right_on="municipality_id"
    )
    listed = municipality.filter(pl.col("municipality_type") == "designated_city_ward")
    assert set(found.select("code6", "parent_code6").rows()) == set(listed.select("code6", "parent_code6").rows())


def test_a_renamed_city_keeps_its_code_and_its_id(periods):
    assert spans(periods, "m28221_19990401") == [
        ("28221", "篠山市", "city", date("1999-04-01"), date("2019-05-01")),
        ("28221", "丹波篠山市", "city", date("2019-05-01"), None),
    ]


def test_a_town_that_became_a_city_changes_its_code_and_keeps_its_id(periods):
    assert spans(periods, "m40305") == [
        ("40305", "那珂川町", "town", date("1970-04-01"), date("2018-10-01")),
        ("40231", "那珂川市", "city", date("2018-10-01"), None),
    ]


def test_a_rename_to_the_same_name_makes_the_earlier_reading_unknown(periods):
    hasuda = periods.filter(pl.col("code5") == "11238").sort("valid_from")
    assert hasuda.select("name_ja", "name_kana", "details_status").rows() == [
        ("蓮田市", None, "not_available"),
        ("蓮田市", "ハスダシ", "ok"),
    ]


def test_becoming_a_core_city_changes_nothing_but_is_an_event(periods, history):
    assert spans(periods, "m09201") == [("09201", "宇都宮市", "city", date("1970-04-01"), None)]
    events = municipality_events(history)
    assert events.filter(pl.col("event_id") == "e19960401_status_core_city_09201")["before_ja"].to_list() == ["宇都宮市"]


def test_becoming_a_designated_city_changes_code_and_type(periods):
    assert spans(periods, "m43201") == [
        ("43201", "熊本市", "city", date("1970-04-01"), date("2012-04-01")),
        ("43100", "熊本市", "designated_city", date("2012-04-01"), None),
    ]


def test_a_merger_begins_a_new_body_even_under_an_old_code_and_name(periods, successions):
    assert spans(periods, "m41206") == [("41206", "武雄市", "city", date("1970-04-01"), date("2006-03-01"))]
    assert spans(periods, "m41206_20060301") == [("41206", "武雄市", "city", date("2006-03-01"), None)]
    assert successors(successions, "m41206") == {("m41206_20060301", 1.0, "whole")}


def test_an_absorber_survives_and_the_absorbed_ends_in_it(periods, successions):
    assert spans(periods, "m18205")[-1][-1] is None  # 大野市
    assert spans(periods, "m18341") == [("18341", "西谷村", "village", date("1970-04-01"), date("1970-07-01"))]
    assert successors(successions, "m18341") == {("m18205", 1.0, "whole")}


def test_a_divided_village_goes_to_two_bodies_without_weights_and_stays_unallocated(successions, current):
    fuji = "m19430_20031115"
    assert successors(successions, "m19341") == {("m19201", None, "not_available"), (fuji, None, "not_available")}
    rows = current.filter(pl.col("municipality_id") == "m19341")
    assert set(rows.select("current_municipality_id", "weight").rows()) == {("m19201", None), (fuji, None), (None, 1.0)}


def test_weights_come_from_a_file_where_one_gives_the_parts(history):
    parts = pl.DataFrame(
        {
            "source_file": ["municipalities/split_population.csv"] * 2,
            "row_number": [2, 3],
            "effective_date": [date("2006-03-01")] * 2,
            "old_code6": ["193411"] * 2,
            "new_code6": ["192015", "194301"],
            "population_persons": [300, 100],
        }
    )
    populations = split_population(parts, history)
    assert successors(succession_frame(history, populations), "m19341") == {
        ("m19201", 0.75, "population"),
        ("m19430_20031115", 0.25, "population"),
    }
    rows = current_frame(history, populations).filter(pl.col("municipality_id") == "m19341")
    assert set(rows.select("current_municipality_id", "weight").rows()) == {("m19201", 0.75), ("m19430_20031115", 0.25)}


def test_every_change_names_the_prefecture_of_the_body_it_changes():
    municipality, changes = real_lists()
    prefectures = municipality.filter(pl.col("municipality_type") == "prefecture").select(
        "prefecture", pl.col("code6").str.head(2).alias("named_code")
    )
    body_code = pl.coalesce("old_code6", "new_code6").str.head(2)
    named = changes.join(prefectures, on="prefecture", how="left").with_columns(body_code=body_code)
    wrong = named.filter(pl.col("named_code").ne_missing(pl.col("body_code")))
    assert wrong.select("effective_date", "prefecture", "old_name").rows() == []


def test_a_village_may_cross_a_prefecture_border(periods, current, history):
    [row] = periods.filter(pl.col("municipality_id") == "m20431").select("name_ja", "prefecture_ja", "valid_to").rows()
    assert row == ("山口村", "長野県", date("2005-02-13"))
    assert current.filter(pl.col("municipality_id") == "m20431")["current_municipality_id"].to_list() == ["m21206"]
    event = municipality_events(history).filter(pl.col("before_ja").str.contains("山口村"))
    assert event.select("prefecture_code", "after_ja").rows() == [("21", "中津川市")]


@pytest.mark.parametrize(
    ("town", "ward", "city"),
    [
        ("m40321", "西区", "m40201"),  # 早良町 1975, 福岡市
        ("m26381", "右京区", "m26100"),  # 京北町 2005, 京都市
        ("m34324", "佐伯区", "m34201"),  # 湯来町 2005, 広島市
        ("m22382", "清水区", "m22201_20030401"),  # 蒲原町 2006, 静岡市
        ("m22383", "清水区", "m22201_20030401"),  # 由比町 2008
    ],
)
def test_a_town_absorbed_into_a_ward_ends_in_the_wards_city(successions, history, town, ward, city):
    assert successors(successions, town) == {(city, 1.0, "whole")}
    bodies = municipality_event_bodies(history)
    [event_id] = bodies.filter(pl.col("municipality_id") == town, pl.col("role") == "ended")["event_id"]
    after = bodies.filter(pl.col("event_id") == event_id, pl.col("side") == "after")
    assert after.select("municipality_id", "name_ja").rows() == [(city, ward)]


@pytest.mark.parametrize(
    ("absorbed", "absorber", "today"),
    [
        ("m23426", "m23428", "弥富市"),  # 十四山村 into 弥富町, which became a city the same day
        ("m08422", "m08423", "潮来市"),
        ("m08407", "m08406", "神栖市"),
        ("m15545", "m15217", "妙高市"),  # into 新井市, renamed the same day
    ],
)
def test_chains_of_one_day_end_in_the_body_of_that_evening(periods, successions, absorbed, absorber, today):
    assert successors(successions, absorbed) == {(absorber, 1.0, "whole")}
    assert spans(periods, absorber)[-1][1] == today


def test_a_name_borne_for_no_full_day_has_no_span(periods, history):
    assert [name for _, name, *_ in spans(periods, "m23521")] == ["三好町", "みよし市"]
    renamed = municipality_events(history).filter(pl.col("before_ja") == "三好町", pl.col("after_ja") == "みよし町")
    assert renamed["event_date"].to_list() == [date("2010-01-04")]


def test_a_change_of_county_is_known_on_both_sides_where_the_row_prints_it(periods):
    shiobara = periods.filter(pl.col("municipality_id") == "m09381").sort("valid_from")
    assert shiobara.select("code5", "county", "full_name_ja").rows() == [
        ("09381", "塩谷郡", "塩谷郡塩原町"),
        ("09410", "那須郡", "那須郡塩原町"),
    ]
    horonobe = periods.filter(pl.col("municipality_id") == "m01488")
    assert set(horonobe.select("name_ja", "county").rows()) == {("幌延町", "天塩郡")}
    anamizu = periods.filter(pl.col("municipality_id") == "m17421").sort("valid_from")
    assert anamizu.select("county", "county_status").rows() == [(None, "not_available"), ("鳳珠郡", "ok")]


def test_details_of_abolished_bodies_are_not_available_and_never_guessed(periods):
    ended = periods.filter(pl.col("valid_to").is_not_null(), pl.col("municipality_id") == "m19341")
    assert ended.select("name_kana", "name_en", "details_status", "county", "county_status").rows() == [
        (None, None, "not_available", None, "not_available")
    ]


def test_wards_split_merge_are_reorganised_and_abolished(periods, successions):
    assert spans(periods, "m40102") == [("40102", "小倉区", "designated_city_ward", date("1970-04-01"), date("1974-04-01"))]
    assert {to for to, *_ in successors(successions, "m40102")} == {"m40106_19740401", "m40107_19740401"}
    assert successors(successions, "m27101") == {("m27127_19890213", 1.0, "whole")}  # 北区 and 大淀区 of Osaka
    # 浜松市 2024: 北区 between two wards, the others whole
    assert {to for to, *_ in successors(successions, "m22135_20070401")} == {"m22138_20240101", "m22139_20240101"}
    assert successors(successions, "m22136_20070401") == {("m22139_20240101", 1.0, "whole")}
    hamamatsu = on(periods, "2023-12-31").filter(pl.col("parent_municipality_id") == "m22202")
    assert (hamamatsu.height, on(periods, "2024-01-01").filter(pl.col("parent_municipality_id") == "m22202").height) == (7, 3)


def test_a_ward_that_gave_away_a_part_is_unallocated_before_and_whole_after(current):
    rows = current.filter(pl.col("municipality_id") == "m26105", pl.col("weight").is_not_null()).sort("valid_from")
    assert rows.select("valid_from", "valid_to", "current_municipality_id", "weight").rows() == [
        (date("1970-04-01"), date("1976-10-01"), None, 1.0),
        (date("1976-10-01"), None, "m26105", 1.0),
    ]


def test_villages_of_the_northern_territories_are_there_and_not_counted(periods):
    villages = periods.filter(pl.col("municipality_type") == "northern_territories_village")
    assert villages.height == 6
    assert not villages["counts_in_1741"].any()
    assert on(periods, "2024-01-01").filter(pl.col("name_ja") == "泊村").height == 2


def test_bodies_that_no_change_touches_are_known_from_april_1970(periods):
    assert spans(periods, "m13101") == [("13101", "千代田区", "special_ward", date("1970-04-01"), None)]


def test_every_received_row_but_those_about_counties_is_in_one_event(history):
    _, changes = real_lists()
    events = municipality_events(history)
    assert events["row_count"].sum() == changes.filter(pl.col("scope") != "district").height
    assert events["event_id"].is_unique().all()


def test_every_former_body_is_wholly_accounted_for_today(current):
    sums = current.group_by("municipality_id", "valid_from").agg(pl.col("weight").sum())
    assert sums.filter((pl.col("weight") - 1).abs() > 1e-9).is_empty()


def test_the_order_of_the_received_rows_does_not_matter(periods, successions, current):
    municipality, changes = real_lists()
    shuffled = municipality.sample(fraction=1, shuffle=True, seed=1), changes.sample(fraction=1, shuffle=True, seed=2)
    assert municipality_periods(*shuffled).equals(periods)
    history = municipal_history(*shuffled)
    assert succession_frame(history, {}).equals(successions)
    assert current_frame(history, {}).equals(current)


def test_the_replay_takes_well_under_two_seconds():
    lists = real_lists()
    started = time.process_time()
    municipality_periods(*lists)
    assert time.process_time() - started < 2
