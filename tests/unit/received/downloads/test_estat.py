"""e-Stat tables become CSV; its errors, which come with HTTP 200, become words without the key."""

import csv
import json
from pathlib import Path

import pytest

from dagster_project.common.problems import InputProblem
from dagster_project.received.downloads.declaration import EstatTable, Limits
from dagster_project.received.downloads.estat import fetch_table
from tests.unit.received.downloads.conftest import Server, body, hang, status

KEY = "secret-application-id"
TABLE = EstatTable(table_id="0003448237", select={"time": "2020000000"})
LIMITS = Limits(attempts=2, pause_seconds=0, connect_seconds=1, read_seconds=0.3, max_rows=10)


def answer(result: dict, **data: object) -> str:
    return json.dumps({"GET_STATS_DATA": {"RESULT": result, **data}}, ensure_ascii=False)


def data(values: object, rows: int = 3) -> str:
    areas = [{"@code": "01000", "@name": "北海道"}, {"@code": "02000", "@name": "青森県"}]
    classes = [
        {"@id": "tab", "@name": "表章項目", "CLASS": {"@code": "020", "@name": "人口"}},
        {"@id": "area", "@name": "地域", "CLASS": areas},
    ]
    return answer(
        {"STATUS": 0, "ERROR_MSG": "正常に終了しました。"},
        STATISTICAL_DATA={
            "RESULT_INF": {"TOTAL_NUMBER": rows},
            "TABLE_INF": {"@id": "0003448237"},
            "CLASS_INF": {"CLASS_OBJ": classes},
            "DATA_INF": {"NOTE": {"@char": "-", "$": "数字がないもの"}, "VALUE": values},
        },
    )


def value(area: str, text: str) -> dict:
    return {"@tab": "020", "@area": area, "@unit": "人", "$": text}


def fetched(server: Server, target: Path, key: str = KEY, limits: Limits = LIMITS) -> list[dict]:
    fetch_table(TABLE, target, limits, key, base_url=server.url, sleep=lambda _: None)
    with target.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def refusal(server: Server, target: Path, key: str = KEY, limits: Limits = LIMITS) -> InputProblem:
    with pytest.raises(InputProblem) as caught:
        fetched(server, target, key, limits)
    error: BaseException | None = caught.value
    while error is not None:  # what a log would print of it, causes included
        assert KEY not in str(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    assert not target.exists()
    return caught.value


def test_codes_get_their_names_and_values_stay_as_published(server: Server, tmp_path: Path) -> None:
    server.at("/getStatsData", body(data([value("01000", "5224614"), value("02000", "***"), value("09999", "-")])))
    rows = fetched(server, tmp_path / "t.csv")
    assert list(rows[0]) == ["tab", "tab_label", "area", "area_label", "unit", "value"]
    assert [(row["area"], row["area_label"], row["value"]) for row in rows] == [
        ("01000", "北海道", "5224614"),
        ("02000", "青森県", "***"),
        ("09999", "", "-"),
    ]
    assert all("cdTime=2020000000" in path for path in server.asked)


def test_a_single_value_comes_as_an_object_and_is_one_row(server: Server, tmp_path: Path) -> None:
    server.at("/getStatsData", body(data(value("01000", "1"), rows=1)))
    assert len(fetched(server, tmp_path / "t.csv")) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (answer({"STATUS": 1, "ERROR_MSG": "該当データはありません。"}), "status 1"),
        (answer({"STATUS": 100, "ERROR_MSG": f"認証に失敗しました。{KEY}"}), "error 100: 認証に失敗しました。…"),
        ("<html>保守中</html>", "not one of e-Stat's"),
        ('{"other": 1}', "not one of e-Stat's"),
        (data([], rows=11), "11 rows, more than the limit of 10"),
    ],
)
def test_errors_that_come_with_status_200_are_said(server: Server, tmp_path: Path, text: str, said: str) -> None:
    server.at("/getStatsData", body(text))
    assert said in refusal(server, tmp_path / "t.csv").problem_en


def test_a_server_that_stumbles_or_refuses_is_named_without_the_key(server: Server, tmp_path: Path) -> None:
    server.at("/getStatsData", status(500))
    assert "2 attempts (status 500)" in refusal(server, tmp_path / "t.csv").problem_en
    server.at("/getStatsData", hang(1))
    assert "status none" in refusal(server, tmp_path / "t.csv").problem_en
    server.at("/getStatsData", status(403))
    assert "403" in refusal(server, tmp_path / "t.csv").problem_en
    server.at("/getStatsData", status(500), body(data([value("01000", "1")])))
    assert len(fetched(server, tmp_path / "t.csv")) == 1


def test_the_key_is_not_logged(server: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    server.at("/getStatsData", body(data([value("01000", "1")])))
    with caplog.at_level("DEBUG"):
        fetched(server, tmp_path / "t.csv")
    assert KEY not in "".join(record.getMessage() for record in caplog.records)


def test_without_a_key_nothing_is_asked(server: Server, tmp_path: Path) -> None:
    assert "ESTAT_APP_ID" in refusal(server, tmp_path / "t.csv", key="").fix_ja
    assert server.asked == []
