"""Sheets of received workbooks that nothing reads, in words: told when a file is registered, and by a build where a pattern
of the layout passes one over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dagster_project.received.recorded_files import recorded_files
from dagster_project.tables.grids.workbook_grid import sheets_passed_over
from dagster_project.tables.layout import load_layout


def named(sheets: Sequence[str]) -> list[str]:
    """The sheets that are not read, in a line each in Japanese and English; no line where there is none."""
    return [f"読み込まないシート: {'、'.join(sheets)}", f"Sheets that are not read: {', '.join(sheets)}"] if sheets else []


def passed_over(raw_dir: Path, subject: str, table: str) -> list[str]:
    """What a build says of the recorded files of a table: which sheets its patterns pass over (see sheets_passed_over)."""
    lines = []
    for file in recorded_files(raw_dir, subject):
        if file.record.table != table or file.layout_path is None:
            continue
        sheets = sheets_passed_over(file.path, load_layout(file.layout_path))
        lines += [f"raw/{file.source_file}: {line}" for line in named(sheets)]
        if sheets:
            lines += [
                "  読み込むシートと同じ見出しですが、layout の sheet: {matches: …} に合いません。"
                "読み込むのであれば、正規表現を直してください。",
                "  They have the header of a sheet that is read, and do not fit `sheet: {matches: …}` of the layout:"
                " if they are to be read, correct the pattern.",
            ]
    return lines
