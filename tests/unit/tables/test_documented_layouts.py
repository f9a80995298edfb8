"""The examples of raw/README.md and docs/questionnaires.md are layouts that the reader takes."""

import re
from pathlib import Path

import pytest

from dagster_project.questionnaires.instrument.responses_layout import load_responses_layout
from tests.unit.tables.small_files import layout_of

_ROOT = Path(__file__).parents[3]
_EXAMPLES = [
    example
    for document in ("raw/README.md", "docs/questionnaires.md")
    for example in re.findall(r"```yaml\n(.*?)```", (_ROOT / document).read_text(encoding="utf-8"), re.DOTALL)
]
OF_RESPONSES = [example for example in _EXAMPLES if example.startswith("file:")]
EXAMPLES = [example for example in _EXAMPLES if example not in OF_RESPONSES]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_a_layout(tmp_path: Path, example: str) -> None:
    if example.startswith("-"):
        example = f"columns:\n{example}"
    elif "columns:" not in example:
        example += "columns: [{name: a}]\n"
    layout_of(tmp_path, example)


@pytest.mark.parametrize("example", OF_RESPONSES)
def test_an_example_of_answers_is_a_layout_of_answers(tmp_path: Path, example: str) -> None:
    (tmp_path / "responses.layout.yml").write_text(example, encoding="utf-8")
    assert load_responses_layout(tmp_path / "responses.layout.yml").answers


def test_every_ability_has_an_example() -> None:
    abilities = ("part:", "fill_down:", "percent:", "footnote_marks:", "type: time", "wide_to_long:", "sheet:", "header_rows:")
    abilities += ("date_order:", "line:")
    written = "".join(EXAMPLES)
    assert [ability for ability in (*abilities, "delimiter:") if ability not in written] == []
