"""What a person is told of an error, whatever raised it."""

from __future__ import annotations

import errno
import itertools
import re
from collections.abc import Iterator

from dagster_project.common.problems import Problem

# A limit on the size of files (EFBIG) is how a quota shows on some systems.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_AWRY = (errno.EIO, errno.ESTALE, errno.ENOTCONN, errno.ENODEV)  # a broken disk, a network drive that went away
_ANOTHER_KIND = (errno.EISDIR, errno.ENOTDIR)
_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)
_FULL_IN_WORDS = re.compile(r"no space left|disk (is |quota )|disk full|file too large", re.IGNORECASE)
_AWRY_IN_WORDS = "disk I/O error"  # SQLite's words for these, and for a disk too full for its own notes
_KANA = re.compile("[ぁ-んァ-ヶ]")
_ENGLISH = re.compile("[A-Z][a-z]*:? ")  # how our English lines begin, whatever they quote
_OURS_IN_A_STACK = re.compile(r"^[ \t]+dagster_project(?:\.\w+)+: (.+)$", re.MULTILINE)

DISK_FULL = (
    "ディスクに空きがなくなり、書き込めませんでした。公表中の版には変更がありません。空きを作って、もう一度実行してください"
    "(何がどれだけ使用しているか: make status)。\n"
    "The disk is full: nothing more could be written. What is published has not been touched. Make room and run the command"
    " again (what takes how much: make status)."
)


DISK_AWRY = (
    "ディスクを読み書きできませんでした。空きがないか、ディスク又はネットワークドライブに異常があります。公表中の版には変更がありません。"
    "空きと接続を確かめて、もう一度実行してください(何がどれだけ使用しているか: make status)。\n"
    "The disk could not be read or written: it is full, or the disk or the way to a network drive is out of order. What is"
    " published has not been touched. Look at both and run the command again (what takes how much: make status)."
)
INTERRUPTED = (
    "処理が中断されました(Ctrl+C 等による)。もう一度実行すると、最初から行われます。\n"
    "The run was interrupted (by Ctrl+C, say). Run the command again: it begins anew."
)
CLOSED = (
    "{place} を開くこと又は書き込むことが許可されていません。フォルダの所有者と権限を確かめる(読取専用の場所であれば"
    " WAREHOUSE_DATA_DIR で別の場所を指定する)か、他のプログラムで開いていれば閉じて、もう一度実行してください。\n"
    "{place} may not be opened or written to. Look at who owns the folder and who may write there (where it is read-only, name"
    " another place by WAREHOUSE_DATA_DIR), close it in other programs, and run the command again."
)

ANOTHER_KIND = (
    "{place} が、ファイルであるべきところフォルダに、又はフォルダであるべきところファイルになっています。"
    "名称を変えるか移動して、もう一度実行してください。\n"
    "{place} is a folder where a file belongs, or a file where a folder belongs. Rename or move it and run the command again."
)


def plain_words(error: BaseException) -> str:
    """One message for people: the outermost error of ours, a full disk, or what is known of a defect.

    An error of a library that one of ours was raised `from` says less than ours does.
    """
    errors = list(_chain(error))
    if any(is_interruption(link) for link in errors):
        return INTERRUPTED
    if any(is_disk_full(link) for link in errors):
        return DISK_FULL
    for link in errors:
        if isinstance(link, Problem):
            return str(link)
    if any(is_disk_awry(link) for link in errors):
        return DISK_AWRY
    for link in errors:
        if is_closed(link):
            return CLOSED.format(place=getattr(link, "filename", None) or link)
        if is_another_kind(link):
            return ANOTHER_KIND.format(place=getattr(link, "filename2", None) or getattr(link, "filename", None) or link)
    innermost = errors[-1]
    return (
        f"予期しない不具合が起きました: {type(innermost).__name__}: {innermost}\n"
        f"Something went wrong that nobody foresaw: {type(innermost).__name__}: {innermost}"
    )


def words_within_a_stack(error: BaseException) -> str | None:
    """Our own words in the stack that dbt tells of a model in Python: one line there. None where it holds none."""
    return "\n".join(dict.fromkeys(_OURS_IN_A_STACK.findall(str(error)))) or None


def first_sentences(words: str) -> list[str]:
    """Of a message in both languages the first line of each, the places named below it (file, row) on the same line."""
    lines = words.strip().splitlines()
    if not lines:
        return []
    english = [
        number
        for number, line in enumerate(lines)
        if number and not line.startswith(" ") and (_ENGLISH.match(line) or not _KANA.search(line))
    ]
    return [_with_places(lines, number) for number in [0, *english[:1]]]


def _with_places(lines: list[str], number: int) -> str:
    places = itertools.takewhile(lambda line: line.startswith("  "), lines[number + 1 :])
    named = ", ".join(line.strip() for line in places)
    return f"{lines[number]} ({named})" if named else lines[number]


def is_foreseen(error: BaseException) -> bool:
    """Whether its plain words say all there is to know; of a defect the stack tells more."""
    kinds = (is_interruption, is_disk_full, is_disk_awry, is_closed, is_another_kind)
    return any(isinstance(link, Problem) or any(is_kind(link) for is_kind in kinds) for link in _chain(error))


def is_interruption(error: BaseException) -> bool:
    """Whether somebody stopped the program; Dagster has an exception of its own for that."""
    return not isinstance(error, Exception | GeneratorExit)


def is_disk_awry(error: BaseException) -> bool:
    """Whether the disk, or what leads to it, does not do what it is told."""
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno in _AWRY
    return not isinstance(error, Problem) and _AWRY_IN_WORDS in str(error)


def is_closed(error: BaseException) -> bool:
    """Whether a file or folder may not be opened or written to."""
    return isinstance(error, OSError) and error.errno in _CLOSED


def is_another_kind(error: BaseException) -> bool:
    """Whether a folder lies where a file belongs, or the other way round."""
    return isinstance(error, OSError) and error.errno in _ANOTHER_KIND


def is_disk_full(error: BaseException) -> bool:
    """Whether the disk, or a quota on it, has no room left."""
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno in _FULL
    return not isinstance(error, Problem) and bool(_FULL_IN_WORDS.search(str(error)))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, then what it was raised from."""
    link: BaseException | None = error
    while link is not None:
        yield link
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
