"""What the pages say of the site itself is what the site does."""

from __future__ import annotations

import re

import pytest
import yaml

from dagster_project.release.workbooks import MOST_ROWS
from dagster_project.settings import DBT_DIR
from tests.unit.evidence_reports.page_code import SITE, evaluated

JAPANESE = "[々\u3041-\u30ff\u3400-\u9fff。、）」]"


def label(name: str, lang: str) -> str:
    for file in (SITE / "labels").glob("*.yml"):
        texts = yaml.safe_load(file.read_text(encoding="utf-8"))
        if name in texts:
            return texts[name][lang]
    raise AssertionError(f"no label {name}")


@pytest.mark.parametrize(("lang", "limit"), [("ja", f"{MOST_ROWS // 10_000}万行以下"), ("en", f"{MOST_ROWS:,} rows")])
def test_no_table_is_promised_as_a_workbook_that_is_too_long_for_one(lang, limit):
    assert limit in label("lead.data", lang)
    assert limit in label("data.api_tables", lang)


@pytest.mark.parametrize(("lang", "exception"), [("ja", "長い表は、開いているものに限り"), ("en", "long tables")])
def test_the_statement_on_printing_names_what_paper_leaves_out(lang, exception):
    css = (SITE / "styles" / "3_print.css").read_text(encoding="utf-8")
    leaves_out = "details:not(.long)::details-content" in css
    assert (exception in label("about.access.print", lang)) is leaves_out


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_range_of_ranks_says_how_far_weights_are_moved(lang):
    example, rule = label("finder.limit_ranks", lang), label("finder.table_note", lang)
    for step in ("2分の1", "1.5倍") if lang == "ja" else ("halved", "by half"):
        assert step in example
        assert step in rule


def test_the_search_promises_no_reading_of_a_former_name_that_no_table_has():
    history = yaml.safe_load((DBT_DIR / "models/reports/municipalities/municipality_history.yml").read_text(encoding="utf-8"))
    columns = {column["name"] for column in history["models"][0]["columns"]}
    assert ("以前の市区町村は漢字又は団体コードで" in label("search.hint", "ja")) is not ("body_kana" in columns)
    assert ("a former one by its name in kanji or its code" in label("search.hint", "en")) is not ("body_kana" in columns)


def test_sentences_of_japanese_are_not_spaced():
    imports = "import { sentences } from './components/helpers/texts.js';"
    assert evaluated("sentences(given, 'ja')", imports, ["一つ。", False, "二つ。"]) == "一つ。二つ。"
    assert evaluated("sentences(given, 'en')", imports, ["One.", False, "Two."]) == "One. Two."


def test_no_description_breaks_a_line_within_japanese():
    """YAML makes a space of the line's end, and the page of the table shows it."""
    spaced = [
        f"{file.stem}: {text[match.start() - 8 : match.end() + 8]}"
        for file in sorted((DBT_DIR / "models" / "reports").rglob("*.yml"))
        for model in yaml.safe_load(file.read_text(encoding="utf-8")).get("models", [])
        for text in [model.get("description", ""), *(one.get("description", "") for one in model.get("columns", []))]
        if "{{" not in text and (match := re.search(f"{JAPANESE} {JAPANESE}", text))
    ]
    assert spaced == []
