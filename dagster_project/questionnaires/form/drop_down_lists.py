"""The lists behind the drop-downs: prefectures, municipalities by prefecture, options by question.

They stand on a sheet of their own: a list written into a validation may not exceed 255 characters.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from dagster_project.questionnaires.form.identity import LIST_SHEET, UNIT_ENTRIES, option_text
from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.tables.workbooks.cell_address import column_letter


@dataclass(frozen=True)
class Lists:
    """Columns of texts, and for each named list where it stands (a formula for a validation)."""

    columns: list[list[str]] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, texts: list[str]) -> None:
        self.columns.append(texts)
        column = column_letter(len(self.columns) - 1)
        self.places[name] = f"='{LIST_SHEET}'!${column}$1:${column}${max(len(texts), 1)}"


def unit_entries(units: pl.DataFrame) -> tuple[str, ...]:
    """The entries of the respondent block: names to choose only where the frame has them."""
    known = [name for name in ("prefecture", "name_ja") if name in units.columns and not units[name].null_count()]
    if len(known) < 2:
        return tuple(entry for entry in UNIT_ENTRIES if entry not in ("prefecture", "municipality"))
    if (units["prefecture"] == units["name_ja"]).all():  # a survey of prefectures
        return tuple(entry for entry in UNIT_ENTRIES if entry != "municipality")
    return UNIT_ENTRIES


def form_lists(instrument: Instrument, units: pl.DataFrame, language: str) -> Lists:
    """All lists of a form. Municipalities are sorted by prefecture in the order of the codes."""
    lists = Lists()
    if "prefecture" in unit_entries(units):
        named = units.sort("unit_id")
        prefectures = named["prefecture"].unique(maintain_order=True)
        order = pl.DataFrame({"prefecture": prefectures}).join(
            named.select("prefecture", "name_ja"), on="prefecture", how="left", maintain_order="left"
        )
        lists.add("prefectures", prefectures.to_list())
        lists.add("prefecture_of_each", order["prefecture"].to_list())
        lists.add("municipalities", order["name_ja"].to_list())
    for question in instrument.questions:
        if question.type == "single":
            texts = [option_text(option.code, getattr(option.label, language)) for option in question.options]
            lists.add(question.id, texts)
    return lists


def municipalities_of(prefecture_cell: str) -> str:
    """The formula of a list that follows the prefecture chosen in `prefecture_cell`.

    Municipalities of one prefecture stand together, so the list is a window that starts at the
    first of them; both Excel and LibreOffice evaluate it inside a validation.
    """
    each = f"'{LIST_SHEET}'!$B:$B"
    return f"=OFFSET('{LIST_SHEET}'!$C$1,MATCH({prefecture_cell},{each},0)-1,0,COUNTIF({each},{prefecture_cell}),1)"
