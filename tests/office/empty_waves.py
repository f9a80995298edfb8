"""Made-up waves in which a question, a group or everybody stays without a valid answer, or no answer came at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

UNITS = [(f"u{place:03}", ("west", "east")[place % 2], f"k{place % 3}") for place in range(60)]
QUESTIONS = (
    ("Q1", "single", "public", {}),
    ("Q2", "numeric", "public", {"unit": "件"}),
    ("Q3", "multiple", "aggregate", {"asked_if": "Q1=1"}),
    ("Q4", "numeric", "aggregate", {"unit": "人", "asked_if": "Q1=1", "per": "Q2"}),
    ("Q5", "single", "aggregate", {}),
)

ANSWER_COLUMNS = ("unit_id", "question_id", "option_code", "value", "status")

# Of a unit by its place: (question, option, value, status).
Answers = Iterator[tuple[str, str, str, str]]


def _a_question_that_nobody_answered(place: int) -> Answers:
    """So that nobody was asked Q3 and Q4 either."""
    yield from (("Q1", "", "", "missing"), ("Q2", "", str(place + 3), ""), ("Q5", "12"[place % 4 == 0], "", ""))


def _all_routed_past(place: int) -> Answers:
    """Everybody said no; what was put to all of them is left empty or does not apply."""
    yield from (("Q1", "2", "", ""), ("Q2", "", "", "missing"), ("Q5", "", "", "skipped"))


def _nothing_answered(place: int) -> Answers:
    yield from ((question, "", "", "missing") for question, *_ in QUESTIONS)


def _a_region_without_answers(place: int) -> Answers:
    if place % 2 == 0:
        yield from ((question, "", "", "") for question in ("Q1", "Q2", "Q3"))
    else:
        yield from (("Q1", "12"[place % 3 > 0], "", ""), ("Q2", "", "5", ""), ("Q3", "" if place % 3 else "1", "", ""))
    yield ("Q5", "1", "", "")


WAVES: dict[str, tuple[Callable[[int], Answers], dict]] = {
    "empty_question": (_a_question_that_nobody_answered, {"method": "stratified", "strata": "region"}),
    "empty_routes": (_all_routed_past, {"method": "raked", "margins": ["region", "kind"]}),
    "empty_wave": (_nothing_answered, {"method": "none"}),
    "empty_region": (_a_region_without_answers, {"method": "none"}),
}


# Waves of which not one answer is there: a header alone, no file, and forms of which each is refused.
SILENT_WAVES = ("silent_header", "silent_wave", "silent_forms")


def drop(raw: Path) -> None:
    """Put them into the raw folder."""
    for wave_id, (answers, weighting) in WAVES.items():
        folder = _wave_folder(raw, wave_id, weighting)
        rows = [(unit, *answer) for place, (unit, *_) in enumerate(UNITS) for answer in answers(place)]
        _save(folder / "responses.csv", ANSWER_COLUMNS, rows)
    header, _, forms = (_wave_folder(raw, wave_id, {"method": "stratified", "strata": "region"}) for wave_id in SILENT_WAVES)
    _save(header / "responses.csv", ANSWER_COLUMNS, [])
    (forms / "forms").mkdir()
    (forms / "forms" / "broken.xlsx").write_bytes(b"PK\x03\x04 and nothing more")
    of_another_wave = sorted((raw / "questionnaires" / "sample_form_intake" / "forms").glob("*.xlsx"))[0]
    shutil.copyfile(of_another_wave, forms / "forms" / "of_another_wave.xlsx")


def _wave_folder(raw: Path, wave_id: str, weighting: dict) -> Path:
    folder = raw / "questionnaires" / wave_id
    folder.mkdir()
    text = yaml.safe_dump(_described(wave_id, weighting), allow_unicode=True, sort_keys=False)
    (folder / "instrument.yml").write_text(text, encoding="utf-8")
    _save(folder / "frame.csv", ("unit_id", "region", "kind"), UNITS)
    return folder


def _described(wave_id: str, weighting: dict) -> dict:
    label = {"ja": "見出し", "en": "a label"}
    options = [{"code": code, "label": label} for code in (1, 2)]
    return {
        "wave_id": wave_id,
        "title": {"ja": f"架空の調査 {wave_id}", "en": f"Made-up wave {wave_id}"},
        "field_period": {"start": "2025-10-01", "end": "2025-10-31"},
        "universe": "custom",
        "universe_note": {"ja": "架空の団体", "en": "made-up bodies"},
        "frame": "frame.csv",
        "nature": "sample",
        "weighting": weighting,
        "domains": ["region", "kind"],
        "publishable": {name: {"ja": "試験のため。", "en": "for a test"} for name in ("region", "kind")},
        "questions": [
            {
                "id": name,
                "text": {"ja": f"問 {name}", "en": f"Question {name}"},
                "type": kind,
                "disclosure": disclosure,
                **more,
                **({} if kind == "numeric" else {"options": options}),
            }
            for name, kind, disclosure, more in QUESTIONS
        ],
    }


def _save(path: Path, columns: tuple[str, ...], rows: list) -> None:
    path.write_text("".join(f"{','.join(row)}\n" for row in (columns, *rows)), encoding="utf-8")
