"""The descriptor lists every file of a release with its hash; files that an earlier release has, too, are not read again."""

from __future__ import annotations

import os
from pathlib import Path

from dagster_project.common.files import sha256_of
from dagster_project.release import datapackage


def release(folder: Path, **texts: str) -> Path:
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    datapackage.write(folder, {"id": "", "version": ""})
    return folder


def listed(folder: Path) -> dict[str, str]:
    return {file["path"]: file["hash"] for file in datapackage.read(folder)["files"]}


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
