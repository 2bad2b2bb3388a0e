"""Tiny problems and rosters, and the best answer to them found by trying every assignment."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.dense import DenseValues
from matcher.pairs import Arcs
from matcher.units import UNIT, IntArray
from models.packs import Pack
from models.packs.positions import locate
from models.roster import Roster
from models.rules import Rule, Selection
from models.rules.condition import OneOf
from solver.jobs import JobOptions
from solver.jobs.setup import make_draft
from solver.problem import Household, HouseholdCap, Problem
from solver.result import Result
from solver.row import Row

Pairs = npt.NDArray[np.int64]


def made(matrix: npt.ArrayLike, openings: npt.ArrayLike | None = None, **rules: Any) -> Problem:
    """A problem of a matrix; one opening a vacancy and every pair allowed where nothing is said."""
    allowed = rules.pop("allowed", None)
    values = DenseValues(matrix, allowed)
    given = np.ones(values.shape[1], dtype=np.int64) if openings is None else openings
    return Problem(values, given, **rules)


def floor(vacancies: list[int], lower: int, penalty: int, classes: tuple[bool, ...]) -> Row:
    """A floor of the rule "share"."""
    where = np.array(vacancies, dtype=np.int64)
    return Row("share", "E1", np.array(classes), where, lower, penalty)


def ratio(
    vacancies: list[int], lower: int, classes: tuple[int, ...], scale: int, **more: Any
) -> Row:
    """A row of the rule "ratio" with a weight for each class; 100 for each person short."""
    return Row(
        "ratio", "E1", np.array(classes), np.array(vacancies), lower, 100, scale=scale, **more
    )


def household(members: list[int], lower: int, penalty: int) -> Household:
    """A guarantee named by its first member."""
    return Household("guarantee", f"H{members[0]}", np.array(members), lower, penalty)


def cap(members: list[int], vacancies: list[int], upper: int) -> HouseholdCap:
    """A household cap named by its first member."""
    return HouseholdCap("cap", f"H{members[0]}", np.array(members), np.array(vacancies), upper)


def drawn(seed: int) -> Problem:
    """5 workers of two classes, 4 vacancies, two floors that cross, a guarantee and a cap."""
    rng = np.random.default_rng(seed)
    first, second = rng.integers(0, 3, 2)
    rows = [
        floor([0, 1], int(first), int(rng.integers(5, 60)), (True, False)),
        floor([1, 2, 3], int(second), int(rng.integers(5, 60)), (False, True)),
    ]
    return made(
        rng.integers(-2, 20, (5, 4)),
        rng.integers(0, 3, 4),
        allowed=rng.random((5, 4)) < 0.75,
        class_of=rng.integers(0, 2, 5),
        bonus=rng.integers(0, 8, (2, 4)),
        rows=rows,
        households=[household([0, 1], 1, int(rng.integers(10, 60)))],
        household_caps=[cap([2, 3], [0, 1, 2], 1)],
    )


def everything(problem: Problem) -> Arcs:
    """All eligible pairs of a problem."""
    workers, vacancies = problem.shape
    grid = np.indices((workers, vacancies)).reshape(2, -1)
    worker, vacancy = grid[:, problem.values.eligible(grid[0], grid[1])]
    start = np.concatenate(([0], np.cumsum(np.bincount(worker, minlength=workers))))
    return Arcs(start, vacancy.astype(np.int32), problem.values.at(worker, vacancy))


def worth(problem: Problem, pairs: Pairs) -> int:
    """The objective of an assignment in units, counted rule by rule."""
    held = np.zeros(problem.shape, dtype=np.int64)
    held[pairs[:, 0], pairs[:, 1]] = 1
    everyone, everywhere = np.nonzero(held)
    total = int(problem.values.at(everyone, everywhere).sum())
    total += int(problem.given_bonus[problem.class_of[everyone], everywhere].sum())
    for row in problem.given_rows:
        total -= row.penalty * row_short(problem, row, held)
    for house in problem.households:
        least = min(house.lower, house.members.size)
        total -= house.penalty * max(0, least - int(held[house.members].sum()))
    owed = owed_posts(problem)
    return total - problem.short_penalty * int(np.maximum(0, owed - held.sum(axis=1)).sum())


def row_short(problem: Problem, row: Row, held: Pairs) -> int:
    """People that a row lacks, person by person. `held`: shape (W, V), 1 for a pair taken."""
    weight = np.asarray(row.classes, dtype=np.int64)[problem.class_of]
    each = np.ones(row.vacancies.size, dtype=np.int64) if row.each is None else row.each
    count = int(weight @ held[:, row.vacancies] @ each)
    return -min(0, (count - row.lower) // row.scale)


def owed_posts(problem: Problem) -> IntArray:
    """Posts owed to each worker: no more than are eligible and open."""
    workers, vacancies = problem.shape
    grid = np.indices((workers, vacancies)).reshape(2, -1)
    open_ = problem.values.eligible(grid[0], grid[1]) & (problem.openings[grid[1]] > 0)
    return np.minimum(problem.min_posts, np.bincount(grid[0][open_], minlength=workers))


def breaks_a_limit(problem: Problem, pairs: Pairs) -> bool:
    """Whether an assignment takes too many posts, openings or posts of a capped household."""
    worker, vacancy = pairs[:, 0], pairs[:, 1]
    workers, vacancies = problem.shape
    held = np.zeros(problem.shape, dtype=np.int64)
    held[worker, vacancy] = 1
    return (
        np.unique(pairs, axis=0).shape != pairs.shape
        or any(row.hard and row_short(problem, row, held) for row in problem.given_rows)
        or not problem.values.eligible(worker, vacancy).all()
        or (np.bincount(worker, minlength=workers) > problem.max_posts).any()
        or (np.bincount(vacancy, minlength=vacancies) > problem.openings).any()
        or any(
            (np.isin(worker, c.members) & np.isin(vacancy, c.vacancies)).sum() > c.upper
            for c in problem.household_caps
        )
    )


def best_by_trying(problem: Problem) -> int:
    """The greatest objective in units over all assignments that break no limit."""
    workers, vacancies = problem.shape
    choices = []
    for w in range(workers):
        own = np.flatnonzero(problem.values.eligible(np.full(vacancies, w), np.arange(vacancies)))
        sizes = range(int(problem.max_posts[w]) + 1)
        choices.append([c for k in sizes for c in itertools.combinations(own.tolist(), k)])
    best = None
    for posts in itertools.product(*choices):
        listed = [(w, v) for w, own in enumerate(posts) for v in own]
        pairs = np.array(listed, dtype=np.int64).reshape(-1, 2)
        if not breaks_a_limit(problem, pairs):
            found = worth(problem, pairs)
            best = found if best is None or found > best else best
    assert best is not None
    return best


def check_result(problem: Problem, result: Result) -> int:
    """Holds a result to what it says; returns its objective in units."""
    unit = problem.values.unit
    objective = worth(problem, result.assignment)
    assert not breaks_a_limit(problem, result.assignment)
    assert result.objective == objective / unit
    assert result.bound >= result.objective
    return objective


def selection(table: str, label: str, *keys: str) -> Selection:
    """The rows of these keys."""
    key = {"workers": "worker_id", "vacancies": "vacancy_id", "households": "household_id"}[table]
    return Selection(label, label, table, OneOf(key, keys))


def pack_of(*rules: Rule) -> Pack:
    """A pack of these rules, without a file."""
    return Pack(
        id="small",
        title="示例",
        place="990101",
        document="",
        issued=date(2024, 1, 1),
        valid_from=date(2024, 1, 1),
        valid_to=None,
        status="in_force",
        path="small.toml",
        source_bytes=b"",
        rules=rules,
        selections={},
        parameters={},
        settings={},
        positions=locate(""),
    )


def compiled(
    job: str, roster: Roster, matrix: npt.ArrayLike, *rules: Rule, **options: Any
) -> Problem:
    """
    The problem that a job's rules compile to, with a matrix of values.

    Values are given to the solver in units of 1/UNIT, as penalties are: its
    objective is in units too.
    """
    values = DenseValues(np.rint(np.asarray(matrix, dtype=np.float64) * UNIT).astype(np.int64))
    return make_draft(job, roster, pack_of(*rules), JobOptions(**options)).problem(values)
