"""The log of revisions, ``api/v1/revisions.json``: which values of the published tables changed from release to release, from
what to what, and which received files were replaced meanwhile and why. It goes on from the release published before."""

from __future__ import annotations

import filecmp
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from dagster_project.received.records import load_subject
from dagster_project.release.changes import compare_table, tell_single_answers
from dagster_project.release.published_tables import PublishedTable

FILE = "revisions.json"
MOST_VALUES = 100  # of one table and release that are listed; all are counted
# Results of checks are told by CHANGES.md.
_NOT_VALUES = {"check_result"}
_OF_ANSWERS = "survey_"


@dataclass(frozen=True)
class Replaced:
    """A received file whose contents were replaced; the reason is None where nobody gave one."""

    source_file: str
    sha256: str  # of the contents before: a file may be replaced twice on a day
    title_ja: str
    title_en: str
    replaced_on: str
    reason_ja: str | None
    reason_en: str | None


def next_log(
    before: dict[str, Any] | None,
    *,
    release_id: str,
    released: str,
    tables_dir: Path,
    tables: list[PublishedTable],
    previous: Path | None,
    replaced: list[Replaced],
) -> dict[str, Any]:
    """The log with an entry for this release, newest first.

    ``before`` is the log of the release in ``previous``; None begins one. A file that is replaced is told by the first
    release after it, so one that is in the log already is not told again.
    """
    entries: list[dict[str, Any]] = before["releases"] if before is not None else []
    told = {(file["source_file"], file["sha256"]) for entry in entries for file in entry["files"]}
    found: list[dict[str, Any] | None] = []
    if previous is not None:
        # Values of answers before and after would tell those of the few who answered in between.
        hides_answers = tell_single_answers(previous / "tables", tables_dir)
        found = [_of_table(previous / "tables", tables_dir, table, hides_answers) for table in tables]
    entry = {
        "release": release_id,
        "released": released,
        "previous": None if previous is None else previous.name,
        "tables": [one for one in found if one is not None],
        "files": [asdict(file) for file in replaced if (file.source_file, file.sha256) not in told],
    }
    return {"releases": [entry, *entries]}


def log_of(release: Path | None, folder: Path) -> dict[str, Any] | None:
    """The log of a release, whose files for programs lie in ``folder`` of it."""
    file = release / folder / FILE if release is not None else None
    return json.loads(file.read_text(encoding="utf-8")) if file is not None and file.exists() else None


def _of_table(before_dir: Path, after_dir: Path, table: PublishedTable, hides_answers: bool) -> dict[str, Any] | None:
    files = [folder / f"{table.name}.parquet" for folder in (before_dir, after_dir)]
    if table.name in _NOT_VALUES or not all(file.exists() for file in files):
        return None
    if filecmp.cmp(files[0], files[1], shallow=False):
        return None
    before, after = (pl.read_parquet(file) for file in files)
    change = compare_table(before, after, table)
    if not (change.added or change.revised or change.removed):
        return None
    values = revised_values(before, after, table)
    if hides_answers and table.name.startswith(_OF_ANSWERS):
        values = values.clear()
    return {
        "table": table.name,
        "added": change.added,
        "revised": change.revised,
        "removed": change.removed,
        "value_count": values.height,
        "values": values.head(MOST_VALUES).to_dicts(),
    }


def revised_values(before: pl.DataFrame, after: pl.DataFrame, table: PublishedTable) -> pl.DataFrame:
    """One row per value that differs in a row both have: ``key``, ``column``, ``before``, ``now``; all as texts."""
    key = list(table.key)
    columns = [column for column in after.columns if column in before.columns and column not in key]
    if not set(key) <= set(before.columns) or not columns:
        return pl.DataFrame(schema={"key": pl.String, "column": pl.String, "before": pl.String, "now": pl.String})
    old, new = (frame.select(*key, *columns).cast(pl.String) for frame in (before, after))
    both = new.join(old, on=key, suffix="_before", nulls_equal=True)
    named = pl.concat_str([pl.format(f"{name}={{}}", pl.col(name).fill_null("")) for name in key], separator=", ")
    parts = [
        both.filter(pl.col(column).ne_missing(pl.col(f"{column}_before"))).select(
            named.alias("key"),
            pl.lit(column).alias("column"),
            pl.col(f"{column}_before").alias("before"),
            pl.col(column).alias("now"),
        )
        for column in columns
    ]
    return pl.concat(parts).sort("key", "column")


def replaced_files(raw_dir: Path, subjects: Iterable[str]) -> list[Replaced]:
    """Every replacement on record, oldest first."""
    found = [
        Replaced(
            source_file=f"{subject}/{record.file}",
            sha256=version.sha256,
            title_ja=record.title.ja,
            title_en=record.title.en,
            replaced_on=str(version.replaced_on),
            reason_ja=version.reason.ja if version.reason else None,
            reason_en=version.reason.en if version.reason else None,
        )
        for subject in subjects
        for record in load_subject(raw_dir, subject).files
        for version in record.previous
    ]
    return sorted(found, key=lambda file: (file.replaced_on, file.source_file))
