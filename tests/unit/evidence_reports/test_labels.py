"""A text that YAML cut, that stands in one language only or says much less in one of them stops the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.evidence_reports.page_code import evaluated


def problems(folder: Path, text: str) -> list[str]:
    (folder / "labels").mkdir()
    (folder / "labels" / "site.yml").write_text(text, encoding="utf-8")
    return evaluated("readLabels(given).problems", "import { readLabels } from './scripts/labels.mjs';", str(folder))


def test_both_texts_whole_are_no_problem(tmp_path):
    assert problems(tmp_path, "a.b: {ja: 画面の幅に応じて図を描いた。, en: 'Drawings are made twice, for each width.'}\n") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a.b: {ja: 図を描いた。, en: Drawings are made, one for each width}", "cut before"),
        ("a.b: {ja: 図, en: ''}", 'no text in "en"'),
        ("a.b: {ja: 図}", 'no text in "en"'),
        ("a.b: {ja: 2024年1月1日現在で1}", 'no text in "en"'),
        ("a.b: {ja: '{count}件', en: 'none'}", "different {placeholders}"),
        ("a.b: {ja: 市区町村ごとに人口と高齢化を比較団体及び都道府県と比べる。, en: Compared.}", "much less"),
        ("a.b: {ja: 市区町村別の人口及び高齢化の比較, en: Population}", "much less"),
        ("a.b: {ja: 比較する。, en: 'Each municipality beside its peers and its prefecture.'}", "much less"),
    ],
)
def test_a_text_that_is_cut_missing_or_much_shorter_is_named(tmp_path, text, words):
    found = problems(tmp_path, text + "\n")
    assert found and all("labels/site.yml: a.b" in line for line in found) and any(words in line for line in found)


def digits(folder: Path, text: str, reasons: str = "{}", handouts: str = "{}") -> list[str]:
    (folder / "handouts").mkdir()
    (folder / "handouts" / "words.yml").write_text(handouts, encoding="utf-8")
    (folder / "labels").mkdir()
    (folder / "labels" / "site.yml").write_text(text, encoding="utf-8")
    (folder / "pages").mkdir()
    (folder / "components").mkdir()
    (folder / "pages" / "one.js").write_text("t('a.b')", encoding="utf-8")
    rules = "{ja: [{allowed: '第\\d+号', because: a law}], en: [{allowed: 'No\\. \\d+', because: a law}], "
    (folder / "written_digits.yml").write_text(f"{rules}labels: {{ja: [], en: [], keys: {reasons}}}}}\n", encoding="utf-8")
    return evaluated("checkLabels(given).problems", "import { checkLabels } from './scripts/labels.mjs';", str(folder))


def test_a_number_typed_into_a_label_is_told(tmp_path):
    found = digits(tmp_path, "a.b: {ja: '全国に1,741団体ある。', en: 'There are 1,741 municipalities.'}\n")
    assert len(found) == 2 and all("a.b" in line and '"1,741' in line for line in found)


def test_a_number_of_a_law_and_one_taken_from_the_data_are_not(tmp_path):
    assert digits(tmp_path, "a.b: {ja: '法律第120号による{count}団体', en: 'Act No. 120, {count} bodies'}\n") == []


def test_a_reason_lets_a_number_stand_and_one_that_nothing_needs_is_told(tmp_path):
    assert digits(tmp_path, "a.b: {ja: 'A4の用紙', en: 'A4 paper'}\n", "{a.b: a size of paper}") == []


def test_a_reason_that_nothing_needs_is_told(tmp_path):
    found = digits(tmp_path, "a.b: {ja: 用紙, en: Paper}\n", "{a.b: a size of paper}")
    assert found == ["written_digits.yml: a.b needs no reason any more"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("see: {ja: '数値は{tables}に示す。'}", 'handouts/words.yml: see: no text in "en"'),
        ("see: {ja: '数値は{tables}に示す。', en: 'Figures.'}", "handouts/words.yml: see: the languages have different"),
        ("see: {ja: 全国の1741団体, en: All 1741 bodies}", 'see holds the digits "1741"'),
        ("see: {ja: 全国, en: Japan}", ""),
    ],
)
def test_the_words_of_the_handouts_are_looked_through_like_labels(tmp_path, text, told):
    found = digits(tmp_path, "a.b: {ja: 用紙, en: Paper}\n", handouts=text)
    assert any(told in line for line in found) if told else found == []


@pytest.mark.parametrize(
    ("count", "text"), [("1", "1 body"), (1, "1 body"), ("0", "0 bodies"), ("21", "21 bodies"), ("1,001", "1,001 bodies")]
)
def test_one_of_them_is_no_plural(count, text):
    fill = "import { fill } from './components/helpers/texts.js';"
    assert evaluated("fill('{count} {count|body|bodies}', 'a.b', given)", fill, {"count": count}) == text
