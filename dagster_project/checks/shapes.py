"""Shapes: what many tables are asked in the same words, written once in ``expectations/shapes.yml``.

A suite names a shape and what it takes; here that becomes an expectation like those the suite
writes out itself. The file's head says how a shape and its use are written.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from dagster_project.common.yaml_lines import Misstatement, validate_yaml
from dagster_project.common.yaml_values import Strict

Severity = Literal["critical", "warning"]
Kind = Literal["column", "columns", "texts", "values", "value", "condition", "table"]

BATCH = "{batch}"
FILES, KEY = "rows_of_files", "keyed"  # shapes that tell what names a row of the table
# What a use may say otherwise than its shape does.
OVERRIDES = ("id", "severity", "ja", "en")
FILLED_IN = ("this", "shown", "any")  # beside the arguments; {item} stands inside `any` only
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
COLUMN = re.compile(r"[a-z][a-z0-9_]*")
TABLE = re.compile(r"(raw|staging|core|survey|reports)\.[a-z][a-z0-9_]*")


class Shape(Strict):
    """One shape: what it takes, and the expectation that it stands for."""

    takes: dict[str, Kind] = {}
    defaults: dict[str, str] = {}
    id: str = Field(min_length=1)
    severity: Severity | None = None
    ja: str = Field(min_length=1)
    en: str = Field(min_length=1)
    any: str | None = None
    query: str | None = None
    type: str | None = None
    kwargs: dict[str, Any] = {}

    @model_validator(mode="after")
    def _fills_what_it_takes(self) -> Shape:
        if (self.query is None) == (self.type is None):
            raise Misstatement("query か type のどちらか一方を書いてください", "write either query or type")
        known = {*self.takes, *FILLED_IN, "batch"}
        for key in ("id", "ja", "en", "any", "query", "kwargs"):
            for name in PLACEHOLDER.findall(str(getattr(self, key))):
                if name not in known and not (key == "any" and name == "item"):
                    raise Misstatement(
                        f"「{{{name}}}」に入るものがありません",
                        f'nothing fills "{{{name}}}"',
                        (key,),
                    )
        return self


class ShapeFile(Strict):
    shapes: dict[str, Shape]


@dataclass(frozen=True)
class Use:
    """A shape as one suite uses it, with every argument checked."""

    name: str
    shape: Shape
    arguments: dict[str, Any]
    overrides: dict[str, str]


def load_shapes(path: Path) -> dict[str, Shape]:
    """The shapes by name.

    Raises:
        InputProblem: the file is not what its head describes; line, key and fix are named.
    """
    return validate_yaml(path, ShapeFile).shapes


def expectations_of(written: Any, shapes: Mapping[str, Shape], table: str) -> list[dict[str, Any]]:
    """A suite's ``shapes`` as expectations, each with the columns it names and its line in the file.

    Args:
        written: what the suite's file says, with ruamel's marks of its lines where it was read from one.
        table: the suite's table with its schema.

    Raises:
        Misstatement: there is no such shape, or it does not take what it is given.
    """
    uses = []
    for position, one in enumerate(_list(written, ())):
        try:
            uses.append(_read_use(one, shapes))
        except Misstatement as fault:
            raise Misstatement(fault.japanese, fault.english, (position, *fault.place)) from fault
    row = _row_of(uses)
    marks = getattr(written, "lc", None)
    return [
        _expectation_of(use, table, row) | {"line": None if marks is None else marks.item(position)[0] + 1}
        for position, use in enumerate(uses)
    ]


def _row_of(uses: list[Use]) -> list[str]:
    """The columns that name a row in a message: its place in the file, or the key of the table."""
    if any(use.name == FILES for use in uses):
        return ["source_file", "row_number"]
    return next((use.arguments["columns"] for use in uses if use.name == KEY), [])


def _read_use(written: Any, shapes: Mapping[str, Shape]) -> Use:
    """One entry of a suite's ``shapes``: a name, or a name with what the shape takes."""
    if isinstance(written, str):
        written = {written: {}}
    if not isinstance(written, dict) or len(written) != 1:
        raise Misstatement(
            "「型の名前」か「型の名前: 引数」を1つ書いてください", "write one shape, with what it takes: name: …"
        )
    [(name, given)] = written.items()
    if name not in shapes:
        raise Misstatement(*_unknown("型", "shape", name, shapes), (name,))
    shape = shapes[name]
    in_full = isinstance(given, dict)
    if not in_full:
        given = {next(iter(shape.takes), ""): given}
    for key in given:
        if key not in shape.takes and key not in OVERRIDES:
            raise Misstatement(*_unknown("引数", "argument", key, [*shape.takes, *OVERRIDES]), (name, key))
    overrides = {key: str(given[key]) for key in OVERRIDES if key in given}
    severity = overrides.get("severity", shape.severity)
    if severity not in ("critical", "warning"):
        raise Misstatement(
            "severity に critical か warning を書いてください", "write critical or warning as severity", (name, "severity")
        )
    arguments: dict[str, Any] = {}
    for key, kind in shape.takes.items():
        if key in given:
            arguments[key] = _checked(given[key], kind, (name, key) if in_full else (name,))
        elif key in shape.defaults:
            arguments[key] = _filled(shape.defaults[key], {k: str(v) for k, v in arguments.items()})
        else:
            raise Misstatement(f"「{key}」がありません", f'"{key}" is missing', (name,))
    return Use(name, shape, arguments, overrides | {"severity": severity})


def _expectation_of(use: Use, table: str, row: list[str]) -> dict[str, Any]:
    shape = use.shape
    border, table_name = table.split(".")
    columns = list(dict.fromkeys(column for key in use.arguments for column in _columns(use, key)))
    shown = list(dict.fromkeys([*row, *columns]))
    sql = {key: _sql(use, key) for key in shape.takes} | {"this": table_name, "shown": ", ".join(shown)}
    if shape.any is not None:
        items = next(use.arguments[key] for key, kind in shape.takes.items() if kind in ("columns", "texts"))
        sql["any"] = "\n    or ".join(_filled(shape.any, sql | {"item": item}) for item in items)
    settled = {key: use.overrides.get(key, getattr(shape, key)) for key in OVERRIDES}
    return {
        "id": f"{border}_{table_name}_{_filled(settled['id'], sql)}",
        "severity": settled["severity"],
        "ja": _filled(settled["ja"], _words(use, "、")),
        "en": _filled(settled["en"], _words(use, ", ")),
        "query": None if shape.query is None else _filled(shape.query, sql),
        "type": shape.type,
        "kwargs": _kwargs(shape.kwargs, use.arguments),
        "columns": shown if "{shown}" in str(shape.query) else columns,
    }


def _unknown(ja: str, en: str, name: str, known: Any) -> tuple[str, str]:
    near = difflib.get_close_matches(str(name), list(known), n=1)
    hint_ja, hint_en = (f"「{near[0]}」ではありませんか。", f' Did you mean "{near[0]}"?') if near else ("", "")
    names = ", ".join(known)
    return (
        f"「{name}」という{ja}はありません。{hint_ja}使用できるもの: {names}",
        f'there is no {en} "{name}".{hint_en} Known: {names}',
    )


def _checked(value: Any, kind: Kind, place: tuple[int | str, ...]) -> Any:
    """The argument as plain Python, if it is of its kind."""
    match kind:
        case "column":
            if not (isinstance(value, str) and COLUMN.fullmatch(value)):
                raise Misstatement(f"「{value}」は列の名前ではありません", f'"{value}" is not the name of a column', place)
            return str(value)
        case "columns" | "texts":
            names = [_checked(name, "column", (*place, i)) for i, name in enumerate(_list(value, place))]
            if len(set(names)) < len(names):
                raise Misstatement("同じ名前が2つあります", "a name is there twice", place)
            return names
        case "values":
            return [_checked(one, "value", (*place, i)) for i, one in enumerate(_list(value, place))]
        case "value":
            if isinstance(value, bool) or not isinstance(value, str | int | float | date):
                raise Misstatement(f"「{value}」は値ではありません", f'"{value}" is not a value', place)
            return next((plain(value) for plain in (str, int, float) if isinstance(value, plain)), value)
        case "table":
            if not (isinstance(value, str) and TABLE.fullmatch(value)):
                raise Misstatement(f"「{value}」は表の名前ではありません", f'"{value}" is not the name of a table', place)
            return str(value)
        case "condition":
            return str(value).strip()


def _list(value: Any, place: tuple[int | str, ...]) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise Misstatement("[a, b] のように1つ以上書いてください", "write one or more, such as [a, b]", place)
    return value


def _columns(use: Use, key: str) -> Iterator[str]:
    match use.shape.takes[key]:
        case "column":
            yield use.arguments[key]
        case "columns":
            yield from use.arguments[key]
        case "texts":
            yield from (f"{text}_{language}" for text in use.arguments[key] for language in ("ja", "en"))


def _sql(use: Use, key: str) -> str:
    value = use.arguments[key]
    match use.shape.takes[key]:
        case "columns" | "texts":
            return ", ".join(_columns(use, key))
        case "values":
            return ", ".join(_literal(one) for one in value)
        case "value":
            return _literal(value)
    return str(value)


def _literal(value: Any) -> str:
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return f"date '{value.isoformat()}'" if isinstance(value, date) else str(value)


def _words(use: Use, comma: str) -> dict[str, str]:
    """The arguments as a sentence says them."""
    return {key: comma.join(map(str, value)) if isinstance(value, list) else str(value) for key, value in use.arguments.items()}


def _kwargs(template: Mapping[str, Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a Great Expectations type; a placeholder stands for the value itself."""
    named = {key: PLACEHOLDER.fullmatch(value) if isinstance(value, str) else None for key, value in template.items()}
    return {key: arguments[found[1]] if (found := named[key]) else value for key, value in template.items()}


def _filled(template: str, values: Mapping[str, str]) -> str:
    """The template with its placeholders filled; those of the check run ({batch}) stay."""
    return PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), template).strip()
