"""A reader with patience: from the published tables alone, no hidden count can be worked out.

The reader takes `reports` as released, the questionnaire and the frame, and sets up every equation
they give: options and no answer make up the base, groups make up the total, prefectures make up
regions, bands and prefectures overlap in known bodies, a routed question's base is the count of its
filter, shares times bases are counts, weighted counts are weighted sums, combined options are sums of
their members. Linear programs then give the smallest and largest value of each hidden count. The same is
tried on totals of numbers: means times bases, weighted totals, ratios. Nothing of the product's own
audit is used.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
import polars as pl
import pytest
from scipy import sparse
from scipy.optimize import linprog

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


def tables(warehouse, sql) -> pl.DataFrame:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        found = connection.sql(sql)
        return pl.DataFrame(found.fetchall(), schema=found.columns, orient="row", infer_schema_length=None)


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
    members = {
        key: list(rows["member_code"]) for key, rows in combined.group_by("question_id", "option_code")
    }
    known = Knowledge(places, {name: at for at, name in enumerate(names)}, members, [], [])

    for at in range(places.height):
        here = np.zeros(places.height)
        here[at] = 1.0
        for question in questions.iter_rows(named=True):
            name = question["question_id"]
            chosen = {(name, code): 1.0 for code in options[name]}
            base = {(name, "valid"): -1.0}
            known.equations.append(
                (known.row({(name, "valid"): 1.0, (name, "NA"): 1.0, (name, "eligible"): -1.0}, here), 0.0)
            )
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
                known.ceilings.append(
                    (known.row(dict.fromkeys(leads, -1.0) | {(name, "eligible"): 1.0}, here), 0.0)
                )

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
    for row in estimates.filter(pl.col("question_id").is_in(group)).iter_rows(named=True):
        inside = known.inside(row["domain"], row["domain_value"])
        if row["weighting"] == "poststratified":
            inside = inside * places["weight"].to_numpy()
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
    bases = tables(warehouse, f"select * from reports.survey_base where wave_id = '{wave}'")
    for row in bases.filter(pl.col("question_id").is_in(group)).iter_rows(named=True):
        weight = {"unweighted": 1.0, "poststratified": places["weight"].to_numpy()}.get(row["weighting"])
        total = row["n_base"] if row["weighting"] == "unweighted" else row["weighted_base"]
        if weight is not None and total is not None:
            everybody = known.inside("all", "all") * weight
            found = known.row({(row["question_id"], row["base"]): 1.0}, everybody)
            known.ceilings += [(found, total + 1e-5), (-found, 1e-5 - total)]  # weighted ones are rounded
    return known


def bounds(known: Knowledge, programs, question, option, domain, value) -> tuple[float, float]:
    equal, equal_to, above, at_most = programs
    goal = known.row(known.option(question, option), known.inside(domain, value))
    found = []
    for sign in (1.0, -1.0):
        result = linprog(
            sign * goal, A_ub=above, b_ub=at_most, A_eq=equal, b_eq=equal_to, bounds=(0, None), method="highs"
        )
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
        .with_columns(
            n_yes=pl.when(~small).then("true_count"), n_base=pl.col("true_base"), share=pl.lit(None, pl.Float64)
        )
    )
    cells = [cell for cell in hidden_cells(published, truth, wave, group) if cell[4] in (1, 2)]
    known = knowledge(built_warehouse, wave, group, careless)
    programs = known.programs()
    widths = [np.ptp(bounds(known, programs, *cell[:4])) for cell in cells]
    assert min(widths) <= THRESHOLD


@pytest.fixture(scope="module")
def numbers(built_warehouse) -> pl.DataFrame:
    """The numbers given in the first sample wave, by body; what a reader does not have."""
    return tables(
        built_warehouse,
        "select a.question_id, a.unit_id, a.value, u.population_band, u.region, u.prefecture, w.weight "
        "from survey.fct_answer as a join survey.fct_weight as w on w.wave_id = a.wave_id and w.unit_id = a.unit_id "
        "and w.weighting = 'poststratified' join (pivot (select unit_id, attribute, value from raw.survey_frame_attribute "
        "where wave_id = 'sample_branch_services') on attribute using first(value)) as u on u.unit_id = a.unit_id "
        "where a.wave_id = 'sample_branch_services' and a.question_id in ('Q08', 'Q08A')",
    ).sort("question_id", "unit_id")


def inside_of(units: pl.DataFrame, domain: str, value: str) -> np.ndarray:
    return np.ones(units.height, bool) if domain == "all" else (units[domain] == value).to_numpy()


def test_no_total_of_a_few_or_dominated_bodies_follows_from_the_published_numbers(built_warehouse, numbers):
    """Every number is an unknown of its own; how many gave one, and who, is taken as known."""
    shown = tables(
        built_warehouse,
        "select * from reports.survey_numeric_estimate where wave_id = 'sample_branch_services' "
        "and question_id in ('Q08', 'Q08A') and statistic in ('mean', 'total', 'ratio')",
    )
    weight, values = numbers["weight"].to_numpy(), numbers["value"].to_numpy()
    of = {name: (numbers["question_id"] == name).to_numpy() for name in ("Q08", "Q08A")}
    gave_both = numbers["unit_id"].is_in(numbers.filter(of["Q08A"])["unit_id"].implode()) & numbers["unit_id"].is_in(
        numbers.filter(of["Q08"])["unit_id"].implode()
    )
    both = gave_both.to_numpy()
    equations, totals, hidden = [], [], []
    for row in shown.iter_rows(named=True):
        here = inside_of(numbers, row["domain"], row["domain_value"])
        factor = weight if row["weighting"] == "poststratified" else np.ones(numbers.height)
        mine = here & of[row["question_id"]]
        if row["statistic"] == "ratio":
            if row["estimate"] is not None:
                equations.append(factor * here * both * (of["Q08A"] - row["estimate"] * of["Q08"]))
                totals.append(0.0)
        elif row["estimate"] is None:
            hidden += [(row, mine)] if row["statistic"] == "mean" and row["weighting"] == "unweighted" else []
        elif row["statistic"] == "mean":
            equations.append(factor * mine)
            totals.append(row["estimate"] * (factor * mine).sum())
    assert len(hidden) > 10 and len(equations) > 100
    assert np.abs(np.array(equations) @ values - totals).max() < 1e-6, "the reader's equations contradict the answers"
    # Bodies alike in all equations are one unknown: their sum.
    columns, first = np.unique(np.array(equations + [mine for _, mine in hidden]).T, axis=0, return_inverse=True)
    sums = np.bincount(first.ravel(), weights=values)
    known, goals = columns.T[: len(equations)], columns.T[len(equations) :]
    for (row, mine), goal in zip(hidden, goals, strict=True):
        largest = values[mine].max()
        ends = [
            sign * linprog(sign * goal, A_eq=known, b_eq=known @ sums, bounds=(0, None), method="highs").fun
            for sign in (1.0, -1.0)
        ]
        place = (row["question_id"], row["domain"], row["domain_value"])
        assert ends[1] - ends[0] > 0.1 * largest, (place, ends, largest)


def test_quartiles_and_their_limits_are_never_the_numbers_of_one_or_two_bodies(built_warehouse, numbers):
    shown = tables(
        built_warehouse,
        "select * from reports.survey_numeric_estimate where wave_id = 'sample_branch_services' "
        "and question_id in ('Q08', 'Q08A') and statistic in ('p25', 'p50', 'p75')",
    )
    checked = 0
    for row in shown.iter_rows(named=True):
        here = numbers.filter(inside_of(numbers, row["domain"], row["domain_value"])).filter(
            pl.col("question_id") == row["question_id"]
        )["value"]
        for low, high in ((row["estimate"], row["estimate"]), (row["ci_low"], row["ci_high"])):
            if low is not None:
                assert (here <= low).sum() >= THRESHOLD and (here >= high).sum() >= THRESHOLD, row
                checked += 1
    assert checked > 200


def test_every_small_count_is_hidden(built_warehouse, published, truth):
    classes = tables(built_warehouse, "select wave_id, question_id, disclosure from reports.survey_question")
    key = ["wave_id", "question_id", "option_code", "domain", "domain_value"]
    rows = published.join(truth, on=key).join(classes, on=["wave_id", "question_id"])
    few = pl.col("true_count").is_between(1, 2) | (pl.col("true_base") - pl.col("true_count")).is_between(1, 2)
    small = rows.filter((pl.col("disclosure") == "aggregate") & (few | (pl.col("true_base") < 10)))
    assert small.height > 100
    figures = ["n_base", "n_yes", "weighted_base", "share", "standard_error", "ci_low", "ci_high", "design_effect"]
    assert small.filter(pl.col("base") == "valid").select(pl.col(figures).is_null().all()).row(0) == (True,) * len(
        figures
    )
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


def test_differences_of_groups_follow_from_the_published_figures(built_warehouse):
    """A reader computes every published number of them from the two published shares and errors alone."""
    shown = tables(built_warehouse, "select * from reports.survey_group_difference where statistic = 'share'")
    shares = tables(
        built_warehouse,
        "select wave_id, question_id, option_code, domain, weighting, domain_value, share, standard_error as error "
        "from reports.survey_estimate where base = 'valid' and share is not null",
    )
    place = ["wave_id", "question_id", "option_code", "domain", "weighting"]
    pairs = shown.join(shares, on=[*place, "domain_value"]).join(
        shares.rename({"domain_value": "other_domain_value", "share": "other_share", "error": "other_error"}),
        on=[*place, "other_domain_value"],
    )
    assert pairs.height == shown.height > 500, "a difference is published whose shares are not"
    np.testing.assert_allclose(pairs["difference"], pairs["share"] - pairs["other_share"], atol=1e-12)

    public = tables(built_warehouse, "select wave_id, question_id from reports.survey_question where disclosure = 'public'")
    secret = pairs.join(public, on=["wave_id", "question_id"], how="anti")
    told = secret.filter(~pl.col("withholds_error"))
    assert told.height > 500
    np.testing.assert_allclose(told["standard_error"], np.hypot(told["error"], told["other_error"]), rtol=1e-8, atol=1e-12)
    withheld = secret.filter("withholds_error")
    assert withheld.height > 100
    errors = ["standard_error", "degrees_of_freedom", "ci_low", "ci_high", "p_value", "p_value_adjusted"]
    assert withheld.select(pl.col(errors).is_null().all()).row(0) == (True,) * len(errors)

    # Adjusted over the published p values; those of pairs that are not published are in no rank of it.
    for _, family in told.filter(pl.col("p_value_adjusted").is_not_null()).group_by(place):
        p = np.sort(family["p_value"].to_numpy())
        holm = np.maximum.accumulate(np.minimum(p * np.arange(p.size, 0, -1), 1))
        np.testing.assert_allclose(np.sort(family["p_value_adjusted"].to_numpy()), holm, rtol=1e-9)


def test_means_of_few_bodies_cannot_be_found_from_differences_of_groups(built_warehouse):
    """Errors across cells would give the sum of each group in each cell, and so the answer of a body alone in one."""
    shown = tables(
        built_warehouse,
        "select d.*, a.standard_error as error, b.standard_error as other_error "
        "from reports.survey_group_difference as d "
        "join reports.survey_question as q on q.wave_id = d.wave_id and q.question_id = d.question_id "
        "left join reports.survey_numeric_estimate as a on a.wave_id = d.wave_id and a.question_id = d.question_id "
        "and a.domain = d.domain and a.domain_value = d.domain_value and a.weighting = d.weighting and a.statistic = 'mean' "
        "left join reports.survey_numeric_estimate as b on b.wave_id = d.wave_id and b.question_id = d.question_id "
        "and b.domain = d.domain and b.domain_value = d.other_domain_value and b.weighting = d.weighting and b.statistic = 'mean' "
        "where d.statistic = 'mean' and q.disclosure = 'aggregate'",
    )
    assert shown.height > 50
    assert shown["error"].null_count() == shown["other_error"].null_count() == 0
    told = shown.filter(~pl.col("withholds_error"))
    assert 0 < told.height < shown.height
    np.testing.assert_allclose(told["standard_error"], np.hypot(told["error"], told["other_error"]), rtol=1e-8)
    assert shown.filter("withholds_error")["p_value"].null_count() == shown.height - told.height
