"""
Whether some lines can hold together, exactly; and which of them cannot, roughly.

Linear programming (HiGHS) is asked first: lines that only count are nearly a network,
and its answer is then most often whole, and is counted; where it finds none, its dual
prices, rounded, most often prove that there is none (`refuted`). What that leaves open
CP-SAT decides over whole numbers, and where there are very many of them HiGHS, which is
quicker there and not exact: what it finds is counted again in whole numbers, a clash
that comes of it is proved in whole numbers too or decided once more by CP-SAT, and a
way out is solved and counted. Limits are of work, not of time: an answer does not
depend on the machine, but for the seconds that stop a decision on a very slow one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from ortools.sat.python import cp_model
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack

from matcher.units import IntArray
from solver.clashes.line import Line
from solver.clashes.linear import INFEASIBLE, SECONDS, ZERO, UndecidedError, cheapest
from solver.clashes.model import Model
from solver.clashes.proof import refuted

SMALL = 2000  # pairs of kinds that CP-SAT decides over
_EFFORT = 4.0  # deterministic seconds of CP-SAT
_NODES = 200  # of HiGHS's search tree


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
    cost = np.zeros(model.upper.size, dtype=np.int64)
    if not exact and model.upper.size <= SMALL:
        rows, lower, free = _part(model, lines, lift)
        possible, whole = _relaxed(rows, lower, model.upper[free], cost[free])
        if whole is not None:
            return Solution(_spread(model, free, whole), 0)
        if not possible and refuted(model, lines, lift):
            return None
    return least(model, lines, cost, lift, exact=exact)


def may_hold(model: Model, lines: Sequence[Line]) -> bool:
    """
    Whether some lines can hold together; of very many pairs, whether parts of people could.

    Raises
    ------
    UndecidedError
        When it takes too long to tell.
    """
    if model.upper.size <= SMALL:
        return feasible(model, lines) is not None
    rows, lower, free = _part(model, lines, 0)
    return _relaxed(rows, lower, model.upper[free], np.zeros(int(free.sum()), dtype=np.int64))[0]


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
    rows, lower, free = _part(model, lines, lift)
    upper, price = model.upper[free], cost[free]
    decide = _by_cp_sat if exact or model.upper.size <= SMALL else _by_highs
    found = decide(rows, lower, upper, price)
    if found is None:
        return None
    counts = _spread(model, free, found)
    return Solution(counts, int(cost @ counts))


def _part(
    model: Model, lines: Sequence[Line], lift: int
) -> tuple[csr_array, IntArray, npt.NDArray[np.bool_]]:
    """Rows and lower bounds of some lines over the pairs that they allow, and which those are."""
    free = model.allowed(lines, lift) & (model.upper > 0)
    asked = model.asked(lines)
    return csr_array(model.matrix[asked][:, np.flatnonzero(free)]), model.lower[asked], free


def _spread(model: Model, free: npt.NDArray[np.bool_], found: IntArray) -> IntArray:
    counts = np.zeros(model.upper.size, dtype=np.int64)
    counts[free] = found
    return counts


def _relaxed(
    rows: csr_array, lower: IntArray, upper: IntArray, price: IntArray
) -> tuple[bool, IntArray | None]:
    """
    Whether there are fractional numbers, and the cheapest whole ones where they come out whole.

    What HiGHS says is floating-point; the whole numbers are counted.
    """
    if not upper.size:
        holds = bool((lower <= 0).all())
        return holds, np.zeros(0, dtype=np.int64) if holds else None
    relaxed = cheapest(price, rows, lower, upper)
    if relaxed.status == 0:
        whole: IntArray = np.clip(np.rint(relaxed.x).astype(np.int64), 0, upper)
        if (rows @ whole >= lower).all() and price @ whole == np.ceil(relaxed.fun - ZERO):
            return True, whole
    return relaxed.status != INFEASIBLE, None


def _by_highs(
    rows: csr_array, lower: IntArray, upper: IntArray, price: IntArray
) -> IntArray | None:
    """The same by HiGHS, whose numbers are floating-point: what it finds is counted in whole."""
    possible, whole = _relaxed(rows, lower, upper, price)
    if whole is not None or not possible:
        return whole
    found = milp(
        price,
        integrality=np.ones(upper.size),
        bounds=Bounds(0, upper),
        constraints=LinearConstraint(rows, lb=lower),
        options={"time_limit": SECONDS, "node_limit": _NODES, "mip_rel_gap": 0.0},
    )
    if found.status == INFEASIBLE:
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
    solver.parameters.max_deterministic_time = _EFFORT
    status = solver.solve(cp)
    if status == cp_model.INFEASIBLE:
        return None
    if status != cp_model.OPTIMAL:
        raise UndecidedError
    return np.array([solver.value(v) for v in x], dtype=np.int64)


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
