"""One cadre to one household: near, even, proved, and beside SciPy's assignment."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace

import numpy as np
import polars as pl
from scipy.optimize import linear_sum_assignment

from benchmarks.benchmark import Benchmark, whole
from benchmarks.child import in_child, peak_mib
from benchmarks.outcome import Cell, Outcome, Table, expect
from matcher.distance import crossed_levels
from models.synth import make_county, with_caseworkers
from solver.caseworkers import Caseloads, assign, check
from solver.caseworkers.result import NEARNESS
from solver.result import Status

LIMIT = 60.0  # seconds


def measure(
    people: int, households: int, caseworkers: int, peer: bool, seed: int
) -> dict[str, Cell]:
    """
    Assigns the first households of a shuffled made-up county, twice.

    Raises
    ------
    WrongAnswerError
        When an answer does not stand, is not proved, differs, or takes too long.
    """
    roster = with_caseworkers(make_county(people, 10, seed), caseworkers).roster()
    sizes = roster.workers.group_by("household_id").agg(people=pl.len().cast(pl.Int64))
    homes = (
        roster.households.join(sizes, on="household_id", how="left", maintain_order="left")
        .sample(fraction=1.0, shuffle=True, seed=seed)
        .head(households)
        .with_columns(deadline=pl.lit(None, dtype=pl.Date), rule=pl.lit(None, dtype=pl.String))
    )
    seconds, found = _timed(homes, roster.caseworkers)
    again_seconds, again = _timed(homes, roster.caseworkers)
    faults = check(found, homes, roster.caseworkers)
    expect(not faults, "；".join(faults))
    expect(found.status is Status.OPTIMAL, f"Not proved: {found.status.value}.")
    expect(found.nearness == found.nearness_bound, "The bound is not reached.")
    expect(found.assigned.equals(again.assigned), "The same tables give other pairs.")
    expect(max(seconds, again_seconds) < LIMIT, f"More than {LIMIT:g} s.")
    alone = _peer(found, homes, roster.caseworkers) if peer else (None, None)
    if alone[0] is not None:
        expect(alone[0] == found.nearness, f"SciPy finds {alone[0]}, ours {found.nearness}.")
    loads = found.loads["households"].to_numpy()
    return {
        "households": homes.height,
        "cadres": caseworkers,
        "served": found.assigned.height,
        "least load": int(loads.min()),
        "most load": int(loads.max()),
        "nearness": found.nearness,
        "bound": found.nearness_bound,
        "same township or nearer": int((found.assigned["level"] <= 1).sum()),
        "seconds": seconds,
        "again": again_seconds,
        "SciPy": alone[0],
        "SciPy seconds": alone[1],
        "peak MiB": peak_mib(),
    }


def _timed(homes: pl.DataFrame, caseworkers: pl.DataFrame) -> tuple[float, Caseloads]:
    began = time.perf_counter()
    found = assign(homes, caseworkers)
    return time.perf_counter() - began, found


def _peer(
    found: Caseloads, homes: pl.DataFrame, caseworkers: pl.DataFrame
) -> tuple[int | None, float | None]:
    """Every place of a cadre a column, the last ones without the reward of the even part."""
    low, high = found.loads["low"].to_numpy(), found.loads["high"].to_numpy()
    began = time.perf_counter()
    near = NEARNESS[crossed_levels(homes["place"], caseworkers["place"])]
    reward = int(NEARNESS.max()) * homes.height + 1
    columns = np.concatenate([np.repeat(np.arange(low.size), low), np.flatnonzero(high > low)])
    even = np.arange(columns.size) < low.sum()
    row, column = linear_sum_assignment(near[:, columns] + reward * even, maximize=True)
    points = int(near[row, columns[column]].sum())
    return points, time.perf_counter() - began


def run(args: Namespace) -> Outcome:
    """Runs the command."""
    sizes = (args.people, args.households, args.caseworkers, not args.no_peer, args.seed)
    row = in_child(measure, *sizes)
    title = f"caseworkers: {args.households:,} households, {args.caseworkers:,} cadres"
    notes = (
        "recounted from the tables; the bound recomputed from the prices; the same pairs twice",
        "nearness: points by distance, 100 in the same village; SciPy's optimum is the same",
    )
    return Outcome("caseworkers", title, (Table("from tables to pairs", (row,)),), notes)


def _options(parser: ArgumentParser) -> None:
    parser.add_argument("--people", type=whole(10, 1_000_000), default=60_000)
    parser.add_argument("--households", type=whole(1, 100_000), default=2_000)
    parser.add_argument("--caseworkers", type=whole(1, 10_000), default=600)
    parser.add_argument("--no-peer", action="store_true", help="without SciPy's assignment")
    parser.add_argument("--seed", type=whole(0, 2**31 - 1), default=0)


CASEWORKERS = Benchmark(
    "caseworkers",
    "one cadre to one household, near home, with even loads",
    _options,
    run,
    {
        "small": ("--people", "400", "--households", "60", "--caseworkers", "17"),
        "county": ("--people", "60000", "--households", "2000", "--caseworkers", "600"),
    },
)
