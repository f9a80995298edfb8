"""What kind of file it is, by its contents and whatever its name says."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection
from pathlib import Path

# The container of .xls files and of encrypted .xlsx files.
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


# An object with a name in it, as GeoJSON and e-Stat write it: no header with delimiters begins so.
_JSON_START = re.compile(rb'\s*\{\s*"')
# Files that are called so are JSON or workbooks, or something is wrong with them.
_JSON_SUFFIXES = (".json", ".geojson")
_WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_HEAD = 4096  # bytes that are enough to tell text


def is_text(path: Path) -> bool:
    """Whether a file is text with delimiters: by its contents, and no text is called a workbook or JSON."""
    return _kind_of_file(path) == "text" and path.suffix.lower() not in (*_WORKBOOK_SUFFIXES, *_JSON_SUFFIXES)


def is_json(path: Path) -> bool:
    """Whether a file is JSON: by its contents, or text that is called so."""
    kind = _kind_of_file(path)
    return kind == "json" or (kind == "text" and path.suffix.lower() in _JSON_SUFFIXES)


def _kind_of_file(path: Path) -> str:
    with path.open("rb") as stream:
        return kind_of(stream.read(_HEAD))


def kind_of(data: bytes) -> str:
    """One of: empty, xls, encrypted, package (see package_kind), markup, json, text; the first bytes decide."""
    if not data:
        return "empty"
    if data.startswith(_OLE):
        return "encrypted" if _ENCRYPTED_STREAM in data else "xls"
    if data.startswith(b"PK\x03\x04"):
        return "package"
    if _JSON_START.match(data.removeprefix(codecs.BOM_UTF8)):
        return "json"
    return "markup" if data.lstrip()[:1] == b"<" else "text"


def package_kind(names: Collection[str]) -> str:
    """One of: xlsx, xlsm (with macros), xlsb, docx, ods, zip; `names` are those of the parts in the package."""
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("xl/") for name in names):
        return "xlsm" if "xl/vbaProject.bin" in names else "xlsx"
    if "word/document.xml" in names:
        return "docx"
    return "ods" if "content.xml" in names else "zip"
