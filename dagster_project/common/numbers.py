"""Cells to exact numbers and their status.

A cell becomes `mantissa / 10**scale` (128-bit whole numbers), so 122292.3 in a column counted in
ten thousands is exactly 1,222,923,000. Statuses: ok, none, below_unit, not_available, suppressed;
a status other than ok means that the number is null.

Read as numbers: full-width digits, thousands separators in their places, a sign (+ - △ ▲ ▼), and
amounts written with 兆, 億, 万 or 千 such as 14億954万通, and 2.9e-05 as statistics programs write it, which has all its
digits (1.23E+05 is what a spreadsheet showed of a longer number). Not read as numbers, on purpose: text in
brackets (in Japanese tables "of which", not a negative), ranges, percent signs. A superscript,
subscript or circled digit is never a digit of a number (`FALSE_DIGIT`): ask before cells are cleaned, NFKC
makes digits of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, localcontext

import polars as pl

from dagster_project.common.text import FALSE_DIGIT, clean

STATUSES = ("ok", "none", "below_unit", "not_available", "suppressed")

# "0" stays a number: only a table that says so in its legend uses it for "below half a unit"
DEFAULT_MARKS: dict[str, str] = {
    **dict.fromkeys(("-", "－", "−", "―", "—", "–", "‐", "ー"), "none"),
    **dict.fromkeys(("…", "‥", "***", "・・・"), "not_available"),
    **dict.fromkeys(("x", "X", "Ｘ"), "suppressed"),
    "": "not_available",
}

# Digits are 0 to 9, none of other scripts; 0,123 is how other languages write 0.123, never 123.
_PLAIN = r"^([+\-△▲▼]?) *((?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)?)(?:\.([0-9]+))?$"
_MAGNITUDES = {"兆": 10**12, "億": 10**8, "万": 10**4, "千": 10**3}
_AMOUNT = re.compile(
    r"([+\-△▲▼]?)"
    r"(?:([0-9,.]+)兆)?(?:([0-9,.]+)億)?(?:([0-9,.]+)万)?(?:([0-9,.]+)千)?([0-9,.]*)"
    r"(?:通\(個\)|通|個|枚|件|円|人|局|冊|団体|世帯|か所)?"
)
_PART = re.compile(r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_WITH_EXPONENT = r"^[+-]?[0-9]+(?:\.[0-9]+)?e[+-]?[0-9]{1,2}$"
_MAX_PLACES = 36  # behind the point; beyond, 10**scale does not fit
_MAX_DIGITS = 24  # digits of a mantissa; together with any factor it fits 128 bits


# Footnote marks behind a number: raised and circled digits, in brackets or before one, *, † and the like, 注1, and 1)
# behind a space.
_MARK = (
    rf"(?:[(（]?{FALSE_DIGIT}+[)）]?|[⁽⁾₍₎]|[*＊※注](?:[0-9０-９]{{1,2}}[)）]?)?|[†‡]"
    r"|[(（][※注][0-9０-９]{0,2}[)）]|\s[0-9０-９]{1,2}[)）])"
)
_NUMBER_AND_MARKS = rf"[0-9０-９][%％]?(\s*{_MARK}(?:[、,]?\s*{_MARK})*)$"


def split_footnotes(cells: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Cells as in the file to the cells without the footnote marks behind their number, and the marks (or null).

    29000 1) is 29000 and 1); 1,234¹ is 1,234 and ¹, 8.4%¹ is 8.4% and ¹. A mark alone is no number's and stays.
    """
    trimmed = cells.str.strip_chars()
    marks = trimmed.str.extract(_NUMBER_AND_MARKS, 1)
    both = pl.DataFrame({"cell": trimmed, "mark": marks}).select(
        pl.when(pl.col("mark").is_not_null()).then(pl.col("cell").str.strip_suffix(pl.col("mark"))).otherwise("cell"),
        pl.col("mark").str.strip_chars(),
    )
    return both.to_series(0), both.to_series(1)


def clean_marks(marks: Mapping[str, str]) -> dict[str, str]:
    """The marks with their texts made comparable, as cells are."""
    return {clean(mark): status for mark, status in marks.items()}


def amount(text: str) -> tuple[Decimal, int] | None:
    """A cleaned text such as `14 億 954 万通` as (1409540000, 10000).

    Returns the amount and the smallest magnitude spelt out; None when the text is not an amount
    with 兆, 億, 万 or 千, its parts do not fit (14億95400万, 1.5億300万), or it has more digits than a number may.
    """
    found = _AMOUNT.fullmatch(text.replace(" ", ""))
    if found is None:
        return None
    sign, *parts = found.groups()
    sizes = [*_MAGNITUDES.values(), 1]
    spelt = [(part, size) for part, size in zip(parts, sizes, strict=True) if part]
    if not spelt or spelt[0][1] == 1 or not all(_is_part(part) for part, _ in spelt):
        return None
    total, above = Decimal(0), None
    with localcontext(prec=2 * _MAX_DIGITS):  # all digits
        for position, (part, size) in enumerate(spelt):
            value = Decimal(part.replace(",", ""))
            last = position == len(spelt) - 1
            if (value % 1 and not last) or (above is not None and value * size >= above):
                return None
            total, above = total + value * size, size
    return (-total if sign in ("-", "△", "▲", "▼") and sign else total), spelt[-1][1]


def _is_part(text: str) -> bool:
    return _PART.fullmatch(text) is not None and sum(map(str.isdigit, text)) <= _MAX_DIGITS


def parse_numbers(cells: pl.Series, marks: Mapping[str, str], factors: pl.DataFrame) -> pl.DataFrame:
    """Cleaned cells to exact numbers.

    `factors` has one row per cell: `numerator` (Int128) and `scale` (Int64), the unit factor being
    numerator / 10**scale. `marks` maps cleaned texts to statuses.
    Returns one row per cell: `mantissa` (Int128), `scale` (Int64), `status`, `problem`
    (null, not_a_number or own_unit). A cell with a problem has no status.
    """
    cells = _without_exponents(cells)
    frame = factors.select("numerator", pl.col("scale").alias("factor_scale")).with_columns(cells.alias("cell"))
    quick = _parse_whole(frame, marks)
    return _parse_any(frame, marks) if quick is None else quick


def _without_exponents(cells: pl.Series) -> pl.Series:
    """The cells, those with an exponent written out: 2.9e-05 as 0.000029."""
    texts = cells.filter(cells.str.contains(_WITH_EXPONENT)).unique().to_list()
    return cells.replace(texts, [f"{Decimal(text):f}" for text in texts]) if texts else cells


def constant_factor(factor: Decimal, length: int) -> pl.DataFrame:
    """`factor` repeated `length` times in the shape `parse_numbers` takes."""
    numerator, scale = split_factor(factor)
    return pl.DataFrame(
        {
            "numerator": pl.repeat(numerator, length, dtype=pl.Int128, eager=True),
            "scale": pl.repeat(scale, length, dtype=pl.Int64, eager=True),
        }
    )


def split_factor(factor: Decimal) -> tuple[int, int]:
    """A unit factor as (numerator, scale): 0.01 is (1, 2), 10000 is (10000, 0)."""
    exponent = int(factor.as_tuple().exponent)
    scale = max(0, -exponent)
    return int(factor.scaleb(scale)), scale


def as_integers(parsed: pl.DataFrame) -> pl.DataFrame:
    """`value` (Int64), `is_whole` and `is_too_large` (for Int64) per parsed row; a null number is whole."""
    divisor = pl.lit(10, pl.Int128).pow(pl.col("scale"))
    if parsed["scale"].max() in (0, None):
        whole, rest = pl.col("mantissa"), pl.lit(0, pl.Int128)
    else:
        whole, rest = pl.col("mantissa") // divisor, pl.col("mantissa") % divisor
    value = whole.cast(pl.Int64, strict=False)
    return parsed.select(
        value.alias("value"),
        (pl.col("mantissa").is_null() | (rest == 0)).alias("is_whole"),
        (pl.col("mantissa").is_not_null() & value.is_null()).alias("is_too_large"),
    )


def as_floats(parsed: pl.DataFrame) -> pl.Series:
    """The Float64 nearest to each parsed number."""
    text = pl.concat_str([pl.col("mantissa").cast(pl.String), pl.lit("e-"), pl.col("scale")])
    return parsed.select(text.cast(pl.Float64, strict=False).alias("value")).to_series()


def _parse_whole(frame: pl.DataFrame, marks: Mapping[str, str]) -> pl.DataFrame | None:
    """The quick way for a column of plain whole numbers; None when any cell is something else."""
    if any(mark.isdigit() and status != "ok" for mark, status in marks.items()):
        return None
    cells = frame["cell"]
    if not cells.head(100).str.contains(r"^[0-9]{1,15}$").all():
        return None
    if not cells.str.contains(r"^[0-9]{1,15}$").all():
        return None
    return frame.select(
        (pl.col("cell").cast(pl.Int64).cast(pl.Int128) * pl.col("numerator")).alias("mantissa"),
        pl.col("factor_scale").alias("scale"),
        pl.lit("ok").alias("status"),
        pl.lit(None, pl.String).alias("problem"),
    )


def _parse_any(frame: pl.DataFrame, marks: Mapping[str, str]) -> pl.DataFrame:
    status = (
        pl.col("cell").replace_strict(dict(marks), default=None, return_dtype=pl.String) if marks else pl.lit(None, pl.String)
    )
    status = pl.when(pl.col("cell") == "").then(pl.lit("not_available")).otherwise(status)
    parts = pl.col("cell").str.extract_groups(_PLAIN)
    frame = frame.with_columns(status.alias("mark"), parts.alias("parts")).with_columns(
        pl.col("parts").struct.field("1").alias("sign"),
        pl.col("parts").struct.field("2").str.replace_all(",", "", literal=True).alias("whole"),
        pl.col("parts").struct.field("3").fill_null("").alias("fraction"),
    )
    digits = pl.concat_str("whole", "fraction")
    is_exact = (
        (digits.str.len_bytes() > 0)
        & (digits.str.strip_chars_start("0").str.len_bytes() <= _MAX_DIGITS)
        & (pl.col("fraction").str.len_bytes() <= _MAX_PLACES)
    )
    plain = frame.with_columns(
        pl.when(is_exact).then(digits.cast(pl.Int128, strict=False)).alias("size"),
        pl.col("fraction").str.len_bytes().cast(pl.Int64).alias("places"),
        pl.when(pl.col("sign").is_in(["-", "△", "▲", "▼"])).then(-1).otherwise(1).alias("minus"),
    )
    plain = plain.with_columns(
        (pl.col("size") * pl.col("minus") * pl.col("numerator")).alias("mantissa"),
        (pl.col("places") + pl.col("factor_scale")).alias("scale"),
        pl.lit(None, pl.String).alias("problem"),
    )
    is_mark = pl.col("mark").is_not_null() & (pl.col("mark") != "ok")
    unread = plain.filter(pl.col("mantissa").is_null() & ~is_mark)
    if unread.height:
        plain = _with_amounts(plain, unread)
    return plain.select(
        pl.when(~is_mark).then(pl.col("mantissa")).alias("mantissa"),
        pl.when(is_mark).then(pl.lit(0, pl.Int64)).otherwise(pl.col("scale").fill_null(0)).alias("scale"),
        pl.when(is_mark).then(pl.col("mark")).when(pl.col("mantissa").is_not_null()).then(pl.lit("ok")).alias("status"),
        pl.when(~is_mark & pl.col("mantissa").is_null()).then(pl.col("problem").fill_null("not_a_number")).alias("problem"),
    )


def _with_amounts(plain: pl.DataFrame, unread: pl.DataFrame) -> pl.DataFrame:
    """The cells that no plain number explains, tried as amounts with 億 and 万.

    An amount is complete by itself: the factor of the column does not apply to it. That is certain
    only when it is spelt down to the factor (nobody writes 億 of 万); otherwise: own_unit.
    """
    texts = unread["cell"].unique().to_list()
    read = {text: found for text in texts if (found := amount(text)) is not None}
    if not read:
        return plain
    split = {text: split_factor(value) for text, (value, _) in read.items()}
    known = pl.DataFrame(
        {
            "cell": list(read),
            "own_mantissa": pl.Series([split[text][0] for text in read], dtype=pl.Int128),
            "own_scale": pl.Series([split[text][1] for text in read], dtype=pl.Int64),
            "own_size": pl.Series([size for _, size in read.values()], dtype=pl.Int128),
        }
    )
    joined = plain.join(known, on="cell", how="left", maintain_order="left")
    has_own = pl.col("own_mantissa").is_not_null() & pl.col("mantissa").is_null()
    certain = has_own & (pl.col("own_size") * pl.lit(10, pl.Int128).pow(pl.col("factor_scale")) >= pl.col("numerator"))
    return joined.with_columns(
        pl.when(certain).then("own_mantissa").otherwise("mantissa").alias("mantissa"),
        pl.when(certain).then("own_scale").otherwise("scale").alias("scale"),
        pl.when(has_own & ~certain).then(pl.lit("own_unit")).otherwise("problem").alias("problem"),
    )
