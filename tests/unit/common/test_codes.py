"""Local government codes, worn or whole."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.common.codes import check_digit, code_readings, is_code6, parse_codes

CODES5 = st.builds(
    lambda prefecture, body: f"{prefecture:02d}{body:03d}",
    st.integers(1, 47),
    st.integers(100, 799),
)


def parse(*texts: str) -> list[tuple[str | None, str | None]]:
    return parse_codes(pl.Series(list(texts))).rows()


@pytest.mark.parametrize("code", ["010006", "011002", "131016", "142042", "473821", "431052"])
def test_published_codes_pass_their_check_digit(code: str) -> None:
    assert is_code6(code)


def test_a_remainder_of_zero_or_one_gives_one_or_zero() -> None:
    assert {check_digit(f"{number:05d}") for number in range(1000, 2000)} == set("0123456789")


@pytest.mark.parametrize("text", ["011003", "481009", "010505", "0120B", "-", "合計", "00000", "123", "1234567"])
def test_impossible_codes_are_named(text: str) -> None:
    assert parse(text) == [(None, "invalid_code")]


def test_a_lost_leading_zero_is_restored_by_the_check_digit() -> None:
    assert parse("10006", "11002") == [("010006", None), ("011002", None)]
    assert parse("1100") == [("011002", None)]
    assert parse("11002.0") == [("011002", None)]


def test_five_digit_codes_are_completed() -> None:
    assert parse("01100", "13101") == [("011002", None), ("131016", None)]


def test_a_hyphen_before_the_check_digit_is_read() -> None:
    assert parse("13101-6") == [("131016", None)]


def test_an_empty_cell_is_neither_code_nor_problem() -> None:
    assert parse("", "131016") == [(None, None), ("131016", None)]


def ambiguous_five() -> str:
    """A five-digit code that is also a six-digit code without its zero."""
    return next(f"{number}" for number in range(13100, 13800) if is_code6(f"0{number}") and 100 <= number % 1000 <= 799)


def test_two_possible_readings_are_left_to_a_person() -> None:
    text = ambiguous_five()
    assert parse(text) == [(None, "ambiguous_code")]
    assert parse(text, "131016", "141003") == [(None, "ambiguous_code"), ("131016", None), ("141003", None)]


def test_the_company_of_the_column_decides_between_two_readings() -> None:
    text = ambiguous_five()
    as_five, as_lost = text + check_digit(text), "0" + text
    assert parse(text, "01100")[0] == (as_five, None)
    assert parse(text, "1100")[0] == (as_five, None)
    assert parse(text, "011002")[0] == (as_five, None)
    assert parse(text, "13101", "131016")[0] == (as_five, None)
    assert parse(text, "10006")[0] == (as_lost, None)
    assert parse(text, "10006", "131016")[0] == (as_lost, None)
    assert parse(text, "10006", "011002")[0] == (None, "ambiguous_code")


def test_the_readings_of_a_text_are_listed_until_its_column_decides() -> None:
    text = ambiguous_five()
    as_five, as_lost = text + check_digit(text), "0" + text
    assert code_readings(pl.Series([text, "嘘", ""])).rows() == [(text, as_five), (text, as_lost)]
    assert (text, as_lost) not in code_readings(pl.Series([text, "01100"])).rows()


@given(CODES5)
def test_every_code_comes_back_from_its_own_spelling(code5: str) -> None:
    code6 = code5 + check_digit(code5)
    assert parse(code6) == [(code6, None)]
    found, problem = parse(code5)[0]
    assert found == code6 or problem == "ambiguous_code"


@given(st.lists(CODES5, min_size=3, unique=True))
def test_a_column_of_codes_without_zeros_never_turns_into_other_codes(codes5: list[str]) -> None:
    codes6 = [code + check_digit(code) for code in codes5]
    for found, expected in zip(parse(*[code.lstrip("0") for code in codes6]), codes6, strict=True):
        assert found in [(expected, None), (None, "ambiguous_code")]


@given(st.lists(CODES5, min_size=3, unique=True))
def test_a_column_of_five_digit_codes_never_turns_into_other_codes(codes5: list[str]) -> None:
    for as_number in (False, True):
        texts = [code.lstrip("0") if as_number else code for code in codes5]
        for found, code in zip(parse(*texts), codes5, strict=True):
            assert found in [(code + check_digit(code), None), (None, "ambiguous_code")]


@given(CODES5, st.integers(1, 9))
def test_a_wrong_check_digit_is_always_caught(code5: str, shift: int) -> None:
    wrong = str((int(check_digit(code5)) + shift) % 10)
    assert parse(code5 + wrong) == [(None, "invalid_code")]
