"""Made-up histories: lived forwards by a simple model, replayed backwards from the lists they leave.

The model knows what truly happened; the replay sees only the last current list and the change rows
in any order. Both must agree on which body held which code on every day.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.municipalities.events import KNOWN_FROM
from dagster_project.municipalities.history import municipal_history, municipality_periods
from dagster_project.municipalities.replay import History
from dagster_project.municipalities.succession import current_frame, succession_frame
from tests.unit.municipalities.municipal_lists import Row, change_list, current_list

pytestmark = pytest.mark.thorough

FIRST_DAY = datetime.date(1999, 4, 1)


@dataclass(eq=False)
class Town:
    """A body of the model: where it was on each day's evening, and when it ended."""

    code5: str
    name: str
    born: datetime.date | None
    evenings: dict[datetime.date, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        return self.code5, self.name


@dataclass
class World:
    """Everything that happened so far."""

    towns: list[Town]
    rows: list[Row] = field(default_factory=list)
    everyone: list[Town] = field(default_factory=list)
    # Codes given up: usable again, and usable from tomorrow on.
    free_codes: list[str] = field(default_factory=list)
    later_free: list[str] = field(default_factory=list)
    day: datetime.date = FIRST_DAY
    names: int = 0
    # Bodies that today's events cannot sensibly involve again.
    settled: set[int] = field(default_factory=set)

    def new_name(self) -> str:
        self.names += 1
        return f"第{self.names}町"

    def new_code(self, reuse: bool) -> str:
        if reuse and self.free_codes:
            return self.free_codes.pop(0)
        self.names += 1
        return f"20{300 + self.names:03d}"

    def begin(self, code5: str, name: str, born: datetime.date | None) -> Town:
        town = Town(code5, name, born)
        self.towns.append(town)
        self.everyone.append(town)
        return town

    def end(self, town: Town, *, keeps_code: bool = False) -> None:
        self.towns.remove(town)
        if not keeps_code:
            self.later_free.append(town.code5)

    def happened(self, kind: str, old: tuple[str, str] | None, new: tuple[str, str] | None) -> None:
        self.rows.append((self.day.isoformat(), kind, old, new))

    @property
    def used_today(self) -> set[tuple[str, str]]:
        """Codes and names that rows of today speak of."""
        return {key for day, _, *keys in self.rows if day == self.day.isoformat() for key in keys if key}

    def next_day(self) -> None:
        for town in self.towns:
            town.evenings[self.day] = town.code5
        self.day += datetime.timedelta(days=1)
        self.free_codes += self.later_free
        self.later_free.clear()
        self.settled.clear()


def rename(world: World, town: Town, _: Town, reuse: bool) -> None:
    old, town.name = town.key, world.new_name()
    world.happened("renamed", old, town.key)


def recode(world: World, town: Town, _: Town, reuse: bool) -> None:
    old = town.key
    world.later_free.append(town.code5)
    town.code5, town.name = world.new_code(reuse), world.new_name()
    world.happened("became_city", old, town.key)


def change_status(world: World, town: Town, _: Town, reuse: bool) -> None:
    world.happened("status_core_city", town.key, town.key)


def absorb(world: World, town: Town, other: Town, reuse: bool) -> None:
    world.happened("absorbed_into", town.key, other.key)
    world.end(town)


def merge(world: World, town: Town, other: Town, reuse: bool) -> None:
    """Into a new body; `reuse` lets it take over the code and name of one of the two."""
    if reuse and town.key in world.used_today:
        return
    key = town.key if reuse else (world.new_code(False), world.new_name())
    olds = [town.key, other.key]
    world.end(town, keeps_code=reuse)
    world.end(other)
    world.begin(*key, world.day)
    for old in olds:
        world.happened("merged_into_new", old, key)


def split(world: World, town: Town, _: Town, reuse: bool) -> None:
    old = town.key
    world.end(town)
    for _ in range(2):
        part = world.begin(world.new_code(reuse), world.new_name(), world.day)
        world.happened("split_into", old, part.key)


def give_part(world: World, town: Town, _: Town, reuse: bool) -> None:
    part = world.begin(world.new_code(reuse), world.new_name(), world.day)
    world.happened("split_off", town.key, part.key)


def divide(world: World, town: Town, other: Town, reuse: bool) -> None:
    """Between two bodies that were there before."""
    third = next((one for one in world.towns if one not in (town, other) and id(one) not in world.settled), None)
    if third is None or id(town) in world.settled or id(other) in world.settled:
        return
    world.settled |= {id(town), id(other), id(third)}
    world.happened("absorbed_into_partial", town.key, other.key)
    world.happened("absorbed_into_partial", town.key, third.key)
    world.end(town)


def create(world: World, town: Town, _: Town, reuse: bool) -> None:
    new = world.begin(world.new_code(reuse), world.new_name(), world.day)
    world.happened("created", None, new.key)


def abolish(world: World, town: Town, _: Town, reuse: bool) -> None:
    world.happened("abolished", town.key, None)
    world.end(town)


WHOLE = (rename, recode, change_status, absorb, merge)
EVERYTHING = (*WHOLE, split, give_part, divide, create, abolish)


def lived(steps: list[tuple], start: int = 6) -> World:
    """The world after `steps`: (what, to whom, with whom, whether codes are reused, whether a day passes)."""
    world = World([])
    for _ in range(start):
        world.begin(world.new_code(False), world.new_name(), None)
    for town in world.towns:
        town.evenings[KNOWN_FROM] = town.code5
    for what, whom, with_whom, reuse, day_passes in steps:
        if len(world.towns) >= 2:
            town = world.towns[whom % len(world.towns)]
            others = [one for one in world.towns if one is not town]
            what(world, town, others[with_whom % len(others)], reuse)
        if day_passes:
            world.next_day()
    world.next_day()
    return world


def lists(world: World) -> tuple[pl.DataFrame, pl.DataFrame]:
    return current_list(*((town.code5, town.name, "town") for town in world.towns)), change_list(*world.rows)


def ids_by_town(world: World, periods: pl.DataFrame) -> dict[int, str | None]:
    """Which id the replay gives to each body of the model; checks that it is one and the same on all evenings."""
    found: dict[int, str | None] = {}
    rows = periods.select("code5", "valid_from", "valid_to", "municipality_id").rows()
    for town in world.everyone:
        ids = {
            municipality_id
            for evening, code5 in town.evenings.items()
            for code, valid_from, valid_to, municipality_id in rows
            if code == code5 and valid_from <= evening and (valid_to is None or evening < valid_to)
        }
        assert len(ids) == (1 if town.evenings else 0), (town, ids)
        found[id(town)] = next(iter(ids), None)
    return found


def steps_of(kinds: tuple) -> st.SearchStrategy:
    step = st.tuples(st.sampled_from(kinds), st.integers(0, 9), st.integers(0, 9), st.booleans(), st.booleans())
    return st.lists(step, max_size=14)


def replayed(world: World) -> tuple[pl.DataFrame, History]:
    return municipality_periods(*lists(world)), municipal_history(*lists(world))


@settings(max_examples=80, deadline=None)
@given(steps_of(EVERYTHING))
def test_every_body_is_found_on_every_evening_and_no_two_are_one(steps):
    world = lived(steps)
    periods, _ = replayed(world)
    ids = [one for one in ids_by_town(world, periods).values() if one]
    assert len(ids) == len(set(ids)) == periods["municipality_id"].n_unique()
    assert periods.filter(pl.col("valid_to").is_null()).height == len(world.towns)


@settings(max_examples=50, deadline=None)
@given(steps_of(EVERYTHING))
def test_spans_are_half_open_without_gap_or_overlap_and_codes_belong_to_one_body(steps):
    periods, _ = replayed(lived(steps))
    assert periods.filter(pl.col("valid_to") <= pl.col("valid_from")).is_empty()
    followed = periods.sort("municipality_id", "valid_from").with_columns(
        following=pl.col("valid_from").shift(-1).over("municipality_id")
    )
    assert followed.filter(pl.col("following").is_not_null() & (pl.col("valid_to") != pl.col("following"))).is_empty()
    by_code = periods.sort("code5", "valid_from").with_columns(following=pl.col("valid_from").shift(-1).over("code5"))
    assert by_code.filter(
        pl.col("following").is_not_null() & (pl.col("valid_to").is_null() | (pl.col("valid_to") > pl.col("following")))
    ).is_empty()


@settings(max_examples=50, deadline=None)
@given(steps_of(EVERYTHING), steps_of(EVERYTHING))
def test_ids_do_not_change_when_later_events_are_added(earlier, later):
    before = lived(earlier)
    after = lived([*earlier, (change_status, 0, 0, False, True), *later])
    ids_before = ids_by_town(before, municipality_periods(*lists(before)))
    ids_after = ids_by_town(after, municipality_periods(*lists(after)))
    for known, again in zip(before.everyone, after.everyone, strict=False):
        assert (known.born, known.evenings.items() <= again.evenings.items()) == (again.born, True)
        if ids_before[id(known)]:
            assert ids_before[id(known)] == ids_after[id(again)]


@settings(max_examples=50, deadline=None)
@given(steps_of(EVERYTHING), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(steps, random):
    world = lived(steps)
    municipality, changes = lists(world)
    order = list(range(changes.height))
    random.shuffle(order)
    shuffled = changes[order] if order else changes
    assert municipality_periods(municipality, shuffled).equals(municipality_periods(municipality, changes))
    first, second = municipal_history(municipality, changes), municipal_history(municipality.reverse(), shuffled)
    assert succession_frame(first, {}).equals(succession_frame(second, {}))
    assert current_frame(first, {}).equals(current_frame(second, {}))


def restated(periods: pl.DataFrame, current: pl.DataFrame, day: datetime.date) -> tuple[float, float]:
    """One for each body of `day`, in today's boundaries: allocated and unallocated."""
    bodies = periods.filter(pl.col("valid_from") <= day, pl.col("valid_to").is_null() | (pl.col("valid_to") > day)).select(
        "municipality_id"
    )
    shares = bodies.join(current, on="municipality_id").filter(
        pl.col("valid_from") <= day,
        pl.col("valid_to").is_null() | (pl.col("valid_to") > day),
        pl.col("weight").is_not_null(),
    )
    allocated = shares.filter(pl.col("current_municipality_id").is_not_null())["weight"].sum()
    return allocated, shares["weight"].sum() - allocated


@settings(max_examples=50, deadline=None)
@given(steps_of(EVERYTHING))
def test_totals_are_the_same_in_todays_boundaries_and_unallocated_together(steps):
    world = lived(steps)
    periods, history = replayed(world)
    current = current_frame(history, {})
    for evening in {evening for town in world.everyone for evening in town.evenings}:
        there = sum(evening in town.evenings for town in world.everyone)
        assert sum(restated(periods, current, evening)) == pytest.approx(there)


@settings(max_examples=50, deadline=None)
@given(steps_of(WHOLE))
def test_whole_successions_allocate_everything_exactly(steps):
    world = lived(steps)
    periods, history = replayed(world)
    current = current_frame(history, {})
    assert set(current["weight_basis"]) <= {"whole"}
    for evening in {evening for town in world.everyone for evening in town.evenings}:
        there = sum(evening in town.evenings for town in world.everyone)
        assert restated(periods, current, evening) == (there, 0)


@settings(max_examples=50, deadline=None)
@given(steps_of((rename, recode, absorb, merge, split, give_part, divide)), st.integers(1, 1000))
def test_known_populations_of_parts_allocate_everything(steps, people):
    world = lived(steps)
    periods, history = replayed(world)
    parts = {
        (datetime.date.fromisoformat(day), old[0], new[0]): people
        for day, kind, old, new in world.rows
        if kind in ("split_into", "absorbed_into_partial", "split_off")
    }
    stayed = {
        (datetime.date.fromisoformat(day), old[0], old[0]): 2 * people
        for day, kind, old, _ in world.rows
        if kind == "split_off"
    }
    current = current_frame(history, parts | stayed)
    for evening in {evening for town in world.everyone for evening in town.evenings}:
        there = sum(evening in town.evenings for town in world.everyone)
        allocated, unallocated = restated(periods, current, evening)
        assert allocated == pytest.approx(there)
        assert unallocated == pytest.approx(0, abs=1e-9)
