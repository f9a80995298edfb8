"""`responses.csv` of a questionnaire wave: one answer per row, checked against its instrument.

    unit_id,question_id,option_code,value,status      # option_code, value and status may be absent
    131016,Q01,1,,                                    # a chosen option; one row per option
    131016,Q03,,12,ok                                 # a number
    131016,Q04,,,missing                              # asked, not answered
    131016,Q05,,,skipped                              # not asked

Status is ok, missing or skipped; where absent, a row with an option or a value is ok, an empty one
missing; `NA`, as statistics programs write it, is an empty cell. Questions and options are found
however their ids are typed (問１ is 問1; 1.0 is option 1) and are called as the instrument calls them.
Whether a unit was asked at all is decided in dbt, from asked_if: an answer to a question not asked is
loaded here and counted there as routed out.

What a survey tool wrote (one row a respondent) comes here as such rows by way of exported_rows.py. Which rows cannot be
used is judged in response_rules.py.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from dagster_project.common.codes import parse_codes
from dagster_project.common.problems import InputProblem
from dagster_project.common.text import FALSE_DIGITS_IN_A_ROW, RAISED_DIGIT, clean, clean_cells
from dagster_project.questionnaires.answers.exported_rows import exported_rows
from dagster_project.questionnaires.answers.response_rules import (
    answer_violations,
    in_columns_of_the_file,
    repeated_respondents,
    unknown_respondents,
)
from dagster_project.questionnaires.answers.survey_cells import OWN_COLUMNS, survey_cells, survey_result
from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.instrument.questions import NO_ANSWER
from dagster_project.questionnaires.instrument.responses_layout import ResponsesLayout
from dagster_project.questionnaires.units.wave_frame import Frame
from dagster_project.received.records import RESPONSES_LAYOUT
from dagster_project.tables.read_result import ReadResult

COLUMNS = ("unit_id", "question_id", "option_code", "value", "status")
RESPONSE_SCHEMA = {
    "wave_id": pl.String,
    "unit_id": pl.String,
    "question_id": pl.String,
    "option_code": pl.String,
    "value": pl.Float64,
    "value_text": pl.String,
    "status": pl.String,
    "source_file": pl.String,
    "row_number": pl.Int64,
}
# 0,123 is how other languages write 0.123, never 123. 1.23E+05 is what a spreadsheet showed of a longer number when it saved
# a CSV file; 1e+05, as statistics programs write it, has all its digits.
_NUMBER = r"^[+\-]?([1-9]\d{0,2}(,\d{3})+|\d+)?(\.\d*)?(e[+\-]?\d+)?$"


def read_responses(
    path: Path,
    instrument: Instrument,
    units: pl.Series,
    source_file: str,
    layout: ResponsesLayout | None = None,
    frame: Frame | None = None,
) -> ReadResult:
    """Read the answers of a wave; `units` are the ids that may answer (those of the frame).

    With a `layout` the file is an export of a survey tool; of a respondent who cannot be told, one row is set aside
    for all answers. `frame` knows the names of units, by which a layout may say that they are called.

    Raises InputProblem when the file cannot be read or its header is not that of the format.
    """
    if layout is None:
        rows = _listed_rows(path, source_file)
    else:
        rows = exported_rows(path, source_file, layout, instrument, lambda written: known_units(written, units))
    rows = _with_names_compared(_typed(rows, instrument, units), source_file, layout, frame)
    faults = [unknown_respondents(rows), *([] if layout is None else [repeated_respondents(rows)])]
    of_respondents = pl.concat(faults)
    is_faulty = pl.col("index").is_in(of_respondents["index"].implode())
    rows = rows.filter(~is_faulty | (pl.col("index") == pl.col("index").min().over("row_number")))
    violations = pl.concat([of_respondents, answer_violations(rows.filter(~is_faulty), instrument)])
    loaded = rows.filter(~pl.col("is_empty") & ~pl.col("index").is_in(violations["index"].implode())).select(
        pl.lit(instrument.wave_id).alias("wave_id"),
        pl.col("known_unit").alias("unit_id"),
        "question_id",
        _text_or_null("option_code").alias("option_code"),
        pl.when(pl.col("question_type") == "numeric").then("number").alias("value"),
        pl.when(pl.col("question_type") != "numeric").then(_text_or_null("value")).alias("value_text"),
        pl.col("state").alias("status"),
        pl.lit(source_file).alias("source_file"),
        "row_number",
    )
    if layout is not None:
        violations = in_columns_of_the_file(violations, rows)
    return survey_result(rows, violations, loaded, source_file=source_file, table_name="survey_response")


def _with_names_compared(
    rows: pl.DataFrame, source_file: str, layout: ResponsesLayout | None, frame: Frame | None
) -> pl.DataFrame:
    """`rows` with is_called_so, whether the name of the unit is one of its own, and unit_called, its name in the frame.

    Raises InputProblem where the layout has names and the frame none to compare them with.
    """
    if layout is None or layout.unit_name is None:
        return rows.with_columns(pl.lit(True).alias("is_called_so"), pl.lit(None, pl.String).alias("unit_called"))
    if frame is None or not frame.has_names:
        raise InputProblem(
            file=f"raw/{Path(source_file).with_name(RESPONSES_LAYOUT)}",
            column="unit_name",
            value=layout.unit_name,
            problem_ja="この調査の名簿には団体名がなく、回答の団体名と照合できません。",
            problem_en="The frame of this wave has no names to compare those of the answers with.",
            fix_ja="名簿に unit_name_ja の列を加えるか、この見出しを unused_columns に移してください。",
            fix_en="Add a column unit_name_ja to the frame, or move this header to `unused_columns`.",
        )
    stated = rows.select("known_unit", "unit_name").unique(maintain_order=True)
    compared = stated.with_columns(
        frame.are_called_so(stated["known_unit"], stated["unit_name"]).alias("is_called_so"),
        pl.Series("unit_called", [unit and frame.called(unit) for unit in stated["known_unit"]], dtype=pl.String),
    )
    return rows.join(compared, on=["known_unit", "unit_name"], how="left", nulls_equal=True, maintain_order="left")


def _listed_rows(path: Path, source_file: str) -> pl.DataFrame:
    """The rows of responses.csv, made comparable; `written` is the value as it was, and `is_unread` whether the option has
    digits that are none of its code: 1² and ①② are no 12."""
    rows = survey_cells(path, source_file, ["unit_id", "question_id"], in_own_words=True)
    _refuse_other_columns(rows, source_file)
    there = [name for name in COLUMNS if name in rows.columns]
    written = rows["value"] if "value" in there else pl.Series([""] * rows.height, dtype=pl.String)
    codes = rows["option_code"] if "option_code" in there else pl.repeat("", rows.height, dtype=pl.String, eager=True)
    return rows.with_columns(
        *(clean_cells(rows[name]) for name in there),
        written.alias("written"),
        codes.str.contains(f"{RAISED_DIGIT}|{FALSE_DIGITS_IN_A_ROW}").alias("is_unread"),
        pl.lit(len(there)).alias("expected_cells"),
    )


def known_units(written: pl.Series, units: pl.Series) -> pl.Series:
    """The id in the frame for each id as written: the same text, or the same local government code.

    The two digits of a prefecture (or one, its zero lost) are a code as well. Where the ids of a frame are its own numbers,
    some of them look like codes and none is one: 11002 is no unit 1100.
    """
    codes = parse_codes(units)["code6"]
    if codes.null_count():
        codes = pl.repeat(None, units.len(), dtype=pl.String, eager=True).alias("code6")
    by_code = (
        pl.DataFrame({"code6": codes, "by_code": units}).drop_nulls("code6").unique("code6", keep="none", maintain_order=True)
    )
    is_prefecture = written.str.contains(r"^\d{1,2}$")
    five_digits = pl.select(pl.when(is_prefecture).then(written.str.zfill(2) + "000").otherwise(written)).to_series()
    return (
        pl.DataFrame({"unit_id": written, "code6": parse_codes(five_digits)["code6"]})
        .join(pl.DataFrame({"unit_id": units, "same": units}), on="unit_id", how="left", maintain_order="left")
        .join(by_code, on="code6", how="left", maintain_order="left")
        .select(pl.coalesce("same", "by_code").alias("known_unit"))
        .to_series()
    )


def _typed(rows: pl.DataFrame, instrument: Instrument, units: pl.Series) -> pl.DataFrame:
    """Rows with what the checks need: question_type, known_unit, number, has_answer, state, is_exclusive."""
    absent = {name: "" for name in COLUMNS} | {"is_unread": False, "is_mark": False, "known_marks": ""}
    rows = rows.with_columns(pl.lit(nothing).alias(name) for name, nothing in absent.items() if name not in rows.columns)
    types = pl.DataFrame(
        [
            {"typed_question": clean(question.id), "own_question": question.id, "question_type": question.type}
            for question in instrument.questions
        ]
    )
    plain = pl.when(pl.col("value").str.contains(_NUMBER)).then(pl.col("value").str.replace_all(",", ""))
    is_choice = pl.col("question_type").is_in(["single", "multiple"])
    return (
        rows.with_columns(pl.col("option_code", "value", "status").replace(NO_ANSWER, ""))
        .with_columns(
            known_units(rows["unit_id"], units),
            pl.col("status").str.to_lowercase().alias("status"),
            plain.cast(pl.Float64, strict=False).replace(-0.0, 0.0).alias("number"),
        )
        .join(types, left_on="question_id", right_on="typed_question", how="left", maintain_order="left")
        .with_columns(
            pl.coalesce("own_question", "question_id").alias("question_id"),
            # A text is loaded in its own words and lines; what is compared would say 102 for 10².
            pl.when((pl.col("question_type") == "text") & (pl.col("value") != ""))
            .then("written")
            .otherwise("value")
            .alias("value"),
        )
        .join(
            _options(instrument),
            left_on=["question_id", "option_code"],
            right_on=["question_id", "typed_option"],
            how="left",
            maintain_order="left",
        )
        .with_columns(pl.coalesce("own_option", "option_code").alias("option_code"))
        .with_columns(pl.when(is_choice).then(pl.col("option_code") != "").otherwise(pl.col("value") != "").alias("has_answer"))
        .with_columns(
            pl.when(pl.col("status") != "")
            .then("status")
            .otherwise(pl.when("has_answer").then(pl.lit("ok")).otherwise(pl.lit("missing")))
            .alias("state")
        )
    )


def _options(instrument: Instrument) -> pl.DataFrame:
    """Every option as it may be typed: cleaned, and a whole number with the .0 that programs put behind it."""
    spellings = [
        {
            "question_id": question.id,
            "typed_option": clean(option.code) + behind,
            "own_option": option.code,
            "is_exclusive": option.exclusive,
        }
        for behind in ("", ".0")
        for question in instrument.questions
        for option in question.options
        if behind == "" or clean(option.code).isdecimal()
    ]
    schema = {name: pl.String for name in ("question_id", "typed_option", "own_option")} | {"is_exclusive": pl.Boolean}
    # An option that is itself called 1.0 comes first.
    return pl.DataFrame(spellings, schema=schema).unique(["question_id", "typed_option"], keep="first", maintain_order=True)


def _text_or_null(column: str) -> pl.Expr:
    return pl.when(pl.col(column) != "").then(pl.col(column))


def _refuse_other_columns(rows: pl.DataFrame, source_file: str) -> None:
    others = [name for name in rows.columns if name not in OWN_COLUMNS and name not in COLUMNS]
    if others:
        raise InputProblem(
            file=f"raw/{source_file}",
            row=1,
            column=", ".join(others),
            problem_ja=f"回答ファイルにない列です: {', '.join(others)}",
            problem_en=f"A file of answers has no such column: {', '.join(others)}",
            fix_ja=f"列を削除するか、見出しを直してください。使用できる列: {', '.join(COLUMNS)}",
            fix_en=f"Remove the column or correct its header. Columns: {', '.join(COLUMNS)}",
        )
