"""Answer cells to responses, all questions at once, with what was found on the way.

The order of the rules, and a cell is stopped by the first it breaks: a spreadsheet error, a block
that stands twice, what the cell says, numbers in place of ticks, exclusive options, ticks beside one that cannot be read,
routing.
A question is *asked* where the answer it depends on was chosen; where that answer itself is missing,
nobody knows, and what is written below it is not used.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dagster_project.common.text import clean_cells
from dagster_project.questionnaires.form.form_rows import answer_keys
from dagster_project.questionnaires.form.identity import ANSWER_KEY, answer_key
from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.instrument.questions import Question
from dagster_project.questionnaires.intake.answer_meanings import Meaning, Reader
from dagster_project.questionnaires.intake.findings.answer_findings import (
    DOES_NOT_APPLY,
    SAME_ANSWER_AGAIN,
    answer_findings,
    findings,
)
from dagster_project.questionnaires.intake.locate import BESIDE, BESIDE_STRUCK, MERGED, OTHER_UNIT, REWRITTEN, split_key
from dagster_project.questionnaires.intake.read_forms import ERROR, FORMULA_WITHOUT_VALUE, SHOWN_OTHERWISE, STRUCK
from dagster_project.tables.read_result import LOADED

RESPONSES = {
    "file": pl.UInt32,
    "question_id": pl.String,
    "option_code": pl.String,
    "value": pl.Float64,
    "value_text": pl.String,
    "status": pl.String,
    "row_number": pl.Int64,
}
_STATES: dict[str, pl.DataType | type[pl.DataType]] = {
    "file": pl.UInt32,
    "question_id": pl.String,
    "routing": pl.String,
    "chosen": pl.List(pl.String),
    "state": pl.String,
}
# 2, (2), 2. or 2番 and nothing else, however a number cell is stored.
_NUMBER_ALONE = r"^\(?(\d+)(?:\.0)?[.)番]?$"
_CIRCLES = dict.fromkeys("○〇◯⭕", "open") | dict.fromkeys("●◉", "filled")
_TREATED_CELL = ("file", "question_id", "row_number", "cell", "written", "treatment")


@dataclass(frozen=True)
class Answers:
    """responses: one row per answer, and one per question without any (status missing or skipped)
    findings: FINDINGS
    cells: every written answer cell with its treatment: `loaded`, the rule that stops it, or a named reason
    """

    responses: pl.DataFrame
    findings: pl.DataFrame
    cells: pl.DataFrame


def judge(entries: pl.DataFrame, files: pl.DataFrame, instrument: Instrument) -> Answers:
    """`entries` as located; `files` (file): the forms that are in use at all."""
    keys = answer_keys(instrument)
    rows = _known_cells(entries, files, keys)
    unknown = _unknown_cells(entries, files, keys)
    written = rows.filter(pl.col("written").is_not_null())
    cells = _without_codes_for_ticks(_with_meanings(_without_repeats(written), instrument), instrument)
    cells = _without_contradictions(cells, instrument)
    cells = _without_half_known(cells, rows, instrument)
    cells, states = _follow_routes(cells, files, instrument)
    return Answers(
        responses=_responses(cells, rows, states),
        findings=pl.concat([unknown.findings, answer_findings(cells, rows, states, instrument)]),
        cells=pl.concat([unknown.cells, cells.select(_TREATED_CELL)]),
    )


def _known_cells(entries: pl.DataFrame, files: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Rows of the forms in use whose key belongs to the instrument."""
    split = [split_key(key) for key in keys]
    known = pl.DataFrame(
        {
            "key": keys,
            "question_id": [question_id for question_id, _ in split],
            "option_code": pl.Series([option_code for _, option_code in split], dtype=pl.String),
        }
    )
    return entries.join(files, on="file", how="semi").join(known, on="key", how="inner", maintain_order="left")


def _unknown_cells(entries: pl.DataFrame, files: pl.DataFrame, keys: list[str]) -> Answers:
    """Written answers under keys that the instrument does not have: those of an earlier version."""
    cells = entries.join(files, on="file", how="semi").filter(
        pl.col("key").str.starts_with(ANSWER_KEY) & ~pl.col("key").is_in(keys) & pl.col("written").is_not_null()
    )
    cells = cells.with_columns(question_id=pl.lit(None, pl.String), treatment=pl.lit("block_unknown"))
    return Answers(
        pl.DataFrame(schema=RESPONSES),
        findings(cells, "block_unknown", found=pl.col("key").str.strip_prefix(ANSWER_KEY)),
        cells.select(_TREATED_CELL),
    )


def _follow_routes(cells: pl.DataFrame, files: pl.DataFrame, instrument: Instrument) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The cells with their treatment, and the state of every question in every form: file, question_id,
    routing, chosen, state (ok, missing, skipped or open).

    Step by step along the routes: first the questions put to everybody, then those that depend on
    them, and so on.
    """
    states = pl.DataFrame(schema=_STATES)
    judged = []
    for step in _route_steps(instrument):
        routed = _routed(files, step, states)
        reached = cells.join(routed, on=["file", "question_id"], how="inner", maintain_order="left").with_columns(
            treatment=_treatment()
        )
        states = pl.concat([states, _states(routed, reached.filter(pl.col("treatment") == LOADED))])
        judged.append(reached)
    return pl.concat(judged), states


def _route_steps(instrument: Instrument) -> list[list[Question]]:
    """The questions by the number of questions on the way to them; every route leads forward."""
    depth: dict[str, int] = {}
    for question in instrument.questions:
        depth[question.id] = 0 if question.asked_if is None else depth[question.asked_if.question] + 1
    return [
        [question for question in instrument.questions if depth[question.id] == step] for step in range(max(depth.values()) + 1)
    ]


def _routed(files: pl.DataFrame, step: list[Question], states: pl.DataFrame) -> pl.DataFrame:
    """file, question_id, routing: asked, not_asked or open (the answer it depends on is missing)."""
    conditions = pl.DataFrame(
        [
            (
                question.id,
                *((None, None) if question.asked_if is None else (question.asked_if.question, question.asked_if.any_of)),
            )
            for question in step
        ],
        schema={"question_id": pl.String, "before": pl.String, "any_of": pl.List(pl.String)},
        orient="row",
    )
    was_chosen = pl.col("chosen").list.set_intersection("any_of").list.len() > 0
    before = states.select("file", pl.col("question_id").alias("before"), "chosen", "state")
    return (
        files.join(conditions, how="cross")
        .join(before, on=["file", "before"], how="left", maintain_order="left")
        .select(
            "file",
            "question_id",
            pl.when(pl.col("before").is_null() | was_chosen)
            .then(pl.lit("asked"))
            .when(pl.col("state").is_in(["missing", "open"]))
            .then(pl.lit("open"))
            .otherwise(pl.lit("not_asked"))
            .alias("routing"),
        )
    )


def _treatment() -> pl.Expr:
    is_answer = pl.any_horizontal(pl.col("option_code_read", "value", "value_text").is_not_null())
    return (
        pl.when(pl.col("stop").is_not_null())
        .then(pl.col("stop"))
        .when(~is_answer)
        .then(pl.lit(DOES_NOT_APPLY))
        .when(pl.col("routing") == "not_asked")
        .then(pl.lit("answered_though_not_asked"))
        .when(pl.col("routing") == "open")
        .then(pl.lit("routing_open"))
        .otherwise(pl.lit(LOADED))
    )


def _states(routed: pl.DataFrame, loaded: pl.DataFrame) -> pl.DataFrame:
    chosen = loaded.group_by("file", "question_id").agg(pl.col("option_code_read").drop_nulls().alias("chosen"))
    return routed.join(chosen, on=["file", "question_id"], how="left", maintain_order="left").with_columns(
        chosen=pl.col("chosen").fill_null([]),
        state=pl.when(pl.col("routing") == "not_asked")
        .then(pl.lit("skipped"))
        .when(pl.col("routing") == "open")
        .then(pl.lit("open"))
        .when(pl.col("chosen").is_not_null())
        .then(pl.lit("ok"))
        .otherwise(pl.lit("missing")),
    )


def _responses(cells: pl.DataFrame, rows: pl.DataFrame, states: pl.DataFrame) -> pl.DataFrame:
    first_rows = rows.group_by("file", "question_id").agg(pl.col("row_number").min())
    silent = states.filter(pl.col("state") != "ok").join(
        first_rows, on=["file", "question_id"], how="left", maintain_order="left"
    )
    nothing = (pl.lit(None, RESPONSES[name]).alias(name) for name in ("option_code", "value", "value_text"))
    return pl.concat(
        [
            cells.filter(pl.col("treatment") == LOADED).select(
                "file",
                "question_id",
                pl.col("option_code_read").alias("option_code"),
                "value",
                "value_text",
                pl.lit("ok").alias("status"),
                "row_number",
            ),
            silent.select(
                "file",
                "question_id",
                *nothing,
                pl.when(pl.col("state") == "missing").then(pl.lit("missing")).otherwise(pl.lit("skipped")).alias("status"),
                "row_number",
            ),
        ]
    )


def _without_repeats(cells: pl.DataFrame) -> pl.DataFrame:
    """Adds `stop`: a key filled in twice with the same answer counts once, with others not at all."""
    same = pl.col("written").n_unique().over("file", "key") == 1
    return cells.with_columns(
        stop=pl.when(pl.col("kind") == ERROR)
        .then(pl.lit("error_value"))
        .when(pl.col("kind") == FORMULA_WITHOUT_VALUE)
        .then(pl.lit("formula_without_value"))
        .when(pl.col("kind") == STRUCK)
        .then(pl.lit("struck_out"))
        .when(pl.col("kind") == SHOWN_OTHERWISE)
        .then(pl.lit("shown_otherwise"))
        .when(pl.col("kind") == MERGED)
        .then(pl.lit("merged_answers"))
        .when(pl.col("kind").is_in([OTHER_UNIT, BESIDE_STRUCK]))
        .then("kind")
        .when(pl.col("kind") == REWRITTEN)
        .then(pl.lit("printed_otherwise"))
        .when(~same)
        .then(pl.lit("block_twice"))
        .when(pl.col("row_number").rank("ordinal").over("file", "key") > 1)
        .then(pl.lit(SAME_ANSWER_AGAIN))
    )


def _with_meanings(cells: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """Adds what each cell says; every distinct text is read once."""
    readers = {question.id: Reader(question) for question in instrument.questions}
    what = ["question_id", "option_code", "written"]
    distinct = cells.filter(pl.col("stop").is_null()).select(what).unique(maintain_order=True)
    read: list[Meaning] = [readers[question].read(code, written) for question, code, written in distinct.iter_rows()]
    meanings = distinct.with_columns(
        pl.Series("usable", [meaning.usable for meaning in read], dtype=pl.Boolean),
        pl.Series("option_code_read", [meaning.option_code for meaning in read], dtype=pl.String),
        pl.Series("value", [meaning.value for meaning in read], dtype=pl.Float64),
        pl.Series("value_text", [meaning.value_text for meaning in read], dtype=pl.String),
        pl.Series("remark", [meaning.rule for meaning in read], dtype=pl.String),
        pl.Series("expected", [meaning.expected for meaning in read], dtype=pl.String),
    )
    joined = cells.join(meanings, on=what, how="left", nulls_equal=True, maintain_order="left")
    is_stopped = pl.col("stop").is_not_null()
    return joined.with_columns(
        *(
            pl.when(~is_stopped).then(pl.col(name)).alias(name)
            for name in ("option_code_read", "value", "value_text", "remark", "expected")
        ),
        stop=pl.coalesce("stop", pl.when(~pl.col("usable")).then(pl.col("remark"))),
    )


def _without_codes_for_ticks(cells: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """Stops the ticks of a form in whose question different numbers stand for ticks: 1 and 2 may be the options' own codes,
    a yes and a no, or a first and a second place; so may open and filled circles, as on screens. Equal ones, or one alone,
    are ticks."""
    multiple = [question.id for question in instrument.questions if question.type == "multiple"]
    ticked = pl.col("option_code_read").is_not_null() & pl.col("stop").is_null() & pl.col("question_id").is_in(multiple)
    written = clean_cells(cells["written"])
    coded = cells.with_columns(
        number=written.str.extract(_NUMBER_ALONE, 1),
        circle=written.replace_strict(_CIRCLES, default=None, return_dtype=pl.String),
    )
    is_code = pl.any_horizontal(
        code.is_not_null() & (code.drop_nulls().n_unique().over("file", "question_id") > 1)
        for code in (pl.when(ticked).then("number"), pl.when(ticked).then("circle"))
    )
    stop = pl.when(is_code).then(pl.lit("codes_for_ticks")).otherwise(pl.col("stop"))
    return coded.with_columns(stop=stop).drop("number", "circle")


def _without_contradictions(cells: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """Stops all ticks of a form in which an option that stands alone is ticked with others."""
    exclusive = [
        answer_key(question, option.code)
        for question in instrument.questions
        if question.type == "multiple"
        for option in question.options
        if option.exclusive
    ]
    if not exclusive:
        return cells
    ticked = pl.col("option_code_read").is_not_null() & pl.col("stop").is_null()
    one_question = ("file", "question_id")
    clashes = (
        ticked & (ticked & pl.col("key").is_in(exclusive)).any().over(one_question) & (ticked.sum().over(one_question) > 1)
    )
    return cells.with_columns(stop=pl.when(clashes).then(pl.lit("exclusive_combined")).otherwise(pl.col("stop")))


def _without_half_known(cells: pl.DataFrame, rows: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """Stops the ticks beside one that cannot be read, that stands beside its cell, whose cell is merged with another answer's,
    whose option was written over or whose row is gone: kept, they would say that it was not ticked."""
    several = {question.id: len(question.options) for question in instrument.questions if question.type == "multiple"}
    offered = pl.col("question_id").replace_strict(several, default=None, return_dtype=pl.UInt32)
    one_question = ["file", "question_id"]
    incomplete = rows.group_by(one_question).agg(pl.col("key").n_unique().alias("keys")).filter(pl.col("keys") < offered)
    unread = cells.filter(pl.col("stop").is_not_null() & (pl.col("stop") != SAME_ANSWER_AGAIN) & offered.is_not_null())
    unsure = rows.filter(pl.col("kind").is_in([MERGED, REWRITTEN, BESIDE]))
    half_known = (
        pl.concat([part.select(one_question) for part in (incomplete, unread, unsure)])
        .unique()
        .with_columns(half_known=pl.lit(True))
    )
    ticked = pl.col("option_code_read").is_not_null() & pl.col("stop").is_null()
    return (
        cells.join(half_known, on=one_question, how="left", maintain_order="left")
        .with_columns(stop=pl.when(ticked & pl.col("half_known")).then(pl.lit("ticks_half_known")).otherwise(pl.col("stop")))
        .drop("half_known")
    )
