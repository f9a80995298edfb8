"""What the survey office sees and nobody else: the tabulation before suppression, outside every release."""

import dagster as dg

from dagster_project.orchestration.workbench import step
from dagster_project.questionnaires.office.internal_tabulation import write_internal_tabulations

MADE_FROM = (
    ("survey", "fct_estimate"),
    ("survey", "fct_numeric_estimate"),
    ("reports", "survey_estimate"),
    ("reports", "survey_numeric_estimate"),
)


@dg.asset(
    name="internal_tabulation",
    deps=[dg.AssetKey(path) for path in MADE_FROM],
    group_name="questionnaires",
    owners=["team:survey-statistics"],
    kinds={"xlsx"},
    description=(
        "Unsuppressed results and free texts of each wave for the survey office, in data/receipts/<wave>/. Internal. /"
        " 調査担当用の内部集計(秘匿処理前)及び自由記述。内部限り。"
    ),
)
def internal_tabulation(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    with step(context) as settings:
        written = write_internal_tabulations(settings.build_database, settings.receipts_dir, settings.kept)
        context.log.info(f"{len(written)} internal tabulations in {settings.receipts_dir.name}/")
        return dg.MaterializeResult(metadata={"waves": len(written)})
