"""`register`: new or changed raw files recorded in the `sources.yml` of their subject."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from dagster_project.common.problems import InputProblem
from dagster_project.received.register import register
from dagster_project.settings import Settings


def register_files(settings: Settings, files: Sequence[str], layout: str | None, constants: Sequence[str]) -> int:
    """Register each file, with constants written NAME=VALUE; 0 when all went well, 1 otherwise."""
    if not files:
        print("使い方: make register FILE=raw/<subject>/<file>\nUsage: make register FILE=raw/<subject>/<file>")
        return 1
    values = dict(constant.partition("=")[::2] for constant in constants)
    failed = False
    for file in files:
        try:
            print(register(file, settings.raw_dir, layout=layout, constants=values))
        except InputProblem as problem:
            print(problem, file=sys.stderr)
            failed = True
    return int(failed)
