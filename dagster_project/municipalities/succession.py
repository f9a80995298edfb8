"""Who succeeded whom, and where each former body is today.

A succession is whole (weight 1) when a body went entirely into one other. When it was divided, the
weights are the shares of its people by part, where a file gives them (raw.municipality_split_population);
without one the weight is null and `not_available`, and whatever was counted for that body before
its division stays visibly unallocated in today's boundaries.

`current_frame` follows the successions to today, backwards in time: when an event is reached, it
is already known where the bodies it led to are today. A body that gave away a part and remains
has one answer for before that day and another for after it.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from dagster_project.municipalities import contradictions
from dagster_project.municipalities.events import CONTINUES, KNOWN_FROM, PARTIAL
from dagster_project.municipalities.replay import Body, History, Replayed

SUCCESSION_SCHEMA = {
    "from_municipality_id": pl.String,
    "to_municipality_id": pl.String,
    "event_id": pl.String,
    "event_date": pl.Date,
    "weight": pl.Float64,
    "weight_basis": pl.String,
}

CURRENT_SCHEMA = {
    "municipality_id": pl.String,
    "valid_from": pl.Date,
    "valid_to": pl.Date,
    "current_municipality_id": pl.String,
    "weight": pl.Float64,
    "weight_basis": pl.String,
}

WHOLE, POPULATION, NOT_AVAILABLE, NO_SUCCESSOR = "whole", "population", "not_available", "no_successor"

_STRENGTH = {basis: rank for rank, basis in enumerate((WHOLE, POPULATION, NOT_AVAILABLE, NO_SUCCESSOR))}

# Where a body went, with weight and basis.
Succession = tuple[Body, float | None, str]

# One part of a divided body: day, code before, code after.
Part = tuple[datetime.date, str, str]
# The people of each part just before the day.
SplitPopulation = dict[Part, int]


@dataclass(frozen=True)
class Edge:
    """One body's passage into another (or, remaining, into its own future) through one event."""

    before: Body
    after: Body
    replayed: Replayed
    part: Part
    weight: float | None
    basis: str


@dataclass(frozen=True)
class Share:
    """Where a body of one moment is today; weights and `unallocated` add up to 1."""

    weights: dict[str, float] = field(default_factory=dict)
    unallocated: float = 0.0
    basis: str = WHOLE
    # Today's bodies that hold an unallocated part, in unknown shares.
    candidates: frozenset[str] = frozenset()


def split_population(frame: pl.DataFrame, history: History) -> SplitPopulation:
    """The rows of raw.municipality_split_population by part.

    Raises:
        InputProblem: a row names a part of no division.
    """
    known = {edge.part for replayed in history.events for edge in edges_of(replayed, {}) if edge.weight is None}
    populations: SplitPopulation = {}
    for row in frame.iter_rows(named=True):
        part = (row["effective_date"], row["old_code6"][:5], row["new_code6"][:5])
        if part not in known:
            raise contradictions.no_such_division(row)
        populations[part] = row["population_persons"]
    return populations


def edges_of(replayed: Replayed, populations: SplitPopulation) -> list[Edge]:
    """The successions of one event; none where a body merely continues, begins or ends."""
    if replayed.event.event_type in CONTINUES:
        return []
    date = replayed.event.date
    parts_of: dict[int, list[tuple[Body, Body, Part]]] = defaultdict(list)
    divided = {id(body) for body in replayed.remaining}
    for flow in replayed.flows:
        if flow.before is None or flow.after is None:
            continue
        part = (date, flow.change.old_body.code5, flow.change.new_body.code5)
        parts_of[id(flow.before)].append((flow.before, flow.after, part))
        if flow.change.change_type in PARTIAL:
            divided.add(id(flow.before))
    for body in replayed.remaining:
        # What stayed behind is a part like the others, under the body's own code.
        _, _, (_, code5, _) = parts_of[id(body)][0]
        parts_of[id(body)].append((body, body, (date, code5, code5)))
    return [
        edge
        for origin, parts in parts_of.items()
        for edge in (
            _divided(parts, replayed, populations)
            if origin in divided or len(parts) > 1
            else [Edge(*parts[0][:2], replayed, parts[0][2], 1.0, WHOLE)]
        )
    ]


def _divided(parts: list[tuple[Body, Body, Part]], replayed: Replayed, populations: SplitPopulation) -> list[Edge]:
    """The parts of one body, by people where those of every part are known."""
    people = [populations.get(part) for _, _, part in parts]
    known = [count for count in people if count is not None]
    total = sum(known) if len(known) == len(parts) else None
    return [
        Edge(
            before,
            after,
            replayed,
            part,
            weight=count / total if total and count is not None else None,
            basis=POPULATION if total else NOT_AVAILABLE,
        )
        for (before, after, part), count in zip(parts, people, strict=True)
    ]


def succession_frame(history: History, populations: SplitPopulation) -> pl.DataFrame:
    """One row per body, successor and event: the columns of `SUCCESSION_SCHEMA`.

    A body that lived for no full day (merged and absorbed on one day) is passed over: its
    predecessors succeed directly to what it became.
    """
    rows = []
    # Bodies without a full day -> what they became; latest events first, so that it is known in time.
    became: dict[int, list[Succession]] = {}
    for replayed in reversed(history.events):
        leaving: dict[int, list[Succession]] = defaultdict(list)
        for edge in edges_of(replayed, populations):
            successions = _lasting(edge, became)
            if not edge.before.spans:
                leaving[id(edge.before)] += successions
                continue
            rows += [
                (edge.before.municipality_id, after.municipality_id, replayed.event_id, replayed.event.date, *share)
                for after, *share in successions
            ]
        became |= leaving
    return (
        pl.DataFrame(rows, schema=SUCCESSION_SCHEMA, orient="row")
        # Several paths through bodies of no day may meet again; any unknown one makes the sum unknown.
        .group_by("from_municipality_id", "to_municipality_id", "event_id", "event_date")
        .agg(
            pl.when(pl.col("weight").is_null().any()).then(None).otherwise(pl.col("weight").sum()).alias("weight"),
            pl.col("weight_basis").sort_by(pl.col("weight_basis").replace_strict(_STRENGTH)).last(),
        )
        .sort("event_date", "from_municipality_id", "to_municipality_id", "event_id")
    )


def _lasting(edge: Edge, became: dict[int, list[Succession]]) -> list[Succession]:
    """The edge's target or, where that lived for no full day, what it became."""
    if edge.after.spans:
        return [(edge.after, edge.weight, edge.basis)]
    return [
        (
            after,
            None if edge.weight is None or weight is None else edge.weight * weight,
            _weaker(edge.basis, basis),
        )
        for after, weight, basis in became.get(id(edge.after), [])
    ]


def current_frame(history: History, populations: SplitPopulation) -> pl.DataFrame:
    """Where each body of each time is today: the columns of `CURRENT_SCHEMA`.

    For every body and span of unchanged territory the weights add up to 1: allocated rows, and a
    row without a municipality for what cannot be allocated. Rows with a null weight name the
    bodies of today that hold an unallocated part.
    """
    rows = [
        row
        for body, share, valid_from, valid_to in _shares(history, populations)
        if valid_from != valid_to
        for row in _share_rows(body.municipality_id, share, valid_from, valid_to)
    ]
    return pl.DataFrame(rows, schema=CURRENT_SCHEMA, orient="row").sort(
        "municipality_id", "valid_from", "current_municipality_id", nulls_last=True
    )


def _shares(
    history: History, populations: SplitPopulation
) -> Iterator[tuple[Body, Share, datetime.date, datetime.date | None]]:
    """Each body, where it is today, and the span for which that holds."""
    today: dict[int, Share] = {
        id(body): Share({body.municipality_id: 1.0}) for body in history.bodies if body.spans and body.spans[0].valid_to is None
    }
    until: dict[int, datetime.date] = {}
    for replayed in reversed(history.events):
        date = replayed.event.date
        leaving: dict[int, list[Edge]] = defaultdict(list)
        for edge in edges_of(replayed, populations):
            leaving[id(edge.before)].append(edge)
        found = {origin: _combined(edges, today) for origin, edges in leaving.items()}
        for body in replayed.remaining:
            yield body, today[id(body)], date, until.get(id(body))
        for body in replayed.begun:
            yield body, today.pop(id(body)), date, until.get(id(body))
        for flow in replayed.flows:
            if flow.after is None:
                found[id(flow.before)] = Share(unallocated=1.0, basis=NO_SUCCESSOR)
        today |= found
        until |= dict.fromkeys(found, date)
    for body in history.bodies:
        if id(body) in today:
            yield body, today[id(body)], KNOWN_FROM, until.get(id(body))


def _combined(edges: list[Edge], today: dict[int, Share]) -> Share:
    """The share of a body from those of the bodies it went into."""
    shares = [today[id(edge.after)] for edge in edges]
    edge_weights = [edge.weight for edge in edges if edge.weight is not None]
    if len(edge_weights) < len(edges):
        candidates = frozenset().union(*(share.candidates | share.weights.keys() for share in shares))
        return Share(unallocated=1.0, basis=NOT_AVAILABLE, candidates=candidates)
    weights: dict[str, float] = defaultdict(float)
    for edge_weight, share in zip(edge_weights, shares, strict=True):
        for municipality_id, weight in share.weights.items():
            weights[municipality_id] += edge_weight * weight
    basis = WHOLE
    for edge, share in zip(edges, shares, strict=True):
        basis = _weaker(basis, _weaker(edge.basis, share.basis))
    return Share(
        weights=dict(weights),
        unallocated=sum(weight * share.unallocated for weight, share in zip(edge_weights, shares, strict=True)),
        basis=basis,
        candidates=frozenset().union(*(share.candidates for share in shares)),
    )


def _weaker(one: str, other: str) -> str:
    """The weaker of two bases: what is known least decides."""
    return max(one, other, key=_STRENGTH.__getitem__)


def _share_rows(
    municipality_id: str, share: Share, valid_from: datetime.date, valid_to: datetime.date | None
) -> list[tuple[object, ...]]:
    basis = share.basis if share.basis in (WHOLE, POPULATION) else POPULATION
    parts: list[tuple[str | None, float | None, str]] = [(current, weight, basis) for current, weight in share.weights.items()]
    parts += [(current, None, NOT_AVAILABLE) for current in share.candidates - share.weights.keys()]
    if share.unallocated:
        parts.append((None, share.unallocated, share.basis))
    return [(municipality_id, valid_from, valid_to, *part) for part in parts]
