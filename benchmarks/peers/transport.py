"""
Entropic optimal transport by the package POT, for the push job.

A worker sends `most` pushes, a vacancy takes as many as its cap. Dummies take
what is not pushed, on both sides, so that the sums agree:

    maximise  <gain, T> + temperature * entropy(T)
    subject to  T 1 = (most, total cap),  T' 1 = (cap, total most)
"""

from __future__ import annotations

import numpy as np
import ot

from benchmarks.peers.kernels import take_in_order
from benchmarks.peers.market import Found, Task

TEMPERATURE = 0.02  # in value
_SEEN = 4  # a worker's shares of the plan that are rounded, as a multiple of its posts


def transport(task: Task) -> Found:
    """Spreads the pushes by Sinkhorn's iteration, then rounds: the largest shares first."""
    market, gains = task.market, task.matrix()
    rows = np.flatnonzero(market.most > 0)
    columns = np.flatnonzero(market.openings > 0)
    most, cap = market.most[rows], np.minimum(market.openings[columns], rows.size)
    gain = np.zeros((rows.size + 1, columns.size + 1))
    for first in range(0, rows.size, 1024):
        block = slice(first, min(first + 1024, rows.size))
        gain[block, :-1] = gains[rows[block]][:, columns]
    gain /= market.unit
    allowed = gain[:-1, :-1] > 0
    cost = float(gain.max()) - gain
    cost[:-1, :-1][~allowed] += 100 * TEMPERATURE  # exp(-100): as good as never
    left = np.append(most, cap.sum()).astype(np.float64)
    right = np.append(cap, most.sum()).astype(np.float64)
    total = left.sum()
    plan, log = ot.sinkhorn(
        left / total, right / total, cost, TEMPERATURE, numItermax=2000, log=True, warn=False
    )
    share = np.where(allowed, plan[:-1, :-1], 0)
    keep = min(_SEEN * int(most.max()), columns.size)
    best = np.argpartition(-share, keep - 1, axis=1)[:, :keep]
    owner = np.repeat(np.arange(rows.size), keep)
    post, amount = best.ravel(), np.take_along_axis(share, best, axis=1).ravel()
    order = np.argsort(-amount, kind="stable")
    order = order[amount[order] > 0]
    taken = take_in_order(owner[order], post[order], most.copy(), cap.copy())
    status = "converged" if log["err"][-1] < _STOP else "2,000 iterations"
    return Found.whole(status, rows[owner[order[taken]]], columns[post[order[taken]]])


_STOP = 1e-9  # POT's own threshold on the marginals
