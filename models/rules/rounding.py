"""Shares of people round up to whole people, exactly."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt


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
