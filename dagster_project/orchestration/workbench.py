"""The workbench ``data/build``: what one run works on, however it was started and whatever it was asked for.

The first step of a run sets it up: it takes the lock of the data folder, looks whether the disk can hold a build, and
copies ``raw/``, which the run reads instead. A run of everything starts from nothing. A run of some assets or checks,
started in the UI or by `dagster asset materialize`, works on a copy of the last warehouse that was finished. Where
there is none, or where it is to publish, everything before it is made first, from the same copy of ``raw/``: a release is
never put together from pieces of several builds.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import dagster as dg
from dagster._core.execution.plan.objects import StepFailureData

from dagster_project.common.files import private_directory
from dagster_project.common.locks import hold_build_lock
from dagster_project.common.plain_words import INTERRUPTED, first_sentences, plain_words
from dagster_project.common.problems import Problem
from dagster_project.common.stop_signals import listen, told_to_stop
from dagster_project.orchestration.run_history import remove_old_runs
from dagster_project.received.snapshot import take_snapshot
from dagster_project.release import switch
from dagster_project.release.disk_space import require_data_folder, require_room
from dagster_project.release.pages import withdrawal
from dagster_project.settings import KEPT_RESULTS_BYTES, Settings, load_settings, named_from_raw

Context = dg.AssetExecutionContext | dg.AssetCheckExecutionContext

PUBLICATION = tuple(dg.AssetKey(name) for name in ("release", "report_site", "current"))  # in this order
BEFORE = "prepares"  # tag of a run that makes what another one needs: its value is that run's id

_set_up: dict[str, Settings] = {}  # run id -> what its steps work with; a process has one at a time
_definitions: list[dg.Definitions] = []


def serves(definitions: dg.Definitions) -> dg.Definitions:
    """Name the definitions that runs are made of; what a run needs before it is made by them."""
    _definitions[:] = [definitions]
    return definitions


@contextmanager
def step(context: Context) -> Iterator[Settings]:
    """The settings of a step's run. What goes wrong is told in our own words first, the stack below them."""
    try:
        require_not_stopped()
        yield _settings_of(context)
        require_not_stopped()
    except dg.Failure:
        raise
    except Exception as error:
        require_not_stopped()
        raise dg.Failure(named_from_raw(plain_words(error), load_settings())) from error


def require_not_stopped() -> None:
    """Raise what a Ctrl+C raises where one came and a library swallowed it."""
    if told_to_stop():
        raise dg.DagsterExecutionInterruptedError


@contextmanager
def run_on(settings: Settings) -> Iterator[dict[str, str]]:
    """The tags of runs that work on these settings as they are: no lock, no copy of ``raw/``, nothing kept from before."""
    clear(settings)
    tags = {BEFORE: str(settings.data_dir)}
    _set_up[tags[BEFORE]] = settings
    try:
        yield tags
    finally:
        _set_up.pop(tags[BEFORE], None)


def _settings_of(context: Context) -> Settings:
    run = context.run.tags.get(BEFORE, context.run.run_id)
    if run not in _set_up:
        listen()
        _set_up.clear()
        settings = load_settings()
        require_data_folder(settings)
        hold_build_lock(settings.build_lock)
        require_room(settings)
        withdrawal.finish_interrupted(settings)
        switch.remove_leftovers(settings)
        remove_old_runs(context.instance)
        settings.kept.make_room(KEPT_RESULTS_BYTES)
        private_directory(settings.internal_dir)
        fingerprint = take_snapshot(settings.raw_dir, settings.snapshot_dir)
        context.log.info(f"raw/ as it is now: {fingerprint[:12]}")
        _set_up[run] = replace(settings, raw_dir=settings.snapshot_dir)
        try:
            _provide(context, _set_up[run])
        except Exception:
            del _set_up[run]
            raise
    return _set_up[run]


def _provide(context: Context, settings: Settings) -> None:
    """Put on the workbench what the run starts from."""
    asked_for = frozenset(context.job_def.asset_layer.selected_asset_keys)  # none where the run is of checks
    everything = _definitions[0].resolve_asset_graph().materializable_asset_keys
    if not everything - asked_for - set(PUBLICATION):
        clear(settings)
    elif asked_for.intersection(PUBLICATION) or not (settings.landed_marker.exists() and _take_last_warehouse(settings)):
        _make_what_comes_before(context, settings, asked_for)


def clear(settings: Settings) -> None:
    """Nothing of an earlier build is left: a file that is gone from raw/ leaves no table behind."""
    for folder in (settings.build_dir, settings.landing_dir):
        shutil.rmtree(folder, ignore_errors=True)
        private_directory(folder)


def _take_last_warehouse(settings: Settings) -> bool:
    """Whether a finished warehouse is there to work on: the one of the last partial run, else the published one."""
    if settings.finished_marker.exists() and settings.build_database.exists():
        return True
    internal = switch.align_internal(settings)
    if internal is None:
        return False
    private_directory(settings.build_dir)
    shutil.copyfile(internal / switch.WAREHOUSE, settings.build_database)
    settings.finished_marker.touch()
    return True


def _make_what_comes_before(context: Context, settings: Settings, asked_for: frozenset[dg.AssetKey]) -> None:
    """Run everything that comes before the assets asked for, as a run of its own in the history."""
    graph = _definitions[0].resolve_asset_graph()
    published = [key for key in PUBLICATION if key in asked_for]
    steps_before = set(PUBLICATION[: PUBLICATION.index(published[-1])]) if published else set()
    before = [
        key
        for key in graph.materializable_asset_keys
        if key not in PUBLICATION or (key in steps_before and key not in asked_for)
    ]
    clear(settings)
    context.log.info("Everything before is made first. / 先に必要な全ての表を作成する。")
    result = (
        _definitions[0]
        .resolve_implicit_global_asset_job_def()
        .execute_in_process(
            instance=context.instance,
            asset_selection=before,
            raise_on_error=False,
            tags={BEFORE: context.run.run_id},
        )
    )
    if not result.success:
        raise Problem("\n".join(failure_words(result)))


def failure_words(result: dg.ExecuteInProcessResult) -> list[str]:
    """The words of each failed step of a run, each once: one broken file stops every table of its subject."""
    failures = [event.step_failure_data for event in result.all_events if event.is_step_failure]
    return list(dict.fromkeys(_words_of(failure) for failure in failures))


def first_words(instance: dg.DagsterInstance, run_id: str) -> list[str]:
    """The sentences that a failed run of the history ended with: the first of each language, with its place."""
    for entry in instance.all_logs(run_id, of_type=dg.DagsterEventType.STEP_FAILURE):
        if entry.dagster_event is not None:
            return first_sentences(_words_of(entry.dagster_event.step_failure_data))
    return []


def _words_of(failure: StepFailureData) -> str:
    """Our own words where the step told them (`step`) or somebody stopped it, else those of Dagster, which did."""
    if failure.error is not None and failure.error.cls_name == dg.DagsterExecutionInterruptedError.__name__:
        return INTERRUPTED
    told = failure.user_failure_data.description if failure.user_failure_data is not None else None
    return told or (failure.error.message.strip() if failure.error is not None else "")
