"""Compiled: value and eligibility of given pairs."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from matcher.distance import UNKNOWN
from matcher.marks import Marks
from matcher.tables import ValueTables

_ROUND = np.float32(12582912.0)  # 1.5 * 2**23: adding and taking it away rounds to whole numbers
_ZERO = np.float32(0.0)
_ONE = np.float32(1.0)


@numba.njit(nogil=True, inline="always")
def pay_part(offer: Any, per_yuan: Any, offset: Any) -> Any:
    """The part of the pay: clip(offer * per_yuan - offset, 0, 1)."""
    part = offer * per_yuan - offset
    part = max(part, _ZERO)
    return min(part, _ONE)


@numba.njit(nogil=True, inline="always")
def value_of(dot: Any, base: Any, pay: Any, inverse: Any, fit_weight: Any) -> Any:
    """The value of a pair in units; `dot` is the product of its vectors."""
    fit = min(max(dot, _ZERO), _ONE)
    return ((fit_weight * fit + base + pay) * inverse + _ROUND) - _ROUND


@numba.njit(nogil=True, inline="always")
def bars(step: Any, greatest: Any, ask: Any, lack: Any) -> Any:
    """Whether a worker may not hold a vacancy so far away that asks this."""
    bad = step > greatest and step != UNKNOWN
    for q in range(lack.size):
        bad = bad or (ask[q] & lack[q]) != 0
    return bad


@numba.njit(nogil=True, cache=True, fastmath={"reassoc", "contract"})
def dot(a: Any, b: Any) -> Any:
    """The product of two vectors."""
    total = np.float32(0.0)
    for d in range(a.size):
        total += a[d] * b[d]
    return total


@numba.njit(nogil=True, cache=True)
def values_at(
    workers: Any, vacancies: Any, left: Any, right: Any, tables: ValueTables, units: Any
) -> None:
    """
    Writes the values of some pairs.

    Parameters
    ----------
    workers, vacancies
        Shape (P,).
    left, right
        Shapes (W, d), (V, d): vectors of the texts.
    tables
        The rest of the values.
    units
        Shape (P,): filled.
    """
    people, posts, level = tables.people, tables.posts, tables.level
    worth, profile_worth, inverse = tables.place_worth, tables.profile_worth, tables.inverse
    offset, pay_weight, fit_weight = tables.offset, tables.pay_weight, tables.fit_weight
    for p in range(workers.size):
        w, v = workers[p], vacancies[p]
        person, post = people[w], posts[v]
        base = worth[level[person["home"], post["place"]]]
        base += profile_worth[person["profile"], post["trait"]]
        pay = pay_weight * pay_part(post["offer"], person["rate"], offset)
        per = inverse[person["known"], post["trait"]]
        units[p] = np.int64(value_of(dot(left[w], right[v]), base, pay, per, fit_weight))


@numba.njit(nogil=True, cache=True)
def allowed_at(
    workers: Any, vacancies: Any, tables: ValueTables, marks: Marks, allowed: Any
) -> None:
    """Writes which of some pairs are allowed. Shapes (P,)."""
    people, posts, level, asks, lacks = (
        tables.people, tables.posts, tables.level, marks.asks, marks.lacks
    )  # fmt: skip
    for p in range(workers.size):
        person, post = people[workers[p]], posts[vacancies[p]]
        step = level[person["home"], post["place"]]
        allowed[p] = not bars(step, person["greatest"], asks[post["demand"]], lacks[workers[p]])


@numba.njit(nogil=True, cache=True)
def somebody_allowed(workers: Any, vacancies: Any, tables: ValueTables, marks: Marks) -> Any:
    """Whether each of the vacancies is allowed to at least one of the workers. Shape (P,)."""
    people, posts, level, asks, lacks = (
        tables.people, tables.posts, tables.level, marks.asks, marks.lacks
    )  # fmt: skip
    found = np.zeros(vacancies.size, dtype=np.bool_)
    for p in range(vacancies.size):
        post = posts[vacancies[p]]
        for w in workers:
            step = level[people[w]["home"], post["place"]]
            if not bars(step, people[w]["greatest"], asks[post["demand"]], lacks[w]):
                found[p] = True
                break
    return found


@numba.njit(nogil=True, cache=True)
def some_allowed(workers: Any, vacancies: Any, tables: ValueTables, marks: Marks) -> Any:
    """Whether each of the workers may hold at least one of the vacancies. Shape (P,)."""
    people, posts, level, asks, lacks = (
        tables.people, tables.posts, tables.level, marks.asks, marks.lacks
    )  # fmt: skip
    found = np.zeros(workers.size, dtype=np.bool_)
    for p in range(workers.size):
        w = workers[p]
        person = people[w]
        for v in vacancies:
            step = level[person["home"], posts[v]["place"]]
            if not bars(step, person["greatest"], asks[posts[v]["demand"]], lacks[w]):
                found[p] = True
                break
    return found
