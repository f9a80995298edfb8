"""What a number in a cell shows: a day, a time, a duration, per cent, or the number with all its digits.

A workbook stores each of them as a number; only the cell's number format tells them apart. A day is written
2024-04-01, a day with a time 2024-04-01 08:30:00, a time or duration 08:30 (36:00 beyond a day), per cent 28.4%.
A number that its format cannot show as a day or time stays the number. Zeros in front that the format adds are written
(01100), and so are a minus sign (△5), a unit such as 万人, and words such as 約 or 令和 in it. A format may have several
sections for several kinds of numbers (format_sections.py); then the look is only known with the number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from dagster_project.tables.workbooks import format_sections
from dagster_project.tables.workbooks.format_sections import Section


@dataclass(frozen=True)
class NumberLook:
    """How a cell shows the number that it stores.

    kind: the number itself, per cent, a day, a time, … (the constants below)
    has_minus: a minus sign stands before numbers that are not negative
    before, behind: the words around the digits
    unit: the one of them that changes nothing of what the digits say, and is left out: 円
    places: where the digits stand, for one that the format writes zeros in front of
    by_number: the format whose sections look differently, so that the look is only known with the number
    """

    kind: str = "number"
    has_minus: bool = False
    before: str = ""
    behind: str = ""
    unit: str = ""
    places: str | None = None
    by_number: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether nothing but the number stands in the cell, and its unit perhaps."""
        return replace(self, unit="") == NUMBER

    @property
    def is_plain_with_words(self) -> bool:
        """Whether words stand before a number of any number of decimals."""
        return self.kind == "number" and bool(self.before)


NUMBER, TWO_DECIMALS, PERCENT = (NumberLook(kind) for kind in ("number", "two_decimals", "percent"))
DAY, MOMENT, TIME, DURATION = (NumberLook(kind) for kind in ("day", "moment", "time", "duration"))
# A day of which people see no more than the month or the year: 2024年10月, Oct-24, 令和6年, 令和6年度.
MONTH, YEAR, FISCAL_YEAR = (NumberLook(kind) for kind in ("month", "year", "fiscal_year"))
PERIODS = {MONTH: "{:.7}", YEAR: "{:.4}", FISCAL_YEAR: "{:.4}年度"}  # of 2024-10-01 what is seen
# Not the number at all (nothing or a dash, which a zero may be; words), a thousandth of it, other digits or a negative one
# without its sign: what is meant, nobody can say.
NOTHING, WORDS_ALONE, SCALED, OTHER_DIGITS = map(NumberLook, ("nothing", "words_alone", "scaled", "other_digits"))
NOT_SHOWN = (NOTHING, WORDS_ALONE, SCALED, OTHER_DIGITS)
_NO_WORDS = ("", "-", "－", "−", "―", "–", "—", "ー", "0", "０", "0.0", "0.00")

# The built-in formats that a workbook only names by number; 27 to 36 and 50 to 58 are those of Japanese Excel.
_BUILT_IN = {
    2: "0.00",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((14, 15, 16, 30), "yyyy/m/d"),
    **dict.fromkeys((17, 34, 52, 55), 'yyyy"年"m"月"'),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 45, 47), "h:mm:ss"),
    22: "yyyy/m/d h:mm",
    **dict.fromkeys((27, 28, 29, 31, 35, 36, 50, 51, 53, 54, 56, 57, 58), 'ggge"年"m"月"d"日"'),
    39: "#,##0.00",
    40: "#,##0.00",
    46: "[h]:mm:ss",
}
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]")
_TWO_DECIMALS = re.compile(r"0\.00(?![0#?e])")
_LAST_DAY = 2_958_466  # 31 December 9999, as a spreadsheet counts
_LONGEST_DURATION = 366  # days; beyond, a cell formatted as a time (not as a duration) holds a day with its time
_SIX_DECIMALS = 44  # milliseconds by which a time is off that a program wrote with six decimals: 0.354167 is 08:30
_NOISE = 3  # digits of 15 that a number loses if it was a shorter one before it was computed


def look_of(number: int, code: str | None) -> NumberLook:
    """How a cell with a number format looks; `code` is what the workbook says of format `number`, if anything."""
    return _look(_BUILT_IN.get(number, "General") if code is None else code)


@cache
def _look(code: str) -> NumberLook:
    """The look of all numbers; where there is a section for zero alone, of all others, unless it shows zero as a word."""
    sections = format_sections.sections_of(code)
    every = [(_look_of_section(section), section.is_for_zero) for section in sections]
    looks = {look for look, is_for_zero in every if look == WORDS_ALONE or not is_for_zero}
    return looks.pop() if len(looks) == 1 else NumberLook(by_number=code)


def look_for(look: NumberLook, number: float) -> NumberLook:
    """The look of one number; a zero that is shown as "-" or not at all is a zero."""
    if look.by_number is not None:
        look = _look_of_section(format_sections.section_for(look.by_number, number))
    return NUMBER if look == NOTHING and number == 0 else look


@cache
def _look_of_section(section: Section) -> NumberLook:
    plain = section.plain
    if _ELAPSED.search(plain):
        return DURATION
    look = _look_of_day_or_time(plain) or _look_of_digits(section)
    return FISCAL_YEAR if look == YEAR and "年度" in section.words else look


def _look_of_day_or_time(plain: str) -> NumberLook | None:
    letters = set(re.sub(r"e[+-]|am/pm|a/p", "", plain))
    has_time = bool(letters & set("hs"))
    has_day = bool(letters & set("ydgea")) or ("m" in letters and not has_time)
    if not has_day:
        return TIME if has_time else None
    if has_time:
        return MOMENT
    shows_a_day = bool(letters & set("da")) or not letters & set("yge")
    return DAY if shows_a_day else MONTH if "m" in letters else YEAR


def _look_of_digits(section: Section) -> NumberLook:
    if section.shows_no_digit:
        return NOTHING if section.words in _NO_WORDS else WORDS_ALONE
    if section.is_scaled:
        return SCALED
    if section.loses_minus:
        return OTHER_DIGITS
    if section.places is not None:
        return NumberLook(places=section.places)
    if section.adds_digits:
        return OTHER_DIGITS
    plain = section.plain
    look = PERCENT if "%" in plain else TWO_DECIMALS if _TWO_DECIMALS.search(plain) else NUMBER
    return _with_words(look, section)


def _with_words(look: NumberLook, section: Section) -> NumberLook:
    before, behind = section.words_in_brackets or section.words_around
    return replace(look, has_minus=section.has_minus, before=before, behind=behind, unit=section.unit)


def shown(look: NumberLook, stored: str, *, from_1904: bool = False) -> str:
    """The number `stored` in a cell as people see it, whatever its look; raises ValueError where it is no number.

    `from_1904`: the workbook counts days from 1 January 1904.
    """
    number = _plain(stored)
    look = look_for(look, float(number))
    if look.places is not None:
        return format_sections.in_places(look.places, number)
    text = f"{look.before}{_text_of(look, number, from_1904)}{look.behind}"
    return f"-{text}" if look.has_minus and float(number) > 0 else text


def _text_of(look: NumberLook, number: str, from_1904: bool) -> str:
    if look.kind == PERCENT.kind:
        return f"{_without_exponent(Decimal(number) * 100)}%"
    if look.kind == TWO_DECIMALS.kind:
        return f"{number}0" if re.fullmatch(r"-?\d+\.\d", number) else number
    if look in (DAY, *PERIODS, MOMENT, TIME, DURATION):
        return _day_or_time(look, Decimal(number), from_1904) or number
    return number


def _plain(stored: str) -> str:
    """All digits of a number without an exponent; 0.30000000000000004, as 0.1 + 0.2 is stored, is 0.3."""
    if re.fullmatch(r"-?\d+", stored):
        return stored
    number = Decimal(repr(float(stored)))
    rounded = Decimal(f"{float(stored):.15g}")
    is_noise = len(rounded.normalize().as_tuple().digits) <= 15 - _NOISE
    return _without_exponent(rounded if is_noise else number)


def _without_exponent(number: Decimal) -> str:
    if not number.is_finite():
        raise ValueError(f"{number} is no number of a cell")
    return f"{number.normalize():f}" if number else "0"


def _day_or_time(look: NumberLook, days: Decimal, from_1904: bool) -> str | None:
    milliseconds = round(days * 86_400_000)
    whole_seconds = 1000 * round(milliseconds / 1000)
    if abs(milliseconds - whole_seconds) <= _SIX_DECIMALS:
        milliseconds = whole_seconds
    if milliseconds < 0 or days >= _LAST_DAY:
        return None
    if look == DURATION or (look == TIME and days < _LONGEST_DURATION):
        return _time(milliseconds)
    whole, rest = divmod(milliseconds, 86_400_000)
    day = _day(whole, from_1904)
    if day is None or look in (DAY, *PERIODS) or not rest:
        return day
    return f"{day} {_time(rest, seconds=True)}"


def _day(serial: int, from_1904: bool) -> str | None:
    """A day by its number; None for the two that do not exist, 0 and 29 February 1900."""
    if from_1904:
        return str(date(1904, 1, 1) + timedelta(serial))
    if serial in (0, 60):
        return None
    return str(date(1899, 12, 31 if serial < 60 else 30) + timedelta(serial))


def _time(milliseconds: int, *, seconds: bool = False) -> str:
    minutes, rest = divmod(milliseconds, 60_000)
    text = f"{minutes // 60:02}:{minutes % 60:02}"
    if not rest and not seconds:
        return text
    return f"{text}:{rest // 1000:02}" + (f".{rest % 1000:03}" if rest % 1000 else "")
