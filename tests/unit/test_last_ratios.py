"""What `make bench` keeps of its measures, and what it says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks import last_ratios
from tests.benchmarks.measuring import Row


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
