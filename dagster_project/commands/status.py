"""`status`: what is published, since when, whether it is what lies in raw/, the last runs, and the disk."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from dagster_project.commands.dagster_home import prepare_dagster_home
from dagster_project.common.files import fingerprint
from dagster_project.common.locks import builder
from dagster_project.common.plain_words import plain_words
from dagster_project.common.problems import InputProblem
from dagster_project.received.records import load_subject
from dagster_project.release import datapackage, switch
from dagster_project.release.disk_space import free_megabytes, megabytes, needed_megabytes
from dagster_project.release.pages import withdrawal
from dagster_project.settings import RAW_SUBJECTS, Settings, shown

SHOWN_RUNS = 5
JOB_NAMES = {"__ASSET_JOB": "選択した資産 / selected assets"}  # Dagster's name for what is started asset by asset


def status(settings: Settings) -> int:
    """Print the state of the data folder in both languages; returns 0, or 1 where nothing is published."""
    release = switch.current_release(settings.current_link)
    for line in [*_published(settings, release), *_at_work(settings), *_expected(settings), *_runs(settings), *_disk(settings)]:
        print(line)
    return 0 if release is not None else 1


def _published(settings: Settings, release: Path | None) -> list[str]:
    if release is None:
        return ["公表中の版はない。make run で作成すること。 / Nothing is published: make run", *_kept_back(settings)]
    package = datapackage.read(release)
    site = "サイトあり / with its site" if (release / "site").is_dir() else "サイトなし / without a site"
    lines = [f"公表中 / published: {release.name} ({package['created']}), {site}"]
    if wrong := datapackage.gone_or_changed(release, package):
        lines += [
            f"公表後に失われ、又は変わったファイルがある({len(wrong)}件、{wrong[0]} 等)。作成し直すには: make build",
            f"Files were lost or changed since it was published ({len(wrong)}, such as {wrong[0]}). To repair: make build",
        ]
    rollback = switch.rollback_in_force(settings)
    if rollback is not None:
        newest = switch.release_ids(settings.releases_dir)[-1]
        forward = f"make rollback TO={newest}" if newest != rollback.release else "make build"
        lines += [
            f"{rollback.since} から {rollback.release} に戻している。進めるには: {forward}",
            f"Rolled back to {rollback.release} since {rollback.since}. To go forward again: {forward}",
        ]
    lines += _withdrawn(settings)
    if not settings.raw_dir.is_dir():
        lines.append(f"フォルダ {shown(settings.raw_dir)} がない。 / There is no folder {shown(settings.raw_dir)}.")
    elif package["raw_fingerprint"] == fingerprint(settings.raw_dir):
        lines.append(f"{shown(settings.raw_dir)} と一致する。 / It was made of what lies in {shown(settings.raw_dir)}.")
    else:
        lines += [
            f"{shown(settings.raw_dir)} のファイルがその後変わった。公表するには: make run",
            f"Files in {shown(settings.raw_dir)} have changed since. To publish them: make run",
        ]
    return lines


def _kept_back(settings: Settings) -> list[str]:
    """Where nothing is published: what was withdrawn, and how to publish what is kept all the same."""
    kept = [
        f"保存されている版を公表するには / to publish one that is kept: make rollback TO={name}"
        for name in switch.release_ids(settings.releases_dir)[-1:]
    ]
    return [*_withdrawn(settings), *kept]


def _withdrawn(settings: Settings) -> list[str]:
    return [
        f"取り下げた版 / withdrawn: {one.release} ({one.on}){f' {one.reason_ja} / {one.reason_en}' if one.reason_ja else ''}"
        for one in withdrawal.withdrawn(settings)
    ]


def _at_work(settings: Settings) -> list[str]:
    holder = builder(settings.build_lock)
    return [] if holder is None else [f"作成中 / a build is at work: {holder}"]


def _expected(settings: Settings) -> list[str]:
    """Received files whose next edition should be there by now, and those to come; most sources keep no calendar."""
    if not settings.raw_dir.is_dir():
        return []
    try:
        records = [(subject, record) for subject in RAW_SUBJECTS for record in load_subject(settings.raw_dir, subject).files]
    except InputProblem as problem:
        return [str(problem)]
    dated = [(record.next_expected, subject, record) for subject, record in records if record.next_expected is not None]
    return [
        f"{'遅れている / late' if day < date.today() else '予定 / expected'}: raw/{subject}/{record.file}"
        f" ({record.title.ja} / {record.title.en}), {day}"
        for day, subject, record in sorted(dated, key=lambda entry: entry[0])
    ]


def _runs(settings: Settings) -> list[str]:
    """The last runs, newest first; of one that failed what it ended with, in both languages."""
    if not settings.dagster_home.is_dir():
        return []
    try:
        prepare_dagster_home(settings)
    except OSError as error:  # somebody who may look and not write: the rest of what is asked for can be told
        return [plain_words(error)]
    import dagster as dg  # late: takes seconds

    from dagster_project.orchestration.workbench import first_words

    lines = ["最近の処理 / last runs:"]
    with dg.DagsterInstance.get() as instance:
        for record in instance.get_run_records(limit=SHOWN_RUNS):
            run = record.dagster_run
            when = datetime.fromtimestamp(record.start_time or record.create_timestamp.timestamp()).astimezone()
            words = [f"    {line}" for line in first_words(instance, run.run_id)] if run.is_failure else []
            name = JOB_NAMES.get(run.job_name, run.job_name)
            lines += [f"  {when.isoformat(sep=' ', timespec='minutes')} {name} {_state(run.status.value)}", *words]
    return lines


def _state(status: str) -> str:
    """In words; a run that was killed stays unfinished in the history."""
    return {"SUCCESS": "完了 / done", "FAILURE": "失敗 / failed", "CANCELED": "中止 / stopped"}.get(
        status, f"未完了 / not finished ({status.lower()})"
    )


def _disk(settings: Settings) -> list[str]:
    kept = ", ".join(switch.release_ids(settings.releases_dir)) or "-"
    places = {
        "公表版 / releases": settings.releases_dir,
        "内部用 / internal": settings.internal_dir,
        "受付結果 / receipts": settings.receipts_dir,
        "実行履歴 / run history": settings.dagster_home,
        "作業用 / build": settings.build_dir,
    }
    lines = [f"保存されている版 / kept: {kept}"]
    lines += [f"  {name}: {megabytes(folder):,.0f} MB" for name, folder in places.items() if folder.is_dir()]
    needed, free = needed_megabytes(settings), free_megabytes(settings)
    return [
        *lines,
        f"  空き容量 / free: {free:,.0f} MB (1回の作成に必要 / needed for a build: {needed:,.0f} MB)",
    ]
