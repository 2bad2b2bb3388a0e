"""One scenario: solved from a neighbour's prices, and seen from each neighbour's side."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from models.packs import Pack
from models.roster import Roster
from solver.jobs import Decision, JobOptions, decide
from solver.params import Progress
from solver.rules import MASKS
from solver.scenarios.foretell import bound_at
from solver.scenarios.grid import Point, axis_between, turned, unit_of
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
        To each neighbour nearer to the middle.
    seconds
        Of solving it, and of looking from each side of its steps, whatever else
        was under way beside it.
    """

    point: Point
    answer: Decision
    begun_from: int | None
    same_as: int | None
    steps: tuple[Step, ...]
    seconds: float


def solve_scenario(
    job: str,
    roster: Roster,
    point: Point,
    options: JobOptions,
    near: Sequence[Scenario],
    progress: Progress,
) -> Scenario:
    """
    Solves one scenario.

    Parameters
    ----------
    job, roster, options, progress
        As `solver.jobs.decide` takes them.
    point
        Which.
    near
        The neighbours that it may know. It shares the answer of the first under the
        same rules; else it begins from the first with the same values and eligibility.

    Raises
    ------
    PackError
        See `solver.rules.compile_rules`.
    """
    began = time.perf_counter()
    twin = next((s for s in near if _rules(s.point.pack, job) == _rules(point.pack, job)), None)
    like = next((s for s in near if _masks(s.point.pack) == _masks(point.pack)), None)
    begun_from = same_as = None
    if twin is not None:
        answer, same_as = twin.answer, twin.same_as or twin.point.number
    elif like is None:
        answer = decide(job, roster, point.pack, options, progress)
    else:
        values, start = like.answer.values, like.answer.result.start
        answer = decide(job, roster, point.pack, options, progress, values=values, start=start)
        begun_from = like.point.number if start else None
    return Scenario(
        point=point,
        answer=answer,
        begun_from=begun_from,
        same_as=same_as,
        steps=_steps(point, answer, near),
        seconds=time.perf_counter() - began,
    )


def _steps(point: Point, answer: Decision, near: Sequence[Scenario]) -> tuple[Step, ...]:
    found = []
    for other in near:
        axis = axis_between(point, other.point)
        if axis is None:
            continue
        ends = [(point, answer), (other.point, other.answer)]
        found.append(_step(axis, *sorted(ends, key=lambda end: end[0].place)))
    return tuple(found)


def _step(axis: str, low: tuple[Point, Decision], high: tuple[Point, Decision]) -> Step:
    (below, a), (above, b) = low, high
    values = (below.settings[axis], above.settings[axis])
    unit = unit_of(turned(below.pack, above.pack))
    if a is b:
        at_high, at_low = a.result.priced_bound, b.result.priced_bound
    else:
        same = a.values is b.values
        at_high = bound_at(b.problem, a, same_pairs=same)
        at_low = bound_at(a.problem, b, same_pairs=same)
    return Step(
        axis=axis,
        low=below.number,
        high=above.number,
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
