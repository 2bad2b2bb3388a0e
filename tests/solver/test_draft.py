"""Classes are the combinations of groups that occur, however many groups there are."""

import numpy as np
import pytest

from solver.rules.draft import _combinations


@pytest.mark.parametrize(
    ("workers", "groups"), [(0, 3), (1, 1), (50, 0), (300, 3), (300, 29), (200, 95)]
)
def test_classes_are_the_combinations_that_occur_in_rising_order(workers: int, groups: int) -> None:
    """Against a look at the rows of the table of members; 95 groups are too many for one number."""
    rng = np.random.default_rng(groups)
    members = [rng.random(workers) < rng.random() for _ in range(groups)]
    first, which = _combinations(members, workers)
    table = np.array(members, dtype=bool).reshape(groups, workers).T
    patterns, expected = np.unique(table, axis=0, return_inverse=True)
    assert np.array_equal(table[first], patterns)
    assert np.array_equal(which, expected.ravel())
