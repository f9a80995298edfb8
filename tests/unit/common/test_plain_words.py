"""What a person is told first is our own sentence, never a library's and never a stack."""

from __future__ import annotations

import errno
import sqlite3

import pytest

from dagster_project.common.plain_words import DISK_FULL, plain_words
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


def test_a_problem_that_speaks_of_a_disk_is_no_full_disk():
    assert plain_words(Problem("disk full of forms")) == "disk full of forms"


def test_a_defect_is_told_as_one_with_what_is_known():
    words = plain_words(ZeroDivisionError("division by zero"))
    assert "ZeroDivisionError: division by zero" in words and "予期しない" in words


def test_a_model_in_python_speaks_through_dbts_stack():
    error = RuntimeError("Python model failed\n  File x\n  dagster_project.estimation.calibration.Margins: 団体数が0である\n")
    assert plain_words(error) == "団体数が0である"
