"""Published numbers are rounded to the digits that are certain, and limits are met whatever the last bits."""

from __future__ import annotations

import duckdb
import jinja2
import pytest

from dagster_project.settings import DBT_DIR


@pytest.fixture(scope="module")
def macros():
    folders = jinja2.FileSystemLoader(DBT_DIR / "macros" / "numbers")
    return jinja2.Environment(loader=folders, autoescape=False).get_template("certain.sql").module


def value_of(expression: str, **numbers: float | None):
    """The expression over columns of doubles."""
    columns = ", ".join(f"cast(${name} as double) as {name}" for name in numbers)
    return duckdb.execute(f"select {expression} from (select {columns})", numbers).fetchone()[0]


@pytest.mark.parametrize(
    ("value", "certain"),
    [
        (2 / 3, 0.666666666667),
        (-200 / 3, -66.6666666667),
        (0.1 + 0.2, 0.3),
        (1e-9 / 3, 3.33333333333e-10),
        (1.5637950959067258e-175, 1.56379509591e-175),
        (99.99999999999996, 100.0),
        (0.0000012345678901234, 1.23456789012e-06),
        (0.5001220703125, 0.500122070312),
        (24284.0, 24284.0),
        (1e300, 1e300),
        (float("inf"), float("inf")),
        (None, None),
    ],
)
def test_a_number_keeps_its_twelve_digits_whatever_its_size(macros, value, certain):
    assert value_of(macros.certain("x"), x=value) == certain


@pytest.mark.thorough
def test_rounding_a_rounded_number_changes_nothing(macros):
    twice = macros.certain(macros.certain("x"))
    for at in range(1, 2000):
        value = (at * 0.7137) ** 7 / 3
        assert value_of(twice, x=value) == value_of(macros.certain("x"), x=value)


def test_zero_has_no_sign(macros):
    assert [str(value_of(macros.certain("x"), x=zero)) for zero in (0.0, -0.0)] == ["0.0", "0.0"]


def test_what_rounding_leaves_of_a_difference_is_nothing(macros):
    assert value_of(macros.settled("(a - b)", "a"), a=0.1 + 0.2, b=0.3) == 0
    assert value_of(macros.settled("(a - b)", "a"), a=0.3, b=0.3 + 1e-9) == 0.3 - (0.3 + 1e-9)
    assert value_of(macros.settled("a", "b"), a=None, b=1.0) is None


@pytest.mark.parametrize(
    ("value", "printed", "step", "agrees"),
    [
        (48.35, 48.4, 0.1, True),  # 48.4 - 48.35 is a little more than half of 0.1
        (48.45, 48.4, 0.1, True),
        (48.3499999, 48.4, 0.1, False),
        (26_314_499_999.0, 26_314_000_000.0, 1e6, True),
        (26_314_500_001.0, 26_314_000_000.0, 1e6, False),
    ],
)
def test_half_a_step_rounds_to_what_was_printed(macros, value, printed, step, agrees):
    assert value_of(macros.rounds_to("x", "printed", "step"), x=value, printed=printed, step=step) is agrees
