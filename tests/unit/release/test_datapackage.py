"""The descriptor lists every file of a release with its hash; files that an earlier release has, too, are not read again."""

from __future__ import annotations

import os
from pathlib import Path

import yaml

from dagster_project.common.files import sha256_of
from dagster_project.release import datapackage
from dagster_project.release.published_tables import CHECK_RESULT_UNITS
from dagster_project.settings import DBT_DIR, PROJECT_ROOT


def release(folder: Path, **texts: str) -> Path:
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    datapackage.write(folder, {"id": "", "version": ""})
    return folder


def listed(folder: Path) -> dict[str, str]:
    return {file["path"]: file["hash"] for file in datapackage.read(folder)["files"]}


def test_every_published_number_says_its_unit_or_that_it_has_none():
    labels = yaml.safe_load((PROJECT_ROOT / "evidence_reports/labels/data.yml").read_text(encoding="utf-8"))
    without, unknown = [], []
    for path in (DBT_DIR / "models/reports").rglob("*.yml"):
        models = [] if "unit_tests" in path.name else yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
        for name, column, columns in ((m["name"], c, {c["name"] for c in m["columns"]}) for m in models for c in m["columns"]):
            if column["data_type"] not in ("varchar", "boolean", "date"):
                stated = column.get("config", {}).get("meta", {})
                unit = datapackage.unit_of(column["name"], columns, stated)
                without += [(name, column["name"])] if not unit else []
                unknown += [unit] if "unit" in unit and f"data.unit.{unit['unit']}" not in labels else []
                unknown += [unit] if unit.get("unitColumn", column["name"]) not in columns else []
    assert without == unknown == []
    assert all(f"data.unit.{stated['unit']}" in labels for stated in CHECK_RESULT_UNITS.values())


def test_a_unit_stands_in_the_yaml_in_the_name_or_in_another_column():
    def unit(name: str, **stated: str) -> dict[str, str]:
        return datapackage.unit_of(name, ("value", "unit_en"), stated)

    assert unit("value_yen") == {"unit": "yen"}
    assert unit("offices_per_10k_persons", unit="offices_per_10k") == {"unit": "offices_per_10k"}
    assert unit("rank_by_points") == unit("fiscal_year") == {"unit": datapackage.NO_UNIT}
    assert unit("value") == {"unitColumn": "unit_en"}
    assert unit("estimate", unit_column="unit_en") == {"unitColumn": "unit_en"}
    assert unit("closed_count") == {}


def test_what_is_another_name_of_an_earlier_file_is_not_read_again(tmp_path, monkeypatch):
    first = release(tmp_path / "r0001", page="one", figure="two")
    datapackage.complete(first, "r0001")
    second = release(tmp_path / "r0002", page="other")
    os.link(first / "figure", second / "same_figure")
    read: list[str] = []
    monkeypatch.setattr(datapackage, "sha256_of", lambda file: read.append(file.name) or sha256_of(file))
    datapackage.complete(second, "r0002", first)
    assert read == ["page"]
    assert listed(second) == {name: f"sha256:{sha256_of(second / name)}" for name in ("page", "same_figure")}
    assert datapackage.read(second)["id"] == "r0002"
    (first / "page").unlink()  # one that is gone says nothing of any other
    datapackage.complete(second, "r0002", first)
    assert listed(second).keys() == {"page", "same_figure"}
