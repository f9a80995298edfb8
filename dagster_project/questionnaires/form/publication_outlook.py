"""Before the fieldwork: how much of each breakdown a wave of this size will be able to publish.

Answers are made up at random, some options chosen more often than others, and protected as the
release protects them in the first place: bases and counts below the instrument's limits are hidden,
and one more figure wherever a hidden one would follow from a total. The release hides a little more
(totals across breakdowns), so that this is what can be expected at best.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from dagster_project.questionnaires.instrument.instrument import DisclosureRule, Instrument

RESPONSE_RATE = 0.6  # 1,006 of 1,741 answered the questionnaire of FY2023
_ROUNDS = 60
_WORTH_PUBLISHING = 50  # per cent of a breakdown's figures


@dataclass(frozen=True)
class Outlook:
    """One breakdown: its groups, the bodies in the smallest, and the per cent of its counts that can be shown."""

    breakdown: str
    groups: int
    smallest: int
    shown_pct: float

    @property
    def is_worth_publishing(self) -> bool:
        return self.shown_pct >= _WORTH_PUBLISHING


def outlooks(instrument: Instrument, attributes: pl.DataFrame) -> list[Outlook]:
    """One per breakdown of the instrument that `attributes` (unit_id, attribute, value) knows; protected questions only."""
    numbers_of_options = [
        len(question.options)
        for question in instrument.questions
        if question.options and instrument.disclosures()[question.id] == "aggregate"
    ]
    if not numbers_of_options:
        return []
    random = np.random.default_rng(20240601)  # the same frame gets the same words
    found = []
    for breakdown in instrument.domains:
        sizes = attributes.filter(pl.col("attribute") == breakdown).group_by("value").len().sort("value")["len"].to_numpy()
        if sizes.size:
            shown = [
                _shown(sizes, options, instrument.disclosure, random) for options in numbers_of_options for _ in range(_ROUNDS)
            ]
            found.append(Outlook(breakdown, sizes.size, int(sizes.min()), 100 * float(np.mean(shown))))
    return found


def _shown(sizes: np.ndarray, options: int, rule: DisclosureRule, random: np.random.Generator) -> float:
    """The share of the counts, group by option, that can be shown in one made-up set of answers."""
    bases = random.binomial(sizes, RESPONSE_RATE)
    chances = random.permutation(np.arange(1, options + 1)) / (options * (options + 1) / 2)
    counts = np.array([random.multinomial(base, chances) for base in bases])
    hidden = ((counts > 0) & (counts < rule.threshold)) | (bases < rule.minimum_base)[:, None]
    # A figure that is hidden alone follows from the total of its line: the smallest other one goes with it.
    for lines, values in ((hidden, counts), (hidden.T, counts.T), (hidden, counts)):
        for line, value in zip(lines, values, strict=True):
            if line.sum() == 1 and line.size > 1:
                line[np.where(line, np.inf, value).argmin()] = True
    return float(1 - hidden.mean())


def outlook_text(found: list[Outlook]) -> str:
    """The outlook in both languages, with the advice to publish fewer breakdowns where little would be left."""
    lines = [f"公表できる見込み(回収率{RESPONSE_RATE:.0%}の場合) / What can be published, if {RESPONSE_RATE:.0%} answer:"]
    lines += [
        f"  {one.breakdown}: {one.groups}区分(最小{one.smallest}団体)、件数の約{one.shown_pct:.0f}％ / "
        f"{one.groups} groups (smallest: {one.smallest} bodies), about {one.shown_pct:.0f} % of the counts"
        for one in found
    ]
    little = [one.breakdown for one in found if not one.is_worth_publishing]
    if little:
        lines += [
            f"{', '.join(little)} の区分ではほとんど公表できない。domains から除くか、区分を大きくまとめること。",
            f"Little of {', '.join(little)} could be shown: leave it out of `domains`, or join its groups.",
        ]
    return "\n".join(lines)
