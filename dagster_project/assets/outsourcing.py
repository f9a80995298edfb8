"""Municipal affairs outsourced to post offices: counts by service, and reported arrangements."""

from dagster_project.assets.raw_table import PERIODS, raw_table

SUBJECT = "outsourcing"

TABLES = {
    "outsourcing_count": "Municipalities and offices per outsourced service or agreement, by date and vintage.",
    "outsourcing_contract": "Publicly reported outsourcing arrangements: municipality, service, offices, start.",
}

# Tables whose rows name a municipality: read when the periods they are resolved with have landed.
NAMING_MUNICIPALITIES = {"outsourcing_count", "outsourcing_contract"}

assets = [
    raw_table(SUBJECT, table, description, [PERIODS] if table in NAMING_MUNICIPALITIES else [])
    for table, description in TABLES.items()
]
