"""Pairs chosen from: the least of each group."""

import numpy as np

from solver.arcs import least_of


def test_the_least_of_each_group_the_first_of_equals() -> None:
    """Two of the first group, of whom two are equal; none of the second; all of the third."""
    loss = np.array([7, 3, 7, 9, 1, 2])
    group = np.array([0, 0, 0, 0, 1, 2], dtype=np.int32)
    found = least_of(loss, group, np.array([2, 0, 5]))
    assert np.flatnonzero(found).tolist() == [0, 1, 5]
