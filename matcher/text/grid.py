"""Unit vectors on a grid, so that single-precision products of them are exact."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

STEPS = 1 << 11  # coordinates are multiples of 1/STEPS
_ROWS = 1 << 12  # at a time, so that the work stays in the cache


def to_grid(vectors: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """
    Scales rows to unit length and rounds them to multiples of 2**-11.

    A product of two coordinates is a multiple of 2**-22, and by Cauchy and
    Schwarz no partial sum of u.v passes |u| |v| <= 1, which is 2**22 of those
    multiples: below 2**24, so single precision holds every partial sum exactly,
    whatever the order of summation and whether or not it is fused.

    Parameters
    ----------
    vectors
        Shape (n, d): finite.

    Returns
    -------
    npt.NDArray[np.float32]
        Shape (n, d): length at most 1, and at least 1 - d * 2**-11; rows of
        zeros stay zero.
    """
    exact = np.asarray(vectors, dtype=np.float64)
    grid = np.empty(exact.shape, dtype=np.float32)
    for low in range(0, len(exact), _ROWS):
        grid[low : low + _ROWS] = _rounded(exact[low : low + _ROWS])
    return grid


def _rounded(exact: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    length = np.sqrt((exact * exact).sum(axis=1, keepdims=True))
    steps = np.divide(exact * STEPS, length, out=np.zeros_like(exact), where=length > 0)
    nearest = np.rint(steps)
    # Where rounding made a row longer than 1, rounding towards zero cannot.
    long = (nearest * nearest).sum(axis=1, keepdims=True) > STEPS * STEPS
    grid: npt.NDArray[np.float64] = np.where(long, np.trunc(steps), nearest) / STEPS
    return grid
