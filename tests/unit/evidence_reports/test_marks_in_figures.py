"""A ring and a dashed line mean what the note of their figure says, and a figure with either has such a note."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.unit.evidence_reports.page_code import SITE

TEXTS = sorted([*SITE.glob("chapters/*/??.md"), *SITE.glob("papers/*/??.md")])
# Small multiples carry a key of their own.
FIGURE = re.compile(r"<(?!Panels)\w+Figure\n(.*?)/>\n", re.DOTALL)
SAID = {"ja": {"ring": "輪", "dashed": "破線"}, "en": {"ring": "Rings", "dashed": "Dashed"}}


def unexplained(text: str, lang: str) -> list[tuple[str, str]]:
    found = []
    for settings in FIGURE.findall(text):
        [title] = re.findall(r'\stitle="([^"]*)"', settings)
        note = "".join(re.findall(r'\snote="([^"]*)"', settings))
        found += [(mark, title) for mark, word in SAID[lang].items() if f" {mark}=" in settings and word not in note]
    return found


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_note_says_what_rings_and_dashes_mean(path: Path):
    assert unexplained(path.read_text(encoding="utf-8"), path.stem) == []


def test_a_dash_without_a_word_is_found():
    figure = (
        '<LineFigure\n  title="Mail"\n  data={trend} ring="is_quoted" dashed="is_gap"\n  note="Rings are second-hand." />\n'
    )
    assert unexplained(figure, "en") == [("dashed", "Mail")]
