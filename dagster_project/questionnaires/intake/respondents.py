"""The respondent block: whose form it is, its date and the number of the submission.

A form belongs to a body of the frame by its code, by prefecture and name, or by both. If they
belong to two bodies nobody can say whose answers these are, so the form is refused. The file's
name never decides: people copy and rename files. Its time of modification decides nothing either.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from dagster_project.common.eras import parse_date
from dagster_project.common.text import clean
from dagster_project.forms.wave_frame import Frame, NameFound

NOT_AVAILABLE = "not_available"
_SERIAL_DAYS = range(36526, 73051)  # 2000 to 2099 as a spreadsheet counts days
_MOST_ROUNDS = 99


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


def respondents(blocks: Sequence[Mapping[str, str]], file_names: Sequence[str], frame: Frame) -> list[Respondent]:
    """What each block says; a block has the filled entries by name (see UNIT_ENTRIES)."""
    said = pl.DataFrame(
        {entry: [block.get(entry) for block in blocks] for entry in ("prefecture", "municipality")},
        schema={"prefecture": pl.String, "municipality": pl.String},
    )
    found = []
    for block, file_name, name in zip(blocks, file_names, frame.by_name(said), strict=True):
        unit_id, remarks = _unit(block, name, frame)
        day, basis, about_date = _submitted_on(block.get("date"), file_name)
        number, about_round = _round(block.get("round"))
        found.append(Respondent(unit_id, day, basis, number, (*remarks, *about_date, *about_round)))
    return found


def _unit(block: Mapping[str, str], name: NameFound, frame: Frame) -> tuple[str | None, list[Remark]]:
    """The unit that code and name mean together, or why they mean none."""
    code = block.get("code")
    written = "".join(filter(None, (block.get("prefecture"), block.get("municipality"))))
    if not code and not block.get("municipality") and not name.units:
        return None, [Remark("unit_missing", "municipality", written or None)]
    entry = "code" if code else "municipality"
    by_code = frame.by_code(code) if code else set()
    both = by_code & (name.units or name.place)
    is_another = name.units or name.place or (name.elsewhere and not name.elsewhere & by_code)
    if by_code and not both and is_another:
        return None, [Remark("unit_contradiction", "code", f"{code} / {written}")]
    found = both or by_code or name.units
    if len(found) > 1:
        listed = " / ".join(frame.called(unit_id) for unit_id in sorted(found))
        return None, [Remark("unit_ambiguous", entry, " / ".join(filter(None, (written, code))), listed)]
    if not found and name.now is not None:
        return None, [Remark("unit_former", "municipality", written, frame.called(name.now))]
    if not found:
        shown = " / ".join(filter(None, (written, code)))
        return None, [Remark("unit_unknown", entry, shown, frame.similar(written or str(code)))]
    unit_id = next(iter(found))
    if code and not by_code:
        return unit_id, [Remark("unit_code_ignored", "code", code, frame.called(unit_id))]
    if block.get("municipality") and frame.has_names and not name.units:
        return unit_id, [Remark("unit_name_ignored", "municipality", written, frame.called(unit_id))]
    return unit_id, []


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
