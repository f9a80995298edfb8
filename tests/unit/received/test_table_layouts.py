"""Which files below a subject folder are layouts of tables."""

from __future__ import annotations

from pathlib import Path

from dagster_project.received.table_layouts import layout_paths


def test_a_layout_of_exported_answers_and_what_programs_leave_describe_no_table(tmp_path: Path) -> None:
    for name in ("mail.layout.yml", "._mail.layout.yml", "wave/responses.layout.yml", "older/mail_2010.layout.yml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("file: export.csv\n", encoding="utf-8")
    assert layout_paths(tmp_path) == [tmp_path / "mail.layout.yml", tmp_path / "older" / "mail_2010.layout.yml"]
