"""A YAML file that cannot be used is answered with its line, the key as people know it, and our own words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dagster_project.common.problems import InputProblem
from dagster_project.common.yaml_lines import load_yaml, validate_yaml
from dagster_project.common.yaml_values import Strict


class Entry(Strict):
    file: str
    sha256: str
    rows: int = 0
    day: date | None = None


class Folder(Strict):
    files: list[Entry]


def refused(path: Path, text: str) -> InputProblem:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputProblem) as caught:
        validate_yaml(path, Folder)
    return caught.value


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder.yml"


def test_a_missing_key_is_named_by_the_entry_it_belongs_to(path: Path) -> None:
    problem = refused(path, "files:\n  - {file: a.csv, sha256: x}\n  - file: b.csv\n    rows: 1\n")
    assert (problem.row, problem.column) == (3, "files[b.csv].sha256")
    assert "3行目 「files[b.csv].sha256」がありません。" in problem.problem_ja
    assert 'line 3 "files[b.csv].sha256" is missing: write it' in problem.problem_en


def test_a_key_with_nothing_behind_it_is_not_taken_for_one_that_is_not_there(path: Path) -> None:
    problem = refused(path, "files:\n  - file: a.csv\n    sha256: x\n    day:\n  - {file: b.csv, sha256: x, day: null}\n")
    assert (problem.row, problem.column) == (4, "files[a.csv].day")
    assert "4行目 「files[a.csv].day」: 空です。記入するか、キーごと削除してください / 5行目" in problem.problem_ja
    assert 'line 4 "files[a.csv].day": is empty: fill it in, or take the key out / line 5' in problem.problem_en


def test_a_misspelt_key_is_told_once(path: Path) -> None:
    problem = refused(path, "files:\n  - file: a.csv\n    sha265: x\n")
    assert "/" not in problem.problem_en and "missing" not in problem.problem_en
    assert 'line 3 "files[a.csv].sha265" is not a key of this file. Did you mean "sha256"?' in problem.problem_en


def test_an_entry_without_a_name_is_counted_from_one(path: Path) -> None:
    assert refused(path, "files:\n  - {sha256: x}\n").column == "files[1].file"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("rows: many", ("値「many」は整数にしてください", '"many" must be a whole number')),
        ("rows: 1.5", ("値「1.5」は整数にしてください", '"1.5" must be a whole number')),
        ("day: 2024-13-01", ("日付(2024-04-01 の形)にしてください", "must be a day, such as 2024-04-01")),
        ("sha256: [x]", ("文字として読めません", "is not text")),
    ],
)
def test_what_is_wrong_with_a_value_is_said_in_both_languages(path: Path, value: str, words: tuple[str, str]) -> None:
    problem = refused(path, f"files:\n  - file: a.csv\n    {value}\n" + ("" if "sha" in value else "    sha256: x\n"))
    assert words[0] in problem.problem_ja and words[1] in problem.problem_en
    assert problem.row == 3


BROKEN = [
    ("a: 1\nb: 2\na: 3\n", 3, "キー「a」が2回", 'the key "a" is written twice'),
    ("a: b: c\n", 1, "コロン", "colon"),
    ("a: 1\n  b: 2\n", 2, "字下げ", "indented"),
    ("a: 1\nb\nc: 2\n", 2, "コロン(:)がありません", "no colon"),
    ("a:\n\tb: 1\n", 2, "タブ", "tab"),
    ("a: 1\nb: @x\n", 2, "「@」", '"@"'),
    ('a: 1\nb: "x\nc: 1\n', 2, "引用符が閉じられていません", "quote is not closed"),
    ("a: 1\nb: {ja: x, en: y\nc: 1\n", 2, "「}」", '"}"'),
    ("a:\n  b: 1\n c: 2\n", 3, "字下げ", "indented"),
    ("a: 1\nb: *x\n", 2, "*x", "*x"),
    ("a: 1\nb: \x00\n", 2, "制御文字", "control character"),
    ("a: 1\n---\nb: 1\n", 2, "---", "---"),
    ("%a: 1\n", 2, "書き方", "not written as YAML"),
]


@pytest.mark.parametrize(("text", "line", "japanese", "english"), BROKEN)
def test_a_text_that_is_no_yaml_is_explained_in_our_words(
    path: Path, text: str, line: int, japanese: str, english: str
) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputProblem) as caught:
        load_yaml(path)
    problem = caught.value
    assert (problem.file, problem.row) == (str(path), line)
    assert japanese in problem.problem_ja and english in problem.problem_en
    # Nothing of what the library says: its words are neither Japanese nor about the file.
    assert not any(words in str(problem) for words in ("expected", "while", "token", "mapping values", "#x"))


def test_the_line_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "sources.yml").write_bytes("subject: areas\ntitle: 人口\n".encode("cp932"))
    with pytest.raises(InputProblem, match="not UTF-8") as refused:
        load_yaml(tmp_path / "sources.yml")
    assert refused.value.row == 2


def test_brackets_without_an_end_are_told_and_no_stack(tmp_path: Path) -> None:
    (tmp_path / "sources.yml").write_text(f"a: {'[' * 3000}{']' * 3000}\n", encoding="utf-8")
    with pytest.raises(InputProblem, match="nested too deeply"):
        load_yaml(tmp_path / "sources.yml")
