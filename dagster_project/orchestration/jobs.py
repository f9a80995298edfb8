"""The two jobs: ``build`` stops at a release, ``publish`` adds the report site to it."""

from __future__ import annotations

import dagster as dg

_everything = dg.AssetSelection.all()

# One process for all steps: starting an interpreter per step would cost several times the work.
build_job = dg.define_asset_job(
    "build",
    selection=_everything - dg.AssetSelection.assets("report_site"),
    description="Raw files to a checked, published release without a report site.",
    executor_def=dg.in_process_executor,
)

publish_job = dg.define_asset_job(
    "publish",
    selection=_everything,
    description="Raw files to a checked, published release with its bilingual report site.",
    executor_def=dg.in_process_executor,
)
