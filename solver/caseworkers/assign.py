"""
One cadre to one household, as an assignment.

    maximise    sum nearness[h, c] x[h, c]
    subject to  sum_c x[h, c] = 1                      every household that is served
                low[c] <= sum_h x[h, c] <= high[c]     even loads, see `loads`

Cadres who are stationed at the same place with the same limits are one vacancy
each to the solver; of its openings the first, the even part, carry a reward. A
chain of exchanges that fills one more of them passes each group once at most, so
that a reward of more than the points of one household in every group outweighs it.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from matcher.dense import DenseValues
from matcher.distance import UNKNOWN, crossed_levels
from matcher.units import IntArray
from solver.caseworkers.deal import deal
from solver.caseworkers.loads import Limits, even_limits
from solver.caseworkers.result import NEARNESS, Caseloads
from solver.params import Params, Progress, silent
from solver.problem import Problem
from solver.solve import solve

_ROUNDS = 60
_PAIRS = 2_000_000  # candidates that the exact flow takes in a few seconds


def assign(
    households: pl.DataFrame, caseworkers: pl.DataFrame, progress: Progress = silent
) -> Caseloads:
    """
    Gives every household one cadre, as near as even loads allow.

    Where the cadres have not room for all, the first households are served.

    Parameters
    ----------
    households
        Of `to_look_after`: the most urgent first.
    caseworkers
        Of a roster.
    progress
        Called with a phase and the fraction done.

    Raises
    ------
    ValueError
        When there is no cadre at all.
    """
    if caseworkers.is_empty():
        msg = "Expected at least one caseworker."
        raise ValueError(msg)
    most = caseworkers["max_households"].cast(pl.Int64).fill_null(households.height).to_numpy()
    limits = even_limits(most, households.height)
    served = households.head(int(limits.high.sum()))
    group_of, first = _groups(caseworkers["place"], limits)
    at, homes = _distinct(served["place"])
    level = crossed_levels(homes, caseworkers["place"].gather(first))
    near = NEARNESS[level][at]
    base, last = _openings(limits, group_of, first.size)
    reward = int(NEARNESS.max()) * first.size + 1
    matrix = np.concatenate([near + 2 * reward, near + reward], axis=1)
    problem = Problem(DenseValues(matrix), np.concatenate([base, last]))
    keep = _kept(*matrix.shape)
    result = solve(problem, Params(gap=0.0, rounds=_ROUNDS, keep=keep), progress)
    pairs = result.assignment
    group = np.zeros(served.height, dtype=np.int64)
    group[pairs[:, 0]] = pairs[:, 1] % first.size
    cadre = deal(group, served["people"].to_numpy(), group_of, limits)
    nearness = int(near[np.arange(served.height), group].sum())
    distance = level[at, group]
    assigned = served.select(
        "household_id",
        caseworker_id=caseworkers["caseworker_id"].gather(cadre),
        level=pl.Series(distance, dtype=pl.Int8).replace(UNKNOWN, None),
        people="people",
        deadline="deadline",
    )
    return Caseloads(
        status=result.status,
        assigned=assigned,
        unserved=_unserved(households, served.height),
        loads=_loads(caseworkers, limits, cadre, served["people"].to_numpy()),
        nearness=nearness,
        nearness_bound=int(result.bound) - reward * (served.height + int(limits.low.sum())),
        prices=result.prices.vacancy,
        group_of=group_of,
        pairs_priced=served.height * caseworkers.height,
    )


def _kept(households: int, columns: int) -> int:
    """Pairs a household: many households are as near to many groups, and a few would hide it."""
    return min(columns, max(16, _PAIRS // max(1, households)))


def _groups(places: pl.Series, limits: Limits) -> tuple[IntArray, IntArray]:
    """Which group each cadre is in, and the first cadre of each group."""
    place = places.rank("dense").fill_null(0).cast(pl.Int64).to_numpy()
    keys = np.stack([place, limits.low, limits.high], axis=1)
    _, first, group = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    return group.ravel().astype(np.int64), first.astype(np.int64)


def _distinct(places: pl.Series) -> tuple[IntArray, pl.Series]:
    distinct = places.unique().sort()
    row = places.rank("dense").fill_null(0).cast(pl.Int64).to_numpy()
    return row - (0 if places.null_count() else 1), distinct


def _openings(limits: Limits, group_of: IntArray, groups: int) -> tuple[IntArray, IntArray]:
    base = np.bincount(group_of, limits.low, groups).astype(np.int64)
    last = np.bincount(group_of, limits.high - limits.low, groups).astype(np.int64)
    return base, last


def _unserved(households: pl.DataFrame, served: int) -> pl.DataFrame:
    rest = households.slice(served).select("household_id", "people", "deadline")
    return rest.with_row_index("place_in_line", offset=served + 1)


def _loads(
    caseworkers: pl.DataFrame, limits: Limits, cadre: IntArray, people: IntArray
) -> pl.DataFrame:
    many = caseworkers.height
    return pl.DataFrame(
        {
            "caseworker_id": caseworkers["caseworker_id"],
            "households": np.bincount(cadre, minlength=many),
            "people": np.bincount(cadre, people, many).astype(np.int64),
            "low": limits.low,
            "high": limits.high,
            "room": caseworkers["max_households"].cast(pl.Int64),
        }
    )
