"""The council: meetings, the figures its overview prints, pilots, finances and events."""

from dagster_project.orchestration.assets.raw_table import PERIODS, raw_table

SUBJECT = "council"

TABLES = (
    "council_meeting",
    "council_agenda",
    "overview_figure",
    "derived_check",
    "pilot",
    "postal_finance",
    "policy_event",
)

# Tables whose rows name a municipality: read when the periods they are resolved with have landed.
NAMING_MUNICIPALITIES = {"pilot"}

assets = [raw_table(SUBJECT, table, [PERIODS] if table in NAMING_MUNICIPALITIES else []) for table in TABLES]
