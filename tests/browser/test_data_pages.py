"""The chapter of data on the published site: every table has its page, and what the page offers is there."""

from __future__ import annotations

import json
import re

import duckdb
import polars as pl
import pytest

LANGUAGES = ("ja", "en")


@pytest.fixture(scope="module")
def tables(release) -> dict[str, list[str]]:
    """Table -> columns, as reports.duckdb holds them."""
    found: dict[str, list[str]] = {}
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        for table, column in connection.sql(
            "select table_name, column_name from duckdb_columns() where not internal order by column_index"
        ).fetchall():
            found.setdefault(table, []).append(column)
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_table_has_a_page_with_all_its_columns_and_is_listed(site, tables, lang):
    listed = (site / lang / "data" / "index.html").read_text(encoding="utf-8")
    assert {path.name for path in (site / lang / "data").iterdir() if path.is_dir()} == set(tables)
    for table, columns in tables.items():
        assert f'href="./{table}/"' in listed or f"/{lang}/data/{table}/" in listed, table
        page = (site / lang / "data" / table / "index.html").read_text(encoding="utf-8")
        assert re.findall(r'<tr[^>]* id="column-(\w+)"', page) == columns, table


def test_the_files_offered_are_those_of_the_release(site, release, tables):
    for table in tables:
        for ending in ("csv", "parquet"):
            offered = site / "api" / "v1" / "tables" / f"{table}.{ending}"
            assert offered.read_bytes() == (release / "tables" / offered.name).read_bytes()
        rows = json.loads((site / "api" / "v1" / "tables" / f"{table}.json").read_text(encoding="utf-8"))
        frame = pl.read_parquet(release / "tables" / f"{table}.parquet")
        assert (rows["columns"], len(rows["data"])) == (frame.columns, frame.height), table


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_table_is_described_for_search_engines_and_cited_by_its_release(site, release, tables, lang):
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    for table, columns in tables.items():
        page = (site / lang / "data" / table / "index.html").read_text(encoding="utf-8")
        assert "@release" not in page, table
        (block,) = re.findall(r'<script type="application/ld\+json">([^<]*)</script>', page)
        data_set = json.loads(block)
        assert data_set["@type"] == "Dataset" and data_set["version"] == package["id"]
        assert data_set["dateModified"] == package["created"][:10]
        assert [one["name"] for one in data_set["variableMeasured"]] == columns
        cited = page[page.index('id="cite"') :]
        assert cited.count(package["id"]) >= 3 and package["created"][:10] in cited


def test_no_page_but_those_of_tables_is_described_as_one(visited):
    described = {path for path, page in visited.items() if page["described"]}
    assert described == {path for path in visited if re.fullmatch(r"(ja|en)/data/\w+/", path)}


def test_every_page_leads_to_itself_in_the_other_language(site, pages):
    for page in ["", *pages]:
        text = (site / page / "index.html").read_text(encoding="utf-8")
        languages = re.findall(r'<link rel="alternate" hreflang="([\w-]+)"', text)
        assert languages == ["ja", "en", "x-default"], page


def test_the_page_for_what_is_not_there_speaks_both_languages(site):
    page = (site / "404.html").read_text(encoding="utf-8")
    assert 'href="./ja/"' in page and 'href="./en/"' in page and 'href="./site.css"' in page
    assert '<meta name="robots" content="noindex">' in page and "og:" not in page
    assert not (site / "404").exists()
