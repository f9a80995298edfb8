"""Japanese and Western dates to real dates with their precision.

Read: 令和5年4月1日, R5.4.1, S35.02.26, 平成26年1月(分), H31, 2023-06-30, 2023/6/30, 20230630,
2023-06, 2023年6月, 2023, spreadsheet date cells (`2023-06-30 00:00:00`, 2023/6/30 0:00), and fiscal years
(令和5年度, FY2023), with spaces between their parts (昭32. 7. 1, 令和5年4月1日 現在) and a point behind the
letter of an era (H.30.4.1). 元年 is year 1. A date outside its
era (平成32年, 昭和64年1月8日) is rejected, never moved to the next era. Bare spreadsheet serial
numbers and two-digit Western years are rejected as well, and so are Meiji dates before 1873, which
belong to the old calendar.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

import polars as pl

from dagster_project.common.text import clean


class ParsedDate(NamedTuple):
    """The first day of a period and its length: day, month, year or fiscal_year."""

    day: date
    precision: str

    @property
    def last_day(self) -> date:
        """The last day of the period."""
        return _last_day(self.day, self.precision)


class Era(NamedTuple):
    first_day: date
    last_day: date
    year_one: int


ERAS: dict[str, Era] = {
    "明治": Era(date(1873, 1, 1), date(1912, 7, 30), 1868),
    "大正": Era(date(1912, 7, 30), date(1926, 12, 25), 1912),
    "昭和": Era(date(1926, 12, 25), date(1989, 1, 7), 1926),
    "平成": Era(date(1989, 1, 8), date(2019, 4, 30), 1989),
    "令和": Era(date(2019, 5, 1), date(2199, 12, 31), 2019),
}
ERA_LETTERS = "MTSHR"
_SHORT = {
    **dict(zip(ERA_LETTERS, ERAS, strict=True)),
    **dict(zip("明大昭平令", ERAS, strict=True)),
}
_YEARS = range(1868, 2200)

_ERA_NAME = r"(?P<era>明治|大正|昭和|平成|令和|[明大昭平令]|[MTSHRmtshr])(?:(?<=[a-zA-Z])\.)?"
_INNER_SPACE = r"(?<=[治正和成明大昭平令年月./元-])\s+|\s+(?=[年月日./(-]|現在|時点)|(?<=^[MTSHRmtshr])\s+"
_MIDNIGHT = r"(?:[T ]0?0:00(?::00(?:\.0+)?)?)?"  # where a program shows the time of a day that has none
_END = r"(?:\([月火水木金土日](?:曜日?)?\))?(?:現在|時点)?"
_PATTERNS = [
    re.compile(pattern)
    for pattern in (
        r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?:" + _MIDNIGHT + "|" + _END + ")",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
        r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日" + _END,
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})",
        r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?:分|末)?" + _END,
        r"(?P<y>\d{4})年?",
        r"(?P<y>\d{4})年度|FY ?(?P<fy>\d{4})",
        _ERA_NAME + r"(?P<n>元|\d{1,2})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日" + _END,
        _ERA_NAME + r"(?P<n>元|\d{1,2})(?P<s>[./-])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})" + _END,
        _ERA_NAME + r"(?P<n>元|\d{1,2})年(?P<m>\d{1,2})月(?:分|末)?" + _END,
        _ERA_NAME + r"(?P<n>元|\d{1,2})[./-](?P<m>\d{1,2})",
        _ERA_NAME + r"(?P<n>元|\d{1,2})年?",
        _ERA_NAME + r"(?P<n>元|\d{1,2})年度(?P<fiscal>)",
    )
]


def parse_date(text: str) -> ParsedDate | None:
    """One text as a date with precision, or None when it is not a date that existed."""
    plain = re.sub(_INNER_SPACE, "", clean(text))
    for pattern in _PATTERNS:
        found = pattern.fullmatch(plain)
        if found is not None:
            return _from_parts(found.groupdict(), is_fiscal=plain.endswith("年度") or plain.startswith("FY"))
    return None


def parse_fiscal_year(text: str) -> int | None:
    """令和5年度, R5, 2023年度, FY2023 or 2023 as 2023: the year a fiscal year starts in."""
    plain = clean(text)
    parsed = parse_date(plain)
    if parsed is not None and parsed.precision == "year":
        parsed = parse_date(plain.removesuffix("年") + "年度")
    if parsed is None or parsed.precision != "fiscal_year":
        return None
    return parsed.day.year


def parse_dates(cells: pl.Series) -> pl.DataFrame:
    """Cleaned cells to `date` (Date, first day of the period) and `precision`; null if no date.

    Every distinct text is read once: the dates of a table repeat.
    """
    texts = cells.unique().to_list()
    parsed = [parse_date(text) if text else None for text in texts]
    known = pl.DataFrame(
        {
            "text": pl.Series(texts, dtype=pl.String),
            "date": pl.Series([found and found.day for found in parsed], dtype=pl.Date),
            "precision": pl.Series([found and found.precision for found in parsed], dtype=pl.String),
        }
    )
    return cells.to_frame("text").join(known, on="text", how="left", maintain_order="left").drop("text")


def parse_fiscal_years(cells: pl.Series) -> pl.Series:
    """Cleaned cells to fiscal years (Int64), null where there is none."""
    texts = cells.unique().to_list()
    years = [parse_fiscal_year(text) if text else None for text in texts]
    return cells.replace_strict(texts, years, return_dtype=pl.Int64) if texts else cells.cast(pl.Int64)


def _from_parts(parts: dict[str, str | None], *, is_fiscal: bool) -> ParsedDate | None:
    era = None
    if parts.get("era"):
        name = str(parts["era"]).upper()
        era = ERAS[_SHORT.get(name, name)]
        number = 1 if parts["n"] == "元" else int(str(parts["n"]))
        if number == 0:
            return None
        year = era.year_one + number - 1
    else:
        year = int(str(parts.get("y") or parts.get("fy")))
    if year not in _YEARS:
        return None
    precision = "day" if parts.get("d") else "month" if parts.get("m") else "year"
    precision = "fiscal_year" if is_fiscal else precision
    month = 4 if is_fiscal else int(parts.get("m") or 1)
    try:
        first = date(year, month, int(parts.get("d") or 1))
    except ValueError:
        return None
    if era is not None and not (first <= era.last_day and _last_day(first, precision) >= era.first_day):
        return None
    return ParsedDate(first, precision)


def _last_day(first: date, precision: str) -> date:
    if precision == "day":
        return first
    if precision == "month":
        return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(year=first.year + 1) - timedelta(days=1)
