"""A printed PDF is completed for PDF/UA-1, and what is amiss in one is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest

from dagster_project.release.tagged_pdf import faults, finish

# What a browser leaves: a marked heading, the foot of the page and a rule without a mark.
DRAWING = b"/P <</MCID 0>> BDC BT /F1 12 Tf (Head) Tj ET EMC 0 0 10 10 re W n BT /F1 6 Tf (Foot) Tj ET 0 0 m 10 0 l S"


def element(pdf: pikepdf.Pdf, kind: str, *kids: object, **entries: Any) -> pikepdf.Object:
    return pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name(kind), K=pikepdf.Array(list(kids)), **entries)
    )


@pytest.fixture
def printed(tmp_path) -> Path:
    """One page as a browser prints it, with each kind of element that handouts have."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Contents = pdf.make_stream(DRAWING)
    page.Tabs = pikepdf.Name.S
    file = pdf.make_stream(b"font")
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.TrueType,
        FontDescriptor=pikepdf.Dictionary(FontFile2=file),
        ToUnicode=pdf.make_stream(b"map"),
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(URI=pikepdf.String("http://127.0.0.1/")))
    page.Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(link)]))
    header = element(pdf, "/TH", A=pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Column))
    item = element(pdf, "/LI", element(pdf, "/Lbl"), element(pdf, "/NonStruct"))
    pdf.Root.StructTreeRoot = pdf.make_indirect(
        pikepdf.Dictionary(
            K=element(
                pdf,
                "/Document",
                element(pdf, "/H1"),
                element(pdf, "/H2"),
                element(pdf, "/Figure", Alt=pikepdf.String("A drawing")),
                element(pdf, "/Table", element(pdf, "/TR", header)),
                element(pdf, "/L", item),
            )
        )
    )
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    pdf.Root.Lang = pikepdf.String("ja")
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    pdf.Root.Outlines = pdf.make_indirect(pikepdf.Dictionary())
    pdf.docinfo.Title = "資料"
    pdf.docinfo.CreationDate = "D:20260101000000Z"
    pdf.docinfo.ModDate = "D:20260101000000Z"
    path = tmp_path / "sheet.pdf"
    pdf.save(path)
    return path


def test_a_finished_file_has_no_fault_and_says_which_standard_it_follows(printed):
    assert finish(printed) == []
    assert faults(printed) == []
    with pikepdf.open(printed) as pdf, pdf.open_metadata() as metadata:
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert metadata["dc:title"] == "資料"


def test_what_is_drawn_outside_the_text_is_marked_as_decoration_and_nothing_else_is_changed(printed):
    finish(printed)
    with pikepdf.open(printed) as pdf:
        words = pdf.pages[0].Contents.read_bytes().decode().split("\n")
    assert words.count("/Artifact BMC") == 2
    undecorated = " ".join(words).replace("/Artifact BMC ", "").replace("ET EMC 0 0 m", "ET 0 0 m").removesuffix(" EMC")
    assert undecorated == DRAWING.decode().replace("<</MCID 0>>", "<< /MCID 0 >>")


def test_the_parts_of_a_list_get_their_names(printed):
    finish(printed)
    with pikepdf.open(printed) as pdf:
        item = pdf.Root.StructTreeRoot.K.K[4].K[0]
        assert [str(kid.S) for kid in item.K] == ["/Lbl", "/LBody"]


def test_the_same_pages_give_the_same_file(printed, tmp_path):
    other = tmp_path / "again" / "sheet.pdf"
    other.parent.mkdir()
    with pikepdf.open(printed) as pdf:
        pdf.docinfo.CreationDate = "D:20270101000000Z"
        pdf.save(other)
    finish(printed)
    finish(other)
    assert printed.read_bytes() == other.read_bytes()


def _of(kind: str, pdf: pikepdf.Pdf) -> pikepdf.Object:
    def search(top: pikepdf.Object):
        for kid in top.get("/K", []):
            if str(kid.S) == kind:
                yield kid
            yield from search(kid)

    return next(search(pdf.Root.StructTreeRoot.K))


SPOILT = {
    "is not tagged": lambda pdf: pdf.Root.__delitem__("/MarkInfo"),
    "names no language": lambda pdf: pdf.Root.__delitem__("/Lang"),
    "shows no title": lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"),
    "has no outline": lambda pdf: pdf.Root.__delitem__("/Outlines"),
    "does not name PDF/UA-1": lambda pdf: pdf.Root.__delitem__("/Metadata"),
    "order of its links": lambda pdf: pdf.pages[0].obj.__delitem__("/Tabs"),
    "neither text of the document nor decoration": lambda pdf: pdf.pages[0].contents_add(b"0 0 5 5 re f"),
    "a link without words": lambda pdf: pdf.pages[0].Annots[0].__delitem__("/Contents"),
    "is not in the file": lambda pdf: pdf.pages[0].Resources.Font.F1.FontDescriptor.__delitem__("/FontFile2"),
    "which letters it draws": lambda pdf: pdf.pages[0].Resources.Font.F1.__delitem__("/ToUnicode"),
    "a picture without words": lambda pdf: _of("/Figure", pdf).__delitem__("/Alt"),
    "a table without headers": lambda pdf: _of("/TR", pdf).__delitem__("/K"),
    "does not say what it heads": lambda pdf: _of("/TH", pdf).__delitem__("/A"),
    "a heading of level 4 below one of level 1": lambda pdf: setattr(_of("/H2", pdf), "S", pikepdf.Name.H4),
}


@pytest.mark.parametrize("fault", SPOILT)
def test_each_fault_is_found_where_it_is_planted(printed, tmp_path, fault):
    finish(printed)
    spoilt = tmp_path / "spoilt.pdf"
    with pikepdf.open(printed) as pdf:
        SPOILT[fault](pdf)
        pdf.save(spoilt)
    found = faults(spoilt)
    assert len(found) == 1
    assert fault in found[0]
