"""From prices to whole people: the last flow, in which every floor and cap is held exactly."""

from __future__ import annotations

from operator import itemgetter

import numpy as np

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.answer import Answer, count_answer
from solver.bound import priced_values
from solver.candidates import gains, select
from solver.cells import Cells, count_cells, split_floors
from solver.kernels import surplus_of_workers
from solver.network import solve_flow
from solver.prices import Prices
from solver.problem import Problem


def finish(
    problem: Problem,
    arcs: Arcs,
    taken: BoolArray,
    prices: Prices,
    owed: IntArray,
    cells: Cells | None,
) -> Answer:
    """
    Makes an answer exact over the candidate pairs, and lets it hold every rule.

    Parameters
    ----------
    problem
        The facts.
    arcs, taken, prices
        The candidate pairs, those taken while floors were prices, and the prices.
    owed
        Shape (W,).
    cells
        None where the problem has no floors.
    """
    while True:
        taken = _whole(problem, arcs, taken, prices, owed, cells)
        excess = _beyond_caps(problem, arcs, taken, prices)
        if not excess.any():
            return count_answer(problem, arcs, taken, owed)
        # Without these pairs the floors may have to find their people elsewhere.
        arcs = select(arcs, ~excess)
        taken = solve_flow(problem, arcs, gains(problem, arcs, prices), owed).taken > 0


def _whole(
    problem: Problem,
    arcs: Arcs,
    taken: BoolArray,
    prices: Prices,
    owed: IntArray,
    cells: Cells | None,
) -> BoolArray:
    """The pairs taken once every floor is held in whole people. Shape (A,)."""
    if cells is None:
        return solve_flow(problem, arcs, gains(problem, arcs, prices), owed).taken > 0
    priced = priced_values(problem, arcs, prices)
    free = gains(problem, arcs, Prices.zero(problem))
    vain = np.zeros(cells.size, dtype=bool)
    best: tuple[int, BoolArray] | None = None
    for _ in range(_SPLITS):
        surplus = surplus_of_workers(arcs.start, priced, taken)
        loss = np.maximum(0, surplus[arcs.worker] - priced)
        floor = split_floors(problem, cells, arcs, taken, loss, vain)
        if best is not None and (floor <= count_cells(problem, cells, arcs, taken)).all():
            break
        taken = solve_flow(problem, arcs, free, owed, cells, floor).taken > 0
        objective = count_answer(problem, arcs, taken, owed).objective
        best = max(best or (objective, taken), (objective, taken), key=itemgetter(0))
        vain |= count_cells(problem, cells, arcs, taken) < floor
        if not vain.any():
            break
    return taken if best is None else best[1]


_SPLITS = 4  # ways to give floors to their cells: one that asks in vain is followed by another


def _beyond_caps(problem: Problem, arcs: Arcs, taken: BoolArray, prices: Prices) -> BoolArray:
    """Pairs to forbid: in each household over its cap, those of the members who lose least."""
    excess = np.zeros(taken.size, dtype=bool)
    if not problem.household_caps:
        return excess
    owner, priced = arcs.worker, priced_values(problem, arcs, prices)
    for cap in problem.household_caps:
        own = np.concatenate(
            [np.arange(arcs.start[m], arcs.start[m + 1]) for m in cap.members.tolist()]
        )
        inside = np.isin(arcs.vacancy[own], cap.vacancies)
        within, elsewhere = own[inside], own[~inside]
        held = within[taken[within]]
        instead = np.array(
            [priced[elsewhere[owner[elsewhere] == w]].max(initial=0) for w in owner[held]]
        )
        surplus = held[np.argsort(instead - priced[held], kind="stable")][cap.upper :]
        excess[within[np.isin(owner[within], owner[surplus])]] = True
    return excess
