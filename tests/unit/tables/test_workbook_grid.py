"""Workbooks give up their cells as text, or say in plain words why not."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from dagster_project.common.problems import InputProblem
from dagster_project.tables.grids.file_grids import read_grids
from dagster_project.tables.grids.grid import Grid
from dagster_project.tables.grids.workbook_grid import hidden_parts, sheets_left_out, sheets_passed_over
from dagster_project.tables.layout import Layout
from dagster_project.tables.read_result import ReadResult
from dagster_project.tables.table_reader import read_table
from tests.unit.tables.hand_made import SHAPES, USUAL_LINKS, sheet, strict, text, write_package

Rows = list[list[object]]
Parts = dict[str, bytes]


def workbook(path: Path, **sheets: Rows) -> Path:
    """A workbook with one sheet per name; None leaves a cell empty."""
    with xlsxwriter.Workbook(str(path)) as book:
        as_date = book.add_format({"num_format": '[$-411]ggge"年"m"月"d"日"'})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row_number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, datetime):
                        sheet.write_datetime(row_number, column, value, as_date)
                    elif value is not None:
                        sheet.write(row_number, column, value)
    return path


@pytest.fixture
def grids(tmp_path: Path, layout_of: Callable[[str], Layout]) -> Callable[..., list[Grid]]:
    def run(more: str = "", **sheets: Rows) -> list[Grid]:
        path = workbook(tmp_path / "table.xlsx", **sheets)
        return read_grids(path, layout_of(f"format: xlsx\ncolumns:\n  - {{name: a}}\n{more}"))

    return run


def test_cells_come_as_the_text_people_would_type(grids: Callable[..., list[Grid]]) -> None:
    rows: Rows = [["a", "b"], ["011002", 431052], [122292.3, datetime(2024, 1, 2)], [True, None]]
    found = grids(Sheet1=rows)[0]
    assert found.sheet == "Sheet1"
    assert found.body.select("c0", "c1", "row_number").rows() == [
        ("011002", "431052", 2),
        ("122292.3", "2024-01-02", 3),
        ("true", "", 4),
    ]


def test_row_numbers_are_those_of_the_sheet_even_below_empty_rows(grids: Callable[..., list[Grid]]) -> None:
    rows: Rows = [[], [], ["題"], ["a"], ["x"], [], ["y"], [" "], []]
    found = grids("skip_rows: 3\n", S=rows)[0]
    assert found.header == [["a"]]
    assert found.body["row_number"].to_list() == [5, 6, 7]


def test_several_sheets_are_read_in_the_order_named(grids: Callable[..., list[Grid]]) -> None:
    sheets = {"一": [["a"], ["1"]], "二": [["a"], ["2"]], "三": [["a"], ["3"]]}
    found = grids("sheet: [三, 0]\n", **sheets)
    assert [(grid.sheet, grid.body["c0"][0]) for grid in found] == [("三", "3"), ("一", "1")]


def test_a_second_sheet_under_the_same_header_is_never_passed_over(
    tmp_path: Path, grids: Callable[..., list[Grid]], layout_of: Callable[[str], Layout]
) -> None:
    """Japanese publishers put next year's figures beside last year's: the header differs in its year alone."""
    sheets: dict[str, Rows] = {
        "R5": [["団体", "令和5年人口"], ["札幌市", 1]],
        "R6": [["団体", "令和6年人口"], ["札幌市", 2], ["函館市", 3]],
        "注": [["団体", "説明"], ["札幌市", "政令指定都市"]],
    }
    with pytest.raises(InputProblem) as refused:
        grids("", **sheets)
    problem = refused.value
    assert (problem.sheet, problem.row) == ("R6", 1)
    assert "2行" in problem.problem_ja and '"R5"' in problem.problem_en
    assert 'sheet: ["R5", "R6"]' in problem.fix_ja and 'sheet: ["R5", "R6"]' in problem.fix_en
    assert [grid.sheet for grid in grids('sheet: ["R5", "R6"]\n', **sheets)] == ["R5", "R6"]
    assert [grid.sheet for grid in grids("sheet: R5\n", **sheets)] == ["R5"]  # named: chosen
    path = workbook(tmp_path / "told.xlsx", **sheets)
    assert sheets_left_out(path, layout_of("format: xlsx\nsheet: R5\ncolumns:\n  - {name: a}\n")) == ["R6", "注"]


def test_a_renamed_sheet_that_no_pattern_fits_any_more_is_told(tmp_path: Path, layout_of: Callable[[str], Layout]) -> None:
    sheets: dict[str, Rows] = {name: [["団体", "人口"], ["A", 1]] for name in ("北海道", "青森県(訂正)", "岩手県")}
    path = workbook(tmp_path / "told.xlsx", **sheets, 注=[["団体", "説明"], ["A", "b"]])
    columns = "columns:\n  - {name: a}\n"
    assert sheets_passed_over(path, layout_of("format: xlsx\nsheet: {matches: '[都道府県]$'}\n" + columns)) == ["青森県(訂正)"]
    assert sheets_passed_over(path, layout_of("format: xlsx\nsheet: {matches: '[都道府県]'}\n" + columns)) == []
    assert sheets_passed_over(path, layout_of("format: xlsx\nsheet: [北海道, 岩手県]\n" + columns)) == []


def test_a_second_sheet_with_a_header_and_no_row_below_hinders_nothing(grids: Callable[..., list[Grid]]) -> None:
    assert len(grids("", 一=[["a", "b"], ["1", "2"]], 二=[["a", "b"]], 三=[])) == 1


def test_rows_that_show_a_spreadsheet_error_are_marked(tmp_path: Path, layout_of: Callable[[str], Layout]) -> None:
    path = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row(0, 1, ["a", "b"])
        sheet.write_row(1, 1, ["1", "2"])
        sheet.write(2, 1, "3")
        sheet.write_formula(2, 2, "=1/0", None, "#DIV/0!")
        sheet.write_formula(3, 2, "=Z0", None, "#REF!")
    layout = layout_of("format: xlsx\nsheet: 表\ncolumns:\n  - {name: a}\n  - {name: b, type: integer}\n")
    result = read_table(path, layout, source_file="s", table_name="t")
    assert result.loaded["row_number"].to_list() == [2]
    assert result.quarantined.select("row_number", "rule").rows() == [(3, "error_cell"), (4, "error_cell")]
    assert "C3 #DIV/0!" in result.quarantined["reason_en"][0]


def test_a_missing_sheet_is_answered_with_the_sheets_there_are(grids: Callable[..., list[Grid]]) -> None:
    with pytest.raises(InputProblem, match="it has: 一, 二"):
        grids("sheet: 三\n", 一=[["a"]], 二=[["a"]])


def test_a_sheet_without_its_header_says_so(grids: Callable[..., list[Grid]]) -> None:
    with pytest.raises(InputProblem, match="header"):
        grids("skip_rows: 5\n", S=[["a"]])
    with pytest.raises(InputProblem, match="header"):
        grids(S=[])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "damaged"),
        (b"PK\x03\x04" + b"\0" * 600, "damaged"),
        (b"<html><table></table></html>", "contents look like html"),
        ("団体コード,1\n".encode("cp932"), "contents look like csv"),
    ],
)
def test_what_is_no_readable_workbook_says_so_in_plain_words(
    tmp_path: Path, layout_of: Callable[[str], Layout], data: bytes, words: str
) -> None:
    path = tmp_path / "table.xlsx"
    path.write_bytes(data)
    with pytest.raises(InputProblem, match=words) as caught:
        read_grids(path, layout_of("format: xlsx\ncolumns:\n  - {name: a}\n"))
    assert caught.value.file == str(path)
    assert caught.value.fix_ja and caught.value.fix_en


def test_an_xlsx_called_xls_is_read_as_what_it_is(tmp_path: Path, layout_of: Callable[[str], Layout]) -> None:
    path = workbook(tmp_path / "table.xls", S=[["a"], ["x"]])
    assert read_grids(path, layout_of("format: xls\ncolumns:\n  - {name: a}\n"))[0].body["c0"].to_list() == ["x"]


def test_a_cut_off_workbook_is_called_damaged(tmp_path: Path, layout_of: Callable[[str], Layout]) -> None:
    path = workbook(tmp_path / "table.xlsx", S=[["a"], ["b"]])
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(InputProblem, match="damaged"):
        read_grids(path, layout_of("format: xlsx\ncolumns:\n  - {name: a}\n"))


Read = Callable[[Path, str], ReadResult]
AREAS = "format: xlsx\ncolumns:\n  - {name: area}\n  - {name: items, type: integer}\n"
HEAD = f'<row r="1">{text("A1", "area")}{text("B1", "items")}</row>'


@pytest.fixture
def read_book(layout_of: Callable[[str], Layout]) -> Read:
    def run(path: Path, layout: str = AREAS) -> ReadResult:
        return read_table(path, layout_of(layout), source_file="s", table_name="t")

    return run


def quarantined(result: ReadResult) -> list[tuple]:
    return result.quarantined.select("row_number", "column_name", "value", "rule").rows()


@pytest.mark.parametrize("is_strict", [False, True], ids=["usual", "strict"])
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_an_error_cell_is_quarantined_whoever_wrote_the_file(
    tmp_path: Path, read_book: Read, shape: Callable[[str], str], is_strict: bool
) -> None:
    rows = (
        f'{HEAD}<row r="2">{text("A2", "東")}<c r="B2" t="e"><f>X!#REF!</f><v>#REF!</v></c></row>'
        f'<row r="3">{text("A3", "西")}<c r="B3"><v>5</v></c></row>'
    )
    path = write_package(tmp_path / "table.xlsx", {"表": shape(sheet(rows))}, is_strict=is_strict)
    result = read_book(path)
    assert result.loaded.select("area", "items").rows() == [("西", 5)]
    assert quarantined(result) == [(2, "items", "B2 #REF!", "error_cell")]


def test_an_error_in_a_column_that_is_not_read_costs_no_row(tmp_path: Path, read_book: Read) -> None:
    rows = (
        f'<row r="1">{text("A1", "area")}{text("B1", "items")}{text("C1", "change")}</row>'
        f'<row r="2">{text("A2", "東")}<c r="B2"><v>5</v></c><c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        '<row r="3"><c r="C3" t="e"><v>#N/A</v></c></row>'
    )
    path = write_package(tmp_path / "table.xlsx", {"表": sheet(rows)})
    result = read_book(path, f"{AREAS}unused_columns: [change]\n")
    assert result.loaded.select("area", "items", "row_number").rows() == [("東", 5, 2), (None, None, 3)]
    assert result.quarantined.is_empty()


@pytest.mark.parametrize("column", ["area", "items"])
def test_a_formula_that_was_never_calculated_is_quarantined_in_every_type_of_column(
    tmp_path: Path, read_book: Read, column: str
) -> None:
    letter, other = ("A", '<c r="B{0}"><v>5</v></c>') if column == "area" else ("B", text("A{0}", "東"))
    never = {
        2: f'<c r="{letter}2"><f>X1</f></c>',
        3: f'<c r="{letter}3"><f>X1</f><v></v></c>',
        4: f'<c r="{letter}4"><f t="shared" ref="{letter}4:{letter}5" si="0">X1</f></c>',
        5: f'<c r="{letter}5"><f t="shared" si="0"/></c>',
        6: f'<c r="{letter}6"><f t="array" ref="{letter}6:{letter}7">X1:X2</f></c>',
        7: "",
    }
    rows = [(number, cell, other.format(number)) for number, cell in never.items()]
    written = "".join(f'<row r="{number}">{"".join(sorted((cell, beside)))}</row>' for number, cell, beside in rows)
    result = read_book(write_package(tmp_path / "table.xlsx", {"表": sheet(HEAD + written)}))
    assert result.loaded.is_empty()
    assert quarantined(result) == [(number, column, f"{letter}{number}", "formula_without_value") for number in never]
    assert "never calculated" in result.quarantined["reason_en"][0] and "保存し直し" in result.quarantined["reason_ja"][0]


def test_a_zero_counts_as_calculated_unless_the_file_asks_to_be_calculated(tmp_path: Path, read_book: Read) -> None:
    rows = (
        f'{HEAD}<row r="2">{text("A2", "東")}<c r="B2"><f>X1</f><v>0</v></c></row>'
        f'<row r="3">{text("A3", "西")}<c r="B3"><f>X2</f><v>7</v></c></row>'
    )
    saved = write_package(tmp_path / "saved.xlsx", {"表": sheet(rows)})
    assert read_book(saved).loaded["items"].to_list() == [0, 7]
    never = write_package(tmp_path / "never.xlsx", {"表": sheet(rows)}, asks_to_be_calculated=True)
    assert read_book(never).loaded["items"].to_list() == [7]
    assert quarantined(read_book(never)) == [(2, "items", "B2", "formula_without_value")]


def test_a_formula_whose_result_is_an_empty_text_is_an_empty_cell(tmp_path: Path, read_book: Read) -> None:
    rows = f'{HEAD}<row r="2">{text("A2", "東")}<c r="B2" t="str"><f>IF(1,"","")</f><v></v></c></row>'
    result = read_book(write_package(tmp_path / "table.xlsx", {"表": sheet(rows)}))
    assert result.loaded.select("items", "items_status").rows() == [(None, "not_available")]


def test_a_number_that_its_date_format_cannot_show_is_not_lost(tmp_path: Path, read_book: Read) -> None:
    """And a date beside it stays a date."""
    rows = (
        f'<row r="1">{text("A1", "area")}{text("B1", "items")}{text("C1", "day")}</row>'
        f'<row r="2">{text("A2", "東")}<c r="B2" s="1"><v>1000000000000</v></c><c r="C2" s="1"><v>45383</v></c></row>'
    )
    path = write_package(tmp_path / "table.xlsx", {"表": sheet(rows)})
    loaded = read_book(path, f"{AREAS}  - {{name: day, type: date}}\n").loaded
    assert loaded.select("items", "day").rows() == [(1_000_000_000_000, date(2024, 4, 1))]


def test_empty_columns_on_the_left_shift_nothing(tmp_path: Path, read_book: Read) -> None:
    rows = (
        f'<row r="1">{text("C1", "area")}{text("D1", "items")}</row>'
        f'<row r="2">{text("C2", "東")}<c r="D2" t="e"><v>#N/A</v></c></row>'
        f'<row r="3">{text("C3", "西")}<c r="D3"><v>5</v></c></row>'
    )
    result = read_book(write_package(tmp_path / "table.xlsx", {"表": sheet(rows)}))
    assert result.loaded.select("area", "items").rows() == [("西", 5)]
    assert quarantined(result) == [(2, "items", "D2 #N/A", "error_cell")]


def one_sheet(area: str) -> str:
    return sheet(
        f'{HEAD}<row r="2" hidden="1">{text("A2", area)}<c r="B2"><v>5</v></c></row>',
        before='<cols><col min="2" max="2" hidden="1"/></cols>',
    )


def test_a_number_counts_the_sheets_that_people_see_and_a_name_reads_any(tmp_path: Path, read_book: Read) -> None:
    sheets = {"旧": one_sheet("旧"), "新": one_sheet("新"), "次": one_sheet("次")}
    path = write_package(tmp_path / "table.xlsx", sheets, hidden=("旧",))
    with pytest.raises(InputProblem, match="is not read"):  # 次, which the layout may not know of
        read_book(path)
    assert read_book(path, f"sheet: 1\n{AREAS}").loaded["area"].to_list() == ["次"]
    assert read_book(path, f"sheet: 旧\n{AREAS}").loaded["area"].to_list() == ["旧"]
    with pytest.raises(InputProblem, match="no such sheet"):
        read_book(path, f"sheet: 2\n{AREAS}")


def test_what_people_do_not_see_is_told(tmp_path: Path, layout_of: Callable[[str], Layout]) -> None:
    path = write_package(tmp_path / "table.xlsx", {"旧": one_sheet("旧"), "新": one_sheet("新")}, hidden=("旧",))
    assert [english for _, english in hidden_parts(path, layout_of(AREAS))] == [
        'the sheet "旧" (not read)',
        'rows 2 of the sheet "新" (read)',
        'columns B of the sheet "新" (read)',
    ]
    named = [japanese for japanese, _ in hidden_parts(path, layout_of(f"sheet: 旧\n{AREAS}"))]
    assert named == ["シート「旧」(読み込みます)", "シート「旧」の行 2(読み込みます)", "シート「旧」の列 B(読み込みます)"]


@pytest.mark.parametrize("error", ["#DIV/0!", "#SPILL!", "#CALC!", "#ERROR!", "#BLOCKED!"])
@pytest.mark.parametrize("shape", SHAPES)
def test_an_error_that_the_reader_does_not_know_costs_its_row_and_not_the_workbook(
    tmp_path: Path, read_book: Read, shape: Callable[[str], str], error: str
) -> None:
    """Google Sheets writes #ERROR!, and each new kind of formula brings an error of its own."""
    rows = f'{HEAD}<row r="2">{text("A2", "a")}<c r="B2" t="e"><v>{error}</v></c></row>'
    rows += f'<row r="3">{text("A3", "b")}<c r="B3"><v>5</v></c></row>'
    result = read_book(write_package(tmp_path / "table.xlsx", {"表": shape(sheet(rows))}, is_strict=shape is strict))
    assert result.loaded["area"].to_list() == ["b"]
    assert result.quarantined.select("row_number", "rule", "value").rows() == [(3 - 1, "error_cell", f"B2 {error}")]


def test_a_formula_for_a_text_without_any_value_was_never_calculated(tmp_path: Path, read_book: Read) -> None:
    """An empty text is a result where it is written as one."""
    rows = f'{HEAD}<row r="2"><c r="A2" t="str"><f>VLOOKUP(1,D:E,2)</f></c><c r="B2"><v>1</v></c></row>'
    rows += '<row r="3"><c r="A3" t="str"><f>IF(1,"","x")</f><v></v></c><c r="B3"><v>2</v></c></row>'
    result = read_book(write_package(tmp_path / "table.xlsx", {"表": sheet(rows)}))
    assert result.quarantined.select("row_number", "rule").rows() == [(2, "formula_without_value")]
    assert result.loaded["row_number"].to_list() == [3]


def _with_backslashes(parts: Parts) -> Parts:
    return {name.replace("/", "\\"): content for name, content in parts.items()}


def _in_capitals(parts: Parts) -> Parts:
    return {name.replace("sheet1", "Sheet1").replace("styles", "Styles"): content for name, content in parts.items()}


def _in_other_places(parts: Parts) -> Parts:
    """Everything is found by the links alone: the workbook, its sheet, its styles."""
    links = (
        parts.pop("xl/_rels/workbook.xml.rels")
        .replace(b"worksheets/", b"tables/")
        .replace(
            b"</Relationships>",
            f'<Relationship Id="rId9" Type="{USUAL_LINKS}/styles" Target="looks.xml"/></Relationships>'.encode(),
        )
    )
    return {
        **{name: content for name, content in parts.items() if not name.startswith("xl/")},
        "_rels/.rels": parts["_rels/.rels"].replace(b"xl/workbook.xml", b"/xl/book.xml"),
        "xl/book.xml": parts["xl/workbook.xml"],
        "xl/_rels/book.xml.rels": links,
        "xl/looks.xml": parts["xl/styles.xml"],
        "xl/tables/sheet1.xml": parts["xl/worksheets/sheet1.xml"],
    }


@pytest.mark.parametrize("rename", [_with_backslashes, _in_capitals, _in_other_places], ids=lambda rename: rename.__name__)
def test_parts_under_other_names_are_found(tmp_path: Path, read_book: Read, rename: Callable[[Parts], Parts]) -> None:
    rows = f'{HEAD}<row r="2">{text("A2", "東")}<c r="B2"><v>5</v></c></row>'
    rows += '<row r="3"><c r="A3" s="1"><v>45383</v></c><c r="B3" t="e"><v>#N/A</v></c></row>'
    rows += '<row r="4"><c r="A4" s="1"><v>45383</v></c><c r="B4"><v>7</v></c></row>'
    path = write_package(tmp_path / "usual.xlsx", {"表": sheet(rows)})
    with zipfile.ZipFile(path) as usual:
        parts = rename({name: usual.read(name) for name in usual.namelist()})
    with zipfile.ZipFile(tmp_path / "table.xlsx", "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    result = read_book(tmp_path / "table.xlsx")
    assert result.loaded.select("area", "items").rows() == [("東", 5), ("2024-04-01", 7)]
    assert quarantined(result) == [(3, "items", "B3 #N/A", "error_cell")]


@pytest.mark.parametrize(
    "again",
    [
        f'<row r="2">{text("A2", "東")}<c r="B2"><v>5</v></c><c r="B2"><v>9</v></c></row>',
        f'<row r="2">{text("A2", "東")}<c r="B2"><v>5</v></c></row><row r="2"><c r="B2"><v>9</v></c></row>',
        f'<row r="2">{text("A2", "東")}<c r="B2"><v>5</v><v>9</v></c></row>',
        f'<row r="2">{text("A2", "東")}<c r="B2" t="inlineStr"><is><t>5</t></is><v>9</v></c></row>',
    ],
    ids=["cell", "row", "values", "text and value"],
)
@pytest.mark.parametrize("shape", [SHAPES[0], SHAPES[2]])
def test_a_cell_that_is_written_twice_stops_the_file(
    tmp_path: Path, read_book: Read, shape: Callable[[str], str], again: str
) -> None:
    path = write_package(tmp_path / "table.xlsx", {"表": shape(sheet(HEAD + again))})
    with pytest.raises(InputProblem) as refused:
        read_book(path)
    assert (refused.value.sheet, refused.value.column) == ("表", "B2")
    assert "2つ" in refused.value.problem_ja and "twice" in refused.value.problem_en


def test_an_empty_cell_that_is_there_twice_hinders_nothing(tmp_path: Path, read_book: Read) -> None:
    rows = f'{HEAD}<row r="2">{text("A2", "東")}<c r="B2" s="1"/><c r="B2"><v>5</v></c></row>'
    assert read_book(write_package(tmp_path / "table.xlsx", {"表": sheet(rows)})).loaded["items"].to_list() == [5]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_text_is_read_whether_a_value_stands_in_its_place_or_an_empty_one_behind_it(
    tmp_path: Path, read_book: Read, shape: Callable[[str], str]
) -> None:
    rows = (
        f'{HEAD}<row r="2"><c r="A2" t="inlineStr"><v>東&amp;西</v></c><c r="B2" t="inlineStr"><v>5</v></c></row>'
        f'<row r="3">{text("A3", "南")}<c r="B3" t="inlineStr"><is><t>6</t></is><v></v></c></row>'
        '<row r="4"><c r="A4" t="inlineStr"><is><r><t>北</t></r><rPh sb="0" eb="1"><t>キタ</t></rPh></is><v/></c>'
        '<c r="B4"><v>7</v></c></row>'
    )
    result = read_book(write_package(tmp_path / "table.xlsx", {"表": shape(sheet(rows))}))
    assert result.loaded["items"].to_list() == [5, 6, 7]
    assert result.loaded["area"].to_list() == ["東&西", "南", "北"]


def test_a_damaged_sheet_is_named_and_no_word_of_a_library_said(tmp_path: Path, read_book: Read) -> None:
    rows = f'{HEAD}<row r="2">{text("A2", "東")}<c r="B2" t="s"><v>0</v></c></row>'
    with pytest.raises(InputProblem) as refused:
        read_book(write_package(tmp_path / "table.xlsx", {"表": sheet(rows)}))
    assert refused.value.sheet == "表"
    assert "calamine" not in refused.value.problem_ja + refused.value.problem_en
