"""Scenarios one after the other, each from the prices of the nearest one that is solved."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from matcher.pair_values import PairValues
from models.packs import Pack
from models.roster import Roster
from solver.jobs import Decision, JobOptions, decide
from solver.rules import MASKS
from solver.scenarios.foretell import bound_at
from solver.scenarios.grid import Point, axis_between, nearest, turned, unit_of
from solver.scenarios.step import Step


@dataclass(frozen=True)
class Scenario:
    """
    One scenario, solved.

    Parameters
    ----------
    point
        What it is.
    answer
        As of any run of the job, without the reasons of who and what is left over.
    begun_from
        Number of the scenario whose prices it began from; None where from none.
    same_as
        Number of the scenario whose answer it shares, since no rule of the job
        differs; None where it was solved.
    steps
        To each neighbour that was solved before it.
    seconds
        Of solving it, and of looking from each side of its steps.
    """

    point: Point
    answer: Decision
    begun_from: int | None
    same_as: int | None
    steps: tuple[Step, ...]
    seconds: float


def sweep(
    job: str,
    roster: Roster,
    points: Sequence[Point],
    options: JobOptions,
    progress: Callable[[float], None],
) -> Iterator[Scenario]:
    """
    Solves scenarios in their order.

    Values and eligibility are computed again only where a rule on who may hold
    what differs. An answer is kept while a neighbour of it is still to come.

    Parameters
    ----------
    job
        "allocate", "push" or "shortlist".
    roster
        The facts.
    points
        At least one.
    options
        Settings of every scenario.
    progress
        Told the part that is done.

    Raises
    ------
    PackError
        See `solver.rules.compile_rules`.
    """
    kept: dict[int, Scenario] = {}
    for done, point in enumerate(points):
        progress(done / len(points))
        began = time.perf_counter()
        scenario = _solve(job, roster, point, options, [*kept.values()])
        steps = _steps(scenario, [*kept.values()])
        seconds = time.perf_counter() - began
        scenario = Scenario(
            point, scenario.answer, scenario.begun_from, scenario.same_as, steps, seconds
        )
        kept[point.number] = scenario
        ahead = points[done + 1 :]
        for number in [*kept]:
            if number != point.number and not any(
                kept[number].point.distance(later) == 1 for later in ahead
            ):
                del kept[number]
        yield scenario
    progress(1.0)


def _solve(
    job: str, roster: Roster, point: Point, options: JobOptions, kept: Sequence[Scenario]
) -> Scenario:
    by_number = {s.point.number: s for s in kept}
    same = [s for s in kept if _rules(s.point.pack, job) == _rules(point.pack, job)]
    if same:
        twin = same[0]
        return Scenario(point, twin.answer, None, twin.same_as or twin.point.number, (), 0.0)
    alike = [s.point for s in kept if _masks(s.point.pack) == _masks(point.pack)]
    near = nearest(point, alike)
    values: PairValues | None = None
    start = None
    if near is not None:
        origin = by_number[near.number].answer
        values = origin.values
        start = origin.result.start
    answer = decide(job, roster, point.pack, options, values=values, start=start)
    return Scenario(point, answer, near.number if near and start else None, None, (), 0.0)


def _steps(scenario: Scenario, kept: Sequence[Scenario]) -> tuple[Step, ...]:
    found = []
    for other in kept:
        axis = axis_between(scenario.point, other.point)
        if axis is None:
            continue
        low, high = sorted((scenario, other), key=lambda s: s.point.place)
        found.append(_step(axis, low, high))
    return tuple(found)


def _step(axis: str, low: Scenario, high: Scenario) -> Step:
    a, b = low.answer, high.answer
    values = (low.point.settings[axis], high.point.settings[axis])
    unit = unit_of(turned(low.point.pack, high.point.pack))
    if a is b:
        at_high, at_low = a.result.priced_bound, b.result.priced_bound
    else:
        same = a.values is b.values
        at_high = bound_at(b.problem, a, same_pairs=same)
        at_low = bound_at(a.problem, b, same_pairs=same)
    return Step(
        axis=axis,
        low=low.point.number,
        high=high.point.number,
        values=values,
        units=(Fraction(values[1]) - Fraction(values[0])) / unit,
        change=b.result.objective - a.result.objective,
        placed=_placed(b) - _placed(a),
        by_low=at_high - a.result.priced_bound,
        by_high=b.result.priced_bound - at_low,
        most=at_high - a.result.objective,
        least=b.result.objective - at_low,
    )


def _placed(answer: Decision) -> int:
    return answer.matches["worker_id"].n_unique()


def _rules(pack: Pack, job: str) -> tuple[Any, ...]:
    """The rules that an answer of the job depends on."""
    return tuple(r for r in pack.rules if job in r.jobs or r.kind in MASKS)


def _masks(pack: Pack) -> tuple[Any, ...]:
    """The rules that values and eligibility depend on."""
    return tuple(r for r in pack.rules if r.kind in MASKS)
