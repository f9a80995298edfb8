"""The list of municipal changes as events: which received rows are one event, and what it does.

A row of the list is one old-to-new pair. Rows of one day and family (`FAMILIES`) are one event when
they lead to the same body, or cut up the same bodies: all towns merged into one new city, all wards
re-cut together. Nothing here knows what existed when; that is `replay`.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from dagster_project.common.problems import InputProblem
from dagster_project.common.text import clean

# The change list reaches back to here; whatever it does not touch is "known from" this day.
KNOWN_FROM = datetime.date(1970, 4, 1)

# A body at one moment: five-digit code and name. Within a day a code may change hands, so the
# code alone does not say which body is meant.
CodeName = tuple[str, str]
_Node = tuple[object, ...]  # a side of a change, or both

# What a change does to the bodies it names.
CONTINUES = frozenset(
    {
        "renamed",
        "became_town",
        "became_city",
        "became_designated_city",
        "district_area_change",
        "status_core_city",
        "status_special_city",
    }
)
JOINS_EXISTING = frozenset({"absorbed_into", "absorbed_into_partial"})
JOINS_NEW = frozenset({"merged_into_new", "split_into", "ward_reorganised_full", "ward_reorganised_partial"})
LEAVES_PART = frozenset({"split_off"})
BEGINS = frozenset({"created"})
ENDS = frozenset({"abolished"})

# Only a part of the old body goes to the new one of the same row.
PARTIAL = frozenset({"absorbed_into_partial", "ward_reorganised_partial", "split_into", "split_off"})

# Events in which bodies may be cut up between several others.
DIVISIONS = frozenset({"absorbed_into_partial", "ward_reorganised", "split_into", "split_off"})

# change_type -> the event type it is published under, where the two differ
FAMILIES = {"ward_reorganised_full": "ward_reorganised", "ward_reorganised_partial": "ward_reorganised"}

_WITHOUT_OLD = BEGINS
_WITHOUT_NEW = ENDS
_KNOWN_TYPES = CONTINUES | JOINS_EXISTING | JOINS_NEW | LEAVES_PART | BEGINS | ENDS

# A change of district prints the district before the name: 大島郡三島村, 空知支庁幌加内町.
_WITH_DISTRICT = re.compile(r"(?P<district>.+?(?:郡|支庁|振興局))(?P<name>.+[町村])")


@dataclass(frozen=True)
class Printed:
    """A body as one side of a row prints it."""

    code5: str
    name: str
    # The county or subprefecture printed before the name, on changes of district only.
    district: str | None = None

    @cached_property
    def key(self) -> CodeName:
        """Code and comparable name: variant widths and variation selectors do not count."""
        return self.code5, clean(self.name)


@dataclass(frozen=True)
class Change:
    """One row of the list."""

    date: datetime.date
    change_type: str
    scope: str
    old: Printed | None
    new: Printed | None
    prefecture: str
    source_file: str
    row_number: int

    @property
    def old_body(self) -> Printed:
        """`old` where the kind of change has one: all but those that begin a body (see `_require_usable`).

        Raises ValueError elsewhere.
        """
        if self.old is None:
            raise ValueError(f"{self.source_file}, row {self.row_number}: {self.change_type} has no body before it.")
        return self.old

    @property
    def new_body(self) -> Printed:
        """`new` where the kind of change has one: all but those that end a body. Raises ValueError elsewhere."""
        if self.new is None:
            raise ValueError(f"{self.source_file}, row {self.row_number}: {self.change_type} has no body after it.")
        return self.new


@dataclass(frozen=True)
class Event:
    """All rows of one event, in the order of their codes."""

    date: datetime.date
    event_type: str
    scope: str
    changes: tuple[Change, ...]

    @cached_property
    def olds(self) -> tuple[CodeName, ...]:
        return tuple(sorted({change.old.key for change in self.changes if change.old}))

    @cached_property
    def news(self) -> tuple[CodeName, ...]:
        return tuple(sorted({change.new.key for change in self.changes if change.new}))

    @property
    def event_id(self) -> str:
        """Date, type and lowest codes: nothing that a later edition of the list could shift."""
        codes = [keys[0][0] for keys in (self.olds, self.news) if keys]
        return "_".join([f"e{self.date:%Y%m%d}", self.event_type, *dict.fromkeys(codes)])


def municipal_events(changes: pl.DataFrame) -> list[Event]:
    """The events of the list (raw.municipality_change), by date and codes, whatever its row order.

    Raises:
        InputProblem: a row names no body where its type needs one, or lies before `KNOWN_FROM`.
    """
    groups: dict[tuple[datetime.date, str, str], list[Change]] = defaultdict(list)
    for row in changes.iter_rows(named=True):
        change = _change(row)
        family = FAMILIES.get(change.change_type, change.change_type)
        groups[change.date, change.scope, family].append(change)
    events = [
        Event(date, family, scope, tuple(sorted(component, key=_by_codes)))
        for (date, scope, family), members in groups.items()
        for component in _components(family, members)
    ]
    return sorted(events, key=lambda event: (event.date, event.scope, event.event_type, event.olds, event.news))


def _by_codes(change: Change) -> tuple[Any, ...]:
    sides = [body.key if body else ("", "") for body in (change.old, change.new)]
    return (*sides, change.change_type, change.source_file, change.row_number)


def _components(family: str, changes: list[Change]) -> list[list[Change]]:
    """The changes of one day and family by event.

    Continuations are one each; mergers and absorptions are told apart by the body they lead to;
    divisions are joined wherever two share an old or a new body.
    """
    parent: dict[_Node, _Node] = {}

    def root(node: _Node) -> _Node:
        while parent.setdefault(node, node) != node:
            node = parent[node]
        return node

    for change in changes:
        first, *others = _nodes(family, change)
        for other in others:
            parent[root(other)] = root(first)
    components: dict[_Node, list[Change]] = defaultdict(list)
    for change in changes:
        components[root(_nodes(family, change)[0])].append(change)
    return list(components.values())


def _nodes(family: str, change: Change) -> list[_Node]:
    """What makes a change one event with another that has it too; a body's two sides are two things."""
    old = ("old", change.old.key) if change.old else None
    new = ("new", change.new.key) if change.new else None
    sides: list[_Node] = [side for side in (old, new) if side]
    if family in CONTINUES:
        return [tuple(sides)]
    return sides if family in DIVISIONS else sides[-1:]


def _change(row: dict[str, Any]) -> Change:
    with_district = row["change_type"] == "district_area_change"
    change = Change(
        date=row["effective_date"],
        change_type=row["change_type"],
        scope=row["scope"],
        old=_printed(row["old_code6"], row["old_code"], row["old_name"], with_district),
        new=_printed(row["new_code6"], row["new_code"], row["new_name"], with_district),
        prefecture=row["prefecture"],
        source_file=row["source_file"],
        row_number=row["row_number"],
    )
    _require_usable(change)
    return change


def _printed(code6: str | None, code5: str | None, name: str | None, with_district: bool) -> Printed | None:
    code = code6[:5] if code6 else clean(code5).zfill(5) if code5 else None
    if not code or not name:
        return None
    parts = _WITH_DISTRICT.fullmatch(name) if with_district else None
    return Printed(code, parts["name"], parts["district"]) if parts else Printed(code, name)


def _require_usable(change: Change) -> None:
    if change.change_type not in _KNOWN_TYPES:
        raise change_problem(
            change,
            column="change_type",
            value=change.change_type,
            problem_ja="変更の種類が定められたもののいずれでもない。",
            problem_en="The kind of change is none of those agreed on.",
            fix_ja=f"次のいずれかに改める: {', '.join(sorted(_KNOWN_TYPES))}。",
            fix_en=f"Use one of: {', '.join(sorted(_KNOWN_TYPES))}.",
        )
    for column, body, absent_in in (("old_code", change.old, _WITHOUT_OLD), ("new_code", change.new, _WITHOUT_NEW)):
        if (body is None) != (change.change_type in absent_in):
            raise change_problem(
                change,
                column=column,
                value="" if body is None else f"{body.code5} {body.name}",
                problem_ja=f"変更の種類 {change.change_type} では、この列のコードと名称が"
                + ("必要であるが、空欄である。" if body is None else "空欄でなければならない。"),
                problem_en=f"A change of type {change.change_type} "
                + ("needs the code and name of this column." if body is None else "leaves this column empty."),
                fix_ja="コードと名称、又は change_type を確認する。",
                fix_en="Check the code and name, or the change_type.",
            )
    if change.date <= KNOWN_FROM:
        raise change_problem(
            change,
            column="effective_date",
            value=change.date.isoformat(),
            problem_ja=f"変更の一覧は{KNOWN_FROM.isoformat()}より後を対象とする。",
            problem_en=f"The list of changes covers the time after {KNOWN_FROM.isoformat()}.",
            fix_ja="日付を確認する。それ以前の変更を加えると、団体の識別子が変わる。",
            fix_en="Check the date; earlier changes would alter the ids of bodies.",
        )


def change_problem(change: Change, *, column: str, value: str, **text: str) -> InputProblem:
    """An InputProblem that points at the row of `change`."""
    return InputProblem(file=f"raw/{change.source_file}", row=change.row_number, column=column, value=value, **text)
