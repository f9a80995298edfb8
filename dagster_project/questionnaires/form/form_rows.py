"""The rows of a form, top to bottom: what is printed and what is asked, without any spreadsheet.

The writer turns the plan into cells; the reader uses it to know which keys a complete form has
and which texts in a form are the form's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dagster_project.questionnaires.form import form_words
from dagster_project.questionnaires.form.identity import UNIT_KEY, answer_key, form_version, option_text, question_number
from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.instrument.questions import Option, Question


@dataclass(frozen=True)
class FormRow:
    """One row. `kind` decides its look and its answer cell; only rows with a `key` take an answer.

    kind: title, note, heads, section, respondent, question, condition, single, option, numeric,
        text or gap.
    """

    kind: str
    number: str = ""
    text: str = ""
    hint: str = ""
    key: str | None = None
    question: Question | None = None
    option: Option | None = None


def form_rows(instrument: Instrument, language: str, *, entries: Sequence[str]) -> list[FormRow]:
    """All rows of the form in `language`; `entries` are those of the respondent block."""
    period = instrument.field_period
    rows = [
        FormRow("title", text=getattr(instrument.title, language)),
        FormRow(
            "note",
            text=f"{form_words.FIELD_PERIOD[language]}: {period.start} – {period.end}    "
            f"{form_words.VERSION[language]}: {form_version(instrument)}",
        ),
        FormRow("heads"),
        *(FormRow("note", text=text) for text in _notes(instrument, language)),
        FormRow("section", text=form_words.SECTION_HEADS[language]["respondent"]),
        *_respondent(language, entries, has_own_codes=instrument.universe == "custom"),
        FormRow("section", text=form_words.SECTION_HEADS[language]["questions"]),
    ]
    numbers = {question.id: place for place, question in enumerate(instrument.questions, start=1)}
    by_id = {question.id: question for question in instrument.questions}
    for question in instrument.questions:
        rows.extend(_block(question, by_id, numbers, language))
        rows.append(FormRow("gap"))
    return rows


def answer_keys(instrument: Instrument) -> list[str]:
    """The keys a complete form has, in its order."""
    return [
        key
        for question in instrument.questions
        for key in (
            [answer_key(question, option.code) for option in question.options]
            if question.type == "multiple"
            else [answer_key(question)]
        )
    ]


def unit_of(question: Question, language: str) -> str:
    """The unit of a numeric question, empty where it has none."""
    return "" if question.unit is None else getattr(question.unit, language)


def _notes(instrument: Instrument, language: str) -> Iterator[str]:
    if instrument.nature in ("published", "press"):
        yield form_words.NOT_THE_FORM_AS_SENT[language]
    if instrument.nature == "sample":
        yield form_words.SAMPLE[language]
    yield from form_words.HOW_TO[language]


def _respondent(language: str, entries: Sequence[str], *, has_own_codes: bool) -> Iterator[FormRow]:
    for entry in entries:
        label, hint = form_words.RESPONDENT[language][entry]
        if entry == "code" and has_own_codes:
            hint = form_words.OWN_CODE[language]
        yield FormRow("respondent", text=label, hint=hint, key=f"{UNIT_KEY}{entry}")


def _block(question: Question, by_id: dict[str, Question], numbers: dict[str, int], language: str) -> Iterator[FormRow]:
    number = question_number(numbers[question.id], language)
    how = form_words.HOW_TO_ANSWER[language][question.type]
    yield FormRow("question", number=number, text=getattr(question.text, language), hint=how, question=question)
    yield FormRow("condition", text=_condition(question, by_id, numbers, language), question=question)
    if question.type == "multiple":
        for option in question.options:
            yield FormRow(
                "option",
                text=option_text(option.code, getattr(option.label, language)),
                hint=form_words.EXCLUSIVE[language] if option.exclusive else "",
                key=answer_key(question, option.code),
                question=question,
                option=option,
            )
        return
    yield FormRow(
        question.type,
        text="\n".join(option_text(option.code, getattr(option.label, language)) for option in question.options),
        hint=_hint(question, language),
        key=answer_key(question),
        question=question,
    )


def _hint(question: Question, language: str) -> str:
    if question.type != "numeric":
        return ""
    unit = unit_of(question, language)
    stated = form_words.limits(question.smallest, question.max, language)
    return f"{unit}({stated})" if language == "ja" and unit else f"{unit} ({stated})" if unit else stated


def _condition(question: Question, by_id: dict[str, Question], numbers: dict[str, int], language: str) -> str:
    """Who answers, in the instrument's words, and the rule in terms of the questions before."""
    asked = form_words.EVERYBODY[language] if question.universe is None else getattr(question.universe, language)
    respondents = form_words.ANSWERED_BY[language] + asked
    if question.asked_if is None:
        return respondents
    before = by_id[question.asked_if.question]
    labels = [
        f"「{option.code}. {option.label.ja}」" if language == "ja" else f'"{option.code}. {option.label.en}"'
        for option in before.options
        if option.code in question.asked_if.any_of
    ]
    rule = form_words.ONLY_IF[language].format(
        question=question_number(numbers[before.id], language),
        options=("又は" if language == "ja" else " or ").join(labels),
    )
    return f"{respondents}({rule})" if language == "ja" else f"{respondents} ({rule})"
