"""The yardstick: a plain blocked NumPy product over the same pairs."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from matcher.text import DIMENSIONS

_BLOCKS = (128, 256, 512, 1024)  # workers
_TRIAL = 16_384  # workers on which the plans are tried

Single = npt.NDArray[np.float32]


@dataclass(frozen=True)
class _Plan:
    """How the product is computed: workers in a block, and who shares the cores."""

    block: int
    blas_threads: bool


def plain_pass(workers: int, vacancies: int, repeats: int = 5) -> float:
    """
    Seconds of `U @ V.T` in single precision, block by block, on all cores.

    `U` has a vector of `matcher.text.DIMENSIONS` numbers for each worker, `V`
    for each vacancy; a block's products overwrite those of the block before.
    The yardstick gets its fair best: the fastest of several sizes of blocks, with
    threads inside each product or a product for each thread, and of that the best
    of some repeats.
    """
    rng = np.random.default_rng(0)
    left = rng.standard_normal((workers, DIMENSIONS), dtype=np.float32)
    right = rng.standard_normal((vacancies, DIMENSIONS), dtype=np.float32)
    plans = [_Plan(block, inside) for block in _BLOCKS for inside in (True, False)]
    trial = left[:_TRIAL]
    best = min(plans, key=lambda plan: min(_seconds(trial, right, plan) for _ in range(2)))
    return min(_seconds(left, right, best) for _ in range(repeats))


def _seconds(left: Single, right: Single, plan: _Plan) -> float:
    threads = 1 if plan.blas_threads else os.cpu_count() or 1
    rooms = [np.empty((plan.block, right.shape[0]), dtype=np.float32) for _ in range(threads)]

    def multiply(thread: int) -> None:
        for low in range(thread * plan.block, left.shape[0], threads * plan.block):
            block = left[low : low + plan.block]
            np.matmul(block, right.T, out=rooms[thread][: block.shape[0]])

    began = time.perf_counter()
    if threads == 1:
        multiply(0)
    else:
        with threadpool_limits(1), ThreadPoolExecutor(threads) as pool:
            list(pool.map(multiply, range(threads)))
    return time.perf_counter() - began
