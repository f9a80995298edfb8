"""Every rule has words in both languages, and a problem names what is known of it."""

import re

import pytest

from dagster_project.common.problems import QUARANTINE_REASONS, InputProblem, problems_of, quarantine_reason


@pytest.mark.parametrize("rule", QUARANTINE_REASONS)
def test_every_rule_has_a_reason_in_both_languages(rule: str) -> None:
    japanese, english = quarantine_reason(rule, {})
    assert re.search(r"[ぁ-ん]", japanese) and japanese.endswith("。")
    assert english.isascii() or "×" in english
    assert english.endswith(".")


def test_a_problem_names_only_what_is_known() -> None:
    message = str(InputProblem(problem_ja="甲", problem_en="a", fix_ja="乙", fix_en="b", file="f.csv", row=3))
    assert message.splitlines() == [
        "問題: 甲",
        "  ファイル: f.csv",
        "  行: 3",
        "直し方: 乙",
        "Problem: a",
        "  file: f.csv",
        "  row: 3",
        "How to fix: b",
    ]


@pytest.mark.parametrize(("known", "named"), [(None, "raw/f.csv"), ("other.csv", "other.csv")])
def test_a_problem_of_contents_gets_the_name_of_the_file_they_are_from(known: str | None, named: str) -> None:
    with pytest.raises(InputProblem) as raised, problems_of("raw/f.csv"):
        raise InputProblem(problem_ja="甲", problem_en="a", fix_ja="乙", fix_en="b", file=known, row=3)
    assert raised.value.file == named
    assert f"  file: {named}" in str(raised.value)


@pytest.mark.parametrize("rule", QUARANTINE_REASONS)
def test_a_reason_says_what_to_do_in_both_languages(rule: str) -> None:
    japanese, english = QUARANTINE_REASONS[rule]
    assert "てください" in japanese
    verbs = (
        "add|ask|change|check|convert|correct|end|export|fill|find|give|keep|leave|let|look|make|mend|obtain|put|remove|save|set"
        "|take|undo|write|close"
    )
    assert re.search(rf"(?:[:;,.] (?:or |and )?|^|or, )(?:{verbs})\b", english, re.IGNORECASE), english
