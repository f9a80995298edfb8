"""Terms and sources of a table are those that its files and rows state, in the form of the Data Package standard."""

from __future__ import annotations

import duckdb
import pytest

from dagster_project.common.yaml_values import Bilingual
from dagster_project.release.origin import REGISTER_OF_FILES, documents, documents_of, licences, stated, terms_of_use

ROWS = """
    create table received_file (table_name varchar, licence_ja varchar, licence_en varchar);
    insert into received_file values
        ('card', 'CC BY 4.0', 'CC BY 4.0'), ('card', '条件', 'Terms'), ('mail', '条件', 'Terms'),
        ('letter', 'not available', 'not available');
    create table source (
        source_id varchar, title_ja varchar, title_en varchar, publisher_ja varchar, publisher_en varchar, url varchar
    );
    insert into source values
        ('paper', '白書', 'White Paper', '省', 'Ministry', 'https://example.go.jp/paper'),
        ('site', 'Site', 'Site', null, null, null), ('unread', '他', 'Other', '省', 'Ministry', null);
    create table cards (source_id varchar, denominator_source_id varchar);
    insert into cards values ('paper', 'site'), ('paper', null);
"""


@pytest.fixture
def connection():
    with duckdb.connect() as connection:
        connection.execute(ROWS)
        yield connection


def test_terms_are_those_of_the_files_behind_a_table_and_none_where_nobody_states_them(connection):
    terms = terms_of_use(connection)
    assert terms["mail"] == [Bilingual(ja="条件", en="Terms")] and "letter" not in terms
    assert licences(terms, ["letter", "a list of our own"]) == []
    open_one, other = licences(terms, ["card", "mail"])
    assert (open_one["name"], open_one["title"]) == ("CC-BY-4.0", "CC BY 4.0")
    assert other == {"path": REGISTER_OF_FILES, "title": "Terms / 条件"}


def test_sources_are_the_documents_that_rows_name(connection):
    known = documents(connection)
    found = documents_of("cards", ["source_id", "denominator_source_id"], connection, known)
    assert found == [
        {"title": "White Paper, Ministry / 白書、省", "path": "https://example.go.jp/paper"},
        {"title": "Site"},
    ]
    assert documents_of("cards", ["value"], connection, known) == []


def test_an_empty_list_is_no_statement():
    assert stated(licenses=[], sources=[{"title": "a"}]) == {"sources": [{"title": "a"}]}
