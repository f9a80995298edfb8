"""Changing `sources.yml` by program: only what changes is rewritten, comments and order stay.

What a record must say is in `provenance.py`; who changes it is `register.py` (a person's file) and
the downloads (a fetched one).
"""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from dagster_project.common.files import write_text_atomically
from dagster_project.common.yaml_lines import tolerant_yaml
from dagster_project.common.yaml_values import Bilingual
from dagster_project.received.records import SOURCES_FILE, SubjectSources, load_subject

_WIDTH = 4096  # YAML lines are never folded: a diff shows only what changed


def open_records(raw_dir: Path, subject: str) -> tuple[SubjectSources, CommentedMap]:
    """The records of a subject, checked, and their YAML document; empty ones if there are none yet."""
    path = raw_dir / subject / SOURCES_FILE
    if path.is_file():
        return load_subject(raw_dir, subject), _yaml().load(path.read_text(encoding="utf-8"))
    return SubjectSources(subject=subject), CommentedMap(subject=subject, files=[])


def entry_of(document: CommentedMap, name: str) -> CommentedMap | None:
    """The record of the file `name` in the document, if there is one."""
    return next((entry for entry in document.get("files") or [] if entry["file"] == name), None)


def append_entry(document: CommentedMap, entry: CommentedMap) -> None:
    if document.get("files") is None:
        document["files"] = []
    document["files"].append(entry)


def supersede(entry: Any, sha256: str, today: date, reason: Bilingual | None = None) -> None:
    """Give a record a new hash and date; its former ones move to `previous`, with the reason where one is given. When the
    next is due is to be said anew."""
    former = CommentedMap(sha256=entry["sha256"], received_on=entry["received_on"], replaced_on=today)
    if not entry.get("previous"):
        entry["previous"] = []
    entry["previous"].append(former)
    if reason is not None:
        explain_last(entry, reason)
    entry.pop("next_expected", None)
    entry["sha256"] = sha256
    entry["received_on"] = today.replace()  # an equal date of its own: no YAML alias


def explain_last(entry: Any, reason: Bilingual) -> bool:
    """Say why the last contents were replaced; False where none were, or where it is said already (and published, perhaps)."""
    former = (entry.get("previous") or [None])[-1]
    if former is None or former.get("reason"):
        return False
    former["reason"] = CommentedMap(ja=reason.ja, en=reason.en)
    return True


def write_records(raw_dir: Path, subject: str, document: CommentedMap) -> None:
    """Replace the file in one step, so that an interrupted run leaves the former text."""
    text = io.StringIO()
    _yaml().dump(document, text)
    write_text_atomically(raw_dir / subject / SOURCES_FILE, text.getvalue())


def _yaml() -> YAML:
    yaml = tolerant_yaml()
    yaml.preserve_quotes = True
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml
