"""What each raw table holds, in both languages: written once, in ``dbt/models/sources.yml``.

dbt shows these texts as descriptions of its sources, Dagster as descriptions of the assets.
"""

from functools import cache

import yaml

from dagster_project.common.problems import InputProblem
from dagster_project.settings import DBT_DIR, shown

SOURCES_FILE = DBT_DIR / "models" / "sources.yml"


@cache
def raw_descriptions() -> dict[str, str]:
    """The description of every raw table, by its name."""
    (raw,) = yaml.safe_load(SOURCES_FILE.read_text(encoding="utf-8"))["sources"]
    return {table["name"]: table["description"] for table in raw["tables"]}


def raw_description(subject: str, table: str) -> str:
    """The description of one table; raises InputProblem when nobody has written it."""
    if table not in raw_descriptions():
        raise InputProblem(
            file=shown(SOURCES_FILE),
            problem_ja=f"分野 {subject} の表 {table} が記載されていません。",
            problem_en=f"The table {table} of the subject {subject} is not listed.",
            fix_ja=f"新しい表であれば make new TABLE={table} SUBJECT={subject} を実行してください。layout の名前又は table を"
            f"変えたのであれば、raw/{subject}/{table}.layout.yml を元の名前に戻すか、layout に table: <元の表> と"
            "書いてください。",
            fix_en=f"If the table is new, run `make new TABLE={table} SUBJECT={subject}`. If a layout has another name or"
            f" `table` than before, give raw/{subject}/{table}.layout.yml its name back, or write `table: <the former table>`"
            " into it.",
        )
    return raw_descriptions()[table]
