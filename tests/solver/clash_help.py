"""Whether lines can hold, decided person by person with nothing of `solver.clashes`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from matcher.pair_values import PairValues
from models.packs import Pack
from models.roster import Roster
from models.rules import Eligibility, TermLimit
from solver.clashes.line import Line, Part
from solver.jobs import JobOptions
from solver.jobs.setup import make_draft
from solver.problem import Problem

Bound = tuple[Any, float, float]


def can_hold(
    job: str,
    roster: Roster,
    pack: Pack,
    options: JobOptions,
    lines: Sequence[Line],
    lowered: Mapping[tuple[str, str], int],
) -> bool:
    """
    Whether some placement keeps these lines, each person and post by itself.

    Rules of who may hold what that are not among the lines are struck from the
    pack, caps of pushes that are not from the openings. `lowered` are numbers that
    stand instead of the policy's.
    """
    asked = {line.rule for line in lines if line.part is Part.MASK}
    kept = tuple(
        rule
        for rule in pack.rules
        if not isinstance(rule, (Eligibility, TermLimit)) or rule.id in asked
    )
    pack = replace(pack, rules=kept)
    values = PairValues(roster, pack)
    problem = make_draft(job, roster, pack, options).problem(values)
    openings = problem.openings.copy()
    if job == "push":
        capped = [line.index for line in lines if line.part is Part.EXPOSURE]
        openings[np.setdiff1d(np.arange(openings.size), capped)] = problem.shape[0]
    return _feasible(problem, openings, lines, lowered)


def _feasible(
    problem: Problem,
    openings: Any,
    lines: Sequence[Line],
    lowered: Mapping[tuple[str, str], int],
) -> bool:
    workers, vacancies = problem.shape
    worker, vacancy = np.indices((workers, vacancies)).reshape(2, -1)
    upper = problem.values.eligible(worker, vacancy).astype(float)
    bounds: list[Bound] = [(worker == w, 0, problem.max_posts[w]) for w in range(workers)]
    bounds += [(vacancy == v, 0, openings[v]) for v in range(vacancies)]
    bounds += _of_rules(problem, worker, vacancy, {line.key for line in lines}, lowered)
    bounds += [
        (worker == person, line.required, np.inf) for line in lines for person in line.people
    ]
    rows, low, high = zip(*bounds, strict=True)
    found = milp(
        np.zeros(upper.size),
        integrality=np.ones(upper.size),
        bounds=Bounds(0, upper),
        constraints=LinearConstraint(np.array(rows, dtype=float), low, high),
    )
    assert found.status in {0, 2}
    return bool(found.status == 0)


def _of_rules(
    problem: Problem,
    worker: Any,
    vacancy: Any,
    keys: set[tuple[str, str]],
    lowered: Mapping[tuple[str, str], int],
) -> Iterator[Bound]:
    """What counts for each rule, one number a pair, and between which bounds."""
    for row in problem.given_rows:
        if (row.rule, row.entity) in keys:
            each = np.zeros(problem.shape[1])
            each[row.vacancies] = row.by_vacancy
            weight = row.by_class[problem.class_of[worker]] * each[vacancy]
            yield weight, lowered.get((row.rule, row.entity), row.lower), np.inf
    for house in problem.households:
        if (house.rule, house.entity) in keys:
            least = lowered.get((house.rule, house.entity), house.lower)
            yield np.isin(worker, house.members), least, np.inf
    for cap in problem.household_caps:
        if (cap.rule, cap.entity) in keys:
            yield np.isin(worker, cap.members) & np.isin(vacancy, cap.vacancies), 0, cap.upper
