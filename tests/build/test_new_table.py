"""`make new`: a layout and one command make a table that builds and that no test objects to."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from dagster_project.commands.new import TO_FILL_IN
from dagster_project.settings import PROJECT_ROOT

LAYOUT = """description:
  ja: 1行は、1都道府県における1年度の切手の販売数
  en: One row is the stamps sold in one prefecture in one fiscal year
columns:
  - {name: prefecture, header: 都道府県, required: true, description: {ja: 都道府県, en: Prefecture}}
  - {name: fiscal_year, header: 年度, type: fiscal_year, required: true}
  - {name: stamps, header: 販売数, type: integer, description: {ja: 販売した切手の枚数（枚）, en: Stamps sold (number)}}
  - {name: counted_on, header: 集計日, type: partial_date, description: {ja: 集計した日, en: Day of the count}}
  - {name: counter, header: 集計者}
key: [prefecture, fiscal_year]
"""
FILE = "都道府県,年度,販売数,集計日,集計者\n山梨県,2023,120,2024-05,甲\n長野県,2023,多数,2024-05-01,乙\n岐阜県,2023,-,,丙\n"

# Raw tables, their border, and the staging view of the new one: all of a build that a new table can stop.
BUILD_RAW = """
import dagster as dg
from dagster_project.definitions import defs
from dagster_project.orchestration.workbench import run_on
from dagster_project.settings import load_settings
keys = [key for key in defs.resolve_asset_graph().get_all_asset_keys() if key.path[0] == "raw"]
job = defs.resolve_implicit_global_asset_job_def()
with run_on(load_settings()) as tags:  # else all that comes before a model would be made first
    for wanted in (keys, [dg.AssetKey(["staging", "stg_stamp_sale"])]):
        assert job.execute_in_process(asset_selection=wanted, raise_on_error=False, tags=tags).success
"""


@pytest.fixture
def project(tmp_path) -> Path:
    """A copy of the project with a layout and a file of a new table."""
    copy = tmp_path / "project"
    for part in ("dagster_project", "dbt", "expectations", "raw", "tests"):
        left_out = shutil.ignore_patterns("node_modules", "target", "logs", "__pycache__")
        shutil.copytree(PROJECT_ROOT / part, copy / part, ignore=left_out)
    for file in ("pyproject.toml", "requirements.lock"):
        shutil.copyfile(PROJECT_ROOT / file, copy / file)
    (copy / "raw" / "mail_volume" / "stamp_sale.layout.yml").write_text(LAYOUT, encoding="utf-8")
    return copy


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WAREHOUSE_")}
    return subprocess.run([sys.executable, *arguments], cwd=project, env=environment, capture_output=True, text=True)


def make(project: Path, *arguments: str) -> subprocess.CompletedProcess:
    return run(project, "-m", "dagster_project.commands", *arguments)


def contents(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in project.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_a_table_is_added_by_its_layout_and_one_command(project):
    stopped = make(project, "build")
    assert stopped.returncode == 1 and "Traceback" not in stopped.stderr
    assert "make new TABLE=stamp_sale SUBJECT=mail_volume" in stopped.stderr

    before = contents(project)
    made = make(project, "new", "stamp_sale", "mail_volume")
    assert (made.returncode, made.stderr) == (0, "")
    after = contents(project)
    changed = sorted(path for path in after if after[path] != before.get(path) and not path.startswith("data/"))
    assert len(changed) <= 5
    assert sorted(line.split(":")[0] for line in made.stdout.splitlines()) == changed
    assert "meaning and unit of counter" in made.stdout and "列の意味と単位(counter)" in made.stdout

    (project / "raw" / "mail_volume" / "stamp_sale.csv").write_text(FILE, encoding="utf-8")
    registered = make(project, "register", "raw/mail_volume/stamp_sale.csv")
    assert "2行 → stamp_sale、隔離1、除外0" in registered.stdout

    built = run(project, "-c", BUILD_RAW)
    assert built.returncode == 0, built.stderr[-4000:]
    with duckdb.connect(str(project / "data" / "build" / "warehouse.duckdb"), read_only=True) as connection:
        rows = "select prefecture, stamps, stamps_status, counted_on_precision from staging.stg_stamp_sale order by row_number"
        assert connection.sql(rows).fetchall() == [("山梨県", 120, "ok", "month"), ("岐阜県", None, "none", None)]

    # What guards the lists of tables and their suites knows the new one.
    guards = (
        "tests/unit/orchestration/test_definitions.py",
        "tests/unit/test_house_rules.py",
        "tests/unit/checks/test_suites.py",
    )
    options = (
        "-q",
        "--import-mode=importlib",
        "-p",
        "no:cacheprovider",
        "-k",
        "not lock_files and not dependency and not documents",
    )  # no such files in this copy
    guarded = run(project, "-m", "pytest", *options, *guards)
    assert guarded.returncode == 0, guarded.stdout[-4000:]


def test_what_is_in_the_way_is_said_in_both_languages_and_nothing_is_written(project):
    before = contents(project)
    for table, subject, japanese, english in (
        ("stamp_sale", "stamps", "分野はありません", "There is no subject"),
        ("letter", "mail_volume", "layout がありません", "There is no layout"),
        ("mail_volume", "mail_volume", "既にあります", "is there already"),
        ("public_facility_csv", "branch_counts", "別の様式", "another shape of files"),
    ):
        refused = make(project, "new", table, subject)
        assert (refused.returncode, refused.stdout) == (1, ""), table
        assert japanese in refused.stderr and english in refused.stderr
    assert contents(project) == before


def test_nothing_is_left_to_be_filled_in():
    for folder in ("dbt/models", "expectations"):
        for path in (PROJECT_ROOT / folder).rglob("*.yml"):
            assert TO_FILL_IN.en not in path.read_text(encoding="utf-8").lower(), path
