"""The codebook names every variable in both languages, and is a well-formed DDI document."""

from __future__ import annotations

from xml.etree import ElementTree

from dagster_project.common.yaml_values import Bilingual
from dagster_project.questionnaires.instrument.questions import Combined
from dagster_project.questionnaires.takeaway.codebook import NAMESPACE, ddi_codebook, variables

NS = {"d": NAMESPACE}


def test_a_multiple_question_is_one_variable_per_option(survey):
    assert [variable.name for variable in variables(survey.instrument)] == ["Q01", "Q02_1", "Q02_2", "Q02_9", "Q03", "Q04"]


def test_who_is_asked_follows_from_the_routing(survey):
    by_name = {variable.name: variable for variable in variables(survey.instrument)}
    assert by_name["Q02_1"].universe.ja == "問1で「ある」を選んだ団体"
    assert by_name["Q02_1"].universe.en == "Those that chose Yes in Q1"
    assert by_name["Q01"].universe.en == "All bodies surveyed"


def test_the_document_holds_titles_questions_categories_limits_and_secrets(survey):
    book = ElementTree.fromstring(ddi_codebook(survey.instrument))
    assert book.tag == f"{{{NAMESPACE}}}codeBook" and book.get("version") == "2.5"
    assert book.findtext(".//d:titl", namespaces=NS) == "試行調査"
    found = {node.get("name"): node for node in book.iterfind(".//d:var", NS)}
    assert len(found) == 6
    values = [node.text for node in found["Q01"].iterfind("d:catgry/d:catValu", NS)]
    assert values == ["1", "2", "missing", "skipped"]
    assert found["Q03"].find("d:valrng/d:range", NS).attrib == {"min": "0", "max": "200"}
    assert found["Q04"].find("d:security", NS) is not None and found["Q01"].find("d:security", NS) is None
    group = book.find(".//d:varGrp", NS)
    ids = {node.get("ID") for node in book.iterfind(".//d:var", NS)}
    assert set(group.get("var").split()) <= ids


def test_elements_stand_in_the_order_of_the_standard(survey):
    order = ["labl", "security", "qstn", "valrng", "universe", "catgry", "varFormat", "notes"]
    for node in ElementTree.fromstring(ddi_codebook(survey.instrument)).iterfind(".//d:var", NS):
        places = [order.index(child.tag.split("}")[1]) for child in node]
        assert places == sorted(places)


def test_the_same_instrument_gives_the_same_document(survey):
    assert ddi_codebook(survey.instrument) == ddi_codebook(survey.instrument)


def test_combined_options_and_ratios_are_noted_with_their_question(survey):
    first, *others = survey.instrument.questions
    together = Combined(code="T", label=Bilingual(ja="計", en="Either"), of=["1", "2"])
    number = next(question for question in others if question.type == "numeric")
    changed = {
        first.id: first.model_copy(update={"combined": [together]}),
        number.id: number.model_copy(update={"per": "Q09"}),
    }
    questions = [changed.get(question.id, question) for question in survey.instrument.questions]
    book = ElementTree.fromstring(ddi_codebook(survey.instrument.model_copy(update={"questions": questions})))
    notes = {node.get("name"): [note.text for note in node.iterfind("d:notes", NS)] for node in book.iterfind(".//d:var", NS)}
    assert "Combined T, Either: any of 1, 2" in notes[first.id]
    assert "Ratio: to the total of Q09" in notes[number.id]


def test_questions_named_in_japanese_have_ids_of_their_own(survey):
    first, *_ = survey.instrument.questions
    renamed = [first.model_copy(update={"id": "問一"}), first.model_copy(update={"id": "問二"})]
    book = ElementTree.fromstring(ddi_codebook(survey.instrument.model_copy(update={"questions": renamed})))
    ids = [node.get("ID") for node in book.iterfind(".//d:var", NS)]
    assert len(set(ids)) == 2
