"""The data dictionary: names, kinds and meanings from the manifest and the warehouse, one language a page."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from dagster_project.checks import check_results
from dagster_project.release.data_dictionary import WarehouseDiffers, dictionary, page
from dagster_project.release.lineage import both_languages

SOURCE = {"name": "letter", "description": "Letters <received>. / 受領した信書。"}
STAGING = {
    "name": "stg_letter",
    "resource_type": "model",
    "schema": "staging",
    "depends_on": {"nodes": ["source.w.raw.letter"]},
    "columns": {"letters": {"description": "Letters, in items. / 通数(通)。"}},
}
REPORT = {
    "name": "letter_trend",
    "resource_type": "model",
    "schema": "reports",
    "description": "One row is one year. / 1行は1年度。",
    "config": {"meta": {"key": ["fiscal_year"]}, "contract": {"enforced": True}},
    "depends_on": {"nodes": ["model.w.stg_letter"]},
    "columns": {
        "fiscal_year": {"description": "Fiscal year. / 年度。"},
        "letters": {"description": "Letters, in items. / 通数(通)。"},
    },
}
CHECK_RESULT = ", ".join(f"{name} {kind}" for name, kind in check_results.COLUMNS.items())


@pytest.fixture
def manifest_file(tmp_path: Path) -> Path:
    exposure = {
        "label": "Letters / 信書",
        "config": {"meta": {"read_in": ["evidence_reports/pages/[lang]/letters/+page.server.js"]}},
        "depends_on": {"nodes": ["model.w.letter_trend"]},
    }
    manifest = {
        "nodes": {"model.w.letter_trend": REPORT, "model.w.stg_letter": STAGING},
        "sources": {"source.w.raw.letter": SOURCE},
        "exposures": {"exposure.w.page_letters": exposure},
    }
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(manifest), encoding="utf-8")
    return path


def warehouse(path: Path, columns: str) -> Path:
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema staging; create schema reports")
        connection.execute("create table staging.stg_letter (letters bigint)")
        connection.execute(f"create table reports.check_result ({CHECK_RESULT})")
        connection.execute(f"create table reports.letter_trend ({columns})")
    return path


def test_every_column_has_its_kind_its_meaning_and_the_mark_of_the_key(tmp_path, manifest_file):
    tables = dictionary(manifest_file, warehouse(tmp_path / "w.duckdb", "fiscal_year integer, letters double"))
    assert [table.full_name for table in tables] == ["reports.check_result", "reports.letter_trend", "staging.stg_letter"]
    trend = tables[1]
    assert [(column.name, column.kind.en, column.meaning.ja, column.is_key) for column in trend.columns] == [
        ("fiscal_year", "integer", "年度。", True),
        ("letters", "number", "通数(通)。", False),
    ]
    assert [reader.ja for reader in trend.readers] == ["信書"]


def test_a_page_is_in_one_language_and_shows_texts_as_texts(tmp_path, manifest_file):
    tables = dictionary(manifest_file, warehouse(tmp_path / "w.duckdb", "fiscal_year integer, letters double"))
    japanese, english = page(tables, "ja", "r0007"), page(tables, "en", "r0007")
    assert '<html lang="ja">' in japanese and "受領した信書。" in japanese and "Letters, in items" not in japanese
    assert '<html lang="en">' in english and "Letters &lt;received&gt;." in english and "通数" not in english
    assert "Shown in: Letters" in english and "fiscal_year</code> ★" in english and "r0007" in english
    assert "<script" not in japanese and "://" not in japanese


def test_a_described_column_that_the_warehouse_lacks_is_named(tmp_path, manifest_file):
    with pytest.raises(WarehouseDiffers, match=r"reports\.letter_trend\.letters"):
        dictionary(manifest_file, warehouse(tmp_path / "w.duckdb", "fiscal_year integer"))


@pytest.mark.parametrize("text", ["Only English.", "One / 二 / three"])
def test_a_description_without_exactly_two_languages_is_refused(text):
    with pytest.raises(ValueError, match="English / Japanese"):
        both_languages(text)
