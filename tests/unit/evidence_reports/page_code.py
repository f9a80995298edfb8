"""Running the pages' own JavaScript from a test."""

from __future__ import annotations

import json
import os
import subprocess
from functools import cache
from itertools import count

from dagster_project.settings import PROJECT_ROOT

SITE = PROJECT_ROOT / "evidence_reports"

# One module a line on standard input; what it exports, or how it failed, on one line of standard output. Its name is its
# text, so that texts are numbered: the same one may be asked twice.
_RUNNER = """
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
for await (const line of createInterface({ input: process.stdin })) {
	const { module, given } = JSON.parse(line);
	globalThis.given = given;
	const said = await import(`data:text/javascript,${encodeURIComponent(module)}`).then(
		({ default: value }) => ({ value }),
		(error) => ({ error: String(error?.stack ?? error) })
	);
	writeSync(1, `${JSON.stringify(said)}\\n`);
}
"""
_NUMBERS = count()


def evaluated(expression: str, imports: str, given: object, reports_db: str = "") -> object:
    """What a JavaScript expression gives; `given` is at hand in it by this name. All are asked of one Node.js.

    ``reports_db``: the reports.duckdb that the code opens, if it opens one.
    """
    imports = imports.replace("from './", f"from '{SITE.as_uri()}/")
    module = f"{imports}\nconst given = globalThis.given;\nexport default await ({expression}); // {next(_NUMBERS)}"
    node = _node(reports_db)
    assert node.stdin is not None and node.stdout is not None
    print(json.dumps({"module": module, "given": given}), file=node.stdin, flush=True)
    said = json.loads(node.stdout.readline())
    assert "error" not in said, said["error"]
    return said.get("value")


@cache
def _node(reports_db: str) -> subprocess.Popen[str]:
    """It ends with the tests, which close its standard input."""
    return subprocess.Popen(
        ["node", "--input-type=module", "-e", _RUNNER],
        cwd=SITE,
        env={**os.environ, "REPORTS_DB": reports_db},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
