"""`register`: new or changed raw files recorded in the `sources.yml` of their subject."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from dagster_project.common.problems import InputProblem
from dagster_project.orchestration.assets.raw_descriptions import raw_description
from dagster_project.received.register import register
from dagster_project.settings import Settings, named_from_raw


def register_files(settings: Settings, files: Sequence[str], layout: str | None, constants: Sequence[str]) -> int:
    """Register each file, with constants written NAME=VALUE; 0 where a build would take all of them, else 1."""
    if not files:
        print("使い方: make register FILE=raw/<subject>/<file>\nUsage: make register FILE=raw/<subject>/<file>")
        return 1
    values = dict(constant.partition("=")[::2] for constant in constants)
    failed = False
    for file in files:
        try:
            registered = register(file, settings.raw_dir, layout=layout, constants=values)
            print(named_from_raw(registered.text, settings))
            failed |= registered.is_refused
            if registered.table is not None:
                raw_description(registered.subject, registered.table)
        except InputProblem as problem:
            print(named_from_raw(str(problem), settings), file=sys.stderr)
            failed = True
    return int(failed)
