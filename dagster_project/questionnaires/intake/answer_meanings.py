"""One answer cell to its meaning: the option, the tick, the number or the text, or a rule it breaks.

Accepted as people write them: options by drop-down text, by code alone or by label alone; ticks in
all their shapes; digits full-width, with separators, a triangle for a minus or the question's own unit (noted). Not
accepted: 「約20」, another unit, ranges, dates, 1.2E+05, digits with a footnote mark (52¹). A line break or a space inside a
cell parts two answers; it never joins two numbers into one, and ①② is no 12.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from dagster_project.common.text import FALSE_DIGIT, VALUES_LOST, clean, code_points
from dagster_project.questionnaires.form.identity import option_text
from dagster_project.questionnaires.instrument.questions import Option, Question

_TICKS = {"○", "〇", "◯", "●", "◎", "◉", "⭕", "✓", "✔", "☑", "レ", "レ点", "V", "1", "O", "TRUE", "YES", "はい", "有", "該当"}
_NO_TICKS = {"×", "✕", "✖", "❌", "☐", "□", "-", "ー", "―", "0", "FALSE", "NO", "いいえ", "無", "無し", "なし", "非該当"}
# 0,123 is how other languages write 0.123, never 123; 1.2E+05 is what a spreadsheet showed of a longer number.
_NUMBER = re.compile(r"[+-]?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d(?:\.\d+)?)?|\d+:\d\d(?::\d\d(?:\.\d+)?)?")
_DIGITS = r"\d[\d,]*(?:\.\d+)?"
_UNITS = {"千": 1_000, "万": 10_000, "億": 100_000_000}
_SEPARATOR = re.compile(r"[、,;・/\n&]|\s+(?=\d)|及び|と(?=\d)")


@dataclass(frozen=True)
class Meaning:
    """What a written cell says. `rule` is set where it breaks one or where something is to be noted;
    then `usable` says whether the answer is used all the same. A cell that says "does not apply" is
    usable and has nothing else."""

    usable: bool
    option_code: str | None = None
    value: float | None = None
    value_text: str | None = None
    rule: str | None = None
    expected: str | None = None


class Reader:
    """Reads the cells of one question."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def read(self, option_code: str | None, written: str) -> Meaning:
        if signs := code_points(written):
            return Meaning(False, rule="control_character", expected=signs)
        match self.question.type:
            case "single":
                return self._single(written)
            case "multiple":
                return self._tick(str(option_code), written)
            case "numeric":
                return self._number(written)
        return self._text(written)

    @cached_property
    def _codes(self) -> dict[str, str]:
        """Every spelling of an option -> its code; a wording that two options share is left out."""
        spellings: dict[str, set[str]] = {}
        for option in self.question.options:
            for spelling in _spellings(option):
                spellings.setdefault(spelling, set()).add(option.code)
        return {spelling: next(iter(codes)) for spelling, codes in spellings.items() if len(codes) == 1}

    def _single(self, written: str) -> Meaning:
        if self.question.has_raised_digit(written):
            return Meaning(False, rule="raised_digit")
        code = self._codes.get(_fold(written))
        if code is not None:
            return Meaning(True, option_code=code)
        parts = _SEPARATOR.split(clean(_with_numbers_apart(_on_one_line(written, "/"))))
        named = {self._codes.get(_fold(part)) for part in parts if part and part.strip()}
        if None not in named and len(named) > 1:
            return Meaning(False, rule="more_than_one")
        offered = " / ".join(option_text(option.code, option.label.ja) for option in self.question.options)
        return Meaning(False, rule="unknown_option", expected=offered)

    def _tick(self, code: str, written: str) -> Meaning:
        if self.question.has_raised_digit(written):
            return Meaning(False, rule="raised_digit")
        plain = clean(written).upper()
        option = next(option for option in self.question.options if option.code == code)
        is_chosen = is_tick(written) or _fold(written) in _spellings(option)
        is_none = written.strip() in _NO_TICKS or plain in _NO_TICKS
        if is_chosen == is_none:  # neither, or a 0 beside the option 0, which may be its code or a no
            return Meaning(False, rule="not_a_tick")
        return Meaning(True, option_code=code if is_chosen else None)

    def _number(self, written: str) -> Meaning:
        if re.search(FALSE_DIGIT, written):
            return Meaning(False, rule="raised_digit")
        plain = clean(_on_one_line(written, " "))
        if _DATE.fullmatch(plain):
            return Meaning(False, rule="date_in_number")
        number = self.question.number_in(plain)
        if not _NUMBER.fullmatch(number):
            return Meaning(False, rule="not_a_number", expected=_example(number))
        value = float(number.replace(",", "")) + 0.0  # -0 is a zero
        low, high = self.question.smallest, self.question.largest
        if not low <= value <= high:
            return Meaning(False, rule="out_of_range", expected=_range(low, high))
        if number != written or "," in number:
            return Meaning(True, value=value, rule="number_tidied", expected=f"{value:.15g}")
        return Meaning(True, value=value)

    def _text(self, written: str) -> Meaning:
        lost = next((rule for rule, pattern in VALUES_LOST.items() if re.search(pattern, clean(written))), None)
        return Meaning(True, value_text=written) if lost is None else Meaning(False, rule=lost)


def is_tick(written: str) -> bool:
    """Whether a text is a tick in one of its shapes, whatever stands beside it."""
    return written.strip() in _TICKS or clean(written).upper() in _TICKS


def _on_one_line(written: str, between: str) -> str:
    return re.sub(r"\s*[\r\n]+\s*", between, written.strip())


def _example(plain: str) -> str:
    """How the number that was probably meant looks in digits: 12000 for 1万2千 or 12,000円."""
    found = re.search(rf"(?:{_DIGITS}[千万億])+(?:{_DIGITS})?|{_DIGITS}", plain)
    if found is None:
        return "0" if plain.upper() in _NO_TICKS else "20"
    parts = re.findall(rf"({_DIGITS})([千万億]?)", found[0])
    sign = "-" if found.start() == 1 and plain.startswith("-") else ""
    return f"{sign}{sum(float(digits.replace(',', '')) * _UNITS.get(unit, 1) for digits, unit in parts):.15g}"


def _range(low: float, high: float) -> str:
    return f"{low:,.16g} – {high:,.16g}"


def _spellings(option: Option) -> set[str]:
    code = option.code
    bare = {code, f"{code}.", f"{code})", f"({code})", f"{code}番"}
    labels = {option.label.ja, option.label.en}
    signs = ("", ".", ")", ":", "、", ",")
    numbered = {f"{code}{sign}{label}" for label in labels for sign in signs}
    return {_fold(spelling) for spelling in (*bare, *labels, *numbered, *(f"({code}){label}" for label in labels))}


def _with_numbers_apart(text: str) -> str:
    """①② with spaces around each number, which clean would make a 12 of."""
    return re.sub(FALSE_DIGIT, r" \g<0> ", text)


def _fold(text: str) -> str:
    """Comparable whatever the width, the case, the spaces and quotes around; 1.0 from a number cell is code 1.

    Spaces between two digits stay, as one: `1 2` names two options and is no 12.
    """
    plain = re.sub(r"\s+", " ", clean(_with_numbers_apart(_on_one_line(text, " "))))
    plain = re.sub(r"(?<!\d) | (?!\d)", "", plain).casefold().strip("「」『』。")
    return re.sub(r"^(\d+)\.0$", r"\1", plain)
