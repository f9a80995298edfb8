"""The sections of a number format: which numbers each is for, and what it shows besides the digits.

#,##0;"△"#,##0;"-" has one for positive numbers, one for negative ones and one for zero; [=0]"-";0.0% says itself which
numbers a section is for. What a section makes of a number is the business of number_formats.py.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from dagster_project.common.eras import ERA_LETTERS, ERAS
from dagster_project.tables.workbooks.unit_words import MONEY, UNITS

# ! before a sign is what \ is elsewhere: Japanese Excel takes both.
_PARTS = re.compile(r'"[^"]*"|[\\!].|[_*].|\[[^\]]*\]|[^;]|;', re.DOTALL)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?[\d.]+)\]")
_CONDITIONS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_GENERAL = re.compile(r"general|g/標準", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_DIGITS = "0#?"
_SCALING = re.compile(r"[0#?],+(?![0#?,])")
_MINUS = ("-", "−", "－", "△", "▲", "▼")
# What says of a number in the section for negative ones that it is one: a sign, brackets, a word, or red letters.
_SAYS_NEGATIVE = re.compile(rf"[{''.join(_MINUS)}(（減損]|マイナス|\[(?:red|赤|color ?\d+|色 ?\d+)\]", re.IGNORECASE)
# What may stand around the digits and changes nothing that they say: a sign of money, what is counted. Of a number that is
# negative anyway, what says so.
_SIGNS = rf"[+＋\s]*({MONEY})?[+＋\s]*"
_SIGNS_OF_NEGATIVES = rf"(?:[-−－△▲▼(（\[\s]|減|マイナス)*({MONEY})?[-−－△▲▼\s]*"
_COUNTED = re.compile(rf"[\s)）\]]*(?:[(（\[]?({UNITS})[)）\]]?)?[\s)）\]]*")
_PER_CENT = re.compile(r"\s*(?:%|％|パーセント)?\s*")
# A sign of money that a format names for a country: [$¥-411], [$USD].
_OF_A_COUNTRY = re.compile(r"\[\$([^-\]]*)(?:-[^\]]*)?\]")
_ERA = re.compile(rf"(?:{'|'.join(ERAS)}|^[{ERA_LETTERS}])\.?$")
_PLACE = "0"
_FOR_NUMBERS = 3  # sections; a fourth is for texts
_OPENING, _CLOSING = ("(", "（"), (")", "）")
_OPENED = re.compile("[(（][^)）]*$")
# Literals that make other digits of those of the number: 12 in 0"000" is read 12000, 12345 in 0!.0000 is read 1.2345.
_DIGITS_ADDED = re.compile(r"[0-9０-９][.,．，]?\0|\0[^\0]*[0-9０-９.．・][^\0]*\0|\0[,，]?[0-9０-９]")


@dataclass(frozen=True)
class Section:
    """One section in parts: its own signs (0, #, y, m, %), and literals, which have a leading quote here.

    condition: what numbers it is for, where it says so itself; is_for_zero, is_for_negatives: for no other number;
    loses_minus: nothing in it says that a number is negative, as in #,##0;#,##0 of a population pyramid.
    """

    parts: tuple[str, ...]
    condition: tuple[str, float] | None = None
    is_for_zero: bool = False
    is_for_negatives: bool = False
    loses_minus: bool = False

    @property
    def plain(self) -> str:
        """The section without literals, in small letters."""
        return "".join(part for part in self.parts if not _is_literal(part)).lower()

    @property
    def shows_no_digit(self) -> bool:
        return not any(sign in self.plain for sign in _DIGITS) and "@" not in self.plain

    @property
    def words(self) -> str:
        """What the section shows besides its own signs."""
        return "".join(part.lstrip('"') for part in self.parts if _is_literal(part) or part in _MINUS).strip()

    @property
    def is_scaled(self) -> bool:
        """Whether commas behind the digits leave out thousands: #,##0, shows 1,235 for 1234567. Of two per cent signs each
        shows a hundred times the number."""
        return _SCALING.search(self.plain) is not None or self.plain.count("%") > 1

    @property
    def adds_digits(self) -> bool:
        """Whether literals add digits or a point to those of the number."""
        own = "".join(
            "\0" if part in _DIGITS else part.lstrip('"') for part in self.parts if part in _DIGITS or _is_literal(part)
        )
        return _DIGITS_ADDED.search(own) is not None

    @property
    def has_minus(self) -> bool:
        """Whether a minus sign stands before the digits of numbers that are not negative."""
        first = next((place for place, part in enumerate(self.parts) if part in _DIGITS), 0)
        before = "".join(part.lstrip('"') for part in self.parts[:first]).strip()
        return before in _MINUS and not self.is_for_negatives

    @property
    def words_in_brackets(self) -> tuple[str, str] | None:
        """All that stands before and behind a number in brackets that is not negative; None of any other. Brackets are a minus
        sign to some, "of which" to others and a year beside an era to the next: they are part of the text, (2015)."""
        before, behind = self._beside(lambda part: _is_literal(part) or part in (*_OPENING, *_CLOSING, " "))
        if self.is_for_negatives or self.is_for_zero or not _OPENED.search(before):
            return None
        return (before, behind) if any(sign in behind for sign in _CLOSING) else None

    @property
    def words_around(self) -> tuple[str, str]:
        """What stands before and behind the digits: 約5, 5以上, 12万人, 令和6年, 減5, 5K, A5; a unit that changes nothing
        of what they say, such as 人, is left out."""
        before, behind = self._around
        is_counted = self._counted is not None and not _ERA.search(before) and not before.endswith("第")
        is_twice = "%" in self.plain and _PER_CENT.fullmatch(behind)
        return "" if self._sign is not None else before, "" if is_counted or is_twice else behind

    @property
    def unit(self) -> str:
        """The unit that `words_around` leaves out: 円 of 5円 and ¥ of ¥5. Empty where there is none."""
        if self.words_in_brackets is not None:
            return ""
        around = self.words_around
        units = [found[1] for found, rest in zip((self._sign, self._counted), around, strict=True) if found and not rest]
        return next(filter(None, reversed(units)), "")

    @property
    def _around(self) -> tuple[str, str]:
        before, behind = self._beside(_is_literal)
        return ("" if before in _MINUS else before), behind

    def _beside(self, is_shown: Callable[[str], bool]) -> tuple[str, str]:
        """The parts before and behind the digits that are shown as they are."""
        digits = [place for place, part in enumerate(self.parts) if part in _DIGITS]
        if not digits:
            return "", ""
        before, behind = (
            "".join(part.lstrip('"') for part in parts if is_shown(part)).strip()
            for parts in (self.parts[: digits[0]], self.parts[digits[-1] + 1 :])
        )
        return before, behind

    @property
    def _sign(self) -> re.Match[str] | None:
        """What stands before the digits, where it is a sign that changes nothing."""
        return re.fullmatch(_SIGNS_OF_NEGATIVES if self.is_for_negatives else _SIGNS, self._around[0])

    @property
    def _counted(self) -> re.Match[str] | None:
        """What stands behind the digits, where it is a unit or nothing."""
        return _COUNTED.fullmatch(self._around[1])

    @property
    def places(self) -> str | None:
        """Where the digits go (000-0000, 0000年00月, 令和00年) in a section that writes a fixed number of them, else None."""
        if re.fullmatch("0{2,}", self.plain.replace("-", "").replace("/", "").replace(" ", "")) is None:
            return None
        text = "".join(part.lstrip('"') for part in self.parts)
        run = re.search("0.*0", text)
        between = "" if run is None else run[0]
        if "00" not in between or any("0" in part for part in self.parts if _is_literal(part)):
            return None
        return between if set(between) == {_PLACE} and not any(self.words_around) else text.strip()


def _is_literal(part: str) -> bool:
    return part.startswith('"')


def shows_texts(code: str) -> bool:
    """Whether a cell with a text shows it: the fourth section is for texts alone and shows them with an @."""
    split = _split(code)
    return len(split) <= _FOR_NUMBERS or "@" in split[_FOR_NUMBERS]


@cache
def sections_of(code: str) -> tuple[Section, ...]:
    """The sections for numbers; the one for texts (@) is none of them."""
    split = _split(code)
    texts = ["".join(parts) for parts in split]
    split = [parts for place, parts in enumerate(split) if place < _FOR_NUMBERS and (place == 0 or "@" not in parts)]
    conditions = [_condition(texts[place]) for place in range(len(split))]
    has_conditions = any(conditions)
    return tuple(
        Section(
            tuple(filter(None, map(_own, parts))),
            conditions[place],
            is_for_zero=place == 2 and not has_conditions,
            is_for_negatives=_is_for_negatives(conditions, place),
            loses_minus=place == 1 and not has_conditions and _SAYS_NEGATIVE.search(texts[place]) is None,
        )
        for place, parts in enumerate(split)
    )


def _split(code: str) -> list[list[str]]:
    split: list[list[str]] = [[]]
    for part in _PARTS.findall(_GENERAL.sub("0", code)):
        if part == ";":
            split.append([])
        else:
            split[-1].append(part)
    return split


def section_for(code: str, number: float) -> Section:
    """The section that shows a number."""
    sections = sections_of(code)
    defaults = [(">=", 0.0)] if len(sections) == 2 else [(">", 0.0), ("<", 0.0)]
    for section, default in zip(sections[:-1], defaults, strict=False):
        sign, limit = section.condition or default
        if _CONDITIONS[sign](number, limit):
            return section
    return sections[-1]


def in_places(places: str, number: str) -> str:
    """A whole number written with a digit in each of the places: 600000 in 000-0000 is 060-0000. Digits that it has
    beyond them stand in the first place."""
    if not number.isdecimal():
        return number
    number = number.zfill(places.count(_PLACE))
    more = len(number) - places.count(_PLACE)
    digits = iter([number[: more + 1], *number[more + 1 :]])
    return "".join(next(digits) if sign == _PLACE else sign for sign in places)


def _condition(text: str) -> tuple[str, float] | None:
    found = _CONDITION.search(text)
    return None if found is None else (found[1], float(found[2]))


def _is_for_negatives(conditions: list[tuple[str, float] | None], place: int) -> bool:
    """Whether a section is for negative numbers alone: the second, or the one whose condition says so."""
    if not any(conditions) or (place == 1 and len(conditions) == 2 and conditions == [(">=", 0.0), None]):
        return place == 1
    sign, limit = conditions[place] or ("", 0.0)
    return (sign == "<" and limit <= 0) or (sign == "<=" and limit < 0)


def _own(part: str) -> str:
    """A part of a section as Section.parts has it; what shows nothing is empty. A sign that is none of a format's own, such
    as ‰ or 万, is a literal without quotes, too."""
    if part.startswith('"'):
        return part.rstrip('"') if len(part) > 1 else ""
    if part.startswith(("\\", "!")) and len(part) == 2:
        return f'"{part[1:]}'
    if part.startswith(("_", "*")) and len(part) == 2:
        return ""
    if (country := _OF_A_COUNTRY.fullmatch(part)) is not None:
        return f'"{country[1]}' if country[1] else ""
    if part.startswith("[") and len(part) > 1:
        return part if _ELAPSED.fullmatch(part) else ""
    return part if (part.isascii() and part != "$") or part in _MINUS else f'"{part}'
