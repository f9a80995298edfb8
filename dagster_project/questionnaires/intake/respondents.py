"""The respondent block: whose form it is, its date and the number of the submission.

A form belongs to a body of the frame by its code, by prefecture and name, or by both. If they
belong to two bodies nobody can say whose answers these are, so the form is refused. The file's
name never decides: people copy and rename files. Its time of modification decides nothing either.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches

import polars as pl

from dagster_project.common.codes import candidates
from dagster_project.common.eras import parse_date
from dagster_project.common.text import clean

NOT_AVAILABLE = "not_available"
_SAME_LETTERS = str.maketrans({"ヶ": "ケ", "ヵ": "カ", "檮": "梼", "惠": "恵", "﨑": "崎", "髙": "高"})
_SERIAL_DAYS = range(36526, 73051)  # 2000 to 2099 as a spreadsheet counts days
_MOST_ROUNDS = 99
_SIMILAR = 0.6  # of 1: 千代田句 is 0.86 like 東京都千代田区, another ward of Tokyo about 0.7


@dataclass(frozen=True)
class Remark:
    """A finding on the respondent block; `refuses` when the form cannot be used."""

    rule: str
    entry: str
    written: str | None = None
    expected: str | None = None


@dataclass(frozen=True)
class Respondent:
    unit_id: str | None
    submitted_on: date | None
    submitted_on_basis: str  # form | file_name | not_available
    round_number: int
    remarks: tuple[Remark, ...]


class Frame:
    """The units of a wave, found by code or by name.

    `former`: prefecture, name_ja and unit_id of bodies that are now a part of a unit; they are
    pointed out, never taken for it.
    """

    def __init__(self, units: pl.DataFrame, former: pl.DataFrame | None = None) -> None:
        self.ids = units["unit_id"].to_list()
        known = set(self.ids)
        self._by_code = {unit_id: unit_id for unit_id in known}
        self._by_code |= {unit_id[:5]: unit_id for unit_id in known if re.fullmatch(r"\d{6}", unit_id)}
        self._by_name: dict[tuple[str, str], set[str]] = {}
        self.names: dict[str, str] = {}
        if {"prefecture", "name_ja"} <= set(units.columns):
            for unit_id, prefecture, name in units.select("unit_id", "prefecture", "name_ja").iter_rows():
                self.names[unit_id] = f"{prefecture or ''}{name or ''}"
                for place in (prefecture, None):  # None: found without its prefecture if the name is unique
                    self._by_name.setdefault((_fold(place), _fold(name)), set()).add(unit_id)

        self._former: dict[tuple[str, str], set[str]] = {}
        for prefecture, name, unit_id in () if former is None else former.iter_rows():
            for place in (prefecture, None):
                self._former.setdefault((_fold(place), _fold(name)), set()).add(unit_id)

    def by_code(self, text: str) -> set[str]:
        plain = clean(text)
        if plain in self._by_code:
            return {self._by_code[plain]}
        readings = {code for code in candidates(plain).values()}
        return {self._by_code[code] for code in readings if code in self._by_code}

    def by_name(self, prefecture: str | None, name: str | None) -> set[str]:
        place, municipality = _fold(prefecture), _fold(name)
        if not municipality:
            return self._by_name.get(("", place), set()) if place else set()
        if place and municipality.startswith(place):
            municipality = municipality.removeprefix(place)
        found = self._by_name.get((place, municipality), set())
        without_county = re.sub(r"^.{1,4}郡", "", municipality)
        return found or self._by_name.get((place, without_county), set())

    def now(self, prefecture: str | None, name: str | None) -> str | None:
        """The unit that a body of former times belongs to today."""
        units = self._former.get((_fold(prefecture), _fold(name).removeprefix(_fold(prefecture))), set())
        return self.called(next(iter(units))) if len(units) == 1 else None

    def similar(self, name: str) -> str:
        """Up to three bodies with a similar name, to be looked at by people: never to decide by."""
        folded = {_fold(known): unit_id for unit_id, known in self.names.items()}
        found = get_close_matches(_fold(name), folded, n=3, cutoff=_SIMILAR)
        return " / ".join(self.called(folded[each]) for each in found) or "—"

    def called(self, unit_id: str) -> str:
        """Name and code, as an official would want to see them."""
        name = self.names.get(unit_id)
        return f"{name}({unit_id})" if name else unit_id


def _fold(text: str | None) -> str:
    return re.sub(r"\s", "", clean(text)).translate(_SAME_LETTERS)


def respondent(entries: Mapping[str, str], file_name: str, frame: Frame) -> Respondent:
    """What the block says; `entries` are the filled entries by name (see UNIT_ENTRIES)."""
    unit_id, remarks = _unit(entries, frame)
    day, basis, about_date = _submitted_on(entries.get("date"), file_name)
    number, about_round = _round(entries.get("round"))
    return Respondent(unit_id, day, basis, number, (*remarks, *about_date, *about_round))


def _unit(entries: Mapping[str, str], frame: Frame) -> tuple[str | None, list[Remark]]:
    code = entries.get("code")
    named = "".join(filter(None, (entries.get("prefecture"), entries.get("municipality"))))
    if not code and not entries.get("municipality") and not (named and frame.by_name(named, None)):
        return None, [Remark("unit_missing", "municipality", named or None)]
    by_code = frame.by_code(code) if code else set()
    by_name = frame.by_name(entries.get("prefecture"), entries.get("municipality"))
    both = by_code & by_name
    if both or not by_code or not by_name:
        found = both or by_code or by_name
        if len(found) != 1:
            shown = " / ".join(filter(None, (named, code)))
            now = frame.now(entries.get("prefecture"), entries.get("municipality"))
            if now is not None:
                return None, [Remark("unit_former", "municipality", named, now)]
            return None, [Remark("unit_unknown", "code" if code else "municipality", shown, frame.similar(named or code))]
        unit_id = next(iter(found))
        if code and not by_code:
            return unit_id, [Remark("unit_code_ignored", "code", code, frame.called(unit_id))]
        if entries.get("municipality") and frame.names and not by_name:
            return unit_id, [Remark("unit_name_ignored", "municipality", named, frame.called(unit_id))]
        return unit_id, []
    return None, [Remark("unit_contradiction", "code", f"{code} / {named}")]


def _submitted_on(written: str | None, file_name: str) -> tuple[date | None, str, list[Remark]]:
    """The form's own date, else a date at the head of the file's name (20231101_…), else none."""
    remarks = []
    if written:
        day = _day(written)
        if day is not None:
            return day, "form", []
        remarks.append(Remark("date_unreadable", "date", written))
    head = re.match(r"(\d{8})[_-]", clean(file_name))
    day = _day(head[1]) if head else None
    return (day, "file_name", remarks) if day else (None, NOT_AVAILABLE, remarks)


def _day(text: str) -> date | None:
    plain = clean(text)
    if re.fullmatch(r"\d{5}(?:\.0+)?", plain) and int(float(plain)) in _SERIAL_DAYS:
        return date(1899, 12, 30) + timedelta(days=int(float(plain)))
    parsed = parse_date(re.sub(r"[T ]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$", "", plain))
    return parsed.day if parsed is not None and parsed.precision == "day" else None


def _round(written: str | None) -> tuple[int, list[Remark]]:
    """1 where nothing is said; 第2回 and 2回目 are read as well."""
    if not written:
        return 1, []
    found = re.fullmatch(r"第?\s*(\d{1,2})(?:\.0+)?\s*(?:回目?)?", clean(written))
    if found is None or not 1 <= int(found[1]) <= _MOST_ROUNDS:
        return 1, [Remark("round_unreadable", "round", written)]
    return int(found[1]), []
