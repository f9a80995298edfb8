"""What is certain of a double: sums in one order, what counts as zero, which columns are independent.

A double has almost 16 digits. Sums over the bodies of a survey, and raking, lose up to four of them, and
which ones depends on the order of adding. Hence three rules for every estimate:

- products are added up in one order (`product`): BLAS and LAPACK choose theirs by the processor, and no
  rounding afterwards takes that back from a number that lies on the edge between two rounded ones;
- what a subtraction leaves is zero where it is less than ROUNDING of what it was made of (`settled`);
- a limit is compared with in the same way (`less`), so that 5 of 100 is 5 % whatever the weights add up to.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]

# Twelve digits: sums of ten thousand numbers keep them, and raked weights reproduce their margins to 1e-13.
ROUNDING = 1e-12


def product(left: Floats | sparse.sparray, right: Floats) -> Floats:
    """left @ right, added up in the same order on every processor."""
    return left @ right if sparse.issparse(left) else np.einsum("ij,j...->i...", left, right)


def is_zero(values: Floats | float, scale: Floats | float) -> NDArray[np.bool_]:
    """Whether nothing but rounding is left of numbers of the size `scale`."""
    return np.abs(values) <= ROUNDING * np.abs(scale)


def settled(values: Floats | float, scale: Floats | float) -> Floats:
    """The values, and 0 where nothing but rounding is left of numbers of the size `scale`."""
    return np.where(is_zero(values, scale), 0.0, values)


def difference(left: Floats | float, right: Floats | float) -> Floats:
    """left − right, and 0 where the two are equal but for rounding."""
    return settled(left - right, np.maximum(np.abs(left), np.abs(right)))


def less(left: Floats | float, right: Floats | float) -> NDArray[np.bool_]:
    """Whether left < right by more than rounding."""
    return difference(left, right) < 0


def distinct(values: Floats) -> NDArray[np.intp]:
    """A number per distinct value, from the smallest up; values equal but for rounding are one."""
    order = np.argsort(values, kind="stable")
    is_larger = less(values[order][:-1], values[order][1:])
    numbers = np.zeros(values.size, dtype=np.intp)
    numbers[order[1:]] = np.cumsum(is_larger)
    return numbers


def orthonormal(products: Floats) -> Floats:
    """Combinations of columns that span the same space and are orthonormal; as many as are independent.

    Gram and Schmidt's process, each column orthogonalised twice (Kahan's "twice is enough"; Parlett 1980,
    section 6.9). A column of which the earlier ones leave less than rounding is none.

    Args:
        products: inner product of each column with each other.

    Returns:
        One row per column, one column per combination.
    """
    found = np.zeros((len(products), 0))
    for column, length in zip(np.eye(len(products)), np.diag(products), strict=True):
        for _ in range(2):
            column = column - product(found, product(found.T, product(products, column)))
        left = (column * product(products, column)).sum()
        if not is_zero(left, length * len(products)):
            found = np.column_stack([found, column / np.sqrt(left)])
    return found
