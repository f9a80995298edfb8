"""The suites of ``expectations/<border>/<table>.yml``, read and validated.

A suite names its table, its owner in both languages, the shapes that its table shares with many
(``expectations/shapes.yml``) and the expectations that are its own. An expectation has an id that
reads as a sentence and starts with border and table, a severity, a sentence in both languages, and
either a query that selects the rows at fault from ``{batch}`` or a Great Expectations type in
snake case with its arguments and, if needed, a condition on rows. ``{raw_subjects}`` in a query
stands for the subjects of ``raw/``, in quotes and with commas. ``names`` lists columns of a query
that name what is at fault; their values are published in ``reports.check_result``.

Great Expectations is not imported here: definitions stay quick to load. Whether a type exists
and takes its arguments shows when the suite runs, as an error and never as a pass.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints, ValidationInfo, field_validator, model_validator

from dagster_project.checks.shapes import BATCH, Severity, Shape, expectations_of, load_shapes
from dagster_project.common.problems import InputProblem
from dagster_project.common.yaml_lines import Misstatement, validate_yaml
from dagster_project.common.yaml_values import Bilingual, Strict
from dagster_project.settings import RAW_SUBJECTS

Border = Literal["raw", "reports"]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

CONDITIONS = ("equals", "not_equals", "in", "not_in", "at_least", "at_most", "is_null")


class RowCondition(Strict):
    """Only rows whose ``column`` meets exactly one condition are looked at."""

    model_config = ConfigDict(populate_by_name=True)

    column: Sentence
    equals: str | int | float | bool | None = None
    not_equals: str | int | float | bool | None = None
    is_in: list[str] | list[int] | None = Field(None, alias="in")
    not_in: list[str] | list[int] | None = None
    at_least: int | float | None = None
    at_most: int | float | None = None
    is_null: bool | None = None

    @model_validator(mode="after")
    def _has_one_condition(self) -> RowCondition:
        if len(self.model_fields_set - {"column"}) != 1:
            names = ", ".join(CONDITIONS)
            raise Misstatement(f"次のうち1つだけを書いてください: {names}", f"state exactly one of {names}")
        return self

    @property
    def operator(self) -> str:
        """The field that is set, such as ``equals`` or ``is_in``."""
        return next(iter(self.model_fields_set - {"column"}))

    @property
    def value(self) -> Any:
        return getattr(self, self.operator)


class Expectation(Strict):
    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]+$")]
    severity: Severity
    ja: Sentence
    en: Sentence
    query: str | None = None
    type: Annotated[str, StringConstraints(pattern=r"^expect_[a-z_]+$")] | None = None
    kwargs: dict[str, Any] = {}
    where: RowCondition | None = None
    names: list[Sentence] = []

    @field_validator("query")
    @classmethod
    def _names_the_subjects(cls, query: str | None) -> str | None:
        subjects = ", ".join(f"'{subject}'" for subject in RAW_SUBJECTS)
        return None if query is None else query.replace("{raw_subjects}", subjects)

    @model_validator(mode="after")
    def _looks_in_one_way(self) -> Expectation:
        if (self.query is None) == (self.type is None):
            raise Misstatement("query か type のどちらか一方を書いてください", "write either query or type")
        if self.query is not None and (self.kwargs or self.where):
            raise Misstatement(
                "query に kwargs と where は付けられません。条件は query に書いてください",
                "kwargs and where do not go with a query: write the condition into the query",
                ("query",),
            )
        if self.query is None and self.names:
            raise Misstatement("names は query の列を示します", "names are columns of a query", ("names",))
        if self.query is not None and BATCH not in self.query:
            raise Misstatement(f"query は {BATCH} から選んでください", f"a query selects from {BATCH}", ("query",))
        return self


class ShapedExpectation(Expectation):
    """What a shape stands for in a suite, with the columns that it names and the line that asks for it."""

    columns: list[str]
    line: int | None


class Suite(Strict):
    table: Annotated[str, StringConstraints(pattern=r"^(raw|reports)\.[a-z][a-z0-9_]*$")]
    owner: Bilingual
    shapes: list[ShapedExpectation] = []
    expectations: list[Expectation] = []

    @field_validator("shapes", mode="before")
    @classmethod
    def _as_expectations(cls, written: Any, info: ValidationInfo) -> list[dict[str, Any]]:
        if "table" not in info.data:
            return []  # what is wrong there is reported already
        return expectations_of(written, info.context or {}, info.data["table"])

    @model_validator(mode="after")
    def _says_something_of_its_table(self) -> Suite:
        if not self.checks:
            raise Misstatement("shapes か expectations を1件以上書いてください", "write shapes or expectations, one at least")
        prefix = f"{self.border}_{self.table_name}_"
        for position, expectation in enumerate(self.expectations):
            if not expectation.id.startswith(prefix):
                raise Misstatement(
                    f"id は {prefix} で始めてください", f"an id starts with {prefix}", ("expectations", position, "id")
                )
        return self

    @property
    def border(self) -> Border:
        return "raw" if self.table.startswith("raw.") else "reports"

    @property
    def table_name(self) -> str:
        """The table without its schema."""
        return self.table.split(".")[1]

    @property
    def checks(self) -> list[Expectation]:
        """Everything that is expected of the table: what its shapes stand for, then what is its own."""
        return [*self.shapes, *self.expectations]


def load_suites(directory: Path, border: Border) -> list[Suite]:
    """All suites of one border, ordered by table.

    Args:
        directory: the folder that holds ``shapes.yml``, ``raw/`` and ``reports/``.
        border: which of the two.

    Raises:
        InputProblem: a file is not a valid suite, or an id is used twice.
    """
    shapes = load_shapes(directory / "shapes.yml")
    files = sorted((directory / border).glob("*.yml"))
    if not files:
        raise InputProblem(
            file=f"{directory.name}/{border}",
            problem_ja="検査の定義がありません。",
            problem_en="No suite is there.",
            fix_ja="表ごとに <表の名前>.yml を置いてください。",
            fix_en="Put one <table>.yml there per table.",
        )
    suites = [_load_suite(file, border, shapes) for file in files]
    _require_unique_ids(directory, suites)
    return suites


def _load_suite(file: Path, border: Border, shapes: dict[str, Shape]) -> Suite:
    name = f"{file.parent.parent.name}/{border}/{file.name}"
    try:
        suite = validate_yaml(file, Suite, context=shapes)
    except InputProblem as problem:
        problem.file = name  # without the folders of this machine
        raise
    if suite.table != f"{border}.{file.stem}":
        raise InputProblem(
            file=name,
            column="table",
            value=suite.table,
            problem_ja=f"このファイルは {border}.{file.stem} の検査です。",
            problem_en=f"This file stands for {border}.{file.stem}.",
            fix_ja="table かファイル名を直してください。",
            fix_en="Correct table, or the name of the file.",
        )
    return suite


def _require_unique_ids(directory: Path, suites: list[Suite]) -> None:
    seen: dict[str, str] = {}
    for suite in suites:
        for expectation in suite.checks:
            if expectation.id in seen:
                raise InputProblem(
                    file=f"{directory.name}/{suite.border}/{suite.table_name}.yml",
                    column="id",
                    value=expectation.id,
                    problem_ja=f"この id は {seen[expectation.id]} で既に使われています。",
                    problem_en=f"This id is already used by {seen[expectation.id]}.",
                    fix_ja="id を付けてください(型を2回使うときは id: で別の名前にします)。",
                    fix_en="Give it an id of its own (id: where a shape is used twice).",
                )
            seen[expectation.id] = suite.table
