"""What a build publishes from the real figures: the right numbers, complete, valid, reproducible."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import dagster as dg
import duckdb
import frictionless
import polars as pl
import pytest

from dagster_project.common.eras import parse_date
from dagster_project.release import datapackage
from tests.pipeline.test_bad_input import failure_text

# figure -> (published value, status, computed value where it is recomputed)
REQUIRED_FIGURES = {
    "mail_decline_from_peak_pct": (48.4, "reproduced", 48.401),
    "branch_difficulty_pct": (22, "reproduced", 21.791),
    "safety_cooperation_pct": (65, "reproduced", 65.304),
    "post_office_count": (24000, "reproduced", 24284),
    "outsourcing_municipalities": (376, "stated_only", None),
    "outsourcing_offices": (5154, "stated_only", None),
    "notification_municipalities": (34, "confirmed", None),
    "notification_offices": (85, "confirmed", None),
    "original_service_municipalities": (285, "stated_only", None),
    "original_service_offices": (4830, "stated_only", None),
    "handling_act_municipalities": (154, "stated_only", None),
    "partnership_agreement_pct": (84, "confirmed", None),
    "yu_pack_share_pct": (19.6, "reproduced", 19.583),
    "convenience_store_count": (55672, "reproduced", 55672),
}

MISPRINTS = {
    ("branch_counts/facility_count.csv", "19512"),
    ("branch_counts/facility_count.csv", "4~5"),
    ("mail_volume/mail_volume.csv", "31900 (source prints 319万個)"),
    ("mail_volume/mail_volume.csv", "134789 (as printed)"),
    ("mail_volume/mail_volume.csv", "133822 (as printed)"),
    ("mail_volume/new_year_mail.csv", "1543 (as printed, 万通)"),
    ("questionnaires/participation.csv", "1245..1263"),
}


def rows(database: Path, sql: str) -> list[tuple]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.sql(sql).fetchall()


@pytest.mark.parametrize("figure_id", REQUIRED_FIGURES)
def test_a_figure_of_the_report_is_reconciled(built, figure_id):
    published, status, computed = REQUIRED_FIGURES[figure_id]
    [row] = rows(
        built.release / "reports.duckdb",
        "select published_value, status, computed_value, explanation_ja, explanation_en "
        f"from reports.published_figure where figure_id = '{figure_id}'",
    )
    assert row[:2] == (published, status)
    if computed is not None:
        assert row[2] == pytest.approx(computed, abs=0.001)
    assert row[3] and row[4]


def test_every_figure_of_the_overview_has_an_outcome(built):
    statuses = {"reproduced", "confirmed", "stated_only", "differs", "not_reproducible", "not_numeric"}
    found = dict(rows(built.release / "reports.duckdb", "select figure_id, status from reports.published_figure"))
    assert set(found.values()) <= statuses
    in_raw = rows(built.warehouse, "select figure_id from raw.overview_figure")
    assert set(found) == {figure_id for (figure_id,) in in_raw}
    assert {f"meeting_{number}_date" for number in range(25, 39)} <= set(found)


def test_every_rule_of_reconciliation_finds_its_facts(built):
    """A misspelt fact or period in a rule would turn a figure into one that cannot be reproduced, silently."""
    without = rows(
        built.warehouse,
        "select target, target_id from staging.reconciliation_rule"
        " except (select target, target_id from survey.int_recomputed"
        " union select 'figure', figure_id from survey.int_figure_computation)",
    )
    # Its series begins in the year that is printed as that of the peak, and so shows no peak.
    assert without == [("figure", "mail_peak_fiscal_year")]


def test_every_period_is_named_so_that_it_reads_as_itself(built):
    """The borders of eras stand in SQL, which names periods, and in Python, which reads them."""
    periods = rows(built.warehouse, "select period_start, period_end, period_ja from core.dim_fiscal_period")
    assert {era for _, _, name in periods for era in ("昭和", "平成", "令和元") if name.startswith(era)} == {
        "昭和",
        "平成",
        "令和元",
    }
    assert [
        name for start, end, name in periods if (read := parse_date(name)) is None or (read.day, read.last_day) != (start, end)
    ] == []


def test_every_file_balances(built):
    unbalanced = rows(
        built.warehouse,
        "select * from raw.file_balance where rows_read <> rows_loaded + rows_quarantined + rows_ignored",
    )
    assert unbalanced == []


def test_the_balance_counts_the_rows_that_are_in_the_files(built):
    # The balance of a form counts its answer cells.
    sql = "select source_file, rows_read from raw.file_balance where table_name <> 'form_submission'"
    balance = dict(rows(built.warehouse, sql))
    assert balance
    for source_file, rows_read in balance.items():
        with (built.raw / source_file).open(encoding="utf-8", newline="") as stream:
            assert rows_read == sum(1 for _ in csv.reader(stream)) - 1, source_file


def test_the_misprints_are_quarantined_with_reasons_in_both_languages(built):
    found = rows(
        built.warehouse,
        "select source_file, value, reason_ja, reason_en, raw_text, row_number from raw.quarantined_row",
    )
    caught = {(source_file, raw_text) for source_file, _, _, _, raw_text, _ in found}
    for source_file, text in MISPRINTS:
        assert any(file == source_file and text in raw for file, raw in caught), (source_file, text)
    assert all(ja and en and row_number for _, _, ja, en, _, row_number in found)


def test_competing_figures_are_all_kept_and_one_is_preferred(built):
    found = rows(
        built.release / "reports.duckdb",
        "select volume_items, is_preferred from reports.mail_trend "
        "where fiscal_year = 2001 and mail_class_code = 'mail' order by volume_items",
    )
    assert {volume for volume, _ in found} == {26_200_000_000, 26_310_000_000, 26_314_000_000}
    assert [volume for volume, preferred in found if preferred] == [26_314_000_000]


def test_the_release_is_complete(built):
    assert {path.name for path in built.release.iterdir()} == {
        "reports.duckdb",
        "tables",
        "questionnaires",
        "site",
        "datapackage.json",
        "CHANGES.md",
    }
    schemas = rows(
        built.warehouse,
        "select distinct table_schema from information_schema.tables order by 1",
    )
    assert [schema for (schema,) in schemas] == ["core", "raw", "reports", "staging", "survey"]


def test_tables_of_the_release_are_those_of_reports_duckdb_in_both_formats(built):
    names = {name for (name,) in rows(built.release / "reports.duckdb", "select table_name from information_schema.tables")}
    assert names
    for suffix in ("csv", "parquet"):
        assert {path.stem for path in (built.release / "tables").glob(f"*.{suffix}")} == names
    for name in names:
        assert (
            pl.read_parquet(built.release / "tables" / f"{name}.parquet").height
            == rows(built.release / "reports.duckdb", f"select count(*) from reports.{name}")[0][0]
        )


def test_published_numbers_have_no_more_digits_than_are_certain(built):
    """Twelve, and no sign of zero; numbers as they were received are published digit by digit."""
    manifest = json.loads((built.data / "dbt/manifest.json").read_text(encoding="utf-8"))
    received = {
        (node["name"], column["name"])
        for node in manifest["nodes"].values()
        for column in node["columns"].values()
        if column["config"]["meta"].get("as_received")
    }
    database = built.release / "reports.duckdb"
    doubles = rows(database, "select table_name, column_name from information_schema.columns where data_type = 'DOUBLE'")
    assert received < set(doubles)
    for table, column in set(doubles) - received:
        values = [value for (value,) in rows(database, f"select distinct {column} from reports.{table}") if value is not None]
        assert [value for value in values if str(value) != str(float(f"{value:.11e}") + 0.0)] == [], (table, column)


def test_the_data_package_is_valid(built):
    report = frictionless.validate(str(built.release.resolve() / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note", "message"])[:5]


def test_the_same_raw_files_give_the_same_bytes_whatever_was_kept(built, office, common_dir):
    """After a release of an office that was sent everything, after broken, killed and partial runs, and where a person asks
    for `current` alone.

    Everything before it is made first, by the same run. The first release took nothing from what was kept, this one
    takes all that still holds of a warehouse of other files, and of their pages: a whole site of equal tables is put away.
    """
    first = built.current.resolve()
    assert office.release.name > first.name and office.raw != built.raw
    for site in (common_dir / "kept").glob("site-*"):
        site.unlink()
    result = built.run_job(None, built.raw, assets=[dg.AssetKey("current")])
    assert result.success, failure_text(result)
    second = built.current.resolve()
    assert second.name > first.name
    # What tells the two apart: the number and the moment of the release, and what is known of those before it.
    old, new = (datapackage.read(release) for release in (first, second))
    marks = [(new["id"], old["id"]), (new["created"], old["created"])]
    marks += [(place.format(new["id"][1:]), place.format(old["id"][1:])) for place in ("r/{}/", '"number":"{}"')]
    for folder in ("tables", "questionnaires", "site"):
        files = files_below(first / folder)
        assert files and files == files_below(second / folder)
        for file in files:
            again = contents(second / folder / file)
            for now, before in marks:
                again = again.replace(now.encode(), before.encode())
            assert again == contents(first / folder / file), file
    assert [package["build"] for package in (old, new)] == ["full", "kept"]
    assert "No figure moved" in (second / "CHANGES.md").read_text(encoding="utf-8")


# What one release says of others: permanent addresses of the last, the log of revisions.
OF_OTHERS = ("r", "ja/releases/index.html", "en/releases/index.html", "api/v1/revisions.json")


def files_below(folder: Path) -> list[str]:
    """All but what a site says of other releases."""
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return [file for file in found if file not in OF_OTHERS and file.split("/")[0] not in OF_OTHERS]


def contents(file: Path) -> bytes:
    """The bytes of a file; of a workbook, those of its parts, which lie in it compressed."""
    if file.suffix != ".xlsx":
        return file.read_bytes()
    with zipfile.ZipFile(file) as parts:
        return b"".join(name.encode() + parts.read(name) for name in sorted(parts.namelist()))


def test_the_package_describes_every_column(built):
    package = json.loads((built.release / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        assert resource["description"]
        assert all(field["description"] for field in resource["schema"]["fields"]), resource["name"]


# Tables of questionnaire waves, each row of one wave or, in the last, of two.
SURVEY_TABLES = {
    "survey_wave",
    "survey_question",
    "survey_option",
    "survey_base",
    "survey_estimate",
    "survey_numeric_estimate",
    "survey_association_test",
    "survey_group_difference",
    "survey_response_rate",
    "survey_follow_up",
    "survey_weighting",
    "survey_wave_difference",
}


def test_made_up_rows_are_marked_and_stay_in_the_survey_tables_of_the_sample_waves(built):
    reports = built.release / "reports.duckdb"
    samples = {wave_id for (wave_id,) in rows(reports, "select wave_id from reports.survey_wave where has_sample")}
    assert samples == {"sample_branch_services", "sample_branch_services_2", "sample_form_intake"}
    for (name,) in rows(reports, "select table_name from information_schema.tables"):
        if name not in SURVEY_TABLES | {"check_result", "received_file"}:
            assert rows(reports, f"select count(*) from reports.{name} where has_sample") == [(0,)], name
    files = rows(reports, "select source_file from reports.received_file where has_sample")
    assert {Path(file).parent.name for (file,) in files} == samples
    for name in SURVEY_TABLES:
        waves = "[from_wave_id, to_wave_id]" if name == "survey_wave_difference" else "[wave_id]"
        found = rows(reports, f"select distinct has_sample, unnest({waves}) from reports.{name}")
        marked = {wave_id for has_sample, wave_id in found if has_sample}
        assert marked and marked <= samples, name
        assert not {wave_id for has_sample, wave_id in found if not has_sample} & samples, name


def test_a_sample_unit_is_never_shown_and_text_stays_in_raw(built):
    reports, warehouse = built.release / "reports.duckdb", built.warehouse
    assert rows(reports, "select count(*) from reports.survey_public_answer where has_sample") == [(0,)]
    [(comment,)] = rows(warehouse, "select distinct value_text from raw.survey_response where value_text is not null")
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        tables = connection.sql(
            "select table_schema, table_name, list(column_name) from information_schema.columns "
            "where table_schema <> 'raw' and data_type = 'VARCHAR' group by all"
        ).fetchall()
        for schema, table, columns in tables:
            texts = [column for column in columns if schema == "reports" or column != "unit_id"]
            holds = " or ".join(f"{column} in ('{comment}', 's0001')" for column in texts) or "false"
            assert connection.sql(f"select count(*) from {schema}.{table} where {holds}").fetchone() == (0,), table
    for (name,) in rows(reports, "select table_name from information_schema.columns where column_name = 'question_id'"):
        assert rows(reports, f"select count(*) from reports.{name} where question_id = 'Q09'") == [(0,)], name
