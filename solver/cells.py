"""
Floors given to single vacancies, so that they become network structure.

A floor over several vacancies crosses their openings and is no network. A cell
is one vacancy and the classes that count there for the same floors; when every
cell has its own part of the floors, the flow can hold them exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.problem import Problem


@dataclass(frozen=True)
class Cells:
    """
    The cells of a problem's floors.

    Parameters
    ----------
    vacancy
        Shape (K,): where each cell is.
    reward
        Shape (K,): the penalty of the strictest floor it counts for, in units.
    of
        Shape (C, V): the cell of a class at a vacancy; K (no cell) elsewhere.
    by_row
        R arrays: the cells that count for each floor.
    """

    vacancy: IntArray
    reward: IntArray
    of: IntArray
    by_row: tuple[IntArray, ...]

    @property
    def size(self) -> int:
        """Number of cells."""
        return self.vacancy.size


def make_cells(problem: Problem) -> Cells:
    """Groups the (class, vacancy) pairs that count for the same floors."""
    entries = problem.entries
    signature: dict[tuple[int, int], list[int]] = {}
    for r, k, v in zip(
        entries.row.tolist(), entries.klass.tolist(), entries.vacancy.tolist(), strict=True
    ):
        signature.setdefault((v, k), []).append(r)
    found: dict[tuple[int, tuple[int, ...]], int] = {}
    of = np.full((problem.classes, problem.shape[1]), -1, dtype=np.int64)
    for (v, k), rows in signature.items():
        of[k, v] = found.setdefault((v, tuple(rows)), len(found))
    of[of < 0] = len(found)
    by_row: list[list[int]] = [[] for _ in problem.rows]
    reward = np.zeros(len(found), dtype=np.int64)
    for (_, floors), cell in found.items():
        reward[cell] = max(problem.rows[r].penalty for r in floors)
        for r in floors:
            by_row[r].append(cell)
    vacancy = np.array([v for v, _ in found], dtype=np.int64)
    return Cells(vacancy, reward, of, tuple(np.array(c, dtype=np.int64) for c in by_row))


def count_cells(problem: Problem, cells: Cells, arcs: Arcs, taken: BoolArray) -> IntArray:
    """How many people each cell has. Shape (K,)."""
    where = cells.of[problem.class_of[arcs.worker[taken]], arcs.vacancy[taken]]
    return np.bincount(where, minlength=cells.size + 1)[: cells.size]


def split_floors(
    problem: Problem,
    cells: Cells,
    arcs: Arcs,
    taken: BoolArray,
    loss: IntArray,
    vain: BoolArray,
) -> IntArray:
    """
    Gives every cell its part of the floors.

    A floor takes the people it has; what is missing goes to the cells where one
    more person costs least.

    Parameters
    ----------
    problem, cells
        The facts, and the cells of their floors.
    arcs, taken
        The candidate pairs, and those chosen with floors as prices only.
    loss
        Shape (A,): what taking a pair would cost its worker at those prices, >= 0.
    vain
        Shape (K,): cells that were asked for more people than they could get.

    Returns
    -------
    IntArray
        Shape (K,): people of each cell's classes at its vacancy, at least.
    """
    where = cells.of[problem.class_of[arcs.worker], arcs.vacancy]  # the size is "no cell"
    have = count_cells(problem, cells, arcs, taken)
    room = np.where(vain, 0, problem.openings[cells.vacancy] - have)
    floor = np.zeros(cells.size, dtype=np.int64)
    spare = np.flatnonzero(~taken & (where < cells.size))
    spare = spare[np.lexsort((loss[spare], where[spare]))]
    first = np.searchsorted(where[spare], np.arange(cells.size + 1))
    for row, own in zip(problem.rows, cells.by_row, strict=True):
        missing = row.lower - int(floor[own].sum())
        for cell in own[np.argsort(-have[own], kind="stable")].tolist():
            grant = min(missing, int(have[cell] - floor[cell]))
            if grant > 0:
                floor[cell] += grant
                missing -= grant
        if missing <= 0:
            continue
        offers = sorted(
            (int(loss[a]), cell)
            for cell in own.tolist()
            for a in spare[first[cell] : min(first[cell + 1], first[cell] + missing)].tolist()
            if room[cell] > 0
        )
        for _, cell in offers:
            if missing and room[cell] > 0:
                floor[cell] += 1
                room[cell] -= 1
                missing -= 1
    return floor
