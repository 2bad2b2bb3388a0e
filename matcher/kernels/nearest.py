"""Compiled: the vacancies that somebody misses by least."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from matcher.distance import UNKNOWN
from matcher.kernels.pair import dot, pay_part, value_of
from matcher.marks import Marks
from matcher.tables import ValueTables

_ONE = np.float32(1.0)
_NOTHING = np.float32(-1.0)  # below every value


@numba.njit(nogil=True, cache=True)
def _count_against(lack: Any, asks: Any, against: Any) -> None:
    """Counts for each demand how much of it a worker does not meet."""
    for d in range(asks.shape[0]):
        against[d] = 0
        for q in range(lack.size):
            left = lack[q] & asks[d, q]
            while left != 0:
                left &= left - np.uint32(1)
                against[d] += 1


@numba.njit(nogil=True, cache=True)
def nearest_refused(
    workers: Any,
    posts: Any,
    start: Any,
    left: Any,
    right: Any,
    tables: ValueTables,
    marks: Marks,
    found: Any,
    vacancy: Any,
) -> None:
    """
    Finds the vacancy that is refused to each worker for the fewest reasons.

    Among equals it is the one of the greatest value, then the first.

    Parameters
    ----------
    workers
        Shape (P,).
    posts
        `matcher.tables.POST`, in the order of their demands: the vacancies to look at.
    start
        Shape (D + 1,): demand d is positions start[d] to start[d + 1] - 1.
    left, right
        Shapes (W, d), (V, d): vectors of the texts.
    tables, marks
        Values, and who may hold what.
    found, vacancy
        Shapes (P,): filled; whether there is one, and which.
    """
    levels, asks, worth, offset = tables.level, marks.asks, tables.place_worth, tables.offset
    pay_weight, fit_weight = tables.pay_weight, tables.fit_weight
    against = np.empty(asks.shape[0], dtype=np.int64)
    for p in range(workers.size):
        w = workers[p]
        person, own = tables.people[w], left[w]
        level, greatest, rate = levels[person["home"]], person["greatest"], person["rate"]
        profile, inverse = tables.profile_worth[person["profile"]], tables.inverse[person["known"]]
        _count_against(marks.lacks[w], asks, against)
        most, reasons, best = against.max() + 1, 0, _NOTHING  # distance is a reason too
        while best == _NOTHING and reasons < most:
            reasons += 1
            for d in range(against.size):
                if against[d] != reasons and against[d] != reasons - 1:
                    continue
                for n in range(start[d], start[d + 1]):
                    post = posts[n]
                    step, trait, v = level[post["place"]], post["trait"], post["vacancy"]
                    if against[d] + (step > greatest and step != UNKNOWN) != reasons:
                        continue
                    base = worth[step] + profile[trait]
                    pay = pay_weight * pay_part(post["offer"], rate, offset)
                    # Not even the best of texts would do: its own is not looked at.
                    top = value_of(_ONE, base, pay, inverse[trait], fit_weight)
                    if top < best or (top == best and v > vacancy[p]):
                        continue
                    value = value_of(dot(own, right[v]), base, pay, inverse[trait], fit_weight)
                    if value > best or (value == best and v < vacancy[p]):
                        best, vacancy[p] = value, v
        found[p] = best != _NOTHING
