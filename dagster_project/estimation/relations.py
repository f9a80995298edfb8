"""Between DuckDB relations, as dbt hands them to Python models, and plain numpy arrays.

No pandas, no pyarrow: DuckDB reads and writes numpy by itself. Missing numbers are NaN, missing
keys −1, missing texts None.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Columns = dict[str, np.ndarray]


def columns(relation: Any) -> Columns:
    """The columns of a relation as plain arrays."""
    return {name: _plain(values) for name, values in relation.fetchnumpy().items()}


def _plain(values: np.ndarray) -> np.ndarray:
    if not isinstance(values, np.ma.MaskedArray):
        return values
    if values.dtype.kind == "f":
        return values.filled(np.nan)
    if values.dtype.kind in "iu":
        return values.filled(-1)
    if values.dtype.kind == "b":
        return values.filled(False)
    shown = values.data.astype(object)
    shown[np.ma.getmaskarray(values)] = None
    return shown


def table(session: Any, name: str, parts: dict[str, tuple[str, Any]]) -> Any:
    """A relation of the given columns: name → (SQL type, values); NaN becomes null."""
    arrays = {column: np.asarray(values) for column, (_, values) in parts.items()}
    session.register(f"{name}_arrays", arrays)
    selected = ", ".join(
        f"cast({f'case when isnan({column}) then null else {column} end' if kind == 'double' else column} as {kind})"
        f" as {column}"
        for column, (kind, _) in parts.items()
    )
    return session.sql(f"select {selected} from {name}_arrays")


def rows_where(parts: Columns, mask: np.ndarray) -> Columns:
    """The rows of all columns where the mask is true."""
    return {name: values[mask] for name, values in parts.items()}


def places(keys: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Where each wanted key stands in the sorted keys; −1 where it does not."""
    if keys.size == 0:
        return np.full(wanted.shape, -1, dtype=np.intp)
    found = np.searchsorted(keys, wanted)
    found = np.minimum(found, keys.size - 1)
    return np.where(keys[found] == wanted, found, -1)


def spread(keys: np.ndarray, at: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The values in the order of the sorted keys; 0 where a key has none, keys not asked for left out."""
    inside = places(keys, at)
    result = np.zeros(keys.size)
    result[inside[inside >= 0]] = values[inside >= 0]
    return result
