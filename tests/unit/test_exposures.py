"""dbt's exposures name every page and download with exactly the tables that it reads, and each table has its reader."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from dagster_project.settings import PROJECT_ROOT

MODELS = PROJECT_ROOT / "dbt" / "models"
SITE = PROJECT_ROOT / "evidence_reports"
EXPOSURES = yaml.safe_load((MODELS / "exposures.yml").read_text(encoding="utf-8"))["exposures"]
READ_IN = {exposure["name"]: exposure["config"]["meta"]["read_in"] for exposure in EXPOSURES}
# check_result is none of them: the checks write it, and no exposure can refer to it.
REPORTS = {path.stem for path in (MODELS / "reports").rglob("*.sql")}

# What the drawing of the site asks of its pages' code, and no reader receives (scripts/draw.mjs).
FOR_DRAWING = {SITE / "pages" / name / "+server.js" for name in ("addresses.json", "reads.json")}

COMMENT = re.compile(r"^\s*(?://|/?\*).*", re.MULTILINE)
TABLE = re.compile(r"\b(?:from|join)\s+(?:reports\.)?([a-z_]+)\b")
IMPORT = re.compile(r"from '(?:\$lib/server|\.)/(\w+\.js)'")


def tables_read(file: Path) -> set[str]:
    """The published tables that a file's SQL names, or that of the server modules it imports; of a folder, all its files'."""
    if file.is_dir():
        texts = [path for path in file.rglob("*") if path.suffix in (".sql", ".md")]
        words = "".join(path.read_text(encoding="utf-8") for path in texts)
        common = [path for path in (SITE / "queries").glob("*.sql") if re.search(rf"\{{[^}}]*\b{path.stem}\b", words)]
        return set().union(*(tables_read(path) for path in [*texts, *common]))
    text = COMMENT.sub("", file.read_text(encoding="utf-8"))
    modules = (SITE / "components" / "server" / name for name in IMPORT.findall(text))
    return (set(TABLE.findall(text)) & REPORTS).union(*(tables_read(module) for module in modules if module != file))


def readers() -> set[str]:
    """Every file of a page and every chapter that reads a table, and what writes results to take away.

    Papers come and go with the meetings they are for; each names the tables that it reads on its own page.
    """
    chapters = (SITE / "chapters").glob("*/")
    files = [*(SITE / "pages").rglob("*server.js"), *(SITE / "scripts").glob("*.mjs"), *chapters]
    pages = [path for path in files if tables_read(path) and path not in FOR_DRAWING]
    assert pages
    takeaway = [path for path in (PROJECT_ROOT / "dagster_project/questionnaires/takeaway").glob("*.py") if tables_read(path)]
    return {path.relative_to(PROJECT_ROOT).as_posix() for path in [*pages, *takeaway]}


def test_every_page_and_every_download_is_an_exposure():
    named = [file for files in READ_IN.values() for file in files]
    assert sorted(named) == sorted(readers())


@pytest.mark.parametrize("exposure", EXPOSURES, ids=lambda exposure: exposure["name"])
def test_an_exposure_names_the_tables_that_are_read(exposure):
    read = set().union(*(tables_read(PROJECT_ROOT / file) for file in READ_IN[exposure["name"]]))
    assert {f"ref('{table}')" for table in read} == set(exposure["depends_on"])


@pytest.mark.parametrize("table", sorted(REPORTS))
def test_a_table_is_used_by_a_page_or_a_download_or_says_why_not(table):
    (described,) = (MODELS / "reports").rglob(f"{table}.yml")
    (model,) = yaml.safe_load(described.read_text(encoding="utf-8"))["models"]
    reason = model["config"]["meta"].get("no_page")
    is_used = any(f"ref('{table}')" in exposure["depends_on"] for exposure in EXPOSURES)
    assert is_used != (reason is not None), "not used and no reason" if reason is None else "used, and says why not"
    assert is_used or (reason["ja"].endswith("。") and reason["en"].endswith("."))


@pytest.mark.parametrize("exposure", EXPOSURES, ids=lambda exposure: exposure["name"])
def test_what_is_said_of_an_exposure_is_in_both_languages(exposure):
    for text in (exposure["label"], exposure["owner"]["name"], exposure["description"]):
        english, _, japanese = text.partition(" / ")
        assert english.isascii() and not japanese.strip().isascii(), text
