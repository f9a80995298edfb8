"""What is wrong with the text or a value of a YAML file, in our words: the libraries' own are English and about programs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

# A part of what the library says -> Japanese, English. The first that is found counts; {found} is what its group holds.
_SYNTAX = {
    r'duplicate key "(.*?)"': (
        "キー「{found}」が2回書かれています。一方を削除してください",
        'the key "{found}" is written twice: take one of them out',
    ),
    r"mapping values": (
        "値の中にコロン(:)があるか、字下げが上の行とそろっていません",
        "a value holds a colon, or the line is not indented like those above it",
    ),
    r"could not find expected ':'": ("キーの後にコロン(:)がありません", "a key has no colon behind it"),
    r"found character '\\t'": ("タブ文字で字下げされています", "a line is indented with a tab"),
    r"found character '(.)'": (
        "値が記号「{found}」で始まっています。値を引用符で囲んでください",
        'a value begins with "{found}": put the value in quotes',
    ),
    r"unexpected end of stream": ("引用符が閉じられていません", "a quote is not closed"),
    r"escape character": (
        "二重引用符の中に \\ があります。一重引用符(')で囲んでください",
        "there is a \\ within double quotes: use single quotes",
    ),
    r"expected ',' or '([\]}])'": ("括弧「{found}」で閉じられていません", 'the bracket "{found}" is missing'),
    r"undefined alias '(.*?)'": (
        "「*{found}」とありますが、「&{found}」がありません。値であれば引用符で囲んでください",
        'there is "*{found}" but no "&{found}"; if it is a value, put it in quotes',
    ),
    r"alphabetic or numeric": (
        "値が記号「*」又は「&」で始まっています。値を引用符で囲んでください",
        'a value begins with "*" or "&": put the value in quotes',
    ),
    r"another document": ("「---」より後に別の内容があります", 'there is something else below "---"'),
    r"special characters": ("文字でない制御文字があります", "there is a control character"),
    r"block end|node content": ("字下げが上の行とそろっていません", "the line is not indented like those above it"),
}
_OTHER_SYNTAX = ("キーと値の書き方が正しくありません", "keys and values are not written as YAML requires")
# Of what is begun and never ended, the place where it begins tells more than the end.
_BEGUN = ("unexpected end of stream", "expected ','", "could not find expected ':'")

# What pydantic finds wrong with a plain value -> Japanese, English.
_VALUES = {
    "string_type": ("文字として読めません。引用符で囲んで書いてください", "is not text: write it in quotes"),
    "list_type": (
        "一覧ではありません。[1, 2] のように角括弧で囲んで書いてください",
        "is no list: write it in brackets, such as [1, 2]",
    ),
    "dict_type": ("「キー: 値」の形で書いてください", "must be written as keys and values"),
    "model_type": (
        "「キー: 値」の形で書いてください。キー: {keys}",
        "must be written as keys and values, with the keys {keys}",
    ),
    "bool": ("true か false にしてください", "must be true or false"),
    "int": ("整数にしてください", "must be a whole number"),
    "float": ("数値にしてください", "must be a number"),
    "decimal": ("数値にしてください", "must be a number"),
    "date": ("日付(2024-04-01 の形)にしてください", "must be a day, such as 2024-04-01"),
    "greater_than_equal": ("{ge}以上にしてください", "must be {ge} or more"),
    "greater_than": ("{gt}より大きくしてください", "must be more than {gt}"),
    "less_than_equal": ("{le}以下にしてください", "must be {le} or less"),
    "less_than": ("{lt}より小さくしてください", "must be less than {lt}"),
    "finite_number": ("有限の数値にしてください", "must be a number with an end"),
    "string_too_short": ("空です。記入してください", "is empty: fill it in"),
    "too_short": ("空です。1件以上記入してください", "is empty: at least one entry is needed"),
    "string_pattern_mismatch": ("決められた形({pattern})になっていません", "is not of the form {pattern}"),
}
_OTHER_VALUE = ("ここには書けません", "cannot stand here")


def syntax_words(error: YAMLError, text: str) -> tuple[int | None, str, str]:
    """The line, and what is wrong there in Japanese and English, of a text that is no YAML."""
    message = str(error.problem if isinstance(error, MarkedYAMLError) else error)
    found, (japanese, english) = next(
        ((found, words) for pattern, words in _SYNTAX.items() if (found := re.search(pattern, message))), (None, _OTHER_SYNTAX)
    )
    what = found[1] if found is not None and found.groups() else ""
    return _line(error, message, text), japanese.format(found=what), english.format(found=what)


def _line(error: YAMLError, message: str, text: str) -> int | None:
    if isinstance(error, ReaderError):
        return text.count("\n", 0, error.position) + 1
    if not isinstance(error, MarkedYAMLError):
        return None
    begins_above = error.context_mark is not None and any(words in message for words in _BEGUN)
    mark = error.context_mark if begins_above else error.problem_mark
    return None if mark is None else mark.line + 1


def value_words(kind: str, given: object, keys: list[str], context: Mapping[str, Any]) -> tuple[str, str]:
    """What is wrong with a value, in Japanese and English; `kind` is pydantic's name for it."""
    if given is None:
        return "空です。記入するか、キーごと削除してください", "is empty: fill it in, or take the key out"
    japanese, english = next(
        (words for name, words in _VALUES.items() if kind == name or kind.startswith(f"{name}_")), _OTHER_VALUE
    )
    facts = {**context, "keys": ", ".join(keys)}
    return f"値「{given}」は{japanese.format(**facts)}", f'"{given}" {english.format(**facts)}'
