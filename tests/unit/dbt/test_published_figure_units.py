"""Units of the published figures: words that follow a value."""

from __future__ import annotations

import csv

from dagster_project.settings import DBT_DIR


def test_what_kind_of_number_a_value_is_stands_in_its_statement_and_not_behind_it_as_a_unit():
    """“25-2 資料番号” reads as an amount; a document or an Act is named by the statement itself."""
    with (DBT_DIR / "seeds/council/published_figure_note.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows and not [row for row in rows if row["unit_ja"].endswith("番号") or row["unit_en"].endswith("number")]
