"""Before the fieldwork the office is told what a wave of this size can publish."""

from __future__ import annotations

import polars as pl
import pytest
from ruamel.yaml import YAML

from dagster_project.questionnaires.form.publication_outlook import outlook_text, outlooks
from dagster_project.questionnaires.instrument.instrument import Instrument
from tests.unit.questionnaires.filling import INSTRUMENT


def instrument(**more) -> Instrument:
    return Instrument.model_validate({**YAML(typ="safe").load(INSTRUMENT), **more})


def frame(**groups: list[int]) -> pl.DataFrame:
    rows = [
        (f"u{unit}", name, f"g{group}")
        for name, sizes in groups.items()
        for unit, group in enumerate(group for group, size in enumerate(sizes) for _ in range(size))
    ]
    return pl.DataFrame(rows, schema=["unit_id", "attribute", "value"], orient="row")


def test_thirty_bodies_in_five_bands_can_publish_almost_nothing():
    [found] = outlooks(instrument(domains=["population_band"]), frame(population_band=[6] * 5))
    assert (found.groups, found.smallest) == (5, 6)
    assert found.shown_pct < 10 and not found.is_worth_publishing
    words = outlook_text([found])
    assert "domains から除く" in words and "leave it out" in words


def test_a_questionnaire_of_all_municipalities_can_publish_its_bands():
    [found] = outlooks(instrument(domains=["population_band"]), frame(population_band=[85, 196, 1460]))
    assert found.shown_pct > 95 and found.is_worth_publishing
    assert "leave it out" not in outlook_text([found])


def test_a_breakdown_of_many_small_groups_is_named_beside_one_of_large_ones():
    found = outlooks(
        instrument(domains=["population_band", "prefecture"]), frame(population_band=[300, 400], prefecture=[15] * 46 + [10])
    )
    shown = {one.breakdown: one.is_worth_publishing for one in found}
    assert shown == {"population_band": True, "prefecture": False}
    assert "Little of prefecture could" in outlook_text(found)


@pytest.mark.parametrize("disclosure", ["public", "never"])
def test_what_is_not_protected_has_no_outlook(disclosure):
    questions = [
        {"id": "Q1", "text": {"ja": "問", "en": "Q"}, "type": "single", "disclosure": disclosure,
         "options": [{"code": 1, "label": {"ja": "甲", "en": "A"}}, {"code": 2, "label": {"ja": "乙", "en": "B"}}]}
    ]  # fmt: skip
    assert outlooks(instrument(domains=["prefecture"], questions=questions), frame(prefecture=[20, 20])) == []


def test_the_same_frame_is_told_the_same():
    asked = instrument(domains=["prefecture"]), frame(prefecture=[20, 40, 60])
    assert outlooks(*asked) == outlooks(*asked)
