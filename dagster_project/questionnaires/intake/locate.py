"""From cells to entries: which cell answers which question, found by the form's marks alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from dagster_project.questionnaires.form import form_words
from dagster_project.questionnaires.form.alignment import shifted_files
from dagster_project.questionnaires.form.changed_questions import changed_questions, contradicts, is_printed_over
from dagster_project.questionnaires.form.form_rows import FormRow, form_rows
from dagster_project.questionnaires.form.identity import (
    ANSWER_KEY,
    COLUMN_MARK,
    OPTION_SIGN,
    UNIT_ENTRIES,
    UNIT_KEY,
    VERSION_MARK,
    WAVE_MARK,
    form_version,
)
from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.intake.answer_meanings import is_tick
from dagster_project.questionnaires.intake.read_forms import FORMULA, STRUCK, FormFile
from dagster_project.tables.workbooks.cell_address import column_letter, place_of, range_of
from dagster_project.tables.workbooks.unit_words import with_unit

MARKS = (ANSWER_KEY, UNIT_KEY, WAVE_MARK, VERSION_MARK, COLUMN_MARK)
# Columns from the first or the last hidden key column to the answers, where their own mark is lost.
_FROM_FIRST_KEY, _FROM_LAST_KEY = 3, -2
_SPACES = r"\s"
_MERGED_RANGE = ("file", "found", "question_id", "row_number", "cell")
# Kinds of answers besides those of read_forms.py, which cells alone do not tell.
REWRITTEN = "printed_otherwise"
BESIDE = "ticked_beside"  # an option whose tick stands beside its empty cell, or in a comment on it
BESIDE_STRUCK = "beside_struck_out"  # something printed beside it is struck through
OTHER_UNIT = "another_unit"  # a number that its cell shows in another unit than the question asks for
MERGED = "merged_answers"  # merged over the cells of several answers, with a text: whose answer it is nobody knows


@dataclass(frozen=True)
class Located:
    """All frames are keyed by `file`, the place in the list of files.

    version: of a form made from the instrument as it is today
    marks: file, wave_id, version (null where lost)
    entries: file, key, row_number, column, cell, written, coloured (the first cell of the row in a colour that the form does
        not have): one row per keyed row, answer or respondent entry;
        `kind` is one of read_forms.py and of the constants above where the cell is one, else null
    merged: file, found (the range), question_id, row_number, cell: the merged ranges that reach over an answer cell, except
        those of MERGED cells
    stray: file, row_number, cell, written: texts that are neither the form's own nor in an answer cell
    struck: the same of the form's own texts that are struck through, and their question_id where they stand beside an answer
    shifted: the forms whose answers no longer stand beside their questions
    without_answers: the forms whose column of answers is gone
    rivals: form -> the letters of its columns of answers, where there are several with other answers
    changed: form -> the first question that it prints otherwise than today (see changed_questions.py); asked of
        forms of another version and of those whose marks are lost
    """

    version: str
    marks: pl.DataFrame
    entries: pl.DataFrame
    merged: pl.DataFrame
    stray: pl.DataFrame
    struck: pl.DataFrame
    shifted: frozenset[int]
    without_answers: frozenset[int]
    rivals: Mapping[int, str]
    changed: Mapping[int, str]


def locate(files: list[FormFile], every_cell: pl.DataFrame, instrument: Instrument) -> Located:
    printed = [row for language in ("ja", "en") for row in form_rows(instrument, language, entries=UNIT_ENTRIES)]
    own = pl.Series(sorted(own_texts(printed)), dtype=pl.String)
    # Most cells are the form's own texts as written: away with them before anything is looked at closely.
    cells = every_cell.filter(~pl.col("text").is_in(own.implode()))
    keyed = cells.filter(_starts_with(ANSWER_KEY, UNIT_KEY))
    rows = keyed.unique(["file", "row_number"], keep="first", maintain_order=True).rename({"text": "key"})
    columns = _answer_columns(cells, keyed)
    places = rows.drop("column").join(columns, on="file", how="left")
    # Nearly always one column of six: the join is spared the others.
    answers = every_cell.filter(pl.col("column").is_in(columns["column"].unique().implode())).rename({"text": "written"})
    entries = (
        places.join(answers, on=["file", "row_number", "column"], how="left", maintain_order="left")
        .with_columns(_cell())
        .join(_special_cells(files), on=["file", "cell"], how="left", maintain_order="left")
        .join(_coloured_rows(files), on=["file", "row_number"], how="left", maintain_order="left")
        .with_columns(written=_written())
        .select("file", "key", "row_number", "column", "cell", "written", "kind", "coloured")
    )
    version = form_version(instrument)
    marks = _marks(files, cells, version)
    others = marks.filter(pl.col("version").ne_missing(version))
    stray = _stray(cells, places, own)
    covered = _covered(files, entries)
    entries = _with_units(entries, files, instrument)
    struck = _struck(files, every_cell, entries)
    entries = _beside_struck(entries, struck)
    entries = _with_rewritten(entries, stray, every_cell, others, instrument)
    entries = _with_merged(_with_ticks_beside(entries, stray, files), covered)
    return Located(
        version=version,
        marks=marks,
        entries=entries,
        merged=covered.filter(~pl.col("is_of_several"))
        .unique(["file", "found"], keep="first", maintain_order=True)
        .select(_MERGED_RANGE),
        stray=stray,
        struck=struck,
        without_answers=frozenset(columns.filter(pl.col("column").is_null())["file"]),
        rivals=_rivals(cells, entries, stray),
        changed=_changed(others, every_cell, entries, rows, instrument),
        shifted=frozenset(
            shifted_files(
                cells, every_cell, keyed.rename({"text": "key"}), places.select("file", "row_number", "column"), printed
            )
        ),
    )


def _changed(
    others: pl.DataFrame, every_cell: pl.DataFrame, entries: pl.DataFrame, rows: pl.DataFrame, instrument: Instrument
) -> dict[int, str]:
    if others.is_empty():
        return {}
    answers = entries.select("file", "row_number", "column")
    printed = every_cell.join(others, on="file", how="semi").join(answers, on=["file", "row_number", "column"], how="anti")
    return changed_questions(printed, rows, instrument, of_another_version=set(others.drop_nulls("version")["file"]))


def _with_rewritten(
    entries: pl.DataFrame, stray: pl.DataFrame, every_cell: pl.DataFrame, others: pl.DataFrame, instrument: Instrument
) -> pl.DataFrame:
    """Answers to forms of today beside which somebody wrote another option or unit over the printed one: then nobody
    knows what the answer says. Forms of another version are looked at whole (see `_changed`)."""
    questions = {question.id: question for question in instrument.questions}
    of_today = stray.join(others.drop_nulls("version"), on="file", how="anti")
    beside = of_today.select("file", "row_number", "cell", pl.col("written").alias("text")).join(
        entries.filter(pl.col("key").str.starts_with(ANSWER_KEY)).select("file", "row_number", "key", "column"),
        on=["file", "row_number"],
    )
    printed = every_cell.join(beside, on=["file", "row_number"], how="semi")
    texts = {(file, row): texts for file, row, texts in printed.group_by("file", "row_number").agg("text").iter_rows()}
    rewritten = [
        (file, row_number, REWRITTEN)
        for file, row_number, cell, text, key, column in beside.iter_rows()
        if (question := questions.get(split_key(key)[0])) is not None
        and (
            contradicts(question, key, text)
            or (place_of(cell)[0] < column and is_printed_over(question, key, text, texts[file, row_number]))
        )
    ]
    schema = {"file": pl.UInt32, "row_number": pl.Int64, "rewritten": pl.String}
    found = pl.DataFrame(rewritten, schema=schema, orient="row").unique()
    return (
        entries.join(found, on=["file", "row_number"], how="left", maintain_order="left")
        .with_columns(kind=pl.coalesce(pl.col("kind").replace(FORMULA, None), "rewritten", "kind"))
        .drop("rewritten")
    )


def _struck(files: list[FormFile], every_cell: pl.DataFrame, entries: pl.DataFrame) -> pl.DataFrame:
    """What is struck through of all that stands outside the cells for answers and entries."""
    struck = [
        (number, place_of(cell)[1], place_of(cell)[0], cell)
        for number, file in enumerate(files)
        for cell, (kind, _) in file.special.items()
        if kind == STRUCK
    ]
    schema = {"file": pl.UInt32, "row_number": pl.Int64, "column": pl.Int64, "cell": pl.String}
    questions = entries.filter(pl.col("key").str.starts_with(ANSWER_KEY)).select(
        "file", "row_number", pl.col("key").str.extract(f"^{ANSWER_KEY}([^{OPTION_SIGN}]+)").alias("question_id")
    )
    return (
        pl.DataFrame(struck, schema=schema, orient="row")
        .join(entries.select("file", "cell"), on=["file", "cell"], how="anti")
        .join(every_cell, on=["file", "row_number", "column"])
        .join(questions.unique(), on=["file", "row_number"], how="left", maintain_order="left")
        .select("file", "question_id", "row_number", "cell", pl.col("text").alias("written"))
        .sort("file", "row_number", "cell")
    )


def _beside_struck(entries: pl.DataFrame, struck: pl.DataFrame) -> pl.DataFrame:
    """Answers beside which something printed is struck through: whether the strike or the answer is the answer nobody knows.
    An option left empty, whose text is struck, is left out either way."""
    rows = struck.select("file", "row_number", pl.lit(BESIDE_STRUCK).alias("beside")).unique()
    is_answer = pl.col("key").str.starts_with(ANSWER_KEY) & pl.col("written").is_not_null()
    return (
        entries.join(rows, on=["file", "row_number"], how="left", maintain_order="left")
        .with_columns(kind=pl.coalesce(pl.col("kind").replace(FORMULA, None), pl.when(is_answer).then("beside"), "kind"))
        .drop("beside")
    )


def _with_units(entries: pl.DataFrame, files: list[FormFile], instrument: Instrument) -> pl.DataFrame:
    """Texts, and numbers in another unit than the question asks for, with the unit that the format of their cell shows: 5000円
    to a question in 千円."""
    questions = {question.id: question for question in instrument.questions}
    units = [(number, cell, unit) for number, file in enumerate(files) for cell, unit in file.units.items()]
    schema = {"file": pl.UInt32, "cell": pl.String, "unit": pl.String}
    beside = entries.filter(pl.col("written").is_not_null()).join(
        pl.DataFrame(units, schema=schema, orient="row"), on=["file", "cell"]
    )
    shown = [
        (file, cell, with_unit(written, unit), question.type != "text")
        for file, cell, key, written, unit in beside.select("file", "cell", "key", "written", "unit").iter_rows()
        if (question := questions.get(split_key(key)[0])) is not None
        and (question.type == "text" or question.is_in_another_unit(unit))
    ]
    columns = {"file": pl.UInt32, "cell": pl.String, "with_unit": pl.String, "is_another": pl.Boolean}
    is_free = pl.col("kind").is_null() | (pl.col("kind") == FORMULA)
    return (
        entries.join(
            pl.DataFrame(shown, schema=columns, orient="row").unique(), on=["file", "cell"], how="left", maintain_order="left"
        )
        .with_columns(
            written=pl.coalesce("with_unit", "written"),
            kind=pl.when(pl.col("is_another") & is_free).then(pl.lit(OTHER_UNIT)).otherwise("kind"),
        )
        .drop("with_unit", "is_another")
    )


def _with_ticks_beside(entries: pl.DataFrame, stray: pl.DataFrame, files: list[FormFile]) -> pl.DataFrame:
    """Options whose own cell is empty, and which somebody ticked beside it or in a comment: they are no options left out."""
    commented = [
        (number, cell, line) for number, file in enumerate(files) for cell, text in file.comments for line in text.split("\n")
    ]
    comments = pl.DataFrame(commented, schema={"file": pl.UInt32, "cell": pl.String, "written": pl.String}, orient="row")
    of_options = entries.filter(pl.col("key").str.contains(OPTION_SIGN, literal=True) & pl.col("written").is_null())
    beside = pl.concat(
        [
            of_options.select("file", "row_number").join(
                stray.select("file", "row_number", "written"), on=["file", "row_number"]
            ),
            of_options.select("file", "row_number", "cell").join(comments, on=["file", "cell"]).drop("cell"),
        ]
    )
    ticked = beside.filter(pl.col("written").map_elements(is_tick, return_dtype=pl.Boolean))
    ticked = ticked.select("file", "row_number", pl.lit(BESIDE).alias("beside")).unique()
    return (
        entries.join(ticked, on=["file", "row_number"], how="left", maintain_order="left")
        .with_columns(kind=pl.coalesce("kind", "beside"))
        .drop("beside")
    )


def _covered(files: list[FormFile], entries: pl.DataFrame) -> pl.DataFrame:
    """The entries that merged ranges reach over, in the order of the rows; the form's own merged cells hold none.
    `is_of_several`: the range reaches over several answers and has a text."""
    ranges = pl.DataFrame(
        [(number, merged, *range_of(merged)) for number, file in enumerate(files) for merged in file.merged],
        schema={"file": pl.UInt32, "found": pl.String, **dict.fromkeys(("first", "top", "last", "bottom"), pl.Int64)},
        orient="row",
    )
    is_within = pl.col("row_number").is_between("top", "bottom") & pl.col("column").is_between("first", "last")
    answer = pl.when(pl.col("key").str.starts_with(ANSWER_KEY)).then("key")
    several = answer.drop_nulls().n_unique().over("file", "found") > 1
    return (
        entries.join(ranges, on="file", how="inner")
        .filter(is_within)
        .sort("row_number")
        .with_columns(
            question_id=pl.col("key").str.extract(f"^{ANSWER_KEY}([^{OPTION_SIGN}]+)"),
            is_of_several=several & pl.col("written").is_not_null().any().over("file", "found"),
        )
    )


def _with_merged(entries: pl.DataFrame, covered: pl.DataFrame) -> pl.DataFrame:
    of_several = covered.filter("is_of_several").select("file", "row_number", pl.lit(MERGED).alias("merged")).unique()
    return (
        entries.join(of_several, on=["file", "row_number"], how="left", maintain_order="left")
        .with_columns(kind=pl.coalesce("merged", "kind"))
        .drop("merged")
    )


def split_key(key: str) -> tuple[str, str | None]:
    """`answer:Q02=3` as (Q02, 3); `answer:Q01` as (Q01, None)."""
    question_id, sign, option_code = key.removeprefix(ANSWER_KEY).partition(OPTION_SIGN)
    return question_id, option_code if sign else None


def _starts_with(*marks: str) -> pl.Expr:
    return pl.any_horizontal(pl.col("text").str.starts_with(mark) for mark in marks)


def _answer_columns(cells: pl.DataFrame, keyed: pl.DataFrame) -> pl.DataFrame:
    """file, column: where the mark stands; without it, by the distance from a hidden key column.

    Null where the two key columns are not as far apart as they were: a column between them is gone
    or new, and which one nobody can say.
    """
    marked = cells.filter(pl.col("text") == COLUMN_MARK).group_by("file").agg(pl.col("column").first())
    first, last = pl.col("column").min(), pl.col("column").max()
    by_keys = keyed.group_by("file").agg(
        pl.when((last > first) & (last - first != _FROM_FIRST_KEY - _FROM_LAST_KEY))
        .then(None)
        .when(first <= 1)
        .then(first + _FROM_FIRST_KEY)
        .otherwise(last + _FROM_LAST_KEY)
        .alias("column")
    )
    return by_keys.join(marked, on="file", how="left").select("file", pl.coalesce("column_right", "column").alias("column"))


def _rivals(cells: pl.DataFrame, entries: pl.DataFrame, stray: pl.DataFrame) -> dict[int, str]:
    """The files in which a column of answers was copied and the two filled in otherwise: which of them counts nobody knows."""
    marked = cells.filter(pl.col("text") == COLUMN_MARK).unique(["file", "column"]).sort("column")
    several = marked.group_by("file", maintain_order=True).agg("column").filter(pl.col("column").list.len() > 1)
    columns = {file: set(found) for file, found in several.iter_rows()}
    own = entries.filter(pl.col("key").str.starts_with(ANSWER_KEY)).select("file", "row_number", pl.col("written").alias("own"))
    others = stray.filter(pl.col("file").is_in(list(columns))).join(own, on=["file", "row_number"])
    rivals = {
        file
        for file, cell, written, text in others.select("file", "cell", "written", "own").iter_rows()
        if written != text and place_of(cell)[0] in columns[file]
    }
    return {file: ", ".join(map(column_letter, sorted(columns[file]))) for file in sorted(rivals)}


def _cell() -> pl.Expr:
    """The address people see, such as D12."""
    letters = {place: column_letter(place) for place in range(702)}
    return (
        pl.col("column").replace_strict(letters, default="?", return_dtype=pl.String) + pl.col("row_number").cast(pl.String)
    ).alias("cell")


def _special_cells(files: list[FormFile]) -> pl.DataFrame:
    """file, cell, kind, shown: what the packages say of cells."""
    found = [(number, cell, kind, shown) for number, file in enumerate(files) for cell, (kind, shown) in file.special.items()]
    schema = {"file": pl.UInt32, "cell": pl.String, "kind": pl.String, "shown": pl.String}
    return pl.DataFrame(found, schema=schema, orient="row")


def _coloured_rows(files: list[FormFile]) -> pl.DataFrame:
    """file, row_number, coloured: the first coloured cell of each row that has one."""
    found = [(number, place_of(cell)[1], cell) for number, file in enumerate(files) for cell in file.coloured]
    schema = {"file": pl.UInt32, "row_number": pl.Int64, "coloured": pl.String}
    return pl.DataFrame(found, schema=schema, orient="row").unique(["file", "row_number"], keep="first", maintain_order=True)


def _written() -> pl.Expr:
    """What stands in the cell; null for an empty one, also if it holds nothing but spaces."""
    text = pl.col("written").str.strip_chars(" \t\r\n\u3000\u00a0")
    return pl.coalesce("shown", pl.when(text != "").then(text))


def _marks(files: list[FormFile], cells: pl.DataFrame, current: str) -> pl.DataFrame:
    """The hidden marks; a form that lost them still prints its version, which is told where it is not that of today, and above
    it its title, which then is its wave's name where it is another."""
    every = pl.DataFrame({"file": pl.Series(range(len(files)), dtype=pl.UInt32)})
    found = (
        cells.filter(_starts_with(WAVE_MARK, VERSION_MARK))
        .group_by("file")
        .agg(
            pl.col("text").filter(pl.col("text").str.starts_with(mark)).first().str.strip_prefix(mark).alias(name)
            for mark, name in ((WAVE_MARK, "wave_id"), (VERSION_MARK, "version"))
        )
    )
    printed = (
        cells.with_columns(pl.col("text").str.extract(form_words.PRINTED_VERSION).alias("printed"))
        .filter(pl.col("printed") != current)
        .unique("file", keep="first", maintain_order=True)
        .select("file", "row_number", "column", "printed")
    )
    # Titles of today are among the form's own texts and none of `cells`.
    titles = cells.select("file", pl.col("row_number") + 1, "column", pl.col("text").alias("title"))
    printed = printed.join(
        titles.filter(pl.col("title").str.strip_chars() != ""), on=["file", "row_number", "column"], how="left"
    )
    return (
        every.join(found, on="file", how="left", maintain_order="left")
        .join(printed, on="file", how="left", maintain_order="left")
        .select("file", pl.coalesce("wave_id", "title").alias("wave_id"), pl.coalesce("version", "printed").alias("version"))
    )


def _stray(cells: pl.DataFrame, places: pl.DataFrame, own: pl.Series) -> pl.DataFrame:
    answers = places.select("file", "row_number", "column")
    comparable = own.str.replace_all(_SPACES, "").unique()
    return (
        cells.filter(~_starts_with(*MARKS))
        .join(answers, on=["file", "row_number", "column"], how="anti")
        # Programs may change line ends and spaces when they save; nothing else.
        .filter(~pl.col("text").str.replace_all(_SPACES, "").is_in([*comparable, ""]))
        # The field period may have been extended since.
        .filter(~pl.col("text").str.contains(form_words.PRINTED_VERSION))
        .with_columns(_cell())
        .select("file", "row_number", "cell", pl.col("text").alias("written"))
    )


def own_texts(printed: list[FormRow]) -> set[str]:
    """Every text that the form prints, in either language."""
    texts = {text for row in printed for text in (row.number, row.text, row.hint)}
    for language in ("ja", "en"):
        texts |= {*form_words.COLUMN_HEADS[language], form_words.RESPONDENT[language]["code"][1]}
    return texts
