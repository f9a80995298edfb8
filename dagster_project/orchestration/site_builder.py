"""The builder of the report site (Node.js): run to its end, or begun ahead while the tables are made.

What needs no table is done ahead: the texts, labels and settings of the site are looked through before anything else is, and
the code of its pages is compiled beside the first steps. A run that was not begun from the command line does without.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from dagster_project.common.files import fingerprint, sha256_of
from dagster_project.common.problems import Problem
from dagster_project.settings import SITE_DIR, Settings

BUILD_LIMIT_SECONDS = 900
_NOT_SOURCES = {"node_modules", "handouts", ".evidence", ".svelte-kit", "build"}
# What an office may say of its site, beside the number and the day of a release.
_STATED = ("SITE_ADDRESS", "SITE_CONTACT", "SITE_MUNICIPALITY_PAGES")

_begun: list[subprocess.Popen[str]] = []


class SiteBuildFailed(Problem):
    """The pages could not be rendered; the message is the end of the builder's own output."""


class SiteBuildStopped(SiteBuildFailed):
    """The builder did not come to its end: somebody ended it, memory or time ran out."""


def sources() -> list[str]:
    """All that the site is made of beside tables: its own sources, and what the office says of it."""
    own = sorted(path for path in SITE_DIR.iterdir() if path.name not in _NOT_SOURCES)
    return [
        *(f"{path.name} {fingerprint(path) if path.is_dir() else sha256_of(path)}" for path in own),
        *(os.environ.get(name, "") for name in _STATED),
    ]


def begin_ahead(settings: Settings) -> None:
    """Look through what is written and begin to compile, where these sources were not compiled before.

    Raises SiteBuildFailed with what is wrong in texts, labels or settings.
    """
    for earlier in _begun:  # by a build whose pages were kept, so that nobody waited for it
        earlier.kill()
        earlier.wait()
    _begun.clear()
    shutil.rmtree(settings.site_code_dir, ignore_errors=True)
    if not SITE_DIR.is_dir():  # an office that only makes tables; `make build` says at its end what is missing
        return
    if settings.kept.get("site_code", sources()) is not None:
        return
    process = subprocess.Popen(
        _command(["scripts/ahead.mjs"]),
        cwd=SITE_DIR,
        env={
            **os.environ,
            "SITE_WORK": str(settings.site_code_dir / "work"),
            "SITE_CODE": str(settings.site_code_dir / "code"),
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    )
    if process.stdout is not None and process.stdout.readline():
        _begun.append(process)
        return
    _, wrong = process.communicate()
    # One that was ended, for want of memory perhaps, says nothing: the builder of the site will.
    if process.returncode > 0 and wrong.strip():
        raise SiteBuildFailed(wrong.strip()[-4000:])


def code_made_ahead(settings: Settings) -> Path:
    """The folder for compiled code, when what was begun is finished: the builder looks whether what lies there is of its
    sources.
    """
    while _begun:
        _begun.pop().communicate()
    return settings.site_code_dir / "code"


def run_node(arguments: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run Node.js in the site's folder; it ends when this process ends, however it ends."""
    try:
        return subprocess.run(
            _command(arguments),
            cwd=SITE_DIR,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=BUILD_LIMIT_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise SiteBuildStopped(
            f"サイトの作成が {BUILD_LIMIT_SECONDS} 秒以内に終わりませんでした。\n"
            f"The site was not finished within {BUILD_LIMIT_SECONDS} seconds."
        ) from error


def _command(arguments: list[str]) -> list[str]:
    node = shutil.which("node")
    if node is None:
        raise SiteBuildFailed(
            "Node.js が見つかりません。Node.js 20 から 24 までを導入してください。\n"
            "Node.js is not there. Install Node.js 20 to 24."
        )
    return [node, "--import", (SITE_DIR / "scripts" / "end_with_parent.mjs").as_uri(), *arguments]
