"""Mail volumes, parcel shares, New Year mail and ratios as the sources print them."""

from dagster_project.orchestration.assets.raw_table import raw_table

SUBJECT = "mail_volume"

TABLES = ("mail_volume", "parcel_share", "new_year_mail", "mail_ratio")

assets = [raw_table(SUBJECT, table) for table in TABLES]
