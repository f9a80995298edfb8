"""Answer cells to responses, question by question, with what was found on the way.

The order of the rules, and a cell is stopped by the first it breaks: a spreadsheet error, a block
that stands twice, what the cell says, exclusive options, routing. A question is *asked* where the
answer it depends on was chosen; where that answer itself is missing, nobody knows, and what is
written below it is not used.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dagster_project.forms.answer_findings import (
    DOES_NOT_APPLY,
    LOADED,
    SAME_ANSWER_AGAIN,
    findings,
    question_findings,
)
from dagster_project.forms.identity import ANSWER_KEY
from dagster_project.forms.locate import ERROR, FORMULA_WITHOUT_VALUE, split_key
from dagster_project.forms.meanings import Meaning, Reader
from dagster_project.forms.plan import answer_keys
from dagster_project.readers.instrument_questions import Question
from dagster_project.readers.instruments import Instrument

RESPONSES = {
    "file": pl.UInt32,
    "question_id": pl.String,
    "option_code": pl.String,
    "value": pl.Float64,
    "value_text": pl.String,
    "status": pl.String,
    "row_number": pl.Int64,
}
_FATES = ("file", "question_id", "row_number", "cell", "written", "fate")


@dataclass(frozen=True)
class Answers:
    """responses: one row per answer, and one per question without any (status missing or skipped)
    findings: FINDINGS
    fates: every written answer cell with what became of it: `loaded`, a rule, or a named reason
    """

    responses: pl.DataFrame
    findings: pl.DataFrame
    fates: pl.DataFrame


def judge(entries: pl.DataFrame, files: pl.DataFrame, instrument: Instrument) -> Answers:
    """`entries` as located; `files` (file): the forms that are in use at all."""
    cells = _known_cells(entries, files, instrument)
    unknown = _unknown_cells(entries, files, instrument)
    states: dict[str, pl.DataFrame] = {}
    parts: list[Answers] = []
    by_question = cells.partition_by("question_id", as_dict=True)
    numbers = {question.id: place for place, question in enumerate(instrument.questions, start=1)}
    for question in instrument.questions:
        mine = by_question.get((question.id,), cells.clear())
        before = None if question.asked_if is None else states[question.asked_if.question]
        routed = _routed(files, question, before)
        part, states[question.id] = _judge_question(mine, routed, question, numbers)
        parts.append(part)
    return Answers(
        responses=pl.concat([part.responses for part in parts]),
        findings=pl.concat([unknown.findings, *(part.findings for part in parts)]),
        fates=pl.concat([unknown.fates, *(part.fates for part in parts)]),
    )


def _known_cells(entries: pl.DataFrame, files: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """Rows of the forms in use whose key belongs to the instrument."""
    keys = answer_keys(instrument)
    split = [split_key(key) for key in keys]
    known = pl.DataFrame(
        {
            "key": keys,
            "question_id": [question_id for question_id, _ in split],
            "option_code": pl.Series([option_code for _, option_code in split], dtype=pl.String),
        }
    )
    return entries.join(files, on="file", how="semi").join(known, on="key", how="inner", maintain_order="left")


def _unknown_cells(entries: pl.DataFrame, files: pl.DataFrame, instrument: Instrument) -> Answers:
    """Written answers under keys that the instrument does not have: those of an earlier version."""
    cells = entries.join(files, on="file", how="semi").filter(
        pl.col("key").str.starts_with(ANSWER_KEY)
        & ~pl.col("key").is_in(answer_keys(instrument))
        & pl.col("written").is_not_null()
    )
    return Answers(
        pl.DataFrame(schema=RESPONSES),
        findings(
            cells,
            "block_unknown",
            found=pl.col("key").str.strip_prefix(ANSWER_KEY),
            question=pl.lit(None, pl.String),
        ),
        cells.select(
            "file", pl.lit(None, pl.String).alias("question_id"), "row_number", "cell", "written",
            pl.lit("block_unknown").alias("fate"),
        ),
    )


def _routed(files: pl.DataFrame, question: Question, before: pl.DataFrame | None) -> pl.DataFrame:
    """file, routing: asked, not_asked or open (the answer it depends on is missing)."""
    if before is None or question.asked_if is None:
        return files.select("file", pl.lit("asked").alias("routing"))
    chosen = pl.col("chosen").list.set_intersection(question.asked_if.any_of).list.len() > 0
    return before.select(
        "file",
        pl.when(chosen)
        .then(pl.lit("asked"))
        .when(pl.col("state").is_in(["missing", "open"]))
        .then(pl.lit("open"))
        .otherwise(pl.lit("not_asked"))
        .alias("routing"),
    )


def _judge_question(
    rows: pl.DataFrame, routed: pl.DataFrame, question: Question, numbers: dict[str, int]
) -> tuple[Answers, pl.DataFrame]:
    """The question's answers, and its state per file: file, state (ok, missing, skipped or open), chosen."""
    cells = _with_meanings(_without_repeats(rows.filter(pl.col("written").is_not_null())), question)
    cells = _without_contradictions(cells, question).join(routed, on="file", how="left", maintain_order="left")
    is_answer = pl.col("option_code_read").is_not_null() | pl.col("value").is_not_null() | pl.col("value_text").is_not_null()
    cells = cells.with_columns(
        fate=pl.when(pl.col("stop").is_not_null())
        .then(pl.col("stop"))
        .when(~is_answer)
        .then(pl.lit(DOES_NOT_APPLY))
        .when(pl.col("routing") == "not_asked")
        .then(pl.lit("answered_though_not_asked"))
        .when(pl.col("routing") == "open")
        .then(pl.lit("routing_open"))
        .otherwise(pl.lit(LOADED))
    )
    loaded = cells.filter(pl.col("fate") == LOADED)
    states = _states(routed, loaded)
    silent = states.filter(pl.col("state") != "ok").join(
        rows.group_by("file").agg(pl.col("row_number").min()), on="file", how="left", maintain_order="left"
    )
    answers = Answers(
        responses=pl.concat(
            [
                loaded.select(
                    "file", "question_id", pl.col("option_code_read").alias("option_code"), "value", "value_text",
                    pl.lit("ok").alias("status"), "row_number",
                ),
                silent.select(
                    "file",
                    pl.lit(question.id).alias("question_id"),
                    *(pl.lit(None, RESPONSES[name]).alias(name) for name in ("option_code", "value", "value_text")),
                    pl.when(pl.col("state") == "missing").then(pl.lit("missing")).otherwise(pl.lit("skipped")).alias("status"),
                    "row_number",
                ),
            ]
        ),
        findings=question_findings(cells, rows, states, question, numbers),
        fates=cells.select(*_FATES),
    )
    return answers, states.select("file", "state", "chosen")


def _without_repeats(cells: pl.DataFrame) -> pl.DataFrame:
    """Adds `stop`: a key filled in twice with the same answer counts once, with others not at all."""
    same = pl.col("written").n_unique().over("file", "key") == 1
    return cells.with_columns(
        stop=pl.when(pl.col("kind") == ERROR)
        .then(pl.lit("error_value"))
        .when(pl.col("kind") == FORMULA_WITHOUT_VALUE)
        .then(pl.lit("formula_without_value"))
        .when(~same)
        .then(pl.lit("block_twice"))
        .when(pl.col("row_number").rank("ordinal").over("file", "key") > 1)
        .then(pl.lit(SAME_ANSWER_AGAIN))
    )


def _with_meanings(cells: pl.DataFrame, question: Question) -> pl.DataFrame:
    """Adds what each cell says; every distinct text is read once."""
    reader = Reader(question)
    distinct = cells.filter(pl.col("stop").is_null()).select("option_code", "written").unique(maintain_order=True)
    read: list[Meaning] = [reader.read(code, written) for code, written in distinct.iter_rows()]
    meanings = distinct.with_columns(
        pl.Series("usable", [meaning.usable for meaning in read], dtype=pl.Boolean),
        pl.Series("option_code_read", [meaning.option_code for meaning in read], dtype=pl.String),
        pl.Series("value", [meaning.value for meaning in read], dtype=pl.Float64),
        pl.Series("value_text", [meaning.value_text for meaning in read], dtype=pl.String),
        pl.Series("remark", [meaning.rule for meaning in read], dtype=pl.String),
        pl.Series("expected", [meaning.expected for meaning in read], dtype=pl.String),
    )
    joined = cells.join(
        meanings, on=["option_code", "written"], how="left", nulls_equal=True, maintain_order="left"
    )
    is_stopped = pl.col("stop").is_not_null()
    return joined.with_columns(
        *(
            pl.when(~is_stopped).then(pl.col(name)).alias(name)
            for name in ("option_code_read", "value", "value_text", "remark", "expected")
        ),
        stop=pl.coalesce("stop", pl.when(~pl.col("usable")).then(pl.col("remark"))),
    )


def _without_contradictions(cells: pl.DataFrame, question: Question) -> pl.DataFrame:
    """Stops all ticks of a form in which an option that stands alone is ticked with others."""
    exclusive = [option.code for option in question.options if option.exclusive]
    if question.type != "multiple" or not exclusive:
        return cells
    ticked = pl.col("option_code_read").is_not_null() & pl.col("stop").is_null()
    clashes = (
        (ticked & pl.col("option_code").is_in(exclusive)).any().over("file")
        & (ticked.sum().over("file") > 1)
        & ticked
    )
    return cells.with_columns(stop=pl.when(clashes).then(pl.lit("exclusive_combined")).otherwise(pl.col("stop")))


def _states(routed: pl.DataFrame, loaded: pl.DataFrame) -> pl.DataFrame:
    chosen = loaded.group_by("file").agg(pl.col("option_code_read").drop_nulls().alias("chosen"))
    return routed.join(chosen, on="file", how="left", maintain_order="left").with_columns(
        chosen=pl.col("chosen").fill_null([]),
        state=pl.when(pl.col("routing") == "not_asked")
        .then(pl.lit("skipped"))
        .when(pl.col("routing") == "open")
        .then(pl.lit("open"))
        .when(pl.col("chosen").is_not_null())
        .then(pl.lit("ok"))
        .otherwise(pl.lit("missing")),
    )
