"""Compiled: one worker's best pairs, by the bounds."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from matcher.groups import Groups, Live
from matcher.kernels.bound import NEVER
from matcher.kernels.heap import keep, key_of, sort, worst
from matcher.kernels.pair import bars, pay_part, value_of
from matcher.marks import Marks
from matcher.tables import ValueTables

_WIDER, _STEPS = np.float32(1.5), 12  # of the reach, until it holds about as many as asked
_NEAREST = np.float32(8.0)
_MORE = 4  # times as many groups, where those looked at had too few pairs
_ZERO = np.float32(0.0)


@numba.njit(nogil=True, cache=True)
def _bar_of_few(bound: Any, few: int, top: Any, least: Any, reach: Any) -> Any:
    """A bar that about `few` bounds reach, and how far it lies below the greatest."""
    if _count(bound, least) <= 2 * few:
        return least, reach
    for _ in range(_STEPS):
        count = _count(bound, top - reach)
        if count > 2 * few:
            reach = max(reach / _WIDER, _NEAREST)
        elif 2 * count < few:
            reach *= _WIDER
        else:
            break
    return max(top - reach, least), reach


@numba.njit(nogil=True, cache=True)
def _count(bound: Any, bar: Any) -> Any:
    count = 0
    for n in range(bound.size):
        count += bound[n] >= bar
    return count


@numba.njit(nogil=True, cache=True)
def search(
    w: Any,
    dots: Any,
    top: Any,
    reach: Any,
    least: Any,
    cost: Any,
    base: Any,
    rise: Any,
    tables: ValueTables,
    marks: Marks,
    groups: Groups,
    live: Live,
    best: Any,
) -> Any:
    """
    Fills one worker's best pairs: first from a few groups of the greatest bounds.

    What those give says how far down the others have to be looked at. Returns how
    far below the greatest bound the few began, and how many pairs were found.
    """
    bound, few, size = live.bound[: dots.size], best.size, 0
    bar, reach = _bar_of_few(bound, few, top, least, reach)
    first = reach
    while True:
        size = _look(w, dots, bar, least, cost, base, rise, tables, marks, groups, live, best, size)
        if bar <= least or worst(best, size) >= bar:
            break
        if size == best.size:
            bar = max(worst(best, size), least)  # nothing below the worst of enough is needed
        else:
            few *= _MORE
            bar, reach = _bar_of_few(bound, few, top, least, reach)
    sort(best, size)
    return first, size


@numba.njit(nogil=True, cache=True)
def _list_reached(bound: Any, bar: Any, flag: Any, chosen: Any) -> Any:
    """Lists the groups whose bound reaches the bar; returns how many."""
    words = flag.view(np.uint64)
    for n in range(bound.size):
        flag[n] = bound[n] >= bar
    many = 0
    for word in range((bound.size + 7) // 8):
        if words[word] != 0:
            # Without branches: the processor cannot foresee which bounds are reached.
            for n in range(8 * word, min(8 * word + 8, bound.size)):
                chosen[many] = n
                many += flag[n]
    return many


@numba.njit(nogil=True, cache=True)
def _look(
    w: Any,
    dots: Any,
    bar: Any,
    least: Any,
    cost: Any,
    base: Any,
    rise: Any,
    tables: ValueTables,
    marks: Marks,
    groups: Groups,
    live: Live,
    best: Any,
    size: Any,
) -> Any:
    """Prices what can matter in the groups that reach the bar; returns how many pairs are kept."""
    # Parts of tuples are taken out ahead: each taking counts a reference.
    person, lack, asks, posts = tables.people[w], marks.lacks[w], marks.asks, tables.posts
    greatest, rate = person["greatest"], person["rate"]
    level, worth = tables.level[person["home"]], tables.place_worth
    profile, inverse = tables.profile_worth[person["profile"]], tables.inverse[person["known"]]
    offset, pay_weight, fit_weight = tables.offset, tables.pay_weight, tables.fit_weight
    bound, group, start = live.bound[: dots.size], live.group, groups.start
    chosen, found = live.chosen, live.found
    many = _list_reached(bound, bar, live.flag, chosen)
    enough = max(least, worst(best, size))
    for c in range(many):
        n = chosen[c]
        if bound[n] < enough:
            continue
        bound[n] = NEVER
        fit = max(dots[n], _ZERO)
        count = 0
        for j in range(start[group[n]], start[group[n] + 1]):
            found[count] = j
            count += base[j] + fit * rise[j] >= enough
        for i in range(count):
            j = found[i]
            post = posts[j]
            step, trait = level[post["place"]], post["trait"]
            if bars(step, greatest, asks[post["demand"]], lack):
                continue
            pay = pay_weight * pay_part(post["offer"], rate, offset)
            gain = value_of(fit, worth[step] + profile[trait], pay, inverse[trait], fit_weight)
            if gain - cost[j] >= enough:
                size = keep(best, size, key_of(gain - cost[j], post["vacancy"]))
                enough = max(least, worst(best, size))
    return size
