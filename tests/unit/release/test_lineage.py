"""Where a table comes from and who shows it is read from dbt's manifest, over every step."""

from __future__ import annotations

import pytest

from dagster_project.release.lineage import readers, received_tables


def model(name: str, schema: str, *behind: str) -> dict:
    return {"name": name, "resource_type": "model", "schema": schema, "depends_on": {"nodes": list(behind)}}


MANIFEST = {
    "nodes": {
        "model.w.stg_letter": model("stg_letter", "staging", "source.w.raw.letter"),
        "seed.w.unit": {"name": "unit", "resource_type": "seed", "schema": "seeds", "depends_on": {"macros": []}},
        "model.w.fct_letter": model("fct_letter", "core", "model.w.stg_letter", "seed.w.unit"),
        "model.w.letter_trend": model("letter_trend", "reports", "model.w.fct_letter", "source.w.raw.postbox"),
        "model.w.rule": model("rule", "reports", "seed.w.unit"),
    },
    "sources": {"source.w.raw.letter": {}, "source.w.raw.postbox": {}, "source.w.raw.other": {}},
}
MANIFEST["parent_map"] = {node_id: node["depends_on"].get("nodes", []) for node_id, node in MANIFEST["nodes"].items()}


def test_the_received_tables_behind_a_published_one_are_found_over_all_steps():
    assert received_tables(MANIFEST) == {"letter_trend": ["letter", "postbox"], "rule": []}


@pytest.mark.parametrize(
    ("file", "address"),
    [
        ("evidence_reports/pages/[lang]/+page.server.js", ""),
        ("evidence_reports/pages/[lang]/survey/methodology/+page.server.js", "survey/methodology/"),
        ("evidence_reports/pages/[lang]/survey/[wave]/+page.server.js", None),
        ("evidence_reports/chapters/retreat", "retreat/"),
        ("evidence_reports/chapters/overview", ""),
        ("dagster_project/questionnaires/takeaway/result_files.py", None),
    ],
)
def test_a_reader_has_an_address_where_it_is_one_page(file, address):
    exposure = {
        "label": "Letters / 信書",
        "config": {"meta": {"read_in": [file]}},
        "depends_on": {"nodes": ["model.w.letter_trend"]},
    }
    (reader,) = readers({"exposures": {"exposure.w.page": exposure}})["letter_trend"]
    assert (reader.label.ja, reader.address) == ("信書", address)
