"""A small server on 127.0.0.1 that behaves, or misbehaves, as told."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Server:
    """`answers[path]` are given one after the other, the last one again and again."""

    url: str
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def at(self, path: str, *answers: Answer) -> str:
        self.answers[path] = list(answers)
        return f"{self.url}{path}"


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is part of the test."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            answers = found.answers[self.path.split("?")[0]]
            (answers.pop(0) if len(answers) > 1 else answers[0])(self)

        def log_message(self, *_: object) -> None:
            pass

    httpd = _Quiet(("127.0.0.1", 0), Handler)
    found = Server(f"http://127.0.0.1:{httpd.server_address[1]}")
    thread = threading.Thread(target=httpd.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield found
    httpd.shutdown()
    socketserver.TCPServer.server_close(httpd)
    thread.join()


def body(data: bytes | str, status: int = 200, length: int | None = None, **headers: str) -> Answer:
    """An answer with a body; a `length` that is not the body's makes a body cut short."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        content = data.encode() if isinstance(data, str) else data
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(content) if length is None else length))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def status(number: int) -> Answer:
    return body(b"", number)


def redirect(to: str) -> Answer:
    return body(b"", 302, Location=to)


def hang(seconds: float) -> Answer:
    return lambda handler: time.sleep(seconds)


def trickle(data: bytes, pause: float) -> Answer:
    """One byte after the other, without saying how many there will be."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for byte in data:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            time.sleep(pause)

    return answer


def endless(chunk: bytes = b"0" * 65_536) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(chunk)

    return answer
