"""All bodies there are or were, whether a wave asks them or not: a code or name of one that is not asked contradicts a
unit, unless the one is a part, the whole or a predecessor of the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from dagster_project.common.codes import candidates
from dagster_project.common.text import clean_but_marks
from dagster_project.municipalities.events import KNOWN_FROM
from dagster_project.municipalities.names import NamedBodies, named_bodies
from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.received.recorded_municipalities import RecordedMunicipalities

_PREFECTURE = "000"


@dataclass(frozen=True)
class KnownBodies:
    """`named`: the bodies, each called by its six-digit code; `belongs_to`: code -> the codes of bodies that it became, or is
    a ward of; `current`: the codes of the municipalities of today."""

    named: NamedBodies
    belongs_to: Mapping[str, set[str]]
    current: frozenset[str]

    def coded(self, text: str) -> set[str]:
        """The codes of the bodies that a code as written may be."""
        return {code for code in candidates(clean_but_marks(text)).values() if code in self.belongs_to}

    def of_today(self, text: str) -> set[str]:
        """Those of them that are still there."""
        return self.coded(text) & self.current

    def are_others(self, codes: set[str], unit_id: str) -> bool:
        """Whether a unit has nothing to do with any of the bodies, of which there is at least one."""
        own = self.coded(unit_id)
        return bool(codes) and bool(own) and not any(self._belong_together(code, unit) for code in codes for unit in own)

    def _belong_together(self, code: str, unit: str) -> bool:
        is_of_prefecture = _PREFECTURE in (code[2:5], unit[2:5]) and code[:2] == unit[:2]
        return is_of_prefecture or unit in self.belongs_to[code] or code in self.belongs_to[unit]


def known_bodies(municipalities: RecordedMunicipalities, instrument: Instrument) -> KnownBodies | None:
    """None where the units are other than municipalities and prefectures: their ids and names are their own."""
    return None if instrument.universe == "custom" else _all_bodies(municipalities)


@lru_cache(maxsize=1)  # the waves of a build ask for the same ones
def _all_bodies(municipalities: RecordedMunicipalities) -> KnownBodies:
    periods = municipalities.periods.drop_nulls("code6").with_columns(pl.col("code6").alias("municipality_id"))
    bodies = pl.concat([periods, _prefectures(municipalities.current)], how="diagonal_relaxed")
    became = municipalities.changes.drop_nulls(["old_code6", "new_code6"]).select("old_code6", "new_code6")
    wards = municipalities.current.drop_nulls("parent_code6").select("code6", "parent_code6")
    steps: dict[str, set[str]] = {}
    for code, other in [*became.iter_rows(), *wards.iter_rows()]:
        steps.setdefault(code, set()).add(other)
    current = frozenset(municipalities.current.filter("counts_in_1741")["code6"].drop_nulls())
    return KnownBodies(named_bodies(bodies), {code: reached(code, steps) for code in bodies["code6"].unique()}, current)


def reached(code: str, steps: Mapping[str, set[str]]) -> set[str]:
    """A code and all that it leads to, step by step."""
    seen: set[str] = set()
    ahead = [code]
    while ahead:
        here = ahead.pop()
        if here not in seen:
            seen.add(here)
            ahead.extend(steps.get(here, ()))
    return seen


def _prefectures(current: pl.DataFrame) -> pl.DataFrame:
    """The prefectures in the shape of raw.municipality_period, each there at any time."""
    return current.filter(pl.col("municipality_type") == "prefecture").select(
        pl.col("code6").alias("municipality_id"),
        "code6",
        "name_ja",
        "full_name_ja",
        pl.lit("none").alias("county_status"),
        pl.col("code6").str.slice(0, 2).alias("prefecture_code"),
        pl.col("prefecture").alias("prefecture_ja"),
        "counts_in_1741",
        pl.lit(KNOWN_FROM).alias("valid_from"),
    )
