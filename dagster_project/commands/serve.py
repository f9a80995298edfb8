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
    with ThreadingHTTPServer(("127.0.0.1", port), partial(SimpleHTTPRequestHandler, directory=site)) as server:
        print(f"http://127.0.0.1:{port}/  (Ctrl+C ends it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0
