"""YAML files read into pydantic models, with errors that name file, line, key and the fix."""

from __future__ import annotations

import difflib
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from dagster_project.common.problems import InputProblem

Model = TypeVar("Model", bound=BaseModel)


# What pydantic says of plain values, in words with the fix.
_EXPECTED = {
    "string_type": (
        "値「{given}」は文字として読めません。引用符で囲んで書いてください",
        '"{given}" is not text: write it in quotes',
    ),
    "list_type": (
        "値「{given}」は一覧ではありません。[1, 2] のように角括弧で囲んで書いてください",
        '"{given}" is no list: write it in brackets, such as [1, 2]',
    ),
    "model_type": (
        "値「{given}」は「キー: 値」の形で書いてください。キー: {keys}",
        '"{given}" must be written as keys and values, with the keys {keys}',
    ),
    "bool_parsing": ("値「{given}」は true か false にしてください", '"{given}" must be true or false'),
    "int_parsing": ("値「{given}」は整数にしてください", '"{given}" must be a whole number'),
    "float_parsing": ("値「{given}」は数値にしてください", '"{given}" must be a number'),
    "greater_than_equal": ("値「{given}」は{ge}以上にしてください", '"{given}" must be {ge} or more'),
    "less_than_equal": ("値「{given}」は{le}以下にしてください", '"{given}" must be {le} or less'),
    "string_too_short": ("値が空です。記入してください", "the value is empty: fill it in"),
    "too_short": ("1件以上記入してください", "at least one entry is needed"),
    "string_pattern_mismatch": (
        "値「{given}」は決められた形({pattern})になっていません",
        '"{given}" is not of the form {pattern}',
    ),
}


class Misstatement(ValueError):
    """A mistake found by a validator, in both languages.

    `place` leads from the validated mapping to the key at fault, e.g. ("columns", 3, "type").
    """

    def __init__(self, japanese: str, english: str, place: tuple[int | str, ...] = ()) -> None:
        super().__init__(english)
        self.japanese = japanese
        self.english = english
        self.place = place


class _Constructor(RoundTripConstructor):
    """A day that does not exist (2023-02-30) stays the text it is, for the model to complain about by its key."""

    def construct_yaml_timestamp(self, node: Any, values: Any = None) -> Any:
        try:
            return super().construct_yaml_timestamp(node, values)
        except ValueError:
            return node.value


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", _Constructor.construct_yaml_timestamp)


@lru_cache(maxsize=1000)
def _nodes_of(text: str) -> Any:
    """Nodes that know their lines. Layouts and records are asked for at many steps, and reading them so is slow."""
    reader = YAML()
    reader.Constructor = _Constructor
    return reader.load(text)


def load_yaml(path: Path) -> Any:
    """The content of a YAML file, as ruamel round-trip nodes (which know their lines), to be read and never changed.

    Raises InputProblem when the file is missing, empty, not UTF-8 or not YAML.
    """
    if not path.is_file():
        raise InputProblem(
            file=path,
            problem_ja="ファイルがありません。",
            problem_en="The file does not exist.",
            fix_ja="ファイルを置くか、参照しているファイル名を確認してください。",
            fix_en="Put the file there, or check the file name that refers to it.",
        )
    try:
        content = _nodes_of(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise InputProblem(
            file=path,
            problem_ja="UTF-8 の文字として読めません。",
            problem_en="The text is not UTF-8.",
            fix_ja="文字コード UTF-8 で保存し直してください。",
            fix_en="Save the file again as UTF-8.",
        ) from error
    except YAMLError as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        cause = error.problem if isinstance(error, MarkedYAMLError) else str(error)
        raise InputProblem(
            file=path,
            row=None if mark is None else mark.line + 1,
            problem_ja=f"YAML として読めません({cause})。",
            problem_en=f"This is not valid YAML: {cause}.",
            fix_ja="その行と直前の行の字下げ、コロン、引用符、キーの重複を確認してください。",
            fix_en="Check indentation, colons, quotes and repeated keys in that line and the one above.",
        ) from error
    if not isinstance(content, dict):
        raise InputProblem(
            file=path,
            problem_ja="内容が空であるか、「キー: 値」の形になっていません。",
            problem_en="The file is empty or does not consist of `key: value` lines.",
            fix_ja="同じ種類の他のファイルを参考に記入してください。",
            fix_en="Fill it in, taking another file of its kind as the example.",
        )
    return content


def validate_yaml(path: Path, model: type[Model], context: Any = None) -> Model:
    """The YAML file at `path` as a `model`; raises InputProblem naming every wrong key.

    `context` is what the model's validators need to know from elsewhere.
    """
    content = load_yaml(path)
    try:
        return model.model_validate(content, context=context)
    except ValidationError as error:
        faults = [_fault(content, fault, model) for fault in error.errors(include_url=False)]
        raise InputProblem(
            file=path,
            row=faults[0][0],
            column=faults[0][1],
            problem_ja="記述に誤りがあります: " + " / ".join(ja for _, _, ja, _ in faults),
            problem_en="The file has mistakes: " + " / ".join(en for *_, en in faults),
            fix_ja="挙げられた行のキーと値を直してください。",
            fix_en="Correct the keys and values in the lines named.",
        ) from error


def line_of(content: Any, place: tuple[int | str, ...]) -> int | None:
    """The 1-based line of a place such as ("columns", 3, "type"); the nearest one above it
    when the place itself is not in the file."""
    line, node = None, content
    for step in place:
        marks = getattr(node, "lc", None)
        try:
            if isinstance(node, dict) and step in node:
                line = marks.key(step)[0] + 1 if marks else line
            elif isinstance(node, list) and isinstance(step, int) and step < len(node):
                line = marks.item(step)[0] + 1 if marks else line
            else:
                break
            node = node[step]
        except (KeyError, AttributeError, TypeError):
            break
    return line


def _fault(content: Any, fault: Any, model: type[BaseModel]) -> tuple[int | None, str, str, str]:
    """(line, key, Japanese, English) of one pydantic error."""
    place = tuple(fault["loc"])
    context = fault.get("ctx", {})
    stated = context.get("error")
    if isinstance(stated, Misstatement):
        place += stated.place
    line = line_of(content, place)
    key = ".".join(str(step) for step in place) or "(top)"
    ja_line, en_line = (f"{line}行目 ", f"line {line} ") if line else ("", "")
    given = fault.get("input")
    if fault["type"] == "extra_forbidden":
        allowed = _keys_at(model, place[:-1])
        near = difflib.get_close_matches(str(place[-1]), allowed, n=1)
        hint_ja = f"「{near[0]}」ではありませんか。" if near else ""
        hint_en = f' Did you mean "{near[0]}"?' if near else ""
        names = ", ".join(allowed)
        return (
            line,
            key,
            f"{ja_line}「{key}」というキーは使用できません。{hint_ja}使用できるキー: {names}",
            f'{en_line}"{key}" is not a key of this file.{hint_en} Keys: {names}',
        )
    if fault["type"] == "missing":
        return (
            line,
            key,
            f"{ja_line}「{key}」がありません。",
            f'{en_line}"{key}" is missing.',
        )
    if fault["type"] in ("literal_error", "enum"):
        names = context.get("expected", "")
        return (
            line,
            key,
            f"{ja_line}「{key}」の値「{given}」は使用できません。使用できる値: {names.replace(' or ', ', ')}",
            f'{en_line}"{key}" is "{given}"; allowed: {names}',
        )
    if isinstance(stated, Misstatement):
        japanese, english = stated.japanese, stated.english
    elif fault["type"] in _EXPECTED:
        keys = ", ".join(_keys_at(model, place))
        japanese, english = (words.format(given=given, keys=keys, **context) for words in _EXPECTED[fault["type"]])
    else:
        japanese, english = f"値「{given}」は使用できません({fault['msg']})", fault["msg"]
    return line, key, f"{ja_line}「{key}」: {japanese}", f'{en_line}"{key}": {english}'


def _keys_at(model: type[BaseModel], place: tuple[int | str, ...]) -> list[str]:
    """The keys the model knows at a place, following fields and list items."""
    current: type[BaseModel] | None = model
    for step in place:
        if isinstance(step, int) or current is None:
            continue
        field = current.model_fields.get(str(step))
        if field is not None:
            current = _model_in(field.annotation)
    return [] if current is None else list(current.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_in(inner)
        if found is not None:
            return found
    return None
