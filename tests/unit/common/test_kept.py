"""What a step made is taken again for the same contents in the same project, and for nothing else."""

import os

import duckdb
import polars as pl

from dagster_project.common import kept as module
from dagster_project.common.kept import Kept, rows_as_contents


def test_a_result_is_made_once_for_the_same_contents(tmp_path):
    made = []

    def make() -> bytes:
        made.append(1)
        return b"result"

    kept = Kept(tmp_path / "kept", is_used=True)
    assert [kept.once("step", ["a", b"b"], make) for _ in range(3)] == [b"result"] * 3
    assert len(made) == 1


def test_equal_rows_are_equal_contents_wherever_they_lie_in_memory():
    """Arrow's files hold what was in memory between the values: by them nothing was ever found that had been kept."""
    rows = "select i, nullif('a text of more than twelve bytes ' || i, '') as text, if(i % 7 = 0, null, i / 3) as number"
    frames = [pl.DataFrame(duckdb.sql(f"{rows} from range(5000) as r (i)")) for _ in range(5)]
    frames.append(pl.concat([frames[0].head(10), frames[0].slice(10)]).select("i", pl.col("text") + "", "number"))
    assert len({tuple(rows_as_contents(frame)) for frame in frames}) == 1
    other = frames[0].with_columns(pl.when(pl.col("i") != 9).then("text"))
    assert rows_as_contents(other) != rows_as_contents(other.with_columns(pl.col("text").fill_null("")))
    assert rows_as_contents(other) != rows_as_contents(other.with_columns(pl.col("i").cast(pl.Int32)))


def test_other_contents_another_step_or_another_project_make_it_again(tmp_path, monkeypatch):
    kept = Kept(tmp_path / "kept", is_used=True)
    kept.keep("step", ["ab", "c"], b"result")
    assert kept.get("step", ["ab", "c"]) == b"result"
    assert kept.get("step", ["a", "bc"]) is None
    assert kept.get("step", ["ab", "c", ""]) is None
    assert kept.get("other", ["ab", "c"]) is None
    monkeypatch.setattr(module, "project_fingerprint", lambda: "a line of code was changed")
    assert kept.get("step", ["ab", "c"]) is None


def test_the_project_is_its_code_models_expectations_and_locked_libraries(tmp_path, monkeypatch):
    for name in ("dagster_project/a.py", "dbt/models/m.sql", "dbt/seeds/s.csv", "expectations/e.yml", "requirements.lock"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("1")
    monkeypatch.setattr(module, "_PROJECT", tmp_path)
    seen = {module.project_fingerprint.__wrapped__()}
    for file in (path for path in tmp_path.rglob("*") if path.is_file()):
        file.write_text("2")
        seen.add(module.project_fingerprint.__wrapped__())
    assert len(seen) == 6
    (tmp_path / "dbt" / "target").mkdir()
    (tmp_path / "dbt" / "target" / "compiled.sql").write_text("generated")
    assert module.project_fingerprint.__wrapped__() in seen


def test_a_full_build_uses_nothing_kept_and_leaves_its_own_results(tmp_path):
    Kept(tmp_path, is_used=True).keep("step", ["a"], b"old")
    assert Kept(tmp_path, is_used=False).once("step", ["a"], lambda: b"new") == b"new"
    assert Kept(tmp_path, is_used=True).get("step", ["a"]) == b"new"


def test_what_was_not_used_for_the_longest_time_goes_first(tmp_path):
    kept = Kept(tmp_path, is_used=True)
    for day, name in enumerate(("first", "second", "third")):
        before = set(tmp_path.iterdir())
        kept.keep("step", [name], b"x" * 100)
        [file] = set(tmp_path.iterdir()) - before
        os.utime(file, (day, day))
    assert kept.get("step", ["first"]) is not None  # used just now
    kept.make_room(200)
    assert [kept.get("step", [name]) is not None for name in ("first", "second", "third")] == [True, False, True]


def test_of_large_files_only_the_last_is_kept_and_only_as_it_was(tmp_path, monkeypatch):
    kept, file = Kept(tmp_path / "kept", is_used=True), tmp_path / "file"
    file.write_bytes(b"old")
    kept.keep_file("step", file)
    monkeypatch.setattr(module, "project_fingerprint", lambda: "a line of code was changed")
    assert kept.get_file("step") is None
    file.write_bytes(b"new")
    kept.keep_file("step", file)
    assert kept.get_file("step").read_bytes() == b"new"
    assert [path.read_bytes() for path in kept.folder.glob("step-*")] == [b"new"]
    assert Kept(kept.folder, is_used=False).get_file("step") is None
    kept.get_file("step").write_bytes(b"wrt")  # by somebody else
    assert kept.get_file("step") is None
    kept.empty()
    assert not kept.folder.exists()
