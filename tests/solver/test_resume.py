"""Wherever a solve begins, its bound is above every answer: against cold solves, at random."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from matcher.units import BoolArray, IntArray
from solver import Params, Problem, solve
from solver.pins import Pinned
from solver.resume import resumed
from solver.start import UNSEEN
from tests.solver.problems import floor, household, made

LOOSE, TIGHT = Params(gap=1e-3), Params(gap=0)
WORKERS, VACANCIES = 30, 9


@dataclass
class Market:
    """People and posts with their values; openings, rules and who is there vary by draw."""

    matrix: IntArray
    allowed: BoolArray
    klass: IntArray
    owed: bool  # posts owed to everybody, as in a push; else households are owed jobs

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> Market:
        shape = (WORKERS, VACANCIES)
        return cls(
            rng.integers(0, 40, shape), rng.random(shape) < rng.choice([0.3, 0.6, 1.0]),
            rng.integers(0, 2, WORKERS), bool(rng.integers(2)),
        )  # fmt: skip

    def problem(self, rng: np.random.Generator, people: IntArray, posts: IntArray) -> Problem:
        at = np.ix_(people, posts)
        rules: dict[str, Any] = {"rows": [floor([0, 1], int(rng.integers(4)), 50, (False, True))]}
        if self.owed:
            rules |= {"max_posts": np.full(people.size, 3), "min_posts": np.full(people.size, 2)}
            rules |= {"short_penalty": 60}
        else:
            some = rng.permutation(people.size)[:6].tolist()
            rules |= {"households": [household(some[:3], 1, 70), household(some[3:], 2, 70)]}
        return made(
            self.matrix[at], rng.integers(0, 4, posts.size), allowed=self.allowed[at],
            class_of=self.klass[people], bonus=rng.integers(0, 5, (2, posts.size)), **rules,
        )  # fmt: skip

    def with_another(self, rng: np.random.Generator, worker: int) -> Market:
        """The same in which one person has other wishes."""
        matrix, allowed = self.matrix.copy(), self.allowed.copy()
        matrix[worker], allowed[worker] = rng.integers(0, 40, VACANCIES), True
        return Market(matrix, allowed, self.klass, self.owed)


def drawn_from(rng: np.random.Generator, most: int, least: int) -> IntArray:
    """Some of so many, in any order."""
    return rng.permutation(most)[: int(rng.integers(least, most + 1))]


def stood(now: IntArray, before: IntArray) -> IntArray:
    """Where each stood before; -1 for who is new."""
    place = {key: at for at, key in enumerate(before.tolist())}
    return np.array([place.get(key, -1) for key in now.tolist()], dtype=np.int64)


@pytest.mark.parametrize("seed", range(60))
def test_after_any_change_the_bound_holds(seed: int) -> None:
    """People and posts come, go and move, wishes change, posts open and close, rules differ."""
    rng = np.random.default_rng(seed)
    market = Market.drawn(rng)
    before = drawn_from(rng, WORKERS, 15), drawn_from(rng, VACANCIES, 4)
    start = solve(market.problem(rng, *before), LOOSE).start
    now = drawn_from(rng, WORKERS, 15), drawn_from(rng, VACANCIES, 4)
    other = int(now[0][0])
    workers = np.where(now[0] == other, -1, stood(now[0], before[0]))
    problem = market.with_another(rng, other).problem(rng, *now)
    warm = solve(problem, LOOSE, start=start.moved(workers, stood(now[1], before[1])))
    cold = solve(problem, TIGHT)
    assert (warm.owed == cold.owed).all()
    assert warm.bound >= cold.objective - 1e-9
    assert cold.bound >= warm.objective - 1e-9


@pytest.mark.parametrize("seed", range(12))
def test_pins_that_come_and_go_leave_the_bound_right(seed: int) -> None:
    """From a solve with pins that fill posts to one without, and back."""
    rng = np.random.default_rng(100 + seed)
    matrix, openings = rng.integers(0, 40, (20, 5)), rng.integers(1, 3, 5)
    problem = made(matrix, openings, allowed=rng.random((20, 5)) < 0.5)
    able = np.argwhere(problem.values.eligible(*np.indices((20, 5)).reshape(2, -1)).reshape(20, 5))
    pins = np.array([next(p for p in able.tolist() if p[1] == v) for v in range(2)])
    if pins[0, 0] == pins[1, 0]:
        pins = pins[:1]
    free = solve(problem, LOOSE)
    pinned = Pinned(problem, pins)
    kept = solve(pinned.rest, LOOSE, start=free.start)
    assert kept.bound >= solve(pinned.rest, TIGHT).objective - 1e-9
    again = solve(problem, LOOSE, start=kept.start)
    assert again.bound >= solve(problem, TIGHT).objective - 1e-9


def test_a_post_that_opens_is_looked_at_by_everybody() -> None:
    """It was closed, and everybody had looked at all the others: nothing seemed left to see."""
    matrix = np.array([[1, 9], [2, 8], [3, 7]])
    start = solve(made(matrix, [3, 0]), TIGHT).start
    warm = solve(made(matrix, [3, 3]), TIGHT, start=start)
    assert warm.objective == 24
    assert warm.bound == 24


def test_a_post_that_nobody_had_seen_counts_as_unseen_once() -> None:
    problem = made(np.array([[1, 9], [2, 8]]), [2, 1])
    start = solve(made(np.array([[1, 9], [2, 8]]), [2, 0]), TIGHT).start
    ready = resumed(problem, start)
    assert (ready.table == UNSEEN).all(axis=0).tolist() == [False, True]
    assert (ready.rest + (UNSEEN - 9) >= 9).all()  # enough for any pair to be looked for
    assert (resumed(problem, ready).rest == ready.rest).all()


def test_who_is_owed_posts_and_lost_some_finds_others() -> None:
    """Two posts are owed; the ones known close, two that were not open then do."""
    matrix = np.ones((1, 4), dtype=int)
    owed = {"min_posts": [2], "max_posts": [2], "short_penalty": 10}
    start = solve(made(matrix, [1, 1, 0, 0], **owed), TIGHT).start
    warm = solve(made(matrix, [0, 0, 1, 1], **owed), TIGHT, start=start)
    assert warm.owed.tolist() == [2]
    assert warm.assignment.tolist() == [[0, 2], [0, 3]]
