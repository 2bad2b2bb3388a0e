"""
Rows given to single cells: the least and the most people of each.

A floor takes the people it has, and what is missing goes where one more person
costs least; for rows with negative weights see `solver.balance`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.arcs import by_class
from solver.balance import Balance, Desk
from solver.cells import Cells, count_cells
from solver.problem import Problem
from solver.row import Row


@dataclass(frozen=True)
class Parts:
    """
    What the last flow keeps in each cell.

    Parameters
    ----------
    floor
        Shape (K,): people at least; each one missing costs the cell's reward.
    cap
        Shape (K,): people at most, always.
    """

    floor: IntArray
    cap: IntArray


def give_parts(
    problem: Problem,
    cells: Cells,
    arcs: Arcs,
    taken: BoolArray,
    loss: IntArray,
    price: IntArray,
    vain: BoolArray,
    kept: BoolArray,
) -> Parts:
    """
    Gives every cell its part of the rows.

    Parameters
    ----------
    problem, cells
        The facts, and the cells of their rows.
    arcs, taken
        The candidate pairs, and those chosen with rows as prices only.
    loss
        Shape (A,): what taking a pair, or leaving one that is taken, would cost its
        worker at those prices, >= 0.
    price
        Shape (V,): what an opening of each vacancy is worth, in units.
    vain
        Shape (K,): cells that were asked for more people than they could get.
    kept
        Which of the open rows with negative weights are kept; floors always are.
    """
    where = by_class(arcs, problem.class_of, cells.of)  # the size is "no cell"
    have = count_cells(problem, cells, arcs, taken)
    openings = problem.openings[cells.vacancy]
    asks = np.zeros(cells.size + 1, dtype=bool)  # cells whose people may have to change
    for row, own, is_kept in zip(problem.open_rows, cells.by_row, kept, strict=True):
        asks[own] |= is_kept if row.signed else have[own].sum() < row.lower
    listed = asks[where]
    desk = Desk(
        cells,
        openings,
        have,
        problem.openings - np.bincount(arcs.vacancy[taken], minlength=problem.shape[1]),
        price,
        vain,
        loss,
        _by_cell(where, loss, listed & ~taken, cells.size),
        _by_cell(where, loss, listed & taken, cells.size),
        np.zeros(cells.size, dtype=np.int64),
        openings.copy(),
        np.where(vain, 0, openings - have),
    )
    rows = sorted(enumerate(problem.open_rows), key=lambda found: _turn(found[1]))
    for index, row in rows:
        if not row.signed:
            _give_floor(desk, row, cells.by_row[index])
        elif kept[index]:
            Balance(desk, row, cells.by_row[index], cells.weight[index]).give()
    return Parts(np.minimum(desk.floor, desk.cap), desk.cap)


def _turn(row: Row) -> int:
    """Floors first, so that the others know whom they ask for; what is never exceeded last."""
    return 2 if row.hard else int(row.signed)


def _by_cell(
    where: IntArray, loss: IntArray, chosen: BoolArray, size: int
) -> tuple[IntArray, IntArray]:
    """Some pairs of cells by cell, those that lose least first, and where each cell's begin."""
    order = np.flatnonzero(chosen)
    order = order[np.lexsort((loss[order], where[order]))]
    return order, np.searchsorted(where[order], np.arange(size + 1))


def _give_floor(desk: Desk, row: Row, own: IntArray) -> None:
    """A floor: the people it has, then those who cost least."""
    missing = row.lower - int(desk.floor[own].sum())
    for cell in own[np.argsort(-desk.have[own], kind="stable")].tolist():
        if missing <= 0:
            return
        grant = min(missing, int(desk.have[cell] - desk.floor[cell]))
        if grant > 0:
            desk.floor[cell] += grant
            missing -= grant
    offers = sorted(
        (loss, cell)
        for cell in own.tolist()
        if desk.room[cell] > 0
        for loss in desk.cheapest(desk.spare, cell, missing)
    )
    for _, cell in offers:
        if missing and desk.room[cell] > 0:
            desk.floor[cell] += 1
            desk.room[cell] -= 1
            missing -= 1
