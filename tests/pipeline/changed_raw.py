"""A raw folder after a day in the office: a figure corrected, a row in a file of its own, a layout changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from dagster_project.received.register import register

MAIL = "mail_volume/mail_volume.csv"
CONTRACTS = "outsourcing/outsourcing_contract.csv"
ANOTHER = "outsourcing/outsourcing_contract_2.csv"
LAYOUT = "outsourcing/outsourcing_contract.layout.yml"


def changed_raw(raw: Path, folder: Path) -> Path:
    """A changed copy of ``raw``. From it back to ``raw`` a file goes and a layout changes, too."""
    changed = folder / "changed_raw"
    shutil.copytree(raw, changed)
    _edit(changed / MAIL, lambda text: text.replace("内国郵便物,2536000", "内国郵便物,2536001"))
    _edit(changed / LAYOUT, lambda text: text.replace("max: 1000}", "max: 20}"))
    *others, last = (changed / CONTRACTS).read_text(encoding="utf-8").splitlines(keepends=True)
    (changed / CONTRACTS).write_text("".join(others), encoding="utf-8")
    (changed / ANOTHER).write_text(others[0] + last, encoding="utf-8")
    for file in (MAIL, CONTRACTS, ANOTHER):
        register(changed / file, raw_dir=changed)
    return changed


def _edit(file: Path, change: Callable[[str], str]) -> None:
    before = file.read_text(encoding="utf-8")
    after = change(before)
    assert after != before, file
    file.write_text(after, encoding="utf-8")
