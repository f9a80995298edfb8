"""Mail volumes, parcel shares, New Year mail and ratios as the sources print them."""

from dagster_project.assets.raw_table import raw_table

SUBJECT = "mail_volume"

TABLES = {
    "mail_volume": "Items accepted by period, class and area; every vintage and competing source is a row.",
    "parcel_share": "Parcel volumes and market shares by carrier and fiscal year.",
    "new_year_mail": "New Year postcards issued and New Year mail delivered on 1 January, by edition year.",
    "mail_ratio": "Ratios about mail as printed in reports and the press.",
}

assets = [raw_table(SUBJECT, table, description) for table, description in TABLES.items()]
