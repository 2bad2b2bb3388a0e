"""A sweep of one number: beside cold runs, and its prices beside what new solves find."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from decimal import Decimal
from itertools import pairwise

from api.runs.checking import check_answer
from api.runs.errors import CheckFailedError
from benchmarks.benchmark import Benchmark, whole
from benchmarks.child import in_child
from benchmarks.instances import Instance, chosen, size_options
from benchmarks.job_run import compile_kernels, cores
from benchmarks.outcome import Cell, Outcome, Table, WrongAnswerError, expect
from models.packs import Pack, load_pack
from models.roster import Roster
from solver.jobs import Answer, JobOptions
from solver.jobs import run as run_job
from solver.scenarios import Axis, Scenario, Step, compare, make_grid, sweep, would_owe

_NUMBER = "relocated-share.share"
_MOST = Decimal("0.3")
_ALLOWED = 3  # cold runs that a whole sweep may take
Rows = list[dict[str, Cell]]


def measure(instance: Instance, steps: int, *, cold_each: bool) -> tuple[Rows, Rows, Rows]:
    """
    Sweeps the share from 0 to 30 %.

    Returns
    -------
    tuple
        The whole beside one cold run; scenario by scenario; step by step.

    Raises
    ------
    WrongAnswerError
        When the checker finds a fault, a found change lies outside what the prices
        of both sides allow, or a scenario is better than a cold run's bound.
    """
    roster, pack = instance.county().roster(), load_pack(instance.pack)
    values = tuple(f"{_MOST * k / (steps - 1):.6f}" for k in range(steps))
    points = make_grid(pack, (Axis(_NUMBER, values),))
    _, as_it_is = _cold(roster, pack)
    colds = [_cold(roster, point.pack) for point in (points if cold_each else points[:1])]
    began = time.perf_counter()
    swept = [*sweep("allocate", roster, points, JobOptions(), lambda _: None)]
    seconds = time.perf_counter() - began
    found = sorted(swept, key=lambda scenario: scenario.point.number)
    began = time.perf_counter()
    for scenario in found:
        _the_rest(scenario, found[0], roster)
    other = time.perf_counter() - began
    for scenario, (alone, _) in zip(found, colds, strict=False):
        ours, theirs = scenario.answer.result, alone.result
        expect(ours.objective <= theirs.bound + 1e-6, "Better than a cold run's bound.")
        expect(theirs.objective <= ours.bound + 1e-6, "A cold run is better than the bound.")
    taken = [taken for _, taken in colds]
    whole_row: dict[str, Cell] = {
        "scenarios": steps,
        "sweep s": seconds,
        "cold run s": as_it_is,
        "cold runs' worth": seconds / as_it_is,
        "cold run at 0 s": taken[0],
        "all cold s": sum(taken) if cold_each else None,
        "all cold / sweep": sum(taken) / seconds if cold_each else None,
        "check, money, groups s": other,
    }
    rows = [_row(s, taken[k] if cold_each else None) for k, s in enumerate(found)]
    steps_found = sorted((s for one in found for s in one.steps), key=lambda step: step.low)
    return [whole_row], rows, [_step(step) for step in steps_found]


def _cold(roster: Roster, pack: Pack) -> tuple[Answer, float]:
    began = time.perf_counter()
    answer = run_job("allocate", roster, pack)
    return answer, time.perf_counter() - began


def _the_rest(scenario: Scenario, first: Scenario, roster: Roster) -> None:
    """What the command does with each scenario besides solving it and looking from both sides."""
    answer = scenario.answer
    try:
        check_answer(roster, answer)
    except CheckFailedError as error:
        raise WrongAnswerError(str(error)) from error
    would_owe(roster, answer.pack, answer.matches, 12)
    compare(first.answer.matches, answer.matches)


def _row(scenario: Scenario, cold: float | None) -> dict[str, Cell]:
    result = scenario.answer.result
    return {
        "share": scenario.point.settings[_NUMBER].rstrip("0").rstrip("."),
        "status": result.status.value,
        "gap %": None if result.gap is None else 100 * result.gap,
        "objective": result.objective,
        "placed": scenario.answer.matches["worker_id"].n_unique(),
        "short": int(scenario.answer.rules["shortfall"].sum()),
        "seconds": scenario.seconds,
        "solve s": sum(result.seconds.values()),
        "cold s": cold,
    }


def _step(step: Step) -> dict[str, Cell]:
    expect(
        step.agrees,
        f"{step.values}: a change of {step.change} outside {step.least} to {step.most}.",
    )
    return {
        "from": step.values[0].rstrip("0").rstrip("."),
        "to": step.values[1].rstrip("0").rstrip("."),
        "by price before": step.per_unit(step.by_low),
        "found": step.per_unit(step.change),
        "by price after": step.per_unit(step.by_high),
        "at most": step.per_unit(step.most),
        "at least": step.per_unit(step.least),
        "placed": step.per_unit(step.placed),
        "agrees": step.agrees,
    }


def run(args: Namespace) -> Outcome:
    """Runs the command."""
    instance = chosen(args)
    compile_kernels()
    total, rows, steps = in_child(measure, instance, args.steps, cold_each=args.cold_each)
    objectives = [float(str(row["objective"])) for row in rows]
    gaps = [float(str(row["gap %"])) / 100 * abs(objectives[0]) for row in rows]
    for (low, high), room in zip(pairwise(objectives), gaps[1:], strict=True):
        expect(high <= low + room + gaps[0], "A higher share is worth more than a lower one.")
    notes = (
        f"asked for: a sweep in less than {_ALLOWED} cold runs of the pack as it is",
        "a sweep begins with rosters in memory, and has each scenario's tables and steps' bounds",
        "sweep s: from its beginning to its last scenario, wall time, before anything is checked",
        "seconds of a scenario: with another beside it; the middle one is solved from nothing",
        "steps: value for a percentage point, found by solving both and foretold by both prices",
    )
    tables = (
        Table("the sweep", tuple(total)),
        Table("scenario by scenario", tuple(rows)),
        Table("a percentage point's worth, step by step", tuple(steps)),
    )
    return Outcome("simulate", f"{_NUMBER}: {instance}; {cores()} cores", tables, notes)


def _options(parser: ArgumentParser) -> None:
    size_options(parser)
    parser.add_argument("--steps", type=whole(2, 50), default=13, help="values from 0 to 30 %%")
    parser.add_argument("--cold-each", action="store_true", help="a cold run of every scenario")


SIMULATE = Benchmark(
    "simulate",
    "a share from 0 to 30 %%: the sweep beside cold runs, prices beside what is found",
    _options,
    run,
    {
        "small": ("--instance", "tiny", "--steps", "4", "--cold-each"),
        "county": ("--instance", "county", "--steps", "13"),
    },
)
