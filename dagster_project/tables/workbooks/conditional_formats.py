"""Number formats that a cell has on a condition: 5 that is shown as 5万 where it is more than 4.

Comparisons with numbers are made; whether any other condition holds, a spreadsheet works out and this does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from dagster_project.tables.workbooks import number_formats
from dagster_project.tables.workbooks.cell_address import place_of, range_of

_BLOCK = re.compile(rb"<conditionalFormatting\b.*?</conditionalFormatting>", re.DOTALL)
_AREA = re.compile(r"\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?")
# Conditions that no number fulfils.
_NEVER = ("containsBlanks", "containsErrors", "containsText", "beginsWith", "endsWith")
_COMPARES: dict[str, Callable[[float, float, float], bool]] = {
    "lessThan": lambda number, low, _: number < low,
    "lessThanOrEqual": lambda number, low, _: number <= low,
    "equal": lambda number, low, _: number == low,
    "notEqual": lambda number, low, _: number != low,
    "greaterThanOrEqual": lambda number, low, _: number >= low,
    "greaterThan": lambda number, low, _: number > low,
    "between": lambda number, low, high: low <= number <= high,
    "notBetween": lambda number, low, high: not low <= number <= high,
}


@dataclass(frozen=True)
class ConditionalFormat:
    """A look that numbers of some areas (see range_of) have where a condition holds."""

    areas: tuple[tuple[int, int, int, int], ...]
    look: number_formats.NumberLook
    kind: str
    operator: str
    bounds: tuple[float, ...] | None  # None where it compares with something else than numbers

    def may_apply(self, cell: str, number: float) -> bool:
        """Whether a number in a cell has the look, as far as can be told here."""
        column, row = place_of(cell)
        if self.kind in _NEVER or not any(
            first <= column <= last and top <= row <= bottom for first, top, last, bottom in self.areas
        ):
            return False
        if self.kind != "cellIs" or not self.bounds or self.operator not in _COMPARES:
            return True
        return _COMPARES[self.operator](number, self.bounds[0], self.bounds[-1])


def conditional_formats(behind_the_cells: bytes, looks: Mapping[int, number_formats.NumberLook]) -> list[ConditionalFormat]:
    """Those of a sheet that give a cell one of `looks`, by their place among the differential formats of the workbook."""
    found = []
    for block in _BLOCK.findall(behind_the_cells):
        tree = ElementTree.fromstring(re.sub(rb"(?<=[<\s/])\w+:(?=\w)", b"", block))
        areas = tuple(range_of(":".join(filter(None, (a + b, c + d)))) for a, b, c, d in _AREA.findall(tree.get("sqref", "")))
        for rule in tree.iter("cfRule"):
            look = looks.get(int(rule.get("dxfId", "-1")))
            if look is not None:
                texts = [(formula.text or "").strip() for formula in rule.iter("formula")]
                found.append(ConditionalFormat(areas, look, rule.get("type", ""), rule.get("operator", ""), _numbers(texts)))
    return found


def _numbers(texts: list[str]) -> tuple[float, ...] | None:
    try:
        return tuple(float(text) for text in texts)
    except ValueError:
        return None


def looks_on_condition(styles: bytes) -> dict[int, number_formats.NumberLook]:
    """The looks of numbers among the differential formats of a workbook, by their place."""
    formats = (
        (place, one.find("{*}numFmt")) for place, one in enumerate(ElementTree.fromstring(styles).iterfind("{*}dxfs/{*}dxf"))
    )
    return {
        place: number_formats.look_of(int(number_format.get("numFmtId", "0")), number_format.get("formatCode"))
        for place, number_format in formats
        if number_format is not None
    }
