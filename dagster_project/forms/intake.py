"""The front door of the intake: a folder of filled forms to responses, submissions and findings.

Every file gets a row among the submissions, whatever it is. `state` is accepted, accepted_with_errors
(an answer could not be used) or refused (none was). Of several forms of one body the one with the
highest number of the submission counts, then the latest date, then the last name; the others are
kept and marked with the file that superseded them.

The balance counts filled answer cells: each is loaded, quarantined under a rule, or ignored by
name (superseded, same_answer_again, tick_says_no). Unanswered and skipped questions are rows of
the responses but no cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from dagster_project.forms import file_findings
from dagster_project.forms.answer_findings import LOADED
from dagster_project.forms.answers import Answers, judge
from dagster_project.forms.cell_outcomes import all_fates, balance, ignored, quarantined
from dagster_project.forms.finding_words import with_words
from dagster_project.forms.identity import CONTACT_ENTRIES, UNIT_KEY
from dagster_project.forms.locate import Located, locate
from dagster_project.forms.read_forms import FormFile, form_paths, read_forms
from dagster_project.forms.refusals import marks_of, refusals
from dagster_project.forms.respondents import Frame, Respondent, respondent
from dagster_project.readers.eras import parse_date
from dagster_project.readers.instruments import Instrument

FORMS_FOLDER = "forms"

# Of the forms of one body that can be used, the last in this order counts.
COUNTING_ORDER = ("round_number", "submitted_on", "source_file")
COUNTS = (pl.col("state") != "refused") & pl.col("superseded_by").is_null()

SUBMISSION_COLUMNS = (
    "wave_id", "unit_id", "source_file", "sha256", "form_version", "submitted_on", "submitted_on_basis",
    "round_number", "is_late", "state", "superseded_by", "cell_count", "answer_count", "finding_count",
    "error_count",
)
FINDING_COLUMNS = (
    "wave_id", "unit_id", "source_file", "question_id", "sheet", "cell", "written", "rule", "severity",
    "problem_ja", "problem_en", "fix_ja", "fix_en",
)
RESPONSE_COLUMNS = (
    "wave_id", "unit_id", "question_id", "option_code", "value", "value_text", "status", "source_file", "row_number",
)


@dataclass(frozen=True)
class Intake:
    """submissions, findings, responses: the columns of the raw tables form_submission, form_finding
    and survey_response (these last of the forms that count, only)
    quarantined, ignored, balance: as for every received file
    contacts: source_file, section, person, contact: for the office alone, in no table
    """

    submissions: pl.DataFrame
    findings: pl.DataFrame
    responses: pl.DataFrame
    quarantined: pl.DataFrame
    ignored: pl.DataFrame
    balance: pl.DataFrame
    contacts: pl.DataFrame


def take_in(
    wave_dir: Path, instrument: Instrument, units: pl.DataFrame, former: pl.DataFrame | None = None
) -> Intake:
    """Read and judge every file in the wave's folder of forms; an empty intake where there is none.

    `wave_dir`: raw/<subject>/<wave>; files are named from the subject on, as in every raw table.
    `units`: the frame, with unit_id and where known prefecture and name_ja; `former`: see Frame.
    """
    paths = form_paths(wave_dir / FORMS_FOLDER)
    files, cells = read_forms(paths, wave_dir.parent.parent)
    located = locate(files, cells, instrument)
    frame = Frame(units, former)
    respondents = _respondents(files, located, frame)
    marks = marks_of(files, paths, located)
    refused_by = refusals(files, located, marks, respondents, instrument)
    used = pl.DataFrame({"file": pl.Series([n for n, rule in enumerate(refused_by) if rule is None], dtype=pl.UInt32)})
    answers = judge(located.entries, used, instrument)

    head = pl.DataFrame(
        {
            "file": pl.Series(range(len(files)), dtype=pl.UInt32),
            "wave_id": pl.Series([instrument.wave_id] * len(files), dtype=pl.String),
            "unit_id": pl.Series([each and each.unit_id for each in respondents], dtype=pl.String),
            "source_file": pl.Series([file.source_file for file in files], dtype=pl.String),
            "sheet": pl.Series([file.sheet for file in files], dtype=pl.String),
            "sha256": pl.Series([file.sha256 for file in files], dtype=pl.String),
            "form_version": pl.Series([mark.version for mark in marks], dtype=pl.String),
            "submitted_on": pl.Series([each and each.submitted_on for each in respondents], dtype=pl.Date),
            "submitted_on_basis": pl.Series(
                ["not_available" if each is None else each.submitted_on_basis for each in respondents], dtype=pl.String
            ),
            "round_number": pl.Series([each and each.round_number for each in respondents], dtype=pl.Int64),
            "is_refused": pl.Series([rule is not None for rule in refused_by], dtype=pl.Boolean),
        }
    )
    first_and_last = field_days(instrument)
    head = _superseding(head).with_columns(is_late=(pl.col("submitted_on") > first_and_last[1]).fill_null(False))
    fates = all_fates(answers, located, refused_by, head)
    findings = with_words(
        pl.concat(
            [
                file_findings.of_files(files, located, marks, respondents, refused_by, head, instrument, first_and_last),
                answers.findings,
            ]
        ).join(head.select("file", "wave_id", "unit_id", "source_file", "sheet"), on="file", how="left")
    ).sort("source_file", "row_number", "question_id", "rule", "cell", "written", nulls_last=False)
    return Intake(
        submissions=_submissions(head, findings, fates),
        findings=findings.select(FINDING_COLUMNS),
        responses=_responses(answers, head, instrument),
        quarantined=quarantined(fates, head),
        ignored=ignored(fates, head),
        balance=balance(fates, head),
        contacts=_contacts(located, head),
    )


def _respondents(files: list[FormFile], located: Located, frame: Frame) -> list[Respondent | None]:
    """The respondent of each form; None where the file is none."""
    entries: dict[int, dict[str, str]] = {}
    for place, key, written in (
        located.entries.filter(pl.col("key").str.starts_with(UNIT_KEY) & pl.col("written").is_not_null())
        .select("file", "key", "written")
        .iter_rows()
    ):
        entries.setdefault(place, {}).setdefault(key.removeprefix(UNIT_KEY), written)
    with_keys = set(located.entries["file"].unique())
    return [
        respondent(entries.get(place, {}), file.name, frame) if place in with_keys else None
        for place, file in enumerate(files)
    ]


def field_days(instrument: Instrument) -> tuple[date, date]:
    """The first and the last day of the field period."""
    start, end = parse_date(instrument.field_period.start), parse_date(instrument.field_period.end)
    if start is None or end is None:  # the instrument's model has made sure of it
        raise ValueError(instrument.field_period)
    return start.day, end.last_day


def _superseding(head: pl.DataFrame) -> pl.DataFrame:
    """Adds superseded_by: the file of the same body that counts instead, null for that one itself."""
    counts = (
        head.filter(~pl.col("is_refused"))
        .sort(COUNTING_ORDER, nulls_last=False)
        .group_by("unit_id")
        .agg(pl.col("source_file").last().alias("counting_file"))
    )
    return head.join(counts, on="unit_id", how="left", maintain_order="left").with_columns(
        superseded_by=pl.when(~pl.col("is_refused") & (pl.col("counting_file") != pl.col("source_file"))).then(
            pl.col("counting_file")
        )
    )


def _submissions(head: pl.DataFrame, findings: pl.DataFrame, fates: pl.DataFrame) -> pl.DataFrame:
    counted = findings.group_by("source_file").agg(
        pl.len().cast(pl.Int64).alias("finding_count"),
        (pl.col("severity") == "error").sum().cast(pl.Int64).alias("error_count"),
    )
    cells = fates.group_by("file").agg(
        pl.len().cast(pl.Int64).alias("cell_count"),
        (pl.col("fate") == LOADED).sum().cast(pl.Int64).alias("answer_count"),
    )
    counts = ("cell_count", "answer_count", "finding_count", "error_count")
    return (
        head.join(counted, on="source_file", how="left", maintain_order="left")
        .join(cells, on="file", how="left", maintain_order="left")
        .with_columns(pl.col(name).fill_null(0) for name in counts)
        .with_columns(
            state=pl.when("is_refused")
            .then(pl.lit("refused"))
            .when(pl.col("error_count") > 0)
            .then(pl.lit("accepted_with_errors"))
            .otherwise(pl.lit("accepted"))
        )
        .select(SUBMISSION_COLUMNS)
    )


def _responses(answers: Answers, head: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    counting = head.filter(~pl.col("is_refused") & pl.col("superseded_by").is_null())
    order = {question.id: place for place, question in enumerate(instrument.questions)}
    return (
        answers.responses.join(counting, on="file", how="inner", maintain_order="left")
        .sort("file", pl.col("question_id").replace_strict(order, return_dtype=pl.Int64), "row_number", maintain_order=True)
        .select(RESPONSE_COLUMNS)
    )


def _contacts(located: Located, head: pl.DataFrame) -> pl.DataFrame:
    entries = located.entries.filter(pl.col("key").is_in([f"{UNIT_KEY}{entry}" for entry in CONTACT_ENTRIES]))
    said = entries.group_by("file").agg(
        pl.col("written").filter(pl.col("key") == f"{UNIT_KEY}{entry}").first().alias(entry)
        for entry in CONTACT_ENTRIES
    )
    return head.select("file", "source_file").join(said, on="file", how="left", maintain_order="left").drop("file")
