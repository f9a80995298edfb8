"""Many forms are shared among processes; what is read is the same, in the same order."""

from __future__ import annotations

from dagster_project.common.files import content_files
from dagster_project.questionnaires.intake import read_forms
from tests.unit.questionnaires.filling import COMPLETE


def test_shared_reading_gives_what_one_process_reads(survey, monkeypatch):
    for number in range(5):
        survey.fill({**COMPLETE, "answer:Q03": number}, name=f"{number}.xlsx")
    survey.put("3b.xlsx", b"")
    survey.put("3c.docx", b"x")
    paths = content_files(survey.forms)
    raw_dir = survey.wave_dir.parents[1]
    alone_files, alone_cells = read_forms.read_part(paths, raw_dir)
    monkeypatch.setattr(read_forms, "SHARED_FROM", 2)
    monkeypatch.setattr(read_forms, "HEAD_START", 1)
    monkeypatch.setattr(read_forms.os, "cpu_count", lambda: 3)
    files, cells = read_forms.read_forms(paths, raw_dir)
    assert [file.source_file for file in files] == [file.source_file for file in alone_files]
    assert [(file.refused.rule, file.refused.found) for file in files if file.refused] == [
        ("empty_file", None),
        ("other_file_type", ".docx"),
    ]
    order = ["file", "row_number", "column"]
    assert cells.sort(order).equals(alone_cells.sort(order))
