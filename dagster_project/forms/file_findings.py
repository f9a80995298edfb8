"""What is found in a form as a whole: why it is refused, or what is to be noted beside its answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import polars as pl

from dagster_project.forms.answer_findings import FINDINGS
from dagster_project.forms.file_rules import FILE_RULES
from dagster_project.forms.identity import ANSWER_KEY, UNIT_KEY, VERSION_MARK, WAVE_MARK, form_version
from dagster_project.forms.lists import column_index
from dagster_project.forms.locate import Located
from dagster_project.forms.read_forms import FormFile, identity_texts
from dagster_project.forms.respondents import Respondent
from dagster_project.readers.instruments import Instrument

MOST_STRAY_TEXTS = 50  # quoted per form; a sheet pasted beside the form would fill the receipt


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
        elif place not in with_answers:
            rules.append("nothing_filled_in")
        else:
            rules.append(next((remark.rule for remark in body.remarks if remark.rule in FILE_RULES), None))
    return rules


def of_files(
    files: list[FormFile],
    located: Located,
    marks: list[Mark],
    respondents: list[Respondent | None],
    refused_by: list[str | None],
    head: pl.DataFrame,
    instrument: Instrument,
    last_day: date,
) -> pl.DataFrame:
    """FINDINGS on whole forms; of a refused form only what refuses it."""
    places = {
        (place, key): (row_number, cell)
        for place, key, row_number, cell in located.entries.filter(pl.col("key").str.starts_with(UNIT_KEY))
        .select("file", "key", "row_number", "cell")
        .iter_rows()
    }
    current = form_version(instrument)
    first_with = dict(reversed([(file.sha256, file.source_file) for file in files]))
    superseded_by = head["superseded_by"].to_list()
    found: list[dict] = []
    for place, (file, mark, body, rule) in enumerate(zip(files, marks, respondents, refused_by, strict=True)):
        if rule is not None:
            found.append({"file": place, "rule": rule, **_about_refusal(file, mark, body, rule, places, place, instrument)})
            if rule == "nothing_filled_in":  # the answers may be on another sheet
                found.extend(_about_sheets(file, place))
            continue
        if mark.version != current:
            name = "version_missing" if mark.version is None else "older_form"
            found.append({"file": place, "rule": name, "found": mark.version, "expected": current})
        found.extend({"file": place, **each} for each in _about_respondent(body, places, place, last_day))
        if first_with[file.sha256] != file.source_file:
            found.append({"file": place, "rule": "same_file_again", "found": _name(first_with[file.sha256])})
        if superseded_by[place] is not None:
            found.append({"file": place, "rule": "superseded", "found": _name(superseded_by[place])})
        found.extend(_about_sheets(file, place))
        found.extend(
            {"file": place, "rule": "comment", "cell": cell, "written": text} for cell, text in file.comments if text
        )
    used = [place for place, rule in enumerate(refused_by) if rule is None]
    whole = pl.DataFrame(
        [{name: each.get(name) for name in FINDINGS} for each in found], schema=FINDINGS, orient="row"
    )
    is_current = [place for place in used if marks[place].version in (current, None)]
    return pl.concat([whole, _merged(files, located, used), _stray(located, is_current)])


def _name(source_file: str) -> str:
    return source_file.rsplit("/", 1)[-1]


def _about_sheets(file: FormFile, place: int) -> Iterator[dict]:
    return ({"file": place, "rule": "extra_sheet", "found": sheet} for sheet in file.extra_sheets)


def _about_refusal(
    file: FormFile,
    mark: Mark,
    body: Respondent | None,
    rule: str,
    places: dict[tuple[int, str], tuple[int, str]],
    place: int,
    instrument: Instrument,
) -> dict:
    if file.refused is not None:
        return {"found": file.refused.found}
    if rule == "another_wave":
        return {"found": mark.wave_id, "expected": f"{instrument.title.ja}({instrument.wave_id})"}
    remark = next((each for each in body.remarks if each.rule == rule), None) if body is not None else None
    if remark is None:
        return {}
    row_number, cell = places.get((place, f"{UNIT_KEY}{remark.entry}"), (None, None))
    return {"written": remark.written, "expected": remark.expected, "row_number": row_number, "cell": cell}


def _about_respondent(
    body: Respondent | None, places: dict[tuple[int, str], tuple[int, str]], place: int, last_day: date
) -> Iterator[dict]:
    if body is None:
        return
    for remark in body.remarks:
        row_number, cell = places.get((place, f"{UNIT_KEY}{remark.entry}"), (None, None))
        yield {
            "rule": remark.rule,
            "written": remark.written,
            "expected": remark.expected,
            "row_number": row_number,
            "cell": cell,
        }
    if body.submitted_on is not None and body.submitted_on > last_day:
        yield {"rule": "late", "written": str(body.submitted_on), "expected": str(last_day)}


def _merged(files: list[FormFile], located: Located, used: list[int]) -> pl.DataFrame:
    """Merged ranges that reach over an answer cell; the form's own merged cells hold none."""
    ranges = pl.DataFrame(
        [(place, merged, *_bounds(merged)) for place in used for merged in files[place].merged],
        schema={"file": pl.UInt32, "found": pl.String, "first": pl.Int64, "top": pl.Int64, "last": pl.Int64, "bottom": pl.Int64},
        orient="row",
    )
    row, column = pl.col("row_number"), pl.col("column")
    nothing = pl.lit(None, pl.String)
    return (
        located.entries.join(ranges, on="file", how="inner")
        .filter((row >= pl.col("top")) & (row <= pl.col("bottom")) & (column >= pl.col("first")) & (column <= pl.col("last")))
        .sort("row_number")
        .unique(["file", "found"], keep="first", maintain_order=True)
        .select(
            "file",
            nothing.alias("question_id"),
            "row_number",
            "cell",
            nothing.alias("written"),
            pl.lit("merged_cells").alias("rule"),
            nothing.alias("expected"),
            "found",
        )
    )


@lru_cache(maxsize=4096)
def _bounds(merged: str) -> tuple[int, int, int, int]:
    """D12:E13 as first column, first row, last column, last row; columns from 0."""
    corners = re.findall(r"([A-Z]+)(\d+)", merged)
    (first, top), (last, bottom) = corners
    return column_index(first), int(top), column_index(last), int(bottom)


def _stray(located: Located, files: list[int]) -> pl.DataFrame:
    nothing = pl.lit(None, pl.String)
    return (
        located.stray.filter(pl.col("file").is_in(files))
        .group_by("file", maintain_order=True)
        .head(MOST_STRAY_TEXTS)
        .select(
            "file",
            nothing.alias("question_id"),
            "row_number",
            "cell",
            "written",
            pl.lit("text_outside").alias("rule"),
            nothing.alias("expected"),
            nothing.alias("found"),
        )
    )
