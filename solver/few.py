"""
Which rows and posts few have among their pairs.

A price that moves is seen by those who have the post among their pairs. Where
these are few, a row's price would climb, and a post's fall, without those seeing
it who would come.
"""

from __future__ import annotations

import numpy as np

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.arcs import count_by_class, count_by_vacancy
from solver.problem import Problem

_EACH, _MORE = 3, 10  # pairs asked for: so many for each person wanted, and more


def asked_of_posts(problem: Problem) -> IntArray:
    """How many pairs each post should be among. Shape (V,)."""
    return np.where(problem.openings > 0, _EACH * problem.openings + _MORE, 0)


def thin_posts(problem: Problem, arcs: Arcs) -> BoolArray:
    """Posts among fewer pairs than asked for. Shape (V,)."""
    asked = asked_of_posts(problem)
    thin: BoolArray = count_by_vacancy(arcs.vacancy, asked.size) < asked
    return thin


def thin_rows(problem: Problem, arcs: Arcs) -> BoolArray:
    """Open rows with fewer pairs that count for them than asked for. Shape (G,)."""
    have = np.zeros((problem.classes, problem.shape[1]), dtype=np.int64)
    count_by_class(arcs.start, arcs.vacancy, problem.class_of, have)
    wanted = np.array([row.wanted(problem.openings) for row in problem.open_rows], dtype=np.int64)
    entries = problem.counting.helping()
    people = np.bincount(entries.row, have[entries.klass, entries.vacancy], wanted.size)
    thin: BoolArray = people < _EACH * wanted + _MORE
    return thin


def of_rows(problem: Problem, rows: BoolArray) -> BoolArray:
    """Which classes count at which posts for some of the open rows. Shape (C, V)."""
    entries = problem.counting.helping()
    chosen = rows[entries.row]
    counts = np.zeros((problem.classes, problem.shape[1]), dtype=bool)
    counts[entries.klass[chosen], entries.vacancy[chosen]] = True
    return counts
