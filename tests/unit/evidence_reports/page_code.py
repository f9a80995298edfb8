"""Running the pages' own JavaScript from a test."""

from __future__ import annotations

import json
import subprocess

from dagster_project.settings import PROJECT_ROOT

SITE = PROJECT_ROOT / "evidence_reports"


def evaluated(expression: str, imports: str, given: object):
    """What a JavaScript expression gives; `given` is at hand in it by this name."""
    script = f"{imports}\nconst given = JSON.parse(process.argv[1]);\nconsole.log(JSON.stringify({expression}));"
    done = subprocess.run(
        ["node", "--input-type=module", "-e", script, "--", json.dumps(given)], cwd=SITE, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
