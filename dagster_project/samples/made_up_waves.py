"""The frame and the made-up answers of the two large sample waves, the same on every machine.

    python -m dagster_project.commands samples [folder]     writes raw/questionnaires/sample_…/, the forms too

The sample shows what the system does before a real wave has come in. Its units are no
municipalities: the numbers of bodies by prefecture and by population band are the real ones, but
which unit has which band is drawn by lot, and no unit has a name or code. Every draw is a hash of
the unit and of what is drawn, so that answers do not depend on order, platform or library.

Fixed by design: how many units of each band answer, and how they answer on keeping branches (Q03). No total is one
that a survey has published: a made-up figure must not be taken for a real one.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

FIRST, SECOND = "sample_branch_services", "sample_branch_services_2"

# Region (branch of Japan Post) -> prefecture code -> number of municipalities and special wards.
MUNICIPALITIES = {
    "hokkaido": {"01": 179},
    "tohoku": {"02": 40, "03": 33, "04": 35, "05": 25, "06": 35, "07": 59},
    "kanto": {"08": 44, "09": 25, "10": 35, "11": 63, "12": 54},
    "tokyo": {"13": 62},
    "minami_kanto": {"14": 33, "19": 27},
    "shinetsu": {"15": 30, "20": 77},
    "hokuriku": {"16": 15, "17": 19, "18": 17},
    "tokai": {"21": 42, "22": 35, "23": 54, "24": 29},
    "kinki": {"25": 19, "26": 26, "27": 43, "28": 41, "29": 39, "30": 30},
    "chugoku": {"31": 19, "32": 19, "33": 27, "34": 23, "35": 19},
    "shikoku": {"36": 24, "37": 17, "38": 20, "39": 34},
    "kyushu": {"40": 60, "41": 20, "42": 21, "43": 45, "44": 18, "45": 26, "46": 43},
    "okinawa": {"47": 41},
}


@dataclass(frozen=True)
class Band:
    """A population band: units, respondents of the first wave, valid answers and difficulties in Q03."""

    code: str
    units: int
    respondents: int
    valid: int
    difficult: int


BANDS = (
    Band("300k_plus", 85, 62, 60, 21),
    Band("100k_300k", 196, 118, 117, 44),
    Band("under_100k", 1460, 763, 760, 241),
)


@dataclass(frozen=True)
class Unit:
    unit_id: str
    population_band: str
    region: str
    prefecture: str


Row = tuple[str, str, str, str, str]  # unit_id, question_id, option_code, value, status


def draw(unit_id: str, what: str) -> float:
    """A number in [0, 1) that belongs to the unit and to what is drawn."""
    digest = hashlib.sha256(f"{unit_id}/{what}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def frame() -> list[Unit]:
    places = [
        (region, prefecture)
        for region, prefectures in MUNICIPALITIES.items()
        for prefecture, count in prefectures.items()
        for _ in range(count)
    ]
    ids = [f"s{number:04d}" for number in range(1, len(places) + 1)]
    bands = [band.code for band in BANDS for _ in range(band.units)]
    lots = dict(zip(sorted(ids, key=lambda unit_id: draw(unit_id, "band")), bands, strict=True))
    by_place = zip(sorted(ids, key=lambda unit_id: draw(unit_id, "place")), places, strict=True)
    return sorted(
        (Unit(unit_id, lots[unit_id], region, prefecture) for unit_id, (region, prefecture) in by_place),
        key=lambda unit: unit.unit_id,
    )


def respondents(units: list[Unit]) -> set[str]:
    """Who answers the first wave: so many of each band, some prefectures more willing than others."""

    def reluctance(unit: Unit) -> float:
        return draw(unit.unit_id, "answers") + 0.4 * draw(unit.prefecture, "answers")

    return {unit.unit_id for band in BANDS for unit in _lowest(units, band, band.respondents, reluctance)}


def _lowest(units: Iterable[Unit], band: Band, count: int, key: Callable[[Unit], float]) -> list[Unit]:
    return sorted((unit for unit in units if unit.population_band == band.code), key=key)[:count]


def difficulty(units: list[Unit], answering: set[str]) -> dict[str, str]:
    """Q03 by unit: the fixed counts by band; a respondent without an entry has left it empty."""
    answers: dict[str, str] = {}
    for band in BANDS:
        here = [unit for unit in units if unit.unit_id in answering]
        valid = _lowest(here, band, band.valid, lambda unit: draw(unit.unit_id, "Q03 valid"))
        yes = {unit.unit_id for unit in _lowest(valid, band, band.difficult, lambda unit: draw(unit.unit_id, "Q03"))}
        answers |= {unit.unit_id: "1" if unit.unit_id in yes else "2" for unit in valid}
    return answers


def _one(unit: Unit, what: str, shares: dict[str, float]) -> str:
    """One of the options by lot; the last one takes the rest."""
    left = draw(unit.unit_id, what)
    for code, share in shares.items():
        left -= share
        if left < 0:
            return code
    return code


def _several(unit: Unit, what: str, shares: dict[str, float], none: str) -> list[str]:
    """Each option by a lot of its own; the exclusive one where there is no other."""
    chosen = [code for code, share in shares.items() if draw(unit.unit_id, f"{what}.{code}") < share]
    return chosen or [none]


def _left_empty(unit: Unit, what: str, share: float = 0.015) -> bool:
    return draw(unit.unit_id, f"{what} empty") < share


def _affairs(unit: Unit, what: str, lift: float = 0.0) -> list[str]:
    small = unit.population_band == "under_100k"
    shares = {"1": 0.42 + lift, "2": 0.35 + lift, "3": 0.22 + 0.1 * small, "4": 0.12 + 0.2 * small}
    return _several(unit, what, shares, "9")


def _expectation(unit: Unit, what: str) -> str:
    small = unit.population_band == "under_100k"
    return _one(unit, what, {"1": 0.15 + 0.08 * small, "2": 0.44 - 0.04 * small, "3": 0.23, "4": 0.11, "5": 0.03})


def first_wave(units: list[Unit]) -> Iterator[Row]:
    answering = respondents(units)
    difficult = difficulty(units, answering)
    for unit in units:
        if unit.unit_id in answering:
            yield from _first_answers(unit, difficult.get(unit.unit_id))


def _first_answers(unit: Unit, difficult: str | None) -> Iterator[Row]:
    size = {"300k_plus": 6, "100k_300k": 3, "under_100k": 1}[unit.population_band]
    has_branches = draw(unit.unit_id, "Q01") < (0.62 if size == 1 else 0.95)
    yield _chosen(unit, "Q01", "1" if has_branches else "2")
    if has_branches:
        yield _number(unit, "Q02", 1 + int(size * 4 * draw(unit.unit_id, "Q02") ** 2))
    yield _chosen(unit, "Q03", difficult)
    if difficult == "1":
        reasons = _several(unit, "Q04", {"1": 0.61, "2": 0.48, "3": 0.37, "4": 0.3}, "9")
        yield from _ticked(unit, "Q04", reasons)
    affairs = [] if _left_empty(unit, "Q05") else _affairs(unit, "Q05")
    yield from _ticked(unit, "Q05", affairs)
    if {"1", "2"} & set(affairs):
        stage = _one(unit, "Q06", {"1": 0.16, "2": 0.34, "3": 0.5})
        yield _chosen(unit, "Q06", None if _left_empty(unit, "Q06") else stage)
    yield _chosen(unit, "Q07", None if _left_empty(unit, "Q07") else _expectation(unit, "Q07"))
    staff = 2 + int(size * 12 * (0.4 + draw(unit.unit_id, "Q08")))
    yield _number(unit, "Q08", None if _left_empty(unit, "Q08", 0.04) else staff)
    # Who does not count the staff seldom counts a part of them.
    uncounted = _left_empty(unit, "Q08", 0.04) and draw(unit.unit_id, "Q08A unknown") < 0.6
    some = int(staff * 0.7 * draw(unit.unit_id, "Q08A"))
    yield _number(unit, "Q08A", None if uncounted or _left_empty(unit, "Q08A", 0.05) else some)
    if draw(unit.unit_id, "Q09") < 0.05:
        yield (unit.unit_id, "Q09", "", "(架空の自由記述 / made-up comment)", "")


def second_wave(units: list[Unit]) -> Iterator[Row]:
    """A year later: most of those who answered answer again, and most of them the same."""
    before = respondents(units)
    difficult = difficulty(units, before)
    for unit in units:
        name = unit.unit_id
        if draw(name, "answers again") >= (0.8 if name in before else 0.45):
            continue
        same = draw(name, "same view") < 0.8 and name in difficult
        view = difficult[name] if same else _one(unit, "2 Q01", {"1": 0.34, "2": 0.66})
        yield _chosen(unit, "Q01", None if _left_empty(unit, "2 Q01") else view)
        affairs = _affairs(unit, "Q05" if draw(name, "same affairs") < 0.6 else "2 Q02", lift=0.05)
        yield from _ticked(unit, "Q02", [] if _left_empty(unit, "2 Q02") else affairs)
        expected = _expectation(unit, "Q07" if draw(name, "same hopes") < 0.7 else "2 Q03")
        yield _chosen(unit, "Q03", None if _left_empty(unit, "2 Q03") else expected)


def _chosen(unit: Unit, question: str, code: str | None) -> Row:
    return (unit.unit_id, question, code or "", "", "" if code else "missing")


def _ticked(unit: Unit, question: str, codes: list[str]) -> Iterator[Row]:
    if not codes:
        yield _chosen(unit, question, None)
    yield from (_chosen(unit, question, code) for code in codes)


def _number(unit: Unit, question: str, value: int | None) -> Row:
    return (unit.unit_id, question, "", "" if value is None else str(value), "missing" if value is None else "")


def write(folder: Path) -> list[Path]:
    """Write the frames and answers of both waves below `folder`; returns the files."""
    units = frame()
    columns = ["unit_id", "population_band", "region", "prefecture"]
    listed = [(unit.unit_id, unit.population_band, unit.region, unit.prefecture) for unit in units]
    written = []
    for wave_id, answers in ((FIRST, first_wave(units)), (SECOND, second_wave(units))):
        (folder / wave_id).mkdir(parents=True, exist_ok=True)
        for name, header, rows in (
            ("frame.csv", columns, listed),
            ("responses.csv", ["unit_id", "question_id", "option_code", "value", "status"], answers),
        ):
            written.append(folder / wave_id / name)
            with written[-1].open("w", encoding="utf-8", newline="") as stream:
                writer = csv.writer(stream, lineterminator="\n")
                writer.writerow(header)
                writer.writerows(rows)
    return written
