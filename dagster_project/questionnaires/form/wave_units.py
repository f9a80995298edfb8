"""The units a wave asks, with the names by which forms and receipts call them.

The wave's own frame.csv where the instrument names one; else the municipalities or prefectures of
raw/municipalities. A municipality's unit_id is its six-digit code.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from dagster_project.questionnaires.answers.survey_frame import read_frame
from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.units.known_bodies import reached
from dagster_project.received.recorded_municipalities import RecordedMunicipalities

ATTRIBUTES = ("prefecture", "population_band")  # by which the office follows up


def wave_units(municipalities: RecordedMunicipalities, wave_dir: Path, instrument: Instrument) -> pl.DataFrame:
    """unit_id, prefecture, population_band and name_ja of the wave's units, sorted by unit_id; null where
    the frame has none. The default frames have no band (it is known to the warehouse only), and the county."""
    if instrument.frame is not None:
        return _with_prefecture_names(_own_frame(wave_dir / instrument.frame, instrument), municipalities)
    bodies = municipalities.current
    if instrument.universe == "prefectures":
        asked = bodies.filter(pl.col("municipality_type") == "prefecture")
    else:
        asked = bodies.filter(pl.col("counts_in_1741"))
    return asked.select(
        pl.col("code6").alias("unit_id"), "prefecture", pl.lit(None, pl.String).alias("population_band"), "name_ja", "county"
    ).sort("unit_id")


def wave_attributes(wave_dir: Path, instrument: Instrument, units: pl.DataFrame) -> pl.DataFrame:
    """unit_id, attribute and value of what is known of the units before any answer: the own frame's columns that are
    published, or the prefecture."""
    if instrument.frame is not None:
        return read_frame(wave_dir / instrument.frame, instrument, instrument.frame).attributes
    return units.select("unit_id", pl.lit("prefecture").alias("attribute"), pl.col("prefecture").alias("value"))


def _with_prefecture_names(units: pl.DataFrame, municipalities: RecordedMunicipalities) -> pl.DataFrame:
    """Prefectures by name where the frame has their two-digit codes: a form is filled in by people."""
    is_code = units["prefecture"].str.contains(r"^\d{2}$").all()
    if units["name_ja"].null_count() == units.height or not is_code:
        return units
    bodies = municipalities.current.filter(pl.col("municipality_type") == "prefecture")
    names = bodies.select(pl.col("code6").str.slice(0, 2).alias("prefecture"), pl.col("name_ja").alias("prefecture_name"))
    return units.join(names, on="prefecture", how="left", maintain_order="left").select(
        "unit_id", pl.coalesce("prefecture_name", "prefecture").alias("prefecture"), "population_band", "name_ja"
    )


def former_names(municipalities: RecordedMunicipalities, instrument: Instrument, units: pl.DataFrame) -> pl.DataFrame:
    """prefecture, name_ja and unit_id of bodies that became a part of one body of the frame, or were
    called otherwise; none where the wave has a frame of its own."""
    nobody = pl.DataFrame(schema={"prefecture": pl.String, "name_ja": pl.String, "unit_id": pl.String})
    if instrument.universe != "municipalities" or instrument.frame is not None:
        return nobody
    changes = municipalities.changes.drop_nulls(["old_code6", "new_code6", "old_name"])
    became: dict[str, set[str]] = {}
    for old, new in changes.select("old_code6", "new_code6").iter_rows():
        became.setdefault(old, set()).add(new)
    current = set(units["unit_id"])
    found = {
        (prefecture, name, next(iter(now)))
        for prefecture, name, code in changes.select("prefecture", "old_name", "old_code6").iter_rows()
        if len(now := reached(code, became) & current) == 1
    }
    named = pl.DataFrame(sorted(found), schema=nobody.schema, orient="row")
    return named.join(units, on=["prefecture", "name_ja"], how="anti")


def ward_names(municipalities: RecordedMunicipalities, instrument: Instrument) -> frozenset[str]:
    """The names of wards of designated cities, which answer no survey but may be called as a body of the frame is: 中央区."""
    if instrument.universe != "municipalities":
        return frozenset()
    return frozenset(municipalities.current.filter(pl.col("municipality_type") == "designated_city_ward")["name_ja"])


def _own_frame(path: Path, instrument: Instrument) -> pl.DataFrame:
    read = read_frame(path, instrument, "/".join(path.parts[-3:]))  # as in every raw table: <subject>/<wave>/<file>
    units = read.units.loaded.select("unit_id", pl.col("unit_name_ja").alias("name_ja"))
    for name in ATTRIBUTES:
        values = read.attributes.filter(pl.col("attribute") == name).select("unit_id", pl.col("value").alias(name))
        units = units.join(values, on="unit_id", how="left")
    return units.select("unit_id", *ATTRIBUTES, "name_ja").sort("unit_id")
