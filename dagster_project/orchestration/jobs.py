"""The two jobs that make something: ``publish`` a whole release, and it switches to it; ``tables`` stops before its site.

The third one, ``refresh_sources``, fetches files (refresh_job.py). None has a schedule: `raw_files_changed` (sensors.py)
starts ``publish`` where somebody switched it on.
"""

from __future__ import annotations

import dagster as dg

CONTENT = "raw_fingerprint"  # tag of a run that the sensor started: the files it was started for

_everything = dg.AssetSelection.all()

# One process for all steps: starting an interpreter per step would cost several times the work.
tables_job = dg.define_asset_job(
    "tables",
    selection=_everything - dg.AssetSelection.assets("report_site", "current"),
    description="Raw files to checked tables, for trying out: nothing is published.",
    executor_def=dg.in_process_executor,
)

publish_job = dg.define_asset_job(
    "publish",
    selection=_everything,
    description="Raw files to a checked, published release with its bilingual report site.",
    executor_def=dg.in_process_executor,
)
