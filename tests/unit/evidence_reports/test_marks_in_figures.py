"""A ring and a dashed line mean what the note of their figure says, and no change leads over a break. Words in a drawing stay
apart."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
import yaml

from tests.unit.evidence_reports.page_code import SITE

TEXTS = sorted([*SITE.glob("chapters/*/??.md"), *SITE.glob("papers/*/??.md")])
LABELS = yaml.safe_load((SITE / "labels/site.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_a_sign_means_the_drawing_says_itself(path: Path):
    """A note that a text types stands there, whatever is drawn; the drawing knows which signs it has."""
    text = path.read_text(encoding="utf-8")
    notes = "".join(re.findall(r'\snote="([^"]*)"', text))
    assert not re.search("Rings|Dashed|輪|破線", notes)
    for column in re.findall(r'\sdashed="(\w+)"', text):
        assert LABELS[f"figure.dash.{column}"].keys() == {"ja", "en"}, column


QUERIES = sorted([*SITE.glob("chapters/*/queries/*.sql"), *SITE.glob("papers/*/queries/*.sql"), *SITE.glob("queries/*.sql")])
FIRST_AND_LAST = re.compile(r"first_value\(|arg_min\(value")


def spans_segments(sql: str) -> bool:
    """A value is held against the first one of its series, and nothing keeps both on one side of a break."""
    return "reports.retreat_series" in sql and FIRST_AND_LAST.search(sql) is not None and "segment" not in sql


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: f"{path.parents[1].name}/{path.stem}")
def test_no_change_spans_a_break_of_its_series(path: Path):
    assert not spans_segments(path.read_text(encoding="utf-8"))


def test_a_change_across_a_break_is_found():
    change = "select max(value) / first_value(value) over (order by as_of_date) from reports.retreat_series"
    assert spans_segments(change)
    assert not spans_segments(f"{change} qualify segment = max(segment) over ()")


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
