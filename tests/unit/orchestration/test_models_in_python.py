"""What a model in Python says is wrong is all that a person is told, though dbt raises an error of its own for it."""

from types import SimpleNamespace

import pytest
from dagster_dbt.errors import DagsterDbtCliRuntimeError

from dagster_project.common.problems import Problem
from dagster_project.orchestration.assets import dbt_models
from dagster_project.settings import Settings

STACK = (
    "Python model failed:\n  Traceback\n    File x\n  dagster_project.estimation.calibration.Margins: 回答なし / no answer\n"
)


@pytest.mark.parametrize(("told", "raised"), [(STACK, Problem), ("dbt failed", DagsterDbtCliRuntimeError)])
def test_a_model_speaks_through_dbts_stack(tmp_path, monkeypatch, told: str, raised: type[Exception]) -> None:
    def stream():
        raise DagsterDbtCliRuntimeError(told)
        yield

    dbt = SimpleNamespace(cli=lambda *_, **__: SimpleNamespace(stream=stream))
    monkeypatch.setattr(dbt_models, "DbtAlone", lambda **_: dbt)
    settings = Settings(tmp_path / "raw", tmp_path / "data")
    settings.build_dir.mkdir(parents=True)
    with pytest.raises(raised) as caught:
        list(dbt_models._run(settings, ["build"]))
    assert str(caught.value) == (told if told != STACK else "回答なし / no answer")
