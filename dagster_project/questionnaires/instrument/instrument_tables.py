"""Instruments as rows of the raw tables: waves, questions, options, routing and use of the frame."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.instrument.questions import Combined, Option, Question

_QUESTION_SCHEMA = {
    "wave_id": pl.String,
    "question_id": pl.String,
    "position": pl.Int64,
    "text_ja": pl.String,
    "text_en": pl.String,
    "question_type": pl.String,
    "type_basis": pl.String,
    "unit_ja": pl.String,
    "unit_en": pl.String,
    "disclosure": pl.String,
    "universe_ja": pl.String,
    "universe_en": pl.String,
    "same_as_wave_id": pl.String,
    "same_as_question_id": pl.String,
    "comparability": pl.String,
    "per_question_id": pl.String,
}
_ANY_OPTION_SCHEMA = {
    "wave_id": pl.String,
    "question_id": pl.String,
    "option_code": pl.String,
    "position": pl.Int64,
    "label_ja": pl.String,
    "label_en": pl.String,
}
_OPTION_SCHEMA = {**_ANY_OPTION_SCHEMA, "is_exclusive": pl.Boolean}
_COMBINED_SCHEMA = {**_ANY_OPTION_SCHEMA, "member_code": pl.String}
_ROUTING_SCHEMA = {
    "wave_id": pl.String,
    "question_id": pl.String,
    "asked_if_question_id": pl.String,
    "asked_if_option_code": pl.String,
}
_DESIGN_SCHEMA = {
    "wave_id": pl.String,
    "role": pl.String,
    "attribute": pl.String,
    "position": pl.Int64,
}


@dataclass(frozen=True)
class InstrumentFrames:
    """The raw tables made from one instrument.

    survey_combined_option: one row per option that a combined option takes together
    survey_routing: one row per question with asked_if and option that leads to it
    survey_design: one row per column of the frame in use, with its role (stratum, margin, domain)
    """

    survey_wave: pl.DataFrame
    survey_question: pl.DataFrame
    survey_option: pl.DataFrame
    survey_combined_option: pl.DataFrame
    survey_routing: pl.DataFrame
    survey_design: pl.DataFrame


def instrument_frames(instrument: Instrument) -> InstrumentFrames:
    """The tables of one instrument; positions count from 1 in the order of the questionnaire."""
    return InstrumentFrames(
        survey_wave=_waves(instrument),
        survey_question=_questions(instrument),
        survey_option=_options(instrument),
        survey_combined_option=_combined(instrument),
        survey_routing=_routing(instrument),
        survey_design=_design(instrument),
    )


def _waves(instrument: Instrument) -> pl.DataFrame:
    period = instrument.field_period
    wave = {
        "wave_id": instrument.wave_id,
        "title_ja": instrument.title.ja,
        "title_en": instrument.title.en,
        "field_start": period.first.day,
        "field_end": period.last.day,
        "field_end_precision": period.last.precision,
        "interim_as_of": instrument.interim_as_of,
        "universe": instrument.universe,
        "universe_note_ja": instrument.universe_note.ja if instrument.universe_note else None,
        "universe_note_en": instrument.universe_note.en if instrument.universe_note else None,
        "has_own_frame": instrument.frame is not None,
        "nature": instrument.nature,
        "weighting_method": instrument.weighting.method,
        "disclosure_threshold": instrument.disclosure.threshold,
        "disclosure_minimum_base": instrument.disclosure.minimum_base,
        "disclosure_dominance_percent": instrument.disclosure.dominance_percent,
    }
    # What an instrument does not have is of its kind all the same.
    kinds = {"interim_as_of": pl.Date, "universe_note_ja": pl.String, "universe_note_en": pl.String}
    return pl.DataFrame([wave], schema_overrides=kinds)


def _questions(instrument: Instrument) -> pl.DataFrame:
    rows = []
    disclosures = instrument.disclosures()
    for position, question in enumerate(instrument.questions, start=1):
        universe_ja, universe_en = _universe(question)
        same_wave, _, same_question = (question.same_as or "").partition(".")
        rows.append(
            {
                "wave_id": instrument.wave_id,
                "question_id": question.id,
                "position": position,
                "text_ja": question.text.ja,
                "text_en": question.text.en,
                "question_type": question.type,
                "type_basis": question.type_basis,
                "unit_ja": question.unit.ja if question.unit else None,
                "unit_en": question.unit.en if question.unit else None,
                "disclosure": disclosures[question.id],
                "universe_ja": universe_ja,
                "universe_en": universe_en,
                "same_as_wave_id": same_wave or None,
                "same_as_question_id": same_question or None,
                "comparability": (question.comparability or "identical") if same_wave else None,
                "per_question_id": question.per,
            }
        )
    return pl.DataFrame(rows, schema=_QUESTION_SCHEMA)


def _universe(question: Question) -> tuple[str, str]:
    """Who was to answer, as stated or else as the routing says."""
    if question.universe is not None:
        return question.universe.ja, question.universe.en
    if question.asked_if is None:
        return "回答した全団体", "All responding bodies"
    codes = question.asked_if.any_of
    return (
        f"{question.asked_if.question}で{'又は'.join(codes)}を選んだ団体",
        f"Bodies that chose {' or '.join(codes)} in {question.asked_if.question}",
    )


def _options(instrument: Instrument) -> pl.DataFrame:
    rows = [
        {**_option(instrument, question, option, position), "is_exclusive": option.exclusive}
        for question in instrument.questions
        for position, option in enumerate(question.options, start=1)
    ]
    return pl.DataFrame(rows, schema=_OPTION_SCHEMA)


def _combined(instrument: Instrument) -> pl.DataFrame:
    rows = [
        {**_option(instrument, question, combined, position), "member_code": member}
        for question in instrument.questions
        # After the options, in the order of the instrument.
        for position, combined in enumerate(question.combined, start=len(question.options) + 1)
        for member in combined.of
    ]
    return pl.DataFrame(rows, schema=_COMBINED_SCHEMA)


def _option(instrument: Instrument, question: Question, option: Option | Combined, position: int) -> dict:
    """What a row says of an option, of one that is offered as of one that takes several together."""
    return {
        "wave_id": instrument.wave_id,
        "question_id": question.id,
        "option_code": option.code,
        "position": position,
        "label_ja": option.label.ja,
        "label_en": option.label.en,
    }


def _routing(instrument: Instrument) -> pl.DataFrame:
    rows = [
        {
            "wave_id": instrument.wave_id,
            "question_id": question.id,
            "asked_if_question_id": question.asked_if.question,
            "asked_if_option_code": code,
        }
        for question in instrument.questions
        if question.asked_if is not None
        for code in question.asked_if.any_of
    ]
    return pl.DataFrame(rows, schema=_ROUTING_SCHEMA)


def _design(instrument: Instrument) -> pl.DataFrame:
    weighting = instrument.weighting
    roles = {
        "stratum": [weighting.strata] if weighting.strata else [],
        "margin": weighting.margins if weighting.method == "raked" else [],
        "domain": instrument.domains,
    }
    rows = [
        {"wave_id": instrument.wave_id, "role": role, "attribute": attribute, "position": position}
        for role, attributes in roles.items()
        for position, attribute in enumerate(attributes, start=1)
    ]
    return pl.DataFrame(rows, schema=_DESIGN_SCHEMA)
