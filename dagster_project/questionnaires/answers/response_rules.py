"""Which rows of a wave's answers cannot be used, and by which rule: of a respondent, of an answer, of several together.

Looked at are the rows that survey_responses.py gives: one an answer, with what its question and its options are. A row
is set aside by the first rule it breaks. Of a respondent with two rows that differ both are, as nobody can say which
counts.
"""

from __future__ import annotations

from functools import partial

import polars as pl

from dagster_project.common.text import CONTROL_CHARACTER, DIGITS_ON_TWO_LINES, FALSE_DIGIT, VALUES_LOST
from dagster_project.questionnaires.answers.survey_cells import violations_where
from dagster_project.questionnaires.instrument.instrument import Instrument

STATUSES = ("ok", "missing", "skipped")


# How tools and people code that there is no answer.
_NO_ANSWERS = [-7.0, -8.0, -9.0, -77.0, -88.0, *range(-99, -94), -777.0, -888.0, *range(-999, -994), -8888.0, -9999.0, -99999.0]


def unknown_respondents(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of which nobody can say whose they are."""
    rows = rows.filter(~pl.col("is_empty"))
    return pl.concat(
        [
            violations_where(
                rows,
                pl.col("cell_count").is_not_null(),
                "ragged_row",
                expected=pl.col("expected_cells"),
                found=pl.col("cell_count"),
            ),
            # A respondent struck out may be one withdrawn.
            *(
                violations_where(rows, pl.col("unit_flaw") == rule, rule, column="unit_id", found=pl.col("unit_flaw_found"))
                for rule in (rows["unit_flaw"].drop_nulls().unique().sort() if "unit_flaw" in rows.columns else [])
            ),
            violations_where(rows, pl.col("unit_id") == "", "missing_value", column="unit_id"),
            violations_where(rows, pl.col("known_unit").is_null(), "unknown_respondent", column="unit_id"),
            violations_where(
                rows,
                ~pl.col("is_called_so"),
                "respondent_name_differs",
                column="unit_name",
                expected=pl.col("unit_called"),
                found=pl.col("unit_id"),
            ),
        ]
    )


def repeated_respondents(rows: pl.DataFrame) -> pl.DataFrame:
    """Respondents with more than one row: the first of those with equal answers stays, whenever they were sent; all of those
    that differ are set aside."""
    rows = rows.filter(~pl.col("is_empty") & pl.col("known_unit").is_not_null())
    first = pl.col("row_number").min().over("known_unit")
    is_later = pl.col("row_number") > first
    differ = pl.col("answers_text").n_unique().over("known_unit") > 1
    is_whole = pl.col("raw_text") == pl.col("raw_text").first().over("known_unit")
    return pl.concat(
        [
            violations_where(rows, is_later & ~differ & is_whole, "duplicate_row", expected=first),
            violations_where(rows, is_later & ~differ & ~is_whole, "same_answers_again", expected=first),
            violations_where(rows, is_later & differ, "duplicate_key", column="unit_id", expected=first),
            violations_where(
                rows,
                ~is_later & differ,
                "duplicate_key",
                column="unit_id",
                expected=pl.col("row_number")
                .filter(pl.col("row_number") > pl.col("row_number").min())
                .min()
                .over("known_unit"),
            ),
        ]
    )


def in_columns_of_the_file(violations: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Faults of an export name its own header, not the column that the answer would have had in responses.csv."""
    places = rows.select("index", "header", "unit_header", "unit_name_header")
    return (
        violations.join(places, on="index", how="left", maintain_order="left")
        .with_columns(
            pl.when(pl.col("column") == "unit_id")
            .then("unit_header")
            .when(pl.col("column") == "unit_name")
            .then("unit_name_header")
            .when(pl.col("column").is_not_null())
            .then("header")
            .alias("column")
        )
        .drop("header", "unit_header", "unit_name_header")
    )


def answer_violations(rows: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """Rows that cannot be used, each rule looking only at rows that break no earlier rule."""
    rows = rows.filter(~pl.col("is_empty"))
    is_choice = pl.col("question_type").is_in(["single", "multiple"])
    question_ids = ", ".join(question.id for question in instrument.questions)
    options_of = {question.id: ", ".join(option.code for option in question.options) for question in instrument.questions}
    options = pl.col("question_id").replace_strict(options_of, default=None, return_dtype=pl.String)
    answered = pl.col("state") == "ok"
    numeric = [question for question in instrument.questions if question.type == "numeric"]
    lowest = _of_question({question.id: question.min for question in numeric})
    highest = _of_question({question.id: question.largest for question in numeric})
    by_row = [
        *(
            violations_where(
                rows,
                pl.col("flaw") == rule,
                rule,
                column="value",
                value=pl.col("written"),
                expected=pl.col("flaw_expected"),
                found=pl.col("flaw_found"),
            )
            for rule in (rows["flaw"].drop_nulls().unique().sort() if "flaw" in rows.columns else [])
        ),
        violations_where(rows, pl.col("question_id") == "", "missing_value", column="question_id"),
        violations_where(
            rows, pl.col("question_type").is_null(), "unknown_question", column="question_id", expected=question_ids
        ),
        violations_where(rows, ~pl.col("state").is_in(STATUSES), "unknown_code", column="status", expected=", ".join(STATUSES)),
        violations_where(rows, ~is_choice & (pl.col("option_code") != ""), "option_not_offered", column="option_code"),
        violations_where(
            rows,
            pl.col("is_unread") & pl.col("is_mark"),
            "not_a_mark",
            column="option_code",
            value=pl.col("written"),
            expected=pl.col("known_marks"),
        ),
        violations_where(
            rows,
            is_choice & (pl.col("option_code") != "") & (pl.col("is_exclusive").is_null() | pl.col("is_unread")),
            "unknown_option",
            column="option_code",
            expected=options,
            found=pl.col("question_id"),
        ),
        violations_where(rows, ~answered & pl.col("has_answer"), "answer_marked_missing", column="status"),
        # A choice written in the column of numbers and texts would be taken for no answer.
        violations_where(
            rows,
            is_choice & ~pl.col("has_answer") & (answered | (pl.col("value") != "")),
            "missing_value",
            column="option_code",
        ),
        violations_where(rows, answered & ~pl.col("has_answer"), "missing_value", column="value"),
        violations_where(
            rows,
            (pl.col("question_type") == "numeric")
            & pl.col("has_answer")
            # 5² is no 52: superscript and circled digits are never digits of the answer; nor are 5 and 2 one below the other.
            & (
                ~pl.col("number").is_finite().fill_null(False)
                | pl.col("written").str.contains(FALSE_DIGIT)
                | pl.col("written").str.contains(DIGITS_ON_TWO_LINES)
            ),
            "not_a_number",
            column="value",
            value=pl.col("written"),
        ),
        # What the instrument states holds whichever way an answer came: a share of 120 is none.
        violations_where(
            rows,
            (pl.col("number") < lowest).fill_null(False) | (pl.col("number") > highest).fill_null(False),
            "out_of_range",
            column="value",
            value=pl.col("written"),
            expected=pl.format("{}–{}", _shortly(lowest), _shortly(highest)),
        ),
        # An instrument that states no smallest number says nothing of -99.
        violations_where(
            rows,
            pl.col("number").is_in(_NO_ANSWERS).fill_null(False) & lowest.is_null(),
            "perhaps_no_answer",
            column="value",
            value=pl.col("written"),
            found=pl.col("question_id"),
        ),
        *(
            violations_where(
                rows,
                (pl.col("question_type") == "text") & pl.col("written").str.contains(pattern),
                rule,
                column="value",
                value=pl.col("written"),
            )
            for rule, pattern in VALUES_LOST.items()
        ),
        violations_where(
            rows,
            pl.col("written").str.contains(CONTROL_CHARACTER),
            "control_character",
            column="value",
            value=pl.col("written").str.replace_all(CONTROL_CHARACTER, "?"),
            found="U+0000-U+001F",
        ),
    ]
    violations = pl.concat(by_row)
    unusable = rows.filter(pl.col("index").is_in(violations["index"].implode()))
    for between in (_repeated, _contradicting, partial(_half_known, unusable=unusable)):
        kept = rows.filter(~pl.col("index").is_in(violations["index"].implode()))
        violations = pl.concat([violations, between(kept)])
    return violations


def _of_question(limits: dict[str, float | None]) -> pl.Expr:
    """The limit of the question of each row; null where it has none."""
    return pl.col("question_id").replace_strict(limits, default=None, return_dtype=pl.Float64)


def _half_known(rows: pl.DataFrame, unusable: pl.DataFrame) -> pl.DataFrame:
    """Choices beside one that cannot be read: kept without it, they would say that the unit did not choose it."""
    choices = rows.filter((pl.col("question_type") == "multiple") & (pl.col("state") == "ok"))
    beside = choices.join(
        unusable.group_by("known_unit", "question_id").agg(pl.col("row_number").min().alias("other")),
        on=["known_unit", "question_id"],
        how="inner",
        maintain_order="left",
    )
    return violations_where(
        beside,
        pl.lit(True),
        "choices_half_known",
        column="option_code",
        expected=pl.col("other"),
        found=pl.col("question_id"),
    )


def _shortly(number: pl.Expr) -> pl.Expr:
    return number.cast(pl.String).str.strip_suffix(".0").fill_null("")


def _repeated(rows: pl.DataFrame) -> pl.DataFrame:
    """The same answer given twice: the first stays."""
    same = ["known_unit", "question_id", "option_code", "value", "state"]
    first = pl.col("row_number").min().over(same)
    return violations_where(rows, pl.col("row_number") > first, "duplicate_row", expected=first)


def _contradicting(rows: pl.DataFrame) -> pl.DataFrame:
    """Answers of one unit to one question that cannot all be true: all of them are set aside.

    A row "not answered" beside an answer says nothing: only that row is set aside.
    """
    over = ["known_unit", "question_id"]
    answered = pl.col("state") == "ok"
    answers = answered.sum().over(over)
    several = answered & (answers > 1)
    first = pl.col("row_number").min().over(over)
    written = pl.when(pl.col("option_code") != "").then("option_code").otherwise("value")
    together = rows.group_by(over).agg(written.filter(answered).str.join(", ").alias("together"))
    rows = rows.join(together, on=over, how="left", maintain_order="left")
    return pl.concat(
        [
            violations_where(rows, ~answered & (answers > 0), "answer_marked_missing", column="status"),
            violations_where(
                rows,
                ~answered & (pl.len().over(over) > 1) & (answers == 0) & (pl.col("row_number") > first),
                "duplicate_row",
                expected=first,
            ),
            violations_where(
                rows,
                several & (pl.col("question_type") == "single"),
                "several_options",
                column="option_code",
                value=pl.col("together"),
                found=pl.col("question_id"),
            ),
            violations_where(
                rows,
                several & (pl.col("question_type") == "multiple") & pl.col("is_exclusive").any().over(over),
                "exclusive_combined",
                column="option_code",
                value=pl.col("together"),
                found=pl.col("question_id"),
            ),
            violations_where(
                rows,
                several & pl.col("question_type").is_in(["numeric", "text"]),
                "several_values",
                column="value",
                value=pl.col("together"),
                found=pl.col("question_id"),
            ),
        ]
    )
