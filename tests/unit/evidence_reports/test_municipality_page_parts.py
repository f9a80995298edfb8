"""Parts of a municipality's page that the real data do not show today, made from small made-up cases by the page's own code."""

from __future__ import annotations

import re

import yaml

from tests.unit.evidence_reports.page_code import SITE, evaluated

LABELS = yaml.safe_load((SITE / "labels/municipalities.yml").read_text(encoding="utf-8")) | yaml.safe_load(
    (SITE / "labels/site.yml").read_text(encoding="utf-8")
)


def wide_drawing(history: dict) -> str:
    imports = "import { diagram } from './components/municipality/diagram.js';"
    return evaluated("diagram(given, 2024)", imports, history).split("</svg>")[0]


def event(date: str, before: list[int], after: list[int], **more) -> dict:
    return {"date": date, "type": "", "before": [[body] for body in before], "after": [[body] for body in after], **more}


def lines(drawing: str) -> dict[str, tuple[str, float, float, float]]:
    """Name of each body -> classes of its line, where it starts, its height, where it ends."""
    found = re.findall(
        r'<text[^>]*lang="ja"[^>]*>([^<]*)</text><path class="line ([^"]*)" d="M([\d.]+) ([\d.]+)H([\d.]+)"/>', drawing
    )
    return {name: (classes, float(start), float(height), float(end)) for name, classes, start, height, end in found}


def uprights(drawing: str) -> list[tuple[bool, float, float, float]]:
    """Whether dotted, where, from which height to which."""
    found = re.findall(r'<path class="line (dotted )?c6 upright" d="M([\d.]+) ([\d.]+)V([\d.]+)"/>', drawing)
    return [(bool(dotted), float(x), float(top), float(bottom)) for dotted, x, top, bottom in found]


def test_a_part_that_split_off_hangs_on_a_dotted_upright_below_the_body_it_left():
    history = {"bodies": ["町", "新村"], "others": [1], "events": [event("1980-04-01", [0], [1], founds=True, leaves=True)]}
    drawing = wide_drawing(history)
    own, part = lines(drawing)["町"], lines(drawing)["新村"]
    assert uprights(drawing) == [(True, part[1], own[2], part[2])]
    assert own[1] < part[1] < part[3] < own[3], "the part begins at the split and goes on elsewhere"
    assert drawing.count('<circle class="dot c1"') == 1 and '<path class="dot c1"' not in drawing


def test_a_village_split_off_a_town_begins_there_and_the_town_lives_on():
    history = {"bodies": ["新村", "町"], "others": [], "events": [event("1980-04-01", [1], [0], founds=True, leaves=True)]}
    drawing = wide_drawing(history)
    own, town = lines(drawing)["新村"], lines(drawing)["町"]
    assert "dotted" in town[0] and "own-line" in own[0]
    assert uprights(drawing) == [(True, own[1], town[2], own[2])]
    assert town[1] < own[1] < town[3] < own[3], "the town's line goes a little beyond the split"


def test_a_part_that_came_back_has_a_line_from_its_split_to_its_merger():
    events = [event("1980-04-01", [0], [1], founds=True, leaves=True), event("2005-01-01", [1], [0])]
    drawing = wide_drawing({"bodies": ["町", "新村"], "others": [], "events": events})
    part = lines(drawing)["新村"]
    assert "dotted" not in part[0]
    assert [(dotted, x) for dotted, x, _, _ in uprights(drawing)] == [(True, part[1]), (False, part[3])]


def test_no_upright_crosses_the_line_of_a_body_that_is_still_there():
    events = [event("1975-01-01", [1], [0]), event("1990-01-01", [2], [0]), event("2005-01-01", [3], [0])]
    drawing = wide_drawing({"bodies": ["市", "東村", "西村", "南村"], "others": [], "events": events})
    for _, x, top, bottom in uprights(drawing):
        for _, start, height, end in lines(drawing).values():
            assert not (min(top, bottom) < height < max(top, bottom) and start < x < end)


def facts_part(lang: str, found: list[dict], listed_on: str | None = None, surveys: dict | None = None) -> str:
    given = {
        "texts": {key: texts[lang] for key, texts in LABELS.items()},
        "model": {"lang": lang, "home": "../", "surveys": surveys or {"named": [], "totals": []}},
        "found": found,
        "listedOn": listed_on,
    }
    imports = (
        "import { facts } from './components/municipality/facts.js'; import { fill } from './components/helpers/texts.js';"
    )
    call = "facts(given.model, (key, values) => fill(given.texts[key], key, values), given.found, given.listedOn)"
    return evaluated(call, imports, given)


def silent_rows(markup: str) -> list[list[str]]:
    """The cells of each row on what no source tells."""
    rows = markup.split('id="profile-silent"')[-1].split("<tr")[2:]
    return [[re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


def survey_row(named: list[str], totals: list[str], lang: str) -> list[str]:
    return silent_rows(facts_part(lang, [], surveys={"named": named, "totals": totals}))[-1]


def test_what_is_on_no_list_at_hand_is_not_said_to_be_unavailable():
    """The lists say 0 and "not designated" to everybody else who reads them."""
    states = {what: state for what, state, _ in silent_rows(facts_part("ja", [], "2022-04-01"))}
    assert states["窓口業務の委託"] == states["実証事業"] == "記録なし"
    assert states["過疎地域の指定"] == "指定なし（2022年4月1日現在）"
    assert states["支所・出張所等"] == states["連携協定"] == "該当数値なし（未入手）"
    without_list = {what: state for what, state, _ in silent_rows(facts_part("en", []))}
    assert without_list["Designation as a depopulated area"] == "not available"


def test_no_share_of_agreements_is_promised_where_none_is_shown_and_one_of_all_says_so():
    said = {"kind": "agreement", "title": "協定", "detail": [], "date": "2021-10-31", "source": {"anchor": "a", "text": "b"}}
    assert "における状況を示す" in facts_part("ja", [said])
    assert "全ての市区町村が締結していた" in facts_part("ja", [{**said, "ofAll": True}])
    assert "手元の資料にない" in facts_part("ja", []) and "における状況を示す" not in facts_part("ja", [])


def test_waves_of_totals_alone_are_named_as_the_reason_why_nothing_is_shown():
    assert survey_row([], ["甲調査", "乙調査"], "ja") == [
        "アンケート調査への参加",
        "非公表",
        "「甲調査」「乙調査」の公表された結果は、団体名を示さない集計値である。",
    ]
    assert survey_row([], ["Survey A"], "en")[1:] == [
        "not published by name",
        "The published results of “Survey A” are totals that name no municipality.",
    ]


def test_a_municipality_without_an_answer_to_a_public_question_is_not_said_to_be_kept_secret():
    [_, state, why] = survey_row(["甲調査"], ["乙調査"], "ja")
    assert state == "公表できる回答なし"
    assert why.startswith("団体別に公表できる設問のある「甲調査」には") and why.endswith("集計値である。")


def test_without_any_survey_the_row_says_that_none_is_at_hand():
    assert survey_row([], [], "en")[1] == "not available"
