"""Local government codes: five or six digits in any state of wear, to six digits.

A six-digit code is prefecture (01 to 47), body (000, 100 to 799) and a check digit: the five
digits weighted 6, 5, 4, 3, 2 are summed; the last digit of 11 minus (sum mod 11) is the check.

Spreadsheets lose leading zeros: 10006 is 010006 and 1100 is 01100. Five digits that do not begin
with 0 may therefore be a five-digit code or a six-digit one without its zero. The check digit and
the possible ranges decide most of them; for the rest the company of the column decides (see
`_column_habit`); what is still open is reported as ambiguous, never guessed.
"""

from __future__ import annotations

import re

import polars as pl

_WEIGHTS = (6, 5, 4, 3, 2)


def check_digit(code5: str) -> str:
    """The sixth digit of a five-digit code."""
    total = sum(int(digit) * weight for digit, weight in zip(code5, _WEIGHTS, strict=True))
    return str((11 - total % 11) % 10)


def is_code6(text: str) -> bool:
    """Whether a text is a six-digit code in range whose check digit holds."""
    return len(text) == 6 and text.isdecimal() and _is_body(text[:5]) and check_digit(text[:5]) == text[5]


def candidates(text: str) -> dict[str, str]:
    """What a cleaned text may be: reading (`six`, `five`, `lost_zero`) to six-digit code."""
    digits = re.sub(r"^(\d{5})-(\d)$", r"\1\2", re.sub(r"^(\d+)\.0$", r"\1", text))
    if not re.fullmatch(r"[0-9]{4,6}", digits):
        return {}
    if len(digits) == 6:
        return {"six": digits} if is_code6(digits) else {}
    if len(digits) == 4:
        return {"five": _complete("0" + digits)} if _is_body("0" + digits) else {}
    found = {}
    if _is_body(digits):
        found["five"] = _complete(digits)
    if not digits.startswith("0") and is_code6("0" + digits):
        found["lost_zero"] = "0" + digits
    return found


def parse_codes(cells: pl.Series) -> pl.DataFrame:
    """Cleaned cells to `code6` and `problem` (null, invalid_code or ambiguous_code), row by row.

    Every distinct text is read once. An empty cell has neither code nor problem.
    """
    readings = {text: candidates(text) for text in cells.unique().to_list() if text}
    habit = _column_habit(readings)
    rows = [(text, *_decide(found, habit)) for text, found in readings.items()]
    known = pl.DataFrame(rows, schema={"text": pl.String, "code6": pl.String, "problem": pl.String}, orient="row")
    return cells.to_frame("text").join(known, on="text", how="left", maintain_order="left").drop("text")


def code_readings(cells: pl.Series) -> pl.DataFrame:
    """What each distinct cleaned text may be: `text`, `code6`, one row for each reading still open.

    The company of the column is heard as in `parse_codes`; a text that is no code has no row.
    """
    readings = {text: candidates(text) for text in cells.unique().to_list() if text}
    habit = _column_habit(readings)
    rows = [
        (text, code6)
        for text, found in readings.items()
        for reading, code6 in found.items()
        if len(found) == 1 or habit in (None, reading)
    ]
    return pl.DataFrame(rows, schema={"text": pl.String, "code6": pl.String}, orient="row")


def _decide(found: dict[str, str], habit: str | None) -> tuple[str | None, str | None]:
    if not found:
        return None, "invalid_code"
    if len(found) == 1:
        return next(iter(found.values())), None
    if habit is None:
        return None, "ambiguous_code"
    return found[habit], None


def _column_habit(readings: dict[str, dict[str, str]]) -> str | None:
    """How this column writes its codes: `five`, `lost_zero`, or None when it cannot be told.

    A code that can only be read in one way is evidence for that way: a column of five-digit codes
    never holds one that can only be a lost zero, nor the reverse. A visible leading zero (01100,
    011002) says that zeros were not lost. Contradicting evidence decides nothing.
    """
    only_five = any(set(found) == {"five"} for found in readings.values())
    only_lost = any(set(found) == {"lost_zero"} for found in readings.values())
    keeps_zero = any(text.startswith("0") and found for text, found in readings.items())
    if only_lost:
        return None if only_five or keeps_zero else "lost_zero"
    return "five" if only_five or keeps_zero else None


def _is_body(code5: str) -> bool:
    prefecture, body = int(code5[:2]), int(code5[2:])
    return 1 <= prefecture <= 47 and (body == 0 or 100 <= body <= 799)


def _complete(code5: str) -> str:
    return code5 + check_digit(code5)
