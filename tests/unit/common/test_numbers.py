"""Cells become exact numbers, or a status, or a named problem."""

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.common.numbers import (
    DEFAULT_MARKS,
    amount,
    as_floats,
    as_integers,
    clean_marks,
    constant_factor,
    parse_numbers,
)
from dagster_project.common.text import clean_cells

MARKS = clean_marks(DEFAULT_MARKS)


def parse(texts: list[str], factor: str = "1", marks: dict[str, str] | None = None) -> pl.DataFrame:
    cells = clean_cells(pl.Series(texts, dtype=pl.String))
    factors = constant_factor(Decimal(factor), len(texts))
    return parse_numbers(cells, MARKS if marks is None else marks, factors)


def integers(texts: list[str], factor: str = "1") -> list[int | None]:
    return as_integers(parse(texts, factor))["value"].to_list()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("1,234,567", 1234567),
        ("１，２３４", 1234),
        ("△5", -5),
        ("▲ 5", -5),
        ("－5", -5),
        ("−5", -5),
        ("+5", 5),
        ("5.0", 5),
        ("14 億 954 万通", 1409540000),
        ("14億954万通", 1409540000),
        ("248億445万", 24804450000),
        ("319万個", 3190000),
        ("1.5億", 150000000),
        ("▲2億", -200000000),
        ("5千", 5000),
    ],
)
def test_numbers_are_read_in_every_usual_spelling(text: str, value: int) -> None:
    assert integers([text]) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "4~5",
        "1245..1263",
        "1543 (as printed)",
        "(5)",
        "5%",
        "1.2E+05",
        "1,23",
        "12,34,567",
        "▲▲5",
        "約5",
        "14億95400万",
        "1.5億300万",
        "億",
        "5.",
        "1" * 40,
    ],
)
def test_what_is_not_a_number_is_named_and_not_guessed(text: str) -> None:
    parsed = parse([text])
    assert parsed["problem"].to_list() == ["not_a_number"]
    assert parsed["mantissa"].to_list() == [None]
    assert parsed["status"].to_list() == [None]


@pytest.mark.parametrize(
    ("mark", "status"),
    [
        ("-", "none"),
        ("－", "none"),
        ("…", "not_available"),
        ("***", "not_available"),
        ("", "not_available"),
        ("\u3000", "not_available"),
        ("x", "suppressed"),
        ("Ｘ", "suppressed"),
    ],
)
def test_marks_become_a_status_without_a_number(mark: str, status: str) -> None:
    parsed = parse([mark])
    assert (parsed["status"][0], parsed["mantissa"][0], parsed["problem"][0]) == (status, None, None)


def test_zero_is_a_number_unless_the_layout_says_below_unit() -> None:
    assert parse(["0"])["status"].to_list() == ["ok"]
    below = parse(["0", "3"], marks={"0": "below_unit"})
    assert below["status"].to_list() == ["below_unit", "ok"]


def test_a_unit_factor_is_applied_exactly() -> None:
    assert integers(["122292.3"], "10000") == [1222923000]
    assert integers(["0.1", "0.7"], "10") == [1, 7]
    assert as_floats(parse(["48.4"], "0.01")).to_list() == [0.484]


def test_a_fraction_left_over_is_not_a_whole_number() -> None:
    whole = as_integers(parse(["1.23456"], "10000"))
    assert whole["is_whole"].to_list() == [False]
    assert as_integers(parse(["9" * 19])).select("is_whole", "is_too_large").row(0) == (True, True)


def test_an_amount_with_its_own_unit_is_complete_when_spelt_down_to_the_factor() -> None:
    assert integers(["14億954万", "31900"], "10000") == [1409540000, 319000000]
    assert parse(["1.2万"], "100000000")["problem"].to_list() == ["own_unit"]
    assert parse(["14億9540"], "10000")["problem"].to_list() == ["own_unit"]


def test_an_amount_names_its_smallest_magnitude() -> None:
    assert amount("14億954万") == (Decimal(1409540000), 10000)
    assert amount("954") is None


def test_an_amount_has_all_its_digits_or_too_many_to_be_one() -> None:
    assert amount("12345678901234567890123兆9876億") == (Decimal("12345678901234567890123987600000000"), 10**8)
    for cell in ("9" * 25 + "万", "0." + "1" * 40 + "億", "1" + "0" * 300 + "千円"):
        assert parse([cell])["problem"].to_list() == ["not_a_number"]


@given(st.integers(min_value=-(10**15), max_value=10**15), st.sampled_from(["", "△", "▲", "−"]))
def test_every_integer_survives_printing_with_separators(number: int, sign: str) -> None:
    text = f"{abs(number):,}" if number >= 0 or sign == "" else f"{sign}{abs(number):,}"
    expected = number if number >= 0 or sign else abs(number)
    assert integers([text]) == [expected]


@given(st.integers(0, 10**8), st.integers(0, 9999), st.integers(1, 9999))
def test_every_amount_in_oku_and_man_survives(oku: int, man: int, rest: int) -> None:
    text = f"{oku}億{man}万{rest}" if oku else f"{man}万{rest}"
    assert integers([text]) == [oku * 10**8 + man * 10**4 + rest]


@settings(max_examples=200)
@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=4),
    st.sampled_from(["1", "10000", "1000000", "0.01", "100000000"]),
)
def test_decimals_times_a_factor_equal_exact_arithmetic(number: Decimal, factor: str) -> None:
    parsed = parse([f"{number:f}"], factor)
    exact = number * Decimal(factor)
    assert as_floats(parsed).to_list() == [float(exact)]
    whole = as_integers(parsed).row(0)
    assert whole[1] == (exact == int(exact) and abs(exact) < 2**63)
    if whole[1]:
        assert whole[0] == int(exact)


@given(st.lists(st.text(alphabet="0123456789,.-△▲億万… xX%()~", max_size=8), max_size=20))
def test_every_cell_is_a_number_a_mark_or_a_problem(texts: list[str]) -> None:
    parsed = parse(texts)
    assert (parsed["status"].is_null() == parsed["problem"].is_not_null()).all()
    assert ((parsed["status"] == "ok").fill_null(False) == parsed["mantissa"].is_not_null()).all()
