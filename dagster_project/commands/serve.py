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
    except OSError as error:
        print(
            f"ポート {port} を使用できない({error.strerror})。別のポートを指定すること: make serve PORT={port + 1}\n"
            f"Port {port} cannot be used ({error.strerror}). Name another one: make serve PORT={port + 1}",
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
