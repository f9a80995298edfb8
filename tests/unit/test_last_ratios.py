"""What `make bench` keeps of its measures, and what it says of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dagster_project.settings import SITE_DIR
from tests.benchmarks import last_ratios
from tests.benchmarks.measuring import Row
from tests.benchmarks.site import READ_FOR_AN_ADDRESS, read_later


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "performance.md"
    path.write_text("\n".join(["# A", "", *last_ratios.HEAD, "", "## B", ""]), encoding="utf-8")
    return path


def test_a_ratio_that_grew_by_more_than_a_quarter_is_named_and_the_others_stay(document):
    assert last_ratios.keep([Row("one", 2, 1, "at most 3"), Row("two", 1, 4, "at most 1")], document) == []
    assert last_ratios.keep([Row("one", 2.6, 1, "at most 3")], document) == ["one: 2 → 2.6"]
    lines = document.read_text(encoding="utf-8").split("\n")
    assert [line.split(" | ")[:3] for line in lines if line.startswith(("| one", "| two"))] == [
        ["| one", "2.6", "at most 3"],
        ["| two", "0.25", "at most 1"],
    ]
    assert lines[-3:] == ["", "## B", ""] and lines[:2] == ["# A", ""]


def test_a_ratio_that_grew_by_less_is_not(document):
    last_ratios.keep([Row("one", 2, 1, "")], document)
    assert last_ratios.keep([Row("one", 2.4, 1, "")], document) == []


def test_the_document_has_the_table():
    assert last_ratios.HEAD[0] in last_ratios.DOCUMENT.read_text(encoding="utf-8")


@pytest.mark.parametrize(("page", "room"), [("municipalities", "municipality"), ("explorer", "explorer"), ("finder", "finder")])
def test_every_folder_of_files_that_the_script_of_a_page_reads_is_reckoned(page, room):
    script = (SITE_DIR / "components" / room / "browser.js").read_text(encoding="utf-8")
    reckoned = {Path(one).parts[1] for one in READ_FOR_AN_ADDRESS[page] if one.startswith("data/") and one.count("/") == 2}
    typed = {"places"} if page == "municipalities" else set()  # read when the reader turns to the field
    own = {page} - reckoned  # its address in a citation
    assert set(re.findall(r"`(\w+)/\$\{", script)) - typed - own == reckoned


def test_what_an_address_reads_is_the_largest_file_of_each_kind(tmp_path):
    page = tmp_path / "ja" / "municipalities" / "index.html"
    read = []
    for name, size in {
        "ja/municipalities/0110.json": 9,
        "data/municipalities/0110.json": 9,
        "data/arrangements/ja.json": 9,
    }.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(bytes(range(size)))
        read.append(read_later(page, tmp_path))
    assert 0 < read[0] < read[1] < read[2]
    assert read_later(tmp_path / "ja" / "about" / "index.html", tmp_path) == 0
