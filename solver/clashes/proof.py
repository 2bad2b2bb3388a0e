"""
Which lines cannot hold together: pointed at by linear programming, proved in whole numbers.

A proof needs the lines with a dual price where every row may be short (Chinneck and
Dravnieks 1991).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, hstack

from solver.clashes.line import Line, Part
from solver.clashes.linear import ZERO, cheapest
from solver.clashes.model import Model

_TIMES = (1, 12, 5040)  # by which dual prices most often become whole


def suspects(model: Model, lines: Sequence[Line]) -> list[Line] | None:
    """
    Lines that together cannot hold, by linear programming; None where it finds that all can.

    Those with a dual price are in the proof that some must be short. Restrictions
    on who may hold what are kept throughout, and so are all in the list.
    """
    price = _prices(model, lines)
    if price is None:
        return None
    in_proof = set(model.line[(price > 0) & (model.line >= 0)].tolist())
    wanted = set(lines)
    return [
        known
        for index, known in enumerate(model.lines)
        if known in wanted and (index in in_proof or known.part is Part.MASK)
    ]


def refuted(model: Model, lines: Sequence[Line], lift: int = 0) -> bool:
    """
    Whether some lines are proved not to hold together, in whole numbers (Farkas 1902).

    Any y >= 0 is a proof where  sum over pairs of max(0, y matrix) upper < y lower.
    Tried are the dual prices, times some whole numbers and rounded.
    """
    price = _prices(model, lines, lift)
    if price is None:
        return False
    upper = np.where(model.allowed(lines, lift), model.upper, 0)
    for times in _TIMES:
        y = np.rint(price * times).astype(np.int64)
        if np.maximum(y @ model.matrix, 0) @ upper < y @ model.lower:
            return True
    return False


def _prices(model: Model, lines: Sequence[Line], lift: int = 0) -> npt.NDArray[np.float64] | None:
    """
    Dual prices of the rows where every line may be short, at 1 a unit of its largest coefficient.

    Shape (N,), >= 0, 0 for rows that are not asked for; None where nothing has to be short.
    """
    free = np.flatnonzero(model.allowed(lines, lift) & (model.upper > 0))
    asked = model.asked(lines)
    matrix, lower, line = model.matrix[asked][:, free], model.lower[asked], model.line[asked]
    soft = np.flatnonzero(line >= 0)
    if not soft.size:
        return None
    scale = np.ones(lower.size)
    if free.size:
        scale = np.maximum(1, abs(matrix).max(axis=1).toarray().ravel())
    scaled = csr_array(matrix.multiply(1 / scale[:, None]))
    slack = csr_array(
        (np.ones(soft.size), (soft, np.arange(soft.size))), shape=(lower.size, soft.size)
    )
    cost = np.concatenate((np.zeros(free.size), np.ones(soft.size)))
    upper = np.concatenate((model.upper[free], np.full(soft.size, np.inf)))
    rows = csr_array(hstack((scaled, slack), format="csr"))
    found = cheapest(cost, rows, lower / scale, upper)
    if found.status != 0 or found.fun <= ZERO:
        return None
    price = np.zeros(model.lower.size)
    dual = np.abs(found.ineqlin.marginals)
    price[asked] = np.where(dual > ZERO, dual, 0) / scale
    return price
