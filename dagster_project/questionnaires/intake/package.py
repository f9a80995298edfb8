"""A look into a workbook's package before it is read: may it be read, and what a grid cannot show.

A grid of cells does not show errors, formulas, merged cells, comments or hidden sheets; the
package says them. Nothing is unpacked beyond a limit, so that a file that swells or reaches to the
last row of a spreadsheet is refused instead of filling the memory.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TypeVar
from xml.etree import ElementTree

LARGEST_FILE = 20_000_000  # bytes as received
LARGEST_CONTENT = 200_000_000  # bytes unpacked
LAST_ROW = 19_999  # of a sheet; see _FAR_CELL
LARGEST_SHEET = 10_000_000  # bytes of the form's sheet unpacked; a long form has a few hundred thousand
# A cell in row 20,000 or below, or right of column ZZ: no form reaches there.
_FAR_CELL = re.compile(rb' r="([A-Z]{3,}\d+|[A-Z]{0,2}(?:[2-9]\d{4}|\d{6,}))"')
_PLACE = re.compile(rb'\br="([A-Z]+\d+)"')

# What the libraries say of a file that is broken inside; zipfile has no one exception for it, and
# says RuntimeError of a part with a password and NotImplementedError of a compression it does not know.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,  # of XML
    ValueError,
)

Parsed = TypeVar("Parsed")

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
        """The sheet's part. Some programs put a prefix before every name (<x:row>); it is taken off."""
        entry = self.archive.NameToInfo[self.sheets[sheet]]
        if entry.file_size > LARGEST_SHEET:
            raise Refused("too_large", f"{entry.file_size / 1e6:,.0f} MB")
        xml = self.archive.read(entry)
        prefix = re.search(rb"<(\w+):worksheet\b", xml[:1024])
        return xml if prefix is None else re.sub(rb"(</?)" + prefix[1] + b":", rb"\1", xml)


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
        parts = _parsed(archive, _sheet_parts, "xl/workbook.xml", "xl/_rels/workbook.xml.rels")
    except BROKEN as error:
        raise Refused("damaged") from error
    return Package(archive, {name: part for name, part in parts.items() if part in names})


_remembered: dict[tuple, object] = {}
_MOST_REMEMBERED = 500


def _parsed(archive: zipfile.ZipFile, parse: Callable[..., Parsed], *parts: str) -> Parsed:
    """What `parse` makes of these parts. Forms made from one blank form share them, so that the
    checksums a package states of its parts spare unpacking the same ones again and again."""
    entries = [archive.NameToInfo[part] for part in parts]
    mark = (parse, *((entry.CRC, entry.file_size) for entry in entries))
    if mark not in _remembered:
        if len(_remembered) == _MOST_REMEMBERED:
            _remembered.clear()
        _remembered[mark] = parse(*(archive.read(entry) for entry in entries))
    return _remembered[mark]


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

    Where the sheet says that it ends is not asked: programs leave it out, and it need not be true.
    """
    far = _FAR_CELL.search(xml, xml.find(b"<sheetData"), xml.rfind(b"</sheetData>"))
    if far is not None:
        place = far[1].decode()
        raise Refused("too_large", f"セル / cell {place}" if place[0].isalpha() else f"{place} 行 / row {place}")


def count_values(xml: bytes) -> int:
    """Cells that are not empty, errors included (which a grid does not show)."""
    return xml.count(b"</c>", 0, xml.rfind(b"</sheetData>"))


def without_formats(package: Package, sheet: str) -> bytes:
    """The workbook with the cells of one sheet stripped of their number formats."""
    copied = io.BytesIO()
    with zipfile.ZipFile(copied, "w") as target:
        for entry in package.archive.infolist():
            content = package.archive.read(entry)
            if entry.filename == package.sheets[sheet]:
                content = re.sub(rb'(<(?:\w+:)?c [^>]*?) s="\d+"', rb"\1", content)
            # By its name: an entry given to another archive would forget where it lies in this one.
            target.writestr(entry.filename, content)
    return copied.getvalue()


def error_cells(xml: bytes) -> list[tuple[str, str]]:
    """Cells that show an error, with the error: (D12, #REF!)."""
    found = re.findall(rb"<c ([^>]*t=\"e\"[^>]*)>(?:(?!</c>).)*?<v>([^<]*)</v>", xml, re.DOTALL)
    return [
        (place[1].decode(), value.decode())
        for attributes, value in found
        if (place := _PLACE.search(attributes))
    ]


def formula_cells(xml: bytes) -> list[str]:
    """Cells that hold a formula."""
    if xml.find(b"<f", 0, xml.rfind(b"</sheetData>")) < 0:
        return []
    return [cell.decode() for cell in re.findall(rb'<c [^>]*?r="([A-Z]+\d+)"[^>]*>\s*<f[ >/]', xml)]


def percent_cells(package: Package, xml: bytes) -> list[tuple[str, str]]:
    """Numbers shown as per cent, as people see them: (D12, 50%), where 0.5 stands in the file."""
    if "xl/styles.xml" not in package.archive.NameToInfo:
        return []
    styles = _parsed(package.archive, _percent_styles, "xl/styles.xml")
    if not styles:
        return []
    look = rb'\bs="(?:' + b"|".join(styles) + rb')"'
    found = re.findall(rb"<c ([^>]*?" + look + rb"[^>]*)>(?:(?!</c>).)*?<v>([-+.\dEe]+)</v>", xml, re.DOTALL)
    return [
        (place[1].decode(), f"{100 * float(value):.10g}%")
        for attributes, value in found
        if (place := _PLACE.search(attributes)) and not re.search(rb'\bt="(?!n")', attributes)
    ]


def _percent_styles(styles: bytes) -> list[bytes]:
    """The numbers of the cell styles that show per cent: formats 9 and 10, and a workbook's own with %."""
    tree = ElementTree.fromstring(styles)
    formats = {"9", "10"} | {
        node.get("numFmtId") for node in tree.iterfind("{*}numFmts/{*}numFmt") if "%" in node.get("formatCode", "")
    }
    looks = tree.iterfind("{*}cellXfs/{*}xf")
    return [str(place).encode() for place, look in enumerate(looks) if look.get("numFmtId") in formats]


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
