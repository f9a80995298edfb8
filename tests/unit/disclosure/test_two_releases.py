"""What two releases tell together is told, in the change log and to what keeps earlier releases."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from dagster_project.disclosure.two_releases import FIGURES, exchanged_figures, few_more_answers
from dagster_project.release.changes import change_log, tell_single_answers


def written(folder: Path, tables: dict[str, pl.DataFrame]) -> Path:
    """A release's folder of tables."""
    folder.mkdir(parents=True)
    for name, frame in tables.items():
        frame.write_parquet(folder / f"{name}.parquet")
    return folder


def responses(everywhere: int, in_the_east: int = 40) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "wave_id": ["w", "w"],
            "domain": ["all", "region"],
            "domain_value": ["all", "east"],
            "n_respondents": [everywhere, in_the_east],
        }
    )


WAVES = pl.DataFrame({"wave_id": ["w"], "disclosure_minimum_base": [10]})


@pytest.mark.parametrize(
    ("now", "groups"),
    [
        (responses(100), []),
        (responses(101), ["all"]),
        (responses(97), ["all"]),
        (responses(109), ["all"]),
        (responses(110), []),
        (responses(400, in_the_east=41), ["region"]),
    ],
)
def test_a_group_with_few_more_answers_than_in_the_release_before_is_told(now, groups):
    before, after = ({"survey_response_rate": rates, "survey_wave": WAVES} for rates in (responses(100), now))
    assert few_more_answers(before, after)["domain"].to_list() == groups


def tables_of(hidden: set[str], respondents: int = 100) -> dict[str, pl.DataFrame]:
    options = ["a", "b", "c"]
    estimates = pl.DataFrame({"option_code": options}).with_columns(
        **{name: pl.lit("x") for name in ("question_id", "domain", "domain_value", "base", "weighting")},
        wave_id=pl.lit("w"),
        disclosure_flag=pl.Series([("suppressed" if option in hidden else None) for option in options], dtype=pl.String),
    )
    return {"survey_response_rate": responses(respondents), "survey_wave": WAVES, "survey_estimate": estimates}


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (tables_of({"a", "b"}), []),
        (tables_of({"a"}), []),  # shows more: what it hides is safe from all that either shows
        (tables_of({"a", "b", "c"}), []),
        (tables_of({"a", "c"}), [("w", 1, 1)]),
        (tables_of({"a", "c"}, respondents=150), []),
    ],
)
def test_two_releases_that_hide_different_figures_of_the_same_answers_are_told(tmp_path, now, found):
    before = tables_of({"a", "b"})
    assert exchanged_figures(before, now).rows() == found
    folders = [written(tmp_path / name / "tables", tables) for name, tables in (("r0001", before), ("r0002", now))]
    assert "before shows and this one hides: 1;" in change_log("r0002", folders[1], [], tmp_path / "r0001") or not found


def test_the_change_log_warns_of_answers_that_two_releases_give_away_together(tmp_path):
    def release(name: str, respondents: int) -> Path:
        return written(tmp_path / name / "tables", {"survey_response_rate": responses(respondents), "survey_wave": WAVES})

    before, few, none = release("r0001", 100), release("r0002", 102), release("r0003", 100)
    assert "do not publish both. all = all (100 → 102)" in change_log("r0002", few, [], before.parent)
    assert "Survey answers" not in change_log("r0003", none, [], before.parent)


def answers(n_base: int, n_yes: int, total: float) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One option and one total of a question each, as published."""
    group = {"wave_id": ["w"], "domain": ["all"], "domain_value": ["all"], "weighting": ["unweighted"], "n_base": [n_base]}
    counts = pl.DataFrame({**group, "question_id": ["Q1"], "option_code": ["1"], "base": ["valid"], "n_yes": [n_yes]})
    return counts, pl.DataFrame({**group, "question_id": ["Q2"], "statistic": ["total"], "estimate": [total]})


@pytest.mark.parametrize(
    ("now", "questions"),
    [
        (answers(40, 20, 900.0), []),
        (answers(41, 21, 950.0), ["Q1", "Q2"]),  # a corrected form answers what was wanting, and is no new respondent
        (answers(40, 19, 900.0), ["Q1"]),  # one body chose another option
        (answers(40, 20, 950.0), ["Q2"]),  # one number was corrected, or twenty: nobody can say
        (answers(40, 31, 900.0), []),  # eleven bodies at least
        (answers(52, 22, 990.0), []),  # twelve more answered
    ],
)
def test_answers_that_few_bodies_corrected_between_two_releases_are_told(tmp_path, now, questions):
    before, after = (
        written(tmp_path / name / "tables", dict(zip(FIGURES, tables, strict=True)) | {"survey_wave": WAVES})
        for name, tables in (("r0001", answers(40, 20, 900.0)), ("r0002", now))
    )
    assert tell_single_answers(before, after) == bool(questions)
    text = change_log("r0002", after, [], before.parent)
    assert (f"do not publish both. {', '.join(questions)}" in text) == bool(questions)
