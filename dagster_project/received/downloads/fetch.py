"""One file over HTTP: patient with servers that fail for a while, strict with what is too large or too slow.

Retried after a pause: no connection, no answer in time, a body cut short, status 408, 429 and 5xx.
Not retried: any other status, endless redirects, a file that is too large.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import httpx

from dagster_project.common.problems import InputProblem
from dagster_project.received.downloads.declaration import Limits

_TRY_AGAIN = frozenset({408, 429, 500, 502, 503, 504})
_MAX_REDIRECTS = 5
_MEGABYTE = 1_000_000


class TransientFailure(Exception):
    """An attempt that failed in a way that may pass, in Japanese and English."""

    def __init__(self, japanese: str, english: str) -> None:
        super().__init__(english)
        self.japanese = japanese
        self.english = english


def fetch(address: str, target: Path, limits: Limits, sleep: Callable[[float], None] = time.sleep) -> None:
    """Write what the address answers to `target`, which is only complete when this returns.

    Raises InputProblem when the address cannot be fetched within the limits.
    """
    deadline = time.monotonic() + limits.total_seconds
    timeout = httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds)
    with httpx.Client(follow_redirects=True, max_redirects=_MAX_REDIRECTS, timeout=timeout) as client:
        for attempt in range(1, limits.attempts + 1):
            try:
                return _attempt(client, address, target, limits, deadline)
            except TransientFailure as failure:
                pause = limits.pause_seconds * 2 ** (attempt - 1)
                if attempt == limits.attempts or time.monotonic() + pause > deadline:
                    raise _gave_up(address, failure, attempt) from None
                sleep(pause)


def _attempt(client: httpx.Client, address: str, target: Path, limits: Limits, deadline: float) -> None:
    try:
        with client.stream("GET", address) as response:
            _require_success(response, address)
            _write(response, address, target, limits, deadline)
    except httpx.TooManyRedirects:
        raise _refused(
            address,
            f"転送が{_MAX_REDIRECTS}回を超えて続きました。",
            f"The server redirected more than {_MAX_REDIRECTS} times.",
        ) from None
    except httpx.TimeoutException:
        raise TransientFailure("制限時間内に応答がありません。", "There was no answer in time.") from None
    except httpx.RemoteProtocolError:
        raise TransientFailure("応答が途中で切れました。", "The answer was cut short.") from None
    except httpx.TransportError:
        raise TransientFailure("接続できません。", "No connection could be made.") from None


def _require_success(response: httpx.Response, address: str) -> None:
    status = response.status_code
    if status in _TRY_AGAIN:
        raise TransientFailure(f"サーバーが状態 {status} を返しました。", f"The server answered with status {status}.")
    if not response.is_success:
        raise _refused(address, f"サーバーが状態 {status} を返しました。", f"The server answered with status {status}.")
    if address.startswith("https://") and response.url.scheme != "https":
        raise _refused(
            address, "暗号化されない接続(http)に転送されました。", "The server redirected to an unencrypted address (http)."
        )


def _write(response: httpx.Response, address: str, target: Path, limits: Limits, deadline: float) -> None:
    allowed = int(limits.max_megabytes * _MEGABYTE)
    announced = response.headers.get("content-length", "")
    written = 0
    with target.open("wb") as stream:
        if announced.isdigit() and int(announced) > allowed:
            raise _too_large(address, limits)
        for chunk in response.iter_bytes():  # as they arrive, so that a trickle meets the deadline
            written += len(chunk)
            if written > allowed:
                raise _too_large(address, limits)
            if time.monotonic() > deadline:
                raise TransientFailure("制限時間内に受信が終わりません。", "The answer did not end in time.")
            stream.write(chunk)


def _too_large(address: str, limits: Limits) -> InputProblem:
    return _refused(
        address,
        f"ファイルが上限({limits.max_megabytes:g} MB)を超えています。",
        f"The file is larger than the limit of {limits.max_megabytes:g} MB.",
        "内容を確認のうえ、downloads.yml の limits の max_megabytes を引き上げてください。",
        "Look at what it is, then raise max_megabytes under `limits` in downloads.yml.",
    )


def _gave_up(address: str, failure: TransientFailure, attempts: int) -> InputProblem:
    return _refused(
        address,
        f"{attempts}回試みましたが取得できません。{failure.japanese}",
        f"It could not be fetched in {attempts} attempts. {failure.english}",
        "時間をおいて再度実行するか、ブラウザーで取得したファイルを raw/ に置き make register を実行してください。",
        "Run the job again later, or fetch the file with a browser, put it into raw/ and run make register.",
    )


def _refused(
    address: str,
    problem_ja: str,
    problem_en: str,
    fix_ja: str = "ブラウザーでアドレスを確認し、downloads.yml の address を直してください。",
    fix_en: str = "Look the address up in a browser and correct `address` in downloads.yml.",
) -> InputProblem:
    return InputProblem(file=address, problem_ja=problem_ja, problem_en=problem_en, fix_ja=fix_ja, fix_en=fix_en)
