"""Filled forms of questionnaires: every file of every wave's forms folder, taken in and answered by a receipt.

The forms are read once. Submissions and findings become raw tables; the answers wait in the
landing folder for ``raw/survey_response``, which stacks them onto those of ``responses.csv``.
Receipts go to ``data/receipts``, outside every release.
"""

import dagster as dg
import polars as pl

from dagster_project.orchestration.assets.raw_descriptions import raw_description
from dagster_project.orchestration.assets.raw_table import landed, load_at_once, raw_key, row_metadata
from dagster_project.orchestration.landing import part_file, write_part
from dagster_project.orchestration.workbench import step
from dagster_project.questionnaires.intake.cell_outcomes import TABLE
from dagster_project.questionnaires.intake.intake import Intake
from dagster_project.questionnaires.wave_forms import Wave, summary, take_in_wave, waves
from dagster_project.settings import Settings

SUBJECT = "questionnaires"
ANSWERS = "form_answer"  # landed for raw/survey_response; no raw table of its own

TABLES = ("form_submission", "form_finding")


def take_in_forms(settings: Settings) -> list[tuple[Wave, Intake]]:
    """Take in the forms of all waves, write receipts, and land the tables; returns every wave with its intake."""
    found = [(wave, take_in_wave(wave, settings.receipts_dir)) for wave in waves(settings.raw_dir)]
    intakes = [intake for _, intake in found]
    parts = {
        (TABLE, "loaded"): [intake.submissions for intake in intakes],
        (TABLE, "quarantined"): [intake.quarantined for intake in intakes],
        (TABLE, "ignored"): [intake.ignored for intake in intakes],
        (TABLE, "balance"): [intake.balance for intake in intakes],
        ("form_finding", "loaded"): [intake.findings for intake in intakes],
        (ANSWERS, "loaded"): [intake.responses for intake in intakes],
    }
    for (table, part), frames in parts.items():
        write_part(settings.landing_dir, table, part, frames)
    return found


def landed_answers(settings: Settings) -> pl.DataFrame:
    """The answers of all forms that count, as columns of raw.survey_response."""
    return pl.read_parquet(part_file(settings.landing_dir, ANSWERS, "loaded"))


@dg.multi_asset(
    name="take_in_forms",
    can_subset=True,
    specs=[
        dg.AssetSpec(
            key=raw_key(table),
            group_name=SUBJECT,
            owners=["team:data-engineering"],
            kinds={"polars", "parquet"},
            description=raw_description(SUBJECT, table),
            skippable=True,
        )
        for table in TABLES
    ],
)
def forms_asset(context: dg.AssetExecutionContext):
    with step(context) as settings:
        for wave, intake in take_in_forms(settings):
            if intake.submissions.height:
                context.log.info(summary(wave, intake))
        for table in TABLES:
            rows = landed(settings, table)
            load_at_once(settings, table)
            context.log.info(f"{table}: {rows.height:,} rows")
            if raw_key(table) in context.selected_asset_keys:
                yield dg.MaterializeResult(asset_key=raw_key(table), metadata=row_metadata(rows))


assets = [forms_asset]
