"""The ratios measured last, kept as a table in ``docs/performance.md``: times belong to a machine, ratios do not."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dagster_project.settings import PROJECT_ROOT
from tests.benchmarks.measuring import Row

DOCUMENT = PROJECT_ROOT / "docs" / "performance.md"
HEAD = ("| measured last by `make bench` | ratio | aim | commit | day |", "|---|---:|---|---|---|")
WORSE = 1.25  # a ratio that grew by more than a quarter is named


@dataclass(frozen=True)
class Ratio:
    """A line of the table."""

    what: str
    ratio: float
    aim: str
    commit: str
    day: str

    def __str__(self) -> str:
        return f"| {self.what} | {self.ratio:.4g} | {self.aim} | {self.commit} | {self.day} |"


def keep(rows: Iterable[Row], document: Path = DOCUMENT) -> list[str]:
    """Write the ratios of these rows into the table, and leave the others; returns what got worse by a quarter, in words."""
    text = document.read_text(encoding="utf-8")
    before, table, after = _parts(text)
    known = {ratio.what: ratio for ratio in table}
    new = [Ratio(row.what, row.ours / row.other, row.aim, _commit(), f"{datetime.now(UTC):%Y-%m-%d}") for row in rows]
    worse = [
        f"{ratio.what}: {known[ratio.what].ratio:.4g} → {ratio.ratio:.4g}"
        for ratio in new
        if ratio.what in known and ratio.ratio > WORSE * known[ratio.what].ratio
    ]
    known |= {ratio.what: ratio for ratio in new}
    document.write_text("\n".join([*before, *HEAD, *map(str, known.values()), *after]) + "\n", encoding="utf-8")
    return worse


def _parts(text: str) -> tuple[list[str], list[Ratio], list[str]]:
    """The lines before the table, its rows, the lines after it."""
    lines = text.rstrip("\n").split("\n")
    start = lines.index(HEAD[0])
    end = next((at for at in range(start, len(lines)) if not lines[at].startswith("|")), len(lines))
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[start + 2 : end]]
    return lines[:start], [Ratio(what, float(ratio), *rest) for what, ratio, *rest in cells], lines[end:]


def _commit() -> str:
    """The commit measured, with a plus where the tree differs from it by more than this table."""
    described = _git("rev-parse", "--short", "HEAD")
    changed = _git("status", "--porcelain", "--", ".", f":!{DOCUMENT.relative_to(PROJECT_ROOT)}")
    return f"{described or 'none'}{'+' if changed else ''}"


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=PROJECT_ROOT, check=False, capture_output=True, text=True).stdout.strip()
