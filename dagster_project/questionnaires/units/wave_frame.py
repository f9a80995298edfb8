"""The units of a wave, and which of them a respondent block means.

A form belongs to a unit by its code, by prefecture and name, or by both. If they belong to two nobody can
say whose answers these are, so the form is refused. Spellings, prefectures, counties and codes are read as
everywhere (resolver.py, codes.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import polars as pl

from dagster_project.common.codes import candidates
from dagster_project.common.text import clean, clean_but_marks, clean_cells
from dagster_project.municipalities.events import KNOWN_FROM
from dagster_project.municipalities.name_spelling import spelling_keys
from dagster_project.municipalities.names import NamedBodies, named_bodies
from dagster_project.municipalities.resolver import bodies_fitting
from dagster_project.questionnaires.units.known_bodies import KnownBodies

_SIMILAR = 0.6  # of 1: 千代田句 is 0.86 like 東京都千代田区, another ward of Tokyo about 0.7
_CODE6 = r"^\d{6}$"


@dataclass(frozen=True)
class Remark:
    """A finding on the respondent block; whether it refuses the form is settled by its rule."""

    rule: str
    entry: str
    written: str | None = None
    expected: str | None = None


@dataclass(frozen=True)
class _Named:
    """What prefecture and municipality say.

    units: those that fit both; place: those of the prefecture, where no municipality is given or none fits the name
    elsewhere: those of the municipality in another prefecture, where none fits both
    now: the unit that a body of former times belongs to today
    known: the codes of all bodies that are or were called so; of the prefecture, where no municipality is given or known
    municipality: its name as it is compared
    """

    units: set[str]
    place: set[str]
    elsewhere: set[str]
    now: str | None
    known: set[str]
    municipality: str | None


class Frame:
    """`units`: unit_id and, where the frame has them, prefecture, county and name_ja.

    `former`: prefecture, name_ja and unit_id of bodies that are now a part of a unit; they are
    pointed out, never taken for it. `wards`: names of wards of designated cities; one of them alone is no unit.
    `known`: all bodies, asked or not; None where ids and names are the frame's own.
    """

    def __init__(
        self,
        units: pl.DataFrame,
        former: pl.DataFrame | None = None,
        wards: frozenset[str] = frozenset(),
        known: KnownBodies | None = None,
    ) -> None:
        self._wards = wards
        self._known = known
        self.ids = units["unit_id"].to_list()
        self._by_code: dict[str, set[str]] = defaultdict(set)
        for unit_id in self.ids:
            self._by_code[clean(unit_id)].add(unit_id)
        self._has_names = {"prefecture", "name_ja"} <= set(units.columns) and units["name_ja"].count() > 0
        named = units if self._has_names else units.clear()
        self._units = named_bodies(_as_periods(named))
        self._former = named_bodies(_as_periods(units.clear() if former is None else former))
        self._named: dict[str, str] = {}
        self._in_prefecture: dict[str, set[str]] = defaultdict(set)
        self._prefectures: dict[str, str] = {}
        for unit_id, name, code, prefecture in self._units.numbered.select(
            "municipality_id", "name_ja", "prefecture_code", "prefecture_ja"
        ).iter_rows():
            self._named[unit_id] = name if name == prefecture else f"{prefecture}{name}"
            self._in_prefecture[code].add(unit_id)
            if name == prefecture:  # a survey of prefectures
                self._prefectures[code] = unit_id

    @property
    def has_names(self) -> bool:
        """Whether the name of any unit is known."""
        return self._has_names or self._known is not None

    def are_called_so(self, unit_ids: pl.Series, names: pl.Series) -> pl.Series:
        """Whether each unit is or was called by the name, as forms are read; no name and no unit is no fault."""
        stated = pl.DataFrame({"prefecture": pl.repeat("", names.len(), dtype=pl.String, eager=True), "municipality": names})
        named_units = self._named_by(_comparable(stated))
        return pl.Series(
            [
                unit is None or name.municipality is None or unit in name.units or bool(self._own_codes(unit) & name.known)
                for unit, name in zip(unit_ids, named_units, strict=True)
            ],
            dtype=pl.Boolean,
        )

    def _own_codes(self, unit_id: str) -> set[str]:
        return set() if self._known is None else self._known.coded(unit_id)

    def units_of(self, blocks: Sequence[Mapping[str, str]]) -> list[tuple[str | None, list[Remark]]]:
        """The unit that each block means, or none; and the remarks on it."""
        stated = pl.DataFrame(
            {
                entry: pl.Series([block.get(entry) for block in blocks], dtype=pl.String)
                for entry in ("prefecture", "municipality")
            }
        )
        named_units = self._named_by(_comparable(stated))
        return [self._meant(block, named) for block, named in zip(blocks, named_units, strict=True)]

    def _meant(self, block: Mapping[str, str], name: _Named) -> tuple[str | None, list[Remark]]:
        """The unit that code and name mean together, or why they mean none."""
        code = block.get("code")
        written = "".join(filter(None, (block.get("prefecture"), block.get("municipality"))))
        if not code and not block.get("municipality") and not name.units:
            return None, [Remark("unit_missing", "municipality", written or None)]
        entry = "code" if code else "municipality"
        by_code = self._coded(code) if code else set()
        both = by_code & (name.units or name.place)
        was_another = name.now is not None and name.now not in by_code
        is_another = name.units or name.place or was_another or (name.elsewhere and not name.elsewhere & by_code)
        if by_code and not both and is_another:
            return None, [Remark("unit_contradiction", "code", f"{code} / {written}")]
        found = both or by_code or name.units
        if self._is_contradicted(code, by_code, name):
            return None, [Remark("unit_contradiction", "code", f"{code} / {written}")]
        if code and not both and not name.units:
            found = found | self._known_otherwise(code, by_code)
        if len(found) > 1:
            listed = " / ".join(self.called(unit_id) for unit_id in sorted(found))
            return None, [Remark("unit_ambiguous", entry, " / ".join(filter(None, (written, code))), listed)]
        if not found and name.now is not None:
            return None, [Remark("unit_former", "municipality", written, self.called(name.now))]
        if not found:
            shown = " / ".join(filter(None, (written, code)))
            return None, [Remark("unit_unknown", entry, shown, self._similar(written or str(code)))]
        unit_id = next(iter(found))
        if not by_code and not block.get("prefecture") and name.municipality in self._wards:
            return None, [Remark("unit_ward", "municipality", written, self.called(unit_id))]
        if code and not by_code:
            return unit_id, [Remark("unit_code_ignored", "code", code, self.called(unit_id))]
        if block.get("municipality") and self._has_names and not name.units:
            return unit_id, [Remark("unit_name_ignored", "municipality", written, self.called(unit_id))]
        return unit_id, []

    def _is_contradicted(self, code: str | None, by_code: set[str], name: _Named) -> bool:
        """Whether the one of code and name that means no unit means a body which is none of those that the other means."""
        if self._known is None or not code:
            return False
        if by_code:
            return not name.units and all(self._known.are_others(name.known, unit_id) for unit_id in by_code)
        coded = self._known.coded(code)
        return bool(name.units) and all(self._known.are_others(coded, unit_id) for unit_id in name.units)

    def _known_otherwise(self, code: str, by_code: set[str]) -> set[str]:
        """The bodies of today, surveyed or not, that a code which means a unit may be as well: 12203 is 市川市 and 士別市."""
        if self._known is None:
            return set()
        return {
            other
            for other in self._known.of_today(code)
            if any(self._known.are_others({other}, unit_id) for unit_id in by_code)
        }

    def _coded(self, text: str) -> set[str]:
        """The units with this id or code, its check digit or zeros lost; two where it can mean either."""
        plain = clean_but_marks(text)  # a footnote mark is no check digit
        if len(plain) != 5 and plain in self._by_code:
            return self._by_code[plain]
        # 13 is 東京都, as in files of answers
        readings = {plain, *candidates(f"{plain:0>2}000" if re.fullmatch("[0-9]{1,2}", plain) else plain).values()}
        return set().union(*(self._by_code.get(code, set()) for code in readings))

    def _named_by(self, stated: pl.DataFrame) -> list[_Named]:
        """What each row of `stated` (prefecture, municipality; null where nothing is written) says."""
        prefecture, municipality = stated["prefecture"], stated["municipality"]
        name = stated.select(pl.coalesce("municipality", "prefecture")).to_series()
        beside = stated.select(pl.when(pl.col("municipality").is_not_null()).then("prefecture")).to_series()
        nowhere = pl.repeat(None, stated.height, dtype=pl.String, eager=True)
        fitting = _fitting(self._units, name, beside)
        elsewhere = _fitting(self._units, name, nowhere)
        former = _fitting(self._former, name, beside)
        known = {} if self._known is None else _fitting(self._known.named, name, beside)
        of_prefecture = {} if self._known is None else _fitting(self._known.named, prefecture, nowhere)
        keys = spelling_keys(prefecture).to_list()
        found = []
        for row, key in enumerate(keys):
            units = fitting.get(row, set())
            is_alone = municipality[row] is None
            code = self._units.prefectures.get(key)
            if not units and is_alone and code in self._prefectures:
                units = {self._prefectures[code]}
            others = elsewhere.get(row, set()) if not units and not is_alone else set()
            now = former.get(row, set()) if not units else set()
            found.append(
                _Named(
                    units=units,
                    place=self._in_prefecture[code] if code is not None and not units and not others else set(),
                    elsewhere=others,
                    now=next(iter(now)) if len(now) == 1 else None,
                    known=known.get(row) or of_prefecture.get(row, set()),
                    municipality=municipality[row],
                )
            )
        return found

    def _similar(self, name: str) -> str:
        """Up to three bodies with a similar name, to be looked at by people: never to decide by."""
        keys = spelling_keys(pl.Series([name, *self._named.values()], dtype=pl.String)).to_list()
        folded = dict(zip(keys[1:], self._named, strict=True))
        found = get_close_matches(keys[0], folded, n=3, cutoff=_SIMILAR)
        return " / ".join(self.called(folded[each]) for each in found) or "—"

    def called(self, unit_id: str) -> str:
        """Name and code, as an official would want to see them."""
        name = self._named.get(unit_id)
        return f"{name}({unit_id})" if name else unit_id


def _comparable(stated: pl.DataFrame) -> pl.DataFrame:
    """Cleaned, null where nothing is stated, and 港区役所 as 港区, 京都府庁 as 京都府: a body is often called by its office."""
    cleaned = stated.select(clean_cells(column) for column in stated.get_columns())
    without_office = pl.all().str.replace(r"([市区町村])(?:役所|役場)$|([都道府県])庁$", "${1}${2}")
    return cleaned.with_columns(without_office.replace("", None))


def _fitting(bodies: NamedBodies, name: pl.Series, prefecture: pl.Series) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for row, unit_id in bodies_fitting(bodies, name, prefecture).iter_rows():
        found[row].add(unit_id)
    return found


def _as_periods(units: pl.DataFrame) -> pl.DataFrame:
    """The units in the shape of raw.municipality_period, each there at any time."""
    text = pl.lit(None, pl.String)
    name = pl.col("name_ja") if "name_ja" in units.columns else text
    prefecture = (pl.col("prefecture") if "prefecture" in units.columns else text).fill_null("")
    county = pl.col("county") if "county" in units.columns else text
    has_counties = "county" in units.columns
    return units.select(
        pl.col("unit_id").alias("municipality_id"),
        pl.when(pl.col("unit_id").str.contains(_CODE6)).then("unit_id").alias("code6"),
        name.fill_null("").alias("name_ja"),
        pl.concat_str(county.fill_null(""), name.fill_null("")).alias("full_name_ja"),
        county.alias("county"),
        pl.lit("ok" if has_counties else "not_available").alias("county_status"),
        text.alias("county_by_code"),
        prefecture.alias("prefecture_code"),
        prefecture.alias("prefecture_ja"),
        pl.lit(True).alias("counts_in_1741"),
        pl.lit(KNOWN_FROM).alias("valid_from"),
        pl.lit(None, pl.Date).alias("valid_to"),
    ).filter(pl.col("name_ja") != "")
