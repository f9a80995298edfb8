"""A made-up wave in which every cell a body or the office can fill carries a detail that is found again wherever it turns up.

Details are distinct, so that a find tells the cell it came from: names, e-mail addresses, telephone
numbers, and numbers no figure of the project resembles.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

WAVE = "planted"
EXPORTED = "planted_export"  # the same wave, its answers in a file that a survey tool wrote
BANDS = ("300k_plus", "100k_300k", "under_100k")
UNITS = 45

INSTRUMENT = """wave_id: {wave}
title: {{ja: 見本の調査, en: Sample survey}}
field_period: {{start: 2026-10-01, end: 2026-10-30}}
universe: custom
frame: frame.csv
nature: submitted
domains: [population_band, kind]
weighting: {{method: stratified, strata: population_band}}
publishable:
  population_band: {{ja: 公表されている人口による区分であるため。, en: a class of size}}
  kind: {{ja: 団体の種類であるため。, en: the kind of body}}
questions:
  - id: Q01
    text: {{ja: 支所の維持は困難ですか。, en: Are branches hard to maintain?}}
    type: single
    disclosure: aggregate
    options:
      - {{code: 1, label: {{ja: ある, en: "Yes"}}}}
      - {{code: 2, label: {{ja: なし, en: "No"}}}}
  - id: Q02
    text: {{ja: 職員は何人ですか。, en: How many employees?}}
    type: numeric
    unit: {{ja: 人, en: people}}
    disclosure: aggregate
  - id: Q03
    text: {{ja: 委託費はいくらですか。, en: What does it cost?}}
    type: numeric
    unit: {{ja: 円, en: yen}}
    disclosure: never
  - id: Q04
    text: {{ja: 御意見を記入してください。, en: Your comments}}
    type: text
    disclosure: never
"""


EXPORT_LAYOUT = """file: export.csv
unit_id: 団体コード
answers:
  - {question: Q01, header: 支所}
  - {question: Q02, header: 職員}
  - {question: Q03, header: 委託費}
  - {question: Q04, header: 意見}
unused_columns: [メールアドレス]
"""

# What a detail looks like, whatever its number: one look at a text finds all of them.
DETAIL = re.compile(r"見本植込[0-9]{5}子|planted\.[0-9]{5}@town\.example|0997-[0-9]{5}-7741|(?<![0-9])88[0-9]{5}417(?![0-9])")


class Details:
    """Makes details and remembers them: `all` maps each to the cell it was planted in."""

    def __init__(self) -> None:
        self.all: dict[str, str] = {}
        self._serial = itertools.count(1)

    def skip(self) -> None:
        """Leave a number out."""
        next(self._serial)

    def _planted(self, detail: str, cell: str) -> str:
        assert DETAIL.fullmatch(detail), detail
        self.all[detail] = cell
        return detail

    def name(self, cell: str) -> str:
        return self._planted(f"見本植込{next(self._serial):05d}子", cell)

    def mail(self, cell: str) -> str:
        return self._planted(f"planted.{next(self._serial):05d}@town.example", cell)

    def telephone(self, cell: str) -> str:
        return self._planted(f"0997-{next(self._serial):05d}-7741", cell)

    def number(self, cell: str) -> str:
        # In no regular order: the mean of evenly spaced numbers would be one of them.
        return self._planted(f"88{next(self._serial) * 7919 % 99991:05d}417", cell)


def plant(raw: Path, details: Details) -> None:
    """Write the waves below `raw`: frame and answers, some of whose rows cannot be used."""
    answers = {WAVE: ("responses.csv", _answers), EXPORTED: ("export.csv", _exported)}
    for wave, (file, lines) in answers.items():
        folder = raw / "questionnaires" / wave
        folder.mkdir()
        (folder / "instrument.yml").write_text(INSTRUMENT.format(wave=wave), encoding="utf-8")
        (folder / "frame.csv").write_text("\n".join(_frame(details)) + "\n", encoding="utf-8")
        (folder / file).write_text("\n".join(lines(details)) + "\n", encoding="utf-8")
    (folder / "responses.layout.yml").write_text(EXPORT_LAYOUT, encoding="utf-8")


def _frame(details: Details) -> Iterator[str]:
    yield "unit_id,unit_name_ja,population_band,kind,prefecture,担当者,メール,電話,職員数,備考"
    for place in range(UNITS):
        yield _unit(details, f"p{place:02d}", BANDS[place % 3], "town" if place % 2 else "city")
    # Rows that are set aside: a body twice, a contact where the group belongs, no group, a cell too many.
    yield _unit(details, "p01", BANDS[1], "town")
    yield _unit(details, "p90", details.mail("frame: band"), "city")
    yield _unit(details, "p91", BANDS[0], details.telephone("frame: kind"))
    yield _unit(details, "p92", "", "city")
    yield _unit(details, "p93", BANDS[0], "city") + f",{details.name('frame: cell beyond the head')}"


def _unit(details: Details, unit_id: str, band: str, kind: str) -> str:
    cells = [
        unit_id,
        details.name("frame: name"),
        band,
        kind,
        details.name("frame: prefecture"),
        details.name("frame: contact"),
        details.mail("frame: mail"),
        details.telephone("frame: telephone"),
        details.number("frame: staff"),
        details.name("frame: note"),
    ]
    return ",".join(cells)


def _answers(details: Details) -> Iterator[str]:
    yield "unit_id,question_id,option_code,value,status"
    for place in range(UNITS):
        unit = f"p{place:02d}"
        yield f"{unit},Q01,{2 if place in (0, 7) else 1},,"  # two bodies alone: to be suppressed
        yield f"{unit},Q02,,{details.number('answer: aggregate number')},"
        yield f"{unit},Q03,,{details.number('answer: number never shown')},"
        yield f"{unit},Q04,,{details.name('answer: text')} {details.mail('answer: text')} {details.telephone('answer: text')},"
    # Rows that are set aside.
    yield f"{details.name('answer: unknown body')},Q01,1,,"
    yield f"p02,{details.name('answer: unknown question')},1,,"
    yield f"p03,Q01,{details.mail('answer: unknown option')},,"
    yield f"p04,Q02,,{details.telephone('answer: no number')},"
    yield f"p05,Q03,,{details.number('answer: twice')},"


def _exported(details: Details) -> Iterator[str]:
    yield "メールアドレス,団体コード,支所,職員,委託費,意見"
    for place in range(UNITS - 2):
        yield _exported_row(details, f"p{place:02d}", "なし" if place in (0, 7) else "ある", details.number("export: number"))
        for _ in range(place * place % 7):  # in no regular order: the mean of evenly spaced numbers would be one of them
            details.skip()
    # Rows and cells that are set aside.
    yield _exported_row(details, details.name("export: unknown body"), "ある", "1")
    yield _exported_row(details, "p43", details.name("export: unknown option"), "1")
    yield _exported_row(details, "p44", "ある", details.telephone("export: no number"))


def _exported_row(details: Details, unit: str, branches: str, staff: str) -> str:
    cost, mail, comment = details.number("export: never shown"), details.mail("export: mail"), details.name("export: text")
    return f"{mail},{unit},{branches},{staff},{cost},{comment}"
