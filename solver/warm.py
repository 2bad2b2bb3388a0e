"""
First prices, learned on samples of the workers.

A small sample looks at all posts and finds about what they cost; a larger one
then looks at each worker's best posts at those prices. Posts are many more than
the small sample can tell apart, and all workers' pairs at rough prices would be
the wrong ones.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matcher.units import FloatArray, IntArray
from solver.candidates import scan
from solver.cells import Cells
from solver.cores import share
from solver.params import Params, Progress
from solver.prices import Prices
from solver.problem import Problem
from solver.sampled import cooled_prices
from solver.soft import cooled

_REFUSED = np.float32(-1e6)  # in value: nobody takes a pair like that
_KEEP = 256  # pairs of a worker in the second sample
_SHARE = 0.2  # of the workers, in the second sample at most
_FALL = 0.1  # in value: how much a price falls before the sample looks again
_AT_A_TIME = 1 << 20  # pairs valued at a time
_GRID = 1024  # prices are estimates: rounded, so that another processor finds the same


def first_prices(problem: Problem, cells: Cells, params: Params, progress: Progress) -> Prices:
    """
    Returns prices near the optimal ones, those of rows zero.

    Any prices are valid; these save passes.
    """
    prices = warm_prices(problem, params, progress)
    workers, scale = problem.shape[0], problem.values.unit * problem.values.largest
    sample = _sample(workers, min(params.second_sample, int(_SHARE * workers)), params)
    if workers <= params.sample or not sample.size or not scale:
        return prices
    for temperatures in (params.second_temperatures[:-1], params.second_temperatures[1:]):
        arcs = scan(problem, prices, _KEEP, sample)
        part = sample.size / workers
        prices = cooled(
            problem, arcs, prices, cells, temperatures, params.steps,
            fall=_FALL, part=part, rows=False,
        )  # fmt: skip
        prices = Prices(_rounded(prices.vacancy / scale, scale), prices.row)
    return prices


def warm_prices(problem: Problem, params: Params, progress: Progress) -> Prices:
    """Prices that a small sample finds when it looks at all posts."""
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
    return Prices(_rounded(found, scale), prices.row)


def _rounded(price: FloatArray, scale: float) -> IntArray:
    rounded: IntArray = np.rint(np.rint(price * _GRID) * (scale / _GRID)).astype(np.int64)
    return rounded


def _gains(problem: Problem, sample: IntArray, scale: float) -> npt.NDArray[np.float32]:
    """What every vacancy is worth to each sampled worker, in value. Shape (S, V)."""
    values, vacancies = problem.values, problem.shape[1]
    gain = np.full((sample.size, vacancies), _REFUSED, dtype=np.float32)
    every = np.arange(vacancies)

    def work(first: int, last: int) -> None:
        block = sample[first:last]
        worker, vacancy = np.repeat(block, vacancies), np.tile(every, block.size)
        shape = (block.size, vacancies)
        worth = values.at(worker, vacancy).reshape(shape) + problem.bonus[problem.class_of[block]]
        allowed = values.eligible(worker, vacancy).reshape(shape) & (problem.openings > 0)
        np.divide(worth, scale, out=gain[first:last], where=allowed, casting="same_kind")

    share(sample.size, work, max(1, _AT_A_TIME // vacancies))
    return gain


def _sample(workers: int, size: int, params: Params) -> IntArray:
    if workers <= size:
        return np.arange(workers)
    rng = np.random.default_rng(params.seed)
    return np.sort(rng.choice(workers, max(1, size), replace=False))
