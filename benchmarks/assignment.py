"""Assignment instances given as matrices: the exact optimum, beside SciPy's."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.benchmark import Benchmark, whole
from benchmarks.families import FAMILIES, Instance, make
from benchmarks.outcome import Cell, Outcome, Table, expect
from solver import DenseValues, Params, Problem, Status, solve

ROUNDS = 100
DENSE = frozenset({"product"})  # no pair is idle here: all of them are candidates at once


@dataclass(frozen=True)
class Comparison:
    """One instance; `optimum` is SciPy's, `difference` ours less SciPy's."""

    family: str
    workers: int
    vacancies: int
    optimum: float
    difference: float
    placed: int
    passes: int
    our_seconds: float
    scipy_seconds: float


def compare(family: str, size: int, seed: int = 0) -> Comparison:
    """
    Solves one instance twice.

    Raises
    ------
    WrongAnswerError
        When ours is not proved optimal, gives a pair twice or a forbidden one,
        or differs from SciPy's optimum by more than the rounding of values that
        are no whole numbers (one unit of `DenseValues` a pair; whole: not at all).
    """
    instance = make(family, size, seed)
    matrix = instance.matrix
    workers, vacancies = matrix.shape
    keep = vacancies if family in DENSE else Params().keep
    began = time.perf_counter()
    values = DenseValues(matrix, instance.allowed)
    problem = Problem(values, np.ones(vacancies, dtype=np.int64))
    result = solve(problem, Params(gap=0.0, seed=seed, keep=keep, rounds=ROUNDS))
    took = time.perf_counter() - began
    began = time.perf_counter()
    optimum = _scipy(instance)
    scipy_took = time.perf_counter() - began
    worker, vacancy = result.assignment.T
    ours = float(matrix[worker, vacancy].sum())
    name = f"{family} {workers} x {vacancies}"
    expect(result.status is Status.OPTIMAL, f"{name}: stopped with {result.status.value}.")
    expect(np.unique(worker).size == worker.size, f"{name}: a worker stands twice.")
    expect(np.unique(vacancy).size == vacancy.size, f"{name}: a vacancy stands twice.")
    if instance.allowed is not None:
        expect(bool(instance.allowed[worker, vacancy].all()), f"{name}: a forbidden pair.")
    rounding = 0.0 if matrix.dtype.kind == "i" else min(workers, vacancies) / values.unit
    expect(abs(ours - optimum) <= rounding, f"{name}: {ours} where the optimum is {optimum}.")
    return Comparison(
        family=family,
        workers=workers,
        vacancies=vacancies,
        optimum=optimum,
        difference=ours - optimum,
        placed=worker.size,
        passes=result.passes,
        our_seconds=took,
        scipy_seconds=scipy_took,
    )


def _scipy(instance: Instance) -> float:
    """SciPy places as many as it can: a pair not worth taking, or forbidden, is worth nothing."""
    worth = np.maximum(instance.matrix, 0)
    if instance.allowed is not None:
        worth = np.where(instance.allowed, worth, 0)
    rows, columns = linear_sum_assignment(worth, maximize=True)
    return float(worth[rows, columns].sum())


def run(args: Namespace) -> Outcome:
    """Runs the command."""
    found = [
        compare(family, size, args.seed)
        for size in args.sizes
        for family in args.families
        if family not in DENSE or size <= args.dense_size
    ]
    rows: tuple[dict[str, Cell], ...] = tuple(
        {
            "family": c.family,
            "workers": c.workers,
            "vacancies": c.vacancies,
            "optimum": c.optimum,
            "ours - SciPy": c.difference,
            "placed": c.placed,
            "passes": c.passes,
            "ours s": c.our_seconds,
            "SciPy s": c.scipy_seconds,
        }
        for c in found
    )
    notes = (
        "the exact optimum every time (asserted); values that are not whole: to 2**-30 a pair",
        "product is Machol and Wien's i * j, solved with all pairs as candidates",
    )
    title = f"assignment instances as matrices, {len(found)} of them, sizes {args.sizes}"
    return Outcome("assignment", title, (Table("ours beside SciPy's", rows),), notes)


def _options(parser: ArgumentParser) -> None:
    sizes = [100, 250, 500, 1000, 2000]
    parser.add_argument("--sizes", type=whole(1, 5000), nargs="+", default=sizes)
    parser.add_argument("--families", choices=[*FAMILIES], nargs="+", default=[*FAMILIES])
    parser.add_argument("--seed", type=whole(0, 2**31 - 1), default=0)
    help_ = "largest size of the product family, of which every pair is a candidate"
    parser.add_argument("--dense-size", type=whole(0, 5000), default=1000, help=help_)


ASSIGNMENT = Benchmark(
    "assignment",
    "assignment instances as matrices up to 2,000 x 2,000: the optimum, beside SciPy",
    _options,
    run,
    {"small": ("--sizes", "10", "30"), "county": ()},
)
