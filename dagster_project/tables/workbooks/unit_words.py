"""Units beside numbers, in formats, headers and questions: which words are one, and when two of them contradict each other.

5,000円 in a column of 千円 is five thousand yen or five million: whoever typed it knows. Whether 5件 are 5か所 matters to
nobody.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from dagster_project.common.text import clean

# What is counted in wholes, of which one may well stand for another.
_COUNTED = (
    "件|通|枚|個|本|台|冊|局|校|[かカヵヶケ箇]所|団体|市町村|自治体|社|店|軒|棟|室|床|席|票|点|種|種類|回|倍|位|ポイント|pt"
)
# What is never the same number of another.
_KINDS = {
    "人": "人|名",
    "世帯": "世帯|戸",
    "円": "円|[¥￥]|JPY",
    "ドル": r"ドル|米ドル|\$|USD",
    "ユーロ": "ユーロ|€|EUR",
    "ポンド": "ポンド|£",
    "t": "t|トン",
    "kg": "kg",
    "g": "g",
    "kL": "kL|kl|㎘",
    "L": "L|リットル",
    "km": "km|㎞",
    "m": "m|メートル",
    "m2": "㎡|m2|平方メートル",
    "km2": "㎢|km2|平方キロメートル",
    "m3": "㎥|m3|立方メートル",
    "ha": "ha|ヘクタール",
    "歳": "歳|才",
    "年": "年|年度|年間|[かカヵヶケ箇]年",
    "月": "月|[かカヵヶケ箇]月",
    "日": "日|日間",
    "時間": "時間",
    "分": "分",
    "秒": "秒",
}
MONEY = "|".join(_KINDS[kind] for kind in ("円", "ドル", "ユーロ", "ポンド"))
UNITS = "|".join([*_KINDS.values(), _COUNTED])
_BEFORE = ("¥", "￥", "$", "€", "£", "JPY", "USD", "EUR")
_SIZES = {"十": 10, "百": 100, "千": 10**3, "万": 10**4, "億": 10**8, "兆": 10**12}
MAGNITUDE = r"[十百千万億兆]+|10?,?000"
BRACKETS = str.maketrans("【〔〈《<「{】〕〉》>」}", "(((((((" + ")))))))")
_UNIT = re.compile(rf"({MAGNITUDE})?({UNITS})(?![A-Za-z0-9])")
_IN_HEADER = re.compile(
    rf"[(\[] *(?:単位 *[:は]? *)?((?:{MAGNITUDE})?(?:{UNITS})) *[)\]]|_((?:{MAGNITUDE})?(?:{UNITS}))(?=_|$)"
)


def size_of(magnitude: str | None) -> Decimal:
    """千 as 1000, 百万 as 1000000, nothing as 1."""
    if magnitude and magnitude[0].isdigit():
        return Decimal(magnitude.replace(",", ""))
    size = Decimal(1)
    for sign in magnitude or "":
        size *= _SIZES[sign]
    return size


def with_unit(number: str, unit: str) -> str:
    """A number with its unit as a cell shows it: 5人, but ¥5."""
    return f"{unit}{number}" if unit in _BEFORE else f"{number}{unit}"


@cache
def unit_in_header(header: str) -> str | None:
    """The unit that a header (made comparable) states in brackets or in a row of its own: 千人 of 人口(千人), 人口_千人."""
    found = [one or other for one, other in _IN_HEADER.findall(header.translate(BRACKETS))]
    return found[-1] if found else None


@cache
def contradict(shown: str, stated: str) -> bool:
    """Whether a unit beside a number is another than the one stated for it: 円 for 千円, t for kg, 人 for 世帯."""
    one, other = _parsed(shown), _parsed(stated)
    if one is None or other is None:
        return False
    (size, kind), (stated_size, stated_kind) = one, other
    return size != stated_size or (kind != stated_kind and "" not in (kind, stated_kind))


def contradicts_factor(shown: str, header: str | None, factor: Decimal) -> bool:
    """Whether a unit beside a number is another than that of its column: the one that the header states, else the one that
    the factor is for. A factor that is no power of ten (60 of hours) may be for any."""
    stated = unit_in_header(header) if header else None
    return contradict(shown, stated) if stated else factor != 1 and set(f"{factor.normalize():f}") <= set("10.")


def _parsed(unit: str) -> tuple[Decimal, str] | None:
    """How much one of a unit is, and of what; nothing for what is merely counted. None where it is no known unit."""
    found = _UNIT.match(clean(unit))
    return None if found is None else (size_of(found[1]), _kind(found[2]))


def _kind(unit: str) -> str:
    return next((kind for kind, words in _KINDS.items() if re.fullmatch(words, unit)), "")
