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
        reason = getattr(error, "strerror", None) or error
        other = port + 1 if port < 65535 else 8000
        print(
            f"ポート {port} を使用できない({reason})。別のポートを指定すること: make serve PORT={other}\n"
            f"Port {port} cannot be used ({reason}). Name another one: make serve PORT={other}",
            file=sys.stderr,
        )
        return 1
    with server:
        print(f"http://127.0.0.1:{port}/  (Ctrl+C ends it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0
