"""Dates of every spelling, and eras that are not stretched."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.common.eras import ERAS, parse_date, parse_dates, parse_fiscal_year


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("R5.4.1", date(2023, 4, 1), "day"),
        ("S35.02.26", date(1960, 2, 26), "day"),
        ("R07.10.09", date(2025, 10, 9), "day"),
        ("令和5年4月1日", date(2023, 4, 1), "day"),
        ("昭和 35年 2月 26日", date(1960, 2, 26), "day"),
        ("令和元年５月１日", date(2019, 5, 1), "day"),
        ("平成２６年１月", date(2014, 1, 1), "month"),
        ("平成２６年１月分", date(2014, 1, 1), "month"),
        ("㍻26年1月", date(2014, 1, 1), "month"),
        ("H31", date(2019, 1, 1), "year"),
        ("昭和64年", date(1989, 1, 1), "year"),
        ("2023-06-30", date(2023, 6, 30), "day"),
        ("2023/6/30", date(2023, 6, 30), "day"),
        ("20230630", date(2023, 6, 30), "day"),
        ("2023年10月20日(金)", date(2023, 10, 20), "day"),
        ("令和5年1月1日現在", date(2023, 1, 1), "day"),
        ("2023-06-30 00:00:00", date(2023, 6, 30), "day"),
        ("2023-06", date(2023, 6, 1), "month"),
        ("2023年6月", date(2023, 6, 1), "month"),
        ("2023", date(2023, 1, 1), "year"),
        ("令和5年度", date(2023, 4, 1), "fiscal_year"),
        ("FY2023", date(2023, 4, 1), "fiscal_year"),
    ],
)
def test_dates_are_read_with_their_precision(text: str, day: date, precision: str) -> None:
    assert parse_date(text) == (day, precision)


@pytest.mark.parametrize(
    "text",
    [
        "昭和64年1月8日",
        "平成元年1月7日",
        "平成31年5月1日",
        "平成31年5月",
        "令和元年4月30日",
        "平成32年",
        "昭和64年度",
        "明治5年12月2日",
        "令和0年",
        "2023-02-29",
        "2023-13",
        "R5.4.31",
        "2023-06-30 12:34:56",
        "2024-02-29 (inferred)",
        "45292",
        "23/6/30",
        "R5/4.1",
        "来年",
    ],
)
def test_what_never_was_a_date_is_rejected_and_not_shifted(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("平成元年1月", date(1989, 1, 1)),
    ],
)
def test_the_first_and_last_days_of_an_era_count(text: str, day: date) -> None:
    parsed = parse_date(text)
    assert parsed is not None and parsed.day == day


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和5年度", 2023),
        ("R5", 2023),
        ("平成31年度", 2019),
        ("令和元年度", 2019),
        ("2023", 2023),
        ("2023年度", 2023),
        ("FY2023", 2023),
        ("平成32年度", None),
        ("2023-04", None),
        ("2023-04-01", None),
        ("x", None),
    ],
)
def test_fiscal_years_are_the_year_they_start_in(text: str, year: int | None) -> None:
    assert parse_fiscal_year(text) == year


def test_a_column_of_dates_keeps_its_order_and_gaps() -> None:
    parsed = parse_dates(pl.Series(["R5.4.1", "", "x", "2023-06", "R5.4.1"]))
    assert parsed["date"].to_list() == [date(2023, 4, 1), None, None, date(2023, 6, 1), date(2023, 4, 1)]
    assert parsed["precision"].to_list() == ["day", None, None, "month", "day"]


@given(st.sampled_from(list(ERAS)), st.data())
def test_every_day_of_an_era_comes_back_and_no_other_day_does(name: str, data: st.DataObject) -> None:
    era = ERAS[name]
    margin = timedelta(days=400)
    day = data.draw(st.dates(era.first_day - margin, min(era.last_day, date(2099, 12, 31)) + margin))
    number = day.year - era.year_one + 1
    if number < 1:
        return
    parsed = parse_date(f"{name}{number}年{day.month}月{day.day}日")
    if number > 99:
        assert parsed is None
    elif era.first_day <= day <= era.last_day:
        assert parsed == (day, "day")
    else:
        assert parsed is None


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_western_date_comes_back(day: date) -> None:
    for text in (day.isoformat(), f"{day.year}/{day.month}/{day.day}", f"{day:%Y%m%d}"):
        assert parse_date(text) == (day, "day")
