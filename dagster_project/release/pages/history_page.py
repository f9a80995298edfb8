"""What the page of releases says that only a release knows: which are kept, what changed, which sources are due.

The pages themselves are made without knowing their release; this is put into the place they leave for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from dagster_project.common.html_template import html_template
from dagster_project.common.yaml_values import Bilingual
from dagster_project.received.records import load_subject
from dagster_project.release.pages.permanent import number
from dagster_project.release.pages.withdrawal import Withdrawn
from dagster_project.settings import KEPT_RELEASES

_TEMPLATE = Path(__file__).parents[1] / "templates" / "release_history.html.j2"
_PLACE = re.compile(r'(<div class="release-history")[^>]*></div>')
_JAPANESE = re.compile(r"[\u3005-\u30ff\u3400-\u9fff]+")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_WIDE = str.maketrans({"(": "（", ")": "）", "%": "％"})
_UP = "../../"  # from <language>/releases/ to the root of the site


@dataclass(frozen=True)
class Expected:
    """A source whose next edition is due on a day: its title, and when the one at hand was received."""

    title: Bilingual
    received_on: str
    due: date


def write_history(
    site: Path,
    *,
    day: date,
    releases: Sequence[tuple[str, str]],
    log: dict[str, Any],
    expected: Sequence[Expected],
    withdrawn: Sequence[Withdrawn] = (),
) -> None:
    """Fill in the pages of releases of ``site``.

    ``day`` is that of the release; ``releases`` are the id and day of those kept, newest first; ``log`` is that of
    revisions.next_log.
    """
    due = [
        {"title": one.title.model_dump(), "received_on": one.received_on, "due": str(one.due), "is_late": one.due < day}
        for one in sorted(expected, key=lambda one: one.due)
    ]
    for language in ("ja", "en"):
        page = site / language / "releases" / "index.html"
        content = html_template(_TEMPLATE).render(
            lang=language,
            typeset=partial(_typeset, language=language),
            day_of=partial(_in_words, language=language),
            printed=partial(_printed, language=language),
            up=_UP,
            kept=KEPT_RELEASES,
            day=str(day),
            releases=[{"id": name, "number": number(name), "date": when} for name, when in releases],
            log=log["releases"],
            expected=due,
            withdrawn=list(reversed(withdrawn)),
        )
        before, place, after = _PLACE.split(page.read_text(encoding="utf-8"))
        page.write_text(f"{before}{place}>{content}</div>{after}", encoding="utf-8")


def _in_words(day: str, language: str) -> str:
    """A day as a text names it; what is no day ("not available") as it is."""
    try:
        given = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{given.year}年{given.month}月{given.day}日" if language == "ja" else f"{given.day} {given:%B %Y}"


def _typeset(text: str | None, language: str) -> str:
    """HTML of a text of a record as other pages set it: Japanese names are marked on English pages, Japanese has wide signs."""
    if language == "en":
        return _JAPANESE.sub(r'<span lang="ja">\g<0></span>', escape(text or ""))
    return escape((text or "").translate(_WIDE))


def _printed(value: str | None, column: str, language: str) -> str:
    """HTML of a value of a table: a text as text, a number with the sign that pages use, anything else as code."""
    if value is None:
        return "–"
    if column.endswith(("_ja", "_en")):
        return _typeset(value, language) if column.endswith(f"_{language}") else escape(value)
    if column.endswith("_kana"):
        return _typeset(value, language)
    if _NUMBER.fullmatch(value) and "code" not in column:
        return value.replace("-", "\N{MINUS SIGN}", 1) if value.startswith("-") else value
    return f"<code>{escape(value)}</code>"


def expected_sources(raw_dir: Path, subjects: Sequence[str]) -> list[Expected]:
    """The received files whose record says when the next edition is due; most sources keep no calendar."""
    return [
        Expected(title=record.title, received_on=str(record.received_on), due=record.next_expected)
        for subject in subjects
        for record in load_subject(raw_dir, subject).files
        if record.next_expected is not None
    ]
