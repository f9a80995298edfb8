"""Conservation: rows read = loaded + quarantined + ignored, whatever a file holds."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dagster_project.tables.layout import Layout
from dagster_project.tables.table_reader import read_table

LAYOUT = """
columns:
  - {name: as_of, type: partial_date, required: true}
  - {name: code6, type: municipality_code}
  - {name: kind, allowed: [直営, 簡易]}
  - {name: unit}
  - {name: n, type: integer, factor: 10, min: 0}
  - {name: v, type: number, factor_by: {column: unit, map: {万: 10000, "": 1}}}
unused_columns: [note]
ignore_rows:
  - {rule: again, when: {repeated_header: true}}
  - {rule: total, when: {kind: [計]}, sums_over: [kind], sums_value: n}
end_of_table: {first_cell_matches: "^注"}
key: [as_of_date, code6, kind]
plausibility:
  - {rule: scale_outlier, column: n, by: [kind]}
"""
HEADER = ["as_of", "code6", "kind", "unit", "n", "v", "note"]
GARBAGE = st.text(alphabet='０1x-－…△,"\n\r \u3000県ｱ(~億万.%#=\ufffd\U000e0100', max_size=5)
GOOD = st.tuples(
    st.sampled_from(["R5.4.1", "2023-04", "令和5年4月1日", ""]),
    st.sampled_from(["011002", "1100", "131016", "13101"]),
    st.sampled_from(["直営", "簡易", "計"]),
    st.sampled_from(["万", "", "億"]),
    st.sampled_from(["1", "2", "3", "1,000", "-"]),
    st.sampled_from(["1.5", "0", "X"]),
    st.just(""),
).map(list)
ROW = st.one_of(GOOD, st.lists(GARBAGE, max_size=9), st.just(HEADER), st.just(["注"]))


@pytest.fixture
def balance_layout(layout_of: Callable[[str], Layout]) -> Layout:
    return layout_of(LAYOUT)


@pytest.mark.thorough
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROW, max_size=12))
def test_no_row_is_lost_or_counted_twice(tmp_path: Path, balance_layout: Layout, rows: list[list[str]]) -> None:
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [HEADER, *rows]]
    path = tmp_path / "table.csv"
    path.write_bytes("".join(f"{row}\n" for row in quoted).encode())
    result = read_table(path, balance_layout, source_file="s/t.csv", table_name="t")
    read, loaded, quarantined, ignored = result.balance.row(0)[2:]
    blank_tail = next((i for i, row in enumerate(reversed(rows)) if row), len(rows))
    assert read == len(rows) - blank_tail
    assert read == loaded + quarantined + ignored
    assert (loaded, quarantined, ignored) == (
        result.loaded.height,
        result.quarantined.height,
        result.ignored.height,
    )
    numbers = [
        number for frame in (result.loaded, result.quarantined, result.ignored) for number in frame["row_number"].to_list()
    ]
    assert sorted(numbers) == list(range(2, 2 + read))
    for name in ("rule", "reason_ja", "reason_en", "raw_text"):
        assert result.quarantined[name].null_count() == 0
