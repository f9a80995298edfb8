"""A file arrives whole within the limits, or the message says why not and what to do."""

import io
import zipfile
from pathlib import Path

import pytest

from dagster_project.common.problems import InputProblem
from dagster_project.received.downloads.content import require_content
from dagster_project.received.downloads.declaration import Limits
from dagster_project.received.downloads.fetch import fetch
from tests.unit.received.downloads.conftest import Server, body, endless, hang, redirect, status, trickle

LIMITS = Limits(attempts=3, pause_seconds=1, connect_seconds=1, read_seconds=0.3, total_seconds=20, max_megabytes=0.1)


class Pauses(list):
    """Stands for time.sleep: remembers instead of waiting."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


def refusal(address: str, target: Path, pauses: Pauses, limits: Limits = LIMITS) -> InputProblem:
    with pytest.raises(InputProblem) as caught:
        fetch(address, target, limits, pauses)
    assert caught.value.file == address
    for text in (caught.value.problem_ja, caught.value.problem_en, caught.value.fix_ja, caught.value.fix_en):
        assert text
    return caught.value


def test_a_file_that_is_there_arrives_as_it_is(server: Server, tmp_path: Path, pauses: Pauses) -> None:
    fetch(server.at("/a.csv", body("甲,乙\n")), tmp_path / "a.csv", LIMITS, pauses)
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "甲,乙\n"
    assert pauses == []


def test_a_server_that_stumbles_is_asked_again_after_growing_pauses(server: Server, tmp_path: Path, pauses: Pauses) -> None:
    address = server.at("/a.csv", status(500), status(429), body("a,b\n"))
    fetch(address, tmp_path / "a.csv", LIMITS, pauses)
    assert (tmp_path / "a.csv").read_bytes() == b"a,b\n"
    assert pauses == [1, 2]


def test_a_server_that_stays_down_is_given_up_on(server: Server, tmp_path: Path, pauses: Pauses) -> None:
    problem = refusal(server.at("/a.csv", status(503)), tmp_path / "a.csv", pauses)
    assert "3 attempts" in problem.problem_en and "503" in problem.problem_ja
    assert len(server.asked) == 3


def test_what_is_not_there_is_not_asked_for_again(server: Server, tmp_path: Path, pauses: Pauses) -> None:
    assert "404" in refusal(server.at("/a.csv", status(404)), tmp_path / "a.csv", pauses).problem_en
    assert len(server.asked) == 1


def test_a_server_that_says_nothing_is_not_waited_for(server: Server, tmp_path: Path, pauses: Pauses) -> None:
    problem = refusal(server.at("/a.csv", hang(1.5)), tmp_path / "a.csv", pauses)
    assert "no answer in time" in problem.problem_en


def test_a_trickle_ends_with_the_time_for_the_whole_file(server: Server, tmp_path: Path, pauses: Pauses) -> None:
    limits = LIMITS.model_copy(update={"total_seconds": 0.5})
    problem = refusal(server.at("/a.csv", trickle(b"a" * 100, 0.1)), tmp_path / "a.csv", pauses, limits)
    assert "did not end in time" in problem.problem_en
    assert len(server.asked) == 1


def test_a_body_cut_short_is_asked_for_again(server: Server, tmp_path: Path, pauses: Pauses) -> None:
    cut = body(b"a,b\n1,", length=100)
    fetch(server.at("/a.csv", cut, body("a,b\n1,2\n")), tmp_path / "a.csv", LIMITS, pauses)
    assert (tmp_path / "a.csv").read_bytes() == b"a,b\n1,2\n"
    assert "cut short" in refusal(server.at("/b.csv", cut), tmp_path / "b.csv", pauses).problem_en


@pytest.mark.parametrize("answer", [body(b"0" * 200_000), endless()], ids=["announced", "endless"])
def test_a_file_above_the_limit_is_refused_at_once(server: Server, tmp_path: Path, pauses: Pauses, answer: object) -> None:
    problem = refusal(server.at("/a.csv", answer), tmp_path / "a.csv", pauses)
    assert "0.1 MB" in problem.problem_en and "max_megabytes" in problem.fix_ja
    assert len(server.asked) == 1
    assert (tmp_path / "a.csv").stat().st_size <= 100_000


def test_redirects_are_followed_and_loops_are_not(server: Server, tmp_path: Path, pauses: Pauses) -> None:
    server.at("/there.csv", body("a,b\n"))
    fetch(server.at("/here.csv", redirect("/there.csv")), tmp_path / "a.csv", LIMITS, pauses)
    assert (tmp_path / "a.csv").read_bytes() == b"a,b\n"
    problem = refusal(server.at("/loop.csv", redirect("/loop.csv")), tmp_path / "b.csv", pauses)
    assert "redirected more than" in problem.problem_en


def test_no_server_at_all_is_said_in_plain_words(tmp_path: Path, pauses: Pauses, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert "No connection" in refusal("http://127.0.0.1:1/a.csv", tmp_path / "a.csv", pauses).problem_en


def xlsx(name: str = "xl/workbook.xml") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(name, "x" * 1000)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", "甲,乙\n".encode("cp932")),
        ("a.csv", "\ufeff甲,乙\n".encode()),
        ("a.csv", "甲,乙\n".encode("utf-16")),
        ("a.xlsx", xlsx()),
        ("a.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 100),
    ],
)
def test_files_of_their_kind_pass(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    require_content(tmp_path / name, name, "http://127.0.0.1/")


SORRY = "<!DOCTYPE html><html><title>ページが\n見つかりません</title></html>"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xlsx", SORRY.encode(), "a web page (ページが 見つかりません)"),
        ("a.csv", f"\n {SORRY}".encode("cp932"), "a web page (ページが 見つかりません)"),
        ("a.csv", b"<?xml version='1.0'?><!DOCTYPE html><html>", "a web page"),
        ("a.csv", b'{"error": 1}', "JSON or XML"),
        ("a.csv", b" \n", "an empty file"),
        ("a.csv", b"PK\3\4\0,\0", "no text"),
        ("a.xlsx", xlsx()[:-30], "cut short"),
        ("a.xlsx", xlsx("word/document.xml"), "something else"),
        ("a.xls", xlsx(), "something else"),
    ],
)
def test_what_only_pretends_is_named(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputProblem) as caught:
        require_content(tmp_path / name, name, "http://127.0.0.1/")
    assert said in caught.value.problem_en
