"""A raw folder after some weeks in the office: rows corrected, a row in a file of its own, a layout changed, a form and a wave
fewer."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from dagster_project.received.register import register

MAIL = "mail_volume/mail_volume.csv"
OFFICES = "branch_counts/post_office_by_municipality_20131130.csv"
PROJECTION = "municipalities/projected_population.csv"
CONTRACTS = "outsourcing/outsourcing_contract.csv"
ANOTHER = "outsourcing/outsourcing_contract_2.csv"
FORM = "questionnaires/sample_form_intake/forms/見本J市.xlsx"
WAVE = "questionnaires/sample_branch_services_2"


def changed_raw(raw: Path, folder: Path) -> Path:
    """A changed copy of ``raw``; from it to ``raw`` all goes the other way, so that either way is one of every kind."""
    changed = folder / "changed_raw"
    shutil.copytree(raw, changed)
    _edit(changed / MAIL, lambda text: text.replace("内国郵便物,2536000", "内国郵便物,2536001"))
    _edit(changed / OFFICES, _without_last_row)
    _edit(changed / PROJECTION, _without_last_row)
    _edit(changed / "questionnaires/sample_branch_services/responses.csv", _without_last_row)
    _edit(changed / "outsourcing/outsourcing_contract.layout.yml", lambda text: text.replace("max: 1000}", "max: 20}"))
    header, *_, last = (changed / CONTRACTS).read_text(encoding="utf-8").splitlines(keepends=True)
    _edit(changed / CONTRACTS, _without_last_row)
    (changed / ANOTHER).write_text(header + last, encoding="utf-8")
    for file in (MAIL, OFFICES, PROJECTION, CONTRACTS, ANOTHER):
        register(changed / file, raw_dir=changed)
    (changed / FORM).unlink()
    shutil.rmtree(changed / WAVE)
    return changed


def _edit(file: Path, change: Callable[[str], str]) -> None:
    before = file.read_text(encoding="utf-8")
    after = change(before)
    assert after != before, file
    file.write_text(after, encoding="utf-8")


def _without_last_row(text: str) -> str:
    return "".join(text.splitlines(keepends=True)[:-1])
