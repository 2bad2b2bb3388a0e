"""First prices, learned on a sample of the workers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matcher.units import IntArray
from solver.params import Params, Progress
from solver.prices import Prices
from solver.problem import Problem
from solver.sampled import cooled_prices

_REFUSED = np.float32(-1e6)  # in value: nobody takes a pair like that
_AT_A_TIME = 1 << 20  # pairs valued at a time
_GRID = 1024  # prices are estimates: rounded, so that another processor finds the same


def warm_prices(problem: Problem, params: Params, progress: Progress) -> Prices:
    """
    Returns prices near the optimal ones, those of floors zero.

    Any prices are valid; these save passes.
    """
    workers, vacancies = problem.shape
    prices = Prices.zero(problem)
    sample = _sample(workers, min(params.sample, params.sample_pairs // max(1, vacancies)), params)
    scale = problem.values.unit * problem.values.largest
    if not sample.size or not vacancies or not scale:
        return prices
    found = cooled_prices(
        _gains(problem, sample, scale),
        problem.openings * (sample.size / workers),
        problem.max_posts[sample],
        problem.min_posts[sample],
        params.temperatures,
        params.steps,
        lambda part: progress("估计价格", part),
    )
    rounded = np.rint(np.rint(found * _GRID) * (scale / _GRID)).astype(np.int64)
    return Prices(rounded, prices.row)


def _gains(problem: Problem, sample: IntArray, scale: float) -> npt.NDArray[np.float32]:
    """What every vacancy is worth to each sampled worker, in value. Shape (S, V)."""
    vacancies = problem.shape[1]
    gain = np.empty((sample.size, vacancies), dtype=np.float32)
    every = np.arange(vacancies)
    height = max(1, _AT_A_TIME // vacancies)
    for low in range(0, sample.size, height):
        block = sample[low : low + height]
        worker, vacancy = np.repeat(block, vacancies), np.tile(every, block.size)
        worth = (
            problem.values.at(worker, vacancy) + problem.bonus[problem.class_of[worker], vacancy]
        )
        allowed = problem.values.eligible(worker, vacancy) & (problem.openings[vacancy] > 0)
        part = np.where(allowed, worth / scale, _REFUSED).astype(np.float32)
        gain[low : low + height] = part.reshape(block.size, vacancies)
    return gain


def _sample(workers: int, size: int, params: Params) -> IntArray:
    if workers <= size:
        return np.arange(workers)
    rng = np.random.default_rng(params.seed)
    return np.sort(rng.choice(workers, max(1, size), replace=False))
