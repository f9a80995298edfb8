"""The explorer on the published site: two indicators of the reader's choice, from files beside the page."""

from __future__ import annotations

import csv
import io
import json

import duckdb
import polars as pl
import pytest

# The files of a pair with the names that go with them, as they lie beside the page.
MOST_BYTES = 300_000


@pytest.fixture(scope="session")
def used(browse):
    """What happened when the page was used, by way of using it (explorer.mjs says how)."""
    return browse("explorer.mjs")


@pytest.fixture(scope="session")
def newest(release) -> dict[tuple[str, str], float | None]:
    """(municipality, indicator) -> newest value, of indicators known for all on one day."""
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        rows = connection.sql(
            """
            select municipality_code6, indicator_id, value from municipality_indicator
            qualify as_of_date = max(as_of_date) over (partition by indicator_id)
            """
        ).fetchall()
    return {(code, indicator): value for code, indicator, value in rows}


def rows_of(file: dict) -> list[dict]:
    return list(csv.DictReader(io.StringIO(file["text"].removeprefix("\ufeff"))))


def test_there_is_a_file_for_every_indicator_that_holds_the_newest_values(release, site, newest):
    codes = sorted({code for code, _ in newest})
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        kinds = dict(connection.sql("select indicator_id, aggregation from indicator").fetchall())
    files = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in (site / "data/indicators").glob("*.json")}
    assert set(files) == set(kinds) and len(files) >= 30
    for name, file in files.items():
        assert len(file["municipalities"]) == len(codes)
        if kinds[name] == "shared":
            continue
        for code, value in zip(codes, file["municipalities"], strict=True):
            expected = newest[code, name]
            assert value is None if expected is None else value == pytest.approx(expected, rel=1e-11), (name, code)


def test_a_file_holds_the_newest_value_of_every_prefecture_that_has_one(release, site):
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        rows = connection.sql(
            """
            select indicator_id, replace(area_code, 'prefecture_', ''), value
            from area_indicator
            where area_level = 'prefecture'
            qualify as_of_date = max(as_of_date) over (partition by indicator_id, area_code)
            """
        ).fetchall()
    expected = {(indicator, code): value for indicator, code, value in rows}
    found = {
        (file.stem, code): value
        for file in (site / "data/indicators").glob("*.json")
        for code, (value, _) in json.loads(file.read_text(encoding="utf-8"))["prefectures"].items()
    }
    assert found.keys() == expected.keys()
    for key, value in found.items():
        assert value is None if expected[key] is None else value == pytest.approx(expected[key], rel=1e-11), key


def test_a_pair_with_all_names_is_small(site):
    largest = sorted((file.stat().st_size for file in (site / "data/indicators").glob("*.json")), reverse=True)
    for lang in ("ja", "en"):
        assert sum(largest[:2]) + (site / f"data/places/{lang}.json").stat().st_size <= MOST_BYTES


def test_a_pair_is_drawn_named_and_taken_away_whole(used, newest):
    pair = used["pair"]
    assert "x=resident_population" in pair["address"] and "y=projected_decline_2050_pct" in pair["address"]
    assert pair["entries"] == pair["before"], "a choice adds no entry to the history"
    rows = rows_of(pair["file"])
    assert len(rows) == 1741
    for row in rows:
        for name in ("resident_population", "projected_decline_2050_pct"):
            expected = newest[row["municipality_code6"], name]
            assert row[name] == "" if expected is None else float(row[name]) == pytest.approx(expected, rel=1e-9)
    assert pair["dots"] == sum(1 for row in rows if row["projected_decline_2050_pct"]) == 1728
    assert "13" in pair["summary"] and pair["names"]


def test_a_municipality_is_found_with_its_companions(used, release):
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        frame = pl.DataFrame(connection.sql("select municipality_code6, peer_member_count from municipality_profile"))
    peers = dict(frame.rows())["204145"] - 1
    nagano = len(frame.filter(pl.col("municipality_code6").str.starts_with("20"))) - 1
    for kind, count in {"peers": peers, "alike": 10, "prefecture": nagano}.items():
        found = used["companions"][kind]
        assert (found["own"], found["lit"]) == (1, count), kind
        assert found["rows"][0][0].startswith("泰阜村")


def test_prefectures_have_their_own_values(used, release):
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        values = dict(
            connection.sql(
                "select area_code, value from area_indicator where indicator_id = 'share_65plus_pct' "
                "and area_level = 'prefecture' qualify as_of_date = max(as_of_date) over ()"
            ).fetchall()
        )
    rows = rows_of(used["prefectures"]["file"])
    assert used["prefectures"]["dots"] == len(rows) == 47
    for row in rows:
        assert float(row["share_65plus_pct"]) == pytest.approx(values[f"prefecture_{row['prefecture_code']}"], rel=1e-9)
    assert used["prefectures"]["rows"][0][0].startswith("長野県")


def test_an_address_brings_a_choice_back(used):
    found = used["byAddress"]
    assert found["x"] == "cards_per_resident" and found["own"] == "泰阜村（長野県）" and found["lit"] == 10


def test_one_without_a_value_is_said_to_be_left_out(used):
    assert "南相馬市は、いずれかの値が欠測" in used["withoutValue"]["summary"] and used["withoutValue"]["own"] == 0


def test_without_a_script_one_pair_is_shown(used):
    plain = used["withoutScript"]
    assert plain["dots"] == used["untouched"]["dots"] > 1700
    assert "スクリプト" in plain["text"] and len(plain["rows"]) == 20
    assert all(note for note in plain["notes"])


def test_it_fits_a_phone_without_a_serious_accessibility_finding(used):
    assert used["phone"]["overflow"] <= 0 and used["phone"]["axe"] == []


def test_the_security_policy_is_never_broken_and_nothing_comes_from_elsewhere(used):
    assert used.errors == {} and used.troubles == {}
