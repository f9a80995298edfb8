"""Receipts say what was found in words an official can act on, and carry nothing that could run."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import openpyxl
import polars as pl
import pytest

from dagster_project.questionnaires.intake.findings.finding_words import RULES
from dagster_project.questionnaires.office.office_tables import office_tables
from dagster_project.questionnaires.office.office_workbook import write_office_file
from dagster_project.questionnaires.office.receipts import safe_name, write_receipts
from tests.unit.questionnaires.filling import COMPLETE


@pytest.fixture
def page(survey, tmp_path):
    def make(name: str = "131016.html") -> str:
        folder = tmp_path / "receipts" / "trial"
        write_receipts(folder, survey.take_in(), survey.instrument, survey.units)
        return (folder / name).read_text(encoding="utf-8")

    return make


def test_a_good_form_is_thanked_for(survey, page):
    survey.fill()
    text = page()
    assert "東京都千代田区(131016) 御中" in text
    assert "受け付けました" in text and "問題はありませんでした" in text and "No problem was found" in text
    assert "要修正" not in text.split("<body>")[1]


def test_a_finding_names_question_cell_what_was_written_what_is_wrong_and_what_to_do(survey, page):
    survey.fill({**COMPLETE, "answer:Q03": "約20"})
    text = page()
    row = re.search(r"<tr>\s*<td class=\"mark\".*?</tr>", text, re.DOTALL)[0]
    for word in ("要修正", "問3 支所は何か所ありますか。", "調査票 D", "約20", "数字だけの記入ではない", "例: 20"):
        assert word in row, word
    assert "Please write digits only" in text and 'lang="en"' in text


def test_what_people_write_is_shown_as_text_and_nothing_runs(survey, page):
    attack = '<script>alert(1)</script><img src=x onerror="alert(1)">'
    survey.fill({**COMPLETE, "answer:Q03": attack})
    text = page()
    assert "<script" not in text and "<img" not in text and "&lt;script&gt;" in text


def test_a_page_asks_nothing_of_the_network(survey, page):
    survey.fill()
    text = page()
    assert "default-src 'none'" in text
    assert not re.search(r"(?:src|href)=|url\(|@import|https?://", text)


def test_a_file_that_belongs_to_no_body_gets_a_page_under_its_name(survey, page):
    survey.put("回答 最終.xlsx", b"")
    text = page("回答_最終.xlsx.html")
    assert "受け付けられませんでした" in text and "0バイト" in text and "もう一度提出" in text


def test_a_correction_and_the_first_form_stand_on_one_page(survey, page):
    survey.fill(name="first.xlsx")
    survey.fill({**COMPLETE, "unit:round": 2}, name="second.xlsx")
    text = page()
    assert text.index("<h2>second.xlsx</h2>") < text.index("<h2>first.xlsx(控え)</h2>")


def test_pages_of_an_earlier_run_do_not_stay_behind(survey, page, tmp_path):
    path = survey.put("empty.xlsx", b"")
    page("empty.xlsx.html")
    path.unlink()
    survey.fill()
    page()
    assert [file.name for file in (tmp_path / "receipts" / "trial").iterdir()] == ["131016.html"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", ".hidden", "名前 1", "a\x00b", ""])
def test_a_page_never_leaves_its_folder(name):
    safe = safe_name(name)
    assert safe and "/" not in safe and not safe.startswith(".") and "\x00" not in safe


def test_every_file_has_a_page_of_its_own_whatever_it_is_called(survey, tmp_path):
    names = ["a b.xlsx", "a_b.xlsx", "A_B.xlsx", "a/b.xlsx", f"{'長' * 80}1.xlsx", f"{'長' * 80}2.xlsx", "131016.html"]
    for name in names:
        survey.put(name, b"")
    survey.fill()
    pages = write_receipts(tmp_path / "receipts", survey.take_in(), survey.instrument, survey.units)
    assert len({page.name.casefold() for page in pages}) == len(names) + 1
    assert len(list((tmp_path / "receipts").iterdir())) == len(names) + 1


def test_letters_that_apple_takes_apart_are_put_together(survey, tmp_path):
    survey.put(unicodedata.normalize("NFD", "が.xlsx"), b"")
    [page] = write_receipts(tmp_path / "receipts", survey.take_in(), survey.instrument, survey.units)
    assert page.name == "が.xlsx.html"


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_says_what_is_wrong_and_what_to_do_in_both_languages(rule):
    words = RULES[rule]
    assert words.severity in ("error", "warning", "notice")
    for text in (words.problem_ja, words.fix_ja):
        assert re.search(r"[ぁ-ん]", text) and re.search(r"(。|\{expected\}|\))$", text), text
    for text in (words.problem_en, words.fix_en):
        assert not re.search(r"[ぁ-んァ-ヶ]", text) and re.search(r"([.]|\{expected\})$", text), text


def test_the_office_sees_submissions_findings_who_is_missing_and_prefectures(survey, tmp_path):
    survey.fill(name="a.xlsx")
    survey.fill({**COMPLETE, "unit:code": "261009", "answer:Q03": "約20"}, name="b.xlsx")
    survey.fill({"unit:code": "011002"}, name="c.xlsx")
    intake = survey.take_in()
    found = office_tables(intake, survey.instrument, survey.units)
    assert dict(found["概要"].iter_rows()) == {
        "対象団体": 5,
        "回答団体": 2,
        "うち要修正のある団体": 1,
        "未回答団体": 3,
        "うち提出されたが受け付けられなかった団体": 1,
        "受領したファイル": 3,
        "うち受け付けられなかったファイル": 1,
        "うち後の提出により控えとなったファイル": 0,
        "うち期限後のファイル": 0,
    }
    assert found["未回答団体"].select("団体コード", "状況").rows() == [
        ("011002", "提出されたが受け付けられず"),
        ("131024", "未提出"),
        ("473820", "未提出"),
    ]
    path = tmp_path / "office.xlsx"
    write_office_file(path, intake, survey.instrument, survey.units)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["概要", "日別", "都道府県別", "未回答団体", "提出一覧", "指摘一覧", "規則別"]


def test_the_office_sees_day_by_day_what_had_come_in(survey):
    survey.fill({**COMPLETE, "answer:Q03": "約20"}, name="a.xlsx")
    survey.fill({**COMPLETE, "unit:round": 2, "unit:date": "2026/10/20"}, name="b.xlsx")
    survey.fill({**COMPLETE, "unit:code": "261009", "unit:date": "2026/11/2"}, name="c.xlsx")
    survey.fill({**COMPLETE, "unit:code": "011002", "unit:date": None}, name="d.xlsx")
    days = office_tables(survey.take_in(), survey.instrument, survey.units)["日別"]
    assert days.select("日", "区分", "回答団体", "うち要修正なし", "うち要修正あり", "うち期限後", "未回答団体").rows() == [
        (date(2026, 10, 1), "中間", 0, 0, 0, 0, 5),
        (date(2026, 10, 5), "中間", 1, 0, 1, 0, 4),
        (date(2026, 10, 20), "中間", 1, 1, 0, 0, 4),
        (date(2026, 10, 30), "中間", 1, 1, 0, 0, 4),
        (date(2026, 11, 2), "期限後", 2, 2, 0, 1, 3),
        (date(2026, 11, 2), "最終", 3, 3, 0, 1, 2),
    ]


def test_the_office_sees_which_rules_are_broken_in_which_question(survey):
    survey.fill({**COMPLETE, "answer:Q03": "約20"}, name="a.xlsx")
    survey.fill({**COMPLETE, "unit:code": "261009", "answer:Q03": "20人"}, name="b.xlsx")
    found = office_tables(survey.take_in(), survey.instrument, survey.units)["規則別"]
    assert found.select("設問", "区分", "規則", "指摘の数", "ファイルの数").rows() == [
        ("問3(Q03)", "要修正", "not_a_number", 2, 2)
    ]


def test_population_bands_are_called_as_the_warehouse_calls_them(survey):
    survey.fill()
    units = survey.units.with_columns(population_band=pl.Series(["under_100k", "300k_plus", None, "300k_plus", "x"]))
    bands = office_tables(survey.take_in(), survey.instrument, units)["人口規模別"]
    assert bands.select("人口規模", "対象団体", "回答団体").rows() == [
        ("10万人未満", 1, 0),
        ("30万人以上", 2, 1),
        ("—", 1, 0),
        ("x", 1, 0),
    ]


def test_the_office_workbook_holds_what_was_written_as_text(survey, tmp_path):
    survey.fill({**COMPLETE, "answer:Q03": "'=1+1"})
    survey.fill({**COMPLETE, "unit:code": "131024", "unit:section": "+cmd|' /C calc'!A0"}, name="b.xlsx")
    path = tmp_path / "office.xlsx"
    write_office_file(path, survey.take_in(), survey.instrument, survey.units)
    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert "+cmd|' /C calc'!A0" in {cell.value for cell in cells}
