"""A look into a workbook's package before it is read: may it be read, and what a grid cannot show.

A grid of cells does not show errors, formulas, merged cells, comments or hidden sheets; the
package says them. Nothing is unpacked beyond a limit, so that a file that swells or reaches to the
last row of a spreadsheet is refused instead of filling the memory.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree

LARGEST_FILE = 20_000_000  # bytes as received
LARGEST_CONTENT = 200_000_000  # bytes unpacked
LAST_ROW = 20_000

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


class Refused(Exception):
    """The file cannot be read as a form; `rule` is one of FILE_RULES."""

    def __init__(self, rule: str, found: str | None = None) -> None:
        self.rule, self.found = rule, found
        super().__init__(rule, found)


@dataclass(frozen=True)
class Package:
    """The parts of a workbook that are looked at directly."""

    archive: zipfile.ZipFile
    sheets: dict[str, str]  # sheet name -> part, in the order of the workbook

    def sheet_xml(self, sheet: str) -> bytes:
        return self.archive.read(self.sheets[sheet])


def refuse_by_kind(name: str, data: bytes) -> None:
    """Refuse by ending and first bytes: whatever is no .xlsx workbook, or is empty or encrypted."""
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if not data:
        raise Refused("empty_file")
    if len(data) > LARGEST_FILE:
        raise Refused("too_large", f"{len(data) / 1e6:,.0f} MB")
    if data.startswith(_OLE):
        raise Refused("encrypted" if _ENCRYPTED_STREAM in data else "old_workbook")
    if ending in ("xlsm", "xltm", "xlsb"):
        raise Refused("macro_workbook")
    if ending == "xls":
        raise Refused("old_workbook")
    if ending != "xlsx":
        raise Refused("other_file_type", f".{ending}" if ending else name)
    if not data.startswith(b"PK"):
        raise Refused("damaged")


def open_package(data: bytes) -> Package:
    """The package of an .xlsx file; raises Refused."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = archive.NameToInfo.keys()
        if "xl/vbaProject.bin" in names:
            raise Refused("macro_workbook")
        size = sum(entry.file_size for entry in archive.infolist())
        if size > LARGEST_CONTENT:
            raise Refused("too_large", f"{size / 1e6:,.0f} MB")
        if "xl/workbook.xml" not in names:
            raise Refused("other_file_type", _kind(names)) if names else Refused("damaged")
        parts = _sheet_parts(archive.read("xl/workbook.xml"), archive.read("xl/_rels/workbook.xml.rels"))
    # zipfile says NotImplementedError of a compression it does not know.
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, OSError, ValueError, NotImplementedError) as error:
        raise Refused("damaged") from error
    return Package(archive, {name: part for name, part in parts.items() if part in names})


@lru_cache(maxsize=64)  # forms made from one blank form share these parts to the byte
def _sheet_parts(book: bytes, links: bytes) -> dict[str, str]:
    """Sheet name -> part, in the order of the workbook; charts and macro sheets left out."""
    targets = {link.get("Id"): link.get("Target", "") for link in ElementTree.fromstring(links)}
    parts = {}
    # Whatever the namespace: "Strict Open XML" has others than the usual workbook.
    for node in ElementTree.fromstring(book).iterfind(".//{*}sheet"):
        relation = next((value for name, value in node.attrib.items() if name.endswith("}id")), "")
        target = targets.get(relation, "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part.startswith("xl/worksheets/"):
            parts[node.get("name", "")] = part
    return parts


def _kind(names: Collection[str]) -> str:
    if "content.xml" in names:
        return ".ods / .odt"
    return ".docx" if "word/document.xml" in names else ".zip"


def refuse_far_cells(xml: bytes) -> None:
    """Refuse a sheet whose grid would be huge: a cell far below or far right of any form.

    Programs say the last cell at the head of the sheet; only where one does not are all cells looked at.
    """
    said = re.search(rb'<dimension ref="(?:[A-Z]+\d+:)?([A-Z]+)(\d+)"', xml[:4096])
    rows = re.findall(rb'<row [^>]*?\br="(\d+)"', xml[xml.rfind(b"<row ") :])
    last_row = max([int(row) for row in rows[-1:]] + ([int(said[2])] if said else []), default=0)
    if last_row > LAST_ROW:
        raise Refused("too_large", f"{last_row:,}行 / rows")
    if len(said[1]) > 2 if said else re.search(rb'<c r="[A-Z]{3}\d', xml):
        raise Refused("too_large", "列 / columns")


def count_values(xml: bytes) -> int:
    """Cells that are not empty, errors apart (which a grid does not show)."""
    return xml.count(b"</c>") - xml.count(b't="e"')


def without_formats(package: Package, sheet: str) -> bytes:
    """The workbook with the cells of one sheet stripped of their number formats."""
    copied = io.BytesIO()
    with zipfile.ZipFile(copied, "w") as target:
        for entry in package.archive.infolist():
            content = package.archive.read(entry)
            if entry.filename == package.sheets[sheet]:
                content = re.sub(rb'(<c [^>]*?) s="\d+"', rb"\1", content)
            target.writestr(entry, content)
    return copied.getvalue()


def error_cells(xml: bytes) -> list[tuple[str, str]]:
    """Cells that show an error, with the error: (D12, #REF!)."""
    if b't="e"' not in xml:
        return []
    found = re.findall(rb"<c ([^>]*t=\"e\"[^>]*)>(?:(?!</c>).)*?<v>([^<]*)</v>", xml, re.DOTALL)
    return [
        (place[1].decode(), value.decode())
        for attributes, value in found
        if (place := re.search(rb'r="([A-Z]+\d+)"', attributes))
    ]


def formula_cells(xml: bytes) -> list[str]:
    """Cells that hold a formula."""
    if xml.find(b"<f", 0, xml.rfind(b"</sheetData>")) < 0:
        return []
    return [cell.decode() for cell in re.findall(rb'<c [^>]*?r="([A-Z]+\d+)"[^>]*>\s*<f[ >/]', xml)]


def merged_ranges(xml: bytes) -> list[str]:
    """Ranges of merged cells, such as D12:E13."""
    below = xml[xml.rfind(b"</sheetData>") :]
    return [place.decode() for place in re.findall(rb'<mergeCell [^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"', below)]


def comments(package: Package, sheet: str) -> list[tuple[str, str]]:
    """Comments on cells of a sheet: (D12, text). Threaded comments have a plain copy among these."""
    part = package.sheets[sheet]
    links_part = f"xl/worksheets/_rels/{part.rsplit('/', 1)[-1]}.rels"
    if links_part not in package.archive.NameToInfo:
        return []
    found = []
    links = ElementTree.fromstring(package.archive.read(links_part))
    for link in links:
        if not link.get("Type", "").endswith("/comments"):
            continue
        target = link.get("Target", "").replace("../", "xl/").lstrip("/")
        tree = ElementTree.fromstring(package.archive.read(target))
        for comment in tree.iterfind(".//{*}comment"):
            text = "".join(node.text or "" for node in comment.iterfind(".//{*}t")).strip()
            found.append((comment.get("ref", ""), text))
    return found
