"""The categories of raked waves, counted per profile of respondents, put together from the columns of the survey models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from dagster_project.estimation.precision import Floats
from dagster_project.estimation.relations import Columns, places, rows_where, spread
from dagster_project.estimation.wave_designs import WaveDesign, wave_designs


@dataclass(frozen=True)
class RakedCategory:
    """One category of a raked wave: `in_domain` is groups × profiles (0 or 1), `base` and `yes` count the
    respondents of each profile."""

    wave: WaveDesign
    category_key: int
    domain_keys: np.ndarray
    in_domain: Floats
    base: Floats
    yes: Floats


def raked_categories(tables: Mapping[str, Columns]) -> Iterator[RakedCategory]:
    """Every category of every raked wave.

    Args:
        tables: the columns of `rows` (int_profile_cell, raked, with its profile as key), `cells`
            (int_weighting_cell, raked), `levels` (int_profile_level, with its profile as key),
            `categories` (int_share_category), `domains` (int_domain_value, by key), `memberships`
            (int_profile_domain), `bases` (int_profile_base), `answers` (int_profile_yes).
    """
    if not tables["rows"]["key"].size:
        return
    categories, domains, memberships = tables["categories"], tables["domains"], tables["memberships"]
    bases, answers = tables["bases"], tables["answers"]
    for wave in wave_designs(tables["rows"], tables["cells"], tables["levels"]):
        domain_keys = domains["domain_key"][domains["wave_id"] == wave.wave_id]
        at_domain = places(domain_keys, memberships["domain_key"])
        at_profile = places(wave.keys, memberships["profile_key"])
        both = (at_domain >= 0) & (at_profile >= 0)
        in_domain = np.zeros((domain_keys.size, wave.keys.size))
        in_domain[at_domain[both], at_profile[both]] = 1.0
        mine = rows_where(categories, categories["wave_id"] == wave.wave_id)
        for key, question, base, option in zip(
            mine["category_key"], mine["question_key"], mine["base"], mine["option_key"], strict=True
        ):
            asked = rows_where(bases, bases["question_key"] == question)
            valid = spread(wave.keys, asked["profile_key"], asked["n_valid"])
            eligible = spread(wave.keys, asked["profile_key"], asked["n_eligible"])
            chosen = rows_where(answers, answers["option_key"] == option)
            yes = eligible - valid if option < 0 else spread(wave.keys, chosen["profile_key"], chosen["n_yes"])
            yield RakedCategory(wave, key, domain_keys, in_domain, valid if base == "valid" else eligible, yes)
