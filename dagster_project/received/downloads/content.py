"""Whether what was fetched is the kind of file it should be, and not a page that says sorry."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from dagster_project.common.problems import InputProblem
from dagster_project.tables.grids.file_kind import kind_of

_HTML = re.compile(rb"^\s*<(!doctype html|html|\?xml[^>]*\?>\s*<!doctype html|head|body)", re.IGNORECASE)
_TITLE = re.compile(rb"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_LOOKED_AT = 65_536


def require_content(path: Path, name: str, address: str) -> None:
    """Raise InputProblem unless the file at `path` is what the ending of `name` says."""
    suffix = Path(name).suffix.lower()
    with path.open("rb") as stream:
        start = stream.read(_LOOKED_AT)
    plain = start.removeprefix(b"\xef\xbb\xbf")
    if not plain.strip():
        raise _not_the_file(address, suffix, "空のファイル", "an empty file")
    if _HTML.match(plain):
        title = _title(plain)
        raise _not_the_file(address, suffix, f"ウェブページ{title}", f"a web page{title}")
    if plain.lstrip()[:1] in (b"{", b"<"):
        raise _not_the_file(address, suffix, "JSON 又は XML", "JSON or XML")
    if suffix == ".xlsx" and not _is_whole_xlsx(path):
        raise _not_the_file(address, suffix, "別の形式、又は途中で切れたもの", "something else, or cut short")
    if suffix == ".xls" and kind_of(start) not in ("xls", "encrypted"):
        raise _not_the_file(address, suffix, "別の形式", "something else")
    if suffix == ".csv" and not _is_text(path):
        raise _not_the_file(address, suffix, "文字以外のデータ", "no text")


def _is_whole_xlsx(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package:
            return "xl/workbook.xml" in package.namelist() and package.testzip() is None
    except (zipfile.BadZipFile, OSError, EOFError):
        return False


def _is_text(path: Path) -> bool:
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True  # UTF-16, which the reader knows
    if b"\0" in data or b"," not in data:
        return False
    for encoding in ("utf-8", "cp932"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _title(page: bytes) -> str:
    found = _TITLE.search(page)
    if found is None:
        return ""
    for encoding in ("utf-8", "cp932"):
        try:
            return f" ({' '.join(found[1].decode(encoding).split())[:80]})"
        except UnicodeDecodeError:
            continue
    return ""


def _not_the_file(address: str, suffix: str, what_ja: str, what_en: str) -> InputProblem:
    return InputProblem(
        file=address,
        problem_ja=f"{suffix} のファイルではなく、{what_ja}が返されました。",
        problem_en=f"The answer is not a {suffix} file but {what_en}.",
        fix_ja="ブラウザーでアドレスを確認し、downloads.yml の address を、ファイルそのもののアドレスに直してください。",
        fix_en="Look the address up in a browser and make `address` in downloads.yml that of the file itself.",
    )
