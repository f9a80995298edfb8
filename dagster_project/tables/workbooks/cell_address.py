"""Addresses of cells as spreadsheets write them: D12 is column 3, row 12 (columns count from 0, rows from 1)."""

from __future__ import annotations

import re
from functools import cache

_ADDRESS = re.compile(r"([A-Z]+)(\d+)")


@cache
def column_letter(index: int) -> str:
    """0 as A, 26 as AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@cache
def column_index(letters: str) -> int:
    """A as 0, AA as 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def place_of(address: str) -> tuple[int, int]:
    """D12 as (3, 12); raises ValueError for a text that is no address."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise ValueError(f"{address} is no address of a cell")
    return column_index(found[1]), int(found[2])


def range_of(addresses: str) -> tuple[int, int, int, int]:
    """D12:E13 as (3, 12, 4, 13): first column, first row, last column, last row; D12 is a range of its own."""
    first, _, last = addresses.partition(":")
    return (*place_of(first), *place_of(last or first))
