"""Rows of frames and answers that were set aside, with their text: for the office alone.

The warehouse and the public pages know of such a row its file, its place and the rule only.
What is wrong with a form stands in the office's workbook already.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from dagster_project.questionnaires.office.office_workbook import write_tables

FILE = "set_aside_{wave}_内部限り_internal.xlsx"
SHEET = "内部限り internal"
_HEADS = {
    "source_file": "ファイル / File",
    "row_number": "行 / Row",
    "column_name": "列 / Column",
    "value": "値 / Value",
    "reason_ja": "理由",
    "reason_en": "Reason",
    "raw_text": "行の内容 / Row as received",
}


def write_set_aside(folder: Path, wave_id: str, title: str, rows: pl.DataFrame) -> Path | None:
    """Write the rows (of raw.quarantined_row, unabridged) into the wave's `folder` of receipts.

    Returns the file, or None where there is no row: a file of an earlier build is removed then.
    """
    path = folder / FILE.format(wave=wave_id)
    if rows.is_empty():
        path.unlink(missing_ok=True)
        return None
    table = rows.sort("source_file", "row_number").select(pl.col(name).alias(head) for name, head in _HEADS.items())
    write_tables(path, title, "取り込まれなかった行", {SHEET: table})
    return path
