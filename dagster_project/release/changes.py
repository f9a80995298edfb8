"""``CHANGES.md``: what a release adds, revises and removes against the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from dagster_project.release.tables import PublishedTable

FIGURES = "published_figure"
RESPONSES, WAVES = "survey_response_rate", "survey_wave"
ANSWERS_HEAD = "## 調査の回答 / Survey answers"


@dataclass(frozen=True)
class TableChange:
    """Row counts of one table against its predecessor, rows matched by the table's key."""

    table: str
    added: int
    revised: int
    removed: int


def compare_table(before: pl.DataFrame, after: pl.DataFrame, table: PublishedTable) -> TableChange:
    """Match rows by key and compare the columns that both releases have."""
    key = list(table.key)
    shared = [column for column in after.columns if column in before.columns]
    if not set(key) <= set(shared):
        return TableChange(table.name, added=after.height, revised=0, removed=before.height)
    old = before.select(shared).cast(pl.String)
    new = after.select(shared).cast(pl.String)
    kept = new.join(old, on=key, how="semi", nulls_equal=True)
    unchanged = kept.join(old, on=shared, how="semi", nulls_equal=True)
    return TableChange(
        table.name,
        added=new.height - kept.height,
        revised=kept.height - unchanged.height,
        removed=old.join(new, on=key, how="anti", nulls_equal=True).height,
    )


def moved_figures(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Figures whose computed value or status differs: figure_id, and both values and statuses."""
    columns = ["figure_id", "computed_value", "status"]
    both = before.select(columns).join(after.select(columns), on="figure_id", suffix="_now")
    return both.filter(
        pl.col("computed_value").ne_missing(pl.col("computed_value_now"))
        | pl.col("status").ne_missing(pl.col("status_now"))
    ).sort("figure_id")


def few_more_answers(before: pl.DataFrame, after: pl.DataFrame, waves: pl.DataFrame) -> pl.DataFrame:
    """Groups in which fewer bodies answered between two releases than a share may be based on: wave_id,
    domain, domain_value, n_respondents, n_respondents_now.

    Each release is protected by itself. Whoever holds both can subtract them, and what is left are the
    answers of these few.
    """
    group = ["wave_id", "domain", "domain_value"]
    both = before.select(*group, "n_respondents").join(after.select(*group, "n_respondents"), on=group, suffix="_now")
    came = (pl.col("n_respondents_now") - pl.col("n_respondents")).abs()
    return (
        both.join(waves.select("wave_id", "disclosure_minimum_base"), on="wave_id")
        .filter((came > 0) & (came < pl.col("disclosure_minimum_base")))
        .drop("disclosure_minimum_base")
        .sort(group)
    )


def _answers_told_by_two_releases(few: pl.DataFrame) -> list[str]:
    groups = few.group_by("wave_id", maintain_order=True).agg(
        pl.format("{} = {} ({} → {})", "domain", "domain_value", "n_respondents", "n_respondents_now").str.join("; ")
    )
    return [
        f"- {wave_id}: 回答団体の増減が少ない区分があり、前回の公表版との差から個別の団体の回答が判明するおそれがある。"
        "両方を公表しないこと。"
        " / Some groups have so few more or fewer respondents that their answers follow from the difference to the"
        f" release before: do not publish both. {listed}"
        for wave_id, listed in groups.iter_rows()
    ]


def change_log(
    release_id: str, tables_dir: Path, tables: list[PublishedTable], previous: Path | None
) -> str:
    """The Markdown text of ``CHANGES.md``; ``previous`` is the release folder before, if any."""
    lines = [f"# {release_id}", ""]
    if previous is None:
        return "\n".join([*lines, "最初の公表版である。 / First release.", ""])

    before = {path.stem: pl.read_parquet(path) for path in sorted(previous.glob("tables/*.parquet"))}
    after = {path.stem: pl.read_parquet(path) for path in sorted(tables_dir.glob("*.parquet"))}
    changes = [
        compare_table(before[table.name], after[table.name], table)
        for table in tables
        if table.name in before
    ]
    moved = [change for change in changes if change.added or change.revised or change.removed]

    lines += [f"前回の公表版 / Previous release: {previous.name}", ""]
    lines += ["## 表 / Tables", ""]
    if moved:
        lines += ["| table | added 追加 | revised 改定 | removed 削除 |", "|---|---:|---:|---:|"]
        lines += [f"| {c.table} | {c.added} | {c.revised} | {c.removed} |" for c in moved]
    else:
        lines += ["共通の表に変更はない。 / No change in the tables both releases have."]
    new_tables = sorted(set(after) - set(before))
    gone_tables = sorted(set(before) - set(after))
    lines += [f"- 新しい表 / New table: {name}" for name in new_tables]
    lines += [f"- 廃止した表 / Removed table: {name}" for name in gone_tables]

    lines += ["", "## 数値 / Figures", ""]
    figures = (
        moved_figures(before[FIGURES], after[FIGURES]).iter_rows(named=True)
        if FIGURES in before and FIGURES in after
        else ()
    )
    figure_lines = [
        f"- {row['figure_id']}: {row['computed_value']} ({row['status']}) → "
        f"{row['computed_value_now']} ({row['status_now']})"
        for row in figures
    ]
    lines += figure_lines or ["動いた数値はない。 / No figure moved."]

    if RESPONSES in before and RESPONSES in after and WAVES in after:
        told = _answers_told_by_two_releases(few_more_answers(before[RESPONSES], after[RESPONSES], after[WAVES]))
        lines += ["", ANSWERS_HEAD, "", *told] if told else []
    return "\n".join([*lines, ""])
