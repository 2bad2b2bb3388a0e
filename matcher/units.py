"""
Where floating-point values become whole numbers.

A pair's value is a multiple of 1/UNIT. Values, prices and priced values stay
below 64 in size, so single precision holds every one of them, and every sum
and difference of them, exactly: 64 * UNIT = 2**24. A pair therefore has the
same value wherever it is computed, and the flow's integers are those values.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

UNIT = 1 << 18
LIMIT = 64 * UNIT

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]


def to_units(values: npt.ArrayLike) -> IntArray:
    """Rounds values to whole units. Shape is kept; raises ValueError where a value is too large."""
    units = np.rint(np.asarray(values, dtype=np.float64) * UNIT)
    if units.size and not float(np.abs(units).max()) < LIMIT:
        msg = f"Expected values below {LIMIT // UNIT} in size, got {np.abs(values).max()}."
        raise ValueError(msg)
    return units.astype(np.int64)


def from_units(units: Any) -> Any:
    """Returns the value that a number (or an array) of units stands for."""
    return units / UNIT
