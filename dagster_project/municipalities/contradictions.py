"""What the current list and the change list can say against each other, in plain words.

Each function makes the `InputProblem` that names the row of the change list, the code and what to
correct; when to raise it is the affair of `replay` and `history`.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

from dagster_project.common.problems import InputProblem
from dagster_project.common.text import look_alike_in_words
from dagster_project.municipalities.events import Change, CodeName, Event, change_problem


def unknown_afterwards(event: Event, known: Collection[CodeName]) -> InputProblem:
    """The row leads to a body that neither a later row nor the current list knows."""
    change, side, body = next(
        (change, side, body)
        for change in event.changes
        for side, body in (("new_code", change.new), ("old_code", change.old))
        if body and body.key not in known
    )
    others = sorted(name for code5, name in known if code5 == body.code5)
    found_ja = (
        f"その時点でコード {body.code5} を持つのは{'、'.join(others)}である。"
        if others
        else f"その時点でコード {body.code5} を持つ団体はない。"
    )
    found_en = (
        f"At that time {body.code5} belongs to {', '.join(others)}."
        if others
        else f"At that time no body has the code {body.code5}."
    )
    alike_ja, alike_en = look_alike_in_words(body.name, others)
    return change_problem(
        change,
        column=side,
        value=f"{body.code5} {body.name}",
        problem_ja=(
            f"{change.date.isoformat()}の変更の後にあるはずの {body.code5} {body.name} が、"
            f"以後の変更にも現在の一覧にもない。{found_ja}{alike_ja}"
        ),
        problem_en=f"After the change of {change.date.isoformat()} there should be {body.code5} {body.name}, "
        f"but neither a later change nor the current list knows it. {found_en} {alike_en}".rstrip(),
        fix_ja=(
            "この行のコードと名称を確認する。正しければ、現在の一覧(raw/municipalities/)の同じコードの行を確認し、"
            "古い版であれば新しい版に替えるか、欠けている以後の変更を加える。"
        ),
        fix_en=(
            "Check the code and name of this row. If they are right, check the row of this code in the current list "
            "(raw/municipalities/); put in the newer current list if that one is old, or add the later change that is missing."
        ),
    )


def still_there(change: Change) -> InputProblem:
    """The row ends a body (or a code and name) that a later row or the current list still has."""
    body = change.old_body
    return change_problem(
        change,
        column="old_code",
        value=f"{body.code5} {body.name}",
        problem_ja=(
            f"{change.date.isoformat()}の変更で終わったはずの {body.code5} {body.name} が、"
            "以後の変更又は現在の一覧に残っている。"
        ),
        problem_en=f"The change of {change.date.isoformat()} ends {body.code5} {body.name}, "
        "but a later change or the current list still has it.",
        fix_ja="この行のコードと名称、及び現在の一覧の版(この変更の後のものか)を確認する。",
        fix_en="Check the code and name of this row, and whether the current list is an edition of after this change.",
    )


def two_bodies_under_one_code(change: Change, names: list[str]) -> InputProblem:
    """Just before the row's day, one code would belong to two bodies."""
    return change_problem(
        change,
        column="old_code",
        value=f"{change.old_body.code5} {change.old_body.name}",
        problem_ja=(
            f"{change.date.isoformat()}の変更の直前に、コード {change.old_body.code5} を"
            f"{'、'.join(names)}が同時に持つことになる。"
        ),
        problem_en=f"Just before the change of {change.date.isoformat()} the code {change.old_body.code5} would belong to "
        f"{' and '.join(names)} at the same time.",
        fix_ja="この行のコードを確認する。コードが再使用されたのであれば、前の団体を終わらせる変更が欠けていないか確認する。",
        fix_en="Check the code of this row; if the code was reused, check that no change that frees it is missing.",
    )


def ward_without_city(change: Change) -> InputProblem:
    """A municipality was absorbed into a ward whose designated city cannot be found."""
    return change_problem(
        change,
        column="new_code",
        value=f"{change.new_body.code5} {change.new_body.name}",
        problem_ja=f"編入先の区 {change.new_body.code5} {change.new_body.name} の属する指定都市が、その時点で見当たらない。",
        problem_en=(
            f"The ward {change.new_body.code5} {change.new_body.name} that absorbed this body "
            "belongs to no designated city at that time."
        ),
        fix_ja="編入先のコードを確認するか、指定都市への移行の変更(became_designated_city)を加える。",
        fix_en="Check the code absorbed into, or add the change by which its city became a designated city.",
    )


def code_listed_twice(row: dict[str, Any]) -> InputProblem:
    """The current list gives one code to two bodies, or two editions of it are recorded."""
    return InputProblem(
        file=f"raw/{row['source_file']}",
        row=row["row_number"],
        column="code6",
        value=f"{row['code6']} {row['name_ja']}",
        problem_ja="現在の一覧に同じコードが2度ある。",
        problem_en="The current list has this code twice.",
        fix_ja="行を確認する。新しい版を加えたときは、古い版のファイルと記録を除く(一覧は最新の1版だけを置く)。",
        fix_en=(
            "Check the row. If a newer edition was added, take out the older "
            "file and its record: only the newest edition of the list is kept."
        ),
    )


def created_twice(key: CodeName, created_on: datetime.date | None) -> InputProblem:
    """Two bodies would begin on one day under one code."""
    code5, name = key
    day = created_on.isoformat() if created_on else ""
    return InputProblem(
        column="new_code",
        value=f"{code5} {name}",
        problem_ja=f"コード {code5} で同じ日({day})に2つの団体が始まる。",
        problem_en=f"Two bodies begin under the code {code5} on one day ({day}).",
        fix_ja="変更の一覧で、この日のこのコードの行を確認する。",
        fix_en="Check the rows of this code and day in the list of changes.",
    )


def ward_older_than_city(ward: dict[str, Any]) -> InputProblem:
    """A ward exists, going by the changes, at a time when its city was no designated city."""
    since = ward["valid_from"].isoformat()
    return InputProblem(
        column="new_code",
        value=f"{ward['code5']} {ward['name_ja']}",
        problem_ja=(
            f"区 {ward['code5']} {ward['name_ja']} は{since}からあることになるが、その全期間にわたって指定都市である市がない。"
        ),
        problem_en=f"Going by the changes, the ward {ward['code5']} {ward['name_ja']} exists since {since}, "
        "but no city was a designated city during all of its time.",
        fix_ja="区の設置(created)又は市の指定都市への移行(became_designated_city)の行が変更の一覧に欠けていないか確認する。",
        fix_en=(
            "Look in the list of changes for a missing row: the creation of the ward "
            "(created) or the city becoming a designated city (became_designated_city)."
        ),
    )


def no_such_division(row: dict[str, Any]) -> InputProblem:
    """A population is given for a part of a body that was not divided so."""
    return InputProblem(
        file=f"raw/{row['source_file']}",
        row=row["row_number"],
        column="old_code, new_code",
        value=f"{row['effective_date'].isoformat()} {row['old_code6']} {row['new_code6']}",
        problem_ja="変更の一覧には、この日にこのように分割された団体がない。",
        problem_en="The list of changes has no body that was divided in this way on this day.",
        fix_ja="日付と新旧のコードを確認する。分割後も存続する団体に残った部分は、新旧とも当該団体のコードを書く。",
        fix_en=(
            "Check the day and the codes. For the part that stayed with a "
            "body which remains, write that body's code as both old and new."
        ),
    )
