"""An exponential that the compiler vectorises, for weights that need no more than two digits."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

POWER = 256


@numba.njit(inline="always")
def fast_exp(x: Any) -> Any:
    """
    (1 + y / 256)**256 for y <= 0 by eight squarings, in single precision.

    `x` is 1 + y / 256; what lies below zero counts as zero.
    """
    z = max(np.float32(0.0), x)
    z *= z
    z *= z
    z *= z
    z *= z
    z *= z
    z *= z
    z *= z
    return z * z
