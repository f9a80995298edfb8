"""The text of a JSON file as values, nothing of it lost: numbers are texts with all their digits, an object that says two
things under one name is refused, and half a character (an unpaired surrogate) is one that was lost."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from dagster_project.common.problems import InputProblem

Json = Any
# The escape of a character beyond the first plane, which is written in two halves.
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_MOST_DIGITS = 400  # in front of the point of a number with an exponent; a spreadsheet knows none larger
SHOWN = 80  # characters of a value shown in a message


def parsed_json(data: bytes) -> Json:
    """The document; raises InputProblem where it is no JSON in UTF-8, or states a name twice."""
    try:
        text = data.decode("utf-8-sig")
        document = json.loads(text, parse_float=_plain, parse_int=str, object_pairs_hook=_object)
        return json.loads(_with_whole_characters(document)) if _HALF.search(text) else document
    except UnicodeDecodeError as error:
        raise InputProblem(
            row=data.count(b"\n", 0, error.start) + 1,
            problem_ja="JSON の文字コードが UTF-8 ではありません。",
            problem_en="The JSON is not UTF-8.",
            fix_ja="公表されたままのファイルを受領し直すか、UTF-8 で保存し直してください。",
            fix_en="Obtain the file as published, or save it again as UTF-8.",
        ) from error
    except json.JSONDecodeError as error:
        near = " ".join(error.doc[max(error.pos - 20, 0) : error.pos + 20].split())
        raise _broken(error.lineno, near or None) from error
    except RecursionError as error:
        raise _broken(None, None) from error


def shown(value: Json) -> str:
    """A value as a message quotes it."""
    return json.dumps(value, ensure_ascii=False)[:SHOWN]


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    for name, value in pairs:
        if value != found[name]:
            raise InputProblem(
                column=name,
                value=f"{shown(value)} / {shown(found[name])}",
                problem_ja=f"JSON の1つの要素の中に「{name}」が2回あり、値が異なります。どちらの値であるか判断できません。",
                problem_en=f'One object of the JSON has "{name}" twice, with different values; which one counts is not known.',
                fix_ja="公表されたままのファイルを受領し直すか、元のファイルで名前を1回だけにしてください。",
                fix_en="Obtain the file as published, or let it state each name once at the source.",
            )
    return found


def _with_whole_characters(document: Json) -> str:
    """The document as text again, every half of a character as U+FFFD."""
    return json.dumps(document, ensure_ascii=False).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _plain(number: str) -> str:
    """A number without an exponent, with the digits it was written with: 18004.0 is 18004, and 2023.10 no January."""
    if "e" not in number.lower():
        return re.sub(r"\.0+$", "", number)
    value = Decimal(number)
    return format(value.normalize(), "f") if abs(value.adjusted()) <= _MOST_DIGITS else number


def _broken(row: int | None, near: str | None) -> InputProblem:
    return InputProblem(
        row=row,
        value=near,
        problem_ja="JSON として読めません。途中で切れているか、記号が欠けています。",
        problem_en="The JSON cannot be read: it is cut off, or a sign is missing.",
        fix_ja="ファイルを受領し直してください(手で編集したものであれば、上の行の付近を直してください)。",
        fix_en="Obtain the file again; if it was edited by hand, mend it near the row named above.",
    )
