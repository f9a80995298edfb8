"""The suites of ``expectations/<border>/<table>.yml``, read and validated.

A suite names its table, its owner in both languages, and its expectations. An expectation has an
id that reads as a sentence and starts with border and table, a Great Expectations type in snake
case with its arguments (or ``unexpected_rows`` with a query that selects the rows at fault from
``{batch}``), an optional condition on rows, a severity and a description in both languages.

Great Expectations is not imported here: definitions stay quick to load. Whether a type exists
and takes its arguments shows when the suite runs, as an error and never as a pass.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

Border = Literal["raw", "reports"]
Severity = Literal["critical", "warning"]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

UNEXPECTED_ROWS = "unexpected_rows"
BATCH = "{batch}"
CONDITIONS = ("equals", "not_equals", "in", "not_in", "at_least", "at_most", "is_null")


class SuiteError(Exception):
    """A suite file cannot be used; the message names the file, the key and the fix."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Bilingual(_Strict):
    ja: Sentence
    en: Sentence


class RowCondition(_Strict):
    """Only rows whose ``column`` meets exactly one condition are looked at."""

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
            raise ValueError(f"state exactly one of {', '.join(CONDITIONS)}")
        return self

    @property
    def operator(self) -> str:
        """The field that is set, such as ``equals`` or ``is_in``."""
        return next(iter(self.model_fields_set - {"column"}))

    @property
    def value(self) -> Any:
        return getattr(self, self.operator)


class Expectation(_Strict):
    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]+$")]
    type: Annotated[str, StringConstraints(pattern=r"^(expect_[a-z_]+|unexpected_rows)$")]
    kwargs: dict[str, Any] = {}
    where: RowCondition | None = None
    severity: Severity
    description: Bilingual

    @model_validator(mode="after")
    def _query_stands_alone(self) -> Expectation:
        if self.type != UNEXPECTED_ROWS:
            return self
        if set(self.kwargs) != {"query"} or BATCH not in str(self.kwargs["query"]):
            raise ValueError(f"{UNEXPECTED_ROWS} takes one argument, query, which selects from {BATCH}")
        if self.where is not None:
            raise ValueError(f"write the condition into the query of {UNEXPECTED_ROWS} instead of where")
        return self


class Suite(_Strict):
    table: Annotated[str, StringConstraints(pattern=r"^(raw|reports)\.[a-z][a-z0-9_]*$")]
    owner: Bilingual
    expectations: Annotated[list[Expectation], Field(min_length=1)]

    @property
    def border(self) -> Border:
        return self.table.split(".")[0]

    @property
    def table_name(self) -> str:
        """The table without its schema."""
        return self.table.split(".")[1]


def load_suites(directory: Path, border: Border) -> list[Suite]:
    """All suites of one border, ordered by table.

    Args:
        directory: the folder that holds ``raw/`` and ``reports/``.
        border: which of the two.

    Raises:
        SuiteError: a file is not a valid suite, or an id is used twice.
    """
    files = sorted((directory / border).glob("*.yml"))
    if not files:
        raise SuiteError(f"{directory.name}/{border}: no suite found; expected one <table>.yml per table")
    suites = [_load_suite(file, border) for file in files]
    _require_unique_ids(suites)
    return suites


def _load_suite(file: Path, border: Border) -> Suite:
    name = f"{file.parent.parent.name}/{border}/{file.name}"
    try:
        suite = Suite.model_validate(yaml.safe_load(file.read_text("utf-8")))
    except yaml.YAMLError as error:
        raise SuiteError(f"{name}: not readable as YAML: {error}") from error
    except ValidationError as error:
        raise SuiteError("\n".join(f"{name}: {line}" for line in _describe(error))) from error
    if suite.table != f"{border}.{file.stem}":
        raise SuiteError(f"{name}: table: is {suite.table}, but the file stands for {border}.{file.stem}")
    prefix = f"{border}_{suite.table_name}_"
    for expectation in suite.expectations:
        if not expectation.id.startswith(prefix):
            raise SuiteError(f"{name}: id: {expectation.id} must start with {prefix}")
    return suite


def _describe(error: ValidationError) -> list[str]:
    return [
        f"{'.'.join(str(part) for part in problem['loc']) or 'whole file'}: {problem['msg']}"
        for problem in error.errors()
    ]


def _require_unique_ids(suites: list[Suite]) -> None:
    seen: dict[str, str] = {}
    for suite in suites:
        for expectation in suite.expectations:
            if expectation.id in seen:
                raise SuiteError(
                    f"{suite.table}: id: {expectation.id} is already used by {seen[expectation.id]}"
                )
            seen[expectation.id] = suite.table
