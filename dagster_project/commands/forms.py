"""Command line of the forms, without a build:

python -m dagster_project.commands.forms form WAVE [--unit CODE] [--lang ja|en]
python -m dagster_project.commands.forms intake WAVE
"""

from __future__ import annotations

import argparse
import sys

from dagster_project.common.problems import InputProblem
from dagster_project.questionnaires.wave_forms import find_wave, publication_outlook, summary, take_in_wave, write_form
from dagster_project.settings import load_settings


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m dagster_project.commands.forms", description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    form = commands.add_parser("form", help="write the blank form of a wave")
    form.add_argument("wave")
    form.add_argument("--unit", help="fill in the respondent block for this unit of the frame")
    form.add_argument("--lang", choices=("ja", "en"), default="ja", help="language of the sheet to fill in")
    intake = commands.add_parser("intake", help="check the filled forms of a wave and write the receipts")
    intake.add_argument("wave")
    options = parser.parse_args(arguments)

    settings = load_settings()
    try:
        wave = find_wave(settings.raw_dir, options.wave)
        if options.command == "form":
            path = write_form(settings.forms_dir, wave, language=options.lang, unit_id=options.unit)
            print(f"Written: {path} / 調査票を作成した。")
            if outlook := publication_outlook(wave):
                print(outlook)
            return 0
        print(summary(wave, take_in_wave(wave, settings.receipts_dir)))
        print(f"Receipts / 受付結果: {settings.receipts_dir / options.wave}")
    except (InputProblem, ValueError) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
