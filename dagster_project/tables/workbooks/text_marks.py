"""Raised, lowered and struck letters: what a cell's text alone does not show, though it changes what the cell says.

A raised or lowered digit is a footnote's, never one of a number: it is written as such (¹, ₁). Of what is struck
through nobody but its author knows whether it still holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

_DIGITS = {
    "superscript": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "subscript": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"),
}


_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class FontLook:
    """How letters look; `align` is superscript, subscript or another word."""

    align: str = "baseline"
    is_struck: bool = False

    @property
    def is_plain(self) -> bool:
        return self.align not in _DIGITS and not self.is_struck

    def written(self, text: str) -> str:
        """The text with its digits raised or lowered."""
        return text.translate(_DIGITS.get(self.align, {}))


@dataclass(frozen=True)
class MarkedText:
    """A text in parts, of which some are raised, lowered or struck."""

    text: str
    is_struck: bool


PLAIN = FontLook()


def marked(parts: Iterable[tuple[str, FontLook]]) -> MarkedText | None:
    """The text of the parts; None where all of it is plain."""
    parts = [(text, look) for text, look in parts if text]
    if all(look.is_plain for _, look in parts):
        return None
    return MarkedText("".join(look.written(text) for text, look in parts), any(look.is_struck for _, look in parts))


def may_be_marked(xml: bytes, end: int | None = None) -> bool:
    """Whether anything in a part of a package, down to `end`, may be raised, lowered or struck; quick."""
    return xml.find(b"vertAlign", 0, end) >= 0 or xml.find(b"strike", 0, end) >= 0


def look_of_font(font: ElementTree.Element | None) -> FontLook:
    """The look that a `font` or the properties of a run describe."""
    if font is None:
        return PLAIN
    align, strike = font.find("{*}vertAlign"), font.find("{*}strike")
    is_struck = strike is not None and strike.get("val", "1") not in ("0", "false")
    return FontLook("baseline" if align is None else align.get("val", ""), is_struck)


def marked_runs(node: ElementTree.Element) -> MarkedText | None:
    """The text of the runs (r) in a shared text or an inline one; readings (rPh) are no part of it."""
    return marked(
        (_unescaped("".join(text.text or "" for text in run.iterfind("{*}t"))), look_of_font(run.find("{*}rPr")))
        for run in node.iterfind("{*}r")
    )


def text_of(cell: ElementTree.Element) -> str:
    """The text that is written in a cell itself, in one or in runs; readings (rPh) are no part of it."""
    texts = (text for path in ("{*}is/{*}t", "{*}is/{*}r/{*}t") for text in cell.iterfind(path))
    return _unescaped("".join(text.text or "" for text in texts))


def _unescaped(text: str) -> str:
    """_x000D_, as workbooks write what XML has no sign for, as that sign."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
