"""Terms of use and sources of the published tables, as the records and the register of sources say them.

What is not known is left out, never guessed: a table of which nobody stated terms has none here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import duckdb

from dagster_project.common.yaml_values import Bilingual
from dagster_project.tables.outside_values import NOT_AVAILABLE

# A licence of the Data Package standard has a name of the Open Definition or a place where it is found: for terms without such
# a name, the register of received files, which holds them.
OPEN_LICENCES = {"CC BY 4.0": {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}}
REGISTER_OF_FILES = "tables/received_file.csv"
Entry = dict[str, str]


def terms_of_use(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Bilingual]]:
    """The terms of use of the received files of each raw table, where their records state them."""
    found: dict[str, list[Bilingual]] = {}
    query = "select distinct table_name, licence_ja, licence_en from received_file where licence_en <> ? order by all"
    for table, ja, en in connection.execute(query, [NOT_AVAILABLE]).fetchall():
        found.setdefault(table, []).append(Bilingual(ja=ja, en=en))
    return found


def licences(terms: Mapping[str, Sequence[Bilingual]], made_from: Iterable[str]) -> list[Entry]:
    """Each of the terms of these raw tables once, as the standard writes a licence."""
    stated = dict.fromkeys(text for raw_table in made_from for text in terms.get(raw_table, ()))
    return [
        {**OPEN_LICENCES.get(text.en, {"path": REGISTER_OF_FILES}), "title": _title([text.en], [text.ja])} for text in stated
    ]


def documents(connection: duckdb.DuckDBPyConnection) -> dict[str, Entry]:
    """Each document of the register of sources by its id, as the standard writes a source."""
    query = "select source_id, title_en, publisher_en, title_ja, publisher_ja, url from source order by source_id"
    return {
        source_id: {
            "title": _title([title_en, publisher_en], [title_ja, publisher_ja]),
            **({"path": url} if url else {}),
        }
        for source_id, title_en, publisher_en, title_ja, publisher_ja, url in connection.execute(query).fetchall()
    }


def documents_of(
    table: str, columns: Iterable[str], connection: duckdb.DuckDBPyConnection, known: Mapping[str, Entry]
) -> list[Entry]:
    """The documents that rows of the table name."""
    naming = [column for column in columns if column == "source_id" or column.endswith("_source_id")]
    named = {
        source_id
        for column in naming
        for (source_id,) in connection.execute(f"select distinct {column} from {table}").fetchall()
    }
    return [entry for source_id, entry in known.items() if source_id in named]


def stated(**lists: list[Any]) -> dict[str, list[Any]]:
    """The lists that hold something: the standard allows no empty one."""
    return {key: entries for key, entries in lists.items() if entries}


def _title(english: list[str | None], japanese: list[str | None]) -> str:
    """Both languages; what is the same in both, once."""
    en, ja = (sign.join(part for part in parts if part) for sign, parts in ((", ", english), ("、", japanese)))
    return en if english == japanese else f"{en} / {ja}"
