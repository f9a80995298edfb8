"""What kind of file it is, by its contents and whatever its name says."""

from __future__ import annotations

import codecs
import re

# The container of .xls files and of encrypted .xlsx files.
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


# An object with a name in it, as GeoJSON and e-Stat write it: no header with delimiters begins so.
_JSON_START = re.compile(rb'\s*\{\s*"')
# How files begin that are neither tables nor text, whatever they are called.
_OTHERS = {
    b"%PDF-": "pdf",
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"{\\rtf": "rtf",
    b"\x1f\x8b": "zip",
    b"7z\xbc\xaf": "zip",
    b"Rar!": "zip",
    b"SQLite format 3": "sqlite",
    b"PAR1": "parquet",
    b"version https://git-lfs": "git-lfs pointer",
}
# Files that are called so are JSON or workbooks, or something is wrong with them.
_JSON_SUFFIXES = (".json", ".geojson")
_WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


def kind_as_named(data: bytes, suffix: str) -> str:
    """The kind of a file that is called so: text under the name of a workbook is none, under that of JSON it is JSON."""
    kind = kind_of(data)
    if kind == "text" and suffix.lower() in _JSON_SUFFIXES:
        return "json"
    return "misnamed" if kind == "text" and suffix.lower() in _WORKBOOK_SUFFIXES else kind


def kind_of(data: bytes) -> str:
    """One of: empty, xls, encrypted, package (of an .xlsx file or any other), markup, json, text, or what is none of them
    (pdf, png, …; zip for any archive); the first bytes decide."""
    if not data:
        return "empty"
    if data.startswith(_OLE):
        return "encrypted" if _ENCRYPTED_STREAM in data else "xls"
    if data.startswith(b"PK\x03\x04"):
        return "package"
    other = next((kind for start, kind in _OTHERS.items() if data.startswith(start)), None)
    if other is not None:
        return other
    if _JSON_START.match(data.removeprefix(codecs.BOM_UTF8)):
        return "json"
    return "markup" if data.lstrip()[:1] == b"<" else "text"
