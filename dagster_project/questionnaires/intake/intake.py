"""The front door of the intake: a folder of filled forms to responses, submissions and findings.

Every file gets a row among the submissions, whatever it is. `state` is accepted, accepted_with_errors
(an answer could not be used) or refused (none was). Of several forms of one body one counts (see
received_forms); the others are kept and marked with the file that superseded them.

The balance counts filled answer cells: each is loaded, quarantined under a rule, or ignored by
name (superseded, same_answer_again, tick_says_no). Unanswered and skipped questions are rows of
the responses but no cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from dagster_project.common.files import content_files
from dagster_project.questionnaires.form.identity import CONTACT_ENTRIES, UNIT_KEY
from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.intake.answers import Answers, judge
from dagster_project.questionnaires.intake.cell_outcomes import cell_outcomes, submissions_result
from dagster_project.questionnaires.intake.findings.file_findings import file_findings
from dagster_project.questionnaires.intake.findings.finding_words import with_words
from dagster_project.questionnaires.intake.locate import Located, locate
from dagster_project.questionnaires.intake.read_forms import read_forms
from dagster_project.questionnaires.intake.received_forms import forms_frame, received_forms
from dagster_project.questionnaires.units.known_bodies import KnownBodies
from dagster_project.questionnaires.units.wave_frame import Frame
from dagster_project.received.records import FORMS_FOLDER
from dagster_project.tables.read_result import LOADED

COUNTS = (pl.col("state") != "refused") & pl.col("superseded_by").is_null()

SUBMISSION_COLUMNS = (
    "wave_id",
    "unit_id",
    "source_file",
    "sha256",
    "form_version",
    "submitted_on",
    "submitted_on_basis",
    "round_number",
    "is_late",
    "state",
    "superseded_by",
    "cell_count",
    "answer_count",
    "finding_count",
    "error_count",
)
FINDING_COLUMNS = (
    "wave_id",
    "unit_id",
    "source_file",
    "question_id",
    "sheet",
    "cell",
    "written",
    "rule",
    "severity",
    "problem_ja",
    "problem_en",
    "fix_ja",
    "fix_en",
)
RESPONSE_COLUMNS = (
    "wave_id",
    "unit_id",
    "question_id",
    "option_code",
    "value",
    "value_text",
    "status",
    "source_file",
    "row_number",
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
    wave_dir: Path,
    instrument: Instrument,
    units: pl.DataFrame,
    former: pl.DataFrame | None = None,
    wards: frozenset[str] = frozenset(),
    known: KnownBodies | None = None,
) -> Intake:
    """Read and judge every file in the wave's folder of forms; an empty intake where there is none.

    `wave_dir`: raw/<subject>/<wave>; files are named from the subject on, as in every raw table.
    `units`: the frame, with unit_id and where known prefecture and name_ja; `former`, `wards`, `known`: see Frame.
    """
    files, cells = read_forms(content_files(wave_dir / FORMS_FOLDER), wave_dir.parent.parent)
    located = locate(files, cells, instrument)
    received = received_forms(files, located, Frame(units, former, wards, known), instrument)
    last_day = instrument.field_period.last.last_day
    forms = forms_frame(received).with_columns(
        wave_id=pl.lit(instrument.wave_id),
        is_late=(pl.col("submitted_on") > last_day).fill_null(False),
    )
    answers = judge(located.entries, forms.filter(pl.col("refused_by").is_null()).select("file"), instrument)
    outcomes = cell_outcomes(answers, located, forms)
    findings = with_words(
        pl.concat([file_findings(received, located, instrument), answers.findings]).join(
            forms.select("file", "wave_id", "unit_id", "source_file", "sheet"), on="file", how="left"
        )
    ).sort("source_file", "row_number", "question_id", "rule", "cell", "written", nulls_last=False)
    account = submissions_result(_submissions(forms, findings, outcomes), outcomes)
    return Intake(
        submissions=account.loaded,
        findings=findings.select(FINDING_COLUMNS),
        responses=_responses(answers, forms, instrument),
        quarantined=account.quarantined,
        ignored=account.ignored,
        balance=account.balance,
        contacts=_contacts(located, forms),
    )


def _submissions(forms: pl.DataFrame, findings: pl.DataFrame, outcomes: pl.DataFrame) -> pl.DataFrame:
    counted = findings.group_by("source_file").agg(
        pl.len().cast(pl.Int64).alias("finding_count"),
        (pl.col("severity") == "error").sum().cast(pl.Int64).alias("error_count"),
    )
    cells = outcomes.group_by("file").agg(
        pl.len().cast(pl.Int64).alias("cell_count"),
        (pl.col("outcome") == LOADED).sum().cast(pl.Int64).alias("answer_count"),
    )
    counts = ("cell_count", "answer_count", "finding_count", "error_count")
    return (
        forms.join(counted, on="source_file", how="left", maintain_order="left")
        .join(cells, on="file", how="left", maintain_order="left")
        .with_columns(pl.col(name).fill_null(0) for name in counts)
        .with_columns(
            state=pl.when(pl.col("refused_by").is_not_null())
            .then(pl.lit("refused"))
            .when(pl.col("error_count") > 0)
            .then(pl.lit("accepted_with_errors"))
            .otherwise(pl.lit("accepted"))
        )
        .select(SUBMISSION_COLUMNS)
    )


def _responses(answers: Answers, forms: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    counting = forms.filter(pl.col("refused_by").is_null() & pl.col("superseded_by").is_null())
    order = {question.id: place for place, question in enumerate(instrument.questions)}
    return (
        answers.responses.join(counting, on="file", how="inner", maintain_order="left")
        .sort("file", pl.col("question_id").replace_strict(order, return_dtype=pl.Int64), "row_number", maintain_order=True)
        .select(RESPONSE_COLUMNS)
    )


def _contacts(located: Located, forms: pl.DataFrame) -> pl.DataFrame:
    entries = located.entries.filter(pl.col("key").is_in([f"{UNIT_KEY}{entry}" for entry in CONTACT_ENTRIES]))
    stated = entries.group_by("file").agg(
        pl.col("written").filter(pl.col("key") == f"{UNIT_KEY}{entry}").first().alias(entry) for entry in CONTACT_ENTRIES
    )
    return forms.select("file", "source_file").join(stated, on="file", how="left", maintain_order="left").drop("file")
