"""Municipal history replayed: which body existed when, under which code and name.

The replay starts from the current list and undoes every event of the change list, latest first,
until `KNOWN_FROM`. Backwards, because only the current list is complete: what existed in 1970 is
what remains when everything since has been undone. A list and changes that contradict each other
are an `InputProblem`, never a guess.

Rules (they give the official totals):

* a rename, a new code or a new status continues the body; an absorption ends the absorbed and
  leaves the absorber; a merger, a division and a re-cut of wards begin new bodies, even where the
  new one takes over an old code and name (武雄市 2006);
* a town absorbed "into a ward" (佐伯区) ends in the ward's city;
* events of one day are undone in the order that their codes and names allow.

The durable id is `m` and the first code known of the body, with the day of its creation when
that lies after `KNOWN_FROM`: m13101, m41206_20060301. Nothing that happens to a body later, and no
later edition of the lists, changes it; a reused code never gives the same id twice.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from dagster_project.municipalities import contradictions as contradictions
from dagster_project.municipalities.attributes import (
    WARD,
    Attributes,
    attributes_before,
    attributes_of_ended,
    designated_city_code,
    with_printed_county,
)
from dagster_project.municipalities.events import (
    CONTINUES,
    JOINS_EXISTING,
    KNOWN_FROM,
    LEAVES_PART,
    PARTIAL,
    Change,
    CodeName,
    Event,
)


@dataclass(frozen=True)
class Span:
    """Unchanged attributes over [valid_from, valid_to)."""

    attributes: Attributes
    valid_from: datetime.date
    valid_to: datetime.date | None


@dataclass(eq=False)
class Body:
    """One body from its creation to its end; spans latest first."""

    # Of the earliest span found so far.
    attributes: Attributes
    valid_to: datetime.date | None
    spans: list[Span] = field(default_factory=list)
    created_on: datetime.date | None = None

    def close(self, valid_from: datetime.date) -> None:
        """End the span in hand at its beginning; a name borne for no full day leaves no span."""
        if valid_from != self.valid_to:
            self.spans.append(Span(self.attributes, valid_from, self.valid_to))
        self.valid_to = valid_from

    @property
    def municipality_id(self) -> str:
        created = f"_{self.created_on:%Y%m%d}" if self.created_on else ""
        return f"m{self.attributes.code5}{created}"


# The bodies of one moment.
State = dict[CodeName, Body]


@dataclass(frozen=True)
class Flow:
    """What one row of the list did: the body before turned into, or gave to, the body after."""

    change: Change
    before: Body | None
    after: Body | None


@dataclass(frozen=True)
class Replayed:
    """An event with its bodies found; `remaining` gave away a part and stay."""

    event: Event
    flows: tuple[Flow, ...]
    remaining: tuple[Body, ...] = ()
    event_id: str = ""

    @property
    def begun(self) -> list[Body]:
        """The bodies that began with the event, each once."""
        if self.event.event_type in CONTINUES | JOINS_EXISTING:
            return []
        return list({id(flow.after): flow.after for flow in self.flows if flow.after}.values())


@dataclass(frozen=True)
class History:
    """Everything the replay found; events in order of time."""

    bodies: list[Body]
    events: list[Replayed]


def replay(current: list[Attributes], events: list[Event]) -> History:
    """Undo `events` (sorted by date) from the `current` bodies.

    Raises:
        InputProblem: an event begins a body that nothing knows afterwards, ends one that is still
            there afterwards, or leaves two bodies under one code.
    """
    state: State = {attributes.key: Body(attributes, None) for attributes in current}
    bodies = list(state.values())
    replayed: list[Replayed] = []
    for _, of_the_day in groupby(reversed(events), key=lambda event: event.date):
        undone = []
        for event in _order_of_undoing(list(of_the_day)[::-1], state):
            undone.append(_undo(event, state, bodies))
        _require_one_body_per_code(undone, state)
        replayed.extend(undone)
    for body in state.values():
        body.close(KNOWN_FROM)
    return History(bodies, _with_ids(replayed[::-1]))


def _with_ids(replayed: list[Replayed]) -> list[Replayed]:
    """Events numbered where one day has two of the same type and codes (renamed twice in a day)."""
    seen: Counter[str] = Counter()
    numbered = []
    for one in replayed:
        event_id = one.event.event_id
        seen[event_id] += 1
        repeated = f"_{seen[event_id]}" if seen[event_id] > 1 else ""
        numbered.append(replace(one, event_id=event_id + repeated))
    return numbered


def _order_of_undoing(events: list[Event], state: State) -> Iterator[Event]:
    """The events of one day, last first: each as soon as all it led to is there.

    An event that began a body which another of the day still needs waits for that one (十四山村
    joins 弥富町, 弥富町 becomes 弥富市: undoing the city brings back the town that was joined).
    """
    waiting = list(events)
    needs = Counter(key for event in waiting for key in _needed(event))
    while waiting:
        possible = [event for event in waiting if all(key in state for key in _needed(event))]
        if not possible:
            raise contradictions.unknown_afterwards(waiting[-1], state)
        last = [event for event in possible if all(needs[key] == 1 for key in _begun(event))]
        event = (last or possible)[-1]
        waiting.remove(event)
        needs.subtract(_needed(event))
        yield event


def _needed(event: Event) -> set[CodeName]:
    """The bodies that must be there after the event."""
    return set(event.news) | (set(event.olds) if event.event_type in LEAVES_PART else set())


def _begun(event: Event) -> set[CodeName]:
    """The bodies, or names of bodies, that the event brought about."""
    if event.event_type in JOINS_EXISTING:
        return set()
    if event.event_type in CONTINUES:
        return set(event.news) - set(event.olds)
    return set(event.news)


def _undo(event: Event, state: State, bodies: list[Body]) -> Replayed:
    """Put the state of after the event back to that of before it."""
    if event.event_type in CONTINUES:
        return Replayed(event, tuple(_undo_continuation(change, state) for change in event.changes))
    if event.event_type in JOINS_EXISTING:
        after = {key: _absorber(key, state, event) for key in event.news}
    else:
        after = {key: _undo_beginning(key, state, event.date) for key in event.news}
    before: State = {}
    remaining = []
    for change in event.changes:
        key = change.old.key if change.old else None
        if key is None or key in before:
            continue
        if key not in state:
            before[key] = Body(attributes_of_ended(change), event.date)
            bodies.append(before[key])
        elif change.change_type in PARTIAL:
            before[key] = state[key]
            remaining.append(state[key])
        else:
            raise contradictions.still_there(change)
    state.update(before)
    return Replayed(event, tuple(_flow(change, before, after) for change in event.changes), tuple(remaining))


def _flow(change: Change, before: State, after: State) -> Flow:
    return Flow(
        change,
        before[change.old.key] if change.old else None,
        after[change.new.key] if change.new else None,
    )


def _undo_beginning(key: CodeName, state: State, date: datetime.date) -> Body:
    body = state.pop(key)
    body.close(date)
    body.created_on = date
    return body


def _undo_continuation(change: Change, state: State) -> Flow:
    """Give the body back the code, name and type it had before."""
    body = state.pop(change.new_body.key)
    if change.old_body.key in state:
        raise contradictions.still_there(change)
    body.attributes = with_printed_county(body.attributes, change)
    earlier = attributes_before(body.attributes, change)
    if earlier != body.attributes or change.change_type == "renamed":
        body.close(change.date)
        body.attributes = earlier
    state[change.old_body.key] = body
    return Flow(change, body, body)


def _absorber(key: CodeName, state: State, event: Event) -> Body:
    """The body that absorbed: the one named or, where a ward is named, the ward's city."""
    named = state[key]
    if event.scope != "municipality" or named.attributes.municipality_type != WARD:
        return named
    cities = {body.attributes.code5: body for body in state.values() if body.attributes.municipality_type == "designated_city"}
    city = designated_city_code(key[0], list(cities))
    if city is None:
        raise contradictions.ward_without_city(event.changes[0])
    return cities[city]


def _require_one_body_per_code(undone: list[Replayed], state: State) -> None:
    """Before a day's events, each code must belong to one body."""
    holders = Counter(code5 for code5, _ in state)
    for replayed in undone:
        for change in replayed.event.changes:
            if change.old and holders[change.old.code5] > 1:
                names = sorted(name for code5, name in state if code5 == change.old.code5)
                raise contradictions.two_bodies_under_one_code(change, names)
