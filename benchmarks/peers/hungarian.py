"""SciPy's `linear_sum_assignment`: dense, one row a worker, one column an opening."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.peers.market import Found, Task


def hungarian(task: Task) -> Found:
    """Solves the assignment exactly; of the rules it knows the bonuses of priority only."""
    market, gains = task.market, task.matrix()
    rows = np.flatnonzero(market.most > 0)
    columns = np.repeat(np.arange(market.openings.size), market.openings)
    matrix = np.empty((rows.size, columns.size))
    for first in range(0, rows.size, 1024):
        matrix[first : first + 1024] = gains[rows[first : first + 1024]][:, columns]
    chosen, where = linear_sum_assignment(matrix, maximize=True)
    worth = matrix[chosen, where] > 0
    return Found.whole("optimal without rules", rows[chosen[worth]], columns[where[worth]])
