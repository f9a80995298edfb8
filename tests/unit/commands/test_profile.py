"""`make profile` tells where the time of a build went, or that there was none."""

import json

import dagster as dg

from dagster_project.commands.dagster_home import prepare_dagster_home
from dagster_project.commands.profile import profile
from dagster_project.settings import Settings


def test_without_a_build_it_says_so(tmp_path, capsys):
    assert profile(Settings(tmp_path / "raw", tmp_path / "data")) == 1
    assert "No build has finished yet." in capsys.readouterr().out


def test_steps_and_models_of_the_last_build_are_told_the_longest_first(tmp_path, capsys, monkeypatch):
    settings = Settings(tmp_path / "raw", tmp_path / "data")
    monkeypatch.setenv("DAGSTER_HOME", "")  # set by the next line, put back after the test
    prepare_dagster_home(settings)

    @dg.op
    def quick():
        pass

    @dg.job
    def tables():
        quick()

    with dg.DagsterInstance.get() as instance:
        assert tables.execute_in_process(instance=instance).success
    (settings.build_dir / "dbt").mkdir(parents=True)
    results = [
        {"unique_id": f"model.warehouse.{name}", "execution_time": time} for name, time in (("short", 1.0), ("long", 9.0))
    ]
    (settings.build_dir / "dbt" / "run_results.json").write_text(json.dumps({"results": results}))
    assert profile(settings) == 0
    said = capsys.readouterr().out
    assert "quick" in said and said.index("model.long") < said.index("model.short") and "  9.0 s" in said
    assert said.rstrip().endswith("tables")
