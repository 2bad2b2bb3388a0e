"""
Whether some lines can hold together, exactly; and which of them cannot, roughly.

CP-SAT decides over whole numbers and proves either way. Where there are very many of
them HiGHS does, which is quicker there and not exact: what it finds is counted again
in whole numbers, a clash that comes of it is proved in whole numbers too (`refuted`)
or decided once more by CP-SAT, and a way out is solved and counted.

Which lines a proof needs is pointed at by linear programming: those with a dual price
where every row may be short (Chinneck and Dravnieks 1991).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from ortools.sat.python import cp_model
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, hstack

from matcher.units import IntArray
from solver.clashes.line import Line, Part
from solver.clashes.model import Model

SECONDS = 30.0  # of one decision
SMALL = 2000  # pairs of kinds that CP-SAT decides at once
_INFEASIBLE = 2  # SciPy's word for it
_TIMES = (1, 12, 5040)  # by which dual prices most often become whole
_ZERO = 1e-6  # what linear programming calls nothing


class UndecidedError(Exception):
    """Neither proved nor refuted within the time of one decision."""


@dataclass(frozen=True)
class Solution:
    """Counts by pair of kinds, shape (A,), and their cost."""

    counts: IntArray
    cost: int


def feasible(
    model: Model, lines: Sequence[Line], lift: int = 0, *, exact: bool = False
) -> Solution | None:
    """
    Placements by which some lines of a model all hold; None where there are none.

    Where `exact`, CP-SAT alone decides.

    Raises
    ------
    UndecidedError
        When it takes too long to tell.
    """
    return least(model, lines, np.zeros(model.upper.size, dtype=np.int64), lift, exact=exact)


def least(
    model: Model,
    lines: Sequence[Line],
    cost: IntArray,
    lift: int = 0,
    *,
    exact: bool = False,
) -> Solution | None:
    """
    The same at least cost.

    Parameters
    ----------
    model, lines
        What has to hold.
    cost
        Shape (A,): of each unit, >= 0.
    lift
        Bits of refusals that do not count.
    exact
        Whether CP-SAT decides alone, however many pairs there are.

    Raises
    ------
    UndecidedError
        When it takes too long to tell.
    """
    free = model.allowed(lines, lift) & (model.upper > 0)
    asked = _asked(model, lines)
    rows, lower = csr_array(model.matrix[asked][:, np.flatnonzero(free)]), model.lower[asked]
    upper, price = model.upper[free], cost[free]
    decide = _by_cp_sat if exact or upper.size <= SMALL else _by_highs
    found = decide(rows, lower, upper, price)
    if found is None:
        return None
    counts = np.zeros(model.upper.size, dtype=np.int64)
    counts[free] = found
    return Solution(counts, int(cost @ counts))


def _by_highs(
    rows: csr_array, lower: IntArray, upper: IntArray, price: IntArray
) -> IntArray | None:
    """The same by HiGHS, whose numbers are floating-point: what it finds is counted in whole."""
    bounds = np.column_stack((np.zeros(upper.size), upper))
    relaxed = linprog(price, A_ub=-rows, b_ub=-lower, bounds=bounds, method="highs")
    if relaxed.status == _INFEASIBLE:
        return None
    if relaxed.status == 0:  # most often whole at once: lines that only count are a network
        whole: IntArray = np.clip(np.rint(relaxed.x).astype(np.int64), 0, upper)
        if (rows @ whole >= lower).all() and price @ whole == np.ceil(relaxed.fun - _ZERO):
            return whole
    found = milp(
        price,
        integrality=np.ones(upper.size),
        bounds=Bounds(0, upper),
        constraints=LinearConstraint(rows, lb=lower),
        options={"time_limit": SECONDS, "mip_rel_gap": 0.0},
    )
    if found.status == _INFEASIBLE:
        return None
    if found.status != 0:
        raise UndecidedError
    counts: IntArray = np.clip(np.rint(found.x).astype(np.int64), 0, upper)
    if (rows @ counts < lower).any():
        raise UndecidedError
    return counts


def _by_cp_sat(
    rows: csr_array, lower: IntArray, upper: IntArray, price: IntArray
) -> IntArray | None:
    """The cheapest whole numbers that keep the rows; None where none do."""
    cp = cp_model.CpModel()
    x = [cp.new_int_var(0, int(most), "") for most in upper.tolist()]
    for row, low in enumerate(lower.tolist()):
        at = slice(rows.indptr[row], rows.indptr[row + 1])
        where, weight = rows.indices[at], rows.data[at]
        if np.minimum(weight * upper[where], 0).sum() >= low:
            continue  # it holds whatever is placed
        if not where.size:
            return None
        terms = cp_model.LinearExpr.weighted_sum([x[i] for i in where.tolist()], weight.tolist())
        cp.add(terms >= low)
    if price.any():
        cp.minimize(cp_model.LinearExpr.weighted_sum(x, price.tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_time_in_seconds = SECONDS
    status = solver.solve(cp)
    if status == cp_model.INFEASIBLE:
        return None
    if status != cp_model.OPTIMAL:
        raise UndecidedError
    return np.array([solver.value(v) for v in x], dtype=np.int64)


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


def refuted(model: Model, lines: Sequence[Line]) -> bool:
    """
    Whether some lines are proved not to hold together, in whole numbers (Farkas 1902).

    Any y >= 0 is a proof where  sum over pairs of max(0, y matrix) upper < y lower.
    Tried are the dual prices, times some whole numbers and rounded.
    """
    price = _prices(model, lines)
    if price is None:
        return False
    upper = np.where(model.allowed(lines), model.upper, 0)
    for times in _TIMES:
        y = np.rint(price * times).astype(np.int64)
        if np.maximum(y @ model.matrix, 0) @ upper < y @ model.lower:
            return True
    return False


def _prices(model: Model, lines: Sequence[Line]) -> npt.NDArray[np.float64] | None:
    """
    Dual prices of the rows where every line may be short, at 1 a unit of its largest coefficient.

    Shape (N,), >= 0, 0 for rows that are not asked for; None where nothing has to be short.
    """
    free = np.flatnonzero(model.allowed(lines) & (model.upper > 0))
    asked = _asked(model, lines)
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
    bounds = np.column_stack((np.zeros(cost.size), np.full(cost.size, np.inf)))
    bounds[: free.size, 1] = model.upper[free]
    found = linprog(
        cost,
        A_ub=-hstack((scaled, slack), format="csr"),
        b_ub=-lower / scale,
        bounds=bounds,
        method="highs",
    )
    if found.status != 0 or found.fun <= _ZERO:
        return None
    price = np.zeros(model.lower.size)
    dual = np.abs(found.ineqlin.marginals)
    price[asked] = np.where(dual > _ZERO, dual, 0) / scale
    return price


def with_slack(model: Model, lines: Sequence[Line]) -> tuple[Model, IntArray]:
    """
    The model where some lines may be short, and the places of the new variables.

    Each is how much one line of `lines` is short, in their order.
    """
    where = [int(np.flatnonzero(model.line == model.lines.index(line))[0]) for line in lines]
    return with_columns(
        model,
        csr_array(
            (np.ones(len(where), dtype=np.int64), (where, np.arange(len(where)))),
            shape=(model.lower.size, len(where)),
        ),
        np.maximum(model.lower[where], 0),
    )


def with_columns(
    model: Model, columns: csr_array, upper: npt.NDArray[np.int64]
) -> tuple[Model, IntArray]:
    """The model with further variables, of these columns and upper bounds; and their places."""
    size, more = model.upper.size, columns.shape[1]
    none = np.full(more, -1)
    changed = replace(
        model,
        person=np.append(model.person, none),
        post=np.append(model.post, none),
        code=np.append(model.code, np.zeros(more, dtype=np.int64)),
        upper=np.append(model.upper, upper),
        matrix=csr_array(hstack((model.matrix, columns), format="csr")),
    )
    return changed, np.arange(size, size + more)


def _asked(model: Model, lines: Sequence[Line]) -> IntArray:
    """Which rows hold: the facts, and those of some lines."""
    wanted = set(lines)
    chosen = np.array([line in wanted for line in model.lines] + [True])
    return np.flatnonzero(chosen[model.line])
