"""CSV files in any encoding and state give up their cells, or say why not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dagster_project.common.problems import InputProblem
from dagster_project.tables.grids.file_grids import read_grids
from dagster_project.tables.grids.grid import Grid
from dagster_project.tables.layout import Layout
from tests.unit.tables.small_files import loaded, read, text_file

COLUMNS = "columns:\n  - {name: a}\n"


def grid_of(path: Path, data: bytes, layout: Layout) -> Grid:
    path.write_bytes(data)
    return read_grids(path, layout)[0]


@pytest.fixture
def grid(tmp_path: Path, layout_of: Callable[[str], Layout]) -> Callable[..., Grid]:
    def run(data: bytes, more: str = "") -> Grid:
        return grid_of(tmp_path / "table.csv", data, layout_of(COLUMNS + more))

    return run


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("都,数\n№①㎡,1\n".encode("cp932"), "cp932"),
        ("都,数\n№①㎡,1\n".encode("cp932"), "shift_jis"),
        ("都,数\n№①㎡,1\n".encode("cp932"), "detect"),
        ("都,数\n№①㎡,1\n".encode(), "utf-8"),
        ("都,数\n№①㎡,1\n".encode(), "detect"),
        ("都,数\n№①㎡,1\n".encode("utf-8-sig"), "utf-8"),
        ("都,数\n№①㎡,1\n".encode("utf-8-sig"), "detect"),
        ('\ufeff"都","数"\n"№①㎡","1"\n'.encode("utf-8-sig"), "utf-8"),
        ('\ufeff"都","数"\n"№①㎡","1"\n'.encode("utf-16"), "detect"),
        ("都,数\n№①㎡,1\n".encode("utf-16-be"), "utf-16-be"),
        ("都,数\n№①㎡,1\n".encode("utf-16"), "detect"),
        ("都,数\n№①㎡,1\n".encode("utf-32"), "detect"),
        ("都,数\r\n№①㎡,1\r\n".encode("euc_jis_2004"), "euc_jis_2004"),
        ("都,数\r№①㎡,1\r".encode("cp932"), "cp932"),
        ("都,数\r\n№①㎡,1\r\n\x1a".encode("cp932"), "cp932"),
    ],
)
def test_every_encoding_gives_the_same_cells(grid: Callable[..., Grid], data: bytes, encoding: str) -> None:
    found = grid(data, f"encoding: {encoding}\n")
    assert found.header == [["都", "数"]]
    assert found.body.select("c0", "c1", "row_number").rows() == [("№①㎡", "1", 2)]


def test_the_wrong_encoding_names_the_line_and_the_right_one(grid: Callable[..., Grid]) -> None:
    with pytest.raises(InputProblem) as caught:
        grid("a,b\n1,2\n1,県\n".encode("cp932"), "encoding: utf-8\n")
    assert caught.value.row == 3
    assert "encoding: cp932" in caught.value.fix_en
    with pytest.raises(InputProblem, match="encoding: utf-8"):
        grid("a,b\n1,県\n".encode(), "encoding: cp932\n")
    for encoding in ("utf-16-le", "utf-16-be"):
        with pytest.raises(InputProblem, match=f"encoding: {encoding}"):
            grid("a,b\n1,県\n".encode(encoding), "encoding: detect\n")
    for declared in ("utf-8", "cp932", "detect"):
        with pytest.raises(InputProblem, match="encoding: iso2022_jp"):
            grid("都,数\n県,1\n".encode("iso2022_jp"), f"encoding: {declared}\n")


def test_bytes_that_no_text_in_cp932_holds_are_not_called_cp932(grid: Callable[..., Grid]) -> None:
    """As half a pair of surrogates in UTF-8, which CP932 has characters for that nobody wrote."""
    with pytest.raises(InputProblem) as caught:
        grid(b"a,b\n1,\xed\xa0\x80\n", "encoding: utf-8\n")
    assert caught.value.row == 2 and "cp932" not in str(caught.value)


def test_bytes_in_no_encoding_name_the_line(grid: Callable[..., Grid]) -> None:
    with pytest.raises(InputProblem) as caught:
        grid(b"a,b\n1,\x81\x20\n", "encoding: detect\n")
    assert caught.value.row == 2


def test_an_encoding_that_does_not_exist_is_named(grid: Callable[..., Grid]) -> None:
    with pytest.raises(InputProblem, match="klingon"):
        grid(b"a\n", "encoding: klingon\n")


def test_rows_keep_the_numbers_a_spreadsheet_shows(grid: Callable[..., Grid]) -> None:
    found = grid('題,,\n"a\nb",c,d\n"1\n2",3,4\n\n5,"6,7",8\n'.encode(), "skip_rows: 1\n")
    assert found.header == [["a\nb", "c", "d"]]
    assert found.body.select("row_number", "c0", "c1").rows() == [(3, "1\n2", "3"), (4, "", ""), (5, "5", "6,7")]


def test_rows_with_too_many_or_too_few_cells_are_marked_and_keep_all_cells(grid: Callable[..., Grid]) -> None:
    found = grid(b"a,b\n1\n1,2,3,4\n1,2\n1,2,,\n\n")
    assert found.body["cell_count"].to_list() == [1, 4, None, None]
    assert found.body["extra"].to_list() == [None, "3 | 4", None, None]


def test_a_quote_that_is_never_closed_names_the_row(grid: Callable[..., Grid]) -> None:
    with pytest.raises(InputProblem) as caught:
        grid(b'a,b\n1,2\n1,"2\n3,4\n')
    assert caught.value.row == 3


def test_a_quote_inside_a_cell_is_text(grid: Callable[..., Grid]) -> None:
    assert grid(b'a,b\n1,5" pipe\n').body["c1"].to_list() == ['5" pipe']


@pytest.mark.parametrize("cell", ['"a "b" c"', '"a \\"b\\" c"', '""b""', '"b,"c""', '"b\n"c""'])
def test_a_quote_that_is_not_doubled_in_a_quoted_cell_is_never_dropped(grid: Callable[..., Grid], cell: str) -> None:
    with pytest.raises(InputProblem, match="do not match") as caught:
        grid(f"a,b\n1,2\n1,{cell}\n".encode())
    assert caught.value.row == 3


@pytest.mark.parametrize(("data", "words"), [(b"", "empty"), (b"\n", "only 1 rows"), (b"a", "only 1 rows")])
def test_a_file_without_its_header_says_so(grid: Callable[..., Grid], data: bytes, words: str) -> None:
    with pytest.raises(InputProblem, match=words):
        grid(data, "header_rows: 2\n")


def test_a_missing_file_says_so(tmp_path: Path, layout_of: Callable[[str], Layout]) -> None:
    with pytest.raises(InputProblem, match="does not exist"):
        read_grids(tmp_path / "nowhere.csv", layout_of(COLUMNS))


CELLS = st.text(alphabet='ab,"\n県１ ', max_size=4)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=8), st.sampled_from(["utf-8", "cp932"]))
def test_no_cell_of_any_table_is_lost(
    tmp_path: Path, layout_of: Callable[[str], Layout], rows: list[list[str]], encoding: str
) -> None:
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [["h", "i"], *rows]]
    layout = layout_of(f"{COLUMNS}encoding: {encoding}\n")
    found = grid_of(tmp_path / "table.csv", "\n".join(quoted).encode(encoding), layout)
    assert found.body.height == len(rows)
    for row, kept in zip(rows, found.body.iter_rows(named=True), strict=True):
        assert [kept["c0"], kept["c1"]] == [*row, ""][:2]
        assert (kept["extra"] or "").split(" | ") == ([c for c in row[2:] if c.strip()] or [""])


def test_rows_that_end_in_carriage_returns_are_all_there_whatever_their_cells_hold(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b'a,n\r"x\ny",1\rz,2\r')
    result = read(path, "columns:\n  - {name: a}\n  - {name: n, type: integer}\n")
    assert loaded(result, "a", "n", "row_number") == [("x\ny", 1, 2), ("z", 2, 3)]


@pytest.mark.parametrize("encoding", ["detect", "cp932", "utf-8"])
def test_a_file_in_euc_is_not_read_as_cp932(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes("a,n\n長野市,1\n札幌市,2\n".encode("euc_jp"))
    columns = "columns:\n  - {name: a}\n  - {name: n, type: integer}\n"
    with pytest.raises(InputProblem, match="It reads as euc_jp"):
        read(path, f"encoding: {encoding}\n{columns}")
    assert loaded(read(path, f"encoding: euc_jp\n{columns}"), "a") == [("長野市",), ("札幌市",)]


@pytest.mark.parametrize("words", ["ﾅｶﾞﾉ", "ｻｯﾎﾟﾛ", "①㈱髙﨑", "長野市", "ｱｲ"])
def test_a_file_in_cp932_is_read_as_such_half_width_kana_too(tmp_path: Path, words: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(f"a,n\n{words},1\n".encode("cp932"))
    assert loaded(read(path, "encoding: detect\ncolumns:\n  - {name: a}\n  - {name: n}\n"), "a") == [(words,)]


def test_a_text_that_excel_is_made_to_keep_is_that_text(tmp_path: Path) -> None:
    path = text_file(tmp_path, 'code,n\n="01100","=""5"""\n="=1+1",6\n')
    assert loaded(read(path, "columns:\n  - {name: code}\n  - {name: n, type: integer}\n"), "code", "n") == [
        ("01100", 5),
        ("=1+1", 6),
    ]


def test_an_empty_row_where_the_header_should_be_is_called_so(grid: Callable[..., Grid]) -> None:
    with pytest.raises(InputProblem, match="header row is empty"):
        grid(b"\n\na,n\nx,1\n")


def test_two_quotes_that_were_never_closed_hide_no_row(tmp_path: Path) -> None:
    layout = "columns:\n  - {name: code}\n  - {name: area}\n  - {name: n, type: integer}\n"
    text = 'code,area,n\n1,"東,11\n2,西,12\n3,南",13\n4,"北, 元\n(旧 北町, 北村)",14\n'
    result = read(text_file(tmp_path, text), layout)
    assert loaded(result, "code", "n") == [("4", 14)]
    assert result.quarantined["rule"].to_list() == ["rows_in_one_cell"]
    assert "2,西,12" in result.quarantined["reason_en"][0]


@pytest.mark.parametrize("encodings", [("utf-8", "cp932"), ("cp932", "utf-8")])
def test_a_file_put_together_in_two_encodings_names_the_line_of_the_second(grid: Callable[..., Grid], encodings: tuple) -> None:
    first, second = encodings
    with pytest.raises(InputProblem) as caught:
        grid("市,数\n札幌,1\n".encode(first) + "函館,2\n".encode(second), "encoding: detect\n")
    assert caught.value.row == 3
