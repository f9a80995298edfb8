"""YAML files read into pydantic models, with errors that name file, line, key and the fix."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import YAMLError

from dagster_project.common.problems import InputProblem
from dagster_project.common.yaml_words import syntax_words, value_words

Model = TypeVar("Model", bound=BaseModel)

# The keys by which people know an entry of a list.
_NAMES = ("file", "name", "id", "rule", "code")
# How pydantic calls the kinds of a value that may be of several: int, Matches, dict[…], function-before[…].
_KIND = re.compile(r"(?:int|str|float|bool|decimal|[A-Z][A-Za-z]+|(?:dict|list|literal|function-[a-z-]+)[\[(].*)$")
_COLON = re.compile("[:：]")


class Misstatement(ValueError):
    """A mistake found by a validator, in both languages.

    `place` leads from the validated mapping to the key at fault, e.g. ("columns", 3, "type").
    """

    def __init__(self, japanese: str, english: str, place: tuple[int | str, ...] = ()) -> None:
        super().__init__(english)
        self.japanese = japanese
        self.english = english
        self.place = place


def require_in_order(low: float | None, high: float | None) -> None:
    """Raises Misstatement where `min` is more than `max`: no number would be right."""
    if low is not None and high is not None and low > high:
        raise Misstatement(
            f"min({low:.15g})が max({high:.15g})より大きくなっています",
            f"min ({low:.15g}) is more than max ({high:.15g})",
            ("max",),
        )


class _Constructor(RoundTripConstructor):
    """A day that does not exist (2023-02-30) stays the text it is, for the model to complain about by its key."""

    def construct_yaml_timestamp(self, node: Any, values: Any = None) -> Any:
        try:
            return super().construct_yaml_timestamp(node, values)
        except ValueError:
            return node.value


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", _Constructor.construct_yaml_timestamp)


def tolerant_yaml() -> YAML:
    """A reader and writer of YAML that keeps comments and order, and takes a day that does not exist for a text."""
    yaml = YAML()
    yaml.Constructor = _Constructor
    return yaml


@lru_cache(maxsize=1000)
def _nodes_of(text: str) -> Any:
    """Nodes that know their lines. Layouts and records are asked for at many steps, and reading them so is slow."""
    return tolerant_yaml().load(text)


@lru_cache(maxsize=1000)
def _model_of(text: str, model: type[Model]) -> Model:
    """What a model makes of a text: frozen, so that all who ask for the same layout share it."""
    return model.model_validate(_nodes_of(text))


def load_yaml(path: Path) -> Any:
    """The content of a YAML file, as ruamel round-trip nodes (which know their lines), to be read and never changed.

    Raises InputProblem when the file is missing, empty, not UTF-8 or not YAML.
    """
    return _loaded(path)[1]


def _loaded(path: Path) -> tuple[str, Any]:
    """The text of a YAML file and its nodes; raises InputProblem as load_yaml says."""
    if not path.is_file():
        raise InputProblem(
            file=path,
            problem_ja="ファイルがありません。",
            problem_en="The file does not exist.",
            fix_ja="ファイルを置くか、参照しているファイル名を確認してください。",
            fix_en="Put the file there, or check the file name that refers to it.",
        )
    try:
        text = path.read_text(encoding="utf-8")
        content = _nodes_of(text)
    except UnicodeDecodeError as error:
        raise InputProblem(
            file=path,
            row=error.object.count(b"\n", 0, error.start) + 1,
            problem_ja="UTF-8 の文字として読めません。",
            problem_en="The text is not UTF-8.",
            fix_ja="文字コード UTF-8 で保存し直してください。",
            fix_en="Save the file again as UTF-8.",
        ) from error
    except YAMLError as error:
        line, japanese, english = syntax_words(error, text)
        raise InputProblem(
            file=path,
            row=line,
            problem_ja=f"YAML として読めません: {japanese}。",
            problem_en=f"This is not valid YAML: {english}.",
            fix_ja="その行と直前の行の字下げ、コロン、引用符を確認してください。全角の空白や記号は使用できません。",
            fix_en="Check indentation, colons and quotes in that line and the one above.",
        ) from error
    except RecursionError as error:
        raise InputProblem(
            file=path,
            problem_ja="括弧又は字下げの入れ子が深すぎて、YAML として読めません。",
            problem_en="Brackets or indentation are nested too deeply for this to be read as YAML.",
            fix_ja="閉じていない括弧や、別のファイルの内容が混ざっていないか確認してください。",
            fix_en="Look for brackets that are not closed, or for the content of another file.",
        ) from error
    if not isinstance(content, dict):
        raise InputProblem(
            file=path,
            problem_ja="内容が空であるか、「キー: 値」の形になっていません。",
            problem_en="The file is empty or does not consist of `key: value` lines.",
            fix_ja="同じ種類の他のファイルを参考に記入してください。",
            fix_en="Fill it in, taking another file of its kind as the example.",
        )
    return text, content


def validate_yaml(path: Path, model: type[Model], context: Any = None) -> Model:
    """The YAML file at `path` as a `model`; raises InputProblem naming every wrong key.

    `context` is what the model's validators need to know from elsewhere.
    """
    text, content = _loaded(path)
    try:
        read = _model_of(text, model) if context is None else model.model_validate(content, context=context)
    except ValidationError as error:
        faults = _without_misspelt(_of_one_kind(error.errors(include_url=False), content), model)
        raise _mistakes(path, [_told(content, fault, model) for fault in faults]) from error
    empty = [_told_empty(content, place) for place in _empty_keys(content, read)]
    if empty:
        raise _mistakes(path, empty)
    return read


def _mistakes(path: Path, told: list[tuple[int | None, str, str, str]]) -> InputProblem:
    """The problem of a file with mistakes: line, key and words of each."""
    return InputProblem(
        file=path,
        row=told[0][0],
        column=told[0][1],
        problem_ja="記述に誤りがあります: " + " / ".join(ja for _, _, ja, _ in told),
        problem_en="The file has mistakes: " + " / ".join(en for *_, en in told),
        fix_ja="挙げられた行のキーと値を直してください。",
        fix_en="Correct the keys and values in the lines named.",
    )


def _empty_keys(content: Any, read: Any, place: tuple[int | str, ...] = ()) -> Iterator[tuple[int | str, ...]]:
    """The keys with nothing behind them that were taken for keys that are not there: `allowed:` would allow everything.

    Where a model makes something of nothing (a list of none), that is what it says.
    """
    items = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, value in items:
        part = _part_of(read, key)
        if value is None and part is None:
            yield (*place, key)
        elif value is not None and part is not None:
            yield from _empty_keys(value, part, (*place, key))


def _part_of(read: Any, key: Any) -> Any:
    """What a model made of one key; what cannot be followed counts as something."""
    if isinstance(read, BaseModel):
        return getattr(read, str(key), read)
    if isinstance(read, dict):
        return read.get(key, read)
    if isinstance(read, list | tuple) and isinstance(key, int) and key < len(read):
        return read[key]
    return ()


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


def _of_one_kind(faults: list[ErrorDetails], content: Any) -> list[ErrorDetails]:
    """The faults with one for each value that may be of several kinds (a number, a text or a mapping): that of the kind
    which it fits furthest. The names of the kinds, which pydantic puts into the place, are a program's and no keys."""
    kept: dict[tuple[int | str, ...], list[ErrorDetails]] = {}
    for fault in faults:
        place = fault["loc"]
        kind = _place_of_kind(content, place)
        if kind is None:
            kept.setdefault(place, []).append(fault)
            continue
        plain = ErrorDetails(**{**fault, "loc": place[:kind] + place[kind + 1 :]})
        others = kept.setdefault(place[:kind], [])
        if not others or len(plain["loc"]) > len(others[0]["loc"]):
            others[:] = [plain]
        elif len(plain["loc"]) == len(others[0]["loc"]) > kind:
            others.append(plain)
    return [fault for same in kept.values() for fault in same]


def _place_of_kind(content: Any, place: tuple[int | str, ...]) -> int | None:
    """Where a place names a kind, not a key of the file."""
    node = content
    for at, step in enumerate(place):
        is_key = isinstance(node, dict) and step in node
        if isinstance(step, str) and not is_key and _KIND.match(step):
            return at
        is_item = isinstance(node, list) and isinstance(step, int) and step < len(node)
        node = node[step] if is_key or is_item else node
    return None


def _without_misspelt(faults: list[ErrorDetails], model: type[BaseModel]) -> list[ErrorDetails]:
    """The faults without the keys that are missing because they are misspelt: that is said once."""
    meant = {
        (*fault["loc"][:-1], near) for fault in faults if fault["type"] == "extra_forbidden" and (near := _near(fault, model))
    }
    return [fault for fault in faults if fault["type"] != "missing" or fault["loc"] not in meant]


def _near(fault: ErrorDetails, model: type[BaseModel]) -> str | None:
    """The key that an unknown one may be meant for."""
    *place, key = fault["loc"]
    return next(iter(difflib.get_close_matches(str(key), _keys_at(model, tuple(place)), n=1)), None)


def _told(content: Any, fault: ErrorDetails, model: type[BaseModel]) -> tuple[int | None, str, str, str]:
    """(line, key, Japanese, English) of one fault that pydantic found."""
    place = tuple(fault["loc"])
    context = fault.get("ctx", {})
    stated = context.get("error")
    if isinstance(stated, Misstatement):
        place += stated.place
    line, key = line_of(content, place), _shown(content, place)
    ja_line, en_line = (f"{line}行目 ", f"line {line} ") if line else ("", "")
    given = fault.get("input")
    if fault["type"] == "extra_forbidden":
        near, names = _near(fault, model), ", ".join(_keys_at(model, place[:-1]))
        if (colon := _COLON.search(str(place[-1]))) is not None:
            written = str(place[-1])[: colon.start()]
            return (
                line,
                key,
                f"{ja_line}「{key}」: コロンは半角(:)とし、その後に空白を入れて「{written}: …」と書いてください",
                f'{en_line}"{key}": write the colon in its plain form with a space behind it, "{written}: …"',
            )
        ja_keys, en_keys = (
            (f"「{near}」ではありませんか。", f'Did you mean "{near}"?')
            if near
            else (f"使用できるキー: {names}", f"Keys: {names}")
        )
        japanese, english = (
            f"「{key}」というキーは使用できません。{ja_keys}",
            f'"{key}" is not a key of this file. {en_keys}',
        )
    elif fault["type"] == "missing":
        japanese, english = f"「{key}」がありません。書き加えてください", f'"{key}" is missing: write it'
    elif fault["type"] in ("literal_error", "enum"):
        names = context.get("expected", "")
        japanese = f"「{key}」の値「{given}」は使用できません。使用できる値: {names.replace(' or ', ', ')}"
        english = f'"{key}" is "{given}"; allowed: {names}'
    else:
        words = (
            (stated.japanese, stated.english)
            if isinstance(stated, Misstatement)
            else value_words(fault["type"], given, _keys_at(model, place), context)
        )
        japanese, english = f"「{key}」: {words[0]}", f'"{key}": {words[1]}'
    return line, key, f"{ja_line}{japanese}", f"{en_line}{english}"


def _told_empty(content: Any, place: tuple[int | str, ...]) -> tuple[int | None, str, str, str]:
    """(line, key, Japanese, English) of a key with nothing behind it."""
    line, key = line_of(content, place), _shown(content, place)
    japanese, english = value_words("", None, [], {})
    return line, key, f"{line}行目 「{key}」: {japanese}", f'line {line} "{key}": {english}'


def _shown(content: Any, place: tuple[int | str, ...]) -> str:
    """A place as people look for it: files[mail_volume.csv].sha256; an entry without a name by its number from 1."""
    shown, node = "", content
    for step in place:
        if isinstance(node, dict) and isinstance(step, int):  # one entry where a list of them may stand
            continue
        if isinstance(node, dict):
            shown += f".{step}"
            node = node.get(step)
        elif isinstance(node, list) and isinstance(step, int):
            node = node[step] if step < len(node) else None
            name = next((node[key] for key in _NAMES if isinstance(node, dict) and key in node), step + 1)
            shown += f"[{name}]"
        else:
            break
    return shown.removeprefix(".") or "(top)"


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
