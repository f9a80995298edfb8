"""The respondent block: whose form it is, its date and the number of the submission.

Code and name alone say whose it is (see wave_frame.py). The file's name never decides: people copy
and rename files. Its time of modification decides nothing either.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dagster_project.common.eras import parse_date
from dagster_project.common.text import FALSE_DIGITS_IN_A_ROW, clean
from dagster_project.questionnaires.units.wave_frame import Frame, Remark

NOT_AVAILABLE = "not_available"
BODY_ENTRIES = ("code", "prefecture", "municipality")
_SERIAL_DAYS = range(36526, 73051)  # 2000 to 2099 as a spreadsheet counts days
_MOST_ROUNDS = 99
_ANY_DAY = (date.min, date.max)


@dataclass(frozen=True)
class Block:
    """What the respondent block of one form holds: the filled entries by name (see UNIT_ENTRIES), and those of which something
    is struck through; what holds of them nobody knows."""

    file_name: str
    entries: Mapping[str, str]
    struck: Collection[str] = ()


@dataclass(frozen=True)
class Respondent:
    unit_id: str | None
    submitted_on: date | None
    submitted_on_basis: str  # form | file_name | not_available
    round_number: int
    remarks: tuple[Remark, ...]


def respondents(blocks: Sequence[Block], frame: Frame, bounds: tuple[date, date] = _ANY_DAY) -> list[Respondent]:
    """What each block says. `bounds`: the first and the last day that the date of a form can be; one outside is not used."""
    units = frame.units_of([block.entries for block in blocks])
    return [_respondent(block, *found, bounds) for block, found in zip(blocks, units, strict=True)]


def _respondent(block: Block, unit_id: str | None, remarks: list[Remark], bounds: tuple[date, date]) -> Respondent:
    written = {entry: text for entry, text in block.entries.items() if entry not in block.struck}
    day, basis, about_date = _submitted_on(written.get("date"), block.file_name, *bounds)
    number, about_round = _round(written.get("round"))

    def struck(rule: str, entries: Sequence[str]) -> list[Remark]:
        return [Remark(rule.format(entry), entry, block.entries[entry]) for entry in entries if entry in block.struck]

    about_body, unread = struck("unit_struck_out", BODY_ENTRIES), struck("{}_unreadable", ("date", "round"))
    return Respondent(unit_id, day, basis, number, (*about_body, *remarks, *about_date, *about_round, *unread))


def _submitted_on(written: str | None, file_name: str, earliest: date, latest: date) -> tuple[date | None, str, list[Remark]]:
    """The form's own date, else a date at the head of the file's name (20231101_…), else none."""
    remarks = []
    if written:
        day = _day(written)
        if day is not None and earliest <= day <= latest:
            return day, "form", []
        rule = "date_unreadable" if day is None else "date_out_of_bounds"
        remarks.append(Remark(rule, "date", written, f"{earliest} – {latest}"))
    head = re.match(r"(\d{8})[_-]", clean(file_name))
    day = _day(head[1]) if head else None
    return (day, "file_name", remarks) if day and earliest <= day <= latest else (None, NOT_AVAILABLE, remarks)


def _day(text: str) -> date | None:
    if re.search(FALSE_DIGITS_IN_A_ROW, text):  # the 1² of a footnote is no 12th
        return None
    plain = clean(text)
    if re.fullmatch(r"\d{5}(?:\.0+)?", plain) and int(float(plain)) in _SERIAL_DAYS:
        return date(1899, 12, 30) + timedelta(days=int(float(plain)))
    parsed = parse_date(re.sub(r"[T ]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$", "", plain))
    return parsed.day if parsed is not None and parsed.precision == "day" else None


def _round(written: str | None) -> tuple[int, list[Remark]]:
    """1 where nothing is stated; 第2回 and 2回目 are read as well."""
    if not written:
        return 1, []
    is_several = re.search(FALSE_DIGITS_IN_A_ROW, written)  # 2² is no 22; ② alone is a 2
    found = None if is_several else re.fullmatch(r"第?\s*(\d{1,2})(?:\.0+)?\s*(?:回目?)?", clean(written))
    if found is None or not 1 <= int(found[1]) <= _MOST_ROUNDS:
        return 1, [Remark("round_unreadable", "round", written)]
    return int(found[1]), []
