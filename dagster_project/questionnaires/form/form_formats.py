"""How a form looks: cell formats by kind of row, widths, and heights where a program would not wrap.

One colour says where to write (pale yellow); everything else is black on white, so that the form
stays clear on paper.
"""

from __future__ import annotations

import unicodedata
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from dagster_project.questionnaires.form.form_rows import FormRow

COLUMN_WIDTHS = (7, 58, 26, 28)  # number, text, answer, how to answer; about one A4 page wide
_ENTRY_COLOUR, _QUESTION_COLOUR, _HEAD_COLOUR = "#FFF9D6", "#EEF1F5", "#1F3B64"
# As workbooks write them: whatever else fills a cell of a filled form was put there by who filled it in.
OWN_COLOURS = frozenset(colour.removeprefix("#") for colour in (_ENTRY_COLOUR, _QUESTION_COLOUR, _HEAD_COLOUR))
_FONT = {"font_name": "游ゴシック", "font_size": 10.5, "valign": "vcenter"}
_LINE = {"border": 1, "border_color": "#8C8C8C"}
_LINE_HEIGHT = 17
_SMALLER = 11 / 9.5  # notes, conditions and hints are set smaller than the letters that widths count in
_TEXT_ANSWER_HEIGHT = 96

_KINDS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 15},
    "note": {"text_wrap": True, "font_size": 9.5, "font_color": "#333333"},
    "section": {"bold": True, "font_size": 12, "bottom": 2, "bottom_color": "#1F3B64", "font_color": "#1F3B64"},
    "respondent": {**_LINE, "text_wrap": True},
    "question": {**_LINE, "text_wrap": True, "bold": True, "bg_color": _QUESTION_COLOUR},
    "condition": {**_LINE, "text_wrap": True, "font_size": 9.5, "font_color": "#333333"},
    "answer_text": {**_LINE, "text_wrap": True},
    "gap": {},
}
_ANSWERS: dict[str, dict[str, Any]] = {
    "single": {},
    "option": {"align": "center", "bold": True},
    "numeric": {"align": "right", "num_format": "#,##0.######"},
    "text": {"valign": "top", "num_format": "@"},
    "respondent": {"num_format": "@"},
    "date": {"num_format": "yyyy/m/d", "align": "left"},
    "round": {"num_format": "0", "align": "left"},
}


class Formats:
    """The formats of one workbook, made once."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self._formats = {kind: workbook.add_format({**_FONT, **cell_format}) for kind, cell_format in _KINDS.items()}
        self._hints = {
            bold: workbook.add_format(
                {**_FONT, **_LINE, "text_wrap": True, "font_size": 9, **({"bg_color": _QUESTION_COLOUR} if bold else {})}
            )
            for bold in (True, False)
        }
        entry = {**_FONT, **_LINE, "bg_color": _ENTRY_COLOUR, "text_wrap": True}
        self._answers = {
            (kind, locked): workbook.add_format({**entry, **cell_format, "locked": locked})
            for locked in (True, False)
            for kind, cell_format in _ANSWERS.items()
        }
        self.head: Format = workbook.add_format(
            {**_FONT, "bold": True, "bg_color": _HEAD_COLOUR, "font_color": "#FFFFFF", "border": 1}
        )
        self.mark: Format = workbook.add_format({"font_size": 8, "font_color": "#8C8C8C"})
        self.not_asked: Format = workbook.add_format({"bg_color": "#C9C9C9", "font_color": "#595959"})
        self.contradiction: Format = workbook.add_format({"bg_color": "#F4C7C3"})

    def of(self, kind: str) -> Format:
        return self._formats.get(kind, self._formats["answer_text"])

    def hint_of(self, kind: str) -> Format:
        return self._hints[kind == "question"]

    def answer(self, row: FormRow, *, locked: bool) -> Format:
        kind = row.kind
        if row.key in ("unit:date", "unit:round"):
            kind = str(row.key).removeprefix("unit:")
        return self._answers[kind, locked]

    def height(self, row: FormRow) -> float:
        """Points for the fullest cell of a row: programs do not always fit the height themselves."""
        if row.kind in ("title", "section"):
            return 26
        if row.kind == "note":
            return _LINE_HEIGHT * lines_of(row.text, sum(COLUMN_WIDTHS) * _SMALLER) + 2
        _, text_width, _, hint_width = COLUMN_WIDTHS
        width = text_width * (_SMALLER if row.kind == "condition" else 1)
        lines = max(lines_of(row.text, width), lines_of(row.hint, hint_width * _SMALLER))
        height = _LINE_HEIGHT * lines + 4
        return max(height, _TEXT_ANSWER_HEIGHT) if row.kind == "text" else height


def lines_of(text: str, width: float) -> int:
    """Lines a text takes in a column."""
    usable = int(width * 0.92)
    return sum(max(1, -(-text_width(line) // usable)) for line in text.split("\n"))


def text_width(text: str) -> int:
    """Width in the letters that columns count in; full-width characters are two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
