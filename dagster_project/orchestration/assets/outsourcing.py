"""Municipal affairs outsourced to post offices: counts by service, and reported arrangements."""

from dagster_project.orchestration.assets.raw_table import PERIODS, raw_table

SUBJECT = "outsourcing"

TABLES = ("outsourcing_count", "outsourcing_contract")

# Tables whose rows name a municipality: read when the periods they are resolved with have landed.
NAMING_MUNICIPALITIES = {"outsourcing_count", "outsourcing_contract"}

assets = [raw_table(SUBJECT, table, [PERIODS] if table in NAMING_MUNICIPALITIES else []) for table in TABLES]
