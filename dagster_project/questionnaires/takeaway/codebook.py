"""The codebook of a wave: what each variable of its answers is, for people and as DDI-Codebook 2.5.

A question is one variable; a multiple question is one variable per option, held together by a
group. Options taken together and ratios are no variables of the answers but made from them, and are noted
with their question. Names follow the tidy tables: question_id, or question_id and option code.
See https://ddialliance.org/Specification/DDI-Codebook/2.5/ for the elements and their order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from dagster_project.common.yaml_values import Bilingual
from dagster_project.questionnaires.form import form_words
from dagster_project.questionnaires.form.identity import form_version, question_number
from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.instrument.questions import Question

NAMESPACE = "ddi:codebook:2_5"
_XML = "http://www.w3.org/XML/1998/namespace"

TICKED = (
    ("1", Bilingual(ja="選択した", en="Chosen")),
    ("0", Bilingual(ja="選択していない", en="Not chosen")),
)
# What the answers' status means where there is no value.
NO_VALUE = (
    ("missing", Bilingual(ja="無回答", en="Asked, not answered")),
    ("skipped", Bilingual(ja="非該当(回答の必要なし)", en="Not asked")),
)
EVERYBODY = Bilingual(**form_words.EVERYBODY)


@dataclass(frozen=True)
class Variable:
    """One variable. `categories`: (code, label) of the values it can take, empty for numbers and texts."""

    name: str
    question_id: str
    number_ja: str
    number_en: str
    label: Bilingual
    question: Bilingual
    universe: Bilingual
    kind: str  # single | ticked | numeric | text
    unit: Bilingual | None
    low: float | None
    high: float | None
    is_published: bool
    wording_basis: str | None
    categories: tuple[tuple[str, Bilingual], ...]


def variables(instrument: Instrument) -> list[Variable]:
    """The variables in the order of the questionnaire."""
    return [
        variable
        for place, question in enumerate(instrument.questions, start=1)
        for variable in _of_question(question, place, instrument)
    ]


def _of_question(question: Question, place: int, instrument: Instrument) -> list[Variable]:
    common: dict[str, Any] = {
        "question_id": question.id,
        "number_ja": question_number(place, "ja"),
        "number_en": question_number(place, "en"),
        "question": question.text,
        "universe": question.universe or _universe(question, instrument),
        "unit": question.unit,
        "low": question.smallest if question.type == "numeric" else None,
        "high": question.max,
        "is_published": question.disclosure != "never",
        "wording_basis": None if question.wording_basis is None else _as_text(question.wording_basis),
    }
    if question.type == "multiple":
        return [
            Variable(name=f"{question.id}_{option.code}", label=option.label, kind="ticked", categories=TICKED, **common)
            for option in question.options
        ]
    categories = tuple((option.code, option.label) for option in question.options)
    return [Variable(name=question.id, label=question.text, kind=question.type, categories=categories, **common)]


def _universe(question: Question, instrument: Instrument) -> Bilingual:
    """Who is asked, from the routing where the instrument has no words for it."""
    if question.asked_if is None:
        return EVERYBODY
    numbers = {each.id: place for place, each in enumerate(instrument.questions, start=1)}
    before = next(each for each in instrument.questions if each.id == question.asked_if.question)
    chosen = [option.label for option in before.options if option.code in question.asked_if.any_of]
    return Bilingual(
        ja=f"{question_number(numbers[before.id], 'ja')}で{'又は'.join(f'「{label.ja}」' for label in chosen)}を選んだ団体",
        en=f"Those that chose {' or '.join(label.en for label in chosen)} in {question_number(numbers[before.id], 'en')}",
    )


def _as_text(basis: str | Bilingual) -> str:
    return basis if isinstance(basis, str) else f"{basis.ja} / {basis.en}"


def ddi_codebook(instrument: Instrument) -> bytes:
    """The codebook as a DDI-Codebook 2.5 document (UTF-8), the same bytes for the same instrument."""
    ET.register_namespace("", NAMESPACE)
    book = ET.Element(_tag("codeBook"), {"version": "2.5", f"{{{_XML}}}lang": "ja"})
    _study(book, instrument)
    data = ET.SubElement(book, _tag("dataDscr"))
    found = variables(instrument)
    for question in instrument.questions:
        if question.type == "multiple":
            names = [_id(each.name) for each in found if each.question_id == question.id]
            group = ET.SubElement(
                data, _tag("varGrp"), {"ID": _id(f"group_{question.id}"), "type": "multipleResp", "var": " ".join(names)}
            )
            _both(group, "labl", question.text)
            for words in derivations(question):
                _both(group, "notes", words)
    notes = {question.id: derivations(question) for question in instrument.questions if question.type != "multiple"}
    for variable in found:
        _variable(data, variable, notes.get(variable.question_id, []))
    ET.indent(book)
    return ET.tostring(book, encoding="utf-8", xml_declaration=True) + b"\n"


def _study(book: ET.Element, instrument: Instrument) -> None:
    study = ET.SubElement(book, _tag("stdyDscr"))
    title = ET.SubElement(ET.SubElement(study, _tag("citation")), _tag("titlStmt"))
    _text(title, "titl", instrument.title.ja, "ja")
    _text(title, "parTitl", instrument.title.en, "en")
    ET.SubElement(title, _tag("IDNo"), {"agency": "wave_id"}).text = instrument.wave_id
    ET.SubElement(title, _tag("IDNo"), {"agency": "form_version"}).text = form_version(instrument)
    summary = ET.SubElement(ET.SubElement(study, _tag("stdyInfo")), _tag("sumDscr"))
    for event in ("start", "end"):
        day = getattr(instrument.field_period, event)
        ET.SubElement(summary, _tag("collDate"), {"event": event, "date": day}).text = day
    ET.SubElement(summary, _tag("universe")).text = instrument.universe
    if instrument.nature == "sample":
        notes = Bilingual(ja="動作例として作成したもの。実際の調査ではない。", en="Made up to show the system; no real survey.")
        _both(study, "notes", notes)


def derivations(question: Question) -> list[Bilingual]:
    """What results are made from the answers to a question beside those of its options."""
    found = [
        Bilingual(
            ja=f"再掲 {combined.code}「{combined.label.ja}」: {'、'.join(combined.of)} のいずれか",
            en=f"Combined {combined.code}, {combined.label.en}: any of {', '.join(combined.of)}",
        )
        for combined in question.combined
    ]
    if question.per is not None:
        found.append(Bilingual(ja=f"比: {question.per} の合計に対する比", en=f"Ratio: to the total of {question.per}"))
    return found


def _variable(data: ET.Element, variable: Variable, derived: list[Bilingual]) -> None:
    attributes = {"ID": _id(variable.name), "name": variable.name}
    attributes["intrvl"] = "contin" if variable.kind == "numeric" else "discrete"
    node = ET.SubElement(data, _tag("var"), attributes)
    _both(node, "labl", variable.label)
    if not variable.is_published:
        security = Bilingual(ja="公表しない(自由記述、連絡先等)", en="Not published (free text, contacts)")
        _both(node, "security", security)
    question = ET.SubElement(node, _tag("qstn"), {"seqNo": variable.number_en.removeprefix("Q")})
    _both(question, "qstnLit", variable.question)
    if variable.low is not None:
        limits = {"min": f"{variable.low:.15g}"} | ({} if variable.high is None else {"max": f"{variable.high:.15g}"})
        ET.SubElement(ET.SubElement(node, _tag("valrng")), _tag("range"), limits)
    _both(node, "universe", variable.universe)
    for code, label in (*variable.categories, *NO_VALUE):
        kind = {"missing": "Y"} if code in dict(NO_VALUE) else {}
        category = ET.SubElement(node, _tag("catgry"), kind)
        ET.SubElement(category, _tag("catValu")).text = code
        _both(category, "labl", label)
    kind = {"type": "numeric" if variable.kind == "numeric" else "character"}
    ET.SubElement(node, _tag("varFormat"), kind)
    if variable.unit is not None:
        _both(node, "notes", Bilingual(ja=f"単位: {variable.unit.ja}", en=f"Unit: {variable.unit.en}"))
    for words in derived:
        _both(node, "notes", words)
    if variable.wording_basis is not None:
        ET.SubElement(node, _tag("notes"), {"subject": "wording"}).text = variable.wording_basis


def _both(parent: ET.Element, name: str, words: Bilingual) -> None:
    _text(parent, name, words.ja, "ja")
    _text(parent, name, words.en, "en")


def _text(parent: ET.Element, name: str, text: str, language: str) -> None:
    ET.SubElement(parent, _tag(name), {f"{{{_XML}}}lang": language}).text = text


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _id(name: str) -> str:
    """An XML id: letters, digits, - and _ only, a letter first; other characters by their number, so that ids differ."""
    return "v_" + re.sub(r"[^A-Za-z0-9_]", lambda found: f"-{ord(found[0]):x}-", name)
