"""Twenty seeded damages to the files of each raw table, and who notices: the reading, or an expectation of the border `raw`.

    python -m tests.faults.damages --seed 1          # a line for each table: which kinds of damage nobody notices
    python -m tests.faults.damages --behind          # and of each table the first of these, tried behind the border

Each damaged file is read as the build reads it, and the rows of its table, with those of the table's other files, are
put to the table's suite within a whole warehouse: the build's own verdict, for seconds instead of minutes each. It asks
what a file says, not whether it is the recorded one: any change of that is told by its SHA-256. What is not noticed, and
why, stands in docs/guards.md.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import re
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl

from dagster_project.checks.run_suites import run_suites
from dagster_project.checks.suites import load_suites
from dagster_project.common.problems import InputProblem
from dagster_project.received.recorded_files import RecordedFile, read_recorded, verified_files
from dagster_project.received.recorded_municipalities import RecordedMunicipalities
from dagster_project.settings import EXPECTATIONS_DIR, RAW_SUBJECTS, load_settings
from tests.faults.behind_the_border import noticed_behind

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_EACH = 4  # damages of each kind

Rows = list[list[str]]


@dataclass(frozen=True)
class Damage:
    """One damage to one file: what is read of it is `rows`, unless reading noticed it."""

    table: str
    kind: str
    rows: pl.DataFrame | None


def figures(rows: Rows) -> list[tuple[int, int]]:
    """Cells with counts or amounts rather than years, codes or dates."""
    return [
        (place, column)
        for place, row in enumerate(rows)
        for column, cell in enumerate(row)
        if _NUMBER.fullmatch(cell) and not _YEAR.fullmatch(cell) and not re.match(r"0\d", cell)
    ]


def digit_changed(rows: Rows, dice: random.Random) -> Rows | None:
    if not (cells := figures(rows)):
        return None
    place, column = dice.choice(cells)
    cell = rows[place][column]
    at = dice.choice([position for position, sign in enumerate(cell) if sign.isdecimal()])
    rows[place][column] = cell[:at] + dice.choice([digit for digit in "123456789" if digit != cell[at]]) + cell[at + 1 :]
    return rows


def cell_a_row_too_low(rows: Rows, dice: random.Random) -> Rows | None:
    """A figure and the one above it exchanged, as when cells are pasted a row too low."""
    cells = [(row, column) for row, column in figures(rows) if row and rows[row - 1][column] != rows[row][column]]
    if not cells:
        return None
    place, column = dice.choice(cells)
    rows[place][column], rows[place - 1][column] = rows[place - 1][column], rows[place][column]
    return rows


def unit_off(rows: Rows, dice: random.Random) -> Rows | None:
    """A figure a thousand times as large."""
    if not (cells := [(row, column) for row, column in figures(rows) if rows[row][column].strip("0.")]):
        return None
    place, column = dice.choice(cells)
    rows[place][column] = f"{Decimal(rows[place][column].replace(',', '')) * 1000:f}"
    return rows


def last_years_file(rows: Rows, dice: random.Random) -> Rows | None:
    """The rows of the latest year gone; of a table without years, every figure a few per cent other than it is."""
    years = {place: max(found) for place, row in enumerate(rows) if (found := _YEAR.findall(" ".join(row)))}
    if len(set(years.values())) > 1:
        return [row for place, row in enumerate(rows) if years.get(place) != max(years.values())]
    if not (cells := figures(rows)):
        return None
    for place, column in cells:
        number = Decimal(rows[place][column].replace(",", "")) * Decimal(dice.randint(950, 1050)) / 1000
        rows[place][column] = f"{number.quantize(Decimal(rows[place][column].replace(',', '')).normalize()):f}"
    return rows


KINDS: tuple[Callable[[Rows, random.Random], Rows | None], ...] = (digit_changed, cell_a_row_too_low, unit_off, last_years_file)
SWAPPED = "another_file_in_its_place"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.damages")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tables", nargs="*", help="these alone")
    parser.add_argument("--behind", action="store_true", help="build what reads them, too (half a minute a table)")
    options = parser.parse_args()
    settings = load_settings()
    by_table: dict[str, list[RecordedFile]] = defaultdict(list)
    for subject in RAW_SUBJECTS:
        for file in verified_files(settings.raw_dir, subject):
            if file.layout_path is not None and file.record.table in (options.tables or [file.record.table]):
                by_table[file.record.table].append(file)
    periods = RecordedMunicipalities(settings.raw_dir).periods
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Path(folder) / "spoilt.duckdb"
        shutil.copyfile(settings.internal_link / "warehouse.duckdb", warehouse)
        damages = [
            damage
            for table, files in by_table.items()
            for damage in _damaged_files(table, files, by_table, options.seed, lambda: periods, Path(folder))
        ]
        noticed = _noticed_at_the_border(warehouse, damages)
        passed = [place for place, damage in enumerate(damages) if damage.rows is not None and place not in noticed]
        if options.behind:
            first = {damages[place].table: damages[place] for place in reversed(passed)}
            _print_what_is_noticed_behind(settings.internal_link / "warehouse.duckdb", Path(folder), first)
    for table in by_table:
        own = [place for place, damage in enumerate(damages) if damage.table == table]
        read = [place for place in own if damages[place].rows is None]
        missed = Counter(damages[place].kind for place in own if place in passed)
        what = ", ".join(f"{kind} {count} of {_EACH}" for kind, count in sorted(missed.items())) or "nothing"
        print(f"{table}: {len(read)} noticed when read, {len(noticed.intersection(own))} at the border; not noticed: {what}")
    print(f"{len(damages)} damages; {len(passed)} not noticed")


def _print_what_is_noticed_behind(warehouse: Path, folder: Path, damages: dict[str, Damage]) -> None:
    for table, damage in damages.items():
        if damage.rows is not None:
            found = noticed_behind(warehouse, folder, table, damage.rows)
            print(f"{table}, {damage.kind}, behind the border: {', '.join(found) or 'not noticed'}", flush=True)


def _damaged_files(
    table: str,
    files: list[RecordedFile],
    by_table: dict[str, list[RecordedFile]],
    seed: int,
    periods: Callable[[], pl.DataFrame],
    folder: Path,
) -> Iterator[Damage]:
    set_aside = {file.path: read_recorded(file, periods).quarantined.height for file in files}
    for number in range(_EACH * (len(KINDS) + 1)):
        dice = random.Random(f"{seed} {table} {number}")
        kind = [*KINDS, None][number % (len(KINDS) + 1)]
        file = dice.choice(files)
        path = folder / file.path.name
        if kind is None:
            others = [other for other in files if other is not file] or [
                other for name, ones in by_table.items() if name != table for other in ones
            ]
            if not others:
                continue
            shutil.copyfile(dice.choice(others).path, path)
        else:
            header, *rows = csv.reader(io.StringIO(file.path.read_text(encoding="utf-8-sig")))
            changed = kind(rows, dice)
            if changed is None:
                continue
            with path.open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream, lineterminator="\n").writerows([header, *changed])
        yield Damage(table, SWAPPED if kind is None else kind.__name__, _rows_of(file, path, set_aside[file.path], periods))


def _rows_of(file: RecordedFile, damaged: Path, set_aside: int, periods: Callable[[], pl.DataFrame]) -> pl.DataFrame | None:
    """What is read of the damaged file; None where it is refused, no row loads, or more than `set_aside` rows do not."""
    try:
        result = read_recorded(replace(file, path=damaged), periods)
    except InputProblem:
        return None
    return result.loaded if result.loaded.height and result.quarantined.height <= set_aside else None


def _noticed_at_the_border(warehouse: Path, damages: list[Damage]) -> set[int]:
    """The places of the damages under which an expectation fails that holds for the table as it is."""
    suites = {suite.table_name: suite for suite in load_suites(EXPECTATIONS_DIR, "raw")}
    asked = {}
    with duckdb.connect(str(warehouse)) as connection:
        for place, damage in enumerate(damages):
            if damage.rows is None:
                continue
            name = f"{damage.table}__{place}"
            landed = warehouse.with_name(f"{name}.parquet")
            damage.rows.write_parquet(landed)
            connection.execute(
                f"create table raw.{name} as from raw.{damage.table} where source_file <> ? union all by name from '{landed}'",
                [damage.rows["source_file"][0]],
            )
            asked[place] = suites[damage.table].model_copy(update={"table": f"raw.{name}"})
    tables = {damage.table for damage in damages}
    results = run_suites(warehouse, [*(suites[table] for table in sorted(tables)), *asked.values()])
    failed = defaultdict(set)
    for result in results:
        if not result.passed:
            failed[result.table_name].add(result.check_id)
    return {place for place, suite in asked.items() if failed[suite.table_name] - failed[damages[place].table]}


if __name__ == "__main__":
    main()
