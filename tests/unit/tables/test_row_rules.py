"""The rules on rows look at what is handed to them and leave it as it was."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from dagster_project.tables.convert import convert_columns
from dagster_project.tables.grids.file_grids import read_grids
from dagster_project.tables.layout import Layout
from dagster_project.tables.rows.file_rows import file_rows
from dagster_project.tables.rows.row_conditions import left_out
from dagster_project.tables.rows.row_rules import violations_of
from dagster_project.tables.rows.violations import VIOLATIONS
from tests.unit.tables.small_files import loaded, read, text_file

LAYOUT = """
columns:
  - {name: area}
  - {name: n, type: integer}
ignore_rows:
  - {rule: total, when: {area: [計]}, sums_over: [area], sums_value: n}
key: [area]
plausibility:
  - {rule: scale_outlier, column: n}
"""
ROWS = "東,1\n東,1\n西,2\n西,3\n南,約4\n北,1\n中,2\n外,900\n計,7\n"


def test_every_rule_on_whole_rows_adds_its_violations_to_a_frame_of_its_own(
    tmp_path: Path, layout_of: Callable[[str], Layout]
) -> None:
    path, layout = tmp_path / "table.csv", layout_of(LAYOUT)
    path.write_text(f"area,n\n{ROWS}", encoding="utf-8")
    rows = file_rows(read_grids(path, layout), layout, {})
    converted = convert_columns(layout, rows.columns, rows.cleaned, rows.absent)
    ignored, _ = left_out(rows, layout)
    in_question = [(index, "unknown_municipality", "area", None, "南") for index in (4, 5)]
    bodies = pl.DataFrame(in_question, schema=VIOLATIONS, orient="row")
    kept = bodies.clone()
    after = violations_of(rows, converted, bodies, ignored, layout)
    assert bodies.equals(kept)
    assert after.select("index", "rule").rows() == [
        (4, "not_a_number"),
        (5, "unknown_municipality"),
        (1, "duplicate_row"),
        (2, "duplicate_key"),
        (3, "duplicate_key"),
        (7, "scale_outlier"),
        (8, "total_mismatch"),
    ]


@pytest.mark.parametrize("total", ["合　計", "合 計", "合　　計", "合計"])
@pytest.mark.parametrize(
    "when", ["area: [合計]", "area: '合　計'", "area: {matches: '^合計$'}", "first_cell_matches: '^合計$'"]
)
def test_a_total_is_left_out_however_its_letters_are_spread_over_the_cell(tmp_path: Path, total: str, when: str) -> None:
    layout = f"columns: [{{name: area}}, {{name: n, type: integer}}]\nignore_rows: [{{rule: total, when: {{{when}}}}}]\n"
    result = read(text_file(tmp_path, f"area,n\n東　部,1\n北 合計,2\n{total},3\n"), layout)
    assert loaded(result, "area", "n") == [("東　部", 1), ("北 合計", 2)]
    assert result.ignored["row_number"].to_list() == [4]
