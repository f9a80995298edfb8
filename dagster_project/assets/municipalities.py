"""Municipalities: the current list, the changes since 1970, the population, and official lists."""

from dagster_project.assets.raw_table import optional_raw_table, raw_table

SUBJECT = "municipalities"

REQUIRED_TABLES = {
    "municipality": "Prefectures, municipalities, wards and villages with their codes on 1 January 2024.",
    "municipality_change": "Mergers, renames, splits and changes of status, one old-to-new pair per row.",
    "population": "Residents and residents aged 65 and over by area on 1 January.",
}

# Read as published, once somebody has put the file there; empty until then.
OPTIONAL_TABLES = {
    "municipality_code": "Local bodies in the list of local government codes.",
    "standard_area_code": "Municipalities and wards in the e-Stat list of standard area codes.",
    "area_change": "Changes in the e-Stat list of boundary and name changes, with their reasons.",
    "resident_register_age": "Registered population by local body, sex and five-year age class.",
    "census_population": "Census population by area and sex.",
    "depopulated_area": "Municipalities in the list of depopulated areas.",
}

TABLES = {**REQUIRED_TABLES, **OPTIONAL_TABLES}

assets = [
    *(raw_table(SUBJECT, table, description) for table, description in REQUIRED_TABLES.items()),
    *(optional_raw_table(SUBJECT, table, description) for table, description in OPTIONAL_TABLES.items()),
]
