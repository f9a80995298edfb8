"""The report site: static pages made from the candidate's ``reports.duckdb`` and the texts of its descriptor, and beside
them the tables as files (``api/``).

The pages are made without knowing which release they belong to; its number and date are put in afterwards. So the site
of equal tables is made once; and of other tables, the builder takes what it drew and compiled before, where that is still
true (``SITE_KEPT``, ``SITE_CODE``).
"""

import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import dagster as dg

from dagster_project.common.files import files_below, fingerprint, sha256_of
from dagster_project.orchestration.assets.release import QUESTIONNAIRES, RELEASE_KEY, candidate_id
from dagster_project.orchestration.dbt_project import ensure_manifest
from dagster_project.orchestration.site_builder import SiteBuildFailed, SiteBuildStopped, code_made_ahead, run_node, sources
from dagster_project.orchestration.workbench import step
from dagster_project.release import datapackage, revisions, switch
from dagster_project.release.api_files import API, write_api, write_workbooks
from dagster_project.release.pages import permanent
from dagster_project.release.pages.history_page import expected_sources, write_history
from dagster_project.release.pages.withdrawal import withdrawn
from dagster_project.release.published_tables import published_tables
from dagster_project.release.workbooks import figure_workbooks
from dagster_project.settings import PERMANENT_FOLDER, RAW_SUBJECTS, Settings

# What stands on the pages until they are a release's: its number, the day it was made and the year of it.
PLACE_OF_ID = "@release@"
PLACE_OF_DATE = "@release-date@"
PLACE_OF_YEAR = "@release-year@"
PLACE_OF_NUMBER = "@release-number@"
# Pages, and the files of figures that say how they are cited.
_STAMPED = (".html", ".svg", ".bib", ".ris", ".json")


@dg.asset(
    name="report_site",
    deps=[RELEASE_KEY],
    group_name="publication",
    owners=["team:reports"],
    kinds={"evidence"},
    description="Bilingual report pages (ja, en), complete HTML without an engine in the browser.",
)
def report_site(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    with step(context) as settings:
        site = settings.candidate_dir / "site"
        previous = switch.current_release(settings.current_link)
        log = _revisions(settings, previous)
        write_api(
            settings.candidate_dir,
            previous,
            _api(settings),
            manifest_file=ensure_manifest(settings),
            revisions=log,
            kept=settings.kept,
        )
        # While the builder draws, in a process of its own, this one has nothing else to do.
        with ThreadPoolExecutor(1) as beside:
            given_up = Event()
            workbooks = beside.submit(
                write_workbooks, settings.candidate_dir, _api(settings), kept=settings.kept, given_up=given_up
            )
            try:
                pages = settings.kept.once("site", _made_of(settings), lambda: _build_or_try_again(context, settings))
            except BaseException:
                given_up.set()
                raise
            workbooks.result()
        _unpack(pages, site, _stamp(candidate_id(settings), _day(settings)))
        (site / API).parent.mkdir()
        shutil.move(_api(settings), site / API)
        figures = figure_workbooks(site)
        _complete(settings, site, log)
        own = files_below(site, without=PERMANENT_FOLDER)
        count = sum(name.endswith(".html") for name in own)
        context.log.info(f"{count} pages and {figures} figures in Japanese and English")
        return dg.MaterializeResult(metadata={"pages": count, "bytes": sum((site / name).stat().st_size for name in own)})


def _revisions(settings: Settings, previous: Path | None) -> dict[str, Any]:
    candidate = settings.candidate_dir
    return revisions.next_log(
        revisions.log_of(previous, Path("site") / API),
        release_id=candidate_id(settings),
        released=_day(settings),
        tables_dir=candidate / "tables",
        tables=published_tables(ensure_manifest(settings)),
        previous=previous,
        replaced=revisions.replaced_files(settings.raw_dir, RAW_SUBJECTS),
    )


def _complete(settings: Settings, site: Path, log: dict[str, Any]) -> None:
    """Let the pages of releases say which are kept, and put this release and the last ones below their own addresses."""
    release_id, releases = candidate_id(settings), settings.releases_dir
    kept = permanent.kept_beside(site.parent, release_id, releases)
    days = [(name, datapackage.read(releases / name)["created"][:10]) for name in kept]
    write_history(
        site,
        day=date.fromisoformat(_day(settings)),
        releases=[(release_id, _day(settings)), *reversed(days)],
        log=log,
        expected=expected_sources(settings.raw_dir, RAW_SUBJECTS),
        withdrawn=withdrawn(settings),
    )
    permanent.keep_addresses(site, release_id, releases, kept)


def _day(settings: Settings) -> str:
    return datapackage.read(settings.candidate_dir)["created"][:10]


def _stamp(release: str, day: str) -> Callable[[str, bytes], bytes]:
    """Puts the release's number and date into the places that a page or file left for them."""
    contents = {PLACE_OF_ID: release, PLACE_OF_DATE: day, PLACE_OF_YEAR: day[:4], PLACE_OF_NUMBER: release[1:]}
    # An ISO date is written otherwise by reference managers.
    contents |= {place.replace("-", "/"): content.replace("-", "/") for place, content in contents.items()}
    texts = {place.encode(): content.encode() for place, content in contents.items()}
    places = re.compile(b"|".join(re.escape(place) for place in texts))

    def stamped(name: str, content: bytes) -> bytes:
        return places.sub(lambda place: texts[place.group()], content) if name.endswith(_STAMPED) else content

    return stamped


def _api(settings: Settings) -> Path:
    """Where the files of the API are made: the builder looks whether every link to them arrives."""
    return settings.build_dir / "api"


def _made_of(settings: Settings) -> list[str]:
    """All that the pages are made of: the tables and their meaning, the files for download, the site's own sources."""
    tables = sorted((settings.candidate_dir / "tables").glob("*.parquet"))
    return [
        *(f"{path.name} {sha256_of(path)}" for path in tables),
        json.dumps([datapackage.read(settings.candidate_dir)[part] for part in ("resources", "received")]),
        fingerprint(settings.candidate_dir / QUESTIONNAIRES),
        *sources(),
    ]


def _build_or_try_again(context: dg.AssetExecutionContext, settings: Settings) -> bytes:
    """Rendering is deterministic, but a loaded machine can run out of memory or time. Dagster's own way to try again
    would do so after a Ctrl+C, too, and publish.
    """
    try:
        return _build(settings)
    except SiteBuildStopped as error:
        context.log.warning(f"{error}\nもう一度作成する。 / Trying once more.")
        return _build(settings)


def _build(settings: Settings) -> bytes:
    """Run the builder, which writes to the data folder alone: the code may be read-only and shared. Returns a ZIP archive."""
    site, kept, code = settings.build_dir / "pages", settings.build_dir / "kept_pages", code_made_ahead(settings)
    compiled_from = sources()
    for folder, earlier in ((kept, settings.kept.get("pages", [])), (code, settings.kept.get("site_code", compiled_from))):
        if earlier is not None:
            _unpack(earlier, folder)
    result = run_node(
        ["scripts/build.mjs"],
        {
            "REPORTS_DB": str(settings.candidate_dir / "reports.duckdb"),
            "SITE_DOWNLOADS": str(settings.candidate_dir / QUESTIONNAIRES),
            "SITE_PACKAGE": str(settings.candidate_dir / datapackage.DESCRIPTOR),
            "SITE_API": str(_api(settings)),
            "SITE_OUT": str(site),
            "SITE_WORK": str(settings.build_dir / "site"),
            "SITE_KEPT": str(kept),
            "SITE_CODE": str(code),
            "RELEASE_ID": PLACE_OF_ID,
            "RELEASE_DATE": PLACE_OF_DATE,
            "RELEASE_YEAR": PLACE_OF_YEAR,
            "RELEASE_NUMBER": PLACE_OF_NUMBER,
        },
    )
    if result.returncode < 0:
        raise SiteBuildStopped(
            f"サイトの作成が途中で終了させられた(シグナル {-result.returncode})。メモリの不足などによる。\n"
            f"The builder of the site was ended on its way (signal {-result.returncode}): memory ran out, perhaps."
        )
    if result.returncode > 0:
        raise SiteBuildFailed((result.stdout + result.stderr)[-4000:])
    shutil.rmtree((site / API).parent)  # put in by the release itself, whose number they bear
    settings.kept.keep("pages", [], _packed(kept))
    settings.kept.keep("site_code", compiled_from, _packed(code))
    return _packed(site)


def _packed(folder: Path) -> bytes:
    """A ZIP archive of a folder, which is removed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", strict_timestamps=False) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder))
    shutil.rmtree(folder)
    return stream.getvalue()


def _unpack(archive: bytes, folder: Path, change: Callable[[str, bytes], bytes] = lambda _, content: content) -> None:
    """Write a folder anew from its ZIP archive, the content of each file as ``change`` makes it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        for name in packed.namelist():  # a folder comes before what is in it
            if name.endswith("/"):
                (folder / name).mkdir()
            else:
                (folder / name).write_bytes(change(name, packed.read(name)))
