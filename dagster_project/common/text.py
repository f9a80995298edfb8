"""Japanese text made comparable; what was published is kept as it was.

`clean` is for comparing (headers, codes, numbers, dates): NFKC, so full-width digits and
half-width kana become their usual forms; variation selectors, zero-width characters and line
feeds taken out; wave dashes and minus signs unified; spaces (U+3000 too) trimmed at both ends.
`trimmed` is for loading: only the ends are trimmed and line ends unified.

Both write radicals as the characters they stand for: PDF programs leave ⻑ (U+2ED1) where 長 was
meant, and nobody can tell the two apart. Nor can anybody tell か with a mark behind it, as a Macintosh
writes names of files, from が.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import polars as pl

# standard and ideographic variation selectors, zero-width characters, byte order mark, soft hyphen, marks of the direction
# of writing that change nothing in Japanese text (those that turn it around, U+202B, U+202D and U+202E, do), line ends
_INVISIBLE = "[\ufe00-\ufe0f\U000e0100-\U000e01ef\u200b-\u200f\u202a\u202c\u2060\u2066\u2068\u2069\ufeff\u00ad\r\n]"
# left alone by NFKC: the wave dash some converters write for U+FF5E, and the minus sign
_UNIFIED = {"\u301c": "~", "\u2212": "-"}
_SPACES = " \t\r\n\u3000\u00a0\ufeff"
# The whole block CJK Radicals Supplement, by Equivalent_Unified_Ideograph of the Unicode Character
# Database (14.0); U+2E80 has none. Kangxi radicals (U+2F00 to U+2FD5) are left to NFKC, but for two of which it knows the
# traditional form alone: 神⼾ and ⽬⿊ are 神戸 and 目黒 (of 青, 黄, 麦 the supplement has radicals of their own).
_SUPPLEMENT = """
⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇𠘨 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺑𡯂 ⺒巳 ⺓幺 ⺔彑
⺕彐 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王
⺪𤴔 ⺫目 ⺬示 ⺭礻 ⺮𥫗 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺳㓁 ⺴冗 ⺵𦉫 ⺶羊 ⺷𦍌 ⺸𦍋 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽𦥑
⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇𧢲 ⻈讠 ⻉贝 ⻊𧾷 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏邑 ⻐钅 ⻑長
⻒镸 ⻓长 ⻔门 ⻕𨸏 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞𩙿 ⻟飠 ⻠饣 ⻡𩠐 ⻢马 ⻣骨 ⻤鬼 ⻥鱼
⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟
"""
_RADICALS = (
    {pair[0]: pair[1] for pair in _SUPPLEMENT.split()}
    | {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    | {"\u2f3e": "戸", "\u2fca": "黒"}
)
_RADICAL = "[\u2e80-\u2fd5]"
_TO_CHARACTERS = str.maketrans(_RADICALS)
# か and the mark U+3099 as が; Unicode's own way of composing them (NFC) would also change characters such as U+FA19.
_IN_PARTS = {unicodedata.normalize("NFD", kana): kana for kana in map(chr, range(0x3041, 0x30FF))}
_COMPOSED = {parts: kana for parts, kana in _IN_PARTS.items() if parts != kana}
_KANA_MARK = "[\u3099\u309a]"
# What XML does not allow, and no text needs: U+0000 to U+001F but tab and line ends, U+007F, U+FFFE, U+FFFF.
CONTROL_CHARACTER = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"
# The same as signs that people see and files can hold: ␀ for U+0000.
PICTURES = {chr(code): chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n\r"} | {
    "\x7f": "␡",
    "\ufffe": "\ufffd",
    "\uffff": "\ufffd",
}


def _false_digits() -> str:
    """Superscript, subscript and circled digits, fractions and the like: NFKC makes digits of them. ㋀ (1月) is a month."""
    codes = (*range(0xB2, 0x3400), *range(0x1F100, 0x1F10B))
    return "".join(
        chr(code)
        for code in codes
        if unicodedata.decomposition(chr(code)).startswith(("<super>", "<sub>", "<circle>", "<fraction>", "<compat>"))
        and re.search("[0-9][^月日点]*$", unicodedata.normalize("NFKC", chr(code)))
    )


# Each of them in a place of its own in a private area, which NFKC leaves alone.
_MARKS_ASIDE = {ord(sign): 0xF0000 + place for place, sign in enumerate(_false_digits())}
_MARKS_BACK = {aside: sign for sign, aside in _MARKS_ASIDE.items()}
# Two numbers in one cell, or one that was broken: without line ends nobody could tell.
DIGITS_ON_TWO_LINES = "[0-9０-９][ \t\u3000]*[\r\n]+\\s*[0-9０-９]"
# What a spreadsheet shows instead of a value, left as text where it saved a CSV file: #REF!, #N/A, Err:502, ####.
ERROR_TEXT = r"^(?:#[A-Z_]{3,}[/A-Z0-9]*[!?]|#DIV/0!|#N/A|#GETTING_DATA|Err:\d{3}|#{3,})$"
# A number of which a spreadsheet showed the first digits alone where it saved a CSV file: 1.00002E+12 of 1000020111007.
SHORTENED_NUMBER = r"^[+-]?[0-9](?:\.[0-9]+)?E[+-][0-9]{2,3}$"
# What kana in UTF-8 become where they are read as CP932 (縺ゅ＞ of あい; 縺れ and 繧繝 are words), and Japanese in UTF-8 where
# it is read as Latin (æ—¥ of 日).
_READ_AS_CP932 = "縺(?:[^れらりるろっ]|$)|繧(?:[^繝]|$)|(?:^|[^繧])繝"
_READ_AS_LATIN = "[ã-é][\xa1-\xbf\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{2}"
# A character that was lost or that one computer alone knows: the signs for a missing one (U+FFFD and 〓), what bytes of another
# encoding become (U+0080 to U+009F, too), and characters of somebody's own (外字, in the private areas).
_LOST_CHARACTER = rf"[\ufffd〓\x80-\x9f\ue000-\uf8ff\U000f0000-\U0010fffd]|{_READ_AS_CP932}|{_READ_AS_LATIN}"
# Of each kind, nobody can tell what stood there: the quarantine rule, and its pattern of cleaned texts.
VALUES_LOST = {"error_text": ERROR_TEXT, "shortened_number": SHORTENED_NUMBER, "broken_character": _LOST_CHARACTER}
# What a cell says that means what the cell above does, and nothing by itself.
_SAME = r"(?:[〃″”々仝\"]{1,3}|'{2}|′{2}|(?:以下)?同[ \u3000]*[上前じ様]?|[上前]記?[にと]同じ|(?i:ditto))"
DITTO = rf"(?:{_SAME}|[(（]{_SAME}[)）])"
# Superscript and subscript digits alone: what a footnote mark behind an answer looks like.
RAISED_DIGIT = "[²³¹⁰⁴-⁹₀-₉]"
# A character class of what is never a digit of a number; ❶ to ➓ stay as they are under NFKC.
FALSE_DIGIT = f"[{_false_digits()}\u2776-\u2793]"
# Circled and other false digits beside a digit or each other: clean makes a 12 of ①② and of 1②.
FALSE_DIGITS_IN_A_ROW = f"[0-9０-９]{FALSE_DIGIT}|{FALSE_DIGIT}[0-9０-９]|{FALSE_DIGIT}{{2}}"


def clean(text: str | None) -> str:
    """One text made comparable; None becomes the empty text."""
    if text is None:
        return ""
    plain = unicodedata.normalize("NFKC", re.sub(_INVISIBLE, "", text).translate(_TO_CHARACTERS))
    for found, usual in _UNIFIED.items():
        plain = plain.replace(found, usual)
    return plain.strip()


def clean_cells(cells: pl.Series) -> pl.Series:
    """A column of cells made comparable: String to String, null to the empty text."""
    cells = cells.fill_null("")
    if is_ascii(cells) and not cells.str.contains_any(["\r", "\n"]).any():
        return cells.str.strip_chars()
    if cells.str.contains(_INVISIBLE).any():
        cells = cells.str.replace_all(_INVISIBLE, "")
    cells = _without_radicals(cells).str.normalize("NFKC")
    for found, usual in _UNIFIED.items():
        if cells.str.contains(found, literal=True).any():
            cells = cells.str.replace_all(found, usual, literal=True)
    return cells.str.strip_chars()


def clean_but_marks(text: str) -> str:
    """As `clean`, but superscript, circled and other false digits stay what they are: for a text of which a pattern takes a
    part, so that 令和5²年 is never 令和52年."""
    return clean(text.translate(_MARKS_ASIDE)).translate(_MARKS_BACK)


def clean_cells_but_marks(cells: pl.Series) -> pl.Series:
    """A column of cells as `clean_but_marks` makes them."""
    if not cells.str.contains(FALSE_DIGIT).any():
        return clean_cells(cells)
    texts = cells.fill_null("").unique().to_list()
    return cells.fill_null("").replace_strict(texts, list(map(clean_but_marks, texts)), return_dtype=pl.String)


def trim_cells(cells: pl.Series) -> pl.Series:
    """A column of cells as published: ends trimmed, CRLF to LF, radicals to characters, kana whole, empty to null."""
    trimmed = _with_whole_kana(_without_radicals(cells.fill_null("").str.strip_chars(_SPACES)))
    if trimmed.str.contains("\r", literal=True).any():
        trimmed = trimmed.str.replace_all("\r\n", "\n", literal=True)
    return trimmed.to_frame("cell").select(pl.when(pl.col("cell") != "").then(pl.col("cell")).alias(cells.name)).to_series()


def code_points(text: str) -> str:
    """The control characters of a text, each once: U+0000, U+001F."""
    return ", ".join(f"U+{ord(sign):04X}" for sign in dict.fromkeys(re.findall(CONTROL_CHARACTER, text)))


def is_ascii(cells: pl.Series) -> bool:
    """Whether no cell holds a character outside ASCII (byte length equals character length)."""
    return bool((cells.str.len_bytes() == cells.str.len_chars()).all())


def look_alike(text: str, others: Iterable[str]) -> tuple[str, str] | None:
    """The one character in which a text differs from the first of `others` that is like it otherwise, and that
    one's: ("二", "ニ") for 二セコ町. Others may be longer; then their ends are compared. None where none is."""
    plain = clean(text)
    for other in map(clean, others):
        pairs = [(one, another) for one, another in zip(plain, other[-len(plain) :], strict=False) if one != another]
        if len(plain) > 1 and len(other) >= len(plain) and len(pairs) == 1:
            return pairs[0]
    return None


def look_alike_in_words(text: str, others: Iterable[str]) -> tuple[str, str]:
    """The code points of two characters that people may take for one another, as a sentence in Japanese and in English;
    empty where nothing among `others` is like the text."""
    pair = look_alike(text, others)
    if pair is None:
        return "", ""
    (one, another), (first, second) = pair, (f"U+{ord(sign):04X}" for sign in pair)
    return f"「{one}」は {first}、「{another}」は {second}。", f'"{one}" is {first}, "{another}" is {second}.'


def _without_radicals(cells: pl.Series) -> pl.Series:
    return cells.str.replace_many(_RADICALS) if cells.str.contains(_RADICAL).any() else cells


def _with_whole_kana(cells: pl.Series) -> pl.Series:
    return cells.str.replace_many(_COMPOSED) if cells.str.contains(_KANA_MARK).any() else cells
