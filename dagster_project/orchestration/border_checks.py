"""The two borders as Dagster checks: what came in (before dbt) and what goes out (after dbt).

Each suite in ``expectations/<border>/*.yml`` is one asset check of its table, and one gate per
border stands for all critical expectations: it alone blocks what comes after. (Were the check of
a raw table to block by itself, it would block the loading that it has to wait for.)

The results of both borders end up in ``reports.check_result``; when a border blocks, they stay
in ``data/build`` and are printed.
"""

import json
from dataclasses import asdict

import dagster as dg

from dagster_project.checks.check_results import CheckResult, append_results, blocking, format_failure
from dagster_project.checks.run_suites import run_suites
from dagster_project.checks.suites import Border, Suite, load_suites
from dagster_project.common.files import write_text_atomically
from dagster_project.orchestration.why_it_blocks import what_fails, why_it_blocks
from dagster_project.orchestration.workbench import step
from dagster_project.settings import EXPECTATIONS_DIR, Settings

# Border -> the asset that everything behind the border depends on.
GATES = {
    "raw": dg.AssetKey(["raw", "file_balance"]),
    "reports": dg.AssetKey(["reports", "published_figure"]),
}


def gate_name(border: str) -> str:
    return f"{border}_border_has_no_critical_failure"


def border_checks(border: Border) -> dg.AssetChecksDefinition:
    """One check step for all suites of ``border`` ("raw" or "reports")."""
    suites = load_suites(EXPECTATIONS_DIR, border)

    @dg.multi_asset_check(
        name=f"{border}_border",
        can_subset=True,
        description=f"Great Expectations over every {border} table.",
        specs=[
            *(
                dg.AssetCheckSpec(
                    name=suite_check_name(suite),
                    asset=_asset_key(suite),
                    description="\n".join(f"- {expectation.ja} / {expectation.en}" for expectation in suite.checks),
                    metadata={"owner": suite.owner.en},
                )
                for suite in suites
            ),
            dg.AssetCheckSpec(
                name=gate_name(border),
                asset=GATES[border],
                description="No critical expectation failed and none could not be evaluated.",
                blocking=True,
            ),
        ],
    )
    def check_border(context: dg.AssetCheckExecutionContext):
        asked_for = [suite for suite in suites if check_key(suite) in context.selected_asset_check_keys]
        with step(context) as settings:
            results = run_suites(settings.build_database, asked_for, settings.kept)
            record_results(settings, border, results)
            failed = [result for result in results if not result.passed]
            blockers = blocking(results)
            doubts = [what_fails(settings, result) for result in failed if result not in blockers]
            why = [why_it_blocks(settings, result) for result in blockers]
        for words in doubts:
            context.log.warning(words)
        for words in why:
            context.log.error(words)
        context.log.info(
            f"{len(results)} expectations: {len(results) - len(failed)} hold, {len(failed)} do not, "
            f"{len(blockers)} of these block the release"
        )
        for suite in asked_for:
            yield _suite_result(suite, [result for result in results if result.table_name == suite.table_name])
        if dg.AssetCheckKey(GATES[border], gate_name(border)) in context.selected_asset_check_keys:
            yield dg.AssetCheckResult(
                asset_key=GATES[border],
                check_name=gate_name(border),
                passed=not blockers,
                severity=dg.AssetCheckSeverity.ERROR,
                metadata={"blocking": ", ".join(result.check_id for result in blockers) or "none"},
            )
        if blockers:
            raise dg.Failure("\n".join(why), allow_retries=False)

    return check_border


def check_key(suite: Suite) -> dg.AssetCheckKey:
    """The check that stands for a suite."""
    return dg.AssetCheckKey(_asset_key(suite), suite_check_name(suite))


def suite_check_name(suite: Suite) -> str:
    return f"{suite.table.replace('.', '_')}_meets_its_expectations"


def _suite_result(suite: Suite, results: list[CheckResult]) -> dg.AssetCheckResult:
    """A suite's outcome: an error if something critical failed, a warning if only warnings did."""
    failed = [result for result in results if not result.passed]
    return dg.AssetCheckResult(
        asset_key=_asset_key(suite),
        check_name=suite_check_name(suite),
        passed=not failed,
        severity=dg.AssetCheckSeverity.ERROR if blocking(failed) else dg.AssetCheckSeverity.WARN,
        metadata={
            "expectations": len(results),
            "failures": dg.MetadataValue.md("\n\n".join(map(format_failure, failed)) or "none"),
        },
    )


def record_results(settings: Settings, border: str, results: list[CheckResult]) -> None:
    """Keep the results in the build folder; the last border also writes reports.check_result."""
    looked_at = {result.check_id for result in results}
    recorded = [result for result in read_results(settings) if result.check_id not in looked_at] + results
    text = json.dumps([asdict(result) for result in recorded], ensure_ascii=False, indent=1, default=str)
    write_text_atomically(settings.check_results_file, text)
    if border == "reports":
        append_results(settings.build_database, recorded)


def read_results(settings: Settings) -> list[CheckResult]:
    """The results of the borders that the build has come to; none where it did not come to any."""
    if not settings.check_results_file.exists():
        return []
    return [CheckResult(**fields) for fields in json.loads(settings.check_results_file.read_text("utf-8"))]


def _asset_key(suite: Suite) -> dg.AssetKey:
    return dg.AssetKey(suite.table.split("."))
