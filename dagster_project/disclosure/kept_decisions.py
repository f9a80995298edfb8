"""The decisions of each wave, taken from what was kept where none of its rows has changed: an unchanged wave costs nothing."""

from __future__ import annotations

import io
from collections.abc import Callable

import polars as pl

from dagster_project.common.kept import rows_as_contents
from dagster_project.disclosure.wave_decisions import Tables, decisions
from dagster_project.settings import load_settings


def kept_decisions(tables: Tables) -> pl.DataFrame:
    """As `decisions`, of the waves that were not decided on before."""
    kept = load_settings().kept

    def once(own: Tables, decide: Callable[[], pl.DataFrame]) -> pl.DataFrame:
        contents = [part for name, rows in own.items() for part in (name, *rows_as_contents(rows))]
        return pl.read_ipc(io.BytesIO(kept.once("disclosure", contents, lambda: _written(decide()))))

    return decisions(tables, once)


def _written(frame: pl.DataFrame) -> bytes:
    stream = io.BytesIO()
    frame.write_ipc(stream)
    return stream.getvalue()
