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

import hashlib

import numpy as np
import polars as pl

from matcher.units import BoolArray, IntArray
from models.roster import Roster
from solver.problem import Problem
from solver.result import Result


def turn(roster: Roster) -> IntArray:
    """Each worker's turn among equals: 0 goes first. Shape (W,)."""
    keys = roster.workers["worker_id"].to_list()
    stable = np.array(
        [int.from_bytes(hashlib.blake2b(k.encode(), digest_size=8).digest()) >> 1 for k in keys],
        dtype=np.int64,
    )
    late = pl.date(9999, 1, 1)
    day = roster.workers.select(pl.col("registered_at").fill_null(late).cast(pl.Int64))
    order = np.lexsort((stable, day.to_series().to_numpy()))
    place = np.empty(order.size, dtype=np.int64)
    place[order] = np.arange(order.size)
    return place


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
    free = (problem.max_posts == 1) & ~bound
    held = np.bincount(pairs[:, 0], minlength=problem.shape[0])
    place = turn(roster)
    holders = np.flatnonzero(free[pairs[:, 0]])
    # The last in turn among a vacancy's equals is the one to give way.
    key = _equals(problem, pairs[holders, 0], pairs[holders, 1])
    waiting = np.flatnonzero(free & (held == 0))
    waiting = waiting[np.argsort(place[waiting])]
    by_key: dict[tuple[int, int, int], list[tuple[int, int]]] = {}
    for row, k in zip(holders.tolist(), key, strict=True):
        by_key.setdefault(k, []).append((int(place[pairs[row, 0]]), row))
    for group in by_key.values():
        group.sort()
    best = result.best
    for worker in waiting.tolist():
        own = best.vacancy[best.start[worker] : best.start[worker + 1]].astype(np.int64)
        for k in _equals(problem, np.full(own.size, worker), own):
            group = by_key.get(k, [])
            if group and group[-1][0] > place[worker]:
                _, row = group.pop()
                pairs[row, 0] = worker
                group.append((int(place[worker]), row))
                group.sort()
                break
    pairs[:, 0] = _twins_in_turn(problem, pairs, place, twins, bound)[pairs[:, 0]]
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    return pairs[order]


def _twins_in_turn(
    problem: Problem, pairs: IntArray, place: IntArray, twins: IntArray, bound: BoolArray
) -> IntArray:
    """Who gets what each worker holds now. Shape (W,)."""
    workers = problem.shape[0]
    alike = np.stack((twins, problem.class_of, problem.max_posts, problem.min_posts), axis=1)
    group = np.unique(alike, axis=0, return_inverse=True)[1].ravel()
    group = np.where(bound, group.size + np.arange(workers), group)
    held = np.bincount(pairs[:, 0], minlength=workers)
    worth = np.bincount(
        pairs[:, 0], weights=problem.values.at(pairs[:, 0], pairs[:, 1]), minlength=workers
    )
    heir = np.empty(workers, dtype=np.int64)
    heir[np.lexsort((place, -worth, -held, group))] = np.lexsort((place, group))
    return heir


def _equals(problem: Problem, worker: IntArray, vacancy: IntArray) -> list[tuple[int, int, int]]:
    value = problem.values.at(worker, vacancy)
    klass = problem.class_of[worker]
    return list(zip(vacancy.tolist(), klass.tolist(), value.tolist(), strict=True))
