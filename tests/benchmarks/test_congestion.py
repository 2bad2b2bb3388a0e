"""How evenly pushes spread, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.congestion import congestion, gini


def test_gini_is_0_where_all_are_equal_and_high_where_one_has_all() -> None:
    assert gini(np.array([2.0, 2.0, 2.0])) == 0.0
    # n amounts of which one is all: (n - 1) / n.
    assert gini(np.array([0.0, 0.0, 0.0, 8.0])) == pytest.approx(0.75)
    # 1, 2, 3: mean difference of all pairs 8/9, over twice the mean of 2.
    assert gini(np.array([3.0, 1.0, 2.0])) == pytest.approx(2 / 9)
    assert gini(np.zeros(3)) == 0.0


@pytest.mark.parametrize("amounts", [[], [-1.0, 2.0]])
def test_gini_refuses_what_has_none(amounts: list[float]) -> None:
    with pytest.raises(ValueError, match="at least one amount"):
        gini(np.array(amounts))


def test_congestion_counts_by_opening_and_leaves_out_posts_without_openings() -> None:
    openings, cap = np.array([1, 2, 0, 1]), np.array([2, 2, 0, 2])
    found = congestion(np.array([0, 0, 0, 1, 1]), openings, cap)
    assert found.pushes == 5
    assert found.largest == 3.0  # the first post: three pushes, one opening
    assert found.mean == 5 / 4
    assert found.coverage == 2 / 3  # two of three posts that have openings
    assert found.over_cap == 1  # three pushes where two may be
