"""`form` and `intake`: a wave's blank form, and its filled forms checked, without a build."""

from __future__ import annotations

import sys

from dagster_project.common.problems import InputProblem
from dagster_project.questionnaires.wave_forms import find_wave, publication_outlook, summary, take_in_wave, write_form
from dagster_project.received.snapshot import require_no_blind_link
from dagster_project.settings import Settings, named_from_raw, shown


def form(settings: Settings, wave_id: str, *, unit_id: str | None, language: str) -> int:
    """Write the blank form of a wave."""
    try:
        wave = find_wave(settings.raw_dir, wave_id)
        path = write_form(settings.forms_dir, wave, language=language, unit_id=unit_id)
    except (InputProblem, ValueError) as problem:
        print(named_from_raw(str(problem), settings), file=sys.stderr)
        return 1
    print(f"Written: {shown(path)} / 調査票を作成した。")
    if outlook := publication_outlook(wave):
        print(outlook)
    return 0


def intake(settings: Settings, wave_id: str) -> int:
    """Check the filled forms of a wave and write their receipts."""
    try:
        wave = find_wave(settings.raw_dir, wave_id)
        require_no_blind_link(settings.raw_dir, wave.folder)
        print(summary(wave, take_in_wave(wave, settings.receipts_dir)))
    except (InputProblem, ValueError) as problem:
        print(named_from_raw(str(problem), settings), file=sys.stderr)
        return 1
    print(f"Receipts / 受付結果: {shown(settings.receipts_dir / wave_id)}")
    return 0
