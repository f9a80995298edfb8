"""`responses.layout.yml` of a wave: where the answers stand in a file that a survey tool wrote.

One row a respondent, one column (or one column for each option) a question:

    file: export.xlsx                   # CSV or workbook, beside this file
    header_rows: 3                      # 1 by default; skip_rows, sheet and delimiter as in any layout
    unit_id: 団体コード                  # the header of the respondents' ids
    unit_name: 団体名                    # optional: the header of their names; code and name must agree then
    answers:
      - {question: Q01, header: 支所はありますか}       # single, numeric, text; several options in one cell
      - {question: Q04, options: {1: "Q04[A1]", 2: "Q04[A2]"}}   # a column for each option
      - {question: Q05, header_matches: '^Q05_(\\d+)$'}           # the same; the group is the option's code
    missing: ["-99"]                    # texts that mean no answer, beside the empty cell
    skipped: [表示なし]                  # texts that mean that the question was not asked
    chosen: [Y]                         # marks in the column of an option; by default CHOSEN, NOT_CHOSEN
    not_chosen: [N]
    written_as: codes                   # codes | texts: only where the text of one option is the code of another
    left_out:                           # rows that are no answers: tests, and those never sent off
      - {rule: test, header: Status, texts: [Survey Preview, Survey Test]}
      - {rule: not_sent, header: submitdate, texts: [""]}
    unused_columns: [開始日時, {matches: '^IP'}]   # every other column; none is left out unnamed

A header is the text of the column in any one header row, or of all of them joined by "_" (merged cells written out).
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator, model_validator

from dagster_project.common.text import clean
from dagster_project.common.yaml_lines import Misstatement, validate_yaml
from dagster_project.common.yaml_values import Bilingual, Strict, Text, Texts
from dagster_project.tables.column_layout import ColumnLayout, Matches, groups_of
from dagster_project.tables.layout import Layout

CHOSEN = ["1", "1.0", "y", "yes", "true", "checked", "selected", "はい", "該当", "○", "◯", "〇", "●", "✓", "✔", "レ"]
NOT_CHOSEN = ["0", "0.0", "n", "no", "false", "unchecked", "not selected", "いいえ", "非該当", "×", "-"]


class AnswerColumns(Strict):
    """The column of a question, or its columns by option."""

    question: Text
    header: Text | None = None
    options: dict[Text, Text] = {}
    header_matches: str | None = None

    @model_validator(mode="after")
    def _one_place(self) -> AnswerColumns:
        if sum((self.header is not None, bool(self.options), self.header_matches is not None)) != 1:
            raise Misstatement(
                "header、options、header_matches のうち1つだけを書いてください",
                "write one of header, options and header_matches",
            )
        if self.header_matches is not None and groups_of(self.header_matches) != 1:
            raise Misstatement(
                f"header_matches「{self.header_matches}」は、選択肢の符号を括弧で囲んだ正規表現にしてください",
                f'header_matches "{self.header_matches}" must be a regular expression with one group (…), the option\'s code',
                ("header_matches",),
            )
        return self


class LeftOut(Strict):
    """Rows that are left out under a name: those with one of these texts in a column, which needs no other use."""

    rule: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    header: Text
    texts: Texts = Field(min_length=1)


class ResponsesLayout(Strict):
    """All that is known of an export of answers."""

    file: str = Field(min_length=1)
    header_rows: int = Field(default=1, ge=1)
    skip_rows: int = Field(default=0, ge=0)
    sheet: int | str = 0
    delimiter: Literal[",", "\t", ";", "|"] | None = None
    unit_id: Text
    unit_name: Text | None = None
    answers: list[AnswerColumns] = Field(min_length=1)
    missing: Texts = []
    skipped: Texts = []
    chosen: Texts = CHOSEN
    not_chosen: Texts = NOT_CHOSEN
    written_as: Literal["codes", "texts"] | None = None
    left_out: list[LeftOut] = []
    unused_columns: list[Text | Matches] = []

    @field_validator("file")
    @classmethod
    def _beside_the_layout(cls, name: str) -> str:
        if Path(name).name != name:
            raise Misstatement(
                f"file「{name}」は、layout と同じフォルダにあるファイルの名前にしてください",
                f'file "{name}" must be the name of a file in the folder of this layout',
            )
        return name

    @model_validator(mode="after")
    def _each_question_once(self) -> ResponsesLayout:
        seen = set[str]()
        for position, answer in enumerate(self.answers):
            if clean(answer.question) in seen:
                raise Misstatement(
                    f"設問 {answer.question} が2回以上書かれています",
                    f"question {answer.question} is named more than once",
                    ("answers", position, "question"),
                )
            seen.add(clean(answer.question))
        return self

    @model_validator(mode="after")
    def _a_text_means_one_thing(self) -> ResponsesLayout:
        chosen = set(map(_mark, self.chosen))
        for name in ("not_chosen", "missing", "skipped"):
            both = [text for text in getattr(self, name) if _mark(text) in chosen]
            if both:
                raise Misstatement(
                    f"「{both[0]}」が chosen と {name} の両方にあります。chosen を書かない場合は {', '.join(CHOSEN)} です",
                    f'"{both[0]}" is both in chosen and in {name}; chosen is {", ".join(CHOSEN)} unless it is written',
                    (name,),
                )
        return self

    @model_validator(mode="after")
    def _patterns_are_some(self) -> ResponsesLayout:
        for position, unused in enumerate(self.unused_columns):
            if isinstance(unused, Matches) and groups_of(unused.matches) is None:
                raise Misstatement(
                    f"matches「{unused.matches}」は正規表現として読めません",
                    f'matches "{unused.matches}" is no regular expression',
                    ("unused_columns", position),
                )
        return self

    @property
    def as_table(self) -> Layout:
        """What reading the cells needs."""
        return Layout(
            description=Bilingual(ja="調査の回答", en="answers of a questionnaire"),
            format="csv",
            encoding="detect",
            delimiter=self.delimiter,
            header_rows=self.header_rows,
            skip_rows=self.skip_rows,
            sheet=[self.sheet],
            columns=[ColumnLayout(name="unit_id")],
        )


def _mark(text: str) -> str:
    return clean(text).lower()


def load_responses_layout(path: Path) -> ResponsesLayout:
    """Raises InputProblem when the layout is wrong."""
    return validate_yaml(path, ResponsesLayout)
