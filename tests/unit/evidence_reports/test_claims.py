"""Sentences that say which way figures go: true of the figures, or the build stops."""

from __future__ import annotations

import duckdb
import pytest
import yaml

from tests.unit.evidence_reports.page_code import SITE
from tests.unit.evidence_reports.test_written_pages import changed, database, faults, root  # noqa: F401

CLAIMS = yaml.safe_load((SITE / "written_claims.yml").read_text(encoding="utf-8"))
WITH_CONDITION = [claim for claim in CLAIMS if "holds" in claim]
RISEN = "The share rose to {offices[0].closed_share_pct}%.\n\n## {offices"
CLAIM = {
    "page": "trial",
    "says": {"en": "the share rose to"},
    "query": "offices",
    "holds": "closed_share_pct > 3",
    "fails": {"closed_share_pct": 2},
}


def with_claims(root, *claims) -> None:  # noqa: F811
    (root / "written_claims.yml").write_text(yaml.safe_dump(list(claims)), encoding="utf-8")


def test_every_claim_has_a_condition_and_a_row_on_which_it_fails_or_a_reason():
    assert WITH_CONDITION
    for claim in CLAIMS:
        assert claim.keys() in ({"page", "says", "query", "holds", "fails"}, {"page", "says", "because"})


@pytest.mark.parametrize("claim", WITH_CONDITION, ids=lambda claim: claim["page"])
def test_the_condition_of_each_claim_is_not_met_by_figures_that_belie_it(claim):
    row = ", ".join(f"{value} as {name}" for name, value in claim["fails"].items())
    assert duckdb.sql(f"select ({claim['holds']}) from (select {row})").fetchall() == [(False,)]


def test_a_direction_typed_beside_a_value_is_refused_with_its_line(root, database):  # noqa: F811
    line = changed(root, "en.md", "## {offices", RISEN)
    found = faults(root, database)
    assert len(found) == 1
    assert f"papers/trial/en.md:{line}: " in found[0] and '"rose"' in found[0]


@pytest.mark.parametrize(
    ("name", "sentence", "word"),
    [
        ("en.md", "Agreements are more widespread than outsourcing: {}.", "more widespread than"),
        ("en.md", "They lose {}%.", "lose"),
        ("en.md", "The loss was largest among them, {}%.", "The loss"),
        ("en.md", "Certificates have reached {}.", "reached"),
        ("en.md", "The population peaked at {}.", "peaked"),
        ("en.md", "It gained {} and is highest in Tokyo.", "gained"),
        ("en.md", "The share is highest in Tokyo, {}%.", "highest"),
        ("en.md", "## What has grown instead", "grown"),
        ("ja.md", "{}局で過去最多である。", "過去最多"),
        ("ja.md", "{}局で、全国を上回る。", "上回"),
        ("ja.md", "{}局で、全国を下回る。", "下回"),
        ("ja.md", "最大は{}局である。", "最大"),
        ("ja.md", "最小は{}局である。", "最小"),
        ("ja.md", "{}％減少する。", "減少する"),
    ],
)
def test_a_comparison_a_first_place_and_a_loss_are_directions_too(root, database, name, sentence, word):  # noqa: F811
    heading = {"en.md": "## {offices", "ja.md": "## 東京都"}[name]
    line = changed(root, name, heading, f"{sentence.replace('{}', '{offices[0].closed_total}')}\n\n{heading}")
    found = [fault for fault in faults(root, database) if "written_claims" in fault]
    assert len(found) == 1
    assert f"papers/trial/{name}:{line}: " in found[0] and f'"{word}"' in found[0]


def test_the_rows_of_a_rank_that_a_sentence_lists_are_a_first_place_chosen_by_the_data(root, database):  # noqa: F811
    places = "list(offices.filter((row) => row.area_en), (row) => row.area_en)"
    changed(root, "en.md", "## {offices", f"It is highest in {{{places}}}.\n\n## {{offices")
    assert faults(root, database) == []


@pytest.mark.parametrize(
    ("condition", "is_refused"),
    [("true", True), ("number(2) > 1", True), ("offices[0].closed_total > 0", False), ("offices.length > 0", False)],
)
def test_a_condition_refers_to_a_value(root, database, condition, is_refused):  # noqa: F811
    line = changed(root, "en.md", "## {offices", f"{{#if {condition}}}It rose.{{/if}}\n\n## {{offices")
    found = faults(root, database)
    assert len(found) == is_refused
    assert not is_refused or (f"papers/trial/en.md:{line}: " in found[0] and "{#if}" in found[0])


@pytest.mark.parametrize(
    "query",
    [
        "select *, 818 as typed from reports.office",
        "select *, cast('818' as integer) as typed from reports.office",
        "with a as (select 818 as typed) select * from reports.office cross join a",
        "select * from reports.office cross join (values (818)) as a(typed)",
    ],
)
def test_a_query_reads_what_it_gives(root, database, query):  # noqa: F811
    (root / "papers" / "trial" / "queries" / "offices.sql").write_text(query, encoding="utf-8")
    (found,) = faults(root, database)
    assert "papers/trial/queries/offices.sql:1: " in found and "818" in found


def test_a_direction_that_the_figures_choose_is_not(root, database):  # noqa: F811
    changed(root, "en.md", "## {offices", RISEN.replace("rose", "{moved(offices[0].closed_total, 'rose', 'fell', 'stayed')}"))
    changed(
        root,
        "ja.md",
        "## 東京都",
        "{#if offices[0].closed_total > 0}割合は{offices[0].closed_share_pct}％に増えた。{/if}\n\n## 東京都",
    )
    assert faults(root, database) == []


@pytest.mark.parametrize(
    ("name", "before", "words", "after", "told"),
    [
        ("en.md", "Offices ", "'rose', 'fell', 'stayed'", " by {size(offices[0].closed_total)}.", "stayed"),
        ("en.md", "Offices ", "'rose', 'fell', 'moved'", " *from {size(offices[0].closed_total)}*.", "moved"),
        ("ja.md", "{offices[0].closed_share_pct}％", "'増えた', '減った', '変わらない'", "。", "変わらない"),
        ("ja.md", "{offices[0].closed_total}局に", "'増え', '減り', '変わらず'", "、", "変わらず"),
    ],
)
def test_the_word_for_no_change_must_read_with_what_follows(root, database, name, before, words, after, told):  # noqa: F811
    heading = {"en.md": "## {offices", "ja.md": "## 東京都"}[name]
    sentence = f"{before}{{moved(offices[0].closed_total, {words})}}{after}"
    line = changed(root, name, heading, f"{sentence}\n\n{heading}")
    found = faults(root, database)
    assert len(found) == 1
    assert f"papers/trial/{name}:{line}: " in found[0] and told in found[0]


def test_a_direction_is_decided_by_the_change_as_it_is_printed(root, database):  # noqa: F811
    sentence = "It {moved(offices[0].closed_share_pct, 'rose', 'fell', 'changed')} by {size(offices[0].closed_share_pct, 1)}%."
    line = changed(root, "en.md", "## {offices", f"{sentence}\n\n## {{offices")
    found = faults(root, database)
    assert len(found) == 1
    assert f"papers/trial/en.md:{line}: " in found[0] and "with 1 decimals" in found[0]


def test_a_claim_that_its_figures_bear_out_stands(root, database):  # noqa: F811
    changed(root, "en.md", "## {offices", RISEN)
    with_claims(root, CLAIM)
    assert faults(root, database) == []


def test_a_claim_stops_the_build_where_its_condition_fails(root, database):  # noqa: F811
    line = changed(root, "en.md", "## {offices", RISEN)
    with_claims(root, {**CLAIM, "holds": "closed_share_pct > 4"})
    found = faults(root, database)
    assert len(found) == 1
    assert f"papers/trial/en.md:{line}: " in found[0] and "not true of these figures" in found[0]


def test_a_claim_whose_sentence_is_gone_is_told(root, database):  # noqa: F811
    with_claims(root, CLAIM)
    found = faults(root, database)
    assert len(found) == 1 and "Take it out of written_claims.yml" in found[0]
