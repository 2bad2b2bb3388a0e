"""Shares of people round up to whole people, exactly."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

_WAN = Decimal(10_000)


def ceil_share(share: Decimal, counts: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """
    Returns ceil(share * count) in whole-number arithmetic.

    Parameters
    ----------
    share
        At least 0, at most 6 decimal places; 0.1 is a tenth, not its nearest double.
    counts
        Any shape; at least 0, at most 100,000,000 each.

    Returns
    -------
    numpy.ndarray
        Shape of `counts`, whole numbers.
    """
    top, bottom = share.as_integer_ratio()
    whole: Any = np.asarray(counts, dtype=np.int64)
    result: npt.NDArray[np.int64] = -((-whole * top) // bottom)
    return result


def percent(share: Decimal) -> str:
    """A share as people write it: Decimal("0.10") gives "10%"."""
    return f"{(share * 100).normalize():f}%"


def plain(number: Decimal) -> str:
    """A number without trailing zeros or exponents."""
    return f"{number.normalize():f}"


def yuan(amount: Decimal) -> str:
    """Money as people write it: 2000, 0.50, and 5万 or 3亿 where that is exact."""
    if amount != amount.to_integral_value():
        return f"{amount:.2f}"
    return people(int(amount))


def people(number: int) -> str:
    """A number as documents write it: 59.4万 for 594,000, 3亿 for 300 million, else the digits."""
    for word, size in (("亿", _WAN * _WAN), ("万", _WAN)):
        if number >= size and number % (size / 100) == 0:
            return f"{plain(number / size)}{word}"
    return str(number)
