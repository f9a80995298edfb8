"""The small pipeline as Dagster's own processes load it: daemon, code server and runs."""

from dagster_project.orchestration.workbench import serves
from tests.faults.small_pipeline import defs

serves(defs)
