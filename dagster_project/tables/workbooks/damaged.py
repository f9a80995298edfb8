"""A workbook that is broken inside: one exception for all that the libraries say of it."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

# zipfile has no one exception for it, and says RuntimeError of a part with a password and NotImplementedError
# of a compression it does not know.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,  # of XML
    ValueError,
    IndexError,  # of the records of an .xls file
    struct.error,
)
Given = ParamSpec("Given")
Found = TypeVar("Found")


class Damaged(Exception):
    """A workbook that is broken inside, in the words of the library that met it, which are for developers alone."""


class StatedTwice(Damaged):
    """A cell that a sheet states twice: programs show the one or the other."""

    def __init__(self, cell: str) -> None:
        self.cell = cell
        super().__init__(f"{cell} is there twice")


def raises_damaged(look: Callable[Given, Found]) -> Callable[Given, Found]:
    """A look into a workbook that raises Damaged where what it looks at is broken."""

    @wraps(look)
    def guarded(*args: Given.args, **kwargs: Given.kwargs) -> Found:
        try:
            return look(*args, **kwargs)
        except _BROKEN as error:
            raise Damaged(str(error)) from error

    return guarded
