"""Numeric questions: no statistic of a few bodies is shown, and no total of theirs follows from others."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from dagster_project.estimation.disclosure_numeric import derivable, hidden_statistics
from dagster_project.estimation.disclosure_system import Answers, Question, Wave


def wave(sizes, *, weights=None, disclosure="aggregate"):
    area = np.repeat(list(sizes), list(sizes.values()))
    everybody = np.ones(area.size, dtype=bool)
    question = Question("N", "numeric", disclosure)
    answers = {"N": Answers(everybody, everybody, np.zeros((area.size, 0), dtype=bool))}
    by_area = dict.fromkeys(sizes, 1.0) | (weights or {})
    return Wave("w", (question,), answers, {"area": area}, np.array([by_area[name] for name in area]))


def hidden(*arguments, **options):
    rows = hidden_statistics(wave(*arguments, **options), 10)
    return {(value, weighted): reason for value, weighted, reason in rows.select("domain_value", "is_weighted", "reason").rows()}


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
    found = hidden_statistics(wave({"north": 4, "south": 30, "west": 50}), 10)
    assert found.select("question_id", "domain", "domain_value", "is_weighted").is_unique().all()
    assert isinstance(found, pl.DataFrame)
