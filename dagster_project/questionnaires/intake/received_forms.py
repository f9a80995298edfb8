"""One object per received file: whose form it is, whether it can be used, and whether it counts.

Of several forms of one body the one with the highest number of the submission counts, then the latest
date. Where two have both in common and other answers, or one of them no date, nobody knows which is the later: both are
refused. With the same answers the last name counts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import polars as pl

from dagster_project.common.text import clean
from dagster_project.questionnaires.form.identity import ANSWER_KEY, UNIT_KEY, VERSION_MARK, WAVE_MARK
from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.intake.findings.file_rules import FILE_RULES
from dagster_project.questionnaires.intake.locate import Located
from dagster_project.questionnaires.intake.other_sheets import identity_texts
from dagster_project.questionnaires.intake.read_forms import SHOWN_OTHERWISE, STRUCK, FormFile
from dagster_project.questionnaires.intake.respondents import Block, Respondent, respondents
from dagster_project.questionnaires.units.wave_frame import Frame

# Of the forms of one body that can be used, the last in this order counts.
COUNTING_ORDER = ("round_number", "submitted_on", "source_file")
# A form may come late, and its date may be a year off; one of 2062 is a slip that nobody can mend from outside.
_BESIDE_THE_PERIOD = timedelta(days=366)


@dataclass(frozen=True)
class ReceivedForm:
    """A file of the folder of forms and all that is known of it as a whole.

    number: its place among the files, which every frame calls `file`
    wave_id, version: its marks; None where it says nothing
    respondent: None where the file is no form
    refused_by: the rule under which it is refused; None where its answers are used
    superseded_by: the file of the same body that counts instead of this one
    """

    number: int
    file: FormFile
    wave_id: str | None
    version: str | None
    respondent: Respondent | None
    refused_by: str | None = None
    superseded_by: str | None = None

    @property
    def source_file(self) -> str:
        return self.file.source_file

    @property
    def known_respondent(self) -> Respondent:
        """Who answers by a file that is a form; raises ValueError for another."""
        if self.respondent is None:
            raise ValueError(f"{self.source_file} is no form.")
        return self.respondent


def received_forms(files: list[FormFile], located: Located, frame: Frame, instrument: Instrument) -> list[ReceivedForm]:
    """The forms in the order of `files`."""
    entries: dict[int, dict[str, str]] = {}
    struck: dict[int, set[str]] = {}
    for number, key, written, kind in (
        located.entries.filter(pl.col("key").str.starts_with(UNIT_KEY) & pl.col("written").is_not_null())
        .select("file", "key", "written", "kind")
        .iter_rows()
    ):
        entry = key.removeprefix(UNIT_KEY)
        entries.setdefault(number, {}).setdefault(entry, written)
        if kind in (STRUCK, SHOWN_OTHERWISE):
            struck.setdefault(number, set()).add(entry)
    with_keys = set(located.entries["file"].unique())
    blocks = [Block(file.name, entries.get(number, {}), struck.get(number, ())) for number, file in enumerate(files)]
    period = instrument.field_period
    bounds = period.first.day - _BESIDE_THE_PERIOD, period.last.last_day + _BESIDE_THE_PERIOD
    bodies = respondents(blocks, frame, bounds)
    marks = {number: found for number, *found in located.marks.select("file", "wave_id", "version").iter_rows()}
    forms = [
        ReceivedForm(number, file, *_marks(file, *marks[number]), body if number in with_keys else None)
        for number, (file, body) in enumerate(zip(files, bodies, strict=True))
    ]
    return _with_superseding(_without_rivals(_with_refusals(forms, located, instrument), located))


def forms_frame(forms: list[ReceivedForm]) -> pl.DataFrame:
    """One row per form: file, and its columns in raw.form_submission as far as the form itself has them."""
    bodies = [form.respondent for form in forms]
    return pl.DataFrame(
        {
            "file": pl.Series([form.number for form in forms], dtype=pl.UInt32),
            "unit_id": pl.Series([body and body.unit_id for body in bodies], dtype=pl.String),
            "source_file": pl.Series([form.source_file for form in forms], dtype=pl.String),
            "sheet": pl.Series([form.file.sheet for form in forms], dtype=pl.String),
            "sha256": pl.Series([form.file.sha256 for form in forms], dtype=pl.String),
            "form_version": pl.Series([form.version for form in forms], dtype=pl.String),
            "submitted_on": pl.Series([body and body.submitted_on for body in bodies], dtype=pl.Date),
            "submitted_on_basis": pl.Series(
                ["not_available" if body is None else body.submitted_on_basis for body in bodies], dtype=pl.String
            ),
            "round_number": pl.Series([body and body.round_number for body in bodies], dtype=pl.Int64),
            "refused_by": pl.Series([form.refused_by for form in forms], dtype=pl.String),
            "superseded_by": pl.Series([form.superseded_by for form in forms], dtype=pl.String),
        }
    )


def _marks(file: FormFile, wave_id: str | None, version: str | None) -> tuple[str | None, str | None]:
    """The marks on the form's sheet, else those on the hidden identity sheet."""
    if file.refused is not None or (wave_id is not None and version is not None):
        return wave_id, version
    texts = identity_texts(file.path)
    return wave_id or _after(WAVE_MARK, texts), version or _after(VERSION_MARK, texts)


def _after(mark: str, texts: list[str]) -> str | None:
    return next((text.removeprefix(mark) for text in texts if text.startswith(mark)), None)


def _with_refusals(forms: list[ReceivedForm], located: Located, instrument: Instrument) -> list[ReceivedForm]:
    answers = located.entries.filter(pl.col("key").str.starts_with(ANSWER_KEY))
    with_blocks = set(answers["file"].unique())
    with_answers = set(answers.filter(pl.col("written").is_not_null())["file"].unique())

    def refusal(form: ReceivedForm) -> str | None:
        if form.file.refused is not None:
            return form.file.refused.rule
        if form.number not in with_blocks or form.respondent is None:
            return "not_this_form"
        if form.wave_id not in (None, instrument.wave_id):
            return "another_wave"
        if form.number in located.without_answers:
            return "answer_column_lost"
        if form.number in located.changed and form.version not in (None, located.version):
            return "older_form_differs"
        if form.number in located.shifted or form.number in located.changed:
            return "answers_shifted"
        if form.number in located.rivals:
            return "several_answer_columns"
        if form.number not in with_answers:
            return "nothing_filled_in"
        if form.file.another_form is not None:
            return "several_forms"
        return next((remark.rule for remark in form.known_respondent.remarks if remark.rule in FILE_RULES), None)

    return [replace(form, refused_by=refusal(form)) for form in forms]


def _without_rivals(forms: list[ReceivedForm], located: Located) -> list[ReceivedForm]:
    """Refuses the forms of one body of which each might be the one that counts, and none before it is left that does."""
    answers: dict[int, set[tuple[str, str]]] = {}
    written = located.entries.filter(pl.col("key").str.starts_with(ANSWER_KEY) & pl.col("written").is_not_null())
    for number, key, text in written.select("file", "key", "written").iter_rows():
        answers.setdefault(number, set()).add((key, clean(text)))
    rounds: dict[tuple[str | None, int], list[ReceivedForm]] = {}
    for form in forms:
        if form.refused_by is None:
            body = form.known_respondent
            rounds.setdefault((body.unit_id, body.round_number), []).append(form)
    rivals, settled = set[int](), set[str | None]()
    for (unit_id, _), of_round in sorted(rounds.items(), key=lambda item: item[0][1], reverse=True):
        while of_round and unit_id not in settled:
            days = {form.number: form.known_respondent.submitted_on for form in of_round}
            latest = max((day for day in days.values() if day is not None), default=None)
            last = {number for number, day in days.items() if day in (None, latest)}
            if len({frozenset(answers[number]) for number in last}) == 1:
                settled.add(unit_id)
            else:
                rivals |= last
                of_round = [form for form in of_round if form.number not in last]
    return [replace(form, refused_by="same_round") if form.number in rivals else form for form in forms]


def _with_superseding(forms: list[ReceivedForm]) -> list[ReceivedForm]:
    used = forms_frame([form for form in forms if form.refused_by is None])
    counting = dict(
        used.sort(COUNTING_ORDER, nulls_last=False).group_by("unit_id").agg(pl.col("source_file").last()).iter_rows()
    )
    return [
        form
        if form.refused_by is not None or counting[form.known_respondent.unit_id] == form.source_file
        else replace(form, superseded_by=counting[form.known_respondent.unit_id])
        for form in forms
    ]
