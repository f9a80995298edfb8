"""Questionnaire instruments (`instrument.yml`): what was asked, of whom, and how it is treated.

    wave_id: fy2023_outsourcing
    title: {ja: …, en: …}
    field_period: {start: 2023-10-20, end: 2023-11-06}   # or 2022-10 when only the month is known
    universe: municipalities          # municipalities | prefectures | custom
    universe_note: {ja: …, en: …}     # optional
    nature: published                 # published | press | submitted | sample
    questions:
      - id: Q01
        text: {ja: …, en: …}
        type: single                  # single | multiple | numeric | text
        type_basis: known             # unknown: the type is inferred from the published table
        disclosure: aggregate         # public | aggregate | never
        universe: {ja: …, en: …}      # who was to answer
        asked_if: {question: Q00, any_of: ["1", "2"]}   # optional; or Q00=1|2
        options: [{code: "1", label: {ja: …, en: …}, exclusive: false}]

Optional for the wave: frame, weighting, domains, disclosure; for a question: wording_basis, unit,
min and max (limits a number must keep; min is 0 where nothing is said), same_as (the question of
another wave that asks the same), comparability.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import polars as pl
from pydantic import BeforeValidator, Field, model_validator

from dagster_project.readers.eras import parse_date
from dagster_project.readers.layout import Bilingual, Strict, Text
from dagster_project.readers.yaml_lines import Misstatement, validate_yaml

Disclosure = Literal["public", "aggregate", "never"]


def _as_period_text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _as_routing(value: Any) -> Any:
    """`Q02=1|2` as {question: Q02, any_of: [1, 2]}; anything else as it is."""
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"\s*([\w.-]+)\s*=\s*([\w.-]+(?:\s*\|\s*[\w.-]+)*)\s*", value)
    if found is None:
        raise Misstatement(
            f"「{value}」は「設問=選択肢」または「設問=選択肢|選択肢」の形になっていません",
            f'"{value}" is not of the form question=option or question=option|option',
        )
    return {"question": found[1], "any_of": [code.strip() for code in found[2].split("|")]}


PeriodText = Annotated[
    str, BeforeValidator(_as_period_text), Field(pattern=r"^\d{4}-\d{2}(-\d{2})?$")
]


class FieldPeriod(Strict):
    start: PeriodText
    end: PeriodText

    @model_validator(mode="after")
    def _in_order(self) -> FieldPeriod:
        first, last = parse_date(self.start), parse_date(self.end)
        if first is None or last is None or first.precision not in ("day", "month"):
            raise Misstatement(
                "start と end は 2023-10-20 または 2023-10 の形の実在する日付にしてください",
                "start and end must be real dates such as 2023-10-20 or 2023-10",
            )
        if first.day > last.day:
            raise Misstatement("start が end より後になっています", "start is later than end")
        return self


class Routing(Strict):
    """Who is asked: those who chose one of these options of an earlier question."""

    question: str
    any_of: list[Text] = Field(min_length=1)


class Option(Strict):
    code: Text = Field(min_length=1)
    label: Bilingual
    exclusive: bool = False


class Question(Strict):
    id: str = Field(min_length=1)
    text: Bilingual
    type: Literal["single", "multiple", "numeric", "text"]
    type_basis: Literal["known", "unknown"] = "known"
    wording_basis: str | Bilingual | None = None
    unit: str | Bilingual | None = None
    min: float | None = None
    max: float | None = None
    disclosure: Disclosure
    universe: Bilingual
    asked_if: Annotated[Routing | None, BeforeValidator(_as_routing)] = None
    same_as: str | list[str] | dict[str, Any] | None = None
    comparability: str | Bilingual | dict[str, Any] | None = None
    options: list[Option] = []

    @model_validator(mode="after")
    def _options_fit_type(self) -> Question:
        has_choices = self.type in ("single", "multiple")
        if has_choices != bool(self.options):
            raise Misstatement(
                "type が single または multiple の設問には options が必要で、numeric と text には使用できません",
                "questions of type single or multiple need options; numeric and text have none",
                ("type",),
            )
        codes = [option.code for option in self.options]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise Misstatement(
                f"選択肢の code が重複しています: {', '.join(twice)}",
                f"option codes are used twice: {', '.join(twice)}",
                ("options", len(codes) - 1 - codes[::-1].index(twice[0])),
            )
        return self


class Instrument(Strict):
    """One questionnaire wave."""

    wave_id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: Bilingual
    field_period: FieldPeriod
    universe: str = Field(min_length=1)
    universe_note: Bilingual | None = None
    frame: Any = None
    nature: Literal["published", "press", "submitted", "sample"]
    weighting: Any = None
    domains: Any = None
    disclosure: Any = None
    questions: list[Question] = Field(min_length=1)

    @model_validator(mode="after")
    def _questions_agree(self) -> Instrument:
        seen: dict[str, set[str]] = {}
        for position, question in enumerate(self.questions):
            at = ("questions", position)
            if question.id in seen:
                raise Misstatement(
                    f"設問の id「{question.id}」が重複しています",
                    f'question id "{question.id}" is used twice',
                    (*at, "id"),
                )
            if question.asked_if is not None:
                _check_routing(question.asked_if, seen, (*at, "asked_if"))
            seen[question.id] = {option.code for option in question.options}
        return self


def _check_routing(
    routing: Routing, seen: dict[str, set[str]], place: tuple[int | str, ...]
) -> None:
    """Refuse routing that points to no earlier question or to options it does not have."""
    codes = seen.get(routing.question)
    if codes is None:
        raise Misstatement(
            f"前にある設問に「{routing.question}」というものはありません",
            f'"{routing.question}" is no earlier question',
            place,
        )
    unknown = [code for code in routing.any_of if codes and code not in codes]
    if unknown:
        raise Misstatement(
            f"設問 {routing.question} に選択肢「{', '.join(unknown)}」はありません",
            f"question {routing.question} has no option {', '.join(unknown)}",
            place,
        )


@dataclass(frozen=True)
class InstrumentFrames:
    """The instrument as the raw tables survey_wave, survey_question and survey_option."""

    survey_wave: pl.DataFrame
    survey_question: pl.DataFrame
    survey_option: pl.DataFrame


def load_instrument(path: Path) -> Instrument:
    """The instrument at `path`; raises InputProblem naming the line and the fix."""
    return validate_yaml(Path(path), Instrument)


def instrument_frames(instrument: Instrument) -> InstrumentFrames:
    """The three tables; positions count from 1 in the order of the questionnaire."""
    start, end = parse_date(instrument.field_period.start), parse_date(instrument.field_period.end)
    if start is None or end is None:  # the model has made sure of both
        raise ValueError(instrument.field_period)
    wave = {
        "wave_id": instrument.wave_id,
        "title_ja": instrument.title.ja,
        "title_en": instrument.title.en,
        "field_start": start.day,
        "field_end": end.day,
        "field_end_precision": end.precision,
        "universe": instrument.universe,
        "nature": instrument.nature,
    }
    questions = [
        {
            "wave_id": instrument.wave_id,
            "question_id": question.id,
            "position": position,
            "text_ja": question.text.ja,
            "text_en": question.text.en,
            "question_type": question.type,
            "type_basis": question.type_basis,
            "disclosure": question.disclosure,
            "universe_ja": question.universe.ja,
            "universe_en": question.universe.en,
        }
        for position, question in enumerate(instrument.questions, start=1)
    ]
    options = [
        {
            "wave_id": instrument.wave_id,
            "question_id": question.id,
            "option_code": option.code,
            "position": position,
            "label_ja": option.label.ja,
            "label_en": option.label.en,
        }
        for question in instrument.questions
        for position, option in enumerate(question.options, start=1)
    ]
    return InstrumentFrames(
        survey_wave=pl.DataFrame([wave]),
        survey_question=pl.DataFrame(questions, schema_overrides={"position": pl.Int64}),
        survey_option=pl.DataFrame(
            options,
            schema={
                "wave_id": pl.String,
                "question_id": pl.String,
                "option_code": pl.String,
                "position": pl.Int64,
                "label_ja": pl.String,
                "label_en": pl.String,
            },
        ),
    )
