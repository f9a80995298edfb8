"""What a sheet's XML says of its cells is found whoever wrote it."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.tables.workbooks.cell_address import column_index, column_letter, place_of, range_of
from dagster_project.tables.workbooks.sheet_xml import SheetXml
from tests.unit.tables.hand_made import SHAPES, as_usual, sheet, text

ROWS = (
    f'<row r="1">{text("A1", "名称")}{text("B1", "= 計 =")}{text("C1", "率")}</row>'
    '<row r="2" hidden="1"><c r="A2"><v>1</v></c><c r="B2" t="e">'
    '<f>1/0</f><v>#DIV/0!</v></c><c r="C2" s="2"><v>0.5</v></c></row>'
    '<row r="3"><c r="A3"><f>A2*2</f><v>2</v></c><c r="B3"><f t="shared" ref="B3:B4" si="0">A3</f></c><c r="C3" s="1"/></row>'
    '<row r="4"><c r="A4" t="str"><f>""</f><v></v></c><c r="B4"><f t="shared" si="0"/></c>'
    '<c r="C4" s="3"><f>A3/4</f><v>0.125</v></c></row>'
)
WHOLE = sheet(
    ROWS,
    before='<cols><col min="2" max="3" width="9" hidden="1"/><col min="5" max="5"/></cols>',
    behind='<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>',
)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_shape_of_a_sheet_says_the_same(shape: Callable[[str], str]) -> None:
    xml = SheetXml(shape(WHOLE).encode())
    assert xml.errors == {"B2": "#DIV/0!"}
    assert xml.formulas == {"B2": "#DIV/0!", "A3": "2", "B3": None, "A4": "", "B4": None, "C4": "0.125"}
    assert xml.numbers([2, 3]) == [("C2", 2, "0.5"), ("C4", 3, "0.125")]
    assert xml.numbers([7]) == []
    assert xml.merged == ["A1:B1"]
    assert (xml.hidden_rows, xml.hidden_columns, xml.first_column) == ([2], [1, 2], 0)
    assert xml.filled == 8


@pytest.mark.parametrize("kind", ["array", "dataTable"])
def test_a_formula_over_an_area_stands_for_all_its_cells(kind: str) -> None:
    rows = f'<row r="2"><c r="B2"><f t="{kind}" ref="B2:C3">X1:Y2</f></c></row><row r="3"><c r="C3"/></row>'
    assert SheetXml(sheet(rows).encode()).formulas == dict.fromkeys(("B2", "C2", "B3", "C3"))


def test_an_error_cell_without_its_value_is_one_all_the_same() -> None:
    assert SheetXml(sheet('<row r="5"><c r="B5" t="e"/></row>').encode()).errors == {"B5": ""}


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        ('<c r="C1"><v>5</v></c>', 2),
        (text("AB1", "x"), 27),
        ('<c r="C1"><f>A1</f></c>', 0),
        ('<c r="A1"><f>1</f><v>1</v></c>', 0),
    ],
)
def test_the_first_column_is_that_of_the_first_value(cell: str, column: int) -> None:
    empty = '<c r="A1" s="1"/>' if not cell.startswith('<c r="A') else ""
    assert SheetXml(sheet(f'<row r="1">{empty}{cell}</row>').encode()).first_column == column


_CELL = st.tuples(
    st.sampled_from(["", ' s="1"', ' s="2"']),
    st.sampled_from(
        [
            "/>",
            "><v>5</v></c>",
            ' t="e"><v>#N/A</v></c>',
            "><f>A1</f></c>",
            '><f t="shared" si="0"/><v>0</v></c>',
            ' t="inlineStr"><is><t>= &lt;c r="A1"&gt; \'x\'</t></is></c>',
            ' t="str"><f>"a"</f><v>a</v></c>',
        ]
    ),
)


@given(
    st.lists(st.lists(_CELL, min_size=1, max_size=4), max_size=4),
    st.sampled_from([shape for shape in SHAPES if shape is not as_usual]),
)
def test_a_sheet_written_anew_says_what_it_said_before(rows: list, shape: Callable[[str], str]) -> None:
    xml = sheet(
        "".join(
            f'<row r="{number}">'
            + "".join(f'<c r="{column_letter(place)}{number}"{style}{rest}' for place, (style, rest) in enumerate(row))
            + "</row>"
            for number, row in enumerate(rows, start=1)
        )
    )
    usual, other = SheetXml(xml.encode()), SheetXml(shape(xml).encode())
    for part in ("errors", "formulas", "filled", "first_column"):
        assert getattr(usual, part) == getattr(other, part)
    assert usual.numbers([1, 2]) == other.numbers([1, 2])


def test_addresses_go_both_ways() -> None:
    assert [column_letter(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(column_index(column_letter(place)) == place for place in range(2000))
    assert place_of("AB12") == (27, 12) and range_of("B2:C3") == (1, 2, 2, 3) and range_of("B2") == (1, 2, 1, 2)
    with pytest.raises(ValueError, match="no address"):
        place_of("12")


def test_hidden_columns_are_found_however_their_attributes_are_ordered() -> None:
    columns = '<cols><col hidden="1" max="3" min="2"/><col min="5" hidden="true" max="5"/><col max="9" min="7"/></cols>'
    assert SheetXml(sheet("", before=columns).encode()).hidden_columns == [1, 2, 4]


def test_rows_and_columns_without_height_or_width_are_hidden_and_rows_need_no_number() -> None:
    rows = f'<row>{text("A1", "a")}</row><row hidden="1">{text("A2", "b")}</row><row r="3" ht="0">{text("A3", "c")}</row>'
    said = SheetXml(
        sheet(rows, before='<cols><col min="2" max="2" width="0"/><col min="3" max="3" width="0.5"/></cols>').encode()
    )
    assert (said.hidden_rows, said.hidden_columns) == ([2, 3], [1])


def test_a_sheet_with_two_sets_of_rows_is_broken() -> None:
    """Some programs show the first, others the last."""
    twice = sheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace(
        "</sheetData>", '</sheetData><sheetData><row r="2"/></sheetData>'
    )
    with pytest.raises(SyntaxError):
        SheetXml(twice.encode())
