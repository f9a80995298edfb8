"""A text that YAML cut, that stands in one language only or says much less in one of them stops the site."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.unit.evidence_reports.page_code import SITE


def problems(folder: Path, text: str) -> list[str]:
    (folder / "labels").mkdir()
    (folder / "labels" / "site.yml").write_text(text, encoding="utf-8")
    module = (SITE / "scripts" / "labels.mjs").as_uri()
    script = f"import {{ readLabels }} from '{module}'; console.log(readLabels('{folder}').problems.join('\\n'))"
    done = subprocess.run(["node", "--input-type=module", "-e", script], capture_output=True, text=True, check=True, cwd=SITE)
    return done.stdout.split("\n")[:-1] if done.stdout.strip() else []


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
        ("a.b: {ja: 比較する。, en: 'Each municipality beside its peers and its prefecture.'}", "much less"),
    ],
)
def test_a_text_that_is_cut_missing_or_much_shorter_is_named(tmp_path, text, words):
    found = problems(tmp_path, text + "\n")
    assert found and all("labels/site.yml: a.b" in line for line in found) and any(words in line for line in found)
