"""Loads are as even as the limits allow."""

from __future__ import annotations

import numpy as np
import pytest

from solver.caseworkers.loads import even_limits


@pytest.mark.parametrize(
    ("most", "households", "low", "high"),
    [
        ([9, 9, 9], 7, [2, 2, 2], [3, 3, 3]),  # 7 / 3: two or three each
        ([9, 9, 9], 6, [1, 1, 1], [2, 2, 2]),  # all at the upper end: exactly two each
        ([1, 9, 9], 7, [1, 2, 2], [1, 3, 3]),  # one is full; 6 / 2: three each
        ([1, 0, 9], 7, [1, 0, 5], [1, 0, 6]),  # one takes nobody; the rest to the third
        ([2, 2], 4, [2, 2], [2, 2]),  # room for just as many
        ([2, 1], 4, [2, 1], [2, 1]),  # room for fewer: everybody is full
        ([5, 5], 0, [0, 0], [0, 0]),
        ([0, 0], 3, [0, 0], [0, 0]),
        ([4], 1, [1], [1]),
    ],
)
def test_limits(most: list[int], households: int, low: list[int], high: list[int]) -> None:
    found = even_limits(np.array(most), households)
    assert found.low.tolist() == low
    assert found.high.tolist() == high


def test_limits_always_hold_all_who_have_room() -> None:
    rng = np.random.default_rng(0)
    for _ in range(200):
        most = rng.integers(0, 8, rng.integers(1, 8))
        households = int(rng.integers(0, 40))
        found = even_limits(most, households)
        served = min(households, int(most.sum()))
        assert found.low.sum() <= served <= found.high.sum()
        assert (found.high - found.low <= 1).all()
        assert (found.high <= most).all()
