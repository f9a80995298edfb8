"""The largest of several is named with all that equal it, and in English is no majority where it is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.unit.evidence_reports.page_code import SITE

TEXTS = sorted([*SITE.glob("chapters/*/??.md"), *SITE.glob("papers/*/??.md")])
FIGURE = re.compile(r"<(\w+Figure)\n(.*?)/>\n", re.DOTALL)
ACCENT = re.compile(r'accent="(is_most|is_first)"')
# "Most were delivered by one branch" says that more than half were. Allowed: the most, at most, rose most in.
MAJORITY = re.compile(
    r"(?<![Tt]he )\b[Mm]ost (?:of|were|are|is|belongs?|known|come|operating|post offices|offices|municipalities|prefectures)\b"
)


def named_alone(text: str) -> list[str]:
    """Titles of figures whose accent is a rank and that do not name every row of it."""
    alone = []
    for _, settings in FIGURE.findall(text):
        for flag in ACCENT.findall(settings):
            title = re.search(r'title="([^"]*)"', settings).group(1)
            if f"row.{flag})" not in title:
                alone.append(title)
    return alone


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_title_names_all_that_share_the_first_place(path: Path):
    assert named_alone(path.read_text(encoding="utf-8")) == []


def test_a_title_that_names_the_first_row_alone_is_found():
    figure = '<BarFigure\n  title="Most in {regions[0].area_en}"\n  data={regions} label="area_en" accent="is_most" />\n'
    assert named_alone(figure) == ["Most in {regions[0].area_en}"]


def test_the_largest_share_is_not_called_most_of_them():
    labels = {
        f"{path.name} {key}": text["en"]
        for path in (SITE / "labels").glob("*.yml")
        for key, text in yaml.safe_load(path.read_text(encoding="utf-8")).items()
        if isinstance(text, dict) and isinstance(text.get("en"), str)
    }
    chapters = {str(path.relative_to(SITE)): path.read_text(encoding="utf-8") for path in TEXTS if path.stem == "en"}
    found = {name: MAJORITY.findall(text) for name, text in {**labels, **chapters}.items() if MAJORITY.search(text)}
    assert found == {}
    assert MAJORITY.search("is outsourced by most municipalities") and not MAJORITY.search("the most offices; at most 5")
