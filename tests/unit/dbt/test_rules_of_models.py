"""Each rule that a model can be asked to keep finds the row that breaks it, and says which rule it was."""

from __future__ import annotations

import duckdb
import jinja2
import pytest

from dagster_project.settings import DBT_DIR

GOOD = """
    select * from (values
        (1, 'a', 'x', 5.0, 'ok', 'はい', 'yes', true, date '2020-01-01', date '2021-01-01'),
        (2, 'b', 'y', null, 'none', null, null, true, date '2020-01-01', null),
        (3, 'b', null, 0.0, 'ok', 'いいえ', 'no', false, date '2021-01-01', null)
    ) as t(id, kind, parent, value, value_status, answer_ja, answer_en, is_preferred, valid_from, valid_to)
"""
RULES = {
    "one_row_per": [["id"], ["kind", "parent"]],
    "unique": ["parent"],
    "never_empty": ["id", "kind"],
    "points_to": {"parent": "dim_parent", "kind": "dim_parent.parent_kind"},
    "among": {"kind": ["a", "b"]},
    "within": {"value": [0, 5]},
    "both_languages": ["answer"],
    "status_of": {"value": "value_status"},
    "one_preferred_per": [["kind"]],
}
VALIDITY = {"half_open": "key", "without_gap": "key"}


@pytest.fixture(scope="module")
def holds():
    """The test as SQL: holds(table, rule=…)."""
    test = (DBT_DIR / "tests/generic/holds.sql").read_text(encoding="utf-8")
    macros = (DBT_DIR / "macros/project/rows_at_fault.sql").read_text(encoding="utf-8")
    environment = jinja2.Environment(extensions=["jinja2.ext.do"], autoescape=False)
    environment.globals["ref"] = lambda name: name
    text = test.replace("{% test ", "{% macro ").replace("{% endtest %}", "{% endmacro %}")
    return environment.from_string(macros + text).module.holds


def broken_rules(holds, rows: str, rules: dict, change: str | None = None) -> dict[str, int]:
    """Rule -> number of rows at fault, of a table of these rows after the change."""
    with duckdb.connect() as connection:
        connection.execute("create table dim_parent as select * from (values ('x', 'a'), ('y', 'b')) as t(parent, parent_kind)")
        connection.execute(f"create table model as {rows}")
        if change:
            connection.execute(f"update model set {change}")
        return dict(connection.execute(holds("model", **rules)).fetchall())


def test_rows_that_keep_all_rules_bring_nothing_back(holds):
    assert broken_rules(holds, GOOD, RULES) == {}


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("id = 1", "one_row_per id"),
        ("parent = 'x' where id = 2", "unique parent"),
        ("id = null where id = 3", "never_empty id"),
        ("parent = 'z' where id = 3", "points_to parent -> dim_parent"),
        ("kind = 'c' where id = 3", "points_to kind -> dim_parent.parent_kind"),
        ("kind = 'c' where id = 3", "among kind"),
        ("value = 5.1 where id = 1", "within value"),
        ("answer_en = null where id = 1", "both_languages answer"),
        ("answer_ja = null where id = 3", "both_languages answer"),
        ("value = null where id = 1", "status_of value"),
        ("value = 1 where id = 2", "status_of value"),
        ("value_status = 'absent', value = null where id = 1", "status_of value"),
        ("is_preferred = true", "one_preferred_per kind"),
        ("is_preferred = false", "one_preferred_per kind"),
    ],
)
def test_a_row_at_fault_brings_its_rule_back(holds, change, broken):
    assert broken in broken_rules(holds, GOOD, RULES, change)


@pytest.mark.parametrize(
    ("periods", "broken"),
    [
        ("('a', date '2020-01-01', date '2021-01-01'), ('a', date '2021-01-01', null)", set()),
        ("('a', date '2021-01-01', date '2021-01-01')", {"half_open key"}),
        ("('a', date '2020-01-01', null::date), ('a', date '2021-01-01', null)", {"half_open key"}),
        ("('a', date '2020-01-01', date '2021-01-01'), ('a', date '2022-01-01', null)", {"without_gap key"}),
        ("('a', date '2020-01-01', date '2021-01-01'), ('b', date '2022-01-01', null)", set()),
    ],
)
def test_validities_of_one_key_neither_overlap_nor_leave_a_gap(holds, periods, broken):
    rows = f"select * from (values {periods}) as t(key, valid_from, valid_to)"
    assert set(broken_rules(holds, rows, VALIDITY)) == broken
