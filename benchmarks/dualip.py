"""
The shape of DuaLip's documented matching benchmark, solved whole: no fraction, no violation.

DuaLip ("A Matching Problem" in its documentation) recommends one film to each of
138,493 users of MovieLens 20M, each of 26,744 films at most 30 times, over the
pairs that were rated. Its log ends after 10,000 iterations with the figures of
`PUBLISHED`. Ratings here are made up, of the same shape, and every pair counts.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from benchmarks.benchmark import Benchmark, whole
from benchmarks.child import in_child, peak_mib
from benchmarks.factors import FactorValues, make_factors
from benchmarks.job_run import PROVED, cores
from benchmarks.outcome import Cell, Outcome, Table, expect
from matcher.units import IntArray
from solver import Params, Problem, Result, solve

PUBLISHED: Mapping[str, Cell] = {
    "solver": "DuaLip, as published",
    "pairs": 20_000_263,
    "status": "10,000 iterations",
    "objective": 628_012.875,
    "bound": None,
    "gap %": None,
    "items beyond their limit: worst": 1.8933353424072266,
    "in all": 171.66769409179688,
    "fractional": True,
    "seconds": None,
    "peak MiB": None,
}
_BLOCK = 512  # users


@dataclass(frozen=True)
class Solved:
    """Ours, recounted: `beyond` is what each item is given beyond its limit, shape (V,)."""

    result: Result
    seconds: float
    make_seconds: float
    check_seconds: float
    peak_mib: float
    beyond: IntArray
    at_limit: int


def measure(users: int, items: int, per_item: int, dims: int, seed: int, gap: float) -> Solved:
    """
    Makes an instance, solves it and checks answer and bound.

    Raises
    ------
    WrongAnswerError
        When the gap is not proved, an item or a user is given more than allowed,
        the objective is not the sum of the ratings, or the bound is not what the
        prices say when it is computed plainly over all pairs.
    """
    _warm_up()
    began = time.perf_counter()
    values = make_factors(users, items, dims, seed)
    problem = Problem(values, np.full(items, per_item))
    made = time.perf_counter()
    result = solve(problem, Params(gap=gap, seed=seed))
    done = time.perf_counter()
    most = peak_mib()
    expect(result.status.value in PROVED, f"Stopped with status {result.status.value}.")
    user, item = result.assignment.T
    given = np.bincount(item, minlength=items)
    beyond = np.maximum(0, given - per_item)
    expect(int(beyond.max()) == 0, "An item is given beyond its limit.")
    expect(np.unique(user).size == user.size, "A user is given two items.")
    worth = int(values.at(user, item).sum()) / values.unit
    expect(worth == result.objective, f"We say {result.objective}, it is {worth}.")
    bound = plain_bound(values, result.prices.vacancy, per_item) / values.unit
    proved = result.priced_bound
    expect(bound == proved, f"Prices are said to prove {proved}, they prove {bound}.")
    return Solved(
        result=result,
        seconds=done - made,
        make_seconds=made - began,
        check_seconds=time.perf_counter() - done,
        peak_mib=most,
        beyond=beyond,
        at_limit=int((given == per_item).sum()),
    )


def _warm_up() -> None:
    """Loads the compiled code."""
    solve(Problem(make_factors(200, 40, 8, 0), np.full(40, 4)))


def plain_bound(values: FactorValues, price: IntArray, per_item: int) -> int:
    """
    The certificate once more, in whole numbers and without the solver.

        sum_v price_v per_item  +  sum_w max(0, max_v(value[w, v] - price_v))
    """
    users = values.shape[0]
    total = int(price.sum()) * per_item
    for low in range(0, users, _BLOCK):
        rows = values.rows(np.arange(low, min(low + _BLOCK, users)))
        total += int(np.maximum(0, (rows - price).max(axis=1)).sum())
    return total


def run(args: Namespace) -> Outcome:
    """Runs the command."""
    size = (args.users, args.items, args.per_item, args.dims, args.seed, args.gap)
    found = in_child(measure, *size)
    result = found.result
    ours: dict[str, Cell] = {
        "solver": "ours",
        "pairs": result.pairs_priced,
        "status": result.status.value,
        "objective": result.objective,
        "bound": result.bound,
        "gap %": None if result.gap is None else 100 * result.gap,
        "items beyond their limit: worst": int(found.beyond.max()),
        "in all": int(found.beyond.sum()),
        "fractional": False,
        "seconds": found.seconds,
        "peak MiB": found.peak_mib,
    }
    more: dict[str, Cell] = {
        "users placed": len(result.assignment),
        "items at their limit": found.at_limit,
        "items with a price": int((result.prices.vacancy > 0).sum()),
        "passes": result.passes,
        "looked at, times all pairs": result.pairs_looked / result.pairs_priced,
        **{f"{phase} s": seconds for phase, seconds in result.seconds.items()},
        "(make) s": found.make_seconds,
        "(check) s": found.check_seconds,
    }
    title = (
        f"dualip: {args.users:,} users x {args.items:,} items, {args.per_item} per item, "
        f"{args.dims} dimensions, seed {args.seed}; {cores()} cores"
    )
    unlike = (
        "DuaLip's ratings are MovieLens 20M's and only rated pairs count; ours are made up and "
        "every pair counts: objectives do not compare, violations and proofs do"
    )
    notes = (unlike, "the bound, recomputed plainly over all pairs, is the same (asserted)")
    tables = (Table("one item a user", (ours, PUBLISHED)), Table("ours", (more,)))
    return Outcome("dualip", title, tables, notes)


def _options(parser: ArgumentParser) -> None:
    parser.add_argument("--users", type=whole(2, 10_000_000), default=138_493)
    parser.add_argument("--items", type=whole(2, 1_000_000), default=26_744)
    parser.add_argument("--per-item", type=whole(1, 1_000_000), default=30)
    parser.add_argument("--dims", type=whole(1, 32), default=32)
    parser.add_argument("--seed", type=whole(0, 2**31 - 1), default=0)
    parser.add_argument("--gap", type=float, default=1e-4)


DUALIP = Benchmark(
    "dualip",
    "the shape of DuaLip's documented benchmark, whole, without violation, with a certificate",
    _options,
    run,
    {
        "small": ("--users", "1000", "--items", "200", "--per-item", "8", "--dims", "8"),
        "county": (),
    },
)
