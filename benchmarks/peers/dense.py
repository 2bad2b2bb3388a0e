"""All pairs as a matrix on disk, for peers that take matrices, and what those take in memory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.peers.market import Market

if TYPE_CHECKING:
    from matcher.pairs import Values

_BLOCK = 1024  # workers


def write_gains(market: Market, values: Values, path: Path) -> None:
    """
    Writes value and bonus of every pair in units; 0 where a pair cannot be taken.

    A pair that is allowed and worth nothing is 0 too: no peer that reads this
    gains by it.
    """
    workers, vacancies = market.shape
    gains = np.lib.format.open_memmap(path, "w+", np.int32, (workers, vacancies))
    for low in range(0, workers, _BLOCK):
        block = np.arange(low, min(low + _BLOCK, workers))
        owner = np.repeat(block, vacancies)
        post = np.tile(np.arange(vacancies), block.size)
        gain = values.at(owner, post) + market.bonus[market.class_of[owner], post]
        possible = values.eligible(owner, post)
        possible &= (market.most[owner] > 0) & (market.openings[post] > 0)
        gains[low : low + _BLOCK] = np.where(possible, gain, 0).reshape(block.size, vacancies)
    gains.flush()


def matrix_by_opening(market: Market) -> int:
    """Bytes of a matrix with a column for each opening, and of the two copies that SciPy makes."""
    return 3 * 8 * int((market.most > 0).sum()) * int(market.openings.sum())


def matrix_by_vacancy(market: Market) -> int:
    """Bytes of cost, kernel, plan and one more matrix while they are made."""
    return 4 * 8 * market.most.size * market.openings.size


def lists_of_players(market: Market) -> int:
    """Bytes of Python lists in which both sides rank half of all pairs."""
    return 60 * market.most.size * market.openings.size
