"""The blank form of a wave as an Excel file: the plan's rows, drop-downs, limits and protection.

Sheets: the form itself in the language asked for; the same form in the other language, to read
beside it; two hidden sheets with the lists of the drop-downs and with what identifies the form.
Wave and version also stand in the first and last row of the form, in the document's properties
and as defined names, so that the form is recognised whatever a program drops when it saves.

Sheets are protected without a password: they keep a hand from slipping, not a person from working.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from types import MappingProxyType

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dagster_project.questionnaires.form import validations
from dagster_project.questionnaires.form.drop_down_lists import Lists, form_lists, unit_entries
from dagster_project.questionnaires.form.form_formats import COLUMN_WIDTHS, Formats
from dagster_project.questionnaires.form.form_rows import FormRow, form_rows
from dagster_project.questionnaires.form.form_words import COLUMN_HEADS
from dagster_project.questionnaires.form.identity import (
    ANSWER_SHEETS,
    COLUMN_MARK,
    IDENTITY_SHEET,
    LIST_SHEET,
    REFERENCE_SHEETS,
    VERSION_MARK,
    WAVE_MARK,
    form_version,
)
from dagster_project.questionnaires.instrument.instrument import Instrument

Cell = str | int | float | date
KEYS, NUMBER, TEXT, ANSWER, HINT, KEYS_AGAIN = range(6)
_FIRST_ROW = 1  # below the row of marks
_HEADS_ROW = 3
# Files made of the same questionnaire are the same to the byte: no time of writing.
_CREATED = datetime(2000, 1, 1)


def write_blank_form(
    path: Path,
    instrument: Instrument,
    units: pl.DataFrame,
    *,
    language: str = "ja",
    unit_id: str | None = None,
    answers: Mapping[str, Cell] = MappingProxyType({}),
) -> None:
    """Write the form of `instrument` for the units of its frame to `path`.

    `units`: unit_id and, where the frame has them, prefecture and name_ja. With `unit_id` the
    respondent block is filled in for that unit. `answers`: key of a row -> what is filled in there,
    for the made-up forms of the sample wave.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook = xlsxwriter.Workbook(str(path), {"strings_to_urls": False, "strings_to_formulas": False})
    formats = Formats(workbook)
    lists = form_lists(instrument, units, language)
    other = "en" if language == "ja" else "ja"
    entries = unit_entries(units)
    known = {**({} if unit_id is None else _respondent_of(units, unit_id)), **answers}

    sheet = workbook.add_worksheet(ANSWER_SHEETS[language])
    rows = form_rows(instrument, language, entries=entries)
    _write_rows(sheet, rows, formats, language, known)
    _write_marks(sheet, instrument, (0, _FIRST_ROW + len(rows)))
    validations.add(sheet, rows, lists, language, first_row=_FIRST_ROW, column=ANSWER, formats=formats)

    reference = workbook.add_worksheet(REFERENCE_SHEETS[language])
    _write_rows(reference, form_rows(instrument, other, entries=entries), formats, other, None)
    for each in (sheet, reference):
        _set_up(each, instrument, len(rows) + _FIRST_ROW)
    _write_lists(workbook.add_worksheet(LIST_SHEET), lists)
    _write_identity(workbook, instrument)
    sheet.activate()
    workbook.close()


def _respondent_of(units: pl.DataFrame, unit_id: str) -> dict[str, str]:
    """What is known of a unit, by the key of its entry; raises ValueError for an unknown unit."""
    found = units.filter(pl.col("unit_id") == unit_id)
    if not found.height:
        raise ValueError(
            f"対象団体に {unit_id} はありません。UNIT には対象団体の一覧にあるコードを指定してください。\n"
            f"The frame has no unit {unit_id}; give a code that the frame lists as UNIT."
        )
    row = found.row(0, named=True)
    entries = {"code": row["unit_id"], "prefecture": row.get("prefecture"), "municipality": row.get("name_ja")}
    return {f"unit:{entry}": text for entry, text in entries.items() if text}


def _write_rows(
    sheet: Worksheet, rows: list[FormRow], formats: Formats, language: str, known: Mapping[str, Cell] | None
) -> None:
    """Write the rows; `known` is None for a sheet that is only read: it has no keys and no answers."""
    for place, row in enumerate(rows, start=_FIRST_ROW):
        if row.kind == "heads":
            for column, text in enumerate(COLUMN_HEADS[language], start=NUMBER):
                sheet.write_string(place, column, text, formats.head)
            continue
        cell_format = formats.of(row.kind)
        if row.kind == "gap":
            sheet.set_row(place, 6)
            continue
        if row.kind in ("title", "section"):
            sheet.write_string(place, NUMBER, row.text, cell_format)
            for column in (TEXT, ANSWER, HINT):
                sheet.write_blank(place, column, None, cell_format)
            sheet.set_row(place, formats.height(row))
            continue
        if row.kind == "note":
            sheet.merge_range(place, NUMBER, place, HINT, row.text, cell_format)
            sheet.set_row(place, formats.height(row))
            continue
        sheet.set_row(place, formats.height(row))
        sheet.write_string(place, NUMBER, row.number, cell_format)
        sheet.write_string(place, TEXT, row.text, cell_format)
        sheet.write_string(place, HINT, row.hint, formats.hint_of(row.kind))
        if row.key is None:
            sheet.write_blank(place, ANSWER, None, cell_format)
            continue
        answer = formats.answer(row, locked=known is None)
        if known is None:
            sheet.write_blank(place, ANSWER, None, answer)
            continue
        sheet.write_string(place, KEYS, row.key, formats.mark)
        sheet.write_string(place, KEYS_AGAIN, row.key, formats.mark)
        _write_answer(sheet, place, known.get(row.key), answer)


def _write_answer(sheet: Worksheet, place: int, known: Cell | None, answer: Format) -> None:
    match known:
        case None:
            sheet.write_blank(place, ANSWER, None, answer)
        case date() as day:
            sheet.write_datetime(place, ANSWER, datetime.combine(day, time()), answer)
        case int() | float() as number:
            sheet.write_number(place, ANSWER, number, answer)
        case str() as text:
            sheet.write_string(place, ANSWER, text, answer)


def _write_marks(sheet: Worksheet, instrument: Instrument, places: tuple[int, int]) -> None:
    """The hidden first and last row: wave, version and the answer column."""
    marks = {
        NUMBER: f"{WAVE_MARK}{instrument.wave_id}",
        TEXT: f"{VERSION_MARK}{form_version(instrument)}",
        ANSWER: COLUMN_MARK,
    }
    for place in places:
        for column, text in marks.items():
            sheet.write_string(place, column, text)
        sheet.set_row(place, None, None, {"hidden": True})


def _set_up(sheet: Worksheet, instrument: Instrument, last_row: int) -> None:
    """Widths, frozen heads, protection without a password, and A4 upright for paper."""
    for column, width in zip((NUMBER, TEXT, ANSWER, HINT), COLUMN_WIDTHS, strict=True):
        sheet.set_column(column, column, width)
    sheet.set_column(KEYS, KEYS, 2, None, {"hidden": True})
    sheet.set_column(KEYS_AGAIN, KEYS_AGAIN, 2, None, {"hidden": True})
    sheet.freeze_panes(_HEADS_ROW + 1, 0)
    sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADS_ROW)
    sheet.print_area(0, NUMBER, last_row, HINT)
    sheet.set_footer(f"&L&8{instrument.wave_id}  {form_version(instrument)}&R&8&P / &N")


def _write_lists(sheet: Worksheet, lists: Lists) -> None:
    for column, texts in enumerate(lists.columns):
        for place, text in enumerate(texts):
            sheet.write_string(place, column, text)
    sheet.protect("")
    sheet.hide()


def _write_identity(workbook: xlsxwriter.Workbook, instrument: Instrument) -> None:
    """Wave and version on a hidden sheet, as defined names and as properties of the document."""
    version = form_version(instrument)
    sheet = workbook.add_worksheet(IDENTITY_SHEET)
    sheet.write_string(0, 0, f"{WAVE_MARK}{instrument.wave_id}")
    sheet.write_string(1, 0, f"{VERSION_MARK}{version}")
    sheet.protect("")
    sheet.hide()
    workbook.define_name("form_wave", f"='{IDENTITY_SHEET}'!$A$1")
    workbook.define_name("form_version", f"='{IDENTITY_SHEET}'!$A$2")
    workbook.set_custom_property("form_wave", instrument.wave_id, "text")
    workbook.set_custom_property("form_version", version, "text")
    workbook.set_properties({"title": instrument.title.ja, "comments": version, "created": _CREATED})
