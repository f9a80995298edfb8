"""Figures of the reference survey by the functions of estimation, without a warehouse: python -m … <file.parquet>.

A process of its own, so that a test can choose the kernel that linear algebra is done with. A row is one
figure: kind, weighting, question_id, option_code, domain, domain_value, other_value, statistic, value.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np
import polars as pl
import yaml

from dagster_project.estimation.association import rao_scott
from dagster_project.estimation.calibration import Margin, rake
from dagster_project.estimation.differences import METHODS, WaveAnswers
from dagster_project.estimation.group_differences import mean_differences, raked_differences
from dagster_project.estimation.intervals import rule, t_test
from dagster_project.estimation.numeric_answers import numeric_answers
from dagster_project.estimation.numeric_estimates import numeric_estimates, ratio_estimates
from dagster_project.estimation.raked_categories import raked_categories
from dagster_project.estimation.raked_shares import raked_shares
from dagster_project.estimation.relations import Columns
from dagster_project.estimation.wave_designs import wave_designs
from dagster_project.settings import PROJECT_ROOT

FIXTURE = PROJECT_ROOT / "tests/fixtures/survey"
DOMAINS = ["all", "kind", "pop_class", "region", "depop"]
MARGINS = ["pop_class", "region", "depop"]
STRATA = {"unweighted": "all", "stratified": "pop_class", "poststratified": "pop_class", "raked": "all"}
KEY = ["weighting", "question_id", "option_code", "domain", "domain_value", "other_value"]


class Survey:
    """The reference survey as the columns that the survey models hand to the functions; keys count from 0."""

    def __init__(self) -> None:
        described = yaml.safe_load((FIXTURE / "instrument.yml").read_text(encoding="utf-8"))["questions"]
        self.frame = pl.read_csv(FIXTURE / "frame.csv", infer_schema=False).with_columns(all=pl.lit("all"))
        answers = pl.read_parquet(FIXTURE / "answers.parquet")
        self.units = (
            self.frame.join(answers.select("unit_id").unique(), on="unit_id")
            .sort("unit_id")
            .with_row_index("unit_key")
            .with_columns(profile_key=pl.struct(DOMAINS).rank("dense") - 1)
        )
        self.questions = pl.DataFrame(
            [(question["id"], question["type"]) for question in described],
            schema=["question_id", "question_type"],
            orient="row",
        ).with_row_index("question_key")
        self.options = pl.DataFrame(
            [(question["id"], str(option["code"])) for question in described for option in question.get("options", [])],
            schema=["question_id", "option_code"],
            orient="row",
        ).with_row_index("option_key")
        self.domains = (
            pl.concat([self.units.select(domain=pl.lit(name), domain_value=name).unique() for name in DOMAINS])
            .sort("domain", "domain_value")
            .with_row_index("domain_key")
        )
        self.answers = answers.join(self.units.select("unit_id", "unit_key", "profile_key"), on="unit_id").join(
            self.questions, on="question_id"
        )
        asked = self.answers.filter(pl.col("status") != "skipped")
        self.asked = asked.select("question_key", "unit_key", "profile_key", is_answered=pl.col("status") == "ok").unique()
        self.cells = self._cells()
        self.weights = self._weights()

    def _cells(self) -> pl.DataFrame:
        """One row per weighting and cell."""
        sizes = [
            self.frame.group_by(cell=stratum)
            .len("n_frame")
            .join(self.units.group_by(cell=stratum).len("n_respondents"), on="cell")
            .select(pl.lit(weighting).alias("weighting"), "cell", "n_frame", "n_respondents")
            for weighting, stratum in STRATA.items()
        ]
        return pl.concat(sizes).sort("weighting", "cell").with_row_index("cell_key")

    def _weights(self) -> pl.DataFrame:
        """One row per respondent and weighting, as int_respondent_design."""
        found = [
            self.units.select("unit_key", "profile_key", cell=stratum, weighting=pl.lit(weighting))
            for weighting, stratum in STRATA.items()
        ]
        rows = pl.concat(found).join(self.cells, on=["weighting", "cell"], maintain_order="left")
        rows = rows.with_columns(base_weight=pl.col("n_frame") / pl.col("n_respondents"))
        base_weight = rows.filter(weighting="raked")["base_weight"].to_numpy()
        raked = pl.DataFrame({"unit_key": self.units["unit_key"], "raked": rake(base_weight, self._margins(), "w1")})
        is_raked = pl.col("weighting") == "raked"
        return rows.join(raked, on="unit_key", maintain_order="left").with_columns(
            weight=pl.when(is_raked).then("raked").otherwise("base_weight"), wave_id=pl.lit("w1")
        )

    def _margins(self) -> list[Margin]:
        margins = []
        for name in MARGINS:
            totals = self.frame.group_by(name).len().sort(name)
            level = np.searchsorted(totals[name].to_numpy(), self.units[name].to_numpy())
            margins.append(Margin(name, level, totals[name].to_list(), totals["len"].to_numpy().astype(float)))
        return margins

    def levels(self, key: str) -> pl.DataFrame:
        """The levels of the margins of each row of the key."""
        found = [self.units.select(key, margin=pl.lit(name), value=name).unique() for name in MARGINS]
        return pl.concat(found).select(key=key, level_key=pl.struct("margin", "value").rank("dense")).sort(pl.all())

    def members(self, key: str) -> pl.DataFrame:
        found = [self.units.select(key, domain=pl.lit(name), domain_value=name).unique() for name in DOMAINS]
        return pl.concat(found).join(self.domains, on=["domain", "domain_value"]).select(key, "domain_key").sort(pl.all())

    def profiles(self) -> pl.DataFrame:
        """One row per profile and weighting, as int_profile_cell."""
        alike = pl.col("wave_id", "cell_key", "base_weight", "weight").first()
        profiles = self.weights.group_by("profile_key", "weighting").agg(alike, size=pl.len())
        return profiles.sort("profile_key", "weighting").with_columns(key="profile_key")

    def bases(self) -> pl.DataFrame:
        counts = {"n_valid": pl.col("is_answered").sum(), "n_eligible": pl.len()}
        return self.asked.group_by("question_key", "profile_key").agg(**counts).sort(pl.all())

    def chosen(self, key: str) -> pl.DataFrame:
        return (
            self.answers.join(self.options, on=["question_id", "option_code"])
            .group_by("option_key", key)
            .agg(n_yes=pl.len())
            .sort(pl.all())
        )

    def categories(self) -> pl.DataFrame:
        """Every option of valid answers."""
        options = self.options.join(self.questions, on="question_id").sort("option_key")
        return options.select("question_key", "option_key", wave_id=pl.lit("w1"), base=pl.lit("valid")).with_row_index(
            "category_key"
        )


def columns(frame: pl.DataFrame) -> Columns:
    """As relations.columns gives them: signed whole numbers, texts as objects."""
    signed = frame.with_columns(pl.col(pl.UInt32, pl.UInt8, pl.UInt64).cast(pl.Int64))
    return {
        name: signed[name].to_numpy().astype(object) if signed[name].dtype == pl.String else signed[name].to_numpy()
        for name in frame.columns
    }


def named(kind: str, keys: dict, values: dict) -> Iterator[tuple]:
    """The figures of columns of values, each under its keys; what is no column holds for all."""
    names = {name: np.atleast_1d(part).tolist() for name, part in values.items()}
    size = max(len(part) for part in names.values())
    places = [np.broadcast_to(np.asarray(keys.get(name, ""), dtype=object), size).tolist() for name in KEY]
    for name, part in names.items():
        yield from ((kind, *place, name, float(value)) for *place, value in zip(*places, part, strict=True))


def shares_and_their_differences(survey: Survey) -> Iterator[tuple]:
    raked = survey.profiles().filter(weighting="raked")
    tables = {
        "rows": columns(raked),
        "cells": columns(survey.cells),
        "levels": columns(survey.levels("profile_key")),
        "categories": columns(survey.categories()),
        "domains": columns(survey.domains.with_columns(wave_id=pl.lit("w1"))),
        "memberships": columns(survey.members("profile_key")),
        "bases": columns(survey.bases()),
        "answers": columns(survey.chosen("profile_key")),
    }
    names = survey.options.sort("option_key")
    domain, value = survey.domains["domain"].to_numpy(), survey.domains["domain_value"].to_numpy()
    regions = np.flatnonzero(domain == "region")
    here, there = (regions[part] for part in np.triu_indices(regions.size, 1))
    for category in raked_categories(tables):
        place = names.row(category.category_key, named=True) | {"weighting": "raked"}
        found = raked_shares(category)
        key, error = found.pop("domain_key"), np.sqrt(found.pop("variance"))
        _, low, high = rule(found["share"], error, found["degrees_of_freedom"], found["n_base"])
        figures = found | {"standard_error": error, "ci_low": low, "ci_high": high}
        figures.pop("category_key")
        yield from named("share", place | {"domain": domain[key], "domain_value": value[key]}, figures)
        enough = np.isin(here, key[found["n_base"] > 0]) & np.isin(there, key[found["n_base"] > 0])
        pairs = {"domain_key": here[enough], "other_domain_key": there[enough]}
        compared = raked_differences(category, pairs)
        share = dict(zip(key, found["share"], strict=True))
        difference = np.array([share[a] - share[b] for a, b in zip(here[enough], there[enough], strict=True)])
        error = np.sqrt(compared["variance"])
        low, high, p_value = t_test(difference, error, compared["degrees_of_freedom"].astype(float))
        values = {"difference": difference, "standard_error": error, "ci_low": low, "ci_high": high, "p_value": p_value}
        pair = {"domain": "region", "domain_value": value[here[enough]], "other_value": value[there[enough]]}
        yield from named("share_difference", place | pair, values)


def numbers_and_their_differences(survey: Survey) -> Iterator[tuple]:
    numeric = survey.questions.filter(question_type="numeric").with_columns(wave_id=pl.lit("w1"))
    answers = survey.answers.filter(pl.col("value").is_not_null(), question_type="numeric")
    keys = dict(zip(numeric["question_id"], numeric["question_key"], strict=True))
    tables = {
        "answers": columns(answers.select("question_key", "unit_key", pl.col("value").cast(pl.Float64))),
        "rows": columns(survey.weights.with_columns(key="unit_key", size=pl.lit(1))),
        "cells": columns(survey.cells),
        "levels": columns(survey.levels("unit_key")),
        "questions": columns(numeric),
        "members": columns(survey.members("unit_key")),
        "divisors": {"question_key": [keys["Q04"]], "divisor_key": [keys["Q03"]]},
    }
    question_id = dict(zip(numeric["question_key"], numeric["question_id"], strict=True))
    domain, value = survey.domains["domain"].to_numpy(), survey.domains["domain_value"].to_numpy()
    for given in numeric_answers(tables):
        place = {"weighting": given.wave.weighting, "question_id": question_id[given.question_key]}
        groups = {"domain": domain[given.domain_keys], "domain_value": value[given.domain_keys]}
        if given.divisors is not None:
            ratio = ratio_estimates(given.wave.design, given.in_base, given.values, given.divisors)
            yield from named("ratio", place | groups, ratio)
            continue
        for statistic, estimates in numeric_estimates(given.wave.design, given.in_base, given.values).items():
            yield from named(statistic, place | groups, estimates)
        compared = mean_differences(given.wave.design, given.in_base, given.values, domain[given.domain_keys], 30)
        here, there = given.domain_keys[compared.pop("group")], given.domain_keys[compared.pop("other_group")]
        pair = {"domain": domain[here], "domain_value": value[here], "other_value": value[there]}
        if here.size:
            yield from named("mean_difference", place | pair, compared)


def association_tests(survey: Survey) -> Iterator[tuple]:
    rows, cells, levels = (columns(part) for part in (survey.profiles(), survey.cells, survey.levels("profile_key")))
    questions = survey.questions.filter(pl.col("question_type").is_in(["single", "multiple"]))
    chosen, bases = survey.chosen("profile_key"), survey.bases()
    members = survey.members("profile_key").join(survey.domains, on="domain_key")
    in_r = set(pl.read_csv(FIXTURE / "expected_tests.csv", infer_schema=False)["question_id", "option_code"].iter_rows())
    for wave in wave_designs(rows, cells, levels):
        for key, question, kind in questions.iter_rows():
            base = counts(wave.keys, bases.filter(question_key=key), "n_valid")
            options = survey.options.filter(question_id=question)
            yes = [counts(wave.keys, chosen.filter(option_key=option), "n_yes") for option in options["option_key"]]
            tested = {"": np.stack(yes, axis=1)}
            if kind == "multiple":
                tested = {
                    code: np.stack([base - part, part], axis=1)
                    for code, part in zip(options["option_code"], yes, strict=True)
                    if (question, code) in in_r
                }
            for domain in ("pop_class", "region", "depop"):
                group = counts(wave.keys, members.filter(domain=domain), "domain_key").astype(int)
                for code, table in tested.items():
                    test = rao_scott(wave.design, table, group)
                    if test is not None:
                        place = {"weighting": wave.weighting, "question_id": question, "option_code": code}
                        yield from named("test", place | {"domain": domain}, vars(test))


def counts(keys: np.ndarray, rows: pl.DataFrame, name: str) -> np.ndarray:
    """A column of the rows in the order of the profiles, 0 where there is none."""
    found = np.zeros(keys.size)
    found[np.searchsorted(keys, rows["profile_key"].to_numpy())] = rows[name].to_numpy()
    return found


def wave_differences(survey: Survey) -> Iterator[tuple]:
    """Against a made-up earlier wave: some answered then, most of them as now."""
    rng = np.random.default_rng(2026)
    stratum = np.searchsorted(
        *(part.to_numpy() for part in (survey.frame["pop_class"].unique().sort(), survey.frame["pop_class"]))
    )
    place = {unit: at for at, unit in enumerate(survey.frame["unit_id"])}
    at_unit = np.array([place[unit] for unit in survey.units["unit_id"]])
    for question, option in (("Q01", "1"), ("Q05", "1"), ("Q19", "1")):
        mine = survey.answers.filter(question_id=question, status="ok")
        responded, valid, yes = np.zeros((3, survey.frame.height))
        responded[at_unit] = 1
        valid[at_unit[mine["unit_key"].to_numpy()]] = 1
        yes[at_unit[mine.filter(option_code=option)["unit_key"].to_numpy()]] = 1
        now = WaveAnswers(responded, valid, yes)
        before = responded * (rng.random(yes.size) < 0.8)
        earlier = WaveAnswers(before, valid * before, np.where(rng.random(yes.size) < 0.9, yes, 1 - yes) * valid * before)
        for (name, method), (case, then) in (
            (method, case) for method in METHODS.items() for case in {"changed": earlier, "the same": now}.items()
        ):
            change = method(stratum, then, now)
            key = {"question_id": question, "option_code": option, "other_value": case}
            yield from named(name, key, vars(change))


def plain_products(_: Survey) -> Iterator[tuple]:
    """What no figure is made of any more: by these, kernels tell themselves apart."""
    left, right = np.random.default_rng(1).normal(size=(2, 60, 60))
    yield from named("plain product", {}, {"value": (left @ right).ravel()})


def figures() -> pl.DataFrame:
    survey = Survey()
    weights = survey.weights.filter(weighting="raked").sort("unit_key")["weight"]
    place = {"weighting": "raked", "domain_value": survey.units["unit_id"].to_list()}
    found = list(named("weight", place, {"weight": weights}))
    for figures_of in (
        shares_and_their_differences,
        numbers_and_their_differences,
        association_tests,
        wave_differences,
        plain_products,
    ):
        found += figures_of(survey)
    return pl.DataFrame(found, schema=["kind", *KEY, "statistic", "value"], orient="row")


if __name__ == "__main__":
    figures().write_parquet(sys.argv[1])
