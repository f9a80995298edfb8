"""The parts of a package under the names that all programs know.

Where the parts lie, a package says itself; nearly every program writes them in the same places, and fastexcel looks
for them there alone. Other programs write backslashes, other letters or other folders: such a package is written anew.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

BOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STYLES, STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
_SHEETS = "xl/worksheets/"
_PACKAGE_LINKS = "_rels/.rels"
_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MOST_BYTES = 200_000_000  # unpacked; more is not written anew
_PLACES = {"styles": STYLES, "sharedStrings": STRINGS}


def with_usual_names(data: bytes) -> bytes:
    """The package itself, or a copy in which the workbook's parts are called as usual; raises as zipfile does."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        if BOOK in names and LINKS in names and _is_usual(_links(package.read(LINKS)), set(names)):
            return data
        if sum(entry.file_size for entry in package.infolist()) > _MOST_BYTES:
            return data
        parts = {name.replace("\\", "/").lstrip("/"): name for name in names}
        contents = {part: package.read(name) for part, name in parts.items()}
    return _written(_renamed(contents)) if any(part.lower().startswith("xl/") for part in contents) else data


def _is_usual(links: list[tuple[str, str]], names: set[str]) -> bool:
    other_letters = {name.lower(): name for name in names}
    if any(other_letters.get(place.lower(), place) != place for place in _PLACES.values()):
        return False
    for kind, part in links:
        if part not in names and kind in ("worksheet", *_PLACES):
            return False
        if kind in _PLACES and part != _PLACES[kind]:
            return False
        if kind == "worksheet" and not part.startswith(_SHEETS):
            return False
    return True


def _links(xml: bytes, folder: str = "xl") -> list[tuple[str, str]]:
    """The kind and the part of each link of a part that lies in `folder`."""
    return [
        (link.get("Type", "").rsplit("/", 1)[-1], _part(link.get("Target", ""), folder))
        for link in ElementTree.fromstring(xml)
        if link.get("TargetMode") != "External"
    ]


def _part(target: str, folder: str) -> str:
    target = target.replace("\\", "/")
    return posixpath.normpath(target if target.startswith("/") else f"{folder}/{target}").lstrip("/")


def _renamed(contents: dict[str, bytes]) -> dict[str, bytes]:
    """The parts by their usual names; capital letters count for nothing in the name of a part."""
    known = {part.lower(): part for part in contents}
    package_links = contents.get(_PACKAGE_LINKS)
    named = [] if package_links is None else [part for kind, part in _links(package_links, "") if kind == "officeDocument"]
    book = known.get((named or [BOOK])[0].lower())
    if book is None:
        return contents
    folder = posixpath.dirname(book)
    links = known.get(f"{folder}/_rels/{posixpath.basename(book)}.rels".lower())
    if links is None:
        return contents
    unlinked = {known[place.lower()]: place for place in _PLACES.values() if place.lower() in known}
    new = {**unlinked, book: BOOK, links: LINKS}
    for place, (kind, part) in enumerate(_links(contents[links], folder)):
        there = known.get(part.lower())
        if there is None:
            continue
        if kind in _PLACES:
            new[there] = _PLACES[kind]
        elif kind == "worksheet":
            new[there] = there if there.startswith(_SHEETS) else f"{_SHEETS}moved{place}.xml"
    renamed = {new.get(part, part): content for part, content in contents.items()}
    return {**renamed, LINKS: _pointing(contents[links], folder, {part.lower(): new.get(part, part) for part in contents})}


def _pointing(links: bytes, folder: str, new: dict[str, str]) -> bytes:
    """The links with each target under its new name, from the root of the package."""
    written = []
    for link in ElementTree.fromstring(links):
        part = _part(link.get("Target", ""), folder)
        if link.get("TargetMode") != "External" and part.lower() in new:
            link.set("Target", f"/{new[part.lower()]}")
        written.append("".join(f" {key}={quoteattr(value)}" for key, value in link.attrib.items()))
    lines = "".join(f"<Relationship{attributes}/>" for attributes in written)
    return f'<Relationships xmlns="{_NAMESPACE}">{lines}</Relationships>'.encode()


def _written(contents: dict[str, bytes]) -> bytes:
    copied = io.BytesIO()
    with zipfile.ZipFile(copied, "w") as target:
        for part, content in contents.items():
            target.writestr(part, content)
    return copied.getvalue()
