"""Whether the answers of a form still stand beside their questions.

Whole rows and columns may be inserted, moved and deleted: keys and answers go together. Cells
inserted or deleted in a part of a row shift what stands below, and then an answer stands beside
another question; so do two answers that somebody exchanged together with what is printed beside
or above them. Traces remain: the marks at the foot of the form, the two keys of a row, and the printed texts.
"""

from __future__ import annotations

import re

import polars as pl

from dagster_project.questionnaires.form.form_rows import FormRow
from dagster_project.questionnaires.form.identity import ANSWER_KEY, COLUMN_MARK, OPTION_SIGN, WAVE_MARK

_SPACES = r"\s"
_ROWS_FROM_LAST_KEY_TO_MARKS = 2  # the gap below the last question, then the marks


def shifted_files(
    marks: pl.DataFrame, cells: pl.DataFrame, keyed: pl.DataFrame, answers: pl.DataFrame, printed: list[FormRow]
) -> set[int]:
    """The forms whose answers stand beside other questions.

    `marks`: the cells with the form's marks, others do no harm; `cells`: all cells;
    `keyed`: file, row_number, key: the hidden keys, of which the first of a row is its own;
    `answers`: file, row_number, column of the cells for answers; `printed`: the rows of the form in both languages.
    """
    keys = keyed.unique(["file", "row_number"], keep="first", maintain_order=True)
    # Questions of an earlier version have a unit or a hint in common with those of today, and are none of them.
    of_today = keys.filter(pl.col("key").is_in([row.key for row in printed if row.key is not None]))
    with_two_keys = keyed.group_by("file", "row_number").agg(pl.col("key").n_unique()).filter(pl.col("key") > 1)
    foot = marks.group_by("file").agg(
        pl.col("row_number").filter(pl.col("text") == COLUMN_MARK).max().alias("column_mark"),
        pl.col("row_number").filter(pl.col("text").str.starts_with(WAVE_MARK)).max().alias("wave_mark"),
    )
    last_keys = keys.group_by("file").agg(pl.col("row_number").max().alias("last_key"))
    traces = foot.join(last_keys, on="file")
    apart = traces.filter((pl.col("column_mark") != pl.col("wave_mark")) & (pl.col("wave_mark") > pl.col("last_key")))
    # Where the marks are gone, the printed texts alone say whether everything is in its place.
    suspicious = traces.filter((pl.col("wave_mark") - pl.col("last_key")).ne_missing(_ROWS_FROM_LAST_KEY_TO_MARKS))
    beside = cells.join(answers, on=["file", "row_number", "column"], how="anti").join(of_today, on=["file", "row_number"])
    return {
        *apart["file"],
        *with_two_keys["file"],
        *_beside_texts_of_others(beside, printed),
        *_below_questions_of_others(cells, of_today, printed),
        *_beside_other_texts(cells, of_today, suspicious["file"], printed),
    }


def _beside_texts_of_others(beside: pl.DataFrame, printed: list[FormRow]) -> pl.Series:
    """The files with a key in whose row stands what is printed for other keys and not for this one.

    `beside`: file, key, text: what stands in the rows of the keys, answers apart.
    """
    meant: dict[str, set[str]] = {}
    for row in printed:
        if row.key is not None:
            for text in filter(None, (_plain(row.text), _plain(row.hint))):
                meant.setdefault(text, set()).add(row.key)
    texts = pl.DataFrame({"text": list(meant), "keys": [sorted(keys) for keys in meant.values()]})
    plain = beside.with_columns(pl.col("text").str.replace_all(_SPACES, ""))
    return plain.join(texts, on="text").filter(~pl.col("keys").list.contains(pl.col("key")))["file"]


def _below_questions_of_others(cells: pl.DataFrame, keys: pl.DataFrame, printed: list[FormRow]) -> pl.Series:
    """The files with a printed question below which stand answers to others only: where two questions have the same options
    or unit, nothing beside the answers tells them apart. A question whose answers are gone stands above none."""
    meant: dict[str, set[str]] = {}
    for row in printed:
        if row.kind == "question" and row.question is not None:
            meant.setdefault(_plain(row.text), set()).add(row.question.id)
    asked = pl.DataFrame({"text": list(meant), "asked": [sorted(questions) for questions in meant.values()]})
    headings = (
        cells.with_columns(pl.col("text").str.replace_all(_SPACES, ""))
        .join(asked, on="text")
        .join(keys, on=["file", "row_number"], how="anti")
        .select("file", "asked", pl.col("row_number").cast(pl.Int64))
        .sort("row_number")
        .with_columns(pl.col("row_number").alias("heading"))
    )
    questions = keys.with_columns(pl.col("key").str.extract(f"^{ANSWER_KEY}([^{OPTION_SIGN}]+)").alias("question"))
    below = (
        questions.drop_nulls("question")
        .sort("row_number")
        .join_asof(headings, on="row_number", by="file", check_sortedness=False)
    )
    is_own = pl.col("asked").list.contains(pl.col("question"))
    return (
        below.drop_nulls("heading").group_by("file", "heading").agg(is_own.any().alias("any_own")).filter(~pl.col("any_own"))
    )["file"]


def _beside_other_texts(cells: pl.DataFrame, keys: pl.DataFrame, files: pl.Series, printed: list[FormRow]) -> set[int]:
    """Those of `files` in which the printed text of a key stands in another row than the key."""
    texts: dict[str, set[str]] = {}
    for row in printed:
        if row.key is not None and row.text:
            texts.setdefault(row.key, set()).add(_plain(row.text))
    shifted = set()
    for file in files:
        rows: dict[str, set[int]] = {}
        for row_number, text in cells.filter(pl.col("file") == file).select("row_number", "text").iter_rows():
            rows.setdefault(_plain(text), set()).add(row_number)
        places = dict(keys.filter(pl.col("file") == file).select("row_number", "key").iter_rows())
        for row_number, key in places.items():
            found = set().union(*(rows.get(text, set()) for text in texts.get(key, ())))
            # A text that is printed for several keys may stand beside any of them.
            if found and row_number not in found and not all(texts.get(places.get(each, "")) == texts[key] for each in found):
                shifted.add(file)
                break
    return shifted


def _plain(text: str) -> str:
    return re.sub(_SPACES, "", text)
