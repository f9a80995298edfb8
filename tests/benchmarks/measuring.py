"""What the benchmarks share: a row of the result, and CPU seconds of a command."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass

from dagster_project.settings import PROJECT_ROOT

ROUNDS = 3


@dataclass(frozen=True)
class Row:
    """One comparison; ``ours`` and ``other`` in the same unit."""

    what: str
    ours: float
    other: float
    aim: str


def cpu_seconds(command: list[str], environment: dict[str, str]) -> float:
    """User and system seconds of the command and all processes it waited for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=PROJECT_ROOT, env={**os.environ, **environment}, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def wall_seconds(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def medians_in_turn(*measures: Callable[[], float]) -> list[float]:
    """Measure in turn A B A B …, so that a machine that slows down slows all of them."""
    rounds = [[measure() for measure in measures] for _ in range(ROUNDS)]
    return [statistics.median(values) for values in zip(*rounds, strict=True)]
