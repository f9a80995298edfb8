"""The one page with a script: a reader chooses a municipality, or comes by address, and reads its profile."""

from __future__ import annotations

import gzip

import duckdb
import polars as pl
import pytest

HEADINGS = {
    "192015": "甲府市（山梨県）",
    "221309": "浜松市（静岡県）",
    "282219": "丹波篠山市（兵庫県）",
    "132063": "府中市（東京都）",
    "342084": "府中市（広島県）",
}
LARGEST_COMPRESSED_BYTES = 90_000


@pytest.fixture(scope="session")
def used(browse) -> dict:
    """What happened when the page was used (municipalities.mjs says how)."""
    return browse("municipalities.mjs", [])


@pytest.fixture(scope="session")
def profiles(built) -> dict[str, dict]:
    """code -> row of the table that the page shows."""
    with duckdb.connect(str(built.release / "reports.duckdb"), read_only=True) as connection:
        rows = pl.DataFrame(connection.sql("select * from municipality_profile")).to_dicts()
    return {row["municipality_code6"]: row for row in rows}


def test_nothing_is_shown_before_a_municipality_is_chosen(used):
    assert not used["before"]["visible"]


def test_choosing_a_prefecture_offers_its_municipalities_and_no_others(used, profiles):
    names = [row["municipality_ja"] for row in profiles.values() if row["prefecture_ja"] == "山梨県"]
    assert sorted(used["offered"][1:]) == sorted(names)


def test_choosing_kofu_shows_its_profile_and_its_address(used, profiles):
    chosen = used["chosen"]
    assert chosen["visible"] and chosen["heading"] == "甲府市（山梨県）"
    assert chosen["address"].endswith("#192015")
    assert f"{profiles['192015']['population_persons']:,.0f}人" in chosen["body"]
    assert f"{profiles['192015']['peer_member_count']}団体中{profiles['192015']['peer_population_rank']}位" in chosen["body"]
    assert chosen["title"].startswith("甲府市")


def test_going_back_leaves_the_choice(used):
    assert used["back"].endswith("/ja/municipalities/")


def test_the_language_switch_keeps_the_municipality(used):
    switched = used["switched"]
    assert switched["lang"] == "en" and switched["visible"]
    assert switched["address"].endswith("/en/municipalities/#192015")
    assert switched["heading"] == "Kofu-shi (Yamanashi)"


def test_the_keyboard_alone_is_enough(used):
    assert used["keyed"]["visible"] and used["keyed"]["heading"] == "Kofu-shi (Yamanashi)"


def test_every_address_shows_its_municipality_both_cities_named_fuchu_included(used):
    for code, heading in HEADINGS.items():
        assert used["addressed"][code]["heading"] == heading
    assert used["addressed"]["19201"]["heading"] == HEADINGS["192015"], "five digits do as well"


def test_a_code_of_nobody_is_answered_in_words(used):
    assert not used["unknown"]["visible"] and "999999" in used["unknown"]["said"]


def test_the_diagram_has_a_line_for_every_body_of_the_history(used, built):
    with duckdb.connect(str(built.release / "reports.duckdb"), read_only=True) as connection:
        bodies = dict(
            connection.sql(
                "select municipality_code6, count(distinct body_id) from municipality_history "
                "where is_ancestor group by municipality_code6"
            ).fetchall()
        )
    for code in ("192015", "221309", "282219"):
        assert len(used["addressed"][code]["lines"]) == bodies[code], code
    assert used["addressed"]["132063"]["lines"] == []
    assert "記録がない" in used["addressed"]["132063"]["body"]


def test_figures_of_a_profile_have_caption_spoken_summary_table_and_source(used):
    for code, page in used["addressed"].items():
        assert page["figures"], code
        for figure in page["figures"]:
            assert figure["caption"] and figure["spoken"] and figure["hasTable"] and figure["hasSource"], figure


def test_every_municipality_has_a_profile_without_a_hole(used, profiles):
    assert sorted(used["everyOne"]["codes"]) == sorted(profiles)
    assert used["everyOne"]["wrong"] == []


def test_a_profile_has_no_serious_accessibility_finding_and_fits_a_phone(used):
    assert used["axe"] == [] and used["phoneAxe"] == []
    assert used["phoneOverflow"] <= 0


def test_without_a_script_the_prefectures_and_the_way_to_the_files_remain(used):
    plain = used["withoutScript"]
    assert not plain["chooserVisible"]
    assert plain["tableRows"] == 47
    assert "municipality_profile.csv" in plain["text"]


def test_the_security_policy_is_never_broken_and_nothing_comes_from_elsewhere(used):
    assert used["troubles"] == []


def test_the_page_stays_small(site):
    for lang in ("ja", "en"):
        page = gzip.compress((site / lang / "municipalities" / "index.html").read_bytes())
        assert len(page) <= LARGEST_COMPRESSED_BYTES, (lang, len(page))
