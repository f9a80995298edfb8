"""What the last warehouse has right is taken from it; what shows something else now is named, with nothing left out."""

from __future__ import annotations

import duckdb
import pytest

from dagster_project.orchestration.last_warehouse import and_what_depends_on_it, keep_warehouse, start_from_last
from dagster_project.settings import Settings

FILES = "select 'a.csv' as file, {digest} as digest, 'published' as nature"
MAIL = "select * from (values (1985, {value}::double, null), (1986, 2.0, 'x')) as t (year, value, note)"
VIEWS = {
    "stg_mail": ("mail", "select year, value, note from raw.mail"),
    "stg_file": ("file", "select file, digest from raw.file"),
    "stg_nature": ("file", "select file, nature from raw.file"),
}


@pytest.fixture
def settings(tmp_path, monkeypatch) -> Settings:
    monkeypatch.setenv("WAREHOUSE_KEPT_DIR", str(tmp_path / "kept"))
    monkeypatch.delenv("WAREHOUSE_FULL", raising=False)
    settings = Settings(raw_dir=tmp_path / "raw", data_dir=tmp_path / "data's")
    settings.build_dir.mkdir(parents=True)
    return settings


@pytest.fixture
def manifest():
    nodes = {f"model.{name}": {"name": name, "schema": "staging", "config": {"materialized": "view"}} for name in VIEWS}
    nodes["model.core"] = {"name": "core", "schema": "core", "config": {"materialized": "table"}}
    children = {f"source.{table}": [f"model.{name}" for name in VIEWS if VIEWS[name][0] == table] for table in ("mail", "file")}
    sources = {f"source.{table}": {"name": table} for table in ("mail", "file")}
    children["model.stg_mail"] = ["model.core"]
    return {"nodes": nodes, "sources": sources, "child_map": children}


def land(settings: Settings, digest: int = 1, value: float = 1.0, more: str = "") -> None:
    settings.build_database.unlink(missing_ok=True)
    with duckdb.connect(str(settings.build_database)) as connection:
        connection.execute("create schema raw")
        connection.execute(f"create table raw.file as {FILES.format(digest=digest)}")
        connection.execute(f"create table raw.mail as {MAIL.format(value=value)}")
        connection.execute(more)


def finish(settings: Settings) -> None:
    with duckdb.connect(str(settings.build_database)) as connection:
        connection.execute("create schema staging; create schema core")
        for name, (_, query) in VIEWS.items():
            connection.execute(f"create view staging.{name} as {query}")
        connection.execute("create table core.core as from staging.stg_mail")
    keep_warehouse(settings)


def shown(settings: Settings, table: str) -> list[tuple]:
    with duckdb.connect(str(settings.build_database), read_only=True) as connection:
        return connection.execute(f"from {table}").fetchall()


@pytest.fixture
def finished(settings) -> Settings:
    land(settings)
    finish(settings)
    return settings


def test_without_a_last_warehouse_everything_is_built(settings, manifest):
    land(settings)
    assert start_from_last(settings, manifest) is None


def test_the_same_rows_leave_nothing_to_build(finished, manifest):
    land(finished)
    assert start_from_last(finished, manifest) == []
    assert shown(finished, "core.core") == [(1985, 1.0, None), (1986, 2.0, "x")]


def test_what_shows_other_rows_is_built_anew_on_the_new_rows(finished, manifest):
    land(finished, value=1.5)
    assert start_from_last(finished, manifest) == ["model.stg_mail"]
    assert shown(finished, "staging.stg_mail")[0] == (1985, 1.5, None)


def test_a_view_that_shows_what_it_showed_stops_the_change(finished, manifest):
    land(finished, digest=2)
    assert start_from_last(finished, manifest) == ["model.stg_file"]


@pytest.mark.parametrize("more", ["create table raw.other as select 1 as one", "drop table raw.mail"])
def test_other_raw_tables_are_another_warehouse(finished, manifest, more):
    land(finished, more=more)
    assert start_from_last(finished, manifest) is None
    with duckdb.connect(str(finished.build_database)) as connection:
        assert connection.execute("select count(*) from duckdb_tables() where schema_name = 'core'").fetchone() == (0,)


@pytest.mark.parametrize(
    "other",
    [
        "alter table raw.mail alter year type varchar",
        "alter table raw.mail rename note to remark",
        "create or replace table raw.mail as from raw.mail order by year desc",
        "update raw.mail set note = '' where note is null",
    ],
)
def test_another_type_name_order_or_empty_text_is_another_content(finished, manifest, other):
    land(finished, more=other)
    assert start_from_last(finished, manifest) == ["model.stg_mail"]


def test_a_warehouse_that_somebody_wrote_into_is_not_used(finished, manifest):
    [kept] = [path for path in finished.kept.folder.iterdir() if path.stat().st_size > 100]
    with duckdb.connect(str(kept)) as connection:
        connection.execute("update core.core set value = 9")
    land(finished)
    assert start_from_last(finished, manifest) is None


def test_a_full_build_starts_from_nothing(finished, manifest, monkeypatch):
    land(finished)
    monkeypatch.setenv("WAREHOUSE_FULL", "1")
    assert start_from_last(finished, manifest) is None


def test_what_depends_on_a_node_is_found_by_the_graph(manifest):
    assert and_what_depends_on_it(manifest, ["source.file"]) == {"source.file", "model.stg_file", "model.stg_nature"}
    assert and_what_depends_on_it(manifest, ["model.stg_mail"]) == {"model.stg_mail", "model.core"}
    assert and_what_depends_on_it(manifest, []) == set()
