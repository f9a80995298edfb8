"""Whatever a row says of a municipality leads to the one body meant, or to nobody."""

from collections.abc import Callable
from datetime import date, timedelta

import polars as pl
import pytest

from dagster_project.municipalities.resolver import resolve

NOW = date(2024, 1, 1)
Answer = tuple[str | None, str | None, str | None]
Ask = Callable[..., Answer]


@pytest.fixture
def ask(periods: pl.DataFrame) -> Ask:
    """The answer for one row: code5 of the body found, problem and candidates."""

    def run(
        name: str = "",
        *,
        code: str = "",
        prefecture: str = "",
        county: str = "",
        on: date | None = NOW,
        only_counted: bool = False,
    ) -> Answer:
        stated = {"code": code, "name": name, "prefecture": prefecture, "county": county}
        found = resolve(
            periods,
            **{part: pl.Series([text]) for part, text in stated.items()},
            since=pl.Series([on], dtype=pl.Date),
            only_counted=only_counted,
        ).row(0)
        if found[0] is None:
            return found
        of_body = periods.filter(pl.col("municipality_id") == found[0])
        then = (
            of_body if on is None else of_body.filter((pl.col("valid_from") <= on) & (pl.col("valid_to") > on).fill_null(True))
        )
        return then["code5"][-1], found[1], found[2]

    return run


def found(code5: str) -> Answer:
    return code5, None, None


TOKYO_FUCHU, HIROSHIMA_FUCHU = "東京都府中市 (132063)", "広島県府中市 (342084)"


def test_a_name_in_two_prefectures_needs_one_of_them(ask: Ask) -> None:
    both = f"{TOKYO_FUCHU}、{HIROSHIMA_FUCHU}"
    assert ask("府中市") == (None, "ambiguous_municipality", both)
    assert ask("府中市", prefecture="東京都") == found("13206")
    assert ask("府中市", prefecture="広島") == found("34208")
    assert ask("府中市", prefecture="13") == found("13206")
    assert ask("府中市", code="342084") == found("34208")


def test_the_prefecture_may_stand_in_the_name(ask: Ask) -> None:
    for name in ("東京都府中市", "東京府中市", "東京都　府中市", "府中市（東京都）", "府中市(東京)"):
        assert ask(name) == found("13206")
    assert ask("広島県府中市") == found("34208")


def test_a_name_is_never_searched_for_another_name(ask: Ask) -> None:
    assert ask("京都府中市") == (None, "unknown_municipality", None)
    assert ask("東京都府中市", prefecture="京都府") == (None, "contradicting_municipality", TOKYO_FUCHU)
    assert ask("（旧：府中市）", prefecture="東京都") == (None, "unknown_municipality", None)
    assert ask("府中市役所", prefecture="東京都")[0] is None


def test_a_county_tells_two_villages_of_one_name_apart(ask: Ask) -> None:
    two = "北海道古宇郡泊村 (014036)、北海道国後郡泊村 (016969)"
    assert ask("泊村", prefecture="北海道") == (None, "ambiguous_municipality", two)
    assert ask("泊村", prefecture="北海道", county="古宇郡") == found("01403")
    assert ask("国後郡泊村", prefecture="北海道") == found("01696")
    assert ask("北海道古宇郡泊村") == found("01403")
    assert ask("泊村", code="14036") == found("01403")
    assert ask("泊村", prefecture="北海道", only_counted=True) == found("01403")


def test_a_branch_of_the_prefecture_is_no_county(ask: Ask) -> None:
    assert ask("札幌市", prefecture="北海道", county="石狩振興局") == found("01100")
    assert ask("大島町", prefecture="東京都", county="大島支庁") == found("13361")


def test_a_branch_of_the_prefecture_before_the_name_is_left_aside(ask: Ask) -> None:
    assert ask("空知支庁幌加内町") == ask("北海道上川総合振興局雨竜郡幌加内町") == found("01472")
    assert ask("大島支庁大島町", prefecture="東京都") == found("13361")


def test_islands_stand_before_two_names_of_tokyo(ask: Ask) -> None:
    for name in ("三宅島三宅村", "東京都三宅島三宅村", "三宅村(三宅島)"):
        assert ask(name) == found("13381")
    assert ask("八丈島八丈町", prefecture="東京都") == ask("八丈町", county="八丈支庁") == found("13401")
    assert ask("三宅島三宅村", prefecture="奈良県", on=date(1972, 1, 1))[0] is None
    assert ask("磯城郡三宅村", on=date(1972, 1, 1))[0] is not None
    assert ask("三宅島八丈町")[0] is None


def test_a_village_without_a_county_is_in_none(ask: Ask) -> None:
    assert ask("三宅村", prefecture="東京都", county="西多摩郡")[1] == "contradicting_municipality"
    assert ask("西多摩郡三宅村", prefecture="東京都")[0] is None


def test_a_county_prefix_is_read_and_checked(ask: Ask) -> None:
    assert ask("八重山郡与那国町", prefecture="沖縄県") == found("47382")
    assert ask("八重山郡與那國町") == found("47382")
    assert ask("与那国町", county="宮古郡")[:2] == (None, "contradicting_municipality")
    assert ask("宮古郡与那国町", prefecture="沖縄県")[0] is None


def test_a_town_abolished_with_its_county_unknown_is_found_by_it_all_the_same(ask: Ask) -> None:
    before = date(2000, 1, 1)
    assert ask("岐阜県山県郡高富町", on=before) == found("21441")
    assert ask("高富町", county="山県郡", prefecture="岐阜県", on=before) == found("21441")


def test_towns_of_one_name_are_told_apart_by_the_county_that_their_codes_tell(ask: Ask) -> None:
    """群馬県 had several villages 東村; their counties are in no list of bodies."""
    on = date(2000, 1, 1)
    assert ask("勢多郡東村", prefecture="群馬県", on=on) == found("10309")
    assert ask("東村", prefecture="群馬県", on=on)[:2] == (None, "ambiguous_municipality")


def test_a_ward_is_named_with_its_city_or_prefecture(ask: Ask) -> None:
    assert ask("札幌市中央区") == ask("中央区", prefecture="北海道") == found("01101")
    assert ask("中央区", county="札幌市") == ask("北海道札幌市中央区") == found("01101")
    assert ask("中央区", prefecture="東京都") == found("13102")
    assert ask("北区", prefecture="大阪府")[:2] == (None, "ambiguous_municipality")
    assert ask("中央区")[1:] == (
        "ambiguous_municipality",
        "北海道札幌市中央区 (011011)、埼玉県さいたま市中央区 (111058)、千葉県千葉市中央区 (121011)、"
        "東京都中央区 (131024)、神奈川県相模原市中央区 (141526)、新潟県新潟市中央区 (151033)、"
        "静岡県浜松市中央区 (221384)、大阪府大阪市中央区 (271284)、… (+3)",
    )


def test_where_only_municipalities_count_a_ward_is_none(ask: Ask) -> None:
    assert ask("港区", only_counted=True)[:2] == (None, "ambiguous_municipality")
    assert ask("港区", prefecture="東京都", only_counted=True) == found("13103")
    assert ask("札幌市中央区", only_counted=True)[:2] == (None, "unknown_municipality")
    assert ask("中央区", prefecture="北海道", only_counted=True)[:2] == (None, "unknown_municipality")


@pytest.mark.parametrize("code", ["011002", "01100", "11002", "1100", "01100-2", "11002.0"])
def test_a_code_in_any_state_of_wear_is_read(ask: Ask, code: str) -> None:
    assert ask(code=code) == found("01100")


def test_a_number_that_may_be_two_codes_needs_a_name(ask: Ask) -> None:
    """13307 is 檜原村, or 松前郡 (013307) without its zero."""
    assert ask(code="13307") == (None, "ambiguous_municipality", "東京都西多摩郡檜原村 (133078)")
    assert ask("檜原村", code="13307") == found("13307")
    assert ask("松前郡", code="13307")[0] is None


@pytest.mark.parametrize("code", ["0120B", "012026", "010006", "999999", "函館"])
def test_a_code_that_is_none_is_not_overruled_by_the_name(ask: Ask, code: str) -> None:
    assert ask("函館市", code=code) == (None, "unknown_municipality", "北海道函館市 (012025)")


def test_code_and_name_must_agree(ask: Ask) -> None:
    assert ask("府中市", code="342084", prefecture="東京都")[:2] == (None, "contradicting_municipality")
    assert ask("東京都府中市", code="342084") == (
        None,
        "contradicting_municipality",
        f"{TOKYO_FUCHU}、{HIROSHIMA_FUCHU}",
    )


@pytest.mark.parametrize("name", ["-", "―", "", "…"])
def test_a_mark_in_place_of_a_name_says_nothing(ask: Ask, name: str) -> None:
    assert ask(name, code="011002") == found("01100")
    assert ask(name, prefecture="東京都") == (None, None, None)


def test_a_wrong_or_missing_ending_is_shown_the_right_one(ask: Ask) -> None:
    assert ask("玉城市", prefecture="三重県") == (None, "unknown_municipality", "三重県度会郡玉城町 (244619)")
    assert ask("府中", prefecture="東京都") == (None, "unknown_municipality", TOKYO_FUCHU)
    assert ask("合計") == (None, "unknown_municipality", None)


def test_a_body_is_found_only_while_it_was(ask: Ask) -> None:
    assert ask("清水市", prefecture="静岡県", on=date(2003, 3, 31)) == found("22204")
    gone = (None, "unknown_municipality", "静岡県清水市 (222046, –2003-03-31)")
    assert ask("清水市", prefecture="静岡県", on=date(2003, 4, 1)) == gone
    assert ask("丹波篠山市", on=date(2019, 4, 30)) == (None, "unknown_municipality", "兵庫県丹波篠山市 (282219, 2019-05-01–)")
    assert ask("篠山市", on=date(2019, 4, 30)) == ask("丹波篠山市", on=date(2019, 5, 1)) == found("28221")
    assert ask("浜松市北区", on=date(2023, 12, 31)) == found("22135")
    gone = "静岡県浜松市北区 (221350, 2007-04-01–2023-12-31)"
    became = f"{gone} → 静岡県浜松市中央区 (221384)、静岡県浜松市浜名区 (221392)"
    assert ask("浜松市北区") == (None, "unknown_municipality", became)


def test_a_name_that_another_prefecture_has_now_is_shown_with_the_dates_it_had_here(ask: Ask) -> None:
    assert ask("那珂川町", prefecture="福岡県")[1:] == (
        "unknown_municipality",
        "福岡県那珂川町 (403059, –2018-09-30)、栃木県那須郡那珂川町 (094111)",
    )


def test_a_reused_code_means_the_body_that_had_it_then(ask: Ask, periods: pl.DataFrame) -> None:
    reused = periods.group_by("code5").agg(pl.col("municipality_id").n_unique()).filter(pl.col("municipality_id") > 1)
    spans = periods.filter(pl.col("code5").is_in(reused["code5"].implode()))
    assert spans.height > 2
    answers = resolve(periods, code=spans["code6"], since=spans["valid_from"])
    assert answers["municipality_id"].to_list() == spans["municipality_id"].to_list()


def test_without_a_date_one_body_of_all_times_must_fit(ask: Ask) -> None:
    assert ask("清水市", prefecture="静岡県", on=None) == found("22204")
    assert ask("静岡市", on=None) == (
        None,
        "ambiguous_municipality",
        "静岡県静岡市 (221007)、静岡県静岡市 (222011, –2003-03-31)、静岡県静岡市 (222011, 2003-04-01–2005-03-31)",
    )


def test_a_span_of_time_fits_a_body_that_was_in_any_part_of_it(periods: pl.DataFrame) -> None:
    year = {"since": pl.Series([date(2003, 1, 1)]), "until": pl.Series([date(2003, 12, 31)])}

    def found_in(name: str) -> str | None:
        return resolve(periods, name=pl.Series([name]), **year)["problem"][0]

    assert found_in("静岡県清水市") is None
    assert found_in("静岡県静岡市") == "ambiguous_municipality"


@pytest.mark.parametrize(
    "evidence",
    [
        ["name"],
        ["full"],
        ["name", "prefecture"],
        ["full", "prefecture"],
        ["name", "prefecture", "county"],
        ["whole"],
        ["code6"],
        ["code5"],
        ["lost_zero"],
        ["lost_zero5"],
        ["code6", "name"],
        ["lost_zero", "full"],
        ["code5", "name", "prefecture", "county"],
    ],
)
@pytest.mark.parametrize("moment", ["first day", "last day", "no date"])
def test_what_is_true_of_a_body_never_leads_to_another(periods: pl.DataFrame, evidence: list[str], moment: str) -> None:
    lasting = periods.filter((pl.col("valid_from") < pl.col("valid_to")).fill_null(True))
    stated = lasting.select(
        "municipality_id",
        "code5",
        "code6",
        "county",
        pl.col("prefecture_ja").alias("prefecture"),
        pl.col("name_ja").alias("name"),
        pl.col("full_name_ja").alias("full"),
        pl.concat_str("prefecture_ja", "full_name_ja").alias("whole"),
        pl.col("code6").str.strip_prefix("0").alias("lost_zero"),
        pl.col("code5").str.strip_prefix("0").alias("lost_zero5"),
        {
            "first day": pl.col("valid_from"),
            "last day": pl.coalesce(pl.col("valid_to") - timedelta(days=1), pl.lit(NOW)),
            "no date": pl.lit(None, pl.Date),
        }[moment].alias("on"),
    )
    parameter = {"full": "name", "whole": "name", "code5": "code", "code6": "code", "lost_zero": "code", "lost_zero5": "code"}
    texts = {parameter.get(column, column): stated[column].fill_null("") for column in evidence}
    answers = resolve(periods, **texts, since=stated["on"])
    assert not (answers["municipality_id"] != stated["municipality_id"]).any()
    assert (answers["municipality_id"].is_null() == answers["problem"].is_not_null()).all()


def test_code_or_whole_name_and_date_find_every_body_there_was(periods: pl.DataFrame) -> None:
    lasting = periods.filter((pl.col("valid_from") < pl.col("valid_to")).fill_null(True))
    by_code = resolve(periods, code=lasting["code6"], since=lasting["valid_from"])
    assert by_code["municipality_id"].to_list() == lasting["municipality_id"].to_list()
    whole = lasting["prefecture_ja"] + lasting["full_name_ja"]
    by_name = resolve(periods, name=whole, since=lasting["valid_from"])
    # towns of one name in one prefecture, told apart by counties that the lists do not have
    open_names = whole.filter(by_name["problem"].is_not_null()).unique().to_list()
    assert set(open_names) == {"群馬県東村", "愛知県旭町", "三重県長島町", "兵庫県一宮町", "広島県三和町"}
