"""The examples of raw/README.md are layouts that the reader takes."""

import re
from pathlib import Path

import pytest

from tests.unit.tables.small_files import layout_of

_README = Path(__file__).parents[3] / "raw" / "README.md"
EXAMPLES = re.findall(r"```yaml\n(.*?)```", _README.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_a_layout(tmp_path: Path, example: str) -> None:
    if example.startswith("-"):
        example = f"columns:\n{example}"
    elif "columns:" not in example:
        example += "columns: [{name: a}]\n"
    layout_of(tmp_path, example)


def test_every_ability_has_an_example() -> None:
    abilities = ("part:", "fill_down:", "percent:", "footnote_marks:", "type: time", "wide_to_long:", "sheet:", "header_rows:")
    written = "".join(EXAMPLES)
    assert [ability for ability in (*abilities, "delimiter:") if ability not in written] == []
