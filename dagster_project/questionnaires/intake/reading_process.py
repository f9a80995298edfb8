"""Another Python's share of the reading: paths in, files and cells out, both pickled.

Only read_forms starts it and only what it wrote itself is unpickled on either side.
"""

from __future__ import annotations

import pickle
import sys

from dagster_project.questionnaires.intake.read_forms import read_part

if __name__ == "__main__":
    sys.stdout.buffer.write(pickle.dumps(read_part(*pickle.load(sys.stdin.buffer))))
