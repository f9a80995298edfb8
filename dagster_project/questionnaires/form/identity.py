"""What identifies a form: its wave, its version, and the marks in its cells by which it is read.

A form is located by marks, never by addresses: every answer row carries its key in two hidden
columns, and the answer column carries a mark of its own in the first and in the last row. Rows and
columns may therefore be inserted, moved or deleted, and other programs may save the file, without
the remaining answers being lost.

    answer:Q01        the answer to a single, numeric or text question
    answer:Q02=3      the tick of option 3 of a multiple question
    unit:code         an entry of the respondent block
    form:wave=…       the wave; form:version=… the version
    column:answer     the column with the answers
"""

from __future__ import annotations

import hashlib
import json

from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.instrument.questions import Question

LAYOUT_VERSION = "1"  # raised when the form's own make-up changes so that older forms read differently

COLUMN_MARK = "column:answer"
WAVE_MARK = "form:wave="
VERSION_MARK = "form:version="
ANSWER_KEY = "answer:"
UNIT_KEY = "unit:"
OPTION_SIGN = "="

# Entries of the respondent block, in order; the last four say whom to ask back and never leave the office.
UNIT_ENTRIES = ("prefecture", "municipality", "code", "date", "round", "section", "person", "contact")
CONTACT_ENTRIES = ("section", "person", "contact")

ANSWER_SHEETS = {"ja": "調査票", "en": "Form"}
REFERENCE_SHEETS = {"ja": "English", "en": "日本語"}
LIST_SHEET = "一覧"
IDENTITY_SHEET = "様式情報"


def form_version(instrument: Instrument) -> str:
    """`<layout>-<hash>`: the hash covers everything in the instrument that a form prints or asks."""
    content = {
        "wave_id": instrument.wave_id,
        "title": instrument.title.model_dump(),
        "questions": [_asked(question) for question in instrument.questions],
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return f"{LAYOUT_VERSION}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _asked(question: Question) -> dict:
    fields = ("id", "text", "type", "unit", "universe", "asked_if", "options", "min", "max")
    dumped = question.model_dump(mode="json")
    return {name: dumped[name] for name in fields if dumped.get(name) is not None}


def answer_key(question: Question, option_code: str | None = None) -> str:
    """The key of an answer row: one per question, or one per option where several may be ticked."""
    return f"{ANSWER_KEY}{question.id}" + ("" if option_code is None else f"{OPTION_SIGN}{option_code}")


def option_text(code: str, label: str) -> str:
    """An option as printed and as chosen from a drop-down list."""
    return f"{code}. {label}"


def question_number(position: int, language: str) -> str:
    """How people call a question: 問3, Q3; positions count from 1."""
    return f"問{position}" if language == "ja" else f"Q{position}"
