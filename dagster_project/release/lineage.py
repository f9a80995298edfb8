"""Where a published table comes from and who shows it, as dbt's manifest tells: no list of either is written by hand."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dagster_project.common.yaml_values import Bilingual

_BETWEEN_LANGUAGES = " / "
# A page's own file, or the folder of a chapter in Markdown, as `read_in` of an exposure names it.
_PAGE = re.compile(r"^evidence_reports/(?:pages/\[lang\]/(.*)\+page\.server\.js|chapters/(.*))$")

_AT_THE_ROOT = "overview"  # the chapter that is a language's first page


@dataclass(frozen=True)
class Reader:
    """A page or download that shows a table; ``address`` is its place below a language, None where it is not one page."""

    label: Bilingual
    address: str | None


def both_languages(text: str) -> Bilingual:
    """The two halves of "English / Japanese".

    Raises:
        ValueError: the text has another number of halves than two.
    """
    english, *japanese = " ".join(text.split()).split(_BETWEEN_LANGUAGES)
    if len(japanese) != 1:
        raise ValueError(f'Not "English{_BETWEEN_LANGUAGES}Japanese": {text}')
    return Bilingual(ja=japanese[0], en=english)


def readers(manifest: dict[str, Any]) -> dict[str, list[Reader]]:
    """Model -> the exposures that read it."""
    found: dict[str, list[Reader]] = {}
    for exposure in manifest["exposures"].values():
        reader = Reader(both_languages(exposure["label"]), _address(exposure["config"]["meta"]["read_in"][0]))
        for node in exposure["depends_on"]["nodes"]:
            found.setdefault(_name(node), []).append(reader)
    return found


def received_tables(manifest: dict[str, Any]) -> dict[str, list[str]]:
    """Model of ``reports`` -> the received tables (schema raw) that it is made from, over all steps."""
    return {
        node["name"]: sorted(sources_behind(manifest, node_id))
        for node_id, node in manifest["nodes"].items()
        if node["resource_type"] == "model" and node["schema"] == "reports"
    }


def read_manifest(manifest_file: Path) -> dict[str, Any]:
    return json.loads(manifest_file.read_text(encoding="utf-8"))


def sources_behind(manifest: dict[str, Any], node_id: str) -> set[str]:
    """The received tables (schema raw) that a node of dbt is made from, over all steps."""
    parents: dict[str, list[str]] = manifest["parent_map"]
    seen: set[str] = set()
    waiting = [node_id]
    while waiting:
        current = waiting.pop()
        if current not in seen:
            seen.add(current)
            waiting += parents.get(current, [])
    return {_name(node) for node in seen if node.startswith("source.")}


def _address(file: str) -> str | None:
    match = _PAGE.match(file)
    if match is None:
        return None
    if match[2] == _AT_THE_ROOT:
        return ""
    folder = match[1] if match[1] is not None else f"{match[2]}/"
    return None if "[" in folder else folder


def _name(node: str) -> str:
    return node.rsplit(".", 1)[-1]
