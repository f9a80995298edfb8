"""Every raw table as an asset: what the layouts in ``raw/`` describe, and what is read in a way of its own.

A table that its layout describes needs no Python at all.
"""

from collections.abc import Iterable
from pathlib import Path

import dagster as dg

from dagster_project.common.problems import InputProblem
from dagster_project.orchestration.assets import form_intake, municipalities, questionnaires, sources
from dagster_project.orchestration.assets.raw_descriptions import SOURCES_FILE, raw_descriptions
from dagster_project.orchestration.assets.raw_table import raw_table
from dagster_project.orchestration.assets.warehouse import SYSTEM_TABLES
from dagster_project.received.table_layouts import received_tables
from dagster_project.settings import RAW_SUBJECTS, shown

READ_IN_A_WAY_OF_THEIR_OWN = [*municipalities.assets, *questionnaires.assets, *form_intake.assets, *sources.assets]


def raw_table_assets(raw_dir: Path) -> list[dg.AssetsDefinition]:
    """The assets of all raw tables.

    Raises:
        InputProblem: a layout is wrong, a table is listed that nothing describes, or one is not listed.
    """
    own_tables = table_names(READ_IN_A_WAY_OF_THEIR_OWN)
    by_layouts = [
        raw_table(subject, table)
        for subject in RAW_SUBJECTS
        for table in received_tables(raw_dir / subject)
        if table.name not in own_tables
    ]
    assets = [*by_layouts, *READ_IN_A_WAY_OF_THEIR_OWN]
    for table in raw_descriptions():
        if table not in [*table_names(assets), *SYSTEM_TABLES]:
            raise InputProblem(
                file=shown(SOURCES_FILE),
                value=table,
                problem_ja=f"表 {table} の layout が {shown(raw_dir)}/ の下にありません。",
                problem_en=f"No layout below {shown(raw_dir)}/ describes the table {table}.",
                fix_ja=f"{table}.layout.yml を分野のフォルダに戻すか、廃止した表であればここから除いてください。",
                fix_en=f"Put {table}.layout.yml back into the folder of its subject, or take out what is no table any more.",
            )
    return assets


def table_names(assets: Iterable[dg.AssetsDefinition]) -> list[str]:
    """The raw tables that the assets stand for."""
    return [key.path[-1] for asset in assets for key in sorted(asset.keys)]
