"""Spellings of one name come together; names of two bodies never do."""

import polars as pl
import pytest

from dagster_project.municipalities.name_spelling import spelling_keys
from dagster_project.municipalities.names import name_table, numbered_periods


def key(name: str) -> str:
    return spelling_keys(pl.Series([name]))[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("龍ケ崎市", "竜ヶ崎市"),
        ("茅ヶ崎市", "茅が崎市"),
        ("五ヶ瀬町", "五箇瀬町"),
        ("六ヶ所村", "六ケ所村"),
        ("梼原町", "檮原町"),
        ("須恵町", "須惠町"),
        ("四條畷市", "四条畷市"),
        ("藤沢市", "藤澤市"),
        ("宮崎市", "宮﨑市"),
        ("榊原町", "榊\U000e0100原町"),
        ("つくば市", "ツクバ市"),
        ("ニセコ町", "ﾆｾｺ町"),
        ("二ツ井町", "二ッ井町"),
        ("西之表市", "西ノ表市"),
        ("札幌市中央区", " 札幌市　中央区\n"),
        ("塩竈市", "塩釜市"),
        ("塩竈市", "塩釡市"),
        ("吉野町", "𠮷野町"),
        ("柳川市", "栁川市"),
        ("船橋市", "舩橋市"),
        ("大町町", "大町町（おおまちちょう）"),
        ("泊村", "泊村 (ﾄﾏﾘﾑﾗ)"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("鹿嶋市", "鹿島市"),
        ("北区(さいたま市)", "北区"),
        ("當麻町", "当麻町"),
        ("玉城町", "玉城市"),
        ("三島市", "三鳥市"),
        ("小樽市", "小樟市"),
        ("あか町", "あが町"),
        ("いけだ町", "いヶだ町"),
    ],
)
def test_names_of_two_places_keep_two_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_no_key_stands_for_two_bodies_of_different_names(periods: pl.DataFrame) -> None:
    names = periods.select("municipality_id", "name_ja").unique()
    shared = names.with_columns(spelling_keys(names["name_ja"]).alias("key")).filter(
        (pl.col("name_ja").n_unique().over("key") > 1) & (pl.col("municipality_id").n_unique().over("key") > 1)
    )
    assert shared.rows() == []


def test_no_accepted_name_of_a_body_is_the_name_of_another(periods: pl.DataFrame) -> None:
    """東京府中市 or 府中市(東京): a name with its prefecture never reads as a differently named body."""
    numbered = numbered_periods(periods)
    bodies = numbered.select("period", "municipality_id", "prefecture_code", "name")
    pairs = name_table(numbered).join(bodies, on="period")
    crossed = pairs.filter(
        (pl.col("name").n_unique().over("key") > 1)
        | (pl.col("names_prefecture").any().over("key") & (pl.col("prefecture_code").n_unique().over("key") > 1))
    )
    crossed = crossed.filter(pl.col("municipality_id").n_unique().over("key") > 1)
    assert crossed.select("key", "municipality_id").rows() == []


def test_an_absent_name_has_the_empty_key() -> None:
    assert spelling_keys(pl.Series([None, "", " "], dtype=pl.String)).to_list() == ["", "", ""]
