"""All declared downloads, one after the other; one that fails does not keep the others back."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from dagster_project.common.problems import InputProblem
from dagster_project.received.downloads import estat
from dagster_project.received.downloads.content import require_content
from dagster_project.received.downloads.declaration import Download, Limits, load_declaration
from dagster_project.received.downloads.fetch import fetch
from dagster_project.received.downloads.keep import keep, owner_of
from dagster_project.received.recorded_municipalities import RecordedMunicipalities
from dagster_project.tables.layout import load_layout
from dagster_project.tables.table_reader import read_table

State = Literal["added", "updated", "unchanged", "left_alone", "failed"]

_MESSAGES = {
    "added": ("取得し、記録しました。", "fetched and recorded"),
    "updated": ("新しい内容に差し替え、以前の記録を残しました。", "replaced by new contents; the former record is kept"),
    "unchanged": ("公表されている内容に変更はありません。", "nothing new is published"),
}


@dataclass(frozen=True)
class Refreshed:
    """What became of one download, in words."""

    source_file: str
    state: State
    message_ja: str
    message_en: str


def refresh(
    raw_dir: Path,
    today: date,
    app_id: str,
    *,
    estat_url: str = estat.BASE_URL,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Refreshed]:
    """Fetch every download that is switched on; yields what became of each as it is done.

    Raises InputProblem when downloads.yml itself cannot be used.
    """
    declaration = load_declaration(raw_dir)
    for download in declaration.downloads:
        if download.enabled:
            yield _refresh_one(download, raw_dir, declaration.limits, today, app_id, estat_url, sleep)


def _refresh_one(
    download: Download,
    raw_dir: Path,
    limits: Limits,
    today: date,
    app_id: str,
    estat_url: str,
    sleep: Callable[[float], None],
) -> Refreshed:
    source_file = f"{download.subject}/{download.file}"
    try:
        folder = raw_dir / download.subject
        owner = owner_of(raw_dir, download)
        if not owner.may_write:
            message_ja = f"{owner.reason_ja}変更していません。"
            return Refreshed(source_file, "left_alone", message_ja, f"{owner.reason_en} Left as it is.")
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".download-", dir=folder) as waiting:
            fetched = Path(waiting) / download.file
            if download.estat is None:
                address = download.address or ""
                fetch(address, fetched, limits, sleep)
            else:
                address = estat.address_of(download.estat, estat_url)
                estat.fetch_table(download.estat, fetched, limits, app_id, base_url=estat_url, sleep=sleep)
            require_content(fetched, download.file, address)
            _require_rows(fetched, download, folder)
            state = keep(fetched, raw_dir, download, address, today)
    except InputProblem as problem:
        return Refreshed(source_file, "failed", problem.message_ja, problem.message_en)
    return Refreshed(source_file, state, *_MESSAGES[state])


def _require_rows(fetched: Path, download: Download, folder: Path) -> None:
    """A file the layout cannot read any more must not take the place of one it can."""
    layout = load_layout(folder / download.layout)
    result = read_table(
        fetched,
        layout,
        source_file=f"{download.subject}/{download.file}",
        table_name=download.table,
        constants=download.constants,
        municipalities=RecordedMunicipalities(folder.parent).periods if layout.municipality else None,
    )
    if result.loaded.is_empty():
        raise InputProblem(
            file=f"raw/{download.subject}/{download.file}",
            problem_ja="取得したファイルに、取り込める行がありません。",
            problem_en="No row of the fetched file can be loaded.",
            fix_ja=f"downloads.yml の address と、{download.layout} がこのファイルの様式に合うかを確認してください。",
            fix_en=f"Check `address` in downloads.yml, and whether {download.layout} describes this file.",
        )
