"""Questions about municipalities as rows ask them: the resolver, all at once, against a second, slow writing of its rules.

The second writing holds one row against one period at a time. It shares the spelling of names with the resolver, and
nothing else: which codes, names, counties and days fit is written out anew.
"""

from __future__ import annotations

import datetime
import random
import re
from functools import cache

import polars as pl
import pytest

from dagster_project.common.codes import check_digit
from dagster_project.municipalities.name_spelling import spelling_keys
from dagster_project.municipalities.resolver import resolve

pytestmark = pytest.mark.thorough

ASKED = 1_500
SEED = 1741

Period = dict[str, object]
Question = dict[str, object]


def questions(periods: list[Period], count: int, seed: int) -> list[Question]:
    """What rows say of bodies: true of one of them, true of it on another day, or with one thing of another body."""
    dice = random.Random(seed)
    asked = []
    for _ in range(count):
        body, other = dice.choice(periods), dice.choice(periods)
        until = body["valid_to"] or datetime.date(2026, 1, 1)
        day = body["valid_from"] + datetime.timedelta(dice.randrange(max((until - body["valid_from"]).days, 1)))
        if dice.random() < 0.15:
            day = datetime.date(dice.randrange(1970, 2026), 4, 2)
        code = (other if dice.random() < 0.04 else body)["code6"]
        worn = dice.choice([code, code, code[:5], code.lstrip("0"), code[:5].lstrip("0")])
        name = (other if dice.random() < 0.04 else body)["name_ja"]
        within, prefecture = surroundings(body), body["prefecture_ja"]
        shown = dice.choice([name, name, within + name, prefecture + name, prefecture + within + name, f"{name}({prefecture})"])
        asked.append(
            {
                "code": worn if dice.random() < 0.35 else "",
                "name": shown if dice.random() < 0.85 else "",
                "prefecture": (other if dice.random() < 0.05 else body)["prefecture_ja"] if dice.random() < 0.5 else "",
                "county": (within if within.endswith(("郡", "市")) else "") if dice.random() < 0.2 else "",
                "day": day,
            }
        )
    return [question for question in asked if question["code"] or question["name"]]


def surroundings(body: Period) -> str:
    islands = {"三宅村": "三宅島", "八丈町": "八丈島"} if body["prefecture_ja"] == "東京都" else {}
    before = str(body["full_name_ja"]).removesuffix(str(body["name_ja"]))
    return str(body["county"] or islands.get(str(body["name_ja"])) or body["county_by_code"] or before)


@cache
def key(text: str) -> str:
    return spelling_keys(pl.Series([text]))[0]


def readings(code: str) -> set[str]:
    """The five digits that a number may stand for: six with their check digit, or five, a leading zero lost or not."""
    found = set()
    for lost in ("", "0"):
        whole = lost + code
        if len(whole) == 6 and check_digit(whole[:5]) == whole[5]:
            found.add(whole[:5])
        if len(whole) == 5:
            found.add(whole)
    return {code5 for code5 in found if 1 <= int(code5[:2]) <= 47 and 100 <= int(code5[2:]) <= 799}


def writings(period: Period) -> set[str]:
    name, within, prefecture = str(period["name_ja"]), surroundings(period), str(period["prefecture_ja"])
    stem = prefecture[:-1] if prefecture[-1] in "都府県" else prefecture
    forms = {name, within + name, *([f"{name}({within})"] if within else [])}
    for base in (name, within + name):
        forms |= {prefecture + base, stem + base, f"{base}({prefecture})", f"{base}({stem})"}
    return forms


def with_keys(periods: list[Period]) -> list[tuple[Period, set[str]]]:
    """Each period with the keys of all its writings, found in one go: there are a quarter of a million."""
    forms = sorted({form for period in periods for form in writings(period)})
    keys = dict(zip(forms, spelling_keys(pl.Series(forms)), strict=True))
    return [(period, {keys[form] for form in writings(period)}) for period in periods]


def by_hand(periods: list[tuple[Period, set[str]]], question: Question) -> str | None:
    """The one body that everything said fits on the day; none where several do, or none does.

    A number that may be one code as it stands and another with its zero is settled by a name, or asked back.
    """
    day, bodies = question["day"], set()
    if not question["name"] and len(readings(str(question["code"]))) > 1:
        return None
    code, name, county = readings(str(question["code"])), key(str(question["name"])), key(str(question["county"]))
    for period, names in periods:
        if (
            period["valid_from"] <= day
            and (period["valid_to"] is None or day < period["valid_to"])
            and (not question["code"] or period["code5"] in code)
            and (not question["name"] or name in names)
            and (not question["prefecture"] or question["prefecture"] == period["prefecture_ja"])
            and (not question["county"] or county == key(surroundings(period)))
        ):
            bodies.add(period["municipality_id"])
    return bodies.pop() if len(bodies) == 1 else None


def disagreements(periods: pl.DataFrame, asked: list[Question], sample: list[int]) -> list[tuple]:
    texts = {part: pl.Series([str(question[part]) for question in asked]) for part in ("code", "name", "prefecture", "county")}
    found = resolve(periods, **texts, since=pl.Series([question["day"] for question in asked]))["municipality_id"].to_list()
    known = with_keys(list(periods.iter_rows(named=True)))
    return [
        (asked[place], found[place], expected) for place in sample if (expected := by_hand(known, asked[place])) != found[place]
    ]


def test_the_resolver_and_a_second_writing_find_the_same_bodies(periods: pl.DataFrame) -> None:
    asked = questions(list(periods.iter_rows(named=True)), ASKED, SEED)
    assert len({question["name"] for question in asked}) > ASKED / 3
    assert not re.search("[^0-9]", "".join(str(question["code"]) for question in asked))
    assert disagreements(periods, asked, list(range(len(asked)))) == []
