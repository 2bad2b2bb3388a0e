"""Greedy by value: the best pair that is left, until none is."""

from __future__ import annotations

import numpy as np

from benchmarks.peers.kernels import take_in_order
from benchmarks.peers.market import Found, Market, Pairs, Task
from matcher.units import BoolArray, IntArray

_BANDS = 24
_SAMPLE = 200_000


def in_order(market: Market, pairs: Pairs) -> BoolArray:
    """Which of the pairs greedy takes, best first, the first pair first among equals."""
    order = np.argsort(-pairs.gain, kind="stable")
    taken = np.zeros(order.size, dtype=bool)
    taken[order] = take_in_order(
        pairs.worker[order], pairs.vacancy[order], market.most.copy(), market.openings.copy()
    )
    return taken


def greedy(task: Task) -> Found:
    """
    Takes the best of all pairs that are left; the rules are ignored.

    Pairs are sorted band by band of falling value, and only those of workers
    and vacancies that have room: the answer is that of one sort of all pairs.
    Where both sides rank by the same values this is the stable matching, the
    one that deferred acceptance ends with.
    """
    market, gains = task.market, task.matrix()
    most, left = market.most.copy(), market.openings.copy()
    workers: list[IntArray] = []
    vacancies: list[IntArray] = []
    edges = _edges(gains)
    for low, high in zip(edges[1:], edges[:-1], strict=True):
        rows, columns = np.flatnonzero(most > 0), np.flatnonzero(left > 0)
        owner, post, gain = _band(gains, rows, columns, low, high)
        order = np.argsort(-gain, kind="stable")
        owner, post = owner[order], post[order]
        taken = take_in_order(owner, post, most, left)
        workers.append(owner[taken])
        vacancies.append(post[taken])
    return Found.whole("done", np.concatenate(workers), np.concatenate(vacancies))


def _edges(gains: np.ndarray) -> list[int]:
    """Falling edges between bands of about as many pairs each; every gain is below the first."""
    rng = np.random.default_rng(0)
    rows = rng.integers(0, gains.shape[0], _SAMPLE)
    drawn = gains[rows, rng.integers(0, gains.shape[1], _SAMPLE)]
    drawn = drawn[drawn > 0]
    if not drawn.size:
        return [int(np.iinfo(np.int32).max), 1]
    inner = np.quantile(drawn, np.linspace(0, 1, _BANDS + 1)[1:-1]).astype(np.int64)
    return [int(np.iinfo(np.int32).max), *np.unique(inner)[::-1].tolist(), 1]


def _band(
    gains: np.ndarray, rows: IntArray, columns: IntArray, low: int, high: int
) -> tuple[IntArray, IntArray, IntArray]:
    """The pairs with low <= gain < high among some rows and columns."""
    found: list[tuple[IntArray, IntArray, IntArray]] = []
    for first in range(0, rows.size, 1024):
        block = rows[first : first + 1024]
        part = gains[block][:, columns]
        r, c = np.nonzero((part >= low) & (part < high))
        found.append((block[r], columns[c], part[r, c].astype(np.int64)))
    if not found:
        none = np.zeros(0, dtype=np.int64)
        return none, none, none
    owner, post, gain = (np.concatenate(side) for side in zip(*found, strict=True))
    return owner, post, gain
