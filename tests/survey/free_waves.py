"""Two made-up waves that use what the raw format leaves free, one a panel on the other.

Frame: Japanese and full-width headers and values, ids and codes with leading zeros, blanks in a domain, a
stratum of one respondent, one that answered whole, one with none, a domain of one unit. Answers: columns
in another order, BOM and CRLF, ids typed in other widths, codes as 1.0, every status or none of them.
Questions: chained routing, through a multiple question too, an exclusive option, an option of 100 %, a
question asked of nobody, numbers with decimals, signs, commas and ties. The later wave is raked to three
margins from strata, over units that came and went.
"""

from __future__ import annotations

import random
from pathlib import Path

import yaml

LABEL = {"ja": '「選択」, "肢"', "en": 'an "option", with a comma'}
SIZE = "層（規模）"
RESPONDENTS = {"甲１類": (12, 1), "乙〜類": (9, 9), "丙": (60, 38), "丁": (7, 0), '戊 "大", 他': (30, 21)}


def _question(name: str, kind: str, codes: tuple = (), **more) -> dict:
    options = {"options": [{"code": code, "label": LABEL, "exclusive": code == 9} for code in codes]} if codes else {}
    return {"id": name, "text": LABEL, "type": kind, "disclosure": "aggregate", **options, **more}


def _described(wave_id: str, questions: list[dict], **more) -> dict:
    return {
        "wave_id": wave_id,
        "title": LABEL,
        "field_period": {"start": "2023-11-01", "end": "2023-11-30"},
        "universe": "custom",
        "frame": "名簿.csv",
        "nature": "sample",
        "questions": questions,
        **more,
    }


FIRST = _described(
    "free_first",
    [
        _question("問１", "single", (1, "02", 9)),
        _question("Q2", "multiple", (1, 2, "３ａ", 9), asked_if={"question": "問１", "any_of": [1, "02"]}),
        _question("Q3", "single", ("a", "b"), asked_if={"question": "Q2", "any_of": [2, "３ａ"]}),
        _question("Q4", "numeric", unit="千円", asked_if={"question": "Q3", "any_of": ["a"]}),
        _question("Q5", "numeric", unit=LABEL),
        _question("Q6", "single", ("x", "y")),
        _question("Q7", "single", ("x", "y"), asked_if={"question": "Q6", "any_of": ["y"]}),
    ],
    weighting={"method": "stratified", "strata": SIZE},
    domains=[SIZE, "code", "ブロック", "rare"],
)
SECOND = _described(
    "free_second",
    [
        _question("S1", "single", (1, "02", 9), same_as="free_first.問１", comparability="wording_changed"),
        _question("S2", "multiple", (1, 2, "３ａ", 9), same_as="free_first.Q2", asked_if={"question": "S1", "any_of": [1]}),
        _question("S3", "single", ("a", "b"), same_as="free_first.Q3", comparability="scale_changed"),
        _question("S6", "single", ("x", "z"), same_as="free_first.Q6"),
    ],
    field_period={"start": "2024-11", "end": "2024-12"},
    weighting={"method": "raked", "strata": SIZE, "margins": ["code", "地区", "half"]},
    domains=["地区", SIZE],
)


def waves() -> list[tuple[dict, list[dict], list[dict]]]:
    """Instrument, frame and answers of either wave."""
    chance = random.Random(20231101)
    units, answering = [], []
    for size, (count, respondents) in RESPONDENTS.items():
        for at in range(count):
            units.append(
                {
                    "unit_id": f"{len(units):03}",
                    SIZE: size,
                    "code": f"0{chance.randint(1, 3)}",
                    "ブロック": chance.choice(["", "北・東", "南ｶﾅ"]),
                    "rare": "only" if size == "丙" and at == 0 else "rest",
                }
            )
            if at < respondents:
                answering.append(units[-1]["unit_id"])
    later = [{**unit, "地区": chance.choice("東西"), "half": str(at % 2)} for at, unit in enumerate(units) if at % 11]
    later += [{**later[0], "unit_id": f"new{at}", SIZE: "丙"} for at in range(5)]
    there = [unit["unit_id"] for unit in later if unit[SIZE] != "甲１類" and chance.random() < 0.65]
    return [
        (FIRST, units, _answers(FIRST, answering, chance)),
        (SECOND, later, _answers(SECOND, there, chance)),
    ]


def _answers(described: dict, units: list[str], chance: random.Random) -> list[dict]:
    rows = []
    for unit in units:
        chosen: dict[str, set[str]] = {}
        for question in described["questions"]:
            route = question.get("asked_if")
            asked = route is None or bool(chosen.get(route["question"], set()) & {str(code) for code in route["any_of"]})
            for code, value, status in _given(question, asked, chance):
                if asked and code:
                    chosen.setdefault(question["id"], set()).add(code)
                row = {"unit_id": unit, "question_id": question["id"], "option_code": code, "value": value}
                rows.append({**row, "status": status})
    return rows


def _given(question: dict, asked: bool, chance: random.Random) -> list[tuple[str, str, str]]:
    """Option, number and status of what one unit says; now and then it answers what it was not asked."""
    luck = chance.random()
    if not asked and luck < 0.95:
        return [("", "", "skipped")]
    if luck < 0.1:
        return [("", "", "missing")]
    codes = [str(option["code"]) for option in question.get("options", [])]
    if question["type"] == "numeric":
        return [("", chance.choice(["0", "0", "1", "1", "1,200", "-3.5", "2.25"]), "ok")]
    if question["id"] in ("Q6", "S6"):
        return [(codes[0], "", "ok")]
    if question["type"] == "single":
        return [(chance.choice(codes), "", "ok")]
    if chance.random() < 0.15:
        return [("9", "", "ok")]
    several = chance.sample(codes[:-1], chance.randint(1, len(codes) - 1))
    return [(code, "", "ok") for code in sorted(several)]


def drop(raw: Path) -> None:
    """Put both into the raw folder as different programs would have saved them."""
    for described, units, _ in waves():
        folder = raw / "questionnaires" / described["wave_id"]
        folder.mkdir()
        text = yaml.safe_dump(described, allow_unicode=True, sort_keys=False)
        (folder / "instrument.yml").write_text(text, encoding="utf-8")
        _save(folder / "名簿.csv", list(units[0]), units)
    first, second = (rows for _, _, rows in waves())
    typed = [
        {**row, "question_id": row["question_id"].replace("１", "1"), "option_code": row["option_code"].replace("３ａ", "3a")}
        for row in first
    ]
    typed = [{**row, "option_code": "1.0" if row["option_code"] == "1" else row["option_code"]} for row in typed]
    _save(raw / "questionnaires/free_first/responses.csv", ["status", "value", "option_code", "question_id", "unit_id"], typed)
    silent = [row for row in second if row["status"] != "skipped"]
    _save(raw / "questionnaires/free_second/responses.csv", ["question_id", "unit_id", "option_code"], silent)


def _save(path: Path, columns: list[str], rows: list[dict]) -> None:
    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"') else text

    lines = [",".join(columns), *(",".join(quoted(row[name]) for name in columns) for row in rows)]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join([*lines, ""]).encode())
