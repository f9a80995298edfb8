"""`rollback`, `withdraw` and `internal`: releases that are there already. Nothing is built, so Dagster is not needed."""

from __future__ import annotations

import code
import sys

import duckdb

from dagster_project.common.locks import BuildInProgress, hold_build_lock
from dagster_project.received.register import both_languages
from dagster_project.release import switch
from dagster_project.release.pages import withdrawal
from dagster_project.settings import Settings, shown

NOTHING = ("現在公表している版はない", "nothing is published now")
STOPPED_ON_THE_WAY = (
    "\n中止した。一部のみ行われた可能性がある。同じコマンドを再度実行すると、続きが行われる。\n"
    "Stopped, perhaps half done: give the same command again, and it goes on."
)


def roll_back(settings: Settings, to: str | None) -> int:
    try:
        release = switch.roll_back(settings, to)
    except switch.NoReleaseToSwitchTo as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Current is now {shown(release)}. / 現行版を {release.name} に切り替えた。")
    return 0


def withdraw(settings: Settings, release_id: str, reason: str | None, *, undo: bool) -> int:
    try:
        hold_build_lock(settings.build_lock)  # a build would put the release below the addresses of its own
        if undo:
            release = withdrawal.put_back(settings, release_id)
            forward = f"make rollback TO={release.name}"
            print(
                f"{release.name} を元に戻した(切替えはない)。現行版とするには: {forward}\n"
                f"{release.name} is kept again; nothing was switched. To publish it: {forward}"
            )
            return 0
        published = withdrawal.withdraw(settings, release_id, both_languages(reason))
    except (switch.NoReleaseToSwitchTo, BuildInProgress) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(STOPPED_ON_THE_WAY, file=sys.stderr)
        return 130
    now_ja, now_en = (f"現行版は {published.name}", f"{published.name} is current") if published else NOTHING
    print(
        f"{release_id} を取り下げた。{now_ja}。内部用の {shown(settings.withdrawn_dir / release_id)} に移した。\n"
        "サイトを写した先があれば、data/current/site を写し直すこと。取下げの取消し: "
        f"make withdraw RELEASE={release_id} UNDO=1\n"
        f"{release_id} is withdrawn; {now_en}. It lies in {shown(settings.withdrawn_dir / release_id)}, for the office alone.\n"
        "Where the site was copied to, copy data/current/site again. To undo: "
        f"make withdraw RELEASE={release_id} UNDO=1"
    )
    return 0


def open_internal(settings: Settings, sql: str | None) -> int:
    """Ask the full warehouse of the published release one question, or open a prompt on it, read-only."""
    internal = switch.align_internal(settings)
    if internal is None:
        print("No full warehouse is kept for the published release. Build one with: make build", file=sys.stderr)
        print("公表中の版の内部用データベースは保存されていない。make build で作成すること。", file=sys.stderr)
        return 1
    with duckdb.connect(str(internal / switch.WAREHOUSE), read_only=True) as connection:
        if sql is not None:
            try:
                connection.sql(sql).show(max_rows=1000)
            except duckdb.Error as error:
                print(error, file=sys.stderr)
                return 1
            return 0
        code.interact(
            banner=(
                "内部限り。個々の団体の回答と秘匿処理前の数値を含む。持ち出さないこと。\n"
                "Internal: answers of single bodies and figures before suppression. They do not leave the office.\n"
                f'{shown(internal / switch.WAREHOUSE)}   sql("from raw.survey_response limit 5")   終了 / leave: Ctrl+D'
            ),
            local={"sql": connection.sql, "connection": connection},
            exitmsg="",
        )
    return 0
