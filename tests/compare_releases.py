"""What differs between the tables of two releases, so that a change of the code can show what it changes.

    make compare A=data/releases/r0001 B=data/releases/r0002

Every table of either release is named with one of: equal byte by byte (counted, not listed); the same rows in
another order or written otherwise; columns added, removed or of another type; rows added, removed or changed, with
up to five examples of each. Rows are matched by the key that the release's datapackage.json gives, over the columns
that both releases have; where the key does not tell rows apart, a changed row is one removed and one added.

The exit status is 0 when every table is equal byte by byte, 1 otherwise.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

EXAMPLES = 5


@dataclass(frozen=True)
class Comparison:
    """The names of the tables that are equal byte by byte, and how each other one differs."""

    equal: list[str] = field(default_factory=list)
    differences: dict[str, list[str]] = field(default_factory=dict)

    def text(self) -> str:
        lines = [line for name, lines in self.differences.items() for line in (f"{name}: {lines[0]}", *lines[1:])]
        return "\n".join([*lines, f"{len(self.equal)} tables equal byte by byte, {len(self.differences)} not."])


def compare_releases(a: Path, b: Path) -> Comparison:
    """Compare the tables of release folder `b` with those of `a`."""
    names_a, names_b = _tables(a), _tables(b)
    keys = _keys(a) | _keys(b)
    comparison = Comparison()
    for name in sorted(names_a | names_b):
        if name not in names_a or name not in names_b:
            comparison.differences[name] = ["table added" if name in names_b else "table removed"]
        elif _bytes(a, name) == _bytes(b, name):
            comparison.equal.append(name)
        else:
            before, after = (pl.read_parquet(release / "tables" / f"{name}.parquet") for release in (a, b))
            comparison.differences[name] = _differences(before, after, keys.get(name, []))
    return comparison


def _tables(release: Path) -> set[str]:
    found = {path.stem for path in (release / "tables").glob("*.parquet")}
    if not found:
        raise SystemExit(f"{release}/tables に表がない。\nThere are no tables below {release}/tables.")
    return found


def _bytes(release: Path, name: str) -> dict[str, bytes]:
    return {path.suffix: path.read_bytes() for path in (release / "tables").glob(f"{name}.*")}


def _keys(release: Path) -> dict[str, list[str]]:
    """The key of each table, as the release itself states it."""
    package = release / "datapackage.json"
    if not package.is_file():
        return {}
    resources = json.loads(package.read_text(encoding="utf-8"))["resources"]
    return {resource["name"]: resource["schema"]["primaryKey"] for resource in resources}


def _differences(before: pl.DataFrame, after: pl.DataFrame, key: list[str]) -> list[str]:
    columns = _column_differences(before, after)
    shared = [name for name in after.columns if before.schema.get(name) == after.schema[name]]
    rows = _row_differences(before.select(shared), after.select(shared), key)
    if columns or rows:
        summary = "; ".join([*columns, *rows])
        return [summary, *(example for examples in rows.values() for example in examples)]
    return ["the same rows written otherwise" if before.equals(after) else "the same rows in another order"]


def _column_differences(before: pl.DataFrame, after: pl.DataFrame) -> list[str]:
    old, new = before.schema, after.schema
    found = [f"column {name} removed" for name in old if name not in new]
    found += [f"column {name} added" for name in new if name not in old]
    found += [f"column {name} was {old[name]}, is {new[name]}" for name in new if name in old and old[name] != new[name]]
    return found or ([] if list(old) == list(new) else ["columns in another order"])


def _row_differences(before: pl.DataFrame, after: pl.DataFrame, key: list[str]) -> dict[str, list[str]]:
    """What happened to rows -> examples of it."""
    removed, added = _without(before, after), _without(after, before)
    changed = pl.DataFrame()
    if key and set(key) <= set(after.columns) and not any(frame.select(key).is_duplicated().any() for frame in (before, after)):
        changed = removed.join(added, on=key, how="inner", nulls_equal=True, suffix=" now", maintain_order="left")
        removed = removed.join(changed, on=key, how="anti", nulls_equal=True, maintain_order="left")
        added = added.join(changed, on=key, how="anti", nulls_equal=True, maintain_order="left")
    shown = key if set(key) <= set(after.columns) else []
    differing = {
        "changed": [_changed_row(row, key) for row in changed.head(EXAMPLES).iter_rows(named=True)],
        "removed": [_row(row, shown) for row in removed.head(EXAMPLES).iter_rows(named=True)],
        "added": [_row(row, shown) for row in added.head(EXAMPLES).iter_rows(named=True)],
    }
    counts = {"changed": changed.height, "removed": removed.height, "added": added.height}
    return {
        f"{counts[what]} rows {what}": [f"    {what}: {example}" for example in examples]
        for what, examples in differing.items()
        if examples
    }


def _without(frame: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """The rows of `frame` that `other` lacks; of a row that is there n times, the ones too many."""
    columns = frame.columns
    if not columns:
        return frame
    nth = pl.int_range(pl.len()).over(columns).alias(" nth")
    numbered = [rows.with_columns(nth) for rows in (frame, other)]
    return (
        numbered[0]
        .join(numbered[1], on=numbered[0].columns, how="anti", nulls_equal=True, maintain_order="left")
        .select(columns)
    )


def _row(row: dict, shown: list[str]) -> str:
    return ", ".join(f"{name}={row[name]}" for name in (shown or row))


def _changed_row(row: dict, key: list[str]) -> str:
    moved = {name: row[f"{name} now"] for name in row if f"{name} now" in row}
    changes = [f"{name} {row[name]!r} -> {now!r}" for name, now in moved.items() if row[name] != now]
    return f"{_row(row, key)}: {', '.join(changes)}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make compare", usage="make compare A=<release folder> B=<release folder>")
    parser.add_argument("a", type=Path)
    parser.add_argument("b", type=Path)
    releases = parser.parse_args()
    comparison = compare_releases(releases.a, releases.b)
    print(comparison.text())
    return int(bool(comparison.differences))


if __name__ == "__main__":
    raise SystemExit(main())
