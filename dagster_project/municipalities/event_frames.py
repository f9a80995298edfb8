"""The events of municipal history as tables: what happened, and to which bodies.

Districts (郡) are no bodies: the rows of the change list about them are in no event. Every other
received row is in exactly one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polars as pl

from dagster_project.municipalities.events import CONTINUES, JOINS_EXISTING, Printed
from dagster_project.municipalities.replay import Body, History, Replayed

EVENT_SCHEMA = {
    "event_id": pl.String,
    "event_date": pl.Date,
    "event_type": pl.String,
    "scope": pl.String,
    "prefecture_code": pl.String,
    "before_ja": pl.String,
    "after_ja": pl.String,
    "row_count": pl.Int64,
    "source_file": pl.String,
    "row_number": pl.Int64,
}

EVENT_BODY_SCHEMA = {
    "event_id": pl.String,
    "side": pl.String,
    "role": pl.String,
    "municipality_id": pl.String,
    "code5": pl.String,
    "name_ja": pl.String,
    "source_file": pl.String,
    "row_number": pl.Int64,
}


def municipality_events(history: History) -> pl.DataFrame:
    """One row per event: the columns of `EVENT_SCHEMA`, `row_number` being its first received row."""
    rows = [
        (
            replayed.event_id,
            replayed.event.date,
            replayed.event.event_type,
            replayed.event.scope,
            # The prefecture of afterwards: 山口村 of 長野県 went to one of 岐阜県.
            (replayed.event.news or replayed.event.olds)[0][0][:2],
            _names(change.old for change in replayed.event.changes),
            _names(change.new for change in replayed.event.changes),
            len(replayed.event.changes),
            *min((change.source_file, change.row_number) for change in replayed.event.changes),
        )
        for replayed in history.events
    ]
    return pl.DataFrame(rows, schema=EVENT_SCHEMA, orient="row").sort("event_date", "event_id")


def municipality_event_bodies(history: History) -> pl.DataFrame:
    """One row per event, side (before, after) and body: the columns of `EVENT_BODY_SCHEMA`.

    The id is that of the body that counts: for a town absorbed "into a ward" the ward's city. It is
    null where a body of that name existed for no full day.
    """
    rows = [row for replayed in history.events for row in _event_body_rows(replayed)]
    return (
        pl.DataFrame(rows, schema=EVENT_BODY_SCHEMA, orient="row")
        .sort("event_id", "side", "code5", "name_ja", "row_number")
        .unique(["event_id", "side", "code5", "name_ja"], keep="first", maintain_order=True)
    )


def _names(bodies: Iterable[Printed | None]) -> str | None:
    """The names in the order of the codes, as a Japanese text lists them."""
    printed = {body.key: (body.district or "") + body.name for body in bodies if body}
    return "、".join(name for _, name in sorted(printed.items())) or None


def _event_body_rows(replayed: Replayed) -> Iterator[tuple[object, ...]]:
    continues = replayed.event.event_type in CONTINUES
    for flow in replayed.flows:
        place = (flow.change.source_file, flow.change.row_number)
        if flow.before is not None:
            stays = flow.before in replayed.remaining
            role = "continued" if continues else "remained" if stays else "ended"
            yield (replayed.event_id, "before", role, _lasting_id(flow.before), *_as_printed(flow.change.old_body), *place)
        if flow.after is not None:
            joined = replayed.event.event_type in JOINS_EXISTING
            role = "continued" if continues else "absorbed_others" if joined else "began"
            yield (replayed.event_id, "after", role, _lasting_id(flow.after), *_as_printed(flow.change.new_body), *place)


def _lasting_id(body: Body) -> str | None:
    return body.municipality_id if body.spans else None


def _as_printed(body: Printed) -> tuple[str, str]:
    return body.code5, body.name
