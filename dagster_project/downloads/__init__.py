"""Downloads: official files and e-Stat tables, fetched into `raw/` where there is internet.

Knows HTTP, what a file of each format looks like, and provenance records. Imports no Dagster; what
is fetched is declared in `raw/sources/downloads.yml`.
"""
