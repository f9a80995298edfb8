"""The council: meetings, the figures its overview prints, pilots, finances and events."""

from dagster_project.assets.raw_table import PERIODS, raw_table

SUBJECT = "council"

TABLES = {
    "council_meeting": "Dates of the meetings as each source states them.",
    "council_agenda": "Agenda items of the meetings.",
    "overview_figure": "Every figure printed in the overview of the first report, with its definition.",
    "derived_check": "Arithmetic checks on published figures as received with the data.",
    "pilot": "Pilot projects with post offices.",
    "postal_finance": "Profit, revenue, cost and grants of the postal business.",
    "policy_event": "Policy events after the report.",
}

# Tables whose rows name a municipality: read when the periods they are resolved with have landed.
NAMING_MUNICIPALITIES = {"pilot"}

assets = [
    raw_table(SUBJECT, table, description, [PERIODS] if table in NAMING_MUNICIPALITIES else [])
    for table, description in TABLES.items()
]
