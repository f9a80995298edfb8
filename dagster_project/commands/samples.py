"""`samples`: the made-up waves written again, to the same bytes."""

from __future__ import annotations

from pathlib import Path

from dagster_project.samples import made_up_forms, made_up_waves
from dagster_project.settings import Settings


def write_samples(settings: Settings, folder: Path | None) -> int:
    """Write frames, answers and forms of the waves below `folder`, by default where builds read them."""
    target = folder or settings.raw_dir / "questionnaires"
    for file in [*made_up_waves.write(target), *made_up_forms.write(target)]:
        print(file)
    return 0
