"""How evenly a list of pushes spreads over the posts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.units import FloatArray, IntArray


def gini(amounts: FloatArray) -> float:
    """
    Gini coefficient of non-negative amounts: 0 where all are equal, towards 1 where one has all.

    Raises
    ------
    ValueError
        When there is no amount, or one is negative.
    """
    if not amounts.size or amounts.min() < 0:
        msg = "Expected at least one amount, and none below 0."
        raise ValueError(msg)
    rising = np.sort(amounts.astype(np.float64))
    total = float(rising.sum())
    if total == 0:
        return 0.0
    rank = np.arange(1, rising.size + 1)
    return float(2 * (rank @ rising) / (rising.size * total) - (rising.size + 1) / rising.size)


@dataclass(frozen=True)
class Congestion:
    """
    A list of pushes, seen from the posts that have openings.

    Parameters
    ----------
    pushes
        In all.
    largest, mean
        Pushes per opening: of the worst post; of all pushes over all openings.
    gini
        Of pushes per opening over posts.
    coverage
        Share of posts that are pushed to somebody.
    over_cap
        Posts pushed more often than their cap.
    """

    pushes: int
    largest: float
    mean: float
    gini: float
    coverage: float
    over_cap: int


def congestion(vacancy: IntArray, openings: IntArray, cap: IntArray) -> Congestion:
    """
    Measures a list of pushes.

    Parameters
    ----------
    vacancy
        Shape (P,): the post of each push; none of them without openings.
    openings, cap
        Shape (V,).
    """
    given = np.bincount(vacancy, minlength=openings.size)
    is_open = openings > 0
    per_opening = given[is_open] / openings[is_open]
    return Congestion(
        pushes=int(given.sum()),
        largest=float(per_opening.max()),
        mean=float(given.sum() / openings.sum()),
        gini=gini(per_opening),
        coverage=float((given[is_open] > 0).mean()),
        over_cap=int((given > cap).sum()),
    )
