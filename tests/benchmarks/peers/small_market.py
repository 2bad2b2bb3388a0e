"""A market of three workers and two posts, small enough to count by hand."""

from __future__ import annotations

import numpy as np

from benchmarks.peers.market import Market, Pairs
from solver import DenseValues, Household, Problem, Row

UNIT = 1


def values() -> DenseValues:
    """In units of 1; the last worker may not have the first post."""
    matrix = np.array([[9, 5], [8, 2], [7, 3]])
    allowed = np.array([[True, True], [True, True], [False, True]])
    return DenseValues(matrix, allowed)


def market() -> Market:
    """
    One opening each; the second class (the middle worker) is owed the second post.

    The floor costs 4 a person short, the guarantee of the last worker 6.
    """
    return Market.of(problem(), np.zeros(3, np.int64))


def problem() -> Problem:
    return Problem(
        values(),
        [1, 1],
        class_of=[0, 1, 0],
        bonus=np.array([[0, 0], [0, 1]]),
        rows=[Row("share", "E1", np.array([False, True]), np.array([1]), 1, 4)],
        households=[Household("home", "H1", np.array([2]), 1, 6)],
    )


def pairs() -> Pairs:
    """All pairs that are allowed, with the bonus of the middle worker at the second post."""
    return Pairs(np.array([0, 0, 1, 1, 2]), np.array([0, 1, 0, 1, 1]), np.array([9, 5, 8, 3, 3]))
