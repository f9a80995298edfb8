"""Which questions a form prints otherwise than the instrument of today: options, units or wordings have changed.

An answer says what was printed beside it. Where the same code stands for another option, or a number counts in
another unit, the answer must not be read by the instrument of today.
"""

from __future__ import annotations

import re

import polars as pl

from dagster_project.questionnaires.form.form_rows import unit_of
from dagster_project.questionnaires.form.identity import ANSWER_KEY, OPTION_SIGN
from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.instrument.questions import Question

LANGUAGES = ("ja", "en")
_OPTION = re.compile(r"\s*([^.\s]+)\. *(.+)")
_HINT = re.compile(r"([^((]*)[((]")


def changed_questions(
    cells: pl.DataFrame, keys: pl.DataFrame, instrument: Instrument, *, with_wording: set[int]
) -> dict[int, str]:
    """File -> the first question that it prints otherwise.

    `cells`: file, row_number, text: all cells of the forms asked about; `keys`: file, row_number, key. Of the files
    `with_wording` the wording of the question is compared as well as options and units.
    """
    questions = {question.id: question for question in instrument.questions}
    beside = keys.filter(pl.col("key").str.starts_with(ANSWER_KEY)).join(cells, on=["file", "row_number"])
    changed: dict[int, str] = {}
    for file, key, texts in beside.group_by("file", "key", maintain_order=True).agg("text").iter_rows():
        question = questions.get(key.removeprefix(ANSWER_KEY).partition(OPTION_SIGN)[0])
        if question is not None and any(_contradicts(question, key, text) for text in texts):
            changed.setdefault(file, question.id)
    for file in with_wording - changed.keys():
        printed = {_plain(text) for text in cells.filter(pl.col("file") == file)["text"]}
        asked = set(
            beside.filter(pl.col("file") == file)["key"].str.strip_prefix(ANSWER_KEY).str.split(OPTION_SIGN).list.first()
        )
        reworded = (id_ for id_, each in questions.items() if id_ in asked and printed.isdisjoint(_wordings(each)))
        first = next(reworded, None)
        if first is not None:
            changed[file] = first
    return changed


def _contradicts(question: Question, key: str, text: str) -> bool:
    """Whether a text printed beside the answer gives one of the options another label, or the number another unit."""
    if question.type == "numeric":
        hint = _HINT.match(text)
        units = {_plain(unit_of(question, language)) for language in LANGUAGES}
        return hint is not None and _plain(hint[1]) not in units
    labels = {option.code: {_plain(option.label.ja), _plain(option.label.en)} for option in question.options}
    if question.type == "multiple" and OPTION_SIGN not in key:
        return False
    found = (_OPTION.fullmatch(line) for line in text.split("\n"))
    return any(line is not None and _plain(line[2]) not in labels.get(line[1], {_plain(line[2])}) for line in found)


def _wordings(question: Question) -> set[str]:
    return {_plain(question.text.ja), _plain(question.text.en)}


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)
