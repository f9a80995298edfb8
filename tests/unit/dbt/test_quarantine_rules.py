"""Each rule by which a row is set aside has words for readers of a release: official ones, and nothing on how to mend it."""

from __future__ import annotations

import csv
import re

from dagster_project.common.problems import QUARANTINE_REASONS
from dagster_project.settings import DBT_DIR


def test_every_rule_has_words_for_readers():
    with (DBT_DIR / "seeds" / "sources" / "quarantine_rule.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["rule"]: row for row in csv.DictReader(file)}
    assert rows.keys() == QUARANTINE_REASONS.keys()
    for row in rows.values():
        assert row["rule_ja"].endswith("。") and row["rule_en"].endswith("."), row
        assert not re.search(r"ません|です。|ます。|ください|[{}A-Za-z]", row["rule_ja"]), row
        assert not re.search(r"[{}`]|layout|make register", row["rule_en"]), row
