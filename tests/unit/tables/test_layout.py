"""A layout that is wrong is refused with its line, its key and what would be right."""

from collections.abc import Callable

import pytest

from dagster_project.common.problems import InputProblem
from dagster_project.tables.layout import Layout

GOOD = """
columns:
  - {name: area, required: true}
  - {name: volume_items, header: [値, 数], type: integer, factor: 10000}
  - {name: as_of, type: partial_date}
key: [as_of_date, area]
"""


def refusal(layout_of: Callable[[str], Layout], yaml: str) -> InputProblem:
    with pytest.raises(InputProblem) as caught:
        layout_of(yaml)
    return caught.value


def test_a_good_layout_names_the_columns_of_its_table(layout_of: Callable[[str], Layout]) -> None:
    layout = layout_of(GOOD)
    outputs = [name for column in layout.columns for name in column.outputs]
    assert outputs == ["area", "volume_items", "volume_items_status", "as_of_date", "as_of_precision"]
    assert layout.column("volume_items").headers == ["値", "数"]


def test_a_misspelt_key_is_answered_with_the_right_one(layout_of: Callable[[str], Layout]) -> None:
    problem = refusal(layout_of, "columns:\n  - {name: area, requird: true}\n")
    assert problem.row == 3
    assert 'Did you mean "required"?' in problem.problem_en
    assert "「required」ではありませんか" in problem.problem_ja


def test_a_value_outside_the_closed_list_is_answered_with_the_list(
    layout_of: Callable[[str], Layout],
) -> None:
    problem = refusal(layout_of, "columns:\n  - name: area\n    type: string\n")
    assert problem.row == 4
    assert "partial_date" in problem.problem_en and "string" in problem.problem_en


@pytest.mark.parametrize(
    ("yaml", "row", "words"),
    [
        ("columns:\n  - {name: a}\nkey: [b]\n", 4, '"b" is not a column'),
        ("columns:\n  - {name: a}\nkey: [row_number]\n", 4, '"row_number" is not a column'),
        (
            "columns:\n  - {name: a}\nkey: [municipality_id]\nmunicipality: {name: a}\n",
            4,
            '"municipality_id" is not a column that can stand here; these can: a',
        ),
        ("columns:\n  - {name: a}\n  - {name: a}\n", 2, "used twice"),
        ("columns:\n  - {name: a, factor: 10}\n", 3, "factor"),
        ("columns:\n  - {name: a, type: text, min: 0}\n", 3, "min and max"),
        ("columns:\n  - {name: a, type: number, min: 5, max: 1}\n", 3, "min (5) is more than max (1)"),
        ("columns:\n  - name: a\n    allowed:\n", 4, "columns[a].allowed"),
        (
            "columns:\n  - {name: a, type: integer, factor_by: {column: unit, map: {万: 10000}}}\n",
            3,
            '"unit"',
        ),
        ("columns:\n  - {name: a}\nsheet: {matches: '('}\n", 4, "regular expression"),
        ("columns:\n  - {name: a}\nunused_columns: [{matches: '\\p{Han}'}]\n", 4, "regular expression"),
        ("columns:\n  - {name: a}\nend_of_table: {first_cell_matches: '('}\n", 4, "regular expression"),
        (
            "columns:\n  - {name: a}\nunused_columns: [b, {matches: '(?!x)'}]\n",
            4,
            "regular expression",
        ),
        ("columns:\n  - {name: a}\nignore_rows:\n  - {rule: t, when: {b: [x]}}\n", 5, '"b"'),
        (
            "columns:\n  - {name: a}\n  - {name: n, type: integer}\n"
            "ignore_rows:\n  - {rule: t, when: {a: [計]}, sums_over: [a], sums_value: n}\n",
            6,
            '"a"',
        ),
        (
            "columns:\n  - {name: a}\nignore_rows:\n  - {rule: t, when: {a: [計]}, sums_over: [a]}\n",
            5,
            "together",
        ),
        ("columns: []\n", 2, "at least one entry"),
        ("header_rows: 0\ncolumns:\n  - {name: a}\n", 2, "must be 1 or more"),
    ],
)
def test_what_does_not_fit_together_is_named_with_its_line(
    layout_of: Callable[[str], Layout], yaml: str, row: int, words: str
) -> None:
    problem = refusal(layout_of, yaml)
    assert problem.row == row
    assert words in problem.problem_en


def test_yaml_that_cannot_be_parsed_is_named_with_its_line(layout_of: Callable[[str], Layout]) -> None:
    problem = refusal(layout_of, "columns:\n  - {name: a\nkey: [a]\n")
    assert problem.row is not None
    assert "not valid YAML" in problem.problem_en


def test_a_key_written_twice_is_refused(layout_of: Callable[[str], Layout]) -> None:
    assert 'the key "skip_rows" is written twice' in refusal(layout_of, "skip_rows: 1\nskip_rows: 2\n").problem_en


def test_the_message_says_everything_in_both_languages(layout_of: Callable[[str], Layout]) -> None:
    message = str(refusal(layout_of, "columns:\n  - {name: a, type: string}\n"))
    for words in (
        "問題: ",
        "ファイル: ",
        "行: 3",
        "キー: columns[a].type",
        "直し方: ",
        "Problem: ",
        "file: ",
        "line: 3",
        "key: columns[a].type",
        "How to fix: ",
    ):
        assert words in message


@pytest.mark.parametrize(
    ("line", "key", "words"),
    [
        ("sheet: {match: x}", "sheet.match", 'Did you mean "matches"?'),
        ("key:", "key", "is empty: fill it in"),
        ("header_rows：2", None, "a key has no colon"),
        ("ignore_rows: [{rule：x, when: {area: y}}]", "ignore_rows[1].rule：x", '"rule: …"'),
        ("ignore_rows: [{rule:x, when: {area: y}}]", "ignore_rows[1].rule:x", '"rule: …"'),
    ],
)
def test_slips_of_the_keyboard_are_named_without_words_of_a_library(
    layout_of: Callable[[str], Layout], line: str, key: str | None, words: str
) -> None:
    problem = refusal(layout_of, f"columns:\n  - {{name: area}}\n{line}\n")
    assert (problem.row, problem.column) == (4, key)
    assert words in problem.problem_en
    assert not any(word in str(problem) for word in ("None", "Matches", ".int", ".str"))


def test_a_mark_with_an_unknown_status_is_answered_with_those_there_are(layout_of: Callable[[str], Layout]) -> None:
    problem = refusal(layout_of, 'columns:\n  - {name: n, type: integer, marks: {"-": nothing}}\n')
    assert problem.column == "columns[n].marks.-"
    assert "below_unit" in problem.problem_en and "default" not in problem.problem_en
