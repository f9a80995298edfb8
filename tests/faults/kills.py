"""Kills of the project's own build, at random moments and by random signals; too long for `make test`.

    python -m tests.faults.kills [--kills 100] [--seed N] [--data DIR]

Before each build one received figure is corrected or put back. After each kill nothing of the build runs on, `current` is
the release that it was or a new whole one, every file of it is what its descriptor says, and the figures that it shows are
those of one of the two states of the raw folder. At the end a build succeeds.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from dagster_project.common.files import fingerprint
from dagster_project.release import datapackage
from dagster_project.settings import PROJECT_ROOT, Settings
from tests.faults.office_days import not_as_listed, wait_until_none_is_left

CORRECTED = "mail_volume/mail_volume.csv"
FIGURES = (1256607, 1256608)  # of one year, in units of ten thousand
SHOWN = "select volume_items // 10000 from mail_trend where fiscal_year = 2024 and mail_class_code = 'mail' and is_preferred"
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
AIMS = ("the build", "all of it", "its dbt or Node.js")
AT_WORK = (b"tied_dbt.py", b"end_with_parent.mjs")  # Dagster starts others, that only look on


def build(settings: Settings) -> subprocess.Popen[bytes]:
    """Start a build in a group of processes of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "dagster_project.commands", "build"],
        cwd=PROJECT_ROOT,
        env={
            **os.environ,
            "WAREHOUSE_RAW_DIR": str(settings.raw_dir),
            "WAREHOUSE_DATA_DIR": str(settings.data_dir),
            "DAGSTER_DISABLE_TELEMETRY": "1",
            "GX_ANALYTICS_ENABLED": "false",
        },
        stdout=subprocess.DEVNULL,
        stderr=(settings.data_dir / "kills.log").open("ab"),
        start_new_session=True,
    )


def strike(process: subprocess.Popen[bytes], aim: str, signal_number: int, dice: random.Random) -> None:
    """Send the signal to what is aimed at, as far as it still runs."""
    try:
        if aim == "all of it":
            os.killpg(process.pid, signal_number)
        elif aim == "its dbt or Node.js" and (started := at_work_below(process.pid)):
            os.kill(dice.choice(started), signal_number)
        else:
            process.send_signal(signal_number)
    except (ProcessLookupError, FileNotFoundError):
        pass  # it ended in between


def at_work_below(parent: int) -> list[int]:
    """The processes that it started to do a part of the build, and theirs."""
    found: list[int] = []
    for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
        command = Path(f"/proc/{child}/cmdline").read_bytes()
        found += [int(child)] if any(program in command for program in AT_WORK) else []
        found += at_work_below(int(child))
    return found


def complaint(settings: Settings, states: dict[str, int]) -> str | None:
    """What is wrong with the published release; None where nothing is. ``states``: the figure of each state of raw/."""
    release = settings.current_link.resolve()
    package = datapackage.read(release)
    if wrong := not_as_listed(release, package):
        return f"{release.name} does not hold what it lists: {wrong[:5]}"
    if release.name not in (release / "site" / "ja" / "index.html").read_text(encoding="utf-8"):
        return f"{release.name} has the pages of another one"
    if not (settings.data_dir / "internal" / release.name / "warehouse.duckdb").exists():
        return f"{release.name} has no warehouse"
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        shown = connection.sql(SHOWN).fetchone()
    if shown != (states.get(package["raw_fingerprint"]),):
        return f"{release.name} shows {shown}, its files say {states.get(package['raw_fingerprint'])}"
    return None


def correct(settings: Settings, there: int, wanted: int) -> None:
    """Another figure in the file, which is recorded again."""
    file = settings.raw_dir / CORRECTED
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(f",{there},", f",{wanted},", 1), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "dagster_project.commands", "register", str(file)],
        cwd=PROJECT_ROOT,
        env={**os.environ, "WAREHOUSE_RAW_DIR": str(settings.raw_dir), "WAREHOUSE_DATA_DIR": str(settings.data_dir)},
        check=True,
        capture_output=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.kills")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--data", type=Path, help="a data folder that has a release of the project's raw folder, copied first")
    options = parser.parse_args()
    dice = random.Random(options.seed)
    for signal_number in SIGNALS[1:]:  # in the background (nohup, &) some are ignored, and by every build started here
        signal.signal(signal_number, signal.SIG_DFL)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(raw_dir=Path(folder, "raw"), data_dir=Path(folder, "data"))
        shutil.copytree(PROJECT_ROOT / "raw", settings.raw_dir)
        if options.data:
            shutil.copytree(options.data, settings.data_dir, symlinks=True)
        settings.data_dir.mkdir(exist_ok=True)
        seconds = finish(settings)
        states = {fingerprint(settings.raw_dir): FIGURES[0]}
        for number in range(1, options.kills + 1):
            if number > 1:
                figures = FIGURES if number % 2 == 0 else FIGURES[::-1]
                correct(settings, *figures)
                states[fingerprint(settings.raw_dir)] = figures[1]
            before = settings.current_link.resolve().name
            process = build(settings)
            aim, signal_number, moment = dice.choice(AIMS), dice.choice(SIGNALS), dice.uniform(0, seconds)
            try:
                process.wait(timeout=moment)
            except subprocess.TimeoutExpired:
                strike(process, aim, signal_number, dice)
            process.wait(timeout=4 * seconds)
            wait_until_none_is_left(settings.data_dir)
            after = settings.current_link.resolve().name
            print(
                f"seed {options.seed} {number}: {signal.Signals(signal_number).name} to {aim} after {moment:.1f} s: "
                f"exit {process.returncode}, {before} → {after}",
                flush=True,
            )
            if wrong := complaint(settings, states):
                raise SystemExit(wrong)
        finish(settings)
        print(f"{options.kills} kills, then a whole build: {settings.current_link.resolve().name}")


def finish(settings: Settings) -> float:
    """A build that nobody disturbs; returns the seconds it took."""
    started = time.monotonic()
    if (code := build(settings).wait()) != 0:
        raise SystemExit(f"A build that nobody disturbed ended with {code}; {settings.data_dir / 'kills.log'}")
    seconds = time.monotonic() - started
    wait_until_none_is_left(settings.data_dir)
    return seconds


if __name__ == "__main__":
    main()
