"""A market of posts: what the auction works on."""

from __future__ import annotations

from typing import NamedTuple

import numba
import numpy as np
import numpy.typing as npt

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.candidates import gains
from solver.prices import Prices
from solver.problem import Problem

_Int32 = npt.NDArray[np.int32]


class Market(NamedTuple):
    """
    Candidate pairs, and the state of the auction.

    Parameters
    ----------
    start, place, gain, owner
        The arcs by worker: shapes (W + 1,), then (A,). A place is a vacancy, or seats
        of one that are kept for some (`solver.auction.seats`); gain is what the pair
        is worth there in units, rows' prices included, without the place's price.
    column_start, column, column_owner, column_gain
        The arcs by place, with their owners and gains: shapes (N + 1,), then (A,).
    capacity, price, least
        Shape (N,): seats; the price in units, which is the least where a place is not
        full once the market has settled; and the least, >= 0.
    heap_start, heap_bid, heap_arc, filled
        The bids that each place holds, as a heap with the lowest first:
        shapes (N + 1,), (room,), (room,), (N,).
    taken
        Shape (A,): which arcs are held.
    have, held, most, owed
        Shape (W,): posts held, the last arc taken (-1: none yet), posts at
        most, posts owed.
    short_penalty
        Cost in units of each post short of what is owed.
    house, placed, guaranteed, house_penalty, member_start, member
        Household of each worker (-1: none), shape (W,); of each household how
        many members hold a post, how many should, and what each one short
        costs, shape (H,); its members, shapes (H + 1,), (M,).
    """

    start: IntArray
    place: _Int32
    gain: IntArray
    owner: _Int32
    column_start: IntArray
    column: _Int32
    column_owner: _Int32
    column_gain: IntArray
    capacity: IntArray
    price: IntArray
    least: IntArray
    heap_start: IntArray
    heap_bid: IntArray
    heap_arc: _Int32
    filled: IntArray
    taken: BoolArray
    have: IntArray
    held: _Int32
    most: IntArray
    owed: IntArray
    short_penalty: int
    house: _Int32
    placed: IntArray
    guaranteed: IntArray
    house_penalty: IntArray
    member_start: IntArray
    member: IntArray


def open_market(
    problem: Problem,
    arcs: Arcs,
    prices: Prices,
    owed: IntArray,
    taken: BoolArray | None = None,
    least: IntArray | None = None,
) -> Market:
    """
    A market of candidate pairs at some prices, before the first bid.

    Parameters
    ----------
    problem, arcs
        The facts, and the pairs: none to a vacancy without openings.
    prices
        Where to begin; the rows' stay.
    owed
        Shape (W,): posts owed to each worker.
    taken
        Shape (A,): pairs held from the beginning; nobody holds any where None.
    least
        Shape (V,): prices at least, in units; zeros where None. Somebody may come to a
        post that is cheaper who is not among the pairs.

    Raises
    ------
    ValueError
        When a pair's vacancy has no openings.
    """
    gain = gains(problem, arcs, prices)
    price = prices.vacancy
    least = np.zeros_like(price) if least is None else least
    places = Places(arcs.start, arcs.vacancy, gain, problem.openings, price, least)
    return open_places(problem, places, owed, taken)


class Places(NamedTuple):
    """What is offered, and to whom: as in `Market`."""

    start: IntArray
    place: _Int32
    gain: IntArray
    capacity: IntArray
    price: IntArray
    least: IntArray


def open_places(
    problem: Problem, places: Places, owed: IntArray, taken: BoolArray | None = None
) -> Market:
    """As `open_market`, of places that need not be vacancies."""
    start, place, capacity = places.start, places.place, places.capacity
    if place.size and not capacity[place].all():
        msg = "A candidate pair's vacancy has no openings."
        raise ValueError(msg)
    workers, count = problem.shape[0], capacity.size
    owner = np.repeat(np.arange(workers, dtype=np.int32), np.diff(start))
    column_start, column, column_owner, column_gain = _columns(start, place, places.gain, count)
    room = np.minimum(capacity, np.diff(column_start))
    heap_start = np.concatenate(([0], np.cumsum(room)))
    homes = problem.households
    house = np.full(workers, -1, dtype=np.int32)
    for index, household in enumerate(homes):
        house[household.members] = index
    members = [household.members for household in homes]
    market = Market(
        start=start,
        place=place,
        gain=places.gain,
        owner=owner,
        column_start=column_start,
        column=column,
        column_owner=column_owner,
        column_gain=column_gain,
        capacity=capacity,
        price=places.price.copy(),
        least=places.least,
        heap_start=heap_start,
        heap_bid=np.zeros(heap_start[-1], dtype=np.int64),
        heap_arc=np.zeros(heap_start[-1], dtype=np.int32),
        filled=np.zeros(count, dtype=np.int64),
        taken=np.zeros(place.size, dtype=np.bool_),
        have=np.zeros(workers, dtype=np.int64),
        held=np.full(workers, -1, dtype=np.int32),
        most=problem.max_posts,
        owed=owed,
        short_penalty=problem.short_penalty,
        house=house,
        placed=np.zeros(len(homes), dtype=np.int64),
        guaranteed=np.array([min(h.lower, h.members.size) for h in homes], dtype=np.int64),
        house_penalty=np.array([h.penalty for h in homes], dtype=np.int64),
        member_start=np.concatenate(([0], np.cumsum([m.size for m in members]))).astype(np.int64),
        member=np.concatenate([*members, np.zeros(0, dtype=np.int64)]),
    )
    if taken is not None:
        _seat(market, taken)
    return market


@numba.njit(cache=True, nogil=True)
def _seat(market: Market, taken: BoolArray) -> None:
    """Gives the arcs that are taken their places, at the places' prices, while there is room."""
    for a in range(taken.size):
        if not taken[a]:
            continue
        n, w = market.place[a], market.owner[a]
        if market.filled[n] == market.capacity[n] or market.have[w] == market.most[w]:
            continue
        at = market.heap_start[n] + market.filled[n]
        market.heap_bid[at], market.heap_arc[at] = market.price[n], a
        market.filled[n] += 1
        market.taken[a] = True
        market.have[w] += 1
        market.held[w] = a
        if market.house[w] >= 0:
            market.placed[market.house[w]] += 1


@numba.njit(cache=True, nogil=True)
def _columns(
    start: IntArray, place: _Int32, gain: IntArray, count: int
) -> tuple[IntArray, _Int32, _Int32, IntArray]:
    """Arcs by place, rising (a counting sort): where each place's begin, arc, owner, gain."""
    begin = np.zeros(count + 1, dtype=np.int64)
    for a in range(place.size):
        begin[place[a] + 1] += 1
    for n in range(count):
        begin[n + 1] += begin[n]
    at = begin[:-1].copy()
    column = np.empty(place.size, dtype=np.int32)
    owner = np.empty(place.size, dtype=np.int32)
    worth = np.empty(place.size, dtype=np.int64)
    for w in range(start.size - 1):
        for a in range(start[w], start[w + 1]):
            c = at[place[a]]
            column[c], owner[c], worth[c] = a, w, gain[a]
            at[place[a]] = c + 1
    return begin, column, owner, worth
