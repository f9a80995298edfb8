"""Municipalities: the current list, the changes since 1970, the population."""

from dagster_project.assets.raw_table import raw_table

SUBJECT = "municipalities"

TABLES = {
    "municipality": "Prefectures, municipalities, wards and villages with their codes on 1 January 2024.",
    "municipality_change": "Mergers, renames, splits and changes of status, one old-to-new pair per row.",
    "population": "Residents and residents aged 65 and over by area on 1 January.",
}

assets = [raw_table(SUBJECT, table, description) for table, description in TABLES.items()]
