"""`new`: what a received table needs beside its layout, written from the layout.

Four files for the warehouse and one line for the tests; nothing in Python, since assets come from the
layouts. What a layout does not say is marked TO_FILL_IN, which a test finds until somebody has written it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from dagster_project.common.problems import InputProblem
from dagster_project.common.yaml_values import Bilingual
from dagster_project.received.table_layouts import received_tables
from dagster_project.settings import PROJECT_ROOT, RAW_SUBJECTS, Settings, shown
from dagster_project.tables.layout import LAYOUT_SUFFIX, Layout, load_layout, table_of
from dagster_project.tables.table_reader import empty_table

TO_FILL_IN = Bilingual(ja="記入すること", en="to be filled in")

MODELS = PROJECT_ROOT / "dbt" / "models"
SOURCES = MODELS / "sources.yml"
SUITES = PROJECT_ROOT / "expectations" / "raw"
MUTATIONS = PROJECT_ROOT / "tests" / "pipeline" / "test_suites_catch_mutations.py"
FIRST_OF_REPORTS = '    "reports.'  # where the mutations of raw tables end

# Columns that the reader makes beside one of the layout, by what their name ends in.
MADE_COLUMNS = {
    "_status": Bilingual(
        ja="{column} の状態（ok、none＝該当なし、below_unit＝単位未満、not_available＝不詳、suppressed＝秘匿）",
        en="Why {column} is as it is: ok, none, below_unit, not_available or suppressed",
    ),
    "_precision": Bilingual(
        ja="{column} の日付の精度（day、month、year）", en="How precisely the date of {column} is known: day, month or year"
    ),
}


@dataclass(frozen=True)
class NewTable:
    """A table as its layout describes it, with the names its columns have in the raw table."""

    name: str
    subject: str
    layout: Layout
    columns: list[str]

    @property
    def key(self) -> list[str]:
        return [name for key in self.layout.key for name in self._outputs(key)[:1]]

    @property
    def filled(self) -> list[str]:
        required = [name for column in self.layout.columns if column.required for name in column.outputs[:1]]
        return list(dict.fromkeys([*self.key, *required]))

    def _outputs(self, name: str) -> list[str]:
        return [name] if name in self.columns else self.layout.column(name).outputs


@dataclass(frozen=True)
class Written:
    """The text of a file, and what a person has still to write in it."""

    path: Path
    text: str
    to_fill_in: Bilingual | None


def new_table(settings: Settings, subject: str, table: str) -> int:
    """Write the files and name them with what is left to do; returns 1 where something is in the way."""
    try:
        files = files_of_table(settings.raw_dir, subject, table)
    except InputProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    nothing = Bilingual(ja="記入不要", en="nothing to fill in")
    for file in files:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        file.path.write_text(file.text, encoding="utf-8")
        left = file.to_fill_in or nothing
        print(f"{shown(file.path)}: {left.ja} / {left.en}")
    return 0


def files_of_table(raw_dir: Path, subject: str, table: str) -> list[Written]:
    """What is to be written for a table; nothing is written here.

    Raises InputProblem where there is no such subject or layout, or where the table is there already.
    """
    found = _read_layout(raw_dir, subject, table)
    files = [_source(found), _staging_sql(found), _staging_yml(found), _suite(found, raw_dir), _mutations(found)]
    for file in files:
        if file.path not in (SOURCES, MUTATIONS) and file.path.exists():
            raise _exists_already(table, file.path)
    return files


def _read_layout(raw_dir: Path, subject: str, table: str) -> NewTable:
    if subject not in RAW_SUBJECTS:
        known = ", ".join(RAW_SUBJECTS)
        raise InputProblem(
            value=subject,
            problem_ja=f"「{subject}」という分野はありません。",
            problem_en=f'There is no subject "{subject}".',
            fix_ja=f"SUBJECT に次のいずれかを指定してください: {known}。新しい分野は settings.py の RAW_SUBJECTS に加えます。",
            fix_en=f"Give one of these as SUBJECT: {known}. A new one is added to RAW_SUBJECTS in settings.py.",
        )
    path = raw_dir / subject / f"{table}{LAYOUT_SUFFIX}"
    if not path.is_file():
        raise InputProblem(
            file=shown(path),
            problem_ja=f"表 {table} の layout がありません。",
            problem_en=f"There is no layout of the table {table}.",
            fix_ja="最も近い layout を写してこのファイルを作成し、列を記述してください(raw/README.md を参照)。",
            fix_en="Copy the nearest layout to this file and describe the columns there (see raw/README.md).",
        )
    layout = load_layout(path)
    if (named := table_of(path, layout)) != table:
        raise InputProblem(
            file=shown(path),
            column="table",
            value=named,
            problem_ja=f"この layout は、表 {named} のファイルの別の様式を記述するものです。",
            problem_en=f"This layout describes another shape of files for the table {named}.",
            fix_ja="新しい表であれば table: の行を除いてください。そうでなければ、他に必要なファイルはありません。",
            fix_en="Take out the line `table:` if it is a new table; otherwise no other file is needed.",
        )
    if not layout.key:
        raise InputProblem(
            file=shown(path),
            column="key",
            problem_ja="行を識別する列がありません。",
            problem_en="The layout does not say which columns identify a row.",
            fix_ja="key: に列名を書いてください。",
            fix_en="Name them under `key:`.",
        )
    return NewTable(table, subject, layout, empty_table(layout, table).loaded.columns)


def _exists_already(table: str, path: Path) -> InputProblem:
    return InputProblem(
        file=shown(path),
        problem_ja=f"表 {table} は既にあります。",
        problem_en=f"The table {table} is there already.",
        fix_ja="別の表であれば layout の名前を変えてください。書き直す場合は、このファイルから表の記述を除いてください。",
        fix_en="Name the layout otherwise if it is another table; to start over, take the table out of this file.",
    )


def _source(table: NewTable) -> Written:
    text = SOURCES.read_text(encoding="utf-8")
    if re.search(rf"^ *- name: {table.name}$", text, re.MULTILINE):
        raise _exists_already(table.name, SOURCES)
    says = _sentences(table.layout.description)
    entry = f"      - name: {table.name}\n        description: >-\n          {says.en} /\n          {says.ja}\n"
    return Written(SOURCES, f"{text.rstrip()}\n{entry}", None)


def _staging_sql(table: NewTable) -> Written:
    columns = ",\n".join(f"    {column}" for column in table.columns)
    grain = _sentences(table.layout.description).en
    text = f"-- {grain}\nselect\n{columns}\nfrom {{{{ source('raw', '{table.name}') }}}}\n"
    return Written(_staging(table, "sql"), text, None)


def _staging_yml(table: NewTable) -> Written:
    meanings = {column: _meaning(column, table.layout) for column in table.columns}
    lines = [
        "models:",
        f"  - name: stg_{table.name}",
        "    description: >-",
        f"      {_sentences(table.layout.description).en}",
        "    columns:",
        *(line for column, meaning in meanings.items() for line in _column_lines(column, meaning)),
    ]
    unknown = ", ".join(column for column, meaning in meanings.items() if meaning == TO_FILL_IN)
    left = Bilingual(ja=f"列の意味と単位({unknown})", en=f"meaning and unit of {unknown}") if unknown else None
    return Written(_staging(table, "yml"), "\n".join(lines) + "\n", left)


def _staging(table: NewTable, suffix: str) -> Path:
    return MODELS / "staging" / table.subject / f"stg_{table.name}.{suffix}"


def _meaning(column: str, layout: Layout) -> Bilingual | None:
    """What the column means; None where a docs block of all subjects says it already."""
    if f"{{% docs {column} %}}" in (MODELS / "docs" / "shared.md").read_text(encoding="utf-8"):
        return None
    behind = next((one for one in layout.columns if column in one.outputs), None)
    if behind is not None and column not in (behind.name, f"{behind.name}_date"):
        made = MADE_COLUMNS[column.removeprefix(behind.name)]
        return Bilingual(ja=made.ja.format(column=behind.name), en=made.en.format(column=behind.name))
    return TO_FILL_IN if behind is None or behind.description is None else behind.description


def _column_lines(column: str, meaning: Bilingual | None) -> list[str]:
    if meaning is None:
        return [f"""      - {{name: {column}, description: "{{{{ doc('{column}') }}}}"}}"""]
    says = _sentences(meaning)
    quoted = f"{says.en} / {says.ja}".replace("'", "''")
    return [f"      - name: {column}", f"        description: '{quoted}'"]


def _suite(table: NewTable, raw_dir: Path) -> Written:
    owner = _owner(raw_dir, table.subject)
    lines = [
        f"table: raw.{table.name}",
        f"owner: {{ja: {owner['ja']}, en: {owner['en']}}}",
        "shapes:",
        "  - rows_of_files",
        f"  - keyed: [{', '.join(table.key)}]",
        f"  - filled: [{', '.join(table.filled)}]",
        *(f"  - status_of: {column.name}" for column in table.layout.columns if column.has_status),
    ]
    rules = Bilingual(ja="この表に固有の規則(範囲、合計など)", en="rules of this table's own: ranges, sums and the like")
    if owner == TO_FILL_IN.model_dump():
        rules = Bilingual(ja=f"担当、{rules.ja}", en=f"owner, {rules.en}")
    return Written(SUITES / f"{table.name}.yml", "\n".join(lines) + "\n", rules)


def _owner(raw_dir: Path, subject: str) -> Mapping[str, str]:
    """Who answers for the tables of the subject, as the suite of one of them says."""
    suites = (SUITES / f"{table.name}.yml" for table in received_tables(raw_dir / subject))
    first = next((suite for suite in suites if suite.is_file()), None)
    return TO_FILL_IN.model_dump() if first is None else yaml.safe_load(first.read_text(encoding="utf-8"))["owner"]


def _mutations(table: NewTable) -> Written:
    text = MUTATIONS.read_text(encoding="utf-8")
    line = f'    "raw.{table.name}": ("{table.filled[0]}", None),\n'
    left = Bilingual(ja="None の代わりに、単位の誤りのような変更", en="instead of None, a change as by a wrong unit")
    return Written(MUTATIONS, text.replace(FIRST_OF_REPORTS, line + FIRST_OF_REPORTS, 1), left)


def _sentences(says: Bilingual) -> Bilingual:
    """Both texts with their full stop."""
    return Bilingual(ja=f"{says.ja.rstrip('。')}。", en=f"{says.en.rstrip('.')}.")
