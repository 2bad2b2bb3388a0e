"""Measured quantities as sums of named terms, none of them negative."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import nnls


@dataclass(frozen=True)
class Fit:
    """
    A quantity as a sum of terms.

    Parameters
    ----------
    coefficients
        Term to what one of it costs, >= 0.
    typical, worst
        Relative error over the measurements: root of the mean square, and the largest.
    """

    coefficients: Mapping[str, float]
    typical: float
    worst: float

    def at(self, terms: Mapping[str, float]) -> float:
        """The quantity that the fit says for other terms."""
        return sum(cost * terms[name] for name, cost in self.coefficients.items())


def fit(rows: Sequence[Mapping[str, float]], measured: Sequence[float], noise: float = 0.0) -> Fit:
    """
    Fits by non-negative least squares of the relative error (Lawson and Hanson 1974).

    Parameters
    ----------
    rows
        The terms of each measurement, the same names in each.
    measured
        What was measured, >= 0.
    noise
        What a measurement is off in any case: of one that is less, the error
        relative to the noise counts.

    Raises
    ------
    ValueError
        When nothing was measured, or less than nothing, or neither measurement
        nor noise is positive.
    """
    scale = np.maximum(np.asarray(measured, dtype=np.float64), noise)
    if not rows or min(measured) < 0 or scale.min() <= 0:
        msg = "Expected measurements, none negative, and above zero where the noise is zero."
        raise ValueError(msg)
    names = [*rows[0]]
    terms = np.array([[row[name] for name in names] for row in rows], dtype=np.float64)
    relative = terms / scale[:, None]
    # Columns of one size: the terms differ by many orders of magnitude.
    size = np.maximum(np.abs(relative).max(axis=0), np.finfo(float).tiny)
    target = np.asarray(measured) / scale
    found, _ = nnls(relative / size, target)
    error = (relative / size) @ found - target
    return Fit(
        dict(zip(names, (found / size).tolist(), strict=True)),
        float(np.sqrt(np.mean(error**2))),
        float(np.abs(error).max()),
    )


def exponents(rows: Sequence[Mapping[str, float]], measured: Sequence[float]) -> dict[str, float]:
    """
    The exponents e of measured = c * product of term**e, by least squares of the logarithms.

    Terms and measurements are positive; a term that never changes has exponent 0.
    """
    names = [*rows[0]]
    logs = np.log(np.array([[row[name] for name in names] for row in rows], dtype=np.float64))
    moving = np.ptp(logs, axis=0) > 0
    table = np.column_stack((np.ones(len(rows)), logs[:, moving]))
    found, *_ = np.linalg.lstsq(table, np.log(np.asarray(measured)), rcond=None)
    slopes = np.zeros(len(names))
    slopes[moving] = found[1:]
    return dict(zip(names, slopes.tolist(), strict=True))
