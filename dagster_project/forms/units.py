"""The units a wave asks, with the names by which forms and receipts call them.

The wave's own frame.csv where the instrument names one; else the municipalities or prefectures of
raw/municipalities. A municipality's unit_id is its six-digit code.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from dagster_project.readers.instruments import Instrument
from dagster_project.readers.layout import load_layout
from dagster_project.readers.provenance import load_subject
from dagster_project.readers.read import read_table

UNITS = {"unit_id": pl.String, "prefecture": pl.String, "name_ja": pl.String}
_NAME_COLUMNS = ("unit_name_ja", "name_ja", "unit_name", "name")


def wave_units(raw_dir: Path, instrument: Instrument) -> pl.DataFrame:
    """UNITS of the wave, sorted by unit_id; prefecture and name_ja are null where the frame has none."""
    if instrument.frame is not None:
        return _own_frame(raw_dir / "questionnaires" / instrument.wave_id / str(instrument.frame))
    bodies = _municipalities(raw_dir)
    if instrument.universe == "prefectures":
        asked = bodies.filter(pl.col("municipality_type") == "prefecture")
    else:
        asked = bodies.filter(pl.col("counts_in_1741"))
    return asked.select(pl.col("code6").alias("unit_id"), "prefecture", "name_ja").sort("unit_id")


def _municipalities(raw_dir: Path) -> pl.DataFrame:
    subject = raw_dir / "municipalities"
    records = [record for record in load_subject(raw_dir, "municipalities").files if record.table == "municipality"]
    return pl.concat(
        read_table(
            subject / record.file,
            load_layout(subject / str(record.layout)),
            source_file=f"municipalities/{record.file}",
            table_name=record.table,
            constants=record.constants,
        ).loaded
        for record in records
    )


def _own_frame(path: Path) -> pl.DataFrame:
    frame = pl.read_csv(path, infer_schema=False)
    name = next((column for column in _NAME_COLUMNS if column in frame.columns), None)
    nothing = pl.lit(None, pl.String)
    return frame.select(
        pl.col("unit_id").str.strip_chars(),
        (pl.col("prefecture") if "prefecture" in frame.columns else nothing).alias("prefecture"),
        (nothing if name is None else pl.col(name)).alias("name_ja"),
    ).sort("unit_id")
