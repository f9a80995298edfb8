"""Handouts printed from the published site: two pages a chapter, an annex with every table, and a file everybody can read."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from dagster_project.commands.handouts import printed
from dagster_project.release import datapackage
from dagster_project.release.tagged_pdf import faults

LANGUAGES = ("ja", "en")
# The title of the annex and what may follow it; elsewhere 付表 is a reference to one of its tables.
ANNEX = {"ja": r"付表(?=付表1[^0-9]|本文の続き|出典一覧)", "en": "Annex"}
A4 = (595, 842)
# 10.5 points, as the browser writes them: a pixel is three quarters of a point.
SMALLEST_TEXT_PX = 14
MUNICIPALITY = "192015"
ADDRESS = "https://example.go.jp/reports/"
MARGIN = 14 / 25.4 * 72
SMALLEST_LABEL = 6  # points


@dataclass(frozen=True)
class Sheet:
    path: Path
    language: str
    html: str | None
    pages: list[str]
    sizes: list[list[float]]  # of each character of a page, in pixels

    @property
    def before_annex(self) -> int:
        """How many pages stand before the annex, whose first words after the foot are its title."""
        opens = [re.search(rf"\d/{len(self.pages)}{ANNEX[self.language]}", plain(text)) is not None for text in self.pages]
        return opens.index(True) if True in opens else len(self.pages)


def plain(markup: str) -> str:
    """Text without markup and without spaces: where lines end is another matter on paper."""
    return re.sub(r"\s", "", unescape(re.sub(r"<[^>]+>", "", markup)))


def joined(text: str) -> str:
    """Words in one line and without hyphens: one at the end of a line ("Kofu-", "shi") is none for who reads the file."""
    return " ".join(text.split()).replace("-", "").replace("\ufffe", "").replace("\x02", "")


@pytest.fixture(scope="module")
def sheets(release, tmp_path_factory) -> dict[str, Sheet]:
    """Every chapter and paper, a prefecture and a municipality in both languages, by the name of the file."""
    out = tmp_path_factory.mktemp("handouts")
    choice = ["chapter=all", "paper=all", "prefecture=19", f"municipality={MUNICIPALITY}"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_ADDRESS", ADDRESS)
        files, found = printed(release, out, choice)
    assert found == []
    return {file.name: sheet_of(file, release / "site") for file in files}


def sheet_of(file: Path, site: Path) -> Sheet:
    name, language, _ = file.name.split(".")
    page = site / language / re.sub(r"^(papers|prefectures|municipalities)-", r"\1/", name) / "index.html"
    pages, sizes = [], []
    with pypdfium2.PdfDocument(file) as document:
        for sheet in document:
            text = sheet.get_textpage()
            pages.append("".join(chr(pdfium.FPDFText_GetUnicode(text, i)) for i in range(text.count_chars())))
            sizes.append([pdfium.FPDFText_GetFontSize(text, i) for i in range(text.count_chars())])
    return Sheet(file, language, page.read_text(encoding="utf-8") if page.is_file() else None, pages, sizes)


def test_each_page_of_the_first_level_with_a_figure_is_a_handout(release, sheets):
    for language in LANGUAGES:
        pages = (release / "site" / language).glob("*/index.html")
        chapters = {f"{page.parent.name}.{language}.pdf" for page in pages if "<figure" in page.read_text(encoding="utf-8")}
        assert chapters
        assert {name for name in sheets if name.endswith(f".{language}.pdf") and "-0" not in name} >= chapters


def test_text_and_figures_take_at_most_two_pages_and_the_annex_follows(sheets):
    assert {name: sheet.before_annex for name, sheet in sheets.items() if not 1 <= sheet.before_annex <= 2} == {}


def test_no_text_of_a_chapter_goes_on_behind_its_two_pages(sheets):
    """But for the chapters whose words need more room than there is at 10.5 points."""
    words = {"ja": "本文の続き", "en": "Textcontinued"}
    longer = {name for name, sheet in sheets.items() if words[sheet.language] in plain("".join(sheet.pages))}
    english = {f"{chapter}.en.pdf" for chapter in ("mail-volume", "outsourcing", "universal-service")}
    assert longer <= english | {"mail-volume.ja.pdf"}


def test_each_page_names_the_release_and_its_number_and_is_a4(release, sheets):
    release_id = datapackage.read(release)["id"]
    for name, sheet in sheets.items():
        for number, text in enumerate(sheet.pages, start=1):
            assert release_id in text, (name, number)
            # A sheet of wide tables lies on its side: its words are read in pieces.
            assert f"{number}/{len(sheet.pages)}" in "".join(text.split()), name
        with pikepdf.open(sheet.path) as pdf:
            for page in pdf.pages:
                assert sorted(round(float(length)) for length in page.MediaBox[2:]) == list(A4)


def test_structure_pictures_tables_links_and_fonts_are_as_pdf_ua_asks(sheets):
    assert [fault for sheet in sheets.values() for fault in faults(sheet.path)] == []


def test_every_figure_stands_with_its_message_before_the_annex_or_at_its_head(sheets):
    for name, sheet in sheets.items():
        words = joined(plain("".join(sheet.pages)))
        for caption in re.findall(r"<figcaption>(.*?)</figcaption>", sheet.html or "", re.S):
            assert joined(plain(caption)) in words, name


def test_the_outline_keeps_words_apart_and_no_heading_of_the_annex_is_cut(sheets):
    """A heading in two lines is one text in the outline, and stands on one page with what it is of."""
    for name, sheet in sheets.items():
        with pypdfium2.PdfDocument(sheet.path) as document:
            texts = [joined(page.get_textpage().get_text_bounded()) for page in document]
            titles = [joined(entry.get_title()) for entry in document.get_toc()]
        assert titles, name
        if sheet.language == "en":
            assert [title for title in titles if not any(title in text for text in texts)] == [], name
            assert [text[-80:] for text in texts if any(text.endswith(title) for title in titles)] == [], name


def test_every_table_is_in_the_annex_in_full(sheets):
    for name, sheet in sheets.items():
        if sheet.html is None:
            continue
        main = re.sub(r"<form.*?</form>", "", sheet.html.split("<main")[1], flags=re.S)
        rows = len(re.findall(r"<tr[ >]", main))
        with pikepdf.open(sheet.path) as pdf:
            structure = [str(item.S) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item]
        assert structure.count("/TR") >= rows, name


def test_lead_and_message_are_never_smaller_than_ten_and_a_half_points(sheets):
    for name, sheet in sheets.items():
        letters = [
            (sign, size)
            for page, sizes in zip(sheet.pages, sheet.sizes, strict=True)
            for sign, size in zip(page, sizes, strict=True)
            if not sign.isspace()
        ]
        words = "".join(sign for sign, _ in letters)
        # A sheet of a municipality is composed from its profile, which opens without the lead of the page.
        kinds = "summary" if name.startswith("municipalities-") else "summary|lead"
        for text in re.findall(rf'<p class="(?:{kinds})"[^>]*>(.*?)</p>', sheet.html or "", re.DOTALL):
            start = re.escape(plain(text)[:12])
            # A label of the drawing may say the same once more, in smaller type.
            sizes = [min(size for _, size in letters[found.start() : found.end()]) for found in re.finditer(start, words)]
            assert sizes, (name, text)
            assert max(sizes) >= SMALLEST_TEXT_PX, (name, text)


def signs_of(page: pypdfium2.PdfPage) -> Iterator[tuple[str, tuple[float, ...], float]]:
    """Each sign of a page: itself, its box, how high its letters are in points."""
    text = page.get_textpage()
    matrix = pdfium.FS_MATRIX()
    for i in range(text.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(text, i))
        if not sign.isspace() and pdfium.FPDFText_GetMatrix(text, i, matrix):
            yield sign, text.get_charbox(i), pdfium.FPDFText_GetFontSize(text, i) * math.hypot(matrix.c, matrix.d)


def test_nothing_stands_beyond_the_edges_and_no_label_is_smaller_than_six_points(sheets):
    for name, sheet in sheets.items():
        with pypdfium2.PdfDocument(sheet.path) as document:
            for number in range(sheet.before_annex):
                page = document[number]
                signs = list(signs_of(page))
                beyond = [
                    sign for sign, (left, _, right, _), _ in signs if left < MARGIN - 1 or right > page.get_width() - MARGIN + 1
                ]
                assert beyond == [], (name, number)
                assert min(size for *_, size in signs) > SMALLEST_LABEL - 0.05, (name, number)


def test_every_figure_of_a_handout_is_drawn(sheets):
    """Axes and words without what they are the axes of are no drawing: as many marks as rows, or half of them."""
    for name in ("explorer.ja.pdf", "explorer.en.pdf"):
        with pikepdf.open(sheets[name].path) as pdf:
            lines = [operator for _, operator in pikepdf.parse_content_stream(pdf.pages[0]) if str(operator) in ("m", "l")]
        assert len(lines) > 1000, name


def test_a_handout_has_nothing_of_what_only_a_screen_can_do(sheets):
    left_over = ("BibTeX", "市区町村の章へ戻る", "Back to the municipalities", "画像（PNG）", "CSVXLSX")
    for name, sheet in sheets.items():
        words = plain("".join(sheet.pages))
        assert [one for one in left_over if plain(one) in words] == [], name


def test_without_an_address_of_the_site_a_handout_leads_nowhere_and_names_its_page(release, tmp_path, monkeypatch):
    monkeypatch.delenv("SITE_ADDRESS", raising=False)
    files, found = printed(release, tmp_path, ["chapter=universal-service"])
    assert found == [] and len(files) == len(LANGUAGES)
    for file in files:
        sheet = sheet_of(file, release / "site")
        assert joined(f"{sheet.language}/universal-service/") in joined(plain(sheet.pages[0]))
        with pikepdf.open(file) as pdf:
            assert not any("/Annots" in page for page in pdf.pages)


def test_the_first_page_leads_to_the_page_it_was_made_of(sheets):
    for name, sheet in sheets.items():
        slug = name.split(".")[0]
        ending = re.sub(r"^(papers|prefectures)-", r"\1/", slug).replace("municipalities-", "municipalities/#")
        with pikepdf.open(sheet.path) as pdf:
            links = [str(link.A.URI) for link in pdf.pages[0].Annots if "/A" in link and "/URI" in link.A]
        assert any(link.rstrip("/").endswith(f"/{sheet.language}/{ending}") for link in links), name


def test_an_unknown_name_is_answered_with_those_there_are(release, tmp_path, capfd):
    files, found = printed(release, tmp_path, ["chapter=no-such"])
    assert files == []
    assert found
    said = capfd.readouterr().err
    assert "CHAPTER=no-such というページはない。指定できる名称：all, " in said
    assert "There is no CHAPTER=no-such. There are: all, " in said
