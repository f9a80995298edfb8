"""What is found in a form as a whole, in the form of findings: why it is refused, or what is to be noted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

import polars as pl

from dagster_project.forms.answer_findings import FINDINGS
from dagster_project.forms.drop_down_lists import column_index
from dagster_project.forms.identity import ANSWER_KEY, OPTION_SIGN, UNIT_KEY, form_version
from dagster_project.forms.locate import Located
from dagster_project.forms.read_forms import FormFile
from dagster_project.forms.refusals import Mark
from dagster_project.forms.respondents import Respondent
from dagster_project.readers.instruments import Instrument

MOST_STRAY_TEXTS = 50  # quoted per form; a sheet pasted beside the form would fill the receipt


def of_files(
    files: list[FormFile],
    located: Located,
    marks: list[Mark],
    respondents: list[Respondent | None],
    refused_by: list[str | None],
    head: pl.DataFrame,
    instrument: Instrument,
    field_days: tuple[date, date],
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
    rivals = _rivals(files, respondents, superseded_by)
    questions = _questions(located, files)
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
        found.extend({"file": place, **each} for each in _about_respondent(body, places, place, field_days))
        if first_with[file.sha256] != file.source_file:
            found.append({"file": place, "rule": "same_file_again", "found": _name(first_with[file.sha256])})
        if superseded_by[place] is not None:
            found.append({"file": place, "rule": "superseded", "found": _name(superseded_by[place])})
        found.extend({"file": place, "rule": "same_round", "found": _name(rival)} for rival in rivals.get(file.source_file, ()))
        found.extend(_about_sheets(file, place))
        found.extend(
            {"file": place, "rule": "comment", "cell": cell, "written": text, "question_id": questions.get((place, cell))}
            for cell, text in file.comments
            if text
        )
    used = [place for place, rule in enumerate(refused_by) if rule is None]
    whole = pl.DataFrame(
        [{name: each.get(name) for name in FINDINGS} for each in found], schema=FINDINGS, orient="row"
    )
    is_current = [place for place in used if marks[place].version in (current, None)]
    return pl.concat([whole, _merged(files, located, used), *_stray(located, is_current)])


def _name(source_file: str) -> str:
    return source_file.rsplit("/", 1)[-1]


def _rivals(
    files: list[FormFile], respondents: list[Respondent | None], superseded_by: list[str | None]
) -> dict[str, list[str]]:
    """File that counts -> others of the same body with the same number and date and other content."""
    places = {file.source_file: place for place, file in enumerate(files)}
    rivals: dict[str, list[str]] = {}
    for place, counting in enumerate(superseded_by):
        if counting is None:
            continue
        mine, theirs = respondents[place], respondents[places[counting]]
        alike = mine and theirs and (mine.round_number, mine.submitted_on) == (theirs.round_number, theirs.submitted_on)
        if alike and files[place].sha256 != files[places[counting]].sha256:
            rivals.setdefault(counting, []).append(files[place].source_file)
    return rivals


def _questions(located: Located, files: list[FormFile]) -> dict[tuple[int, str], str]:
    """(file, answer cell) -> question, for the files with comments."""
    commented = [place for place, file in enumerate(files) if file.comments]
    entries = located.entries.filter(pl.col("file").is_in(commented)).select("file", "cell", _question())
    return {(place, cell): question for place, cell, question in entries.iter_rows() if question is not None}


def _question() -> pl.Expr:
    """The question of a key, null for an entry of the respondent block."""
    return pl.col("key").str.extract(f"^{ANSWER_KEY}([^{OPTION_SIGN}]+)").alias("question_id")


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
    body: Respondent | None, places: dict[tuple[int, str], tuple[int, str]], place: int, field_days: tuple[date, date]
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
    first_day, last_day = field_days
    if body.submitted_on is not None and not first_day <= body.submitted_on <= last_day:
        row_number, cell = places.get((place, f"{UNIT_KEY}date"), (None, None)) if body.submitted_on_basis == "form" else (None, None)
        is_late = body.submitted_on > last_day
        yield {
            "rule": "late" if is_late else "early",
            "written": str(body.submitted_on),
            "expected": str(last_day if is_late else first_day),
            "row_number": row_number,
            "cell": cell,
        }


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
            _question(),
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


def _stray(located: Located, files: list[int]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The texts outside answer cells that are quoted, and how many there are besides."""
    nothing = pl.lit(None, pl.String)
    stray = located.stray.filter(pl.col("file").is_in(files))
    quoted = (
        stray.group_by("file", maintain_order=True)
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
    more = (
        stray.group_by("file", maintain_order=True)
        .agg(pl.len())
        .filter(pl.col("len") > MOST_STRAY_TEXTS)
        .select(
            "file",
            nothing.alias("question_id"),
            pl.lit(None, pl.Int64).alias("row_number"),
            nothing.alias("cell"),
            nothing.alias("written"),
            pl.lit("more_text_outside").alias("rule"),
            nothing.alias("expected"),
            (pl.col("len") - MOST_STRAY_TEXTS).cast(pl.String).alias("found"),
        )
    )
    return quoted, more
