"""Nothing that a body or the office wrote about it leaves the office's own folders: every byte that was written is searched."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pytest

from tests.office.planted import DETAIL, EXPORTED, UNITS, WAVE

# The office's own folders, and the build's, which nobody else can enter either.
PRIVATE = ("internal", "receipts", "landing")


def texts(path: Path) -> Iterator[str]:
    """All that stands in a file: its bytes as they are, and what they hold where they are packed."""
    content = path.read_bytes()
    yield content.decode("utf-8", "replace")
    yield content.decode("utf-16-le", "replace")
    match path.suffix:
        case ".gz":
            yield gzip.decompress(content).decode("utf-8", "replace")
        case ".xlsx":
            if not zipfile.is_zipfile(path):
                return
            with zipfile.ZipFile(path) as package:
                for name in package.namelist():  # some writers put a reference, &#35211;, for each sign of Japanese
                    yield unescape(package.read(name).decode("utf-8", "replace"))
        case ".parquet":
            yield from cells(pl.read_parquet(path))
        case ".duckdb":
            with duckdb.connect(str(path), read_only=True) as connection:
                for (table,) in connection.execute("select table_name from information_schema.tables").fetchall():
                    yield from cells(pl.DataFrame(connection.sql(f"select * from {table}")))


def cells(frame: pl.DataFrame) -> Iterator[str]:
    for column in frame.iter_columns():
        if column.dtype.is_float():  # a whole number of a body is 884.0 in memory and 884 to everybody else
            column = column.round(0).cast(pl.Int64, strict=False)
        yield "\n".join(column.cast(pl.String, strict=False).drop_nulls().unique())


def found_in(path: Path, details: dict[str, str]) -> set[str]:
    return {detail for text in texts(path) for detail in DETAIL.findall(text)} & set(details)


def files_written(office) -> list[Path]:
    """By the build of the details: not the release before it, which is of other files. Each once, whatever its names."""
    parts = [path for path in office.data.iterdir() if path.name not in {*PRIVATE, "releases", "current"}]
    below = [file for part in [*parts, office.release] for file in (part.rglob("*") if part.is_dir() else [part])]
    return list({path.stat().st_ino: path for path in below if path.is_file()}.values())


def test_the_search_finds_every_detail_where_it_may_be(office):
    """Details that the search could not see would prove nothing: all are in the files as received or with the office."""
    raw = office.raw / "questionnaires"
    received = [*(raw / WAVE).iterdir(), *(raw / EXPORTED).iterdir(), *(raw / "trial" / "forms").iterdir()]
    found = set().union(*(found_in(path, office.details.all) for path in received))
    assert found == set(office.details.all)
    with duckdb.connect(str(office.warehouse), read_only=True) as connection:
        answers = {
            text for column in cells(pl.DataFrame(connection.sql("from raw.survey_response"))) for text in column.split()
        }
    assert len(answers & set(office.details.all)) > UNITS


def test_no_detail_is_in_anything_that_was_written_outside_the_offices_own_folders(office):
    written = files_written(office)
    assert {path.relative_to(office.data).parts[0] for path in written} >= {"releases", "dagster", "dbt", "build"}
    leaks = {
        str(path.relative_to(office.data)): sorted({office.details.all[detail] for detail in details})
        for path in written
        if (details := found_in(path, office.details.all))
    }
    assert leaks == {}


def test_contacts_that_nobody_declared_publishable_do_not_even_enter_the_warehouse(query):
    assert query(f"select distinct attribute from raw.survey_frame_attribute where wave_id = '{WAVE}' order by 1") == [
        ("kind",),
        ("population_band",),
        ("prefecture",),
    ]


def test_rows_set_aside_are_published_by_file_row_and_rule_alone(office):
    with duckdb.connect(str(office.release / "reports.duckdb"), read_only=True) as connection:
        found = connection.sql(
            f"select source_file, row_number, column_name, value, rule, raw_text from quarantined_row "
            f"where source_file like 'questionnaires/{WAVE}/%' order by all"
        ).fetchall()
    assert {(file.rsplit("/")[-1], rule) for file, _, _, _, rule, _ in found} == {
        ("frame.csv", "duplicate_key"),
        ("frame.csv", "contact_detail"),
        ("frame.csv", "missing_value"),
        ("frame.csv", "ragged_row"),
        ("responses.csv", "unknown_respondent"),
        ("responses.csv", "unknown_question"),
        ("responses.csv", "unknown_option"),
        ("responses.csv", "not_a_number"),
        ("responses.csv", "several_values"),
    }
    assert {(column, value, text) for _, _, column, value, _, text in found} == {(None, None, None)}


def test_the_office_has_the_text_of_the_rows_set_aside_and_the_figures_before_suppression(office):
    folder = office.data / "receipts" / WAVE
    set_aside, results = folder / f"set_aside_{WAVE}_内部限り_internal.xlsx", folder / f"results_{WAVE}_内部限り_internal.xlsx"
    cells_shown = {office.details.all[detail] for detail in found_in(set_aside, office.details.all)}
    assert cells_shown >= {"frame: band", "frame: kind", "answer: unknown body", "answer: unknown option", "answer: no number"}
    book = openpyxl.load_workbook(results)
    assert len(book.sheetnames) == 3 and all("内部限り" in name for name in book.sheetnames)
    in_public = {row[-1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)}
    assert in_public >= {"", "秘匿 / suppressed"}
    assert "公表しない / not published" in {row[-1] for row in book.worksheets[1].iter_rows(min_row=2, values_only=True)}
    assert "answer: text" in {office.details.all[detail] for detail in found_in(results, office.details.all)}


@pytest.mark.parametrize("folder", ["internal", "internal/r0001", "receipts", "landing", "build", "dagster", "dbt"])
def test_folders_that_are_not_published_are_open_to_their_owner_alone(office, folder):
    assert (office.data / folder).stat().st_mode & 0o777 == 0o700


def test_the_release_holds_what_its_descriptor_lists_and_nothing_else(office):
    release = office.release
    listed = {file["path"] for file in json.loads((release / "datapackage.json").read_text("utf-8"))["files"]}
    there = {path.relative_to(release).as_posix() for path in release.rglob("*") if not path.is_dir()}
    assert there == listed | {"datapackage.json"}
    assert not any("warehouse" in name for name in there)
