"""Municipal affairs outsourced to post offices: counts by service, and reported arrangements."""

from dagster_project.assets.raw_table import raw_table

SUBJECT = "outsourcing"

TABLES = {
    "outsourcing_count": "Municipalities and offices per outsourced service or agreement, by date and vintage.",
    "outsourcing_contract": "Publicly reported outsourcing arrangements: municipality, service, offices, start.",
}

assets = [raw_table(SUBJECT, table, description) for table, description in TABLES.items()]
