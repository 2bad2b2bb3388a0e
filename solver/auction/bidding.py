"""
The auction: compiled loops over a market, whole numbers throughout.

Forward, a worker without a post bids for the best one at its price, by as much
as it is better than the second best plus epsilon; who is outbid bids again
(Bertsekas 1979; with several like places, Bertsekas and Castanon 1989). In
reverse, a place that stands empty above its least price lowers it until somebody
comes (Bertsekas, Castanon and Tsaknakis 1993). At the end nobody has anything
better than what it holds by more than epsilon, and no empty place costs more
than its least: the answer is within epsilon a worker of the best one.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from matcher.units import BoolArray, IntArray
from solver.auction.market import Market

_NOTHING = -(np.int64(1) << 60)
_ANY = 1 << 60  # steps: as many as it takes
_OFFERS = 1024  # offers that an empty place compares at most: more holes wait for the next look


@numba.njit(cache=True, nogil=True)
def outside(market: Market, w: int) -> Any:
    """What a worker's next post must beat: nothing, or the cost of going without."""
    h = market.house[w]
    if h >= 0:
        return -market.house_penalty[h] if market.placed[h] < market.guaranteed[h] else 0
    return -market.short_penalty if market.have[w] < market.owed[w] else 0


@numba.njit(cache=True, nogil=True)
def level(market: Market, w: int) -> Any:
    """What the least of a worker's posts is worth at the places' prices."""
    if market.have[w] < market.most[w]:
        return outside(market, w)
    a = worst_held(market, w)
    return market.gain[a] - market.price[market.place[a]]


@numba.njit(cache=True, nogil=True)
def worst_held(market: Market, w: int) -> Any:
    """The arc of a worker's least post; the worker holds one."""
    if market.most[w] == 1:
        return market.held[w]
    least, at = -_NOTHING, -1
    for a in range(market.start[w], market.start[w + 1]):
        if market.taken[a]:
            t = market.gain[a] - market.price[market.place[a]]
            if t < least:
                least, at = t, a
    return at


@numba.njit(cache=True, nogil=True)
def best_two(market: Market, w: int) -> tuple[Any, Any, Any]:
    """The arc that a worker would take next, its priced value, and the second best's."""
    first = second = _NOTHING
    at = -1
    low, high = market.start[w], market.start[w + 1]
    place, gain, price = market.place[low:high], market.gain[low:high], market.price
    for k in range(high - low):
        t = gain[k] - price[place[k]]
        if t <= second or market.taken[low + k]:
            continue
        if t > first:
            first, second, at = t, first, low + k
        else:
            second = t
    return at, first, second


@numba.njit(cache=True, nogil=True)
def _rise(market: Market, low: int, at: int) -> None:
    bid, arc = market.heap_bid, market.heap_arc
    while at > 0:
        up = (at - 1) >> 1
        if bid[low + up] <= bid[low + at]:
            break
        bid[low + up], bid[low + at] = bid[low + at], bid[low + up]
        arc[low + up], arc[low + at] = arc[low + at], arc[low + up]
        at = up


@numba.njit(cache=True, nogil=True)
def _sink(market: Market, low: int, size: int, at: int) -> None:
    bid, arc = market.heap_bid, market.heap_arc
    while True:
        down = 2 * at + 1
        if down >= size:
            break
        if down + 1 < size and bid[low + down + 1] < bid[low + down]:
            down += 1
        if bid[low + at] <= bid[low + down]:
            break
        bid[low + at], bid[low + down] = bid[low + down], bid[low + at]
        arc[low + at], arc[low + down] = arc[low + down], arc[low + at]
        at = down


@numba.njit(cache=True, nogil=True)
def _leave(market: Market, a: int) -> Any:
    """Notes that an arc is no longer held; returns its worker."""
    w = market.owner[a]
    market.taken[a] = False
    market.have[w] -= 1
    if market.house[w] >= 0:
        market.placed[market.house[w]] -= 1
    return w


@numba.njit(cache=True, nogil=True)
def drop(market: Market, a: int) -> None:
    """Takes an arc out of its place, which keeps its price and has a hole."""
    n = market.place[a]
    low, size = market.heap_start[n], market.filled[n] - 1
    at = 0
    while market.heap_arc[low + at] != a:
        at += 1
    market.filled[n] = size
    if at < size:
        market.heap_arc[low + at] = market.heap_arc[low + size]
        market.heap_bid[low + at] = market.heap_bid[low + size]
        _sink(market, low, size, at)
        _rise(market, low, at)
    _leave(market, a)


@numba.njit(cache=True, nogil=True)
def take(market: Market, a: int, bid: int) -> int:
    """Gives an arc its place at a bid; returns the worker who is outbid, -1 where there is room."""
    n, w = market.place[a], market.owner[a]
    low, size = market.heap_start[n], market.filled[n]
    market.taken[a] = True
    market.have[w] += 1
    market.held[w] = a
    if market.house[w] >= 0:
        market.placed[market.house[w]] += 1
    out = -1
    if size < market.capacity[n]:
        market.heap_bid[low + size], market.heap_arc[low + size] = bid, a
        market.filled[n] = size + 1
        _rise(market, low, size)
    else:
        out = _leave(market, market.heap_arc[low])
        market.heap_bid[low], market.heap_arc[low] = bid, a
        _sink(market, low, size, 0)
    if market.filled[n] == market.capacity[n]:
        market.price[n] = market.heap_bid[low]
    return out


@numba.njit(cache=True, nogil=True)
def wanting(market: Market, epsilon: int, stack: IntArray, waiting: BoolArray) -> int:
    """
    Finds who is not content at the places' prices: who wants a post, and who holds a worse one.

    The latter let theirs go. Every bid becomes its place's price. Returns how
    many are put on the stack.
    """
    size = 0
    for n in range(market.filled.size):
        low = market.heap_start[n]
        market.heap_bid[low : low + market.filled[n]] = market.price[n]
    for w in range(market.have.size):
        if market.most[w] == 0:
            continue
        _, best, _ = best_two(market, w)
        if market.have[w] == market.most[w]:
            a = worst_held(market, w)
            t = market.gain[a] - market.price[market.place[a]]
            h = market.house[w]
            spare = market.have[w] > market.owed[w]
            if h >= 0:
                spare = market.placed[h] > market.guaranteed[h]
            if best <= t + epsilon and (t >= -epsilon or not spare):
                continue
            drop(market, a)
        elif best <= outside(market, w):
            continue
        stack[size] = w
        waiting[w] = True
        size += 1
    return size


@numba.njit(cache=True, nogil=True)
def forward(market: Market, epsilon: int, stack: IntArray, size: int, waiting: BoolArray) -> int:
    """Bids until nobody wants anything at the prices. Returns the number of bids."""
    bids = 0
    while size > 0:
        size -= 1
        w = stack[size]
        waiting[w] = False
        if market.have[w] >= market.most[w]:
            continue
        a, first, second = best_two(market, w)
        least, h = outside(market, w), market.house[w]
        if h >= 0 and least < 0 and first <= 0:
            # One of the household has to: the member who loses least by it.
            for m in market.member[market.member_start[h] : market.member_start[h + 1]]:
                if m != w and market.have[m] == 0:
                    b, t, u = best_two(market, m)
                    if t > first:
                        w, a, first, second = m, b, t, u
        if a < 0 or first <= least:
            continue
        bids += 1
        bid = market.price[market.place[a]] + first - max(second, least) + epsilon
        out = take(market, a, bid)
        if out >= 0 and not waiting[out]:
            stack[size], waiting[out] = out, True
            size += 1
        if market.have[w] < market.most[w] and not waiting[w]:
            stack[size], waiting[w] = w, True
            size += 1
    return bids


@numba.njit(cache=True, nogil=True)
def reverse(market: Market, epsilon: int, most: int = _ANY) -> int:
    """
    Lowers the prices of places with holes until somebody comes. Returns the number of steps.

    After `most` steps it is left as it is: who holds what is legal, if not settled.
    """
    count = market.filled.size
    queue = np.empty(count, dtype=np.int64)
    waiting = np.zeros(count, dtype=np.bool_)
    first = size = steps = 0
    for n in range(count):
        size = _join(market, n, queue, first, size, waiting)
    if size == 0:
        return 0
    now = np.empty(market.have.size, dtype=np.int64)
    for w in range(now.size):
        now[w] = level(market, w) if market.most[w] > 0 else -_NOTHING
    offer = np.empty(_OFFERS, dtype=np.int64)
    whose = np.empty(_OFFERS, dtype=np.int64)
    while size > 0 and steps < most:
        n = queue[first]
        first, size = (first + 1) % count, size - 1
        waiting[n] = False
        holes = market.capacity[n] - market.filled[n]
        if holes <= 0 or market.price[n] <= market.least[n]:
            continue
        steps += 1
        asked = min(holes, _OFFERS - 1) + 1
        found = _offers(market, n, asked, now, offer, whose)
        price = offer[0] - epsilon if found == asked else market.least[n]
        price = min(max(price, market.least[n]), market.price[n])
        market.price[n] = price
        low = market.heap_start[n]
        for k in range(low, low + market.filled[n]):
            a = market.heap_arc[k]
            w = market.owner[a]
            now[w] = market.gain[a] - price if market.most[w] == 1 else level(market, w)
        for k in range(1 if found == asked else 0, found):
            a = whose[k]
            w = market.owner[a]
            if market.gain[a] - price <= now[w]:
                continue
            if market.have[w] >= market.most[w]:
                old = worst_held(market, w)
                drop(market, old)
                size = _join(market, market.place[old], queue, first, size, waiting)
            take(market, a, price)
            _know(market, w, now)
        size = _join(market, n, queue, first, size, waiting)
    return steps


@numba.njit(cache=True, nogil=True)
def _know(market: Market, w: int, now: IntArray) -> None:
    """Notes what a worker has now, and those of its household, whose need may have changed."""
    now[w] = level(market, w)
    h = market.house[w]
    if h >= 0:
        for m in market.member[market.member_start[h] : market.member_start[h + 1]]:
            now[m] = level(market, m)


@numba.njit(cache=True, nogil=True)
def _join(
    market: Market, n: int, queue: IntArray, first: int, size: int, waiting: BoolArray
) -> int:
    """Puts a place into the queue (a ring) if it has a hole above its least price."""
    if waiting[n] or market.filled[n] >= market.capacity[n] or market.price[n] <= market.least[n]:
        return size
    queue[(first + size) % queue.size] = n
    waiting[n] = True
    return size + 1


@numba.njit(cache=True, nogil=True)
def _offers(
    market: Market, n: int, most: int, now: IntArray, offer: IntArray, whose: IntArray
) -> int:
    """
    The best offers for a place by who does not hold it, as a heap; returns how many.

    An offer is the price at which somebody would come: the gain less what it has now.
    """
    found, bar = 0, np.int64(0)
    low, high = market.column_start[n], market.column_start[n + 1]
    column, owner = market.column[low:high], market.column_owner[low:high]
    gain = market.column_gain[low:high]
    for c in range(high - low):
        t = gain[c] - now[owner[c]]
        if t <= bar or market.taken[column[c]]:
            continue
        if found < most:
            at = found
            found += 1
            while at > 0 and offer[(at - 1) >> 1] > t:
                up = (at - 1) >> 1
                offer[at], whose[at] = offer[up], whose[up]
                at = up
        else:
            at = 0
            while True:
                down = 2 * at + 1
                if down >= most:
                    break
                if down + 1 < most and offer[down + 1] < offer[down]:
                    down += 1
                if t <= offer[down]:
                    break
                offer[at], whose[at] = offer[down], whose[down]
                at = down
        offer[at], whose[at] = t, column[c]
        if found == most:
            bar = offer[0]
    return found
