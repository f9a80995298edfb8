"""Numeric questions: no statistic of a few bodies is shown, and no total of theirs follows from others."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from dagster_project.disclosure.answer_counts import Answers, Question, Wave
from dagster_project.disclosure.numeric_cells import derivable, dominated, hidden_statistics


def wave(sizes, *, weights=None, disclosure="aggregate", values=None):
    area = np.repeat(list(sizes), list(sizes.values()))
    everybody = np.ones(area.size, dtype=bool)
    question = Question("N", "numeric", disclosure)
    numbers = np.full(area.size, 7.0) if values is None else np.array(values, dtype=float)
    answers = {"N": Answers(everybody, everybody, np.zeros((area.size, 0), dtype=bool), values=numbers)}
    by_area = dict.fromkeys(sizes, 1.0) | (weights or {})
    return Wave("w", (question,), answers, {"area": area}, np.array([by_area[name] for name in area]))


def hidden(*arguments, **options):
    rows = hidden_statistics(wave(*arguments, **options), 10, 10)
    return {
        (value, weighted): reason for value, weighted, reason in rows.select("domain_value", "is_weighted", "reason").rows()
    }


def test_a_small_group_is_hidden_with_another_so_that_its_total_does_not_follow():
    assert hidden({"north": 4, "south": 30, "west": 50}) == {
        ("north", False): "small_base",
        ("south", False): "complementary",
    }


def test_two_small_groups_protect_each_other():
    assert hidden({"north": 4, "east": 6, "south": 30, "west": 50}) == {
        ("north", False): "small_base",
        ("east", False): "small_base",
    }


def test_a_weighted_total_does_not_give_back_what_the_plain_one_hides():
    found = hidden({"north": 4, "south": 30, "west": 50}, weights={"north": 1.5, "south": 2.0})
    assert ("all", True) in found  # total and weighted total of two unknowns would solve for both
    assert found[("north", True)] == "small_base"


def test_nothing_is_hidden_where_no_group_is_small_or_the_question_is_public():
    assert hidden({"north": 14, "south": 30}) == {}
    assert hidden({"north": 4, "south": 30}, disclosure="public") == {}


@pytest.mark.parametrize(
    ("shown", "follows"),
    [([[1, 1, 1], [0, 1, 0], [0, 0, 1]], True), ([[1, 1, 1], [0, 1, 0]], False), ([[2, 1, 0], [1, 1, 0]], True)],
)
def test_a_sum_follows_exactly_where_it_is_a_combination_of_others(shown, follows):
    coefficients = derivable(np.array([1.0, 0, 0]), np.array(shown, dtype=float))
    assert (coefficients is not None) == follows
    if follows:
        assert np.array(shown, dtype=float).T @ coefficients == pytest.approx([1, 0, 0])


def test_the_result_has_one_row_per_hidden_set_of_statistics():
    found = hidden_statistics(wave({"north": 4, "south": 30, "west": 50}), 10, 10)
    assert found.select("question_id", "domain", "domain_value", "is_weighted").is_unique().all()
    assert isinstance(found, pl.DataFrame)


@pytest.mark.parametrize(
    ("values", "is_dominated"),
    [
        ([100, 40, 9], True),  # the second knows the largest to within 9
        ([100, 40, 10], False),
        ([100, 40, 4, 4, 1], True),
        ([-100, 40, 9], True),  # a loss is as large as a gain
        ([7] * 3, False),
        ([7, 7], True),
        ([0, 0, 0, 0], False),
        ([], False),
    ],
)
def test_the_second_largest_body_must_not_know_the_largest_to_within_ten_per_cent(values, is_dominated):
    assert dominated(np.array(values, dtype=float), 10) == is_dominated


def test_exactly_so_many_per_cent_are_no_less_than_that():
    """7 per cent of 100 is 7, though 0.07 × 100 is a little more in bits."""
    assert not dominated(np.array([100.0, 50.0, 7.0]), 7)
    assert dominated(np.array([100.0, 50.0, 6.99]), 7)


def test_a_group_that_one_body_dominates_is_hidden_though_many_answered():
    values = [1000, 10, *[1] * 18, *[5] * 30, *[6] * 50]
    found = hidden({"north": 20, "south": 30, "west": 50}, values=values)
    assert found == {("north", False): "dominance", ("south", False): "complementary"}


def ratio_wave(without):
    """Two areas of 30; the last `without` bodies of the south gave N but not the divisor D."""
    area = np.repeat(["north", "south"], 30)
    everybody = np.ones(60, dtype=bool)
    gave = np.arange(60) < 60 - without
    none = np.zeros((60, 0), dtype=bool)
    questions = (Question("D", "numeric", "public"), Question("N", "numeric", "aggregate", per="D"))
    answers = {
        "D": Answers(everybody, gave, none, values=np.where(gave, 3.0, 0.0)),
        "N": Answers(everybody, everybody, none, values=np.full(60, 7.0)),
    }
    return Wave("w", questions, answers, {"area": area}, np.ones(60))


def test_a_ratio_over_nearly_all_bodies_would_give_the_rest_away():
    """Total less the total of those that gave both numbers is the number of the one that did not."""
    found = hidden_statistics(ratio_wave(1), 10, 10)
    assert set(found.filter(kind="ratio")["domain_value"]) >= {"all", "south"}
    assert set(found["reason"]) == {"complementary"}


def test_a_ratio_is_shown_where_everybody_or_enough_bodies_differ():
    assert hidden_statistics(ratio_wave(0), 10, 10).is_empty()
    assert hidden_statistics(ratio_wave(15), 10, 10).is_empty()
