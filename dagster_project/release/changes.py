"""``CHANGES.md``: what a release adds, revises and removes against the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from dagster_project.disclosure import two_releases
from dagster_project.release.published_tables import PublishedTable

# Tables of figures that are compared with what is printed: name, value and status of a row.
FIGURES = {
    "published_figure": ("figure_id", "computed_value", "status"),
    "arithmetic_check": ("check_id", "recomputed_value", "agrees"),
}
STATUSES = {"differs": "相違 / differs", "false": "相違 / differs", "true": "一致 / agrees"}
CHECKS = "check_result"
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


def moved_figures(before: pl.DataFrame, after: pl.DataFrame, name: str, value: str, status: str) -> pl.DataFrame:
    """Figures whose value, status or printed text differs: name, then each of the three before and now."""
    compared = {"value": value, "status": status, "printed": "published_text"}

    def texts(frame: pl.DataFrame) -> pl.DataFrame:
        columns = {kind: pl.col(column) for kind, column in compared.items()}
        shown = columns["value"].map_elements(lambda number: f"{number:.10g}", return_dtype=pl.String)
        return frame.select(pl.col(name).alias("name"), **columns | {"value": shown}).cast(pl.String)

    both = texts(before).join(texts(after), on="name", suffix="_now")
    return both.filter(pl.any_horizontal(pl.col(kind).ne_missing(pl.col(f"{kind}_now")) for kind in compared)).sort("name")


def _figure_line(row: dict[str, str | None]) -> str:
    def shown(suffix: str) -> str:
        status = row[f"status{suffix}"]
        return f"{row[f'value{suffix}'] or '-'} ({(STATUSES.get(status, status) if status else '-')})"

    printed = f"; 掲載値 / printed: {row['printed']} → {row['printed_now']}" if row["printed"] != row["printed_now"] else ""
    return f"- {row['name']}: {shown('')} → {shown('_now')}{printed}"


def newly_failed(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Checks that do not hold and did hold, or were not there, in the release before."""
    held_or_new = after.join(before.filter(~pl.col("passed")), on="check_id", how="anti")
    return held_or_new.filter(~pl.col("passed")).sort("check_id")


def tell_single_answers(tables: Path, other: Path) -> bool:
    """Whether whoever holds both releases, given by their folders of tables, can tell the answers of a few bodies."""
    before, after = (
        {name: pl.read_parquet(file) for name in two_releases.TABLES if (file := folder / f"{name}.parquet").exists()}
        for folder in (tables, other)
    )
    return bool(_answers_disclosed_by_two_releases(before, after))


def _answers_disclosed_by_two_releases(before: dict[str, pl.DataFrame], after: dict[str, pl.DataFrame]) -> list[str]:
    return [
        *_told_by_groups(two_releases.few_more_answers(before, after)),
        *_told_by_questions(two_releases.few_changed_answers(before, after)),
        *_told_by_exchange(two_releases.exchanged_figures(before, after)),
    ]


def _told_by_groups(few: pl.DataFrame) -> list[str]:
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


def _told_by_questions(changed: pl.DataFrame) -> list[str]:
    return [
        f"- {wave_id}: 回答が数団体分だけ変わった設問があり、前回の公表版との差からその回答が判明するおそれがある。"
        "両方を公表しないこと。"
        " / The answers to some questions changed for so few bodies that they follow from the difference to the release"
        f" before: do not publish both. {', '.join(questions)}"
        for wave_id, questions in changed.group_by("wave_id", maintain_order=True).agg("question_id").iter_rows()
    ]


def _told_by_exchange(exchanged: pl.DataFrame) -> list[str]:
    return [
        f"- {wave_id}: 前回の公表版で示した{hidden_now}個の値を秘匿し、秘匿していた{shown_now}個の値を示す。"
        "両者を合わせると、秘匿した値が判明するおそれがある。両方を公表しないこと。"
        f" / Figures that the release before shows and this one hides: {hidden_now}; that it hides and this one shows:"
        f" {shown_now}. Together they may give away what is hidden: do not publish both."
        for wave_id, hidden_now, shown_now in exchanged.iter_rows()
    ]


def change_log(release_id: str, tables_dir: Path, tables: list[PublishedTable], previous: Path | None) -> str:
    """The Markdown text of ``CHANGES.md``; ``previous`` is the release folder before, if any."""
    lines = [f"# {release_id}", ""]
    if previous is None:
        return "\n".join([*lines, "最初の公表版である。 / First release.", ""])

    before = {path.stem: pl.read_parquet(path) for path in sorted(previous.glob("tables/*.parquet"))}
    after = {path.stem: pl.read_parquet(path) for path in sorted(tables_dir.glob("*.parquet"))}
    changes = [compare_table(before[table.name], after[table.name], table) for table in tables if table.name in before]
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
    figure_lines = [
        _figure_line(row)
        for table, columns in FIGURES.items()
        if table in before and table in after
        for row in moved_figures(before[table], after[table], *columns).iter_rows(named=True)
    ]
    lines += figure_lines or ["動いた数値はない。 / No figure moved."]

    if CHECKS in before and CHECKS in after:
        failed = newly_failed(before[CHECKS], after[CHECKS])
        lines += ["", "## 新たに満たされなくなった検査 / Checks that no longer hold", ""] if failed.height else []
        lines += [
            f"- {check}: {japanese} / {english}"
            for check, japanese, english in failed.select("check_id", "description_ja", "description_en").iter_rows()
        ]

    disclosed = _answers_disclosed_by_two_releases(before, after)
    lines += ["", ANSWERS_HEAD, "", *disclosed] if disclosed else []
    return "\n".join([*lines, ""])
