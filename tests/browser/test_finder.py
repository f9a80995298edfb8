"""The finder on the published site: its arithmetic is that of the tables, and of a second computation for other weights."""

from __future__ import annotations

import csv
import io
import json
import re

import duckdb
import numpy as np
import polars as pl
import pytest

from tests.unit.evidence_reports.page_code import evaluated

SIDES = ("need", "capacity", "combined")
# What finder.mjs moves: this indicator counts most on its side, that one not at all.
MOVED = {"share_65plus_pct": 50, "cards_per_resident": 0}
MODULE = """
import fs from 'node:fs';
import { prepared, ranked, rangesOf, weightsOf } from './components/finder/score.js';
const answer = ({ file, inputs, points, side }) => {
    const data = prepared(inputs, JSON.parse(fs.readFileSync(file, 'utf8')).counts);
    const weights = weightsOf(inputs, points, side);
    const { scores, ranks, missing } = ranked(data, weights);
    const { low, high } = rangesOf(data, weights);
    return { scores, ranks, missing: [...missing], low: [...low], high: [...high] };
};
"""


@pytest.fixture(scope="session")
def used(browse):
    """What happened when the page was used, by way of using it (finder.mjs says how)."""
    return browse("finder.mjs")


def read(release, query: str) -> pl.DataFrame:
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        return pl.DataFrame(connection.sql(query))


@pytest.fixture(scope="session")
def inputs(site) -> list[dict]:
    """The inputs as the page holds them: id, side, points, of."""
    page = (site / "ja/finder/index.html").read_text(encoding="utf-8")
    return json.loads(re.search(r'id="finder-data">([^<]*)</script>', page)[1])["inputs"]


@pytest.fixture(scope="session")
def percentiles(release) -> pl.DataFrame:
    """A row for each municipality in the order of codes, a column for each input; null where it is missing."""
    rows = read(release, "select municipality_code6, indicator_id, value from finder_input where side <> 'combined'")
    wide = rows.pivot("indicator_id", index="municipality_code6", values="value").sort("municipality_code6")
    values = pl.exclude("municipality_code6")
    return wide.with_columns(values.rank("max") * 100 / values.count())


def points_of(inputs: list[dict], moved: dict[str, int]) -> dict[str, int]:
    return {one["id"]: moved.get(one["id"], one["points"]) for one in inputs}


def weights_of(inputs: list[dict], points: dict[str, int], side: str) -> dict[str, float]:
    def within(wanted: str) -> dict[str, float]:
        own = {one["id"]: points[one["id"]] for one in inputs if one["side"] == wanted}
        return {name: point / sum(own.values()) for name, point in own.items() if point}

    if side != "combined":
        return within(side)
    return {name: weight / 2 for half in ("need", "capacity") for name, weight in within(half).items()}


def recomputed(percentiles: pl.DataFrame, weights: dict[str, float]) -> pl.DataFrame:
    """Score, rank, missing inputs and range of ranks of each municipality, by other means than the page's."""
    names = list(weights)
    matrix = percentiles.select(names).to_numpy().astype(float)
    there = ~np.isnan(matrix)

    def certain(values: np.ndarray) -> np.ndarray:
        return np.round(values, 9)

    def place(below: np.ndarray, own: np.ndarray) -> np.ndarray:
        """How many of the values are greater than each of these."""
        return len(below) - np.searchsorted(np.sort(below), own, side="right")

    weight = np.array(list(weights.values()))
    score = certain(np.nansum(matrix * weight, axis=1) / (there * weight).sum(axis=1))
    low, high = np.full(len(matrix), len(matrix)), np.zeros(len(matrix), int)
    turned = [np.ones(len(names))]
    turned += [np.where(np.arange(len(names)) == i, factor, 1.0) for i in range(len(names)) for factor in (0.5, 1.5)]
    for factors in turned:
        drawn = weight * factors / (weight * factors).sum()
        lowest = certain((np.where(there, matrix, 0.0) * drawn).sum(axis=1))
        highest = certain((np.where(there, matrix, 100.0) * drawn).sum(axis=1))
        low = np.minimum(low, 1 + place(lowest, highest))
        high = np.maximum(high, 1 + place(highest, lowest) - (highest > lowest))
    return percentiles.select("municipality_code6").with_columns(
        score=pl.Series(score),
        rank=pl.Series(1 + place(score, score)),
        rank_low=pl.Series(low),
        rank_high=pl.Series(high),
        missing_input_count=pl.Series((~there).sum(axis=1)),
    )


def answered(site, inputs: list[dict], points: dict[str, int], side: str) -> dict:
    in_order = [points[one["id"]] for one in inputs]
    given = {"file": str(site / "data/finder.json"), "inputs": inputs, "points": in_order, "side": side}
    return evaluated("answer(given)", MODULE, given)


def same(found: dict, expected: pl.DataFrame) -> None:
    expected = expected.sort("municipality_code6")
    for ours, theirs in {"ranks": "rank", "low": "rank_low", "high": "rank_high", "missing": "missing_input_count"}.items():
        assert found[ours] == expected[theirs].to_list(), theirs
    assert found["scores"] == pytest.approx(expected["score"].to_list(), abs=1e-8)


@pytest.mark.parametrize("side", SIDES)
def test_the_pages_own_module_says_what_the_tables_say_for_the_default_weights(release, site, inputs, side):
    expected = read(release, f"select * from finder_score where side = '{side}'")
    assert len(expected) == 1741
    same(answered(site, inputs, points_of(inputs, {}), side), expected)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("moved", [{}, MOVED, {"projected_decline_2050_pct": 0, "agreement_share_pct": 50, "single_office": 1}])
def test_for_any_weights_it_says_what_a_second_computation_says(percentiles, site, inputs, side, moved):
    points = points_of(inputs, moved)
    same(answered(site, inputs, points, side), recomputed(percentiles, weights_of(inputs, points, side)))


def test_the_default_weights_of_each_side_add_up_to_exactly_one_and_are_those_of_the_page(release, inputs):
    weights = read(release, "select side, indicator_id, weight from finder_weight where is_default")
    assert {side: float(total) for side, total in weights.group_by("side").agg(pl.col("weight").sum()).rows()} == dict.fromkeys(
        SIDES, 1.0
    )
    for side, indicator, weight in weights.rows():
        assert weights_of(inputs, points_of(inputs, {}), side)[indicator] == pytest.approx(float(weight), abs=1e-12)


def rows_of(file: dict) -> list[dict]:
    assert file["text"].startswith("\ufeff"), "a spreadsheet program has to know that it is UTF-8"
    return list(csv.DictReader(io.StringIO(file["text"].removeprefix("\ufeff"))))


def assert_holds(rows: list[dict], expected: pl.DataFrame) -> None:
    assert len(rows) == 1741
    by_code = {row["municipality_code6"]: row for row in rows}
    assert len(by_code) == 1741
    for row in expected.iter_rows(named=True):
        found = by_code[row["municipality_code6"]]
        for name in ("rank", "rank_low", "rank_high", "missing_input_count"):
            assert int(found[name]) == row[name], (row["municipality_code6"], name)
        assert float(found["score"]) == pytest.approx(row["score"], abs=1e-8)
    for row in rows:
        assert not any(re.match(r"[=@＝＠\t\r]|[+-](?![\d.])", cell) for cell in row.values()), row


@pytest.mark.parametrize(("scenario", "side"), [("untouched", "combined"), ("need", "need"), ("capacity", "capacity")])
def test_the_file_to_take_away_holds_every_municipality_as_the_table_does(used, release, scenario, side):
    assert used[scenario]["file"]["name"] == f"finder_{side}.csv"
    assert_holds(rows_of(used[scenario]["file"]), read(release, f"select * from finder_score where side = '{side}'"))


def test_the_file_follows_the_weights_of_the_reader(used, inputs, percentiles):
    rows = rows_of(used["moved"]["file"])
    expected = recomputed(percentiles, weights_of(inputs, points_of(inputs, MOVED), "combined"))
    assert_holds(rows, expected)
    assert "percentile_cards_per_resident" not in rows[0], "what does not count is not in the file"
    gaps = [row for row in rows if row["missing_inputs"]]
    assert gaps and all(not row[f"percentile_{name}"] for row in gaps for name in row["missing_inputs"].split(";"))


def test_the_first_rows_on_the_page_are_those_of_the_table_rounded_alike(used, release):
    names = read(release, "select municipality_code6, municipality_ja from municipality_profile")
    table = read(release, "select * from finder_score where side = 'combined'").join(names, on="municipality_code6")
    by_code = {row["municipality_code6"]: row for row in table.to_dicts()}
    rows = used["untouched"]["rows"]
    assert len(rows) == 20
    for row in rows:
        expected = by_code[row["code"]]
        assert row["rank"] == f"{expected['rank']:,}"
        assert row["place"].startswith(expected["municipality_ja"])
        assert row["link"].endswith(f"municipalities/#{row['code']}")
        assert row["score"] == f"{np.floor(10 * expected['score'] + 0.5) / 10:.1f}"
        assert row["range"] == f"{expected['rank_low']:,}～{expected['rank_high']:,}"
        assert ("欠測：" in row["missing"]) == (expected["missing_input_count"] > 0)
    assert [by_code[row["code"]]["rank"] for row in rows] == sorted(by_code[row["code"]]["rank"] for row in rows)


def test_weights_are_inputs_at_the_default_and_a_move_ranks_anew(used, inputs, percentiles):
    start = {name: int(value) for name, value, disabled in used["untouched"]["points"] if not disabled}
    assert start == {one["id"]: one["points"] for one in inputs}
    expected = recomputed(percentiles, weights_of(inputs, points_of(inputs, MOVED), "combined")).sort(
        "rank", "municipality_code6"
    )
    rows = used["moved"]["rows"]
    assert [row["code"] for row in rows] == expected["municipality_code6"].head(20).to_list()
    assert [row["range"] for row in rows] == [
        f"{low:,}～{high:,}" for low, high in expected.select("rank_low", "rank_high").head(20).rows()
    ]
    assert used["keyed"]["address"] != used["untouched"]["address"], "the keyboard moves a weight as well"


def test_a_move_is_said_by_the_address_and_adds_no_entry_to_the_history(used):
    moved = used["moved"]
    assert "w=" in moved["address"] and moved["entries"] == moved["before"]
    first, other = used["byAddress"]["first"], used["byAddress"]["other"]
    assert other["rows"] == first["rows"] and other["points"] == first["points"]


def test_three_clicks_lead_to_municipalities_like_one_without_an_arrangement(used, release):
    alike = read(release, "select neighbour_code6 from finder_neighbour where municipality_code6 = '204145' order by place")
    entrust = read(release, "select municipality_code5 from outsourcing_contract where boundary_basis = 'as_now'")
    known = set(entrust["municipality_code5"])
    expected = [code for (code,) in alike.rows() if code[:5] not in known]
    found = used["threeClicks"]["list"]
    assert [row["code"] for row in found["rows"]] == ["204145", *expected]
    assert [row["own"] for row in found["rows"]] == [True, *[False] * len(expected)]
    assert "泰阜村は" in found["status"]
    assert all(row["arrangements"] == "記録なし" for row in found["rows"][1:])
    english = used["threeClicks"]["english"]
    assert english["lang"] == "en" and [row["code"] for row in english["rows"]] == [row["code"] for row in found["rows"]]


def test_those_alike_that_entrust_tasks_are_named_with_service_date_and_source(used, release):
    near = read(
        release,
        """
        select place, municipality_ja, service_ja, source_id
        from finder_entrusting_neighbour as near
        inner join outsourcing_contract as contracts on contracts.municipality_code5 = left(near.neighbour_code6, 5)
        where near.municipality_code6 = '204145' and contracts.boundary_basis = 'as_now'
        """,
    )
    found = used["threeClicks"]["list"]
    assert near["place"].n_unique() == 5
    for name, service in near.select("municipality_ja", "service_ja").rows():
        assert name in found["entrusting"] and service in found["entrusting"]
    assert len(found["sources"]) == len(near) and all("sources/#source-" in link for link in found["sources"])


def test_filters_and_the_way_back(used):
    few, back = used["inPrefecture"]["few"], used["inPrefecture"]["back"]
    assert {row["code"][:2] for row in few["rows"]} == {"47"} and used["inPrefecture"]["more"] == 41
    assert back["rows"] == used["untouched"]["rows"] and "#" not in back["address"]


def test_what_cannot_be_answered_is_said_in_words(used):
    assert used["nothingCounts"]["rows"] == [] and "重みが全て0" in used["nothingCounts"]["status"]
    assert "府中市" in used["unknownName"], "two cities have this name"
    assert len(used["cutOff"]["rows"]) == 20, "tried anew at the next move"


def test_without_a_script_the_default_is_complete(used):
    plain = used["withoutScript"]
    assert plain["ranks"] == [row["rank"] for row in used["untouched"]["rows"]]
    assert plain["weights"] == 11 and plain["usable"] == 0
    assert plain["file"].endswith("finder/finder.csv") and "スクリプト" in plain["text"]


def test_the_limits_come_first(used):
    text = used["withoutScript"]["text"]
    assert 0 <= text.index("何かを決めるものではない") < text.index("委託がないことを意味しない") < text.index("重みと条件")


def test_on_a_phone_the_state_stays_at_the_top_and_nothing_is_too_wide_or_too_small(used):
    phone = used["phone"]
    assert phone["overflow"] <= 0 and phone["axe"] == [] and phone["targets"] == []
    assert 0 <= phone["status"]["y"] <= 1
    assert phone["narrowest"] > 0.6, "a card uses the width there is"
    assert used["wide"] <= 0, "no wider than its page on a desktop"


def test_the_security_policy_is_never_broken_and_nothing_comes_from_elsewhere(used):
    assert used.errors == {} and used.troubles == {}
