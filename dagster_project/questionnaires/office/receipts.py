"""Receipts: one page per responding body, and one per file that belongs to none.

A page is a single file without any outside request; whatever people wrote is shown as text, never
as markup. A body's page shows the form that counts first, then those superseded or refused.
"""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from dagster_project.common.html_template import html_template
from dagster_project.questionnaires.form.identity import question_number
from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.intake.intake import Intake
from dagster_project.questionnaires.office.receipt_words import ABOUT, BASIS, SEVERITY, STATE

SEVERITIES = ("error", "warning", "notice")
OFFICE_FILE = "office.xlsx"
PAGE_SUFFIX = ".html"
_LONGEST_NAME = 200  # bytes; file systems take 255, and an ending and a number come after it
_TEMPLATE = Path(__file__).with_name("templates") / "receipt.html.j2"


@dataclass(frozen=True)
class Receipt:
    """One page. `state` is that of the form that counts; refused where none does."""

    file_name: str
    name: str
    is_body: bool
    title_ja: str
    state: str
    submissions: list[dict]


def write_receipts(folder: Path, intake: Intake, instrument: Instrument, units: pl.DataFrame) -> list[Path]:
    """Write all pages into `folder` anew (a page of an earlier run never stays behind; other files do).

    Returns the pages written. The office's workbook is written by office_workbook.py.
    """
    template = html_template(_TEMPLATE)
    words = {"state": STATE, "about": ABOUT, "severity": SEVERITY, "basis": BASIS}
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    names = []
    for receipt in receipts(intake, instrument, units):
        text = template.render(receipt=receipt, words=words)
        (unfinished / receipt.file_name).write_text(text, encoding="utf-8")
        names.append(receipt.file_name)
    for other in folder.glob("*"):
        if other.suffix != PAGE_SUFFIX:
            os.replace(other, unfinished / other.name)
    shutil.rmtree(folder, ignore_errors=True)
    unfinished.rename(folder)
    return [folder / name for name in names]


def receipts(intake: Intake, instrument: Instrument, units: pl.DataFrame) -> list[Receipt]:
    """All receipts, bodies in the order of their codes, then files in the order of their names."""
    findings = _findings_by_file(intake, instrument)
    names = _unit_names(units)
    groups: dict[tuple[str, str], list[dict]] = {}
    for row in intake.submissions.iter_rows(named=True):
        file = row["source_file"].rsplit("/forms/", 1)[-1]
        submission = {
            **row,
            "file": file,
            "counts": row["state"] != "refused" and row["superseded_by"] is None,
            "findings": findings.get(row["source_file"], []),
        }
        key = ("body", row["unit_id"]) if row["unit_id"] else ("file", file)
        groups.setdefault(key, []).append(submission)
    pages: set[str] = set()
    return [
        Receipt(
            file_name=_page_name(key, pages),
            name=names.get(key, key),
            is_body=kind == "body",
            title_ja=instrument.title.ja,
            state=next((each["state"] for each in group if each["counts"]), "refused"),
            submissions=list(reversed(group)),
        )
        for (kind, key), group in sorted(groups.items())
    ]


def _page_name(text: str, taken: set[str]) -> str:
    """The name of a page that no page before it has, also where capitals are not told apart; kept in `taken`."""
    name = stem = safe_name(text)
    number = 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}_{number}"
    taken.add(name.casefold())
    return f"{name}{PAGE_SUFFIX}"


def safe_name(text: str) -> str:
    """A file name that stays inside its folder and within what a name may be long, whatever the text.

    Apple's way of writing が as か and its dots apart becomes one letter again.
    """
    plain = re.sub(r"[^\w.()（）-]", "_", unicodedata.normalize("NFC", text)).lstrip(".") or "_"
    return plain.encode()[:_LONGEST_NAME].decode(errors="ignore")


def _unit_names(units: pl.DataFrame) -> dict[str, str]:
    if not {"prefecture", "name_ja"} <= set(units.columns):
        return {}
    return {
        unit_id: f"{prefecture if prefecture != name else ''}{name}({unit_id})"
        for unit_id, prefecture, name in units.select("unit_id", pl.col("prefecture").fill_null(""), "name_ja").iter_rows()
        if name
    }


def _findings_by_file(intake: Intake, instrument: Instrument) -> dict[str, list[dict]]:
    """Findings with the number and wording of their question, the gravest first."""
    labels = {
        question.id: {
            f"question_{language}": f"{question_number(place, language)} {getattr(question.text, language)}"
            for language in ("ja", "en")
        }
        for place, question in enumerate(instrument.questions, start=1)
    }
    nothing = {"question_ja": None, "question_en": None}
    by_file: dict[str, list[dict]] = {}
    for severity in SEVERITIES:
        for row in intake.findings.filter(pl.col("severity") == severity).iter_rows(named=True):
            by_file.setdefault(row["source_file"], []).append({**row, **labels.get(row["question_id"], nothing)})
    return by_file
