"""Post offices and other branches: how many there are, and where."""

from dagster_project.orchestration.assets.raw_table import PERIODS, optional_raw_table, raw_table

SUBJECT = "branch_counts"

REQUIRED_TABLES = ("facility_count", "post_office_by_prefecture")

# Read as published, once somebody has put the file there; empty until then.
OPTIONAL_TABLES = ("post_office_release", "public_facility", "branch_office")

TABLES = (*REQUIRED_TABLES, *OPTIONAL_TABLES)

# Tables whose rows name a municipality: read when the periods they are resolved with have landed.
NAMING_MUNICIPALITIES = {"facility_count", "public_facility", "branch_office"}

assets = [
    *(raw_table(SUBJECT, table, [PERIODS] if table in NAMING_MUNICIPALITIES else []) for table in REQUIRED_TABLES),
    *(optional_raw_table(SUBJECT, table, [PERIODS] if table in NAMING_MUNICIPALITIES else []) for table in OPTIONAL_TABLES),
]
