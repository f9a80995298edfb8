"""Landing: what reading one raw table left behind, as Parquet files under ``data/landing``.

Four files per table, all of them written anew by each build: the typed rows, the quarantined
rows, the ignored rows and the balance of each file read.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from dagster_project.common.files import private_directory, written_atomically

PARTS = ("loaded", "quarantined", "ignored", "balance")


def part_file(landing_dir: Path, table: str, part: str) -> Path:
    """``loaded`` lies directly in the landing folder, the other parts in a folder of their own."""
    if part == "loaded":
        return landing_dir / f"{table}.parquet"
    return landing_dir / part / f"{table}.parquet"


def write_part(landing_dir: Path, table: str, part: str, frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Stack the frames of a table's files and write them; returns what was written."""
    frame = pl.concat(frames, how="vertical")
    private_directory(landing_dir)
    with written_atomically(part_file(landing_dir, table, part)) as unfinished:
        frame.write_parquet(unfinished)
    return frame
