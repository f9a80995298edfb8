"""Post offices and other branches: how many there are, and where."""

from dagster_project.assets.raw_table import PERIODS, optional_raw_table, raw_table

SUBJECT = "branch_counts"

REQUIRED_TABLES = {
    "facility_count": "Counts of post offices, mailboxes, convenience stores and other branches by date.",
    "post_office_by_prefecture": "Post offices by date, prefecture, status and type of office.",
}

# Read as published, once somebody has put the file there; empty until then.
OPTIONAL_TABLES = {
    "post_office_release": "Post offices by prefecture as Japan Post publishes them, one date per file.",
    "public_facility": "Branches, community halls and libraries by municipality and fiscal year.",
    "branch_office": "Facilities in lists that municipalities publish as open data.",
}

TABLES = {**REQUIRED_TABLES, **OPTIONAL_TABLES}

# Tables whose rows name a municipality: read when the periods they are resolved with have landed.
NAMING_MUNICIPALITIES = {"facility_count", "public_facility", "branch_office"}

assets = [
    *(
        raw_table(SUBJECT, table, description, [PERIODS] if table in NAMING_MUNICIPALITIES else [])
        for table, description in REQUIRED_TABLES.items()
    ),
    *(
        optional_raw_table(SUBJECT, table, description, [PERIODS] if table in NAMING_MUNICIPALITIES else [])
        for table, description in OPTIONAL_TABLES.items()
    ),
]
