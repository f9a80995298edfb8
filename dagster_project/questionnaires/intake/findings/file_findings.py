"""What is found in a form as a whole, in the form of findings: why it is refused, or what is to be noted."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dagster_project.questionnaires.form.identity import ANSWER_KEY, OPTION_SIGN, UNIT_KEY, question_number
from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.intake.findings.answer_findings import FINDINGS
from dagster_project.questionnaires.intake.locate import BESIDE_STRUCK, Located
from dagster_project.questionnaires.intake.received_forms import ReceivedForm
from dagster_project.tables.workbooks.cell_address import place_of

MOST_STRAY_TEXTS = 50  # quoted per form; a sheet pasted beside the form would fill the receipt
_MOST_CELLS = 9  # listed besides the first
_NOWHERE = {"row_number": None, "cell": None}


def file_findings(forms: list[ReceivedForm], located: Located, instrument: Instrument) -> pl.DataFrame:
    """FINDINGS on whole forms; of a refused form only what refuses it."""
    findings = _FormFindings(forms, located, instrument)
    found = [
        {"file": form.number, **finding}
        for form in forms
        for finding in (findings.on_used(form) if form.refused_by is None else findings.on_refused(form))
    ]
    whole = pl.DataFrame([{name: each.get(name) for name in FINDINGS} for each in found], schema=FINDINGS, orient="row")
    used = [form for form in forms if form.refused_by is None]
    is_current = [form.number for form in used if form.version in (located.version, None)]
    return pl.concat(
        [whole, _merged(used, located), _struck(used, located), _hidden(used, located), *_stray(located, is_current)]
    )


class _FormFindings:
    """The findings on one form, with what they need to know of the other forms and of where entries stand."""

    def __init__(self, forms: list[ReceivedForm], located: Located, instrument: Instrument) -> None:
        self._instrument, self._version = instrument, located.version
        self._first_day, self._last_day = instrument.field_period.first.day, instrument.field_period.last.last_day
        self._entry_cells = {
            (file, key.removeprefix(UNIT_KEY)): {"row_number": row_number, "cell": cell}
            for file, key, row_number, cell in located.entries.filter(pl.col("key").str.starts_with(UNIT_KEY))
            .select("file", "key", "row_number", "cell")
            .iter_rows()
        }
        self._first_with = dict(reversed([(form.file.sha256, form.source_file) for form in forms]))
        self._same_round = _same_round(forms)
        self._changed = located.changed
        self._rivals = located.rivals
        self._numbers = {
            question.id: question_number(place, "ja") for place, question in enumerate(instrument.questions, start=1)
        }
        self._questions_of_rows = _questions_of_rows(forms, located)

    def on_refused(self, form: ReceivedForm) -> Iterator[dict]:
        yield {"rule": form.refused_by, **self._about_refusal(form)}
        if form.refused_by == "same_round":  # its date may be why
            yield from self._about_respondent(form)
        if form.refused_by == "nothing_filled_in":  # the answers may be on another sheet
            yield from _about_sheets(form)

    def on_used(self, form: ReceivedForm) -> Iterator[dict]:
        if form.version != self._version:
            name = "version_missing" if form.version is None else "older_form"
            yield {"rule": name, "found": form.version, "expected": self._version}
        yield from self._about_respondent(form)
        first = self._first_with[form.file.sha256]
        if first != form.source_file:
            yield {"rule": "same_file_again", "found": _name(first)}
        if form.superseded_by is not None:
            yield {"rule": "superseded", "found": _name(form.superseded_by)}
        yield from _about_sheets(form)
        for cell, text in form.file.comments:
            if text:
                row_number = place_of(cell)[1]
                question = self._questions_of_rows.get((form.number, row_number))
                rule = "comment" if question is None else "comment_on_answer"
                yield {"rule": rule, "cell": cell, "row_number": row_number, "written": text, "question_id": question}
        for cell, text in form.file.drawings[:MOST_STRAY_TEXTS]:
            row_number = place_of(cell)[1]
            question = self._questions_of_rows.get((form.number, row_number))
            yield {"rule": "drawing", "cell": cell, "row_number": row_number, "written": text or "—", "question_id": question}

    def _about_refusal(self, form: ReceivedForm) -> dict:
        if form.file.refused is not None:
            return {"found": form.file.refused.found}
        if form.refused_by == "several_forms":
            return {"found": form.file.another_form}
        if form.refused_by == "several_answer_columns":
            return {"found": self._rivals[form.number]}
        if form.refused_by == "same_round":
            rivals = self._same_round[form.known_respondent.unit_id]
            return {"found": ", ".join(_name(other) for other in rivals if other != form.source_file)}
        if form.refused_by == "older_form_differs":
            changed = self._changed[form.number]
            return {"found": form.version, "expected": self._version, "written": self._numbers[changed]}
        if form.refused_by == "another_wave":
            wave = self._instrument
            return {"found": form.wave_id, "expected": f"{wave.title.ja}({wave.wave_id})"}
        remarks = form.respondent.remarks if form.respondent is not None else ()
        remark = next((each for each in remarks if each.rule == form.refused_by), None)
        if remark is None:
            return {}
        return {"written": remark.written, "expected": remark.expected, **self._cell_of(form, remark.entry)}

    def _about_respondent(self, form: ReceivedForm) -> Iterator[dict]:
        body = form.known_respondent
        for remark in body.remarks:
            place = self._cell_of(form, remark.entry)
            yield {"rule": remark.rule, "written": remark.written, "expected": remark.expected, **place}
        if body.submitted_on is None or self._first_day <= body.submitted_on <= self._last_day:
            return
        is_late = body.submitted_on > self._last_day
        yield {
            "rule": "late" if is_late else "early",
            "written": str(body.submitted_on),
            "expected": str(self._last_day if is_late else self._first_day),
            **(self._cell_of(form, "date") if body.submitted_on_basis == "form" else _NOWHERE),
        }

    def _cell_of(self, form: ReceivedForm, entry: str) -> dict:
        return self._entry_cells.get((form.number, entry), _NOWHERE)


def _name(source_file: str) -> str:
    return source_file.rsplit("/", 1)[-1]


def _same_round(forms: list[ReceivedForm]) -> dict[str | None, list[str]]:
    """Body -> its forms that are refused because each might be the one that counts."""
    rivals: dict[str | None, list[str]] = {}
    for form in forms:
        if form.refused_by == "same_round":
            rivals.setdefault(form.known_respondent.unit_id, []).append(form.source_file)
    return rivals


def _questions_of_rows(forms: list[ReceivedForm], located: Located) -> dict[tuple[int, int], str]:
    """(file, row) -> question, for the files with comments or drawings: a circle goes around an option more often than into
    its cell, and a comment may stand on either."""
    asked = [form.number for form in forms if form.file.drawings or form.file.comments]
    entries = located.entries.filter(pl.col("file").is_in(asked)).select("file", "row_number", _question())
    return {(file, row): question for file, row, question in entries.iter_rows() if question is not None}


def _question() -> pl.Expr:
    """The question of a key, null for an entry of the respondent block."""
    return pl.col("key").str.extract(f"^{ANSWER_KEY}([^{OPTION_SIGN}]+)").alias("question_id")


def _about_sheets(form: ReceivedForm) -> Iterator[dict]:
    yield from ({"rule": "extra_sheet", "found": sheet} for sheet in form.file.extra_sheets)
    if form.file.only_read:
        (sheet, first, text), *more = form.file.only_read
        cells = ", ".join([first, *(cell for _, cell, _ in more[:_MOST_CELLS]), *(["…"] if len(more) > _MOST_CELLS else [])])
        yield {"rule": "on_sheet_to_read", "written": text, "found": f"{sheet}: {cells}"}


def _merged(forms: list[ReceivedForm], located: Located) -> pl.DataFrame:
    """Merged ranges that reach over an answer cell and whose text is that cell's."""
    nothing = pl.lit(None, pl.String)
    return located.merged.filter(pl.col("file").is_in([form.number for form in forms])).select(
        "file",
        "question_id",
        "row_number",
        "cell",
        nothing.alias("written"),
        pl.lit("merged_cells").alias("rule"),
        nothing.alias("expected"),
        "found",
    )


def _struck(forms: list[ReceivedForm], located: Located) -> pl.DataFrame:
    """Printed texts that are struck through, but for those beside an answer, which is stopped for it."""
    stopped = located.entries.filter(pl.col("kind") == BESIDE_STRUCK).select("file", "row_number")
    nothing = pl.lit(None, pl.String)
    return (
        located.struck.filter(pl.col("file").is_in([form.number for form in forms]))
        .join(stopped, on=["file", "row_number"], how="anti")
        .with_columns(rule=pl.lit("printed_struck_out"), expected=nothing, found=nothing)
        .select(*FINDINGS)
    )


def _hidden(forms: list[ReceivedForm], located: Located) -> pl.DataFrame:
    """Answers that nobody sees: their row or column is hidden, or their letters are."""
    rows = [(form.number, row) for form in forms for row in form.file.hidden_rows]
    columns = [(form.number, column) for form in forms for column in form.file.hidden_columns]
    cells = [(form.number, cell) for form in forms for cell in form.file.unseen]
    unseen = pl.DataFrame(cells, schema={"file": pl.UInt32, "cell": pl.String}, orient="row")
    hidden_rows = pl.DataFrame(rows, schema={"file": pl.UInt32, "row_number": pl.Int64}, orient="row")
    hidden_columns = pl.DataFrame(columns, schema={"file": pl.UInt32, "column": pl.Int64}, orient="row")
    answers = located.entries.filter(pl.col("key").str.starts_with(ANSWER_KEY) & pl.col("written").is_not_null())
    nothing = pl.lit(None, pl.String)
    return (
        pl.concat(
            [
                answers.join(hidden_rows, on=["file", "row_number"], how="semi"),
                answers.join(hidden_columns, on=["file", "column"], how="semi"),
                answers.join(unseen, on=["file", "cell"], how="semi"),
            ]
        )
        .unique(["file", "key"], keep="first", maintain_order=True)
        .with_columns(_question(), rule=pl.lit("hidden_answer"), expected=nothing, found=nothing)
        .select(*FINDINGS)
    )


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
