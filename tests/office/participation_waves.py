"""Three made-up waves of real municipalities, to see who is named: by name, as a total, as a sample.

Asked in November 2013, when 岩舟町 was not yet a part of 栃木市. 府中市 answers nothing that may be shown.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from tests.survey.survey_waves import drop_wave

KOFU, IWAFUNE, TOCHIGI, FUCHU = "192015", "093670", "092037", "132063"


def question(name: str, kind: str, disclosure: str, **more) -> dict:
    text = {"ja": f"{name}の設問", "en": f"Question {name}"}
    return {"id": name, "text": text, "type": kind, "disclosure": disclosure, **more}


def options(*labels: tuple[str, str]) -> list[dict]:
    return [{"code": at, "label": {"ja": ja, "en": en}} for at, (ja, en) in enumerate(labels, 1)]


TASKS = question("Q1", "multiple", "public", options=options(("税", "Taxes"), ("戸籍", "Registers"), ("年金", "Pensions")))
BRANCHES = question("Q2", "numeric", "public", unit={"ja": "か所", "en": "places"})
HARD = question("Q3", "single", "aggregate", options=options(("ある", "Yes"), ("なし", "No")))
WORDS = question("Q4", "text", "never")


def described(wave_id: str, nature: str, questions: list[dict]) -> dict:
    return {
        "wave_id": wave_id,
        "title": {"ja": f"{wave_id}の調査", "en": f"Survey {wave_id}"},
        "field_period": {"start": "2013-11-01", "end": "2013-11-29"},
        "universe": "municipalities",
        "nature": nature,
        "questions": questions,
    }


def answers(*rows: tuple[str, str, str | None, str | None]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["unit_id", "question_id", "option_code", "value"], orient="row")


def drop(raw: Path) -> None:
    named = answers(
        (KOFU, "Q1", "3", None),
        (KOFU, "Q1", "1", None),
        (KOFU, "Q2", None, "12"),
        (KOFU, "Q3", "1", None),
        (IWAFUNE, "Q2", None, "3"),
        (IWAFUNE, "Q3", "2", None),
        (FUCHU, "Q3", "2", None),
        (FUCHU, "Q4", None, "述べない"),
    )
    drop_wave(raw, described("named", "submitted", [TASKS, BRANCHES, HARD, WORDS]), None, named)
    drop_wave(raw, described("totals", "submitted", [HARD]), None, answers((KOFU, "Q3", "1", None)))
    drop_wave(raw, described("made_up", "sample", [BRANCHES]), None, answers((KOFU, "Q2", None, "5")))
