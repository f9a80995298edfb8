"""The results of one wave as an Excel workbook in one language: notes, tables, marks in the cells.

Every number is a row of a published table. A value that is hidden there is a mark here, never an
empty cell that could be taken for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from unicodedata import east_asian_width

import polars as pl
import xlsxwriter

from dagster_project.questionnaires.takeaway.results_words import (
    HEADS,
    INTERIM_NOTE,
    MARKS,
    NOTES,
    SAMPLE_NOTE,
    SHEETS,
    YES_NO,
)

LANGUAGES = ("ja", "en")
# Files of the same tables are the same to the byte: no time of writing.
CREATED = datetime(2000, 1, 1)

_BASE = ("n_base", "n_yes", "weighted_base")
_INTERVAL = ("standard_error", "degrees_of_freedom", "ci_method", "ci_low", "ci_high")
_FLAGS = ("reliability_flag", "disclosure_flag")
_GROUP = ("domain", "domain_value")
COLUMNS = {
    "questions": (
        "question_id",
        "question",
        "question_type",
        "unit",
        "per_question_id",
        "universe",
        "n_eligible",
        "n_answered",
        "item_response_rate",
    ),
    "shares": (
        "question_id",
        *_GROUP,
        "option_code",
        "option",
        "is_combined",
        "base",
        "weighting",
        *_BASE,
        "share",
        *_INTERVAL,
        "design_effect",
        *_FLAGS,
    ),
    "numbers": (
        "question_id",
        *_GROUP,
        "weighting",
        "statistic",
        "unit",
        "n_base",
        "estimate",
        "standard_error",
        "degrees_of_freedom",
        "ci_low",
        "ci_high",
        *_FLAGS,
    ),
    "tests": (
        "question_id",
        "option_code",
        "domain",
        "weighting",
        "f_statistic",
        "numerator_df",
        "denominator_df",
        "p_value",
        "p_value_adjusted",
        "disclosure_flag",
    ),
    "groups": (
        "question_id",
        "option_code",
        "option",
        "statistic",
        "domain",
        "domain_value",
        "other_domain_value",
        "weighting",
        "difference",
        "standard_error",
        "degrees_of_freedom",
        "ci_low",
        "ci_high",
        "p_value",
        "p_value_adjusted",
        "is_significant",
        "withholds_error",
    ),
    "differences": (
        "from_wave_id",
        "from_question_id",
        "question_id",
        "option_code",
        "option",
        "is_combined",
        "comparability",
        "method",
        "n_panel",
        "share_from",
        "share_to",
        "difference",
        "standard_error",
        "ci_low",
        "ci_high",
        "p_value",
        "disclosure_flag",
    ),
    "rates": (*_GROUP, "n_frame", "n_respondents", "response_rate"),
    "weights": (
        "weighting",
        "attribute",
        "attribute_value",
        "n_frame",
        "n_respondents",
        "weighted_count",
        "frame_date",
        "minimum_weight",
        "maximum_weight",
        "effective_size",
        "kish_design_effect",
    ),
}
_LINE_HEIGHT = 17  # points; not every program fits the height of a row to its text itself
_LONG = {"question", "universe", "option"}
_PER_CENT = {"share", "item_response_rate", "share_from", "share_to", "response_rate"}
# Per cent where the row is a share, a plain number where it is a statistic of a numeric question.
_LIKE_THE_ESTIMATE = {"standard_error", "ci_low", "ci_high", "difference"}
# Empty for reasons of their own, whatever else is hidden in the row.
_MAY_BE_EMPTY = {"option_code", "option", "ci_method", "is_significant", *_FLAGS}
_FOUR_DECIMALS = {"p_value", "p_value_adjusted"}
_WIDTHS = {
    "question": 60,
    "universe": 50,
    "option": 34,
    "domain": 16,
    "domain_value": 24,
    "base": 20,
    "ci_method": 16,
} | dict.fromkeys(("question_id", "option_code", "reliability_flag", "unit"), 9)
# Columns of codes, and the column whose codes they hold.
_CODED = {
    name: name for name in ("ci_method", "question_type", "domain", "base", "weighting", "statistic", "method", "comparability")
} | {"attribute": "domain", "attribute_value": "domain"}


@dataclass(frozen=True)
class PublishedWords:
    """What the release says of codes and rules.

    `codes`: (column, code) -> its meaning (ja, en); a code that is not there, such as a grouping of a frame's own,
    stands as it is. `thresholds`: name -> number, in bodies or per cent.
    """

    codes: dict[tuple[str, str], tuple[str, str]]
    thresholds: dict[str, float]

    def meaning(self, column: str, code: str, place: int) -> str:
        meanings = self.codes.get((_CODED.get(column, column), code))
        return meanings[place] if meanings else code

    def filled(self, text: str, **more: object) -> str:
        """The text with its {names} replaced by the numbers that rules turn on."""
        return text.format(**{name: f"{value:g}" for name, value in self.thresholds.items()}, **more)


def write_results(path: Path, wave: dict, frames: dict[str, pl.DataFrame], language: str, words: PublishedWords) -> None:
    """Write the workbook of `wave` (a row of survey_wave); `frames`: sheet -> its rows, in order."""
    place = LANGUAGES.index(language)
    workbook = xlsxwriter.Workbook(str(path), {"strings_to_urls": False, "strings_to_formulas": False})
    title = wave[f"title_{language}"]
    workbook.set_properties({"title": title, "created": CREATED})
    top = {"valign": "top"}
    formats = {
        "title": workbook.add_format({"bold": True, "font_size": 14}),
        "head": workbook.add_format({**top, "bold": True, "text_wrap": True, "bottom": 1}),
        "warning": workbook.add_format({**top, "bold": True, "font_color": "#9a3412", "text_wrap": True}),
        "banner": workbook.add_format({"bold": True, "font_color": "#9a3412"}),
        "code": workbook.add_format(top),
        "text": workbook.add_format({**top, "text_wrap": True}),
        "mark": workbook.add_format({**top, "align": "right", "font_color": "#566072"}),
        "count": workbook.add_format({**top, "num_format": "#,##0"}),
        "per_cent": workbook.add_format({**top, "num_format": "0.0%"}),
        "number": workbook.add_format({**top, "num_format": "#,##0.00"}),
        "four": workbook.add_format({**top, "num_format": "0.0000"}),
    }
    _write_notes(workbook.add_worksheet(SHEETS["notes"][place]), wave, title, place, formats, words)
    for name, columns in COLUMNS.items():
        if not frames[name].is_empty():
            sheet = workbook.add_worksheet(SHEETS[name][place])
            _write_table(sheet, frames[name], name, columns, language, formats, wave["has_sample"], words)
    workbook.close()


def _write_notes(sheet, wave: dict, title: str, place: int, formats: dict, words: PublishedWords) -> None:
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, title, formats["title"])
    row = 1
    if wave["has_sample"]:
        sheet.write_string(row, 0, SAMPLE_NOTE[place], formats["warning"])
        row += 1
    if wave["interim_as_of"]:
        sheet.write_string(row, 0, words.filled(INTERIM_NOTE[place], day=wave["interim_as_of"]), formats["warning"])
        row += 1
    days = 7 if wave["field_end_precision"] == "month" else 10  # of 2023-10-31
    period = " – ".join(str(wave[end])[:days] for end in ("field_start", "field_end"))
    sheet.write_string(row, 0, f"{('調査期間', 'Field period')[place]}: {period}", formats["text"])
    for at, note in enumerate(NOTES, start=row + 2):
        sheet.write_string(at, 0, words.filled(note[place]), formats["text"])
    _for_paper(sheet, title)


def _write_table(
    sheet,
    frame: pl.DataFrame,
    name: str,
    columns: tuple[str, ...],
    language: str,
    formats: dict,
    is_sample: bool,
    words: PublishedWords,
) -> None:
    """Heads, then one row per row of the table; on a sample every sheet says so above them."""
    place = LANGUAGES.index(language)
    top = 0
    if is_sample:
        sheet.write_string(0, 0, SAMPLE_NOTE[place].split("。" if language == "ja" else ". ")[0], formats["banner"])
        top = 1
    for at, column in enumerate(columns):
        sheet.write_string(top, at, words.filled(HEADS[column][place]), formats["head"])
        sheet.set_column(at, at, _WIDTHS.get(column, 12))
    sheet.set_row(top, 2 * _LINE_HEIGHT)
    sheet.freeze_panes(top + 1, 1)
    sheet.autofilter(top, 0, top + frame.height, len(columns) - 1)
    _for_paper(sheet, SHEETS[name][place])
    sheet.repeat_rows(0, top)
    for down, row in enumerate(frame.iter_rows(named=True), start=top + 1):
        hidden = row.get("disclosure_flag") is not None or row.get("withholds_error", False)
        is_number = name == "numbers" or row.get("statistic") == "mean"
        texts = ((str(row.get(f"{column}_{language}") or ""), _WIDTHS[column]) for column in columns if column in _LONG)
        lines = max((_lines(text, width) for text, width in texts), default=1)
        if lines > 1:
            sheet.set_row(down, _LINE_HEIGHT * lines)
        for at, column in enumerate(columns):
            value = row.get(f"{column}_{language}", row.get(column))
            if isinstance(value, str) and column in _CODED:
                value = words.meaning(column, value, place)
            _write_cell(sheet, down, at, column, value, is_number, place, hidden, formats)


def _lines(text: str, width: int) -> int:
    """Lines a text takes in a column; full-width characters count as two."""
    return -(-sum(2 if east_asian_width(character) in "WFA" else 1 for character in text) // width)


def _for_paper(sheet, title: str) -> None:
    """A4 across, one page wide, with the title and the number of the page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    # An ampersand begins a code in headers; two print one.
    sheet.set_header(f"&L&9{title.replace('&', '&&')[:120]}")
    sheet.set_footer("&R&9&P / &N")


def _write_cell(
    sheet, down: int, at: int, column: str, value, is_number: bool, place: int, hidden: bool, formats: dict
) -> None:
    if value is None:
        if hidden and column not in _MAY_BE_EMPTY:
            sheet.write_string(down, at, MARKS[LANGUAGES[place]], formats["mark"])
        return
    if isinstance(value, bool):
        sheet.write_string(down, at, YES_NO[value][place])
        return
    if not isinstance(value, int | float):
        sheet.write_string(down, at, str(value), formats["text" if column in _LONG else "code"])
        return
    if column in _PER_CENT or (column in _LIKE_THE_ESTIMATE and not is_number):
        style = "per_cent"
    elif column in _FOUR_DECIMALS:
        style = "four"
    else:
        style = "count" if isinstance(value, int) else "number"
    sheet.write_number(down, at, value, formats[style])
