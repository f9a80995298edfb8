"""CSV files to a grid: any encoding, any usual delimiter, quick, and no cell lost.

The quick way is polars on UTF-8 bytes. It refuses rows with too many cells and most stray quotes, and
fills rows with too few cells silently; in those cases (found by counting commas), and where it would drop
a stray quote without a word, the file is read a second time by Python's csv module, which tells the rows apart.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
from collections import deque

import polars as pl

from dagster_project.common.problems import InputProblem
from dagster_project.common.text import clean
from dagster_project.tables.grids.grid import FLAWS, Grid, cut_off, no_header
from dagster_project.tables.layout import Layout

_UTF8 = ("utf-8", "utf8", "utf-8-sig", "utf_8", "utf_8_sig")
_CP932 = ("cp932", "shift_jis", "shift-jis", "sjis", "windows-31j", "ms932")
# By their byte order marks; that of UTF-32 begins with the one of UTF-16.
_MARKED = {
    "utf-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),
    "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
}
# Japanese text of seven bits, as mainframes and mail write it: what turns it on.
_JIS_SHIFTS = (b"\x1b$B", b"\x1b$@")
# What CP932 has for bytes that no text in it holds: the file is in another encoding, or broken there.
_NOT_IN_CP932 = re.compile("[\x80\uf8f0-\uf8f3]")
_THREE_BYTES = re.compile(rb"[\xe3-\xef][\x80-\xbf]{2}")  # a Japanese character in UTF-8
# The beginning of a line in UTF-8, as far as its first Japanese character.
_UTF8_LINE = re.compile(
    rb"\n(?:[\x00-\x09\x0b-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xe2][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})*"
    rb"[\xe3-\xef][\x80-\xbf]{2}"
)
_MARKS = re.compile(rb"(?:\xef\xbb\xbf)*")  # a program that adds the mark to a file that has one makes it two
_SHOWN = 40  # characters of a field that is too long shown in its message
_MAX_HEADER_BYTES = 1_000_000
# The line end of old systems, even where cells of the file have line feeds of their own.
_LONE_CR = re.compile(rb"\r(?!\n)")
_NO_KANA = re.compile("[^\x00-\x7f\uff61-\uff9f]")
# What Excel is made to take for a text: ="01100"
_TEXT_FORMULA = r'^="([^"]*)"$'
_DELIMITERS = (",", "\t", ";", "|")

MOST_CHARACTERS = 32_767  # of a field, as of a cell in Excel: in a workbook to take away a longer text would be cut


def read_csv_grid(data: bytes, layout: Layout) -> Grid:
    """The grid of a CSV file; raises InputProblem (see `read_grids`)."""
    csv.field_size_limit(MOST_CHARACTERS)  # of the whole process: packages that were imported change it
    first_row = layout.skip_rows + layout.header_rows + 1
    data = as_utf8(data, layout.encoding)
    has_last_line_end = data.endswith((b"\n", b"\r", b"\x1a"))
    if data.endswith((b"\n\n", b"\n\r\n", b"\r\r", b"\x1a")):
        data = data.rstrip(b"\r\n\x1a")  # empty lines, and the end mark of old systems
    data = _LONE_CR.sub(b"\n", data) if b"\r" in data else data
    try:
        above, header, lines, delimiter = _header(data, layout)
        start = _offset(data, lines)
        frame = _quick(data, lines, start, len(header[0]), delimiter)
        if frame is None:
            frame = _careful(data[start:], header, first_row, delimiter)
    except UnicodeDecodeError as error:  # only UTF-8 files come here undecoded
        raise _wrong_encoding(layout.encoding, data, "utf-8") from error
    if b'="' in data:
        frame = frame.with_columns(pl.col("^c[0-9]+$").str.replace(_TEXT_FORMULA, "$1"))
    numbers = pl.int_range(first_row, first_row + frame.height, dtype=pl.Int64, eager=True)
    cells_of_last = None if has_last_line_end or not frame.height else frame["cell_count"][-1]
    is_cut_off = cells_of_last is not None and cells_of_last < len(header[0])
    body = frame.with_columns(numbers.alias("row_number"))
    return Grid(None, header, body, above, _rows_in_one_cell(body, len(header[0]), delimiter), is_cut_off)


def as_utf8(data: bytes, declared: str) -> bytes:
    """The bytes of a file as UTF-8 without byte order mark.

    `detect` tries a byte order mark, then UTF-8, then CP932. A file declared UTF-8 is passed on
    unchecked (the parser checks it). Raises InputProblem when the declared encoding is unknown or
    the bytes contradict it; the line is named.
    """
    name = declared.lower()
    marked = next((encoding for encoding, marks in _MARKED.items() if data.startswith(marks)), None)
    if marked is not None:
        if name not in ("detect", marked, marked.replace("-", "")):
            raise _wrong_encoding(declared, data, None, marked)
        name = marked
    if name == "detect":
        declared = "utf-8 / cp932"
        name = _detected(data)
    unmarked = _utf16_without_mark(data)
    if unmarked is not None and name in (*_UTF8, *_CP932):
        raise _wrong_encoding(declared, data, None, unmarked)
    if any(shift in data for shift in _JIS_SHIFTS) and name in (*_UTF8, *_CP932) and _decodes(data, "iso2022_jp"):
        raise _wrong_encoding(declared, data, None, "iso2022_jp")
    if name in _UTF8:
        return _MARKS.sub(b"", data, count=1)
    if name in _CP932:
        name = "cp932"  # a superset of Shift_JIS: №, ① and ㎡ are in it
        sample = data[:65536].rpartition(b"\n")[0] if len(data) > 65536 else data
        if not sample.isascii() and _decodes(sample, "utf-8"):
            raise _wrong_encoding(declared, data, None, "utf-8")
        _require_one_encoding(data)
        if _is_euc(data):
            raise _wrong_encoding(declared, data, None, "euc_jp")
    try:
        return data.decode(name).lstrip("\ufeff").encode()
    except UnicodeDecodeError as error:
        raise _wrong_encoding(declared, data, name) from error
    except LookupError as error:
        raise InputProblem(
            value=declared,
            problem_ja=f"layout の encoding「{declared}」という文字コードはありません。",
            problem_en=f'There is no encoding called "{declared}" (encoding in the layout).',
            fix_ja="utf-8、cp932、detect のいずれかを指定してください。",
            fix_en="Use utf-8, cp932 or detect.",
        ) from error


def _detected(data: bytes) -> str:
    """UTF-8 where it is that down to its last byte, or to the character it was cut off in; else CP932."""
    is_cut_off = _ends_within_a_character(data, "utf-8") and not data[:-3].isascii()
    return "utf-8" if is_cut_off or _decodes(data, "utf-8") else "cp932"


def _require_one_encoding(data: bytes) -> None:
    """Raise InputProblem where lines in UTF-8 and in CP932 were put behind one another: those in UTF-8 may well read as
    CP932, as signs that nobody wrote. No line of Japanese in CP932 is UTF-8."""
    if _UTF8_LINE.search(b"\n" + data) is None:
        return
    first = None
    for row, line in enumerate(data.split(b"\n"), start=1):
        if line.isascii():
            continue
        is_utf8 = _THREE_BYTES.search(line) is not None and _decodes(line, "utf-8")
        first = is_utf8 if first is None else first
        if is_utf8 != first:
            raise InputProblem(
                row=row,
                problem_ja=f"この行から文字コードが変わっています({'UTF-8' if is_utf8 else 'UTF-8 以外'})。",
                problem_en=f"From this row on, the text is in another encoding ({'' if is_utf8 else 'not '}UTF-8).",
                fix_ja="異なる文字コードのファイルをつないだものとみられます。それぞれ UTF-8 で保存し直してください。",
                fix_en="Files in several encodings seem to have been joined: save each of them again as UTF-8.",
            )


def _utf16_without_mark(data: bytes) -> str | None:
    """The name of UTF-16 in its order of bytes, as databases write it without a byte order mark: every sign of ASCII has a
    zero beside it, so that one byte in ten at least is one."""
    sample = data[:65536]
    behind, before = sample[1::2].count(0), sample[::2].count(0)
    name = "utf-16-le" if behind > before else "utf-16-be"
    return name if (behind + before) * 10 >= len(sample) and _decodes(data, name) else None


def _ends_within_a_character(data: bytes, encoding: str) -> bool:
    """Whether all of it is text but for the bytes at the end, with which another character begins."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.end == len(data) and error.reason in ("unexpected end of data", "incomplete multibyte sequence")
    return False


def _is_euc(data: bytes) -> bool:
    """Whether bytes that may be CP932 as well are EUC-JP. What is EUC-JP throughout is hardly ever CP932, except in
    half-width kana alone."""
    if data.isascii() or not _decodes(data, "euc_jp"):
        return False
    return not _decodes(data, "cp932") or _NO_KANA.search(data.decode("cp932")) is not None


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return encoding != "cp932" or _NOT_IN_CP932.search(text) is None


def _wrong_encoding(declared: str, data: bytes, tried: str | None, actual: str | None = None) -> InputProblem:
    """The problem of a file in another encoding; `tried` is the one to find the bad line with."""
    line = None
    if tried is not None and _ends_within_a_character(data, tried):
        return cut_off(data.count(b"\n") + 1)
    if tried is not None:
        try:
            data.decode(tried)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
    if tried == "utf-8":
        _require_one_encoding(data)
    if actual is None and tried == "utf-8":
        actual = "euc_jp" if _is_euc(data) else "cp932" if _decodes(data, "cp932") else None
    found_ja = f"このファイルの文字コードは {actual} とみられます。" if actual else ""
    found_en = f" It reads as {actual}." if actual else ""
    fix_ja, fix_en = "ファイルを UTF-8 で保存し直して置き換えてください。", "Save the file again as UTF-8 and replace it."
    if actual:
        fix_ja = f"layout に encoding: {actual} と書くか、{fix_ja}"
        fix_en = f"Write `encoding: {actual}` in the layout, or: {fix_en}"
    return InputProblem(
        row=line,
        problem_ja=f"文字コード {declared} として読めません。{found_ja}",
        problem_en=f"The text is not {declared}.{found_en}",
        fix_ja=fix_ja,
        fix_en=fix_en,
    )


def _too_long(row: int, text: str, place: int, delimiter: str, header: list[list[str]]) -> InputProblem:
    """The problem of a row with a field that is too long: the row at `place` of those in `text`, in a table with this header,
    which may be empty."""
    csv.field_size_limit(len(text))
    try:
        cells = next(itertools.islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), place, None))
    finally:
        csv.field_size_limit(MOST_CHARACTERS)
    column = next(number for number, cell in enumerate(cells) if len(cell) > MOST_CHARACTERS)
    names = [clean(cells[column]) for cells in header if column < len(cells)]
    length = f"{len(cells[column]):,}"
    return InputProblem(
        row=row,
        column="_".join(filter(None, names)) or f"column_{column + 1}",
        value=f"{' '.join(cells[column][:_SHOWN].split())}…",
        problem_ja=f'この欄は {length} 文字で、{MOST_CHARACTERS:,} 文字を超えています。引用符(")の閉じ忘れの可能性があります。',
        problem_en=f'This field has {length} characters, more than {MOST_CHARACTERS:,}; a quote (") may not be closed.',
        fix_ja="引用符を閉じるか、欄の内容を短くしてください。",
        fix_en="Close the quote, or shorten the field.",
    )


def _quotes_do_not_match(row: int) -> InputProblem:
    return InputProblem(
        row=row,
        problem_ja='この行の引用符(")の対応が正しくないため、ここから先を読めません。',
        problem_en='The quotes (") of this row do not match, so nothing below can be read.',
        fix_ja='引用符を閉じるか、セルの中の引用符を二重("")にしてください。'
        "ファイルが途中で切れている場合は、受領し直して置き換えてください。",
        fix_en='Close the quote, or double the quotes inside the cell (""). If the file is cut off there, obtain it'
        " again and replace it.",
    )


def _empty_header(row: int) -> InputProblem:
    return InputProblem(
        row=row,
        problem_ja="見出しの行が空です。",
        problem_en="The header row is empty.",
        fix_ja="見出しがより下の行にある場合は、その上の行数を layout の skip_rows に書いてください。",
        fix_en="If the header stands further down, write the number of rows above it as `skip_rows` in the layout.",
    )


def _header(data: bytes, layout: Layout) -> tuple[list[list[str]], list[list[str]], int, str]:
    """The rows above the header, the header rows (padded to one width), the lines down to their end, and the
    delimiter: the layout's, else the one that parts the header into most columns, a comma before all others."""
    needed = layout.skip_rows + layout.header_rows
    top = data[:_MAX_HEADER_BYTES]
    if len(top) < len(data):
        top = top[: top.rfind(b"\n") + 1]
    text = top.decode()
    tried = [_top_rows(text, needed, delimiter) for delimiter in ([layout.delimiter] if layout.delimiter else _DELIMITERS)]
    rows, lines, delimiter = max(tried, key=lambda found: max(map(len, found[0][layout.skip_rows :]), default=0))
    header = rows[layout.skip_rows :]
    width = max((len(row) for row in header), default=0)
    if len(rows) < needed:
        raise no_header(None, len(rows), layout)
    _require_closed_quotes(text, rows, delimiter)
    if width == 0:
        raise _empty_header(needed)
    padded = [row + [""] * (width - len(row)) for row in header]
    return rows[: layout.skip_rows], padded, lines, delimiter


def _top_rows(text: str, needed: int, delimiter: str) -> tuple[list[list[str]], int, str]:
    """The first `needed` rows, the lines that they take, and the delimiter."""
    stream, rows = io.StringIO(text, newline=""), list[list[str]]()
    try:
        rows.extend(itertools.islice(csv.reader(stream, delimiter=delimiter), needed))
    except csv.Error as error:  # read so, a field alone can be too much
        raise _too_long(len(rows) + 1, text, len(rows), delimiter, []) from error
    return rows, text.count("\n", 0, stream.tell()), delimiter


def _require_closed_quotes(text: str, rows: list[list[str]], delimiter: str) -> None:
    """Raise InputProblem where a quote in the first rows is not closed where its cell ends: rows below are in that cell,
    all of them or those down to the next quote."""
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if any(line.count(delimiter) >= max(place, 2) for line in cell.split("\n")[1:]):
                raise _quotes_do_not_match(number)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    closed = list[list[str]]()
    try:
        closed.extend(itertools.islice(reader, len(rows)))
    except csv.Error as error:  # any other is a stray quote, which closes nothing
        if "unexpected end" in str(error):
            raise _quotes_do_not_match(len(closed) + 1) from error


def _offset(data: bytes, lines: int) -> int:
    """Where the text below the first `lines` line feeds begins."""
    start = 0
    for _ in range(lines):
        start = data.find(b"\n", start) + 1
    return start if lines else len(data)


def _quick(data: bytes, lines: int, start: int, width: int, delimiter: str) -> pl.DataFrame | None:
    """The rows below the header by polars; None when some may not have exactly `width` cells, have one that is too long or
    have a stray quote."""
    names = [f"c{position}" for position in range(width)]
    if start >= len(data):
        return _regular(pl.DataFrame(schema=dict.fromkeys(names, pl.String)))
    if _has_stray_quote(data, start, delimiter):
        return None
    try:
        frame = pl.read_csv(
            data,
            has_header=False,
            separator=delimiter,
            skip_lines=lines,
            schema=dict.fromkeys(names, pl.String),
            empty_string_is_null=False,
        )
    except pl.exceptions.PolarsError:  # whatever it refuses, the careful way explains
        return None
    delimiters = data.count(delimiter.encode(), start)
    if data.find(b'"', start) >= 0:
        inside = frame.select(pl.all().str.count_matches(delimiter, literal=True).sum())
        delimiters -= sum(inside.row(0))
    longest = max(frame.select(pl.all().str.len_bytes().max().fill_null(0)).row(0))
    is_regular = delimiters == (width - 1) * frame.height and longest <= MOST_CHARACTERS
    return _regular(frame) if is_regular else None


def _has_stray_quote(data: bytes, start: int, delimiter: str) -> bool:
    """Whether a quoted cell holds a quote that is not doubled, as in "a "b" c" and "a \\"b\\" c": polars would drop it."""
    if data.find(b'"', start) < 0:
        return False
    try:
        deque(csv.reader(io.StringIO(data[start:].decode(), newline=""), delimiter=delimiter, strict=True), maxlen=0)
    except csv.Error:
        return True
    return False


def _regular(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.lit(None, pl.Int64).alias("cell_count"), pl.lit(None, pl.String).alias("extra"))


def _rows_in_one_cell(body: pl.DataFrame, width: int, delimiter: str) -> pl.DataFrame:
    """FLAWS: all cells of a row of which one cell holds the end of a line and the beginning of another, both of as many
    cells as the table has, with a number or code among them. Two quotes that were never closed make a pair, and the rows
    between them one; in a text of several lines, commas stand between words.
    """
    flaws = [pl.DataFrame(schema=FLAWS)]
    number = rf"[\n{re.escape(delimiter)}] *-?[0-9][0-9.]* *[\n{re.escape(delimiter)}]"
    for place in range(width if width > 2 else 0):  # of two columns, an address of two lines may look so
        cell = pl.col(f"c{place}")
        lines = body.filter(cell.str.contains("\n", literal=True)).select("row_number", cell.alias("found"))
        beginning, end = pl.col("found").str.extract("^([^\n]*)\n"), pl.col("found").str.extract("\n([^\n]*)$")
        is_pair = (beginning.str.count_matches(delimiter, literal=True) == width - 1 - place) & (
            end.str.count_matches(delimiter, literal=True) == place
        )
        rows = lines.filter(is_pair & pl.col("found").str.contains(number)).with_columns(
            pl.lit("rows_in_one_cell").alias("rule")
        )
        flaws += [rows.select("row_number", pl.lit(f"c{other}").alias("place"), "rule", "found") for other in range(width)]
    return pl.concat(flaws)


def _careful(body: bytes, header: list[list[str]], first_row: int, delimiter: str) -> pl.DataFrame:
    """The same by Python's csv module, rows with too few or too many cells marked."""
    rows: list[list[str]] = []
    width, text = len(header[0]), body.decode()
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "field larger" in str(error):
            raise _too_long(first_row + len(rows), text, len(rows), delimiter, header) from error
        raise _quotes_do_not_match(first_row + len(rows)) from error
    names = [f"c{position}" for position in range(width)]
    extras = [[cell for cell in row[width:] if cell.strip()] for row in rows]
    counts = [
        None if len(row) in (0, width) or (len(row) > width and not extra) else len(row)
        for row, extra in zip(rows, extras, strict=True)
    ]
    padded = [row[:width] + [""] * (width - len(row)) for row in rows]
    return pl.DataFrame(padded, schema=dict.fromkeys(names, pl.String), orient="row").with_columns(
        pl.Series("cell_count", counts, dtype=pl.Int64),
        pl.Series("extra", [" | ".join(extra) or None for extra in extras], dtype=pl.String),
    )
