"""The one command line of the project; `--help` lists its commands."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from pathlib import Path
from typing import NoReturn

from dagster_project.common.plain_words import is_foreseen, plain_words
from dagster_project.settings import load_settings, named_from_raw

# A command's module is imported when the command is called: Dagster alone takes seconds, and only
# building needs it.


def main(arguments: list[str] | None = None) -> int:
    """Run the command that the arguments name; returns the process's exit code.

    Whatever goes wrong is told in plain words first; the stack follows only where it is a defect of ours.
    """
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except KeyboardInterrupt:
        print("\n中止した。公表中の版には変更がない。 / Stopped; what is published has not been touched.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever reads it has read enough: `make status | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        print(named_from_raw(plain_words(error), load_settings()), file=sys.stderr)
        if not is_foreseen(error):
            traceback.print_exception(error)
        return 1


class _Parser(argparse.ArgumentParser):
    """Says in both languages that an argument does not fit; which one and why, argparse says in English."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"引数が正しくない(使い方: make help): {message}\nThe arguments do not fit (see make help): {message}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m dagster_project.commands")
    commands = parser.add_subparsers(required=True, metavar="command")

    build = commands.add_parser("build", help="raw files to a published release with its site")
    build.add_argument("--wait", action="store_true", help="until no other build is at work in the data folder")
    build.set_defaults(run=_build)
    tables = commands.add_parser("tables", help="raw files to tables for trying out, without a site; nothing is published")
    tables.add_argument("--wait", action="store_true", help="until no other build is at work in the data folder")
    tables.set_defaults(run=_tables)
    refresh = commands.add_parser("refresh", help="fetch the files of raw/sources/downloads.yml that are switched on")
    refresh.set_defaults(run=_refresh)

    rollback = commands.add_parser("rollback", help="switch to the release before the current one")
    rollback.add_argument("--to", metavar="ID", help="a release that is still kept, such as r0003")
    rollback.set_defaults(run=_rollback)
    withdraw = commands.add_parser("withdraw", help="take back a release that was published by mistake")
    withdraw.add_argument("release", metavar="ID", help="a release that is kept, such as r0003")
    withdraw.add_argument("--reason", help='what the page of releases says: "Japanese / English", or one of them')
    withdraw.add_argument("--undo", action="store_true", help="keep a withdrawn release again; nothing is switched")
    withdraw.set_defaults(run=_withdraw)
    status = commands.add_parser("status", help="what is published, since when, and what it takes on the disk")
    status.set_defaults(run=_status)
    profile = commands.add_parser("profile", help="where the last build spent its time, and how long the last twenty took")
    profile.set_defaults(run=_profile)
    internal = commands.add_parser("internal", help="open the full warehouse of the published release, read-only")
    internal.add_argument("--sql", help='ask this and leave, such as "from raw.survey_response limit 5"')
    internal.set_defaults(run=_internal)

    docs = commands.add_parser("docs", help="write dbt's documents and the data dictionary of the published release")
    docs.set_defaults(run=_docs)
    handout = commands.add_parser("handout", help="pages of the published site as A4 PDF, in both languages")
    for name in ("paper", "chapter", "prefecture", "municipality"):
        handout.add_argument(f"--{name}", metavar="NAME")
    handout.set_defaults(run=_handout)
    serve = commands.add_parser("serve", help="serve the published site on this machine only")
    serve.add_argument("--port", type=int, default=8000)
    serve.set_defaults(run=_serve)
    ui = commands.add_parser("ui", help="open the Dagster UI on this machine only")
    ui.add_argument("--port", type=int, default=3000)
    ui.set_defaults(run=_ui)

    register = commands.add_parser(
        "register",
        help="record new or changed raw files",
        usage="make register FILE=raw/<subject>/<file> [LAYOUT=…] [SET=name=value] [REASON=…]",
    )
    register.add_argument("files", nargs="*")
    register.add_argument("--layout", help="the layout of a new file, if several fit")
    register.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a constant of the record")
    register.add_argument("--reason", help='why a recorded file was replaced: "Japanese / English", or one of them')
    register.set_defaults(run=_register)

    new = commands.add_parser("new", help="write what a received table needs beside its layout")
    new.add_argument("table")
    new.add_argument("subject", help="the folder of raw/ with <table>.layout.yml")
    new.set_defaults(run=_new)

    form = commands.add_parser("form", help="write the blank form of a wave")
    form.add_argument("wave")
    form.add_argument("--unit", help="fill in the respondent block for this unit of the frame")
    form.add_argument("--lang", choices=("ja", "en"), default="ja", help="language of the sheet to fill in")
    form.set_defaults(run=_form)
    intake = commands.add_parser("intake", help="check the filled forms of a wave and write the receipts")
    intake.add_argument("wave")
    intake.set_defaults(run=_intake)

    samples = commands.add_parser("samples", help="write the made-up waves again, forms included")
    samples.add_argument("folder", nargs="?", type=Path, help="instead of raw/questionnaires")
    samples.set_defaults(run=_samples)
    return parser


def _build(options: argparse.Namespace) -> int:
    from dagster_project.commands.build import build

    return build(load_settings(), wait=options.wait)


def _tables(options: argparse.Namespace) -> int:
    from dagster_project.commands.build import tables

    return tables(load_settings(), wait=options.wait)


def _refresh(_options: argparse.Namespace) -> int:
    from dagster_project.commands.build import refresh_sources

    return refresh_sources(load_settings())


def _rollback(options: argparse.Namespace) -> int:
    from dagster_project.commands.releases import roll_back

    return roll_back(load_settings(), options.to)


def _withdraw(options: argparse.Namespace) -> int:
    from dagster_project.commands.releases import withdraw

    return withdraw(load_settings(), options.release, options.reason, undo=options.undo)


def _status(_options: argparse.Namespace) -> int:
    from dagster_project.commands.status import status

    return status(load_settings())


def _profile(_options: argparse.Namespace) -> int:
    from dagster_project.commands.profile import profile

    return profile(load_settings())


def _internal(options: argparse.Namespace) -> int:
    from dagster_project.commands.releases import open_internal

    return open_internal(load_settings(), options.sql)


def _docs(_options: argparse.Namespace) -> int:
    from dagster_project.commands.docs import docs

    return docs(load_settings())


def _handout(options: argparse.Namespace) -> int:
    from dagster_project.commands.handouts import handouts

    chosen = {name: getattr(options, name) for name in ("paper", "chapter", "prefecture", "municipality")}
    return handouts(load_settings(), [f"{name}={value}" for name, value in chosen.items() if value])


def _serve(options: argparse.Namespace) -> int:
    from dagster_project.commands.serve import serve

    return serve(load_settings(), options.port)


def _ui(options: argparse.Namespace) -> int:
    from dagster_project.commands.ui import open_ui

    return open_ui(load_settings(), options.port)


def _register(options: argparse.Namespace) -> int:
    from dagster_project.commands.register_files import register_files

    return register_files(load_settings(), options.files, options.layout, options.set, options.reason)


def _new(options: argparse.Namespace) -> int:
    from dagster_project.commands.new import new_table

    return new_table(load_settings(), options.subject, options.table)


def _form(options: argparse.Namespace) -> int:
    from dagster_project.commands.forms import form

    return form(load_settings(), options.wave, unit_id=options.unit, language=options.lang)


def _intake(options: argparse.Namespace) -> int:
    from dagster_project.commands.forms import intake

    return intake(load_settings(), options.wave)


def _samples(options: argparse.Namespace) -> int:
    from dagster_project.commands.samples import write_samples

    return write_samples(load_settings(), options.folder)


if __name__ == "__main__":
    sys.exit(main())
