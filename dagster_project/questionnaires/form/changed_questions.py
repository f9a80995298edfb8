"""Which questions a form prints otherwise than the instrument of today: options, units or wordings have changed.

An answer says what was printed beside it. Where the same code stands for another option, or a number counts in
another unit, the answer must not be read by the instrument of today.
"""

from __future__ import annotations

import re

import polars as pl

from dagster_project.common.text import clean
from dagster_project.questionnaires.form.form_rows import unit_of
from dagster_project.questionnaires.form.form_words import HOW_TO_ANSWER
from dagster_project.questionnaires.form.identity import ANSWER_KEY, OPTION_SIGN, option_text
from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.instrument.questions import Question

LANGUAGES = ("ja", "en")
_OPTION = re.compile(r"\s*([^.\s]+)\. *(.+)")
# What a form prints beside a number: its unit and the limits, or the limits alone (see form_words.limits).
_LIMITS = r"(?:-?[\d,.e+]+以上(?:-?[\d,.e+]+以下)?の数|a number (?:of at least|from) .+)"
_HINT = re.compile(rf"(?:(.+?)\s*\({_LIMITS}\)|{_LIMITS})")

# A unit that somebody states beside a number: (単位:円), 単位は円で記入.
_STATED_UNIT = re.compile(r"\(?(?:単位|Unit)[:は=](.+)", re.IGNORECASE)


def changed_questions(
    cells: pl.DataFrame, keys: pl.DataFrame, instrument: Instrument, *, of_another_version: set[int]
) -> dict[int, str]:
    """File -> the first question that it prints otherwise: its options, its unit, its wording or the way to answer it.

    `cells`: file, row_number, text: all cells of the forms asked about; `keys`: file, row_number, key. A form whose marks are
    lost and that prints no question at all, its column of texts deleted, is not known to be `of_another_version`.
    """
    questions = {question.id: question for question in instrument.questions}
    beside = keys.filter(pl.col("key").str.starts_with(ANSWER_KEY)).join(cells, on=["file", "row_number"])
    changed: dict[int, str] = {}
    for file, key, texts in beside.group_by("file", "key", maintain_order=True).agg("text").iter_rows():
        question = questions.get(key.removeprefix(ANSWER_KEY).partition(OPTION_SIGN)[0])
        if question is not None and any(contradicts(question, key, text) for text in texts):
            changed.setdefault(file, question.id)
    first_rows = beside.with_columns(
        pl.col("key").str.strip_prefix(ANSWER_KEY).str.split(OPTION_SIGN).list.first().alias("question_id")
    )
    for file in set(beside["file"]) - changed.keys():
        rows = first_rows.filter(pl.col("file") == file).group_by("question_id").agg(pl.col("row_number").min())
        printed = cells.filter(pl.col("file") == file).select("row_number", "text").iter_rows()
        first, prints_any = _first_reworded(list(printed), dict(rows.iter_rows()), questions)
        if first is not None and (prints_any or file in of_another_version):
            changed[file] = first
    return changed


def _first_reworded(
    printed: list[tuple[int, str]], first_rows: dict[str, int], questions: dict[str, Question]
) -> tuple[str | None, bool]:
    """The first question whose wording does not stand last above its answers, or that was to be answered in another way; and
    whether any wording of today stands in the form.

    Where two questions exchanged their wordings, each of them is printed, above the answers of the other.
    """
    texts = sorted((row_number, _plain(text)) for row_number, text in printed)
    asked_by = {wording for question in questions.values() for wording in _wordings(question)}
    places = [(row_number, text) for row_number, text in texts if text in asked_by]
    for id_, question in questions.items():
        if id_ not in first_rows:
            continue
        above = next((place for place in reversed(places) if place[0] <= first_rows[id_]), None)
        if above is None or above[1] not in _wordings(question):
            return id_, bool(places)
        types = {_TYPE_BY_HINT[text] for row_number, text in texts if row_number == above[0] and text in _TYPE_BY_HINT}
        if types and question.type not in types:
            return id_, bool(places)
    return None, bool(places)


def contradicts(question: Question, key: str, text: str) -> bool:
    """Whether a text beside the answer gives one of the options another label, or the number another unit.

    Of a number the text is what a form prints, a unit that it states to be one, or a unit alone that counts the same thing
    in other numbers: 円 for 千円.
    """
    if question.type == "numeric":
        hint = _HINT.fullmatch(text.strip())
        units = {_plain(clean(unit_of(question, language))) for language in LANGUAGES}
        stated = None if hint else _STATED_UNIT.fullmatch(_plain(clean(text)))
        if stated is not None:
            return not stated[1].startswith(tuple(units - {""}) or ("",))
        unit = _plain(clean(text if hint is None else hint[1])).strip("()")
        return unit not in {each.strip("()") for each in units} and (
            hint is not None or _without_scale(unit) in map(_without_scale, units - {""})
        )
    labels = {option.code: {_plain(option.label.ja), _plain(option.label.en)} for option in question.options}
    if question.type == "multiple" and OPTION_SIGN not in key:
        return False
    found = (_OPTION.fullmatch(line) for line in text.split("\n"))
    return any(line is not None and _plain(line[2]) not in labels.get(line[1], {_plain(line[2])}) for line in found)


def is_printed_over(question: Question, key: str, text: str, texts: list[str]) -> bool:
    """Whether a text stands in the place of the printed options: none of `texts`, those of the row, is what the form prints
    there. The same options in another order are the same options."""
    option_code = key.partition(OPTION_SIGN)[2]
    options = [option for option in question.options if option_code in ("", option.code)]
    printed = {
        frozenset(_plain(option_text(option.code, getattr(option.label, language))) for option in options)
        for language in LANGUAGES
    }
    lines = [frozenset(map(_plain, each.split("\n"))) for each in (text, *texts)]
    return bool(options) and not any(each in printed for each in lines)


def _without_scale(unit: str) -> str:
    return re.sub("^[十百千万億兆]+", "", unit)


def _wordings(question: Question) -> set[str]:
    return {_plain(question.text.ja), _plain(question.text.en)}


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


# How to answer, as printed beside the wording -> the type of question that is answered so.
_TYPE_BY_HINT = {_plain(text): type_ for language in LANGUAGES for type_, text in HOW_TO_ANSWER[language].items()}
