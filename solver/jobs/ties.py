"""
Ties: among equals, whoever registered first goes first.

Two workers are equals at a post when their value there is the same, they are of
one class, and neither belongs to a guaranteed or capped household. Where such a
one stands without a post and another, registered later, holds it, they change
places. Twins are alike in everything that values, eligibility and rules read:
the first of them gets the best of what they hold together. No value, no rule
and no bound moves. Same day: by a stable hash of the key, which favours nobody.
"""

from __future__ import annotations

from bisect import insort
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from matcher.units import LIMIT, BoolArray, IntArray
from models.roster import Roster
from solver.problem import Problem
from solver.result import Result


def turn(roster: Roster, workers: IntArray) -> IntArray:
    """The turn of each of some workers, if they are equals: 0 goes first. Shape (P,)."""
    people = roster.workers.select("worker_id", "registered_at")[workers]
    digests = (blake2b(k.encode(), digest_size=8).digest() for k in people["worker_id"])
    stable = np.frombuffer(b"".join(digests), dtype=">u8") >> np.uint64(1)
    day = people["registered_at"].fill_null(date.max).cast(pl.Int64).to_numpy()
    return _places(np.lexsort((stable, day)))


def settle_ties(problem: Problem, result: Result, roster: Roster, twins: IntArray) -> IntArray:
    """
    Gives ties to whoever registered first.

    Parameters
    ----------
    problem, result, roster
        What was decided.
    twins
        Shape (W,): workers of one number are alike (`PairValues.twins`).

    Returns
    -------
    IntArray
        Shape (n, 2): worker, vacancy; sorted.
    """
    pairs = result.assignment.copy()
    bound = np.zeros(problem.shape[0], dtype=bool)
    for members in [h.members for h in problem.households] + [
        c.members for c in problem.household_caps
    ]:
        bound[members] = True
    seats, claims = _equals(problem, result, (problem.max_posts == 1) & ~bound)
    alike = np.flatnonzero((np.bincount(twins)[twins] > 1) & ~bound)
    rivals = np.unique(np.concatenate((alike, pairs[seats.row, 0], claims.row)))
    place = np.zeros(problem.shape[0], dtype=np.int64)  # nobody else's turn matters
    place[rivals] = turn(roster, rivals)
    _exchange(pairs, seats, claims, place)
    pairs[:, 0] = _twins_in_turn(problem, pairs, place, twins, alike)[pairs[:, 0]]
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    return pairs[order]


class _Keyed(NamedTuple):
    """Rows with what makes them equals: vacancy, class and value as one number. Shapes (P,)."""

    row: IntArray
    key: IntArray

    def among(self, keys: IntArray) -> _Keyed:
        """Those whose key is one of these."""
        kept = np.isin(self.key, keys)
        return _Keyed(self.row[kept], self.key[kept])


def _equals(problem: Problem, result: Result, free: BoolArray) -> tuple[_Keyed, _Keyed]:
    """Rows of pairs whose holder has an equal without a post; those equals, once a claim."""
    pairs, best = result.assignment, result.best
    held = np.bincount(pairs[:, 0], minlength=problem.shape[0])
    row = np.flatnonzero(free[pairs[:, 0]])
    worker, vacancy = pairs[row].T
    value = problem.values.at(worker, vacancy)
    waiting = np.repeat(free & (held == 0), np.diff(best.start))
    # Whoever is worth less than every holder has no equal among them.
    least = np.full(problem.shape[1], np.iinfo(np.int64).max)
    np.minimum.at(least, vacancy, value)
    claim = np.flatnonzero(waiting)
    claim = claim[best.value[claim] >= least[best.vacancy[claim]]]
    claimant = np.searchsorted(best.start, claim, side="right") - 1
    claims = _Keyed(claimant, _key(problem, claimant, best.vacancy[claim], best.value[claim]))
    seats = _Keyed(row, _key(problem, worker, vacancy, value)).among(claims.key)
    return seats, claims.among(seats.key)


def _key(
    problem: Problem, worker: IntArray, vacancy: npt.NDArray[np.integer], value: IntArray
) -> IntArray:
    cell = problem.class_of[worker] * problem.shape[1] + vacancy
    return cell * (2 * LIMIT) + value


def _exchange(pairs: IntArray, seats: _Keyed, claims: _Keyed, place: IntArray) -> None:
    """Lets whoever waits change places with an equal, the last in turn giving way first."""
    holders: dict[int, list[tuple[int, int]]] = {}
    for row, key in zip(seats.row.tolist(), seats.key.tolist(), strict=True):
        holders.setdefault(key, []).append((int(place[pairs[row, 0]]), row))
    for group in holders.values():
        group.sort()
    served = None
    order = np.argsort(place[claims.row], kind="stable")  # of one worker the best post first
    for worker, key in zip(claims.row[order].tolist(), claims.key[order].tolist(), strict=True):
        group = holders[key]
        if worker != served and group[-1][0] > place[worker]:
            _, row = group.pop()
            pairs[row, 0] = worker
            insort(group, (int(place[worker]), row))
            served = worker


def _twins_in_turn(
    problem: Problem, pairs: IntArray, place: IntArray, twins: IntArray, alike: IntArray
) -> IntArray:
    """Who gets what each worker holds now; those `alike` have twins. Shape (W,)."""
    said = np.stack((twins, problem.class_of, problem.max_posts, problem.min_posts), axis=1)
    group = np.unique(said[alike], axis=0, return_inverse=True)[1].ravel()
    own = pairs[np.isin(pairs[:, 0], alike)]
    workers = problem.shape[0]
    held = np.bincount(own[:, 0], minlength=workers)[alike]
    value = problem.values.at(own[:, 0], own[:, 1])
    worth = np.bincount(own[:, 0], weights=value, minlength=workers)[alike]
    heir = np.arange(workers)
    turns = place[alike]
    heir[alike[np.lexsort((turns, -worth, -held, group))]] = alike[np.lexsort((turns, group))]
    return heir


def _places(order: IntArray) -> IntArray:
    """Where each stands in an order. Shape (P,)."""
    place = np.empty(order.size, dtype=np.int64)
    place[order] = np.arange(order.size)
    return place
