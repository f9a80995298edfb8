"""Which wave's form a file is, and the rule under which it is refused as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from dagster_project.forms.file_rules import FILE_RULES
from dagster_project.forms.identity import ANSWER_KEY, VERSION_MARK, WAVE_MARK
from dagster_project.forms.locate import Located
from dagster_project.forms.read_forms import FormFile, identity_texts
from dagster_project.forms.respondents import Respondent
from dagster_project.readers.instruments import Instrument


@dataclass(frozen=True)
class Mark:
    """Which wave's form it is, and which version; None where the form says nothing."""

    wave_id: str | None
    version: str | None


def marks_of(files: list[FormFile], paths: list[Path], located: Located) -> list[Mark]:
    """The marks of every file: from the form's sheet, else from the hidden identity sheet."""
    marks = []
    for file, path, (wave_id, version) in zip(
        files, paths, located.marks.select("wave_id", "version").iter_rows(), strict=True
    ):
        if file.refused is None and (wave_id is None or version is None):
            texts = identity_texts(path)
            wave_id = wave_id or _after(WAVE_MARK, texts)
            version = version or _after(VERSION_MARK, texts)
        marks.append(Mark(wave_id, version))
    return marks


def _after(mark: str, texts: list[str]) -> str | None:
    return next((text.removeprefix(mark) for text in texts if text.startswith(mark)), None)


def refusals(
    files: list[FormFile],
    located: Located,
    marks: list[Mark],
    respondents: list[Respondent | None],
    instrument: Instrument,
) -> list[str | None]:
    """The rule under which each file is refused, None where its answers are used."""
    answers = located.entries.filter(pl.col("key").str.starts_with(ANSWER_KEY))
    with_blocks = set(answers["file"].unique())
    with_answers = set(answers.filter(pl.col("written").is_not_null())["file"].unique())
    rules: list[str | None] = []
    for place, (file, mark, body) in enumerate(zip(files, marks, respondents, strict=True)):
        if file.refused is not None:
            rules.append(file.refused.rule)
        elif place not in with_blocks or body is None:
            rules.append("not_this_form")
        elif mark.wave_id not in (None, instrument.wave_id):
            rules.append("another_wave")
        elif place in located.without_answers:
            rules.append("answer_column_lost")
        elif place in located.shifted:
            rules.append("answers_shifted")
        elif place not in with_answers:
            rules.append("nothing_filled_in")
        else:
            rules.append(next((remark.rule for remark in body.remarks if remark.rule in FILE_RULES), None))
    return rules
