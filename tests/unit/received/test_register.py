"""A new file finds its layout, its table and its record; what nobody knows is asked for."""

import unicodedata
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dagster_project.commands.__main__ import main
from dagster_project.common.problems import InputProblem
from dagster_project.orchestration import raw_trial
from dagster_project.received import far_dates
from dagster_project.received.recorded_files import read_recorded, verified_files
from dagster_project.received.records import load_subject
from dagster_project.received.register import register
from dagster_project.received.sheets_not_read import passed_over
from dagster_project.settings import PROJECT_ROOT, RAW_SUBJECTS
from tests.unit.questionnaires.filling import INSTRUMENT
from tests.unit.tables.hand_made import sheet, text, write_package

# What a trial says of files that a build takes.
TAKEN = raw_trial.Tried([], [], pl.DataFrame())

TODAY = date(2024, 9, 1)
COLUMNS = "columns:\n  - {name: code, header: コード}\n  - {name: persons, header: 人口, type: integer}\n"
POPULATION = (
    "description: {ja: 表, en: a table}\ntable: population\n"
    "record:\n  title: {ja: 人口, en: Population}\n  compiled_by: {ja: 総務省, en: the Ministry}\n"
    "  licence: {ja: not available, en: not available}\n  nature: published\n"
    f"{COLUMNS}  - {{name: as_of_date, taken_from: {{record: true}}, type: date, required: true}}\n"
)
TEXT = "コード,人口\n01,5\n02,五人程\n"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    for subject in ("areas", "mail"):
        (tmp_path / "raw" / subject).mkdir(parents=True)
    (tmp_path / "raw" / "areas" / "population_2020.layout.yml").write_text(POPULATION, encoding="utf-8")
    (tmp_path / "raw" / "areas" / "new.csv").write_text(TEXT, encoding="utf-8")
    return tmp_path / "raw"


def test_the_record_is_complete_and_the_rest_is_asked_for(raw: Path) -> None:
    said = register("raw/areas/new.csv", raw, TODAY).text
    (record,) = load_subject(raw, "areas").files
    assert (record.table, record.layout) == ("population", "population_2020.layout.yml")
    assert (record.title.ja, record.compiled_by.en, record.nature) == ("人口", "the Ministry", "published")
    assert record.constants == {"as_of_date": "not available"}
    for what in ("licence, constants.as_of_date", "SET=as_of_date=", "cannot be read yet", "as_of_date"):
        assert what in said


def test_a_value_given_with_the_command_goes_into_the_record_and_the_file_is_read_once(raw: Path) -> None:
    said = register("raw/areas/new.csv", raw, TODAY, constants={"as_of_date": "2020-10-01"}).text
    assert "constants" not in said
    assert "1行 → population、隔離1、除外0" in said
    assert "1 row → population, 1 quarantined, 0 ignored" in said
    (verified,) = verified_files(raw, "areas")
    assert verified.record.constants == {"as_of_date": "2020-10-01"}
    assert "values added" in register("raw/areas/new.csv", raw, TODAY, constants={"as_of_date": "2021-10-01"}).text
    assert load_subject(raw, "areas").files[0].constants == {"as_of_date": "2021-10-01"}


@pytest.mark.parametrize(
    ("reason", "kept"),
    [
        ("総務省の訂正 / Corrected by the ministry", ("総務省の訂正", "Corrected by the ministry")),
        ("Corrected by the ministry", ("Corrected by the ministry", "Corrected by the ministry")),
        (" ", None),
        (None, None),
    ],
)
def test_why_a_file_was_replaced_stands_in_its_record(raw: Path, reason: str | None, kept: tuple[str, str] | None) -> None:
    register("raw/areas/new.csv", raw, TODAY, constants={"as_of_date": "2020-10-01"})
    (raw / "areas" / "new.csv").write_text(TEXT + "03,7\n", encoding="utf-8")
    register("raw/areas/new.csv", raw, date(2024, 9, 2), reason=reason)
    (former,) = load_subject(raw, "areas").files[0].previous
    assert former.replaced_on == date(2024, 9, 2)
    assert (None if former.reason is None else (former.reason.ja, former.reason.en)) == kept


def test_why_a_file_was_replaced_may_be_said_afterwards_and_once(raw: Path) -> None:
    register("raw/areas/new.csv", raw, TODAY, constants={"as_of_date": "2020-10-01"})
    assert "REASON was not kept" in register("raw/areas/new.csv", raw, TODAY, reason="訂正 / Corrected").text
    (raw / "areas" / "new.csv").write_text(TEXT + "03,7\n", encoding="utf-8")
    register("raw/areas/new.csv", raw, date(2024, 9, 2))
    said = register("raw/areas/new.csv", raw, date(2024, 9, 3), reason="訂正 / Corrected").text
    assert "差し替えの理由を記録しました" in said and "why it was replaced was added" in said
    assert "REASON は記録していません" in register("raw/areas/new.csv", raw, TODAY, reason="別の理由 / Another").text
    (former,) = load_subject(raw, "areas").files[0].previous
    assert former.reason is not None and former.reason.en == "Corrected" and former.replaced_on == date(2024, 9, 2)


def test_the_values_that_a_replaced_file_keeps_are_told(raw: Path) -> None:
    path = raw / "areas" / "new.csv"
    register("raw/areas/new.csv", raw, TODAY, constants={"as_of_date": "2020-10-01"})
    path.write_text(TEXT.replace("5", "6"), encoding="utf-8")
    said = register("raw/areas/new.csv", raw, TODAY).text
    assert "Read with the values of the former contents: as_of_date=2020-10-01. If they are others now:" in said
    assert "以前の内容と同じ値として読み込みます: as_of_date=2020-10-01。" in said
    path.write_text(TEXT.replace("5", "7"), encoding="utf-8")
    assert "former contents:" not in register("raw/areas/new.csv", raw, TODAY, constants={"as_of_date": "2021-10-01"}).text


@pytest.mark.parametrize("header", ["コード,人口", "コード,総人口"])
def test_a_file_in_another_encoding_hears_of_its_encoding(raw: Path, header: str) -> None:
    (raw / "areas" / "another.layout.yml").write_text(POPULATION.replace("コード", "団体番号").replace("人口", "面積"), "utf-8")
    (raw / "areas" / "new.csv").write_bytes(TEXT.replace("コード,人口", header).encode("cp932"))
    with pytest.raises(InputProblem, match="cp932") as caught:
        register("raw/areas/new.csv", raw, TODAY)
    assert "encoding" in caught.value.fix_en


def test_the_layout_that_finds_most_columns_wins_and_can_be_overruled(raw: Path) -> None:
    loose = "description: {ja: 表, en: a table}\ncolumns:\n  - {name: code, header: コード}\nunused_columns: [{matches: .}]\n"
    (raw / "areas" / "code.layout.yml").write_text(loose, encoding="utf-8")
    register("raw/areas/new.csv", raw, TODAY)
    assert load_subject(raw, "areas").files[0].table == "population"
    (raw / "areas" / "sources.yml").unlink()
    register("raw/areas/new.csv", raw, TODAY, layout="code.layout.yml")
    assert load_subject(raw, "areas").files[0].table == "code"


def test_a_file_in_the_wrong_folder_is_told_where_it_belongs(raw: Path) -> None:
    (raw / "mail" / "new.csv").write_text(TEXT, encoding="utf-8")
    with pytest.raises(InputProblem) as caught:
        register("raw/mail/new.csv", raw, TODAY)
    assert "areas/population_2020.layout.yml" in caught.value.problem_en
    assert "make register FILE=raw/areas/new.csv" in caught.value.fix_ja
    assert not (raw / "mail" / "sources.yml").exists()


def test_a_file_that_fits_nothing_hears_of_the_nearest_layout(raw: Path) -> None:
    (raw / "areas" / "far.layout.yml").write_text(
        "description: {ja: 表, en: a table}\ncolumns: [{name: a}, {name: b}, {name: c}]\n", encoding="utf-8"
    )
    (raw / "areas" / "new.csv").write_text("コード,人口総数\n01,5\n", encoding="utf-8")
    with pytest.raises(InputProblem) as caught:
        register("raw/areas/new.csv", raw, TODAY)
    problem = caught.value
    assert "The nearest is population_2020.layout.yml" in problem.problem_en
    assert (problem.column, problem.value) == ("人口", "人口総数")
    assert 'header: ["人口", "人口総数"]' in problem.fix_en and "table:" in problem.fix_en
    (raw / "areas" / "new.xls").write_bytes(b"x")
    with pytest.raises(InputProblem, match="contents look like csv"):
        register("raw/areas/new.xls", raw, TODAY)


def test_a_file_with_a_few_headers_of_a_layout_hears_which_others_are_missing_and_unknown(raw: Path) -> None:
    (raw / "areas" / "wide.layout.yml").write_text(
        "description: {ja: 表, en: a table}\ncolumns: [{name: one}, {name: two}, {name: three}, {name: four}, {name: five}]\n",
        encoding="utf-8",
    )
    (raw / "areas" / "new.csv").write_text("one,two,7番目,8番目,9番目\n1,2,3,4,5\n", encoding="utf-8")
    with pytest.raises(InputProblem) as caught:
        register("raw/areas/new.csv", raw, TODAY)
    for said in (caught.value.problem_ja, caught.value.problem_en):
        assert all(name in said for name in ("wide.layout.yml", "three", "five", "7番目", "9番目"))


def test_a_file_that_fits_nothing_at_all_hears_shortly_which_layouts_there_are(raw: Path) -> None:
    (raw / "areas" / "new.csv").write_text("foo,bar\n1,2\n", encoding="utf-8")
    with pytest.raises(InputProblem) as caught:
        register("raw/areas/new.csv", raw, TODAY)
    said = str(caught.value)
    assert "population_2020.layout.yml" in said and "raw/areas/<table>.layout.yml" in said
    assert len(caught.value.problem_en) < 250 and "optional_column" not in said


def test_the_command_takes_layout_and_values(
    raw: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WAREHOUSE_RAW_DIR", str(raw))
    monkeypatch.setattr(raw_trial, "tried", lambda *_: TAKEN)  # these folders are not all that a build needs
    arguments = ["register", "raw/areas/new.csv", "--layout", "population_2020.layout.yml", "--set", "as_of_date=2020-10-01"]
    assert main(arguments) == 0
    assert "1行 → population" in capsys.readouterr().out
    assert main(arguments[:-2]) == 0
    assert "nothing to do" in capsys.readouterr().out
    assert main(["register", "raw/areas/new.csv", "--layout", "nowhere.layout.yml"]) == 1
    assert "raw/areas/nowhere.layout.yml" in capsys.readouterr().err
    for unset in ("2020-10-01", "as_of_date=", "=2020"):
        assert main(["register", "raw/areas/new.csv", "--set", unset]) == 1
        assert "SET=as_of_date=2020-10-01" in capsys.readouterr().err
    assert load_subject(raw, "areas").files[0].constants == {"as_of_date": "2020-10-01"}


def test_a_value_for_a_column_of_the_file_says_that_it_is_there_twice(raw: Path) -> None:
    said = register("raw/areas/new.csv", raw, TODAY, constants={"as_of_date": "2020-10-01", "persons": "5"}).text
    assert "sources.yml の constants から persons を除いて" in said and "take persons out of `constants`" in said


def test_a_value_for_no_column_of_the_layout_is_refused(raw: Path) -> None:
    found = register("raw/areas/new.csv", raw, TODAY, constants={"as_of_date": "2020-10-01", "as_of_dat": "2021-10-01"})
    assert found.is_refused
    for words in (
        "as_of_dat という列は、layout にありません",
        "no column as_of_dat",
        "近いもの: as_of_date",
        "take as_of_dat out",
    ):
        assert words in found.text


def test_what_a_program_keeps_beside_an_open_file_is_not_recorded(raw: Path) -> None:
    (raw / "areas" / "~$new.csv").write_text("コード,人口\n01,5\n", encoding="utf-8")
    with pytest.raises(InputProblem, match="no received file"):
        register("raw/areas/~$new.csv", raw, TODAY, constants={"as_of_date": "2020-10-01"})


def test_what_people_do_not_see_in_a_workbook_is_named(raw: Path) -> None:
    layout = POPULATION.replace("table:", "format: xlsx\ntable:").replace("{record: true}", "{value: '2020-10-01'}")
    (raw / "areas" / "population_2020.layout.yml").write_text(layout, encoding="utf-8")
    rows = (
        f'<row r="1">{text("A1", "コード")}{text("B1", "人口")}</row>'
        f'<row r="2" hidden="1">{text("A2", "01")}<c r="B2"><v>5</v></c></row>'
    )
    write_package(raw / "areas" / "new.xlsx", {"旧": sheet(""), "新": sheet(rows)}, hidden=("旧",))
    said = register("raw/areas/new.xlsx", raw, TODAY).text
    assert 'Hidden: the sheet "旧" (not read)' in said and 'Hidden: rows 2 of the sheet "新" (read)' in said
    assert "1 row → population, 0 quarantined, 0 ignored; 2 sheets, 1 hidden and skipped" in said


def test_a_renamed_sheet_that_the_pattern_of_the_layout_passes_over_is_told_by_a_build_too(raw: Path) -> None:
    layout = POPULATION.replace("table:", "format: xlsx\nsheet: {matches: '県$'}\ntable:")
    layout = layout.replace("{record: true}, type: date", "{sheet: '(.+)'}")
    (raw / "areas" / "population_2020.layout.yml").write_text(layout, encoding="utf-8")
    rows = (
        f'<row r="1">{text("A1", "コード")}{text("B1", "人口")}</row><row r="2">{text("A2", "01")}<c r="B2"><v>5</v></c></row>'
    )
    write_package(raw / "areas" / "new.xlsx", {"岩手県": sheet(rows), "青森県(訂正)": sheet(rows)})
    said = register("raw/areas/new.xlsx", raw, TODAY)
    told = passed_over(raw, "areas", "population")
    assert not said.is_refused and told[1] == "raw/areas/new.xlsx: Sheets that are not read: 青森県(訂正)"
    assert all(line.removeprefix("raw/areas/new.xlsx: ") in said.text for line in told[:2])
    assert "correct the pattern" in told[-1] and passed_over(raw, "areas", "another") == []


@pytest.mark.parametrize(("others", "is_told"), [(["2023-10-01", "R5.10.1"], True), (["2050-10-01", "2055-10-01"], False)])
def test_a_date_decades_after_the_receipt_is_told_where_the_others_are_past(
    raw: Path, others: list[str], is_told: bool
) -> None:
    columns = "  - {name: day, header: 日, type: date}\n  - {name: year, header: 年度, type: fiscal_year}\n"
    layout = POPULATION.replace("{record: true}", "{value: '2020-10-01'}") + columns
    (raw / "areas" / "population_2020.layout.yml").write_text(layout, encoding="utf-8")
    rows = "".join(f"0{place},5,{day},2023\n" for place, day in enumerate(["2062-10-01", *others], start=1))
    (raw / "areas" / "new.csv").write_text(f"コード,人口,日,年度\n{rows}", encoding="utf-8")
    said = register("raw/areas/new.csv", raw, TODAY).text
    (file,) = verified_files(raw, "areas")
    told = far_dates.of_table(raw, "areas", "population", read_recorded(file, pl.DataFrame).loaded)
    assert len(told) == (2 if is_told else 0)
    assert all(line.startswith("raw/areas/new.csv: ") and line.split(": ", 1)[1] in said for line in told)
    assert ("2: 2062-10-01" in said) == is_told


def test_a_file_that_a_build_would_refuse_is_said_to_be_refused(raw: Path) -> None:
    """Its constant is unknown; then none of its rows loads; then its table has another column."""
    assert register("raw/areas/new.csv", raw, TODAY).is_refused
    assert not register("raw/areas/new.csv", raw, TODAY, constants={"as_of_date": "2020-10-01"}).is_refused
    (raw / "areas" / "new.csv").write_text("コード,人口\n02,五人程\n", encoding="utf-8")
    refused = register("raw/areas/new.csv", raw, TODAY)
    assert refused.is_refused and "五人程" in refused.text and "No row loads" in refused.text
    (raw / "areas" / "new.csv").write_text(TEXT, encoding="utf-8")
    other = POPULATION.replace("{name: persons,", "{name: people,")
    (raw / "areas" / "population_2025.layout.yml").write_text(other, encoding="utf-8")
    refused = register("raw/areas/new.csv", raw, TODAY)
    assert refused.is_refused and "people" in refused.text


def test_groups_that_are_written_once_are_told(raw: Path) -> None:
    (raw / "areas" / "new.csv").write_text("コード,人口\n01,5\n,6\n,7\n02,8\n,9\n", encoding="utf-8")
    said = register("raw/areas/new.csv", raw, TODAY, constants={"as_of_date": "2020-10-01"}).text
    assert 'The column "コード" is empty below a value' in said and "fill_down: true" in said


def test_a_day_that_does_not_exist_is_told_by_its_place(raw: Path) -> None:
    register("raw/areas/new.csv", raw, TODAY, constants={"as_of_date": "2020-10-01"})
    sources = raw / "areas" / "sources.yml"
    record = sources.read_text(encoding="utf-8")
    sources.write_text(record.replace("2020-10-01", "2020-02-30").replace("'", ""), encoding="utf-8")
    refused = register("raw/areas/new.csv", raw, TODAY)
    assert refused.is_refused and "as_of_date" in refused.text and "2020-02-30" in refused.text


def test_notes_are_no_groups(raw: Path) -> None:
    layout = POPULATION + "  - {name: note, header: 備考}\n"
    (raw / "areas" / "population_2020.layout.yml").write_text(layout, encoding="utf-8")
    (raw / "areas" / "new.csv").write_text("コード,人口,備考\n01,5,速報\n02,6,\n03,7,\n", encoding="utf-8")
    said = register("raw/areas/new.csv", raw, TODAY, constants={"as_of_date": "2020-10-01"}).text
    assert "3 rows → population" in said and "fill_down" not in said


def test_a_recorded_file_takes_the_layout_that_is_named(raw: Path) -> None:
    """What a message says where the unit of a file has changed: copy the layout, and name the copy."""
    register("raw/areas/new.csv", raw, TODAY, constants={"as_of_date": "2020-10-01"})
    copy = POPULATION.replace("type: integer}", "type: integer, factor: 1000}")
    (raw / "areas" / "population_thousands.layout.yml").write_text(copy, encoding="utf-8")
    for content in (TEXT, "コード,人口\n01,6\n"):
        (raw / "areas" / "new.csv").write_text(content, encoding="utf-8")
        said = register("raw/areas/new.csv", raw, TODAY, layout="population_thousands.layout.yml").text
        (recorded,) = verified_files(raw, "areas")
        assert (recorded.record.layout, recorded.record.table) == ("population_thousands.layout.yml", "population")
        assert read_recorded(recorded, pl.DataFrame).loaded["persons"].to_list() == [int(content.split(",")[2][0]) * 1000]
    assert "new contents" in said
    with pytest.raises(InputProblem, match=r"nothing\.layout\.yml"):
        register("raw/areas/new.csv", raw, TODAY, layout="nothing.layout.yml")


def test_rows_that_are_set_aside_are_told_with_their_place_and_reason(raw: Path) -> None:
    (raw / "areas" / "new.csv").write_text("コード,人口\n" + "01,五人程\n" * 7 + "02,6\n", encoding="utf-8")
    said = register("raw/areas/new.csv", raw, TODAY, constants={"as_of_date": "2020-10-01"}).text
    assert "  2行目: 列「人口 (persons)」の値「五人程」は数値として読めません。" in said
    assert '  row 6: Column "人口 (persons)" holds "五人程", which is not a number: if it is a sign' in said
    assert "row 7:" not in said and "  他2行 / 2 more" in said


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.xlsx", b"<html></html>"),
        ("cut.xlsx", b"PK\x03\x04" + b"\0" * 99),
        ("paper.csv", b"%PDF-1.7\n%%EOF"),
        ("pointer.csv", b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 123\n"),
    ],
)
def test_what_is_no_table_is_refused_in_its_own_words(raw: Path, name: str, content: bytes) -> None:
    (raw / "areas" / name).write_bytes(content)
    with pytest.raises(InputProblem, match=r"contents look like (html|pdf)|damaged|git lfs pull"):
        register(f"raw/areas/{name}", raw, TODAY)


@pytest.mark.parametrize("target", ["new_link.csv", "nothing.csv", "../../outside.csv"], ids=["itself", "nothing", "outside"])
def test_a_link_is_told_from_a_file_that_is_not_there(raw: Path, target: str) -> None:
    (raw.parent / "outside.csv").write_text(TEXT, encoding="utf-8")
    (raw / "areas" / "new_link.csv").symlink_to(target)
    with pytest.raises(InputProblem, match="link to a place outside raw"):
        register("raw/areas/new_link.csv", raw, TODAY)


def test_a_name_composed_otherwise_is_the_same_name(raw: Path) -> None:
    """macOS writes が as か and a mark; nobody sees or types the difference."""
    composed = "人口が.csv"
    (raw / "areas" / unicodedata.normalize("NFD", composed)).write_text(TEXT, encoding="utf-8")
    register(f"raw/areas/{composed}", raw, TODAY, constants={"as_of_date": "2020-10-01"})
    assert [unicodedata.normalize("NFC", record.file) for record in load_subject(raw, "areas").files] == [composed]


@pytest.mark.parametrize("file", ["../mail/new.csv", "/etc/hosts.csv"])
def test_a_record_names_no_file_outside_its_folder(raw: Path, file: str) -> None:
    register("raw/areas/new.csv", raw, TODAY, constants={"as_of_date": "2020-10-01"})
    path = raw / "areas" / "sources.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("file: new.csv", f"file: {file}"), encoding="utf-8")
    with pytest.raises(InputProblem, match="within the folder of the subject"):
        load_subject(raw, "areas")


@pytest.mark.parametrize("layout", ["../mail/x.layout.yml", "/etc/x.layout.yml"])
def test_a_layout_outside_the_folder_is_no_layout_of_the_file(raw: Path, layout: str) -> None:
    with pytest.raises(InputProblem, match="LAYOUT is no file within"):
        register("raw/areas/new.csv", raw, TODAY, layout=layout)


def test_a_file_without_a_row_is_refused_with_what_to_do(raw: Path) -> None:
    (raw / "areas" / "new.csv").write_text("コード,人口\n", encoding="utf-8")
    done = register("raw/areas/new.csv", raw, TODAY, constants={"as_of_date": "2020-10-01"})
    assert done.is_refused
    assert done.text.endswith("or obtain a file that has rows.") and "file: raw/areas/new.csv" in done.text


@pytest.mark.parametrize("name", ["export.csv", "responses.layout.yml", "instrument.yml"])
def test_the_layout_of_answers_is_tried_with_the_answers(
    raw: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wave = raw / "questionnaires" / "trial"
    wave.mkdir(parents=True)
    (wave.parent / "sources.yml").write_text("subject: questionnaires\nfiles: []\n", encoding="utf-8")
    (wave / "instrument.yml").write_text(INSTRUMENT, encoding="utf-8")
    (wave / "export.csv").write_text("団体コード,支所\n131016,1\n", encoding="utf-8")
    how = "file: export.csv\nunit_id: 団体コード\nanswers:\n  - {question: Q01, header: 支所}\n"
    (wave / "responses.layout.yml").write_text(how, encoding="utf-8")
    asked: list[tuple] = []
    refused = raw_trial.Tried(["no such question"], [], pl.DataFrame())
    monkeypatch.setenv("WAREHOUSE_RAW_DIR", str(raw))
    monkeypatch.setattr(raw_trial, "tried", lambda _, tables, files: asked.append((set(tables), set(files))) or refused)
    assert main(["register", f"raw/questionnaires/trial/{name}"]) == 1
    table, read = ("instrument", "instrument.yml") if name == "instrument.yml" else ("survey_response", "export.csv")
    assert asked == [({table}, {f"questionnaires/trial/{read}"})]
    assert "no such question" in capsys.readouterr().err


def test_every_file_that_was_replaced_in_this_repository_says_why():
    records = [
        (one.file, former)
        for name in RAW_SUBJECTS
        for one in load_subject(PROJECT_ROOT / "raw", name).files
        for former in one.previous
    ]
    assert records and [(file, former.replaced_on) for file, former in records if former.reason is None] == []
