"""The decisions of each wave, taken from what was kept where none of its rows has changed: an unchanged wave costs nothing."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from dagster_project.common.kept import packed, rows_as_contents, unpacked
from dagster_project.disclosure.wave_decisions import Tables, decisions
from dagster_project.settings import load_settings


def kept_decisions(tables: Tables) -> pl.DataFrame:
    """As `decisions`, of the waves that were not decided on before."""
    kept = load_settings().kept

    def once(own: Tables, decide: Callable[[], pl.DataFrame]) -> pl.DataFrame:
        contents = [part for name, rows in own.items() for part in (name, *rows_as_contents(rows))]
        return unpacked(kept.once("disclosure", contents, lambda: packed({"decisions": decide()})))["decisions"]

    return decisions(tables, once)
