"""A ring and a dashed line mean what the note of their figure says, and a figure with either has such a note. Words in a
drawing stay apart."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
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


@pytest.mark.parametrize("path", sorted(SITE.glob("chapters/overview/??.md")), ids=lambda path: path.stem)
def test_a_small_line_of_the_overview_shows_where_values_are_missing_or_sources_change(path: Path):
    drawn = re.findall(r"<Answer\b.*?/>", path.read_text(encoding="utf-8"), re.DOTALL)
    lines = [settings for settings in drawn if " x=" in settings]
    assert lines and all(" dashed=" in settings for settings in lines)


CLOSURES = [
    SITE / "chapters/universal-service/queries/closures.sql",
    SITE / "chapters/post-offices/queries/closures.sql",
    SITE / "papers/post-offices-and-municipalities/queries/closures.sql",
]


@pytest.mark.parametrize("path", CLOSURES, ids=lambda path: path.parents[1].name)
def test_closures_are_dashed_where_the_kind_of_source_changes_and_nowhere_else(path: Path):
    kinds = ["compiled", "quoted", "published", "published", "compiled", "compiled"]
    database = duckdb.connect()
    database.execute("create schema reports")
    database.execute(
        "create table reports.closed_office_trend (as_of_date date, evidence_code text, closed_total int, "
        "is_preferred bool, is_lead bool)"
    )
    database.executemany(
        "insert into reports.closed_office_trend values (?, ?, 1, true, ?)",
        [[f"20{10 + i}-03-31", kind, i == len(kinds) - 1] for i, kind in enumerate(kinds)],
    )
    query = path.read_text(encoding="utf-8")
    dashed = database.sql(f"select is_dashed from ({query}) order by as_of_date").fetchall()
    assert [one for (one,) in dashed] == [False, True, True, False, True, False]


# Svelte leaves out a blank that stands alone between two values inside SVG: "Tottori 5.0" becomes "Tottori5.0".
WORDS_OF_A_DRAWING = re.compile(r"<(text|tspan|title|desc)\b(?:[^>{]|\{[^}]*\})*>(.*?)</\1\b", re.DOTALL)
LOST_BLANK = re.compile(r"[}>]\s+[{<]")


@pytest.mark.parametrize(
    ("markup", "is_lost"),
    [
        ("<text x={a}>{name} {value}</text>", True),
        ("<text x={a}><tspan>a</tspan> <tspan>b</tspan></text>", True),
        ("<text x={a}>{`${name} ${value}`}</text>", False),
        ('<text x={a} class="b {c}">{value}</text\n>', False),
    ],
)
def test_a_lost_blank_is_found(markup, is_lost):
    [(_, words)] = WORDS_OF_A_DRAWING.findall(markup)
    assert bool(LOST_BLANK.search(words)) is is_lost


def test_no_drawing_loses_the_blank_between_two_of_its_words():
    lost = [
        f"{path.relative_to(SITE)}: {words.strip()}"
        for folder in ("components", "pages")
        for path in sorted((SITE / folder).rglob("*.svelte"))
        for _, words in WORDS_OF_A_DRAWING.findall(path.read_text(encoding="utf-8"))
        if LOST_BLANK.search(words)
    ]
    assert lost == []
