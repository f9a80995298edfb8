"""19,500 shares with standard errors (1,741 units × 60 questions × 5 breakdowns) by the survey models' own SQL.

Against the same by polars, by pandas and by the PyPI package svy; then 100 times the answers against
a plain scan of them. svy is no dependency: it is timed where it can be imported, by this Python or
by the one named in SVY_PYTHON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import polars as pl

from dagster_project.estimation.intervals import rule
from dagster_project.orchestration.dbt_project import dbt_environment, dbt_executable
from dagster_project.settings import DBT_DIR, PROJECT_ROOT, Settings
from tests.benchmarks.measuring import Row, medians_in_turn, wall_seconds

UNITS, QUESTIONS, OPTIONS = 1741, 60, 5
DOMAINS = {"all": 1, "population_band": 3, "region": 12, "prefecture": 47, "city": 2}
MODELS = ("int_profile_base", "int_profile_yes", "int_closed_share_cell", "int_closed_share", "int_share")
SCAN = "select question_key, option_key, count(*) from survey.fct_answer group by question_key, option_key"

SVY = """
import sys, time
import polars as pl
import svy
data = pl.read_parquet(sys.argv[1])
sample = svy.Sample(data, svy.Design(stratum="stratum", wgt="weight", pop_size="frame"))
started = time.perf_counter()
for question in [name for name in data.columns if name.startswith("q")]:
    for domain in sys.argv[2:]:
        found = sample.estimation.prop(question, by=None if domain == "all" else domain)
print(time.perf_counter() - started)
"""


def respondents(times: int) -> pl.DataFrame:
    """Units with a stratum, its size in the frame and the domains; the same mixture `times` over."""
    rng = np.random.default_rng(1741)
    prefecture = np.sort(rng.integers(0, 47, UNITS))
    band = rng.choice(3, UNITS, p=[0.05, 0.11, 0.84])
    one = pl.DataFrame(
        {
            "stratum": band,
            "all": np.zeros(UNITS, int),
            "population_band": band,
            "region": prefecture // 4,
            "prefecture": prefecture,
            "city": (prefecture + band) % 2,
        }
    )
    units = pl.concat([one] * times).with_row_index("unit_key")
    sizes = units.group_by("stratum").len("respondents").with_columns(frame=pl.col("respondents") * 2)
    return units.join(sizes, on="stratum", maintain_order="left").with_columns(weight=pl.col("frame") / pl.col("respondents"))


def answers(units: int) -> pl.DataFrame:
    """One chosen option per unit and question; a tenth did not answer."""
    rng = np.random.default_rng(60)
    parts = []
    for question in range(QUESTIONS):
        option = rng.integers(0, OPTIONS, units)
        answered = rng.random(units) < 0.9
        parts.append(
            pl.DataFrame(
                {"unit_key": np.flatnonzero(answered), "option_key": question * OPTIONS + option[answered]},
                schema={"unit_key": pl.Int32, "option_key": pl.Int32},
            ).with_columns(question_key=pl.lit(question, pl.Int32))
        )
    return pl.concat(parts)


def fill(connection: duckdb.DuckDBPyConnection, units: pl.DataFrame, given: pl.DataFrame, folder: Path) -> None:
    """The tables the models read, as the survey schema holds them."""
    for name, frame in (("units", units), ("given", given)):
        frame.write_parquet(folder / f"{name}.parquet")
        connection.execute(f"create or replace table {name} as select * from '{folder / f'{name}.parquet'}'")
    domains = list(DOMAINS)
    offsets = dict(zip(domains, np.cumsum([0, *DOMAINS.values()])[:-1].tolist(), strict=True))
    memberships = " union all ".join(
        f'select profile_key, example_unit_key, {offsets[name]} + "{name}" as domain_key from profiles' for name in domains
    )
    statements = f"""
    create schema if not exists survey;
    create or replace table survey.int_unit_profile as select unit_key::int as unit_key,
        (dense_rank() over (order by {", ".join(f'"{name}"' for name in domains)}))::int as profile_key from units;
    create or replace table profiles as select p.profile_key, min(p.unit_key) as example_unit_key,
        {", ".join(f'min("{name}") as "{name}"' for name in domains)}
        from survey.int_unit_profile as p join units as u using (unit_key) group by p.profile_key;
    create or replace table survey.int_profile_domain as select profile_key, domain_key::int as domain_key from ({memberships});
    create or replace table survey.int_profile_cell as
        select profile_key, 'stratified' as weighting, population_band::int as cell_key from profiles;
    create or replace table survey.int_weighting_cell as select distinct population_band::int as cell_key,
        'stratified' as weighting, frame::int as n_frame, respondents::int as n_respondents, weight,
        (1 - respondents / frame) * respondents / (respondents - 1) as variance_factor, respondents as centring from units;
    create or replace table survey.int_share_category as select o::int as category_key, (o // {OPTIONS})::int as question_key,
        'valid' as base, o::int as option_key from range({QUESTIONS * OPTIONS}) as t(o);
    create or replace table survey.fct_answer as select unit_key, question_key, option_key from given;
    create or replace table survey.int_combined_choice as select unit_key, option_key from given where false;
    create or replace table survey.fct_asked as select units.unit_key::int as unit_key, q::int as question_key,
        true as is_eligible, g.unit_key is not null as is_answered
        from units cross join range({QUESTIONS}) as t(q) left join given as g
        on g.unit_key = units.unit_key and g.question_key = t.q;
    create or replace table survey.int_raked_share as select 0 as category_key, 0 as domain_key, 4 as weighting_key,
        0 as n_base, 0 as n_yes, 0.0::double as weighted_base, 0.0::double as share, 0.0::double as variance,
        0 as degrees_of_freedom where false;
    """
    connection.execute(statements)


def model_statements(folder: Path) -> list[str]:
    """The models as dbt compiles them, in their order."""
    settings = Settings(raw_dir=PROJECT_ROOT / "raw", data_dir=folder)
    subprocess.run(
        [
            dbt_executable(), "compile", "--quiet", "--project-dir", str(DBT_DIR), "--select", *MODELS,
            "--target-path", str(folder / "target"), "--log-path", str(folder / "logs"),
        ],
        env={**os.environ, **dbt_environment(settings), "WAREHOUSE_BUILD_DB": str(folder / "warehouse.duckdb")},
        cwd=DBT_DIR, check=True, capture_output=True,
    )  # fmt: skip
    nodes = json.loads((folder / "target/manifest.json").read_text(encoding="utf-8"))["nodes"]
    compiled = {node["name"]: node for node in nodes.values() if node["name"] in MODELS}
    return [
        f"create or replace {compiled[name]['config']['materialized']} survey.{name} as {compiled[name]['compiled_code']}"
        for name in MODELS
    ]


def by_polars(units: pl.DataFrame, given: pl.DataFrame) -> pl.DataFrame:
    """The same shares and standard errors in polars, breakdown by breakdown."""
    joined = given.join(units, on="unit_key")
    return pl.concat([_polars_breakdown(joined, domain) for domain in DOMAINS])


def _polars_breakdown(joined: pl.DataFrame, domain: str) -> pl.DataFrame:
    base = joined.group_by("question_key", domain, "stratum").agg(
        pl.len().alias("n"), pl.first("weight", "frame", "respondents")
    )
    yes = joined.group_by("question_key", "option_key", domain, "stratum").agg(pl.len().alias("y"))
    options = joined.select("question_key", "option_key").unique()
    cells = (
        base.join(options, on="question_key")
        .join(yes, on=["question_key", "option_key", domain, "stratum"], how="left")
        .with_columns(pl.col("y").fill_null(0))
    )
    over = ["option_key", domain]
    total = (pl.col("weight") * pl.col("n")).sum().over(over)
    cells = cells.with_columns(total=total, p=(pl.col("weight") * pl.col("y")).sum().over(over) / total)
    n, y, p, size = pl.col("n"), pl.col("y"), pl.col("p"), pl.col("respondents")
    spread = y * (1 - p) ** 2 + (n - y) * p**2 - (y - p * n) ** 2 / size
    factor = (1 - size / pl.col("frame")) * size / (size - 1) * (pl.col("weight") / pl.col("total")) ** 2
    return (
        cells.group_by(over)
        .agg(p.first().alias("share"), (factor * spread).sum().sqrt().alias("se"))
        .select("option_key", pl.lit(domain).alias("domain"), pl.col(domain).alias("domain_value"), "share", "se")
    )


def by_pandas(units, given):
    """The same in pandas."""
    import pandas as pd

    joined = given.merge(units, on="unit_key")
    parts = []
    for domain in DOMAINS:
        cell = [domain, "stratum"]
        base = joined.groupby(["question_key", *cell], as_index=False).agg(
            n=("unit_key", "size"), weight=("weight", "first"), frame=("frame", "first"), size=("respondents", "first")
        )
        yes = joined.groupby(["question_key", "option_key", *cell], as_index=False).agg(y=("unit_key", "size"))
        options = joined[["question_key", "option_key"]].drop_duplicates()
        cells = base.merge(options, on="question_key").merge(yes, on=["question_key", "option_key", *cell], how="left")
        cells["y"] = cells["y"].fillna(0)
        cells["wn"], cells["wy"] = cells["weight"] * cells["n"], cells["weight"] * cells["y"]
        sums = cells.groupby(["option_key", domain])[["wn", "wy"]].transform("sum")
        p = sums["wy"] / sums["wn"]
        spread = (
            cells["y"] * (1 - p) ** 2 + (cells["n"] - cells["y"]) * p**2 - (cells["y"] - p * cells["n"]) ** 2 / cells["size"]
        )
        factor = (1 - cells["size"] / cells["frame"]) * cells["size"] / (cells["size"] - 1)
        cells["v"], cells["share"] = factor * (cells["weight"] / sums["wn"]) ** 2 * spread, p
        found = cells.groupby(["option_key", domain], as_index=False).agg(share=("share", "first"), v=("v", "sum"))
        parts.append(found.assign(se=found["v"] ** 0.5, domain=domain).rename(columns={domain: "domain_value"}))
    return pd.concat(parts)


def svy_seconds(units: pl.DataFrame, given: pl.DataFrame, folder: Path) -> float | None:
    """Seconds svy needs for the same shares; None where it is not installed."""
    python = os.environ.get("SVY_PYTHON", sys.executable)
    wide = given.with_columns(
        pl.format("q{}", "question_key").alias("question"), (pl.col("option_key") % OPTIONS).cast(pl.String).alias("option")
    ).pivot("question", index="unit_key", values="option")
    names = ["population_band", "region", "prefecture", "city"]
    data = units.join(wide, on="unit_key", how="left").with_columns(pl.col("stratum", *names).cast(pl.String))
    file = folder / "wide.parquet"
    data.with_columns(pl.col("^q\\d+$").fill_null("no answer")).write_parquet(file)
    if subprocess.run([python, "-c", "import svy"], capture_output=True).returncode:
        return None
    done = subprocess.run([python, "-c", SVY, str(file), *DOMAINS], capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def measure() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        statements = model_statements(folder)
        with duckdb.connect(str(folder / "warehouse.duckdb")) as connection:
            units, given = respondents(1), answers(UNITS)
            fill(connection, units, given, folder)

            def in_sql() -> None:
                for statement in statements:
                    connection.execute(statement)

            def with_intervals() -> None:
                in_sql()
                parts = connection.execute(
                    "select share, standard_error, degrees_of_freedom, n_base from survey.int_share"
                ).fetchnumpy()
                rule(*parts.values())

            in_sql()
            _require_agreement(connection, by_polars(units, given))
            pandas_units, pandas_given = (
                __import__("pandas").DataFrame({column: frame[column].to_numpy() for column in frame.columns})
                for frame in (units, given)
            )
            ours, whole, polars, pandas = medians_in_turn(
                lambda: wall_seconds(in_sql),
                lambda: wall_seconds(with_intervals),
                lambda: wall_seconds(lambda: by_polars(units, given)),
                lambda: wall_seconds(lambda: by_pandas(pandas_units, pandas_given)),
            )
            yield Row("19,500 shares in SQL / polars (s)", ours, polars, "for information")
            yield Row("19,500 shares in SQL / pandas (s)", ours, pandas, "for information")
            svy = svy_seconds(units, given, folder)
            if svy is None:
                print("svy is not installed: set SVY_PYTHON to a Python that has it")
            else:
                yield Row("19,500 shares in SQL / svy (s)", ours, svy, "at most 0.01")
                yield Row("the same with intervals / svy (s)", whole, svy, "for information")

            fill(connection, respondents(100), answers(UNITS * 100), folder)
            large, scan = medians_in_turn(
                lambda: wall_seconds(in_sql), lambda: wall_seconds(lambda: connection.execute(SCAN).fetchall())
            )
            yield Row("100 times the answers in SQL / one scan of them (s)", large, scan, "at most 10")


def _require_agreement(connection: duckdb.DuckDBPyConnection, other: pl.DataFrame) -> None:
    """Both ways give the same figures, or there is nothing to compare in speed."""
    count, total, errors = connection.execute(
        "select count(*), sum(share), sum(standard_error) from survey.int_share"
    ).fetchone()
    assert count == other.height == QUESTIONS * OPTIONS * sum(DOMAINS.values()), (count, other.height)
    np.testing.assert_allclose([total, errors], [other["share"].sum(), other["se"].sum()], rtol=1e-9)
