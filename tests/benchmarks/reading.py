"""Reading files by layout against plain polars: a CP932 file, and the largest tables by municipality as received."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import yaml

from dagster_project.received.recorded_files import read_recorded, recorded_files
from dagster_project.received.recorded_municipalities import RecordedMunicipalities
from dagster_project.settings import PROJECT_ROOT
from dagster_project.tables.grids.file_grids import read_grids
from dagster_project.tables.layout import load_layout
from dagster_project.tables.table_reader import read_table
from tests.benchmarks.measuring import Row, medians_in_turn, wall_seconds

ROWS = 300_000
LAYOUT = {
    "description": {"ja": "計測用の表。", "en": "A table to measure."},
    "format": "csv",
    "encoding": "cp932",
    "columns": [
        {"name": "prefecture", "header": "都道府県", "type": "text"},
        {"name": "municipality", "header": "市区町村", "type": "text"},
        {"name": "office_count", "header": "局数", "type": "integer"},
    ],
}


def measure() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        frame = pl.DataFrame(
            {
                "都道府県": ["山梨県", "静岡県", "兵庫県"] * (ROWS // 3),
                "市区町村": ["甲府市", "浜松市", "丹波篠山市"] * (ROWS // 3),
                "局数": list(range(ROWS)),
            }
        )
        utf8, cp932, layout_file = (Path(folder) / name for name in ("u.csv", "c.csv", "l.layout.yml"))
        frame.write_csv(utf8)
        cp932.write_bytes(frame.write_csv().encode("cp932"))
        layout_file.write_text(yaml.safe_dump(LAYOUT, allow_unicode=True), encoding="utf-8")
        layout = load_layout(layout_file)

        cells, whole, plain = medians_in_turn(
            lambda: wall_seconds(lambda: read_grids(cp932, layout)),
            lambda: wall_seconds(lambda: read_table(cp932, layout, source_file="c.csv", table_name="t")),
            lambda: wall_seconds(lambda: pl.read_csv(utf8, infer_schema=False)),
        )
    yield Row("reading CP932 cells / plain polars on UTF-8 (s)", cells, plain, "at most 3")
    yield Row("reading, typing and checking CP932 / plain polars (s)", whole, plain, "for information")
    yield _received_tables()


# 81,827 rows of cards and 72,951 of population, households and area: each names a municipality that is resolved.
LARGEST_TABLES = ("my_number_card", "municipality_statistic")


def _received_tables() -> Row:
    raw = PROJECT_ROOT / "raw"
    files = [file for file in recorded_files(raw, "municipalities") if file.record.table in LARGEST_TABLES]
    periods = RecordedMunicipalities(raw).periods  # read once in a build, for all tables

    def ours() -> None:
        for file in files:
            read_recorded(file, lambda: periods)

    def plain() -> None:
        for file in files:
            pl.read_csv(file.path, infer_schema=False)

    whole, alone = medians_in_turn(lambda: wall_seconds(ours), lambda: wall_seconds(plain))
    return Row("reading cards and statistics by municipality / plain polars (s)", whole, alone, "ours under 2 s")
