"""Disclosure control on small made-up waves: what must be hidden is, and no calculation gives it back."""

from __future__ import annotations

import itertools

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.optimize import linprog

from dagster_project.disclosure.answer_counts import Answers, Question, Wave, linked_questions
from dagster_project.disclosure.cell_decisions import Rule, hidden_figures
from dagster_project.disclosure.linear_system import System, build_system
from dagster_project.disclosure.terms import UNPRINTED

RULE = Rule(threshold=3, minimum_base=10)
KEY = ["question_id", "kind", "option_code", "domain", "domain_value", "is_weighted"]


def single(name, counts, **routing):
    """A single-choice question; `counts` is domain value → option → respondents, in the order of the units."""
    options = tuple(next(iter(counts.values())))
    chosen = [
        options.index(option) for by_option in counts.values() for option, count in by_option.items() for _ in range(count)
    ]
    everybody = np.ones(len(chosen), dtype=bool)
    return (
        Question(name, "single", "aggregate", options, **routing),
        Answers(everybody, everybody, np.eye(len(options), dtype=bool)[chosen]),
    )


def wave_of(question, answers, counts, **domains):
    groups = np.repeat(list(counts), [sum(by_option.values()) for by_option in counts.values()])
    return Wave(
        "w",
        (question,),
        {question.question_id: answers},
        {"area": groups, **domains},
        np.ones(len(groups)),
    )


def hidden_cells(wave):
    found = hidden_figures(wave, RULE).filter(~pl.col("is_weighted") & (pl.col("kind") == "option"))
    return {(d, v, o): reason for d, v, o, reason in found.select("domain", "domain_value", "option_code", "reason").rows()}


def reachable_range(system: System, shown: np.ndarray, cell: int) -> tuple[float, float]:
    """Smallest and largest value of a figure that everything shown allows.

    Args:
        shown: one boolean per figure of the system.
        cell: position of the figure looked for.
    """
    equal = sparse.vstack([system.equal, system.figures[shown]], format="csr")
    equal_to = np.concatenate([system.equal_to, (system.figures @ system.truth)[shown]])
    goal = system.figures[cell].toarray().ravel()
    bounds = []
    for sign in (1.0, -1.0):
        result = linprog(
            sign * goal,
            A_ub=system.at_most if system.at_most.shape[0] else None,
            b_ub=np.zeros(system.at_most.shape[0]) if system.at_most.shape[0] else None,
            A_eq=equal,
            b_eq=equal_to,
            bounds=(0, None),
            method="highs",
        )
        if result.status != 0:
            raise RuntimeError(result.message)
        bounds.append(sign * result.fun)
    return bounds[0], bounds[1]


def attack(wave, hidden):
    """Least and greatest value of every hidden count that linear programs over all shown figures find."""
    found = []
    for group in linked_questions(wave):
        system = build_system(wave, group)
        marked = system.cells.with_columns(is_weighted=pl.col("weight_class") >= 0).join(
            hidden.select(*KEY, is_hidden=True), on=KEY, how="left", maintain_order="left"
        )
        is_hidden = marked["is_hidden"].fill_null(False).to_numpy()
        printed = ~marked["kind"].is_in(UNPRINTED).to_numpy()
        for cell in np.flatnonzero(is_hidden & (marked["kind"] == "option").to_numpy() & ~marked["is_weighted"].to_numpy()):
            low, high = reachable_range(system, printed & ~is_hidden, int(cell))
            found.append((marked.row(int(cell), named=True), low, high))
    return found


def assert_nothing_is_given_away(wave, hidden):
    for cell, low, high in attack(wave, hidden):
        wide = high - low > RULE.threshold + 1 - 1e-6
        nothing_learnt = low < 1e-6 and high > cell["ceiling"] - 1e-6 and cell["ceiling"] <= RULE.threshold
        assert wide or nothing_learnt, (cell, low, high)


TWO_IN_THE_NORTH = {
    "north": {"yes": 2, "no": 18},
    "south": {"yes": 9, "no": 31},
    "west": {"yes": 12, "no": 30},
}


def test_a_count_below_the_threshold_is_hidden_and_so_is_what_would_give_it_back():
    wave = wave_of(*single("Q", TWO_IN_THE_NORTH), TWO_IN_THE_NORTH)
    hidden = hidden_cells(wave)
    assert hidden[("area", "north", "yes")] == "primary"
    assert hidden[("area", "north", "no")] == "primary"  # all but two said so
    # the total and the other areas would leave the north as the difference
    assert {("area", "south", "yes"), ("area", "west", "yes"), ("all", "all", "yes")} & set(hidden)
    assert_nothing_is_given_away(wave, hidden_figures(wave, RULE))


def test_nothing_is_hidden_where_no_count_is_small():
    counts = {"north": {"yes": 8, "no": 18}, "south": {"yes": 9, "no": 0}, "west": {"yes": 12, "no": 30}}
    counts["south"]["no"] = 31
    assert hidden_cells(wave_of(*single("Q", counts), counts)) == {}


def test_without_complementary_suppression_the_attack_succeeds():
    """The attack used in these tests can succeed: primary suppression alone gives the count away."""
    wave = wave_of(*single("Q", TWO_IN_THE_NORTH), TWO_IN_THE_NORTH)
    primary = hidden_figures(wave, RULE).filter(pl.col("reason") == "primary")
    ranges = {(c["domain_value"], c["option_code"]): (low, high) for c, low, high in attack(wave, primary)}
    assert ranges[("north", "yes")] == pytest.approx((2, 2))


def test_a_small_base_hides_everything_of_its_domain_value_and_can_not_be_subtracted():
    counts = {"north": {"yes": 4, "no": 4}, "south": {"yes": 19, "no": 31}, "west": {"yes": 12, "no": 30}}
    hidden = hidden_cells(wave_of(*single("Q", counts), counts))
    assert hidden[("area", "north", "yes")] == hidden[("area", "north", "no")] == "small_base"
    assert len([key for key in hidden if key[2] == "yes"]) > 1


def test_a_count_that_may_lie_enough_above_and_below_needs_nothing_hidden_beside_it():
    """18 may be 15 to 20: neither four above nor four below, but between. 21 were asked, one of whom gave no answer."""
    counts = {"north": {"yes": 1, "no": 33}, "south": {"yes": 2, "no": 18}, "west": {"yes": 2, "no": 28}}
    counts = {area: {**by_option, "silent": 1} for area, by_option in counts.items()}
    _, answers = single("Q", counts)
    chosen = answers.chosen[:, :2]
    asked = Question("Q", "single", "aggregate", ("yes", "no"))
    wave = wave_of(asked, Answers(answers.eligible, chosen.any(axis=1), chosen), counts)
    hidden = hidden_figures(wave, RULE)
    assert set(hidden["reason"]) == {"primary"}
    assert_nothing_is_given_away(wave, hidden)


def test_a_region_and_its_prefectures_do_not_give_each_other_away():
    counts = {
        "a1": {"yes": 2, "no": 18}, "a2": {"yes": 9, "no": 21}, "a3": {"yes": 9, "no": 22},
        "b1": {"yes": 9, "no": 21}, "b2": {"yes": 11, "no": 12}, "b3": {"yes": 12, "no": 9},
    }  # fmt: skip
    question, answers = single("Q", counts)
    prefectures = np.repeat(list(counts), [sum(c.values()) for c in counts.values()])
    wave = wave_of(question, answers, counts, region=np.array([name[0] for name in prefectures]))
    hidden = hidden_figures(wave, RULE)
    assert {"a1"} < set(hidden.filter(domain="area")["domain_value"])
    assert_nothing_is_given_away(wave, hidden)


@pytest.mark.parametrize("seed", [8, 9, 12])
def test_the_nation_stays_shown_where_hiding_groups_is_enough(seed):
    """45 prefectures among towns of four sizes in five regions: small counts of theirs need no national figure."""
    random = np.random.default_rng(seed)
    small = np.arange(300) < 45
    size = np.where(small, "P", np.char.mod("C%d", random.choice(4, 300, p=[0.08, 0.12, 0.3, 0.5])))
    region = np.char.mod("R%d", random.integers(0, 5, 300))
    chosen = np.eye(4, dtype=bool)[random.choice(4, 300, p=random.dirichlet(np.full(4, 0.6)))]
    everybody = np.ones(300, dtype=bool)
    domains = {"kind": np.where(small, "prefecture", "town"), "size": size, "region": region}
    question = Question("Q", "single", "aggregate", ("1", "2", "3", "4"))
    wave = Wave("w", (question,), {"Q": Answers(everybody, everybody, chosen)}, domains, np.ones(300))
    hidden = hidden_figures(wave, RULE)
    assert hidden.filter(pl.col("domain") != "all").height > 0
    assert hidden.filter((pl.col("domain") == "all") & (pl.col("reason") == "complementary")).is_empty()
    assert_nothing_is_given_away(wave, hidden)


def test_a_public_question_hides_nothing():
    question, answers = single("Q", TWO_IN_THE_NORTH)
    public = Question("Q", "single", "public", question.options)
    assert hidden_figures(wave_of(public, answers, TWO_IN_THE_NORTH), RULE).height == 0


def test_weights_do_not_give_a_hidden_count_back():
    """The hidden count of a band follows from the weighted total if that stays: so it does not stay."""
    counts = {"large": {"yes": 2, "no": 30}, "middle": {"yes": 9, "no": 61}, "small": {"yes": 80, "no": 300}}
    question, answers = single("Q", counts)
    weights = np.repeat([1.2, 1.5, 1.9], [32, 70, 380])
    wave = Wave("w", (question,), {"Q": answers}, {"area": np.repeat(list(counts), [32, 70, 380])}, weights)
    hidden = hidden_figures(wave, RULE)
    assert hidden.filter(pl.col("is_weighted") & (pl.col("domain") == "all") & (pl.col("option_code") == "yes")).height
    assert_nothing_is_given_away(wave, hidden)


def test_weights_that_differ_by_their_last_bits_are_one_weight():
    question, answers = single("Q", {"A": {"1": 2, "2": 1}})
    wave = Wave("w", (question,), {"Q": answers}, {"area": np.repeat("A", 3)}, np.array([0.1 + 0.2, 0.3, 1.5]))
    assert wave.weight_class.tolist() == [0, 0, 1]


def routed_wave(parent_type="single"):
    """40 bodies, of which 12 have offices (2 in the north): those are asked how many."""
    area = np.repeat(["north", "south", "west"], [14, 13, 13])
    has = np.zeros(40, dtype=bool)
    has[[0, 1, *range(14, 24), *range(27, 38)]] = True
    everybody = np.ones(40, dtype=bool)
    many = np.arange(40) % 2 == 0
    parent = Question("P", parent_type, "aggregate", ("1", "2"))
    child = Question("C", "single", "aggregate", ("few", "many"), routing=("P", frozenset({"1"})))
    answers = {
        "P": Answers(everybody, everybody, np.column_stack([has, ~has])),
        "C": Answers(has, has, np.column_stack([~many & has, many & has])),
    }
    return Wave("w", (parent, child), answers, {"area": area}, np.ones(40))


@pytest.mark.parametrize("parent_type", ["single", "multiple"])
def test_the_base_of_a_routed_question_does_not_give_its_filter_back(parent_type):
    wave = routed_wave(parent_type)
    hidden = hidden_figures(wave, RULE)
    assert hidden.filter(question_id="P", domain_value="north", option_code="1").height
    assert hidden.filter(question_id="C", domain_value="north", kind="eligible").height
    assert_nothing_is_given_away(wave, hidden)


def test_a_panel_and_the_rest_do_not_give_a_count_back():
    """10 of 80 chose it, 9 of them in the panel: the one outside follows by subtraction unless it is hidden."""
    counts = {"north": {"yes": 5, "no": 35}, "south": {"yes": 5, "no": 35}}
    question, answers = single("Q", counts)
    panel = np.ones(80, dtype=bool)
    panel[[0, *range(10, 30)]] = False
    answers = Answers(answers.eligible, answers.valid, answers.chosen, {"before": panel})
    wave = wave_of(question, answers, counts)
    hidden = hidden_figures(wave, RULE)
    assert hidden.filter(domain="panel:before", domain_value="panel", option_code="yes").height
    assert_nothing_is_given_away(wave, hidden)


def test_the_number_of_bodies_that_did_not_tick_an_option_is_protected_too():
    area = np.repeat(["north", "south"], [30, 30])
    chosen = np.ones((60, 2), dtype=bool)
    chosen[[0, *range(30, 45)], 1] = False  # in the north all but one ticked the second
    everybody = np.ones(60, dtype=bool)
    question = Question("M", "multiple", "aggregate", ("1", "2"))
    wave = Wave("w", (question,), {"M": Answers(everybody, everybody, chosen)}, {"area": area}, np.ones(60))
    hidden = hidden_figures(wave, RULE)
    assert hidden.filter(domain_value="north", option_code="2")["reason"].to_list() == ["primary"]
    assert_nothing_is_given_away(wave, hidden)


def test_a_domain_value_with_one_respondent_tells_no_more_than_that_he_answered():
    counts = {"north": {"yes": 1, "no": 0}, "south": {"yes": 19, "no": 31}, "west": {"yes": 12, "no": 30}}
    wave = wave_of(*single("Q", counts), counts)
    assert_nothing_is_given_away(wave, hidden_figures(wave, RULE))


def test_answers_that_contradict_the_questionnaire_are_refused():
    question, answers = single("Q", TWO_IN_THE_NORTH)
    twice = answers.chosen.copy()
    twice[0] = True
    broken = Answers(answers.eligible, answers.valid, twice)
    with pytest.raises(ValueError, match="contradict"):
        hidden_figures(wave_of(question, broken, TWO_IN_THE_NORTH), RULE)


@st.composite
def small_waves(draw):
    """Two to four areas in two regions, two weight classes, a single and a multiple question, some gaps."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    units = draw(st.integers(15, 90))
    areas = draw(st.integers(2, 4))
    area = random.integers(0, areas, units)
    options = draw(st.integers(2, 4))
    shares = random.dirichlet(np.full(options, draw(st.sampled_from([0.5, 2.0]))))
    valid = random.random(units) > draw(st.sampled_from([0.0, 0.1]))
    codes = tuple(str(code + 1) for code in range(options))
    chosen = np.eye(options, dtype=bool)[random.choice(options, units, p=shares)] & valid[:, None]
    asked = chosen[:, 0]
    ticked = (random.random((units, 3)) < 0.4) & asked[:, None]
    everybody = np.ones(units, dtype=bool)
    return Wave(
        "w",
        (
            Question("Q", "single", "aggregate", codes, combined=(("T", frozenset(codes[:2])),)),
            Question(
                "M",
                "multiple",
                "aggregate",
                ("1", "2", "3"),
                routing=("Q", frozenset({"1"})),
                combined=(("T", frozenset({"1", "2"})),),
            ),
        ),
        {"Q": Answers(everybody, valid, chosen), "M": Answers(asked, ticked.any(axis=1), ticked)},
        {
            "area": np.char.add("a", area.astype(str)),
            "region": np.where(area % 2 == 0, "even", "odd"),
        },
        np.where(random.random(units) < 0.5, 1.0, draw(st.sampled_from([1.0, 1.7]))),
    )


@pytest.mark.thorough
@settings(max_examples=25, deadline=None)
@given(small_waves())
def test_no_linear_program_over_what_is_shown_recovers_a_hidden_count(wave):
    hidden = hidden_figures(wave, RULE)
    assert_nothing_is_given_away(wave, hidden)
    # … and every small count is among the hidden.
    for group in linked_questions(wave):
        cells = build_system(wave, group).cells.filter(
            (pl.col("kind") == "option") & (pl.col("weight_class") < 0) & pl.col("count").is_between(1, 2)
        )
        keys = set(hidden.filter(~pl.col("is_weighted")).select(KEY[:5]).rows())
        assert set(cells.select(KEY[:5]).rows()) <= keys


@pytest.mark.thorough
@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=6, max_size=6))
def test_on_tiny_tables_of_ticks_neither_an_option_nor_who_chose_only_one_of_two_is_given_back(cells):
    """Every number of bodies that ticked only 1, only 2 or both, in two areas, that fits what is shown."""
    per_area = {"x": cells[:3], "y": cells[3:]}
    if not all(sum(numbers) for numbers in per_area.values()):
        return
    ticked = np.array([[True, False], [False, True], [True, True]])
    chosen = np.concatenate([np.repeat(ticked, numbers, axis=0) for numbers in per_area.values()])
    area = np.repeat(list(per_area), [sum(numbers) for numbers in per_area.values()])
    everybody = np.ones(len(area), dtype=bool)
    question = Question("M", "multiple", "aggregate", ("1", "2"), combined=(("T", frozenset({"1", "2"})),))
    wave = Wave("w", (question,), {"M": Answers(everybody, everybody, chosen)}, {"area": area}, np.ones(len(area)))
    hidden = set(
        hidden_figures(wave, Rule(threshold=3, minimum_base=0)).filter(is_weighted=False)
        .select("domain_value", "kind", "option_code").rows()
    )  # fmt: skip

    def figures(only_1, only_2, both):
        base = only_1 + only_2 + both
        return {("option", "1"): only_1 + both, ("option", "2"): only_2 + both, ("option", "T"): base, ("valid", ""): base}

    def shown(value, numbers):
        return [count for name, count in figures(*numbers).items() if (value, *name) not in hidden]

    sizes = {value: sum(numbers) for value, numbers in per_area.items()}
    fitting = {
        value: [
            numbers
            for numbers in itertools.product(range(sizes[value] + 1), repeat=3)
            if sum(numbers) == sizes[value] and shown(value, numbers) == shown(value, per_area[value])
        ]
        for value in per_area
    }
    both_areas = [
        (x, y)
        for x, y in itertools.product(fitting["x"], fitting["y"])
        if shown("all", np.add(x, y)) == shown("all", np.add(cells[:3], cells[3:]))
    ]
    for place, value in enumerate(per_area):
        for at in range(3):  # only 1, only 2, both
            if per_area[value][at] not in (1, 2):
                continue
            seen = {pair[place][at] for pair in both_areas}
            assert max(seen) - min(seen) > 3 or seen == set(range(sizes[value] + 1)), (value, at, seen)


def test_a_combined_option_of_a_single_choice_does_not_give_its_members_back():
    """The upper two less the one shown is the other: 2 of 30 in the north."""
    counts = {
        "north": {"1": 2, "2": 9, "3": 19}, "south": {"1": 14, "2": 9, "3": 19}, "west": {"1": 12, "2": 9, "3": 19},
    }  # fmt: skip
    question, answers = single("Q", counts, combined=(("T", frozenset({"1", "2"})),))
    wave = wave_of(question, answers, counts)
    hidden = hidden_figures(wave, RULE)
    north = set(hidden.filter(domain_value="north", kind="option")["option_code"])
    assert "1" in north and north & {"2", "T"}
    assert_nothing_is_given_away(wave, hidden)


@pytest.mark.thorough
@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=6, max_size=6))
def test_on_tiny_tables_whole_numbers_do_not_give_a_count_back_either(cells):
    """Every table of whole numbers that fits what is shown, one by one: no hidden count is pinned down."""
    counts = {"x": dict(zip("abc", cells[:3], strict=True)), "y": dict(zip("abc", cells[3:], strict=True))}
    if not all(sum(by_option.values()) for by_option in counts.values()):
        return
    wave = wave_of(*single("Q", counts), counts)
    loose = Rule(threshold=3, minimum_base=0)
    hidden = set(
        hidden_figures(wave, loose).filter(kind="option", is_weighted=False)
        .select("domain_value", "option_code").rows()
    )  # fmt: skip
    hidden_bases = set(hidden_figures(wave, loose).filter(kind="valid")["domain_value"])
    assert not hidden_bases
    bases = {value: sum(by_option.values()) for value, by_option in counts.items()}

    def rows(area):
        """Every row of whole numbers with the right sum that fits the area's shown counts."""
        fixed = [None if (area, option) in hidden else counts[area][option] for option in "abc"]
        return [
            row
            for first, second in itertools.product(range(bases[area] + 1), repeat=2)
            if first + second <= bases[area]
            for row in [(first, second, bases[area] - first - second)]
            if all(known in (None, count) for known, count in zip(fixed, row, strict=True))
        ]

    totals = [None if ("all", option) in hidden else counts["x"][option] + counts["y"][option] for option in "abc"]
    seen: dict[tuple, set] = {key: set() for key in hidden if key[0] != "all"}
    for x, y in itertools.product(rows("x"), rows("y")):
        if all(total in (None, a + b) for total, a, b in zip(totals, x, y, strict=True)):
            for area, option in seen:
                seen[(area, option)].add((x if area == "x" else y)["abc".index(option)])
    for (value, option), values in seen.items():
        assert max(values) - min(values) > 3 or set(range(bases[value] + 1)) == values, (value, option, values)
