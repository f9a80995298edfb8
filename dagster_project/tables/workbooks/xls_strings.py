"""The shared texts of an .xls file with the fonts of their parts: its record SST, which goes on in records CONTINUE."""

from __future__ import annotations

from collections.abc import Iterator

_IS_WIDE, _HAS_MORE, _IS_RICH = 0x01, 0x04, 0x08

# A text, and of each part with a font of its own where it begins (counted in UTF-16) and the font.
RichText = tuple[str, list[tuple[int, int]]]


def shared_texts(records: list[bytes]) -> Iterator[RichText]:
    """The texts in their order; `records` are the contents of SST and of the CONTINUE behind it.

    Raises IndexError where they end before the last text does.
    """
    reader = _Reader(records)
    reader.number(4)
    for _ in range(reader.number(4)):
        yield _text(reader)


def _text(reader: _Reader) -> RichText:
    length, flags = reader.number(2), reader.number(1)
    runs = reader.number(2) if flags & _IS_RICH else 0
    more = reader.number(4) if flags & _HAS_MORE else 0
    text = reader.letters(length, is_wide=bool(flags & _IS_WIDE))
    fonts = [(reader.number(2), reader.number(2)) for _ in range(runs)]
    reader.take(more)
    return text, fonts


class _Reader:
    """Reads on from one record into the next."""

    def __init__(self, records: list[bytes]) -> None:
        self._records = records
        self._record = self._at = 0

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size), "little")

    def take(self, size: int) -> bytes:
        taken = b""
        while len(taken) < size:
            taken += self._rest(size - len(taken))
        return taken

    def letters(self, count: int, *, is_wide: bool) -> str:
        """So many letters, of one byte or two each: a record in which a text goes on begins by saying which."""
        text = b""
        while len(text) < 2 * count:
            part = self._records[self._record][self._at :][: (count - len(text) // 2) * (2 if is_wide else 1)]
            self._at += len(part)
            text += part if is_wide else part.decode("latin-1").encode("utf-16-le")
            if not part:
                is_wide = bool(self._next_record()[0] & _IS_WIDE)
                self._at = 1
        return text.decode("utf-16-le")

    def _rest(self, size: int) -> bytes:
        """At most `size` bytes of the record, or of the next one where this has ended."""
        if self._at >= len(self._records[self._record]):
            self._next_record()
        part = self._records[self._record][self._at : self._at + size]
        self._at += len(part)
        return part

    def _next_record(self) -> bytes:
        self._record, self._at = self._record + 1, 0
        return self._records[self._record]
