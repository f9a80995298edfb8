"""A made-up wave in four weightings: a stratum with one respondent, one that answered whole, groups across strata."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from tests.survey.survey_waves import drop_wave

LABEL = {"ja": "選択肢", "en": "option"}
TEXT = {"ja": "設問", "en": "question"}
STRATA = {"A": (5, 1), "B": (40, 40), "C": (90, 61), "D": (150, 70), "E": (60, 25)}
WEIGHTINGS = {
    "unweighted": {"method": "none"},
    "stratified": {"method": "stratified", "strata": "stratum"},
    "poststratified": {"method": "poststratified", "strata": "stratum"},
    "raked": {"method": "raked", "margins": ["stratum_pair", "side"]},
}


def respondents() -> pl.DataFrame:
    """The frame, who answered, and what: an option of Q1, options of Q2, a number in Q3."""
    rng = np.random.default_rng(1979)
    parts = []
    for stratum, (frame, answering) in STRATA.items():
        parts.append(
            pl.DataFrame(
                {
                    "stratum": [stratum] * frame,
                    "stratum_pair": ["ABC" if stratum in "ABC" else "DE"] * frame,
                    # The side "few" stays below 30 respondents and is compared with nothing.
                    "side": rng.choice(["north", "south", "west", "few"], frame, p=[0.4, 0.3, 0.25, 0.05]),
                    "responded": [True] * answering + [False] * (frame - answering),
                    "level": [ord(stratum) - ord("A")] * frame,
                }
            )
        )
    units = pl.concat(parts).with_row_index("at").with_columns(unit_id=pl.format("u{}", "at"))
    n, south = units.height, (units["side"] == "south").to_numpy()
    level = units["level"].to_numpy()
    valid = rng.random(n) < 0.93
    q1 = np.where(rng.random(n) < 0.25 + 0.3 * south + 0.05 * level, 1, rng.choice([2, 3], n))
    # Nobody of the south chose the second option of Q2.
    return units.with_columns(
        q1=pl.Series(np.where(valid, q1, 0)),
        q2_1=pl.Series(rng.random(n) < 0.5),
        q2_2=pl.Series((rng.random(n) < 0.3) & ~south),
        q2_3=pl.Series(rng.random(n) < 0.4 + 0.1 * level / 4),
        q3=pl.Series(np.where(rng.random(n) < 0.9, np.round(10 + 5 * level + 8 * south + rng.normal(0, 4, n), 1), np.nan)),
    )


def answers(units: pl.DataFrame) -> pl.DataFrame:
    given = units.filter("responded")
    nothing = pl.lit(None, pl.String)
    parts = [
        # A respondent is a unit with any row.
        given.select(
            "unit_id", question_id=pl.lit("Q1"),
            option_code=pl.when(pl.col("q1") > 0).then(pl.col("q1").cast(pl.String)), value=nothing,
            status=pl.when(pl.col("q1") == 0).then(pl.lit("missing")),
        ),
        *(
            given.filter(f"q2_{code}").select(
                "unit_id", question_id=pl.lit("Q2"), option_code=pl.lit(str(code)), value=nothing, status=nothing
            )
            for code in (1, 2, 3)
        ),
        given.filter(pl.col("q3").is_not_nan()).select(
            "unit_id", question_id=pl.lit("Q3"), option_code=nothing, value=pl.col("q3").cast(pl.String), status=nothing
        ),
    ]  # fmt: skip
    return pl.concat(parts)


def described(weighting: str) -> dict:
    options = [{"code": code, "label": LABEL} for code in (1, 2, 3)]
    same = {"text": TEXT, "disclosure": "aggregate"}
    return {
        "wave_id": f"g_{weighting}",
        "title": {"ja": "試験", "en": "Trial"},
        "field_period": {"start": "2023-11-01", "end": "2023-11-30"},
        "universe": "custom",
        "frame": "frame.csv",
        "nature": "sample",
        "weighting": WEIGHTINGS[weighting],
        "domains": ["side", "stratum"],
        "questions": [
            {"id": "Q1", "type": "single", "options": options, **same},
            {"id": "Q2", "type": "multiple", "options": options, **same},
            {"id": "Q3", "type": "numeric", "unit": "人", **same},
        ],
    }


def drop(raw: Path) -> None:
    """Put them below raw/questionnaires."""
    units = respondents()
    for weighting in WEIGHTINGS:
        columns = ["unit_id", "stratum", "stratum_pair", "side"]
        drop_wave(raw, described(weighting), units.select(columns), answers(units))
