"""A market of posts: what the auction works on."""

from __future__ import annotations

from typing import NamedTuple

import numba
import numpy as np
import numpy.typing as npt

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.prices import Prices
from solver.problem import Problem

_Int32 = npt.NDArray[np.int32]


class Market(NamedTuple):
    """
    Candidate pairs, and the state of the auction.

    Parameters
    ----------
    start, place, gain, owner
        The arcs by worker: shapes (W + 1,), then (A,). `place` is the vacancy,
        gain what the pair is worth in units, floors' prices included, without
        the vacancy's price.
    column_start, column
        The arcs by vacancy: shapes (V + 1,), (A,).
    capacity, price
        Shape (V,): openings, and the price in units: zero where a vacancy is
        not full once the market has settled.
    heap_start, heap_bid, heap_arc, filled
        The bids that each vacancy holds, as a heap with the lowest first:
        shapes (V + 1,), (room,), (room,), (V,).
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
    capacity: IntArray
    price: IntArray
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


def open_market(problem: Problem, arcs: Arcs, prices: Prices, owed: IntArray) -> Market:
    """
    A market of candidate pairs at some prices, before the first bid.

    Parameters
    ----------
    problem, arcs
        The facts, and the pairs: none to a vacancy without openings.
    prices
        Where to begin; the floors' stay.
    owed
        Shape (W,): posts owed to each worker.

    Raises
    ------
    ValueError
        When a pair's vacancy has no openings.
    """
    if arcs.vacancy.size and not problem.openings[arcs.vacancy].all():
        msg = "A candidate pair's vacancy has no openings."
        raise ValueError(msg)
    workers, vacancies = problem.shape
    owner = np.repeat(np.arange(workers, dtype=np.int32), np.diff(arcs.start))
    gain = arcs.value + prices.credits(problem)[problem.class_of[owner], arcs.vacancy]
    column_start, column = _columns(arcs.vacancy, vacancies)
    room = np.minimum(problem.openings, np.diff(column_start))
    heap_start = np.concatenate(([0], np.cumsum(room)))
    homes = problem.households
    house = np.full(workers, -1, dtype=np.int32)
    for index, household in enumerate(homes):
        house[household.members] = index
    members = [household.members for household in homes]
    return Market(
        start=arcs.start,
        place=arcs.vacancy,
        gain=gain,
        owner=owner,
        column_start=column_start,
        column=column,
        capacity=problem.openings,
        price=prices.vacancy.copy(),
        heap_start=heap_start,
        heap_bid=np.zeros(heap_start[-1], dtype=np.int64),
        heap_arc=np.zeros(heap_start[-1], dtype=np.int32),
        filled=np.zeros(vacancies, dtype=np.int64),
        taken=np.zeros(arcs.vacancy.size, dtype=np.bool_),
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


@numba.njit(cache=True)
def _columns(place: _Int32, count: int) -> tuple[IntArray, _Int32]:
    """Arcs by vacancy, rising (a counting sort)."""
    start = np.zeros(count + 1, dtype=np.int64)
    for a in range(place.size):
        start[place[a] + 1] += 1
    for n in range(count):
        start[n + 1] += start[n]
    at = start[:-1].copy()
    column = np.empty(place.size, dtype=np.int32)
    for a in range(place.size):
        column[at[place[a]]] = a
        at[place[a]] += 1
    return start, column
