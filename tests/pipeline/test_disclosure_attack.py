"""A reader with patience: from the published tables alone, no hidden count can be worked out.

The reader takes `reports` as released, the questionnaire and the frame, and sets up every equation
they give: options and no answer make up the base, groups make up the total, prefectures make up
regions, bands and prefectures overlap in known bodies, a routed question's base is the count of its
filter, shares times bases are counts, weighted counts are weighted sums, combined options are sums of
their members. Linear programs then give the smallest and largest value of each hidden count. Nothing of
the product's own audit is used.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
import pytest
from scipy import sparse
from scipy.optimize import linprog

from tests.pipeline.warehouse_rows import tables

THRESHOLD = 3
GROUPS = {
    "sample_branch_services": (("Q03", "Q04"), ("Q05", "Q06"), ("Q07",)),
    "sample_branch_services_2": (("Q01",), ("Q02",), ("Q03",)),
}
CASES = [(wave, group) for wave, groups in GROUPS.items() for group in groups]


@dataclass
class Knowledge:
    """Unknown counts per option and group of bodies alike in everything, and what is known of them."""

    places: pl.DataFrame  # one row per group of bodies: population_band, region, prefecture, bodies, weight
    columns: dict[tuple[str, str], int]
    members: dict[tuple[str, str], list[str]]
    equations: list[tuple[np.ndarray, float]]
    ceilings: list[tuple[np.ndarray, float]]

    @property
    def size(self) -> int:
        return len(self.columns) * self.places.height

    def row(self, terms: dict[tuple[str, str], float], per_place: np.ndarray) -> np.ndarray:
        found = np.zeros(self.size)
        for name, factor in terms.items():
            start = self.columns[name] * self.places.height
            found[start : start + self.places.height] += factor * per_place
        return found

    def option(self, question: str, code: str) -> dict[tuple[str, str], float]:
        """A count as a sum of unknowns; the questions attacked here have combined options of single choices only."""
        return {(question, member): 1.0 for member in self.members.get((question, code), [code])}

    def inside(self, domain: str, value: str) -> np.ndarray:
        if domain == "all":
            return np.ones(self.places.height)
        return (self.places[domain] == value).to_numpy().astype(float)

    def programs(self):
        equal = sparse.csr_matrix(np.array([row for row, _ in self.equations]))
        above = sparse.csr_matrix(np.array([row for row, _ in self.ceilings]))
        return equal, [value for _, value in self.equations], above, [value for _, value in self.ceilings]


def knowledge(warehouse, wave, group, estimates) -> Knowledge:
    domains = tables(warehouse, f"select distinct domain from reports.survey_response_rate where wave_id = '{wave}'")
    used = sorted({*domains["domain"], "population_band", "region"} - {"all"})
    frame = tables(
        warehouse, f"select unit_id, attribute, value from raw.survey_frame_attribute where wave_id = '{wave}'"
    ).pivot("attribute", index="unit_id", values="value")
    places = frame.group_by(used).agg(bodies=pl.len()).sort(used)
    weights = tables(
        warehouse,
        "select attribute_value as population_band, 1.0 * n_frame / n_respondents as weight "
        f"from reports.survey_weighting where wave_id = '{wave}' and weighting = 'poststratified'",
    ).cast({"population_band": pl.String, "weight": pl.Float64})
    places = places.join(weights, on="population_band", how="left", maintain_order="left")
    questions = tables(warehouse, f"select * from reports.survey_question where wave_id = '{wave}'").filter(
        pl.col("question_id").is_in(group)
    )
    options = {
        name: list(rows["option_code"])
        for (name,), rows in tables(
            warehouse, f"select * from raw.survey_option where wave_id = '{wave}' order by position"
        ).group_by("question_id")
    }
    routing = tables(warehouse, f"select * from raw.survey_routing where wave_id = '{wave}'")
    names = [(name, part) for name in group for part in (*options[name], "NA", "valid", "eligible")]
    combined = tables(warehouse, f"select * from raw.survey_combined_option where wave_id = '{wave}'")
    members = {key: list(rows["member_code"]) for key, rows in combined.group_by("question_id", "option_code")}
    known = Knowledge(places, {name: at for at, name in enumerate(names)}, members, [], [])
    know_the_form(known, questions, options, routing)
    know_the_counts(known, warehouse, wave, questions)
    know_the_estimates(known, estimates.filter(pl.col("question_id").is_in(group)))
    know_the_bases(known, warehouse, wave, group)
    return known


def know_the_form(known: Knowledge, questions, options, routing) -> None:
    """What the questionnaire itself says of every place: answers add up, and who is asked follows from routing."""
    places = known.places
    for at in range(places.height):
        here = np.zeros(places.height)
        here[at] = 1.0
        for question in questions.iter_rows(named=True):
            name = question["question_id"]
            chosen = {(name, code): 1.0 for code in options[name]}
            base = {(name, "valid"): -1.0}
            known.equations.append((known.row({(name, "valid"): 1.0, (name, "NA"): 1.0, (name, "eligible"): -1.0}, here), 0.0))
            if question["question_type"] == "single":
                known.equations.append((known.row(chosen | base, here), 0.0))
            else:
                known.ceilings += [(known.row({key: 1.0} | base, here), 0.0) for key in chosen]
                known.ceilings.append((known.row(dict.fromkeys(chosen, -1.0) | {(name, "valid"): 1.0}, here), 0.0))
            mine = routing.filter(pl.col("question_id") == name)
            if mine.is_empty():
                known.ceilings.append((known.row({(name, "eligible"): 1.0}, here), float(places["bodies"][at])))
                continue
            parent = mine["asked_if_question_id"][0]
            leads = {(parent, code): 1.0 for code in mine["asked_if_option_code"]}
            asked = {(name, "eligible"): -1.0}
            if len(leads) == 1:
                known.equations.append((known.row(leads | asked, here), 0.0))
            else:
                known.ceilings += [(known.row({key: 1.0} | asked, here), 0.0) for key in leads]
                known.ceilings.append((known.row(dict.fromkeys(leads, -1.0) | {(name, "eligible"): 1.0}, here), 0.0))


def know_the_counts(known: Knowledge, warehouse, wave, questions) -> None:
    """How many responded in each domain, and how many were asked and answered in all."""
    rates = tables(warehouse, f"select * from reports.survey_response_rate where wave_id = '{wave}'")
    for rate in rates.iter_rows(named=True):
        inside = known.inside(rate["domain"], rate["domain_value"])
        for question in questions.filter(pl.col("asked_if_question_id").is_null()).iter_rows(named=True):
            terms = {(question["question_id"], "eligible"): 1.0}
            known.equations.append((known.row(terms, inside), float(rate["n_respondents"])))
    for question in questions.iter_rows(named=True):
        for column, part in (("n_eligible", "eligible"), ("n_answered", "valid")):
            if question[column] is not None:
                terms = {(question["question_id"], part): 1.0}
                known.equations.append((known.row(terms, known.inside("all", "all")), float(question[column])))


def know_the_estimates(known: Knowledge, estimates) -> None:
    weight = known.places["weight"].to_numpy()
    for row in estimates.iter_rows(named=True):
        inside = known.inside(row["domain"], row["domain_value"])
        if row["weighting"] == "poststratified":
            inside = inside * weight
        elif row["weighting"] != "unweighted":
            continue  # raking weights are published nowhere
        base, count = row["n_base"], row["n_yes"]
        if row["weighting"] == "poststratified":
            base = row["weighted_base"]
            count = None if row["share"] is None else row["share"] * base
        elif count is None and row["share"] is not None:
            count = row["share"] * base
        if base is not None:
            known.equations.append((known.row({(row["question_id"], row["base"]): 1.0}, inside), float(base)))
        if count is not None:
            terms = known.option(row["question_id"], row["option_code"])
            known.equations.append((known.row(terms, inside), float(count)))


def know_the_bases(known: Knowledge, warehouse, wave, group) -> None:
    weights = {"unweighted": 1.0, "poststratified": known.places["weight"].to_numpy()}
    bases = tables(warehouse, f"select * from reports.survey_base where wave_id = '{wave}'")
    for row in bases.filter(pl.col("question_id").is_in(group)).iter_rows(named=True):
        weight = weights.get(row["weighting"])
        total = row["n_base"] if row["weighting"] == "unweighted" else row["weighted_base"]
        if weight is not None and total is not None:
            everybody = known.inside("all", "all") * weight
            found = known.row({(row["question_id"], row["base"]): 1.0}, everybody)
            known.ceilings += [(found, total + 1e-5), (-found, 1e-5 - total)]  # weighted ones are rounded


def bounds(known: Knowledge, programs, question, option, domain, value) -> tuple[float, float]:
    equal, equal_to, above, at_most = programs
    goal = known.row(known.option(question, option), known.inside(domain, value))
    found = []
    for sign in (1.0, -1.0):
        result = linprog(sign * goal, A_ub=above, b_ub=at_most, A_eq=equal, b_eq=equal_to, bounds=(0, None), method="highs")
        assert result.status == 0, result.message
        found.append(sign * result.fun)
    return found[0], found[1]


@pytest.fixture(scope="module")
def published(built_warehouse) -> pl.DataFrame:
    return tables(built_warehouse, "select * from reports.survey_estimate where has_sample")


@pytest.fixture(scope="module")
def truth(built_warehouse) -> pl.DataFrame:
    """What a reader does not have; only to check that he does not find it."""
    return tables(
        built_warehouse,
        "select wave_id, question_id, option_code, domain, domain_value, n_yes as true_count, n_base as true_base "
        "from survey.fct_estimate where base = 'valid' and weighting = 'unweighted'",
    )


def hidden_cells(published, truth, wave, group) -> list[tuple]:
    """Counts that neither base shows: all of the nation, bands and regions, every ninth of the prefectures."""
    key = ["wave_id", "question_id", "option_code", "domain", "domain_value"]
    hidden = (
        published.filter(
            (pl.col("wave_id") == wave) & pl.col("question_id").is_in(group) & (pl.col("weighting") == "unweighted")
        )
        .group_by(key)
        .agg(is_hidden=pl.col("n_yes").is_null().all())
        .filter("is_hidden")
        .join(truth, on=key)
        .sort(key)
    )
    return (
        hidden.with_row_index()
        .filter((pl.col("domain") != "prefecture") | (pl.col("index") % 9 == 0))
        .select("question_id", "option_code", "domain", "domain_value", "true_count", "true_base")
        .rows()
    )


@pytest.mark.parametrize(("wave", "group"), CASES)
def test_no_hidden_count_can_be_worked_out_from_the_published_tables(built_warehouse, published, truth, wave, group):
    cells = hidden_cells(published, truth, wave, group)
    if not cells:
        return
    known = knowledge(built_warehouse, wave, group, published.filter(pl.col("wave_id") == wave))
    programs = known.programs()
    for question, option, domain, value, count, _ in cells:
        low, high = bounds(known, programs, question, option, domain, value)
        assert low - 1e-6 <= count <= high + 1e-6, "the reader's equations contradict the answers"
        assert high - low > THRESHOLD + 1e-6, (question, option, domain, value, low, high)


def test_the_attack_succeeds_where_only_small_counts_are_hidden(built_warehouse, published, truth):
    """With everything shown but the small counts themselves the reader finds them: the attack can succeed."""
    wave, group = CASES[2]
    key = ["wave_id", "question_id", "option_code", "domain", "domain_value"]
    small = pl.col("true_count").is_between(1, 2) | (pl.col("true_base") - pl.col("true_count")).is_between(1, 2)
    careless = (
        published.filter((pl.col("wave_id") == wave) & (pl.col("weighting") == "unweighted"))
        .filter(pl.col("base") == "valid")
        .join(truth, on=key)
        .with_columns(n_yes=pl.when(~small).then("true_count"), n_base=pl.col("true_base"), share=pl.lit(None, pl.Float64))
    )
    cells = [cell for cell in hidden_cells(published, truth, wave, group) if cell[4] in (1, 2)]
    known = knowledge(built_warehouse, wave, group, careless)
    programs = known.programs()
    widths = [np.ptp(bounds(known, programs, *cell[:4])) for cell in cells]
    assert min(widths) <= THRESHOLD


def test_every_small_count_is_hidden(built_warehouse, published, truth):
    classes = tables(built_warehouse, "select wave_id, question_id, disclosure from reports.survey_question")
    key = ["wave_id", "question_id", "option_code", "domain", "domain_value"]
    rows = published.join(truth, on=key).join(classes, on=["wave_id", "question_id"])
    few = pl.col("true_count").is_between(1, 2) | (pl.col("true_base") - pl.col("true_count")).is_between(1, 2)
    small = rows.filter((pl.col("disclosure") == "aggregate") & (few | (pl.col("true_base") < 10)))
    assert small.height > 100
    figures = ["n_base", "n_yes", "weighted_base", "share", "standard_error", "ci_low", "ci_high", "design_effect"]
    assert small.filter(pl.col("base") == "valid").select(pl.col(figures).is_null().all()).row(0) == (True,) * len(figures)
    assert small["n_yes"].null_count() == small.height


def test_differences_between_waves_give_no_small_group_away(built_warehouse):
    """Share times panel is a count, and the total less the panel is another."""
    shown = tables(
        built_warehouse,
        "select d.*, f.n_yes as from_yes, f.n_base as from_base, t.n_yes as to_yes, t.n_base as to_base "
        "from reports.survey_wave_difference as d "
        "join survey.fct_estimate as f on f.wave_id = d.from_wave_id and f.question_id = d.from_question_id "
        "and f.option_code = d.option_code and f.domain = 'all' and f.base = 'valid' and f.weighting = 'unweighted' "
        "join survey.fct_estimate as t on t.wave_id = d.to_wave_id and t.question_id = d.question_id "
        "and t.option_code = d.option_code and t.domain = 'all' and t.base = 'valid' and t.weighting = 'unweighted' "
        "where d.method = 'paired' and d.disclosure_flag is null",
    )
    assert shown.height > 0
    for row in shown.iter_rows(named=True):
        for side in ("from", "to"):
            inside = round(row[f"share_{side}"] * row["n_panel"])
            groups = (
                inside,
                row["n_panel"] - inside,
                row[f"{side}_yes"] - inside,
                row[f"{side}_base"] - row["n_panel"] - (row[f"{side}_yes"] - inside),
            )
            assert not {1, 2} & set(groups), (row["question_id"], row["option_code"], groups)
