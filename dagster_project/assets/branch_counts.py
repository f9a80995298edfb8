"""Post offices and other branches: how many there are, and where."""

from dagster_project.assets.raw_table import raw_table

SUBJECT = "branch_counts"

TABLES = {
    "facility_count": "Counts of post offices, mailboxes, convenience stores and other branches by date.",
    "post_office_by_prefecture": "Post offices by date, prefecture, status and type of office.",
}

assets = [raw_table(SUBJECT, table, description) for table, description in TABLES.items()]
