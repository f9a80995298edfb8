"""What stands on the finished pages, piece by piece: the words, the language they are said to be in, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

# These have no end tag.
_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
_UNREAD = frozenset({"script", "style"})
_IDENTIFIERS = frozenset({"code", "kbd", "pre", "samp"})
_READ_OUT = ("aria-label", "alt", "title", "placeholder")


@dataclass(frozen=True)
class Text:
    """A piece of text: of an element, of the browser's tab ("title"), or an attribute that is read out ("attribute")."""

    page: str  # "ja/mail-volume/"
    lang: str
    words: str
    is_code: bool
    kind: str


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.found: list[Text] = []
        self._open: list[tuple[str, str, bool, str]] = []  # tag, language, within code, kind

    def _state(self) -> tuple[str, str, bool, str]:
        return self._open[-1] if self._open else ("", "", False, "text")

    def _add(self, words: str, lang: str, is_code: bool, kind: str) -> None:
        if words.strip():
            self.found.append(Text(self.page, lang, " ".join(words.split()), is_code, kind))

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        _, lang, is_code, kind = self._state()
        lang = given.get("lang") or lang
        is_code = is_code or tag in _IDENTIFIERS
        kind = "title" if tag == "title" else kind
        for name in _READ_OUT:
            self._add(given.get(name) or "", lang, is_code, "attribute")
        if tag == "meta" and given.get("name") == "description":
            self._add(given.get("content") or "", lang, is_code, "attribute")
        if tag not in _VOID:
            self._open.append((tag, lang, is_code, kind))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tag, lang, is_code, kind = self._state()
        if tag not in _UNREAD:
            self._add(data, lang, is_code, kind)


def texts_of(site: Path) -> Iterator[Text]:
    """Every text of every page below a language, in the order of the pages."""
    for file in sorted(site.glob("*/**/index.html")):
        reader = _Reader(f"{file.parent.relative_to(site).as_posix()}/")
        reader.feed(file.read_text(encoding="utf-8"))
        yield from reader.found
