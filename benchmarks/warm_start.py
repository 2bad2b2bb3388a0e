"""A planner changes one number: the answer again, from where the last one left off."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from math import ceil
from typing import Any

import numpy as np

from benchmarks.benchmark import Benchmark
from benchmarks.child import in_child
from benchmarks.instances import Instance, chosen, size_options
from benchmarks.job_run import compile_kernels, cores
from benchmarks.outcome import Cell, Outcome, Table, expect
from matcher import PairValues
from matcher.units import IntArray
from models.packs import load_pack
from solver import Problem, solve
from solver.jobs import JobOptions
from solver.jobs.setup import make_draft
from solver.result import Result
from solver.row import Entries

_LATE = 200  # people who are not there before the change
_PINNED = 500
Change = Callable[[Problem, Result], Problem]


def changed(problem: Problem, **parts: Any) -> Problem:
    """The same problem with some of its parts replaced."""
    given: dict[str, Any] = {
        "openings": problem.openings,
        "max_posts": problem.max_posts,
        "min_posts": problem.min_posts,
        "short_penalty": problem.short_penalty,
        "class_of": problem.class_of,
        "bonus": problem.given_bonus,
        "rows": problem.given_rows,
        "households": problem.households,
        "household_caps": problem.household_caps,
    }
    return Problem(problem.values, **{**given, **parts})


def _late(problem: Problem) -> IntArray:
    """Some people of no guaranteed household, spread over the roster."""
    free = problem.max_posts > 0
    for household in problem.households:
        free[household.members] = False
    who = np.flatnonzero(free)
    return who[:: max(1, who.size // _LATE)][:_LATE]


def _more_openings(problem: Problem, result: Result) -> Problem:
    """The post that costs most opens 50 times more."""
    openings = problem.openings.copy()
    openings[int(np.argmax(result.prices.vacancy))] += 50
    return changed(problem, openings=openings)


def _one_floor(problem: Problem, result: Result) -> Problem:
    """The largest floor that holds asks for one more."""
    held = [
        i for i, line in enumerate(result.lines[: len(problem.given_rows)]) if not line.shortfall
    ]
    index = max(held, key=lambda i: problem.given_rows[i].lower)
    rows = [*problem.given_rows]
    rows[index] = replace(rows[index], lower=rows[index].lower + 1)
    return changed(problem, rows=rows)


def _lower_share(problem: Problem, _: Result) -> Problem:
    """Every floor from 10 % to 8 %."""
    rows = [replace(row, lower=ceil(0.8 * row.lower)) for row in problem.given_rows]
    return changed(problem, rows=rows)


def _newcomers(problem: Problem, _: Result) -> Problem:
    """The 200 people who were not there."""
    most = problem.max_posts.copy()
    most[_late(changed(problem, max_posts=np.ones_like(most)))] = 1
    return changed(problem, max_posts=most)


def _pinned(problem: Problem, result: Result) -> Problem:
    """500 matches are agreed: people and openings are gone, and what they counted for is held."""
    most, openings = problem.max_posts.copy(), problem.openings.copy()
    guaranteed = np.zeros(most.size, dtype=bool)
    for household in problem.households:
        guaranteed[household.members] = True
    pairs = result.assignment[~guaranteed[result.assignment[:, 0]]][:_PINNED]
    most[pairs[:, 0]] = 0
    np.subtract.at(openings, pairs[:, 1], 1)
    there = np.zeros((problem.classes, problem.shape[1]))
    np.add.at(there, (problem.class_of[pairs[:, 0]], pairs[:, 1]), 1)
    rows = problem.given_rows
    counted = Entries.of(rows).count(there, len(rows)).astype(int).tolist()
    left = [
        replace(row, lower=max(0, row.lower - count))
        for row, count in zip(rows, counted, strict=True)
    ]
    return changed(problem, max_posts=most, openings=openings, rows=left)


CHANGES: dict[str, Change] = {
    "nothing": lambda problem, _: problem,
    "50 more openings at one post": _more_openings,
    "one floor asks for one more": _one_floor,
    "every share from 10 % to 8 %": _lower_share,
    "200 people more": _newcomers,
    "500 matches pinned": _pinned,
}


def measure(instance: Instance) -> list[dict[str, Cell]]:
    """Solves cold and after each change, the latter from the cold solve's end."""
    roster, pack = instance.county().roster(), load_pack(instance.pack)
    began = time.perf_counter()
    values = PairValues(roster, pack)
    problem = make_draft("allocate", roster, pack, JobOptions()).problem(values)
    most = problem.max_posts.copy()
    most[_late(problem)] = 0
    problem = changed(problem, max_posts=most)
    cold = solve(problem)
    cold_seconds = time.perf_counter() - began
    rows = [_row("cold, values included", cold, cold_seconds, cold_seconds)]
    for name, change in CHANGES.items():
        began = time.perf_counter()
        result = solve(change(problem, cold), start=cold.start)
        rows.append(_row(name, result, time.perf_counter() - began, cold_seconds))
    return rows


def _row(name: str, result: Result, seconds: float, cold: float) -> dict[str, Cell]:
    return {
        "change": name,
        "status": result.status.value,
        "gap %": None if result.gap is None else 100 * result.gap,
        "objective": result.objective,
        "seconds": seconds,
        "times faster": cold / seconds,
        "passes' worth of pairs": result.pairs_looked / result.pairs_priced,
    }


def run(args: Namespace) -> Outcome:
    """Runs the command."""
    instance = chosen(args)
    compile_kernels()
    rows = in_child(measure, instance)
    for row in rows:
        expect(row["status"] != "limit", f"{row['change']}: no proof within the gap.")
    notes = (
        "seconds from rosters in memory to result; a change begins where the cold solve ended",
    )
    table = Table("one change at a time", tuple(rows))
    return Outcome("warm", f"warm start: {instance}; {cores()} cores", (table,), notes)


WARM_START = Benchmark(
    "warm",
    "one number changed: how much faster than cold, with the same proof",
    size_options,
    run,
    {"small": ("--instance", "town"), "county": ("--instance", "county")},
)
