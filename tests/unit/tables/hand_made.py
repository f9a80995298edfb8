"""Workbooks made by hand, as other programs write them: strict, prefixed, single-quoted, without addresses."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

USUAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
USUAL_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# Cell styles: 0 general, 1 a date, 2 per cent, 3 a format with % of its own, 4 a day and time, 5 a time, 6 a duration,
# 7 zeros in front, 8 a minus sign of the format.
STYLES = (
    f'<styleSheet xmlns="{USUAL}"><numFmts><numFmt numFmtId="170" formatCode="0.0%"/>'
    '<numFmt numFmtId="171" formatCode="00000"/><numFmt numFmtId="172" formatCode="&quot;△&quot;#,##0"/></numFmts><cellXfs>'
    ""
    '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="170"/>'
    '<xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="46"/><xf numFmtId="171"/><xf numFmtId="172"/></cellXfs></styleSheet>'
)


def sheet(rows: str, *, before: str = "", behind: str = "") -> str:
    """A sheet with these rows, in the usual shape."""
    return f'<worksheet xmlns="{USUAL}">{before}<sheetData>{rows}</sheetData>{behind}</worksheet>'


def text(address: str, words: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{words}</t></is></c>'


def as_usual(xml: str) -> str:
    return xml


def strict(xml: str) -> str:
    return xml.replace(USUAL, STRICT).replace(USUAL_LINKS, STRICT_LINKS)


def prefixed(xml: str) -> str:
    return re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", xml).replace('xmlns="', 'xmlns:x="', 1)


def single_quoted(xml: str) -> str:
    return xml.replace('"', "'")


def without_addresses(xml: str) -> str:
    """Only where no cell is left out: a cell without an address follows the one before it."""
    return re.sub(r'<(c|row) r="[A-Z]*\d+"', r"<\1", xml)


def with_attributes_in_another_order(xml: str) -> str:
    return re.sub(r'<c (r="[A-Z]+\d+")((?: [a-z]+="[^"]*")+)', r"<c\2 \1", xml)


def spaced_out(xml: str) -> str:
    return re.sub(r'([a-z])="', r'\1 = "', xml.replace("<c ", "<c\n  "))


SHAPES = (as_usual, strict, prefixed, single_quoted, without_addresses, with_attributes_in_another_order, spaced_out)


def write_package(
    path: Path,
    sheets: dict[str, str],
    *,
    hidden: tuple[str, ...] = (),
    is_strict: bool = False,
    asks_to_be_calculated: bool = False,
    from_1904: bool = False,
) -> Path:
    """A workbook with these sheets: name -> XML."""
    names = [
        f'<sheet name="{name}" sheetId="{place}" state="{"hidden" if name in hidden else "visible"}" r:id="rId{place}"/>'
        for place, name in enumerate(sheets, start=1)
    ]
    links = [
        f'<Relationship Id="rId{place}" Type="{USUAL_LINKS}/worksheet" Target="worksheets/sheet{place}.xml"/>'
        for place in range(1, len(sheets) + 1)
    ]
    calculation = '<calcPr fullCalcOnLoad="1"/>' if asks_to_be_calculated else ""
    counting = '<workbookPr date1904="1"/>' if from_1904 else ""
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
        ),
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{USUAL_LINKS}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": (
            f'<workbook xmlns="{USUAL}" xmlns:r="{USUAL_LINKS}">{counting}'
            f"<sheets>{''.join(names)}</sheets>{calculation}</workbook>"
        ),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(links)}</Relationships>',
        "xl/styles.xml": STYLES,
        **{f"xl/worksheets/sheet{place}.xml": xml for place, xml in enumerate(sheets.values(), start=1)},
    }
    with zipfile.ZipFile(path, "w") as package:
        for name, xml in parts.items():
            package.writestr(name, strict(xml) if is_strict else xml)
    return path
