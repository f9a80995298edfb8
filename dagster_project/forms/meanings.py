"""One answer cell to its meaning: the option, the tick, the number or the text, or a rule it breaks.

Accepted as people write them: options by drop-down text, by code alone or by label alone; ticks in
all their shapes; digits full-width or with separators (noted). Not accepted: 「約20」, 「20人」, ranges.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from dagster_project.forms.identity import option_text
from dagster_project.forms.plan import minimum
from dagster_project.readers.instrument_questions import Option, Question
from dagster_project.readers.text import clean

_TICKS = {"○", "〇", "◯", "●", "◎", "◉", "⭕", "✓", "✔", "☑", "レ", "V", "1", "O", "TRUE", "YES", "はい", "有", "該当"}
_NO_TICKS = {"×", "✕", "✖", "❌", "☐", "□", "-", "ー", "―", "0", "FALSE", "NO", "いいえ", "無", "なし", "非該当"}
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:E\+?\d+)?")
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
        match self.question.type:
            case "single":
                return self._single(written)
            case "multiple":
                return self._tick(str(option_code), written)
            case "numeric":
                return self._number(written)
        return Meaning(True, value_text=written)

    @cached_property
    def _codes(self) -> dict[str, str]:
        """Every way to write an option -> its code; a wording that two options share is left out."""
        ways: dict[str, set[str]] = {}
        for option in self.question.options:
            for way in _ways(option):
                ways.setdefault(way, set()).add(option.code)
        return {way: next(iter(codes)) for way, codes in ways.items() if len(codes) == 1}

    def _single(self, written: str) -> Meaning:
        code = self._codes.get(_fold(written))
        if code is not None:
            return Meaning(True, option_code=code)
        named = {self._codes.get(_fold(part)) for part in _SEPARATOR.split(clean(written)) if part and part.strip()}
        if None not in named and len(named) > 1:
            return Meaning(False, rule="more_than_one")
        offered = " / ".join(option_text(option.code, option.label.ja) for option in self.question.options)
        return Meaning(False, rule="unknown_option", expected=offered)

    def _tick(self, code: str, written: str) -> Meaning:
        plain = clean(written).upper()
        option = next(option for option in self.question.options if option.code == code)
        if written.strip() in _TICKS or plain in _TICKS or _fold(written) in _ways(option):
            return Meaning(True, option_code=code)
        if written.strip() in _NO_TICKS or plain in _NO_TICKS:
            return Meaning(True)
        return Meaning(False, rule="not_a_tick")

    def _number(self, written: str) -> Meaning:
        plain = clean(written)
        if not _NUMBER.fullmatch(plain):
            digits = re.search(r"\d+", plain)
            return Meaning(False, rule="not_a_number", expected=digits[0] if digits else "20")
        value = float(plain.replace(",", ""))
        low, high = minimum(self.question), self.question.max
        if value < low or (high is not None and value > high):
            return Meaning(False, rule="out_of_range", expected=_range(low, high))
        if plain != written or "," in plain:
            return Meaning(True, value=value, rule="number_tidied", expected=f"{value:.15g}")
        return Meaning(True, value=value)


def _range(low: float, high: float | None) -> str:
    return f"≥ {low:,.15g}" if high is None else f"{low:,.15g} – {high:,.15g}"


def _ways(option: Option) -> set[str]:
    labels = (option.label.ja, option.label.en)
    return {_fold(way) for label in labels for way in (option_text(option.code, label), option.code, label)}


def _fold(text: str) -> str:
    """Comparable whatever the width, the case and the spaces; 1.0 from a number cell is code 1."""
    plain = re.sub(r"\s", "", clean(text)).casefold()
    return re.sub(r"^(\d+)\.0$", r"\1", plain)
