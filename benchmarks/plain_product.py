"""The yardstick: a plain blocked NumPy product over the same pairs."""

from __future__ import annotations

import time

import numpy as np

from matcher.text import DIMENSIONS

BLOCK = 1024  # workers


def plain_pass(workers: int, vacancies: int, repeats: int = 5) -> float:
    """
    Seconds of `U @ V.T` in single precision, block by block, on all cores.

    `U` has a vector of `matcher.text.DIMENSIONS` numbers for each worker, `V`
    for each vacancy; a block's products overwrite those of the block before.
    The best of some repeats: the yardstick gets its fair best.
    """
    rng = np.random.default_rng(0)
    left = rng.standard_normal((workers, DIMENSIONS), dtype=np.float32)
    right = rng.standard_normal((vacancies, DIMENSIONS), dtype=np.float32)
    products = np.empty((min(BLOCK, workers), vacancies), dtype=np.float32)
    took = []
    for _ in range(repeats):
        began = time.perf_counter()
        for low in range(0, workers, BLOCK):
            block = left[low : low + BLOCK]
            np.matmul(block, right.T, out=products[: block.shape[0]])
        took.append(time.perf_counter() - began)
    return min(took)
