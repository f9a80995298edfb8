"""`serve`: the published site on this machine only. Any static server does the same."""

from __future__ import annotations

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from dagster_project.settings import Settings


def serve(settings: Settings, port: int) -> int:
    site = settings.current_link / "site"
    if not site.is_dir():
        print("There is no published site yet. Run: make run", file=sys.stderr)
        print("公表されたサイトがない。先に make run を実行すること。", file=sys.stderr)
        return 1
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(SimpleHTTPRequestHandler, directory=site))
    except (OSError, OverflowError) as error:
        print(port_is_closed("serve", port, 8000, error), file=sys.stderr)
        return 1
    with server:
        print(f"http://127.0.0.1:{port}/  (終了: Ctrl+C / Ctrl+C ends it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0


def port_is_closed(command: str, port: int, usual: int, error: OSError | OverflowError) -> str:
    """What to say where the port is in use, is not ours to use or is none, and which one to name instead."""
    reason = getattr(error, "strerror", None) or error
    other = port + 1 if port < 65535 else usual
    return (
        f"ポート {port} を使用できない({reason})。別のポートを指定すること: make {command} PORT={other}\n"
        f"Port {port} cannot be used ({reason}). Name another one: make {command} PORT={other}"
    )
