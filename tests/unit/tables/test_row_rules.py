"""The rules on rows look at what is handed to them and leave it as it was."""

from collections.abc import Callable
from pathlib import Path

from dagster_project.tables.convert import convert_columns
from dagster_project.tables.file_rows import file_rows
from dagster_project.tables.layout import Layout
from dagster_project.tables.row_rules import cell_violations, ignored_by, with_row_violations

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
ROWS = "東,1\n東,1\n西,2\n西,3\n南,約4\n北,1\n中,1\n外,900\n計,7\n"


def test_every_rule_on_whole_rows_adds_its_violations_to_a_frame_of_its_own(
    tmp_path: Path, layout_of: Callable[[str], Layout]
) -> None:
    path, layout = tmp_path / "table.csv", layout_of(LAYOUT)
    path.write_text(f"area,n\n{ROWS}", encoding="utf-8")
    rows = file_rows(path, layout, {})
    converted = convert_columns(layout, rows.columns, rows.cleaned, rows.absent)
    ignored = ignored_by(rows, layout)
    before = cell_violations(rows, converted, ignored)
    kept = before.clone()
    after = with_row_violations(before, rows, converted, ignored, layout)
    assert before.equals(kept) and before["rule"].to_list() == ["not_a_number"]
    assert after.select("index", "rule").rows() == [
        (4, "not_a_number"),
        (1, "duplicate_row"),
        (2, "duplicate_key"),
        (3, "duplicate_key"),
        (7, "scale_outlier"),
        (8, "total_mismatch"),
    ]
