"""What a person is told first is our own sentence, never a library's and never a stack."""

from __future__ import annotations

import errno
import sqlite3

import pytest

from dagster_project.common.files import write_text_atomically
from dagster_project.common.plain_words import DISK_AWRY, DISK_FULL, INTERRUPTED, first_sentences, is_foreseen, plain_words
from dagster_project.common.problems import InputProblem, Problem


def raised_from(outer: BaseException, inner: BaseException) -> BaseException:
    try:
        raise outer from inner
    except BaseException as error:
        return error


def test_our_words_win_over_the_library_they_were_raised_from():
    ours = InputProblem(
        file="raw/a.csv", problem_ja="文字コード", problem_en="Encoding.", fix_ja="UTF-8 で保存", fix_en="Save as UTF-8."
    )
    words = plain_words(raised_from(ours, UnicodeDecodeError("utf-8", b"\x81", 0, 1, "invalid start byte")))
    assert "raw/a.csv" in words and "UTF-8" in words and "invalid start byte" not in words


def test_our_words_are_found_below_a_library_that_wrapped_them():
    assert plain_words(raised_from(RuntimeError("step failed"), Problem("our words"))) == "our words"


@pytest.mark.parametrize(
    "full",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EFBIG, "File too large"),
        sqlite3.OperationalError("database or disk is full"),
        raised_from(RuntimeError("IO Error: could not write"), OSError(errno.EDQUOT, "quota")),
    ],
)
def test_a_full_disk_is_one_sentence_whoever_met_it(full):
    assert plain_words(full) == DISK_FULL


@pytest.mark.parametrize(
    "awry",
    [OSError(errno.EIO, "Input/output error"), raised_from(RuntimeError("x"), sqlite3.OperationalError("disk I/O error"))],
)
def test_a_disk_that_does_not_do_what_it_is_told_is_one_sentence_too(awry):
    assert plain_words(awry) == DISK_AWRY
    assert is_foreseen(awry)


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path):
    (tmp_path / "sources.yml").mkdir()
    with pytest.raises(IsADirectoryError) as raised:
        write_text_atomically(tmp_path / "sources.yml", "files: []")
    assert is_foreseen(raised.value)
    assert str(tmp_path / "sources.yml") in plain_words(raised.value) and ".unfinished" not in plain_words(raised.value)


def test_a_problem_that_speaks_of_a_disk_is_no_full_disk():
    assert plain_words(Problem("disk full of forms")) == "disk full of forms"


def test_what_broke_since_somebody_stopped_it_is_no_defect():
    error = raised_from(RuntimeError("dbt ended with exit code 130"), KeyboardInterrupt())
    assert plain_words(error) == INTERRUPTED and is_foreseen(error)


def test_a_defect_is_told_as_one_with_what_is_known():
    words = plain_words(ZeroDivisionError("division by zero"))
    assert "ZeroDivisionError: division by zero" in words and "予期しない" in words


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_place_that_may_not_be_written_to_is_named_with_what_to_do(number):
    closed = raised_from(RuntimeError("cannot save"), OSError(number, "no", "/data/forms/form.xlsx"))
    words = plain_words(closed)
    assert words.startswith("/data/forms/form.xlsx") and "WAREHOUSE_DATA_DIR" in words and "権限" in words
    assert is_foreseen(closed) and not is_foreseen(ZeroDivisionError())


def test_the_first_sentence_of_each_language_comes_with_its_place():
    problem = InputProblem(
        file="raw/a.csv",
        row=3,
        problem_ja="誤りです。",
        problem_en="It is wrong.",
        fix_ja="直すこと。",
        fix_en="Mend it.",
    )
    assert first_sentences(str(problem)) == [
        "問題: 誤りです。 (ファイル: raw/a.csv, 行: 3)",
        "Problem: It is wrong. (file: raw/a.csv, row: 3)",
    ]
    assert first_sentences(DISK_FULL) == DISK_FULL.splitlines()
    assert first_sentences("処理中です: 9時から\n待つこと。\nA build is at work: 9時から\nWait.") == [
        "処理中です: 9時から",
        "A build is at work: 9時から",
    ]
    assert first_sentences("") == []
    assert first_sentences("publish: FAILURE") == ["publish: FAILURE"]
