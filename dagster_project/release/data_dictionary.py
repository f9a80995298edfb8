"""The data dictionary: what every published and every received table holds, a page in each language.

Names, meanings and keys are those of dbt's manifest, whose texts have both languages ("English / Japanese");
types are those of the warehouse. A page needs no script and asks nothing of other hosts.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.common.html_template import html_template
from dagster_project.common.yaml_values import Bilingual
from dagster_project.release.lineage import both_languages, read_manifest, readers
from dagster_project.release.published_tables import PublishedTable, published_tables

LANGUAGES = ("ja", "en")
_TEMPLATE = Path(__file__).with_name("templates") / "data_dictionary.html.j2"

TYPES = {
    "VARCHAR": Bilingual(ja="文字列", en="text"),
    "BIGINT": Bilingual(ja="整数", en="integer"),
    "INTEGER": Bilingual(ja="整数", en="integer"),
    "DOUBLE": Bilingual(ja="数値", en="number"),
    "DECIMAL": Bilingual(ja="数値", en="number"),
    "BOOLEAN": Bilingual(ja="真偽", en="true or false"),
    "DATE": Bilingual(ja="日付", en="date"),
}


class WarehouseDiffers(Exception):
    """A column is described that the warehouse does not have: it was made by another version of the project."""


@dataclass(frozen=True)
class Column:
    """A column: its name, the kind of its values, its meaning, and whether it is part of the key."""

    name: str
    kind: Bilingual
    meaning: Bilingual
    is_key: bool


@dataclass(frozen=True)
class Table:
    """A table of one schema; `readers` are the pages and downloads that show it."""

    schema: str
    name: str
    meaning: Bilingual
    columns: list[Column]
    readers: list[Bilingual]

    @property
    def full_name(self) -> str:
        return f"{self.schema}.{self.name}"


def dictionary(manifest_file: Path, warehouse: Path) -> list[Table]:
    """Published tables, then received ones as staging reads them, each by name.

    Raises:
        WarehouseDiffers: a column is described that the warehouse does not have.
        KeyError: a column has a type without a word in TYPES.
    """
    manifest = read_manifest(manifest_file)
    types = _types(warehouse)
    shown_in = {model: [reader.label for reader in found] for model, found in readers(manifest).items()}
    published = [_published(table, types, shown_in.get(table.name, [])) for table in published_tables(manifest_file)]
    received = [
        _received(manifest["sources"][source], node, types)
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["schema"] == "staging"
        for source in node["depends_on"]["nodes"]
        if source in manifest["sources"]
    ]
    return [*published, *sorted(received, key=lambda table: table.name)]


def page(tables: list[Table], language: str, release_id: str) -> str:
    """The dictionary as one HTML page in one language."""
    parts = [(schema, [table for table in tables if table.schema == schema]) for schema in ("reports", "staging")]
    return html_template(_TEMPLATE).render(parts=parts, lang=language, release_id=release_id) + "\n"


def _published(table: PublishedTable, types: dict[tuple[str, str, str], str], readers: list[Bilingual]) -> Table:
    columns = [
        Column(name, _kind(types, "reports", table.name, name), both_languages(meaning), name in table.key)
        for name, meaning in table.columns.items()
    ]
    return Table("reports", table.name, both_languages(table.description), columns, readers)


def _received(source: dict[str, Any], staging: dict[str, Any], types: dict[tuple[str, str, str], str]) -> Table:
    """A received table: its meaning is that of the source, its columns are those of the model that reads it."""
    columns = [
        Column(name, _kind(types, "staging", staging["name"], name), both_languages(column["description"]), is_key=False)
        for name, column in staging["columns"].items()
    ]
    return Table("staging", staging["name"], both_languages(source["description"]), columns, [])


def _kind(types: dict[tuple[str, str, str], str], schema: str, table: str, column: str) -> Bilingual:
    if (schema, table, column) not in types:
        raise WarehouseDiffers(f"{schema}.{table}.{column}")
    return TYPES[types[schema, table, column].partition("(")[0]]  # DECIMAL(18,16)


def _types(warehouse: Path) -> dict[tuple[str, str, str], str]:
    """(schema, table, column) -> DuckDB's type without its size."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.sql(
            "select table_schema, table_name, column_name, data_type from information_schema.columns"
        ).fetchall()
    return {(schema, table, column): kind.split("(")[0] for schema, table, column, kind in rows}
