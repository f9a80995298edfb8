"""dbt's cross-database macros as `sqlfluff` sees them: it renders models without dbt, and needs SQL of the same shape."""

from __future__ import annotations


def type_string() -> str:
    return "varchar"


def type_int() -> str:
    return "integer"


def type_bigint() -> str:
    return "bigint"


def concat(fields: list[str]) -> str:
    return " || ".join(fields)


def replace(field: str, old: str, new: str) -> str:
    return f"replace({field}, {old}, {new})"


def split_part(text: str, delimiter: str, part: int) -> str:
    return f"split_part({text}, {delimiter}, {part})"


def listagg(measure: str, delimiter: str, order: str) -> str:
    return f"listagg({measure}, {delimiter} {order})"


def date_trunc(datepart: str, date: str) -> str:
    return f"date_trunc('{datepart}', {date})"


def dateadd(datepart: str, interval: str, date: str) -> str:
    return f"date_add({date}, {interval} * interval '1 {datepart}')"


def datediff(first: str, second: str, datepart: str) -> str:
    return f"date_diff('{datepart}', {first}, {second})"


def last_day(date: str, datepart: str) -> str:
    return f"last_day({date})"
