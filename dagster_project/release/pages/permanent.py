"""Permanent addresses: ``site/r/0007/`` is the site as release r0007 published it, from the day it is published.

The plain address is the newest release. Below ``r/`` lie the last releases, the newest among them: each file there is the
release's own, under a second name (a hard link), so the disk does not grow. Only pages of an earlier release are written
anew, to say that they are of one and lead to the page of today; and those are shared by all later sites, too.

An earlier release that, held against one of the others, tells the answers of single bodies has no address any more.
"""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from dagster_project.common.files import files_below, put_also
from dagster_project.common.yaml_values import Bilingual
from dagster_project.release.changes import tell_single_answers
from dagster_project.release.switch import ordinal, release_ids
from dagster_project.settings import KEPT_RELEASES, PERMANENT_FOLDER

# What is asked for at the root of a site alone.
_AT_THE_ROOT = {"404.html", "robots.txt", "sitemap.xml"}
# Where a page says of which release it is, empty on those of the newest (evidence_reports: +layout.svelte).
_STATE = re.compile(r'(<div class="release-state")[^>]*></div>')
_TO_RELEASES = re.compile(rf'href="(?:\.\./)+{PERMANENT_FOLDER}/\d+/[^"]*"')
_OF_EARLIER = Bilingual(
    ja='これは、以前の公表版（{release}）のページである。最新の公表版は<a href="{newest}">こちら</a>に示す。',
    en='This page is of an earlier release ({release}). The newest release is <a href="{newest}">here</a>.',
)


def number(release_id: str) -> str:
    """``0007`` of ``r0007``."""
    return release_id[1:]


def keep_addresses(site: Path, release_id: str, releases_dir: Path, earlier: Sequence[str]) -> None:
    """Put the new site and those of ``earlier`` releases (kept_beside) below ``site/r/``."""
    shutil.rmtree(site / PERMANENT_FOLDER, ignore_errors=True)
    for path in list(_files(site)):
        _put(site / path, site / PERMANENT_FOLDER / number(release_id) / path)
    for page in _pages_that_name_releases(site):
        _write(
            site / PERMANENT_FOLDER / number(release_id) / page,
            _leading_to_today(page, (site / page).read_text(encoding="utf-8")),
        )
    for place, name in enumerate(earlier):
        _keep_earlier(site, releases_dir / name, [releases_dir / later / "site" for later in earlier[place + 1 :]])


def kept_beside(candidate: Path, release_id: str, releases_dir: Path, keep: int = KEPT_RELEASES) -> list[str]:
    """The last releases before the candidate that may be read beside it and beside each other, oldest first.

    ``releases_dir`` holds them, each with a site of its own; ``keep`` counts the candidate, too.
    """
    kept: list[Path] = []
    for name in reversed([name for name in release_ids(releases_dir) if ordinal(name) < ordinal(release_id)]):
        release = releases_dir / name
        others = [candidate, *kept]
        if (release / "site").is_dir() and not any(
            tell_single_answers(release / "tables", other / "tables") for other in others
        ):
            kept.append(release)
    return [release.name for release in reversed(kept[: keep - 1])]


def _keep_earlier(site: Path, release: Path, later_sites: list[Path]) -> None:
    own, place = release / "site", Path(PERMANENT_FOLDER, number(release.name))
    files = list(_files(own))
    if later_sites and _are_there_and_lead_to_the_same(files, later_sites[-1], place, site):
        for path in files:
            _put(later_sites[-1] / place / path, site / place / path)
        return
    for path in files:
        if path.suffix != ".html":
            _put(own / path, site / place / path)
            continue
        text = _of_earlier(path, (own / path).read_text(encoding="utf-8"), release.name, site)
        known = [later / place / path for later in later_sites if (later / place / path).is_file()]
        same = next((page for page in reversed(known) if page.read_text(encoding="utf-8") == text), None)
        if same is not None:
            _put(same, site / place / path)
        else:
            _write(site / place / path, text)


def _are_there_and_lead_to_the_same(files: list[Path], last: Path, place: Path, site: Path) -> bool:
    """Whether the last site has these pages of an earlier release, and each leads there to the page that it leads to here."""
    return all(
        (last / place / path).is_file() and (path.suffix != ".html" or (last / path).is_file() == (site / path).is_file())
        for path in files
    )


def _files(site: Path) -> Iterator[Path]:
    """The files of a release's own pages, from the site's folder."""
    return (Path(name) for name in files_below(site, without=PERMANENT_FOLDER) if name not in _AT_THE_ROOT)


def _pages_that_name_releases(site: Path) -> list[Path]:
    return [
        path
        for path in _files(site)
        if path.suffix == ".html" and _TO_RELEASES.search((site / path).read_text(encoding="utf-8"))
    ]


def _of_earlier(page: Path, text: str, release_id: str, newest: Path) -> str:
    """The page of an earlier release: it says so, leads to the page of today and is not for search engines."""
    language = "en" if page.parts[0] == "en" else "ja"
    there = page if (newest / page).is_file() else Path(page.parts[0], "index.html")
    address = _up(page) + there.as_posix().removesuffix("index.html")
    notice = getattr(_OF_EARLIER, language).format(release=html.escape(release_id), newest=html.escape(address))
    text = _STATE.sub(lambda match: f'{match[1]} role="note"><p>{notice}</p></div>', text, count=1)
    text = text.replace("</head>", '<meta name="robots" content="noindex" /></head>', 1)
    return _leading_to_today(page, text)


def _leading_to_today(page: Path, text: str) -> str:
    """Links to single releases become one to the list of today, since releases come and go."""
    language = page.parts[0]
    return _TO_RELEASES.sub(f'href="{_up(page)}{language}/releases/"', text)


def _up(page: Path) -> str:
    """From a page below ``r/0007/`` to the root of the site."""
    return "../" * (len(page.parts) - 1 + 2)


def _put(file: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    put_also(file, place)


def _write(place: Path, text: str) -> None:
    """A file of its own, not the other names of the one that lies there."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    place.write_text(text, encoding="utf-8")
