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
