"""Loads that are as even as the limits of the cadres allow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.units import IntArray


@dataclass(frozen=True)
class Limits:
    """
    Least and greatest load of each cadre. Shapes (C,).

    Where somebody has more room than `high`, `high` is at most `low` + 1.
    """

    low: IntArray
    high: IntArray


def even_limits(most: IntArray, households: int) -> Limits:
    """
    Returns the loads that lie as close together as can be.

        low[c]  = min(most[c], L - 1)        L the least whole number with
        high[c] = min(most[c], L)            sum of min(most[c], L) >= households

    Without limits that is the mean, rounded down and up. Where all cadres
    together have room for fewer households, each is full.

    Parameters
    ----------
    most
        Shape (C,): the most households a cadre can look after, >= 0.
    households
        How many there are, >= 0.
    """
    room = np.minimum(most, households)
    if int(room.sum()) <= households:
        return Limits(room, room)
    below, level = -1, households  # the least level lies in (below, level]
    while level - below > 1:
        middle = (below + level) // 2
        if int(np.minimum(room, middle).sum()) >= households:
            level = middle
        else:
            below = middle
    return Limits(np.minimum(room, max(0, level - 1)), np.minimum(room, level))
