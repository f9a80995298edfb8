"""What makes a PDF that a browser printed one that everybody can read (PDF/UA-1), and what is still amiss in one.

The browser tags text, tables, pictures and links, and names title, language and outline. It leaves the foot of a page, rules
and fills without a mark, the parts of a list without their names, links without words, and does not say which standard the
file follows: `finish` adds these. `faults` reads a file anew and lists what the standard asks for and is not there, as far as
structure tells; whether a picture's words are good words, or the order of reading is the right one, a person has to see.
Layout belongs to `evidence_reports/handouts/`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

_PDF_UA = "http://www.aiim.org/pdfua/ns/id/"
_PAINT = frozenset({"f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "Do"})
_TEXT = frozenset({"Tj", "TJ", "'", '"'})
_PATH = frozenset({"m", "l", "c", "v", "y", "h", "re", "W", "W*"})
_HEADINGS = {f"/H{level}": level for level in range(1, 7)}


def finish(path: Path) -> list[str]:
    """Complete the file in place; returns what its structure lacks. The same pages give the same file, whenever it is made."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(list(_marked(pikepdf.parse_content_stream(page)))))
            for link in _links(page):
                link.Contents = pikepdf.String(str(link.A.URI) if "/URI" in link.A else str(pdf.docinfo.Title))
        for element in _elements(pdf.Root.StructTreeRoot):
            if element.S == "/LI":
                for child in _children(element):
                    if child.S == "/NonStruct":
                        child.S = pikepdf.Name.LBody
            elif element.S == "/L":
                element.A = pikepdf.Dictionary(O=pikepdf.Name.List, ListNumbering=pikepdf.Name.Disc)
        title, language = str(pdf.docinfo.Title), str(pdf.Root.Lang)
        for moment in ("/CreationDate", "/ModDate"):
            del pdf.docinfo[moment]
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = title
            metadata["dc:language"] = [language]
            metadata.register_xml_namespace(_PDF_UA, "pdfuaid")
            metadata[f"{{{_PDF_UA}}}part"] = "1"
        pdf.save(path, min_version="1.7", deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return [f"{path.name}: {fault}" for fault in _of_structure(pdf)]


def faults(path: Path) -> list[str]:
    """What the structure of the file lacks, each as a sentence; empty where nothing is amiss."""
    with pikepdf.open(path) as pdf:
        return [f"{path.name}: {fault}" for fault in (*_of_structure(pdf), *_of_drawing(pdf))]


def _of_structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    yield from _of_document(pdf)
    yield from _of_pages(pdf)
    yield from _of_elements(pdf)


def _of_drawing(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, start=1):
        if any(is_bare for _, is_bare in _with_marks(pikepdf.parse_content_stream(page))):
            yield f"page {number}: something is drawn that is neither text of the document nor decoration"


def _of_document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    nothing = pikepdf.Dictionary()
    if not bool(root.get("/MarkInfo", nothing).get("/Marked", False)):
        yield "is not tagged"
    if not str(root.get("/Lang", "")):
        yield "names no language"
    is_shown = bool(root.get("/ViewerPreferences", nothing).get("/DisplayDocTitle", False))
    if not is_shown or not str(pdf.docinfo.get("/Title", "")):
        yield "shows no title"
    if "/Outlines" not in root:
        yield "has no outline"
    with pdf.open_metadata() as metadata:
        if metadata.get(f"{{{_PDF_UA}}}part") != "1":
            yield "does not name PDF/UA-1"


def _of_pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    nothing = pikepdf.Dictionary()
    for number, page in enumerate(pdf.pages, start=1):
        if page.get("/Tabs") != "/S":
            yield f"page {number}: the order of its links is not that of its text"
        if any("/Contents" not in link for link in _links(page)):
            yield f"page {number}: a link without words"
        for name, font in page.get("/Resources", nothing).get("/Font", nothing).items():
            owner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            descriptor = owner.get("/FontDescriptor", nothing)
            if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"page {number}: font {name} is not in the file"
            if "/ToUnicode" not in font:
                yield f"page {number}: font {name} does not say which letters it draws"


def _of_elements(pdf: pikepdf.Pdf) -> Iterator[str]:
    level = 0
    for element in _elements(pdf.Root.StructTreeRoot):
        kind = str(element.S)
        if kind == "/Figure" and not str(element.get("/Alt", "")):
            yield "a picture without words"
        if kind == "/Table" and not any(inner.S == "/TH" for inner in _elements(element)):
            yield "a table without headers"
        if kind == "/TH" and not any("/Scope" in entry for entry in _listed(element.get("/A"))):
            yield "a header that does not say what it heads"
        if kind in _HEADINGS:
            if _HEADINGS[kind] > level + 1:
                yield f"a heading of level {_HEADINGS[kind]} below one of level {level}"
            level = _HEADINGS[kind]


def _links(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    return (note for note in page.get("/Annots", []) if note.Subtype == "/Link")


def _listed(value: pikepdf.Object | None) -> list[pikepdf.Object]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _children(element: pikepdf.Object) -> list[pikepdf.Object]:
    return [kid for kid in _listed(element.get("/K")) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _elements(top: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every element of structure below `top`, in the order of reading."""
    waiting = _children(top)[::-1]
    while waiting:
        element = waiting.pop()
        yield element
        waiting.extend(_children(element)[::-1])


def _with_marks(instructions: list[Any]) -> Iterator[tuple[Any, bool]]:
    """Each instruction, and whether it draws something outside every mark."""
    depth = 0
    for instruction in instructions:
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            depth += 1
        elif operator == "EMC":
            depth -= 1
        yield instruction, depth == 0 and (operator in _TEXT or operator in _PAINT)


def _marked(instructions: list[Any]) -> Iterator[Any]:
    """The page's drawing, with what stands outside every mark marked as decoration.

    A text object or a path is marked whole: marks may not begin within a path.
    """
    begin = pikepdf.ContentStreamInstruction([pikepdf.Name.Artifact], pikepdf.Operator("BMC"))
    end = pikepdf.ContentStreamInstruction([], pikepdf.Operator("EMC"))
    held: list[Any] = []  # a text object or a path that is not finished
    is_bare = is_text = False
    for instruction, draws_bare in _with_marks(instructions):
        operator = str(instruction.operator)
        is_text = operator == "BT" or (is_text and operator != "ET")
        held.append(instruction)
        is_bare = is_bare or draws_bare
        if is_text or operator in _PATH:
            continue
        yield from (begin, *held, end) if is_bare else held
        held, is_bare = [], False
    yield from held
