"""Serve the published site on this machine only. Any static server does the same."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from dagster_project.settings import load_settings


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m dagster_project.commands.serve", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port

    site = load_settings().current_link / "site"
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


if __name__ == "__main__":
    sys.exit(main())
