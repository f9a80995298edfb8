"""One e-Stat table as a CSV file of text cells, by the client of the package pyestat.

e-Stat answers HTTP 200 to everything: status 0 has data, 1 has none, 100 and above is an error. The
key is part of every address that is called, so nothing of an address or of an error's own text may
appear in a message.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dagster_project.common.problems import InputProblem
from dagster_project.received.downloads.declaration import EstatTable, Limits

if TYPE_CHECKING:
    from pyestat import StatsDataResponse

KEY_VARIABLE = "ESTAT_APP_ID"
BASE_URL = "https://api.e-stat.go.jp/rest/3.0/app/json"


def address_of(table: EstatTable, base_url: str = BASE_URL) -> str:
    """The address of a table without the key, as its record states it."""
    return f"{base_url}/getStatsData?statsDataId={table.table_id}"


def fetch_table(
    table: EstatTable,
    target: Path,
    limits: Limits,
    app_id: str,
    *,
    base_url: str = BASE_URL,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Write the table to `target` as CSV; raises InputProblem when it cannot be had."""
    if not app_id:
        raise _problem(
            table,
            f"e-Stat のアプリケーション ID(環境変数 {KEY_VARIABLE})が設定されていません。",
            f"The e-Stat application ID (environment variable {KEY_VARIABLE}) is not set.",
            f"e-Stat の利用登録で得た ID を環境変数 {KEY_VARIABLE} に設定してください。",
            f"Register with e-Stat and set the variable {KEY_VARIABLE} to the ID you receive.",
        )
    response = _ask(table, limits, app_id, base_url, sleep)
    if not response.values:
        raise _problem(
            table,
            "該当するデータがありません(e-Stat の状態 1)。",
            "e-Stat has no data for this selection (status 1).",
        )
    _write(response, target)


def _ask(table: EstatTable, limits: Limits, app_id: str, base_url: str, sleep: Callable[[float], None]) -> StatsDataResponse:
    import httpx  # late, with pyestat: a second of imports that only this needs
    from pyestat import (
        EstatApiError,
        EstatClient,
        EstatHttpClient,
        HttpRetryExhaustedError,
        TooManyRowsError,
    )

    logging.getLogger("httpx").setLevel(logging.WARNING)  # at INFO it would log addresses with the key
    http = EstatHttpClient(
        app_id=app_id,
        base_url=base_url,
        connect_timeout=limits.connect_seconds,
        read_timeout=limits.read_seconds,
        max_retries=limits.attempts,
        retry_backoff_base=limits.pause_seconds,
        sleep=sleep,
    )
    with http:
        client = EstatClient(http=http, builtin_rules=[], project_rules_dir=None)
        try:
            return client.get_stats_data(table.table_id, select=table.select or None, rule=None, max_rows=limits.max_rows)
        except EstatApiError as error:
            message = str(error.message).replace(app_id, "…")
            raise _problem(
                table,
                f"e-Stat が誤りを返しました(状態 {error.status}): {message}",
                f"e-Stat answered with error {error.status}: {message}",
            ) from None
        except TooManyRowsError as error:
            raise _problem(
                table,
                f"表が{error.total}行あり、上限({limits.max_rows}行)を超えています。",
                f"The table has {error.total} rows, more than the limit of {limits.max_rows}.",
                "select で範囲を絞るか、limits の max_rows を引き上げてください。",
                "Narrow it with `select`, or raise max_rows under `limits`.",
            ) from None
        except HttpRetryExhaustedError as error:
            raise _problem(
                table,
                f"{error.attempts}回試みましたが取得できません(状態 {error.last_status or 'なし'})。",
                f"It could not be fetched in {error.attempts} attempts (status {error.last_status or 'none'}).",
                "時間をおいて再度実行してください。",
                "Run the job again later.",
            ) from None
        except httpx.HTTPStatusError as error:
            status = error.response.status_code
            raise _problem(
                table, f"サーバーが状態 {status} を返しました。", f"The server answered with status {status}."
            ) from None
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            raise _problem(
                table,
                "e-Stat の応答の形式ではありません(ウェブページ等が返されました)。",
                "The answer is not one of e-Stat's; a web page, perhaps.",
            ) from None


def _write(response: StatsDataResponse, target: Path) -> None:
    """Codes with their names, then unit and value; cells as published, so that X and - survive."""
    import polars as pl

    axes = [axis.id for axis in response.class_objs]
    columns = [*axes, *(name for name in ("unit", "value") if any(name in row for row in response.values))]
    frame = pl.DataFrame(
        {name: [_text(row.get(name)) for row in response.values] for name in columns},
        schema=dict.fromkeys(columns, pl.String),
    )
    labels = {
        axis.id: {_text(member.get("code")): _text(member.get("name")) for member in axis.classes}
        for axis in response.class_objs
    }
    named = [
        expression
        for axis in axes
        for expression in (
            pl.col(axis),
            pl.col(axis).replace_strict(labels[axis], default="", return_dtype=pl.String).alias(f"{axis}_label"),
        )
    ]
    frame.select(*named, *columns[len(axes) :]).write_csv(target)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _problem(
    table: EstatTable,
    problem_ja: str,
    problem_en: str,
    fix_ja: str = "downloads.yml の estat の table_id と select を確認してください。",
    fix_en: str = "Check table_id and select under `estat` in downloads.yml.",
) -> InputProblem:
    return InputProblem(
        file=f"e-Stat {table.table_id}",
        problem_ja=problem_ja,
        problem_en=problem_en,
        fix_ja=fix_ja,
        fix_en=fix_en,
    )
