"""What each raw table holds, in both languages: written once, in ``dbt/models/sources.yml``.

dbt shows these texts as descriptions of its sources, Dagster as descriptions of the assets.
"""

from functools import cache

import yaml

from dagster_project.settings import DBT_DIR

SOURCES_FILE = DBT_DIR / "models" / "sources.yml"


@cache
def raw_descriptions() -> dict[str, str]:
    """The description of every raw table, by its name."""
    (raw,) = yaml.safe_load(SOURCES_FILE.read_text(encoding="utf-8"))["sources"]
    return {table["name"]: table["description"] for table in raw["tables"]}
