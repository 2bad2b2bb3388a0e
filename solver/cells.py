"""
Rows laid over single vacancies: who counts alike there.

A row over several vacancies crosses their openings and is no network. A cell is
one vacancy and the classes that weigh the same there for every row; when every
cell has its own least and most, the flow can hold the rows exactly (`solver.parts`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.arcs import chosen
from solver.problem import Problem

_NOBODY = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Cells:
    """
    The cells of a problem's rows.

    Parameters
    ----------
    vacancy
        Shape (K,): where each cell is.
    reward
        Shape (K,): the penalty of the strictest row that its people count for,
        in units; 0 where they count for none.
    of
        Shape (C, V): the cell of a class at a vacancy; K (no cell) elsewhere.
    by_row, weight
        One array for each open row: the cells that count for it or against it, and
        what one person there weighs.
    by_line, line_weight
        R arrays each: the same for the lines that are priced.
    """

    vacancy: IntArray
    reward: IntArray
    of: IntArray
    by_row: tuple[IntArray, ...]
    weight: tuple[IntArray, ...]
    by_line: tuple[IntArray, ...]
    line_weight: tuple[IntArray, ...]

    @property
    def size(self) -> int:
        """Number of cells."""
        return self.vacancy.size


def make_cells(problem: Problem) -> Cells:
    """Groups the (class, vacancy) pairs that weigh the same for every row."""
    of = np.full((problem.classes, problem.shape[1]), -1, dtype=np.int64)
    each = np.zeros(problem.shape[1], dtype=np.int64)
    vacancy: list[IntArray] = [_NOBODY]
    reward: list[IntArray] = [_NOBODY]
    by_row: list[list[IntArray]] = [[_NOBODY] for _ in problem.open_rows]
    weight: list[list[IntArray]] = [[_NOBODY] for _ in problem.open_rows]
    by_line: list[list[IntArray]] = [[_NOBODY] for _ in problem.rows]
    line_weight: list[list[IntArray]] = [[_NOBODY] for _ in problem.rows]
    first_line = np.searchsorted(problem.row_of, np.arange(len(problem.open_rows)))
    known: dict[tuple[int, bytes], tuple[IntArray, IntArray, IntArray]] = {}
    size = 0
    for rows, where in _places(problem):
        weights = np.stack([problem.open_rows[r].by_class for r in rows])
        key = weights.shape[0], weights.tobytes()
        if key not in known:
            known[key] = _patterns(weights)
        patterns, example, code = known[key]
        counts = np.flatnonzero(patterns.any(axis=0))
        number = np.full(patterns.shape[1], -1, dtype=np.int64)
        number[counts] = np.arange(counts.size)
        first = size + counts.size * np.arange(where.size)
        own = number[code]
        of[:, where] = np.where(own[:, None] < 0, -1, first + own[:, None])
        vacancy.append(np.repeat(where, counts.size))
        penalty = np.array([problem.open_rows[r].penalty for r in rows])
        best = np.where(patterns[:, counts] > 0, penalty[:, None], 0).max(axis=0, initial=0)
        reward.append(np.tile(best, where.size))
        for r, pattern in zip(rows, patterns, strict=True):
            mine = np.flatnonzero(pattern[counts])
            row = problem.open_rows[r]
            each[row.vacancies] = row.by_vacancy
            by_row[r].append((first[:, None] + mine).ravel())
            weight[r].append(np.outer(each[where], pattern[counts][mine]).ravel())
            klass = example[counts][mine]
            for index, line in enumerate(row.priced, first_line[r]):
                by_line[index].append(by_row[r][-1])
                line_weight[index].append(np.outer(each[where], line.by_class[klass]).ravel())
        size += counts.size * where.size
    of[of < 0] = size
    return Cells(
        np.concatenate(vacancy),
        np.concatenate(reward),
        of,
        tuple(map(np.concatenate, by_row)),
        tuple(map(np.concatenate, weight)),
        tuple(map(np.concatenate, by_line)),
        tuple(map(np.concatenate, line_weight)),
    )


def _patterns(weights: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """The different columns, shape (rows, P), a class that has each, and which each class has."""
    patterns, example, code = np.unique(weights, axis=1, return_index=True, return_inverse=True)
    return patterns, example, code.ravel()


def _places(problem: Problem) -> list[tuple[list[int], IntArray]]:
    """Vacancies that the same rows speak of, with those rows."""
    row = np.repeat(
        np.arange(len(problem.open_rows)), [r.vacancies.size for r in problem.open_rows]
    )
    vacancy = np.concatenate([_NOBODY, *(r.vacancies for r in problem.open_rows)])
    if not vacancy.size:
        return []
    order = np.lexsort((row, vacancy))
    row, vacancy = row[order], vacancy[order]
    named, first = np.unique(vacancy, return_index=True)
    found: dict[tuple[int, ...], list[int]] = {}
    for v, rows in zip(named.tolist(), np.split(row, first[1:]), strict=True):
        found.setdefault(tuple(rows.tolist()), []).append(v)
    return [(list(rows), np.array(where)) for rows, where in found.items()]


def count_cells(problem: Problem, cells: Cells, arcs: Arcs, taken: BoolArray) -> IntArray:
    """How many people each cell has. Shape (K,)."""
    _, worker, vacancy = chosen(arcs, taken)
    where = cells.of[problem.class_of[worker], vacancy]
    return np.bincount(where, minlength=cells.size + 1)[: cells.size]
