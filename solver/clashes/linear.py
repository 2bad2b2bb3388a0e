"""Linear programming by HiGHS (SciPy): fractional numbers at least cost, within a limit of time."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import OptimizeResult, linprog
from scipy.sparse import csr_array

SECONDS = 30.0  # of one decision, at the very most
INFEASIBLE = 2  # SciPy's word for it
ZERO = 1e-6  # what counts as nothing
_STOPPED = 1


class UndecidedError(Exception):
    """Neither proved nor refuted within the time of one decision."""


def cheapest(
    cost: npt.NDArray[Any], rows: csr_array, lower: npt.NDArray[Any], upper: npt.NDArray[Any]
) -> OptimizeResult:
    """
    Minimises  cost x  subject to  rows x >= lower,  0 <= x <= upper.

    Parameters
    ----------
    cost, upper
        Shape (A,).
    rows, lower
        Shapes (N, A) and (N,).

    Raises
    ------
    UndecidedError
        When it takes too long.
    """
    bounds = np.column_stack((np.zeros(upper.size), upper))
    options = {"time_limit": SECONDS}
    found = linprog(cost, A_ub=-rows, b_ub=-lower, bounds=bounds, method="highs", options=options)
    if found.status == _STOPPED:
        raise UndecidedError
    return found
