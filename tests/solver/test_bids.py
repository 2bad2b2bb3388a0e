"""Bids for near pairs alone: the answer is as well proved as with all pairs."""

from __future__ import annotations

import numpy as np
import pytest

from matcher.units import UNIT
from solver import Params, solve
from solver.candidates import near, scan
from solver.few import asked_of_posts, thin_posts
from solver.prices import Prices
from tests.solver.problems import everything, floor, made


@pytest.mark.parametrize("seed", range(6))
def test_near_pairs_give_an_answer_within_the_gap(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look finds what was left out: both answers lie within the gap of either bound."""
    rng = np.random.default_rng(seed)
    class_of = rng.integers(0, 2, 600)
    problem = made(
        rng.integers(0, UNIT, (600, 40)),
        rng.integers(1, 20, 40),
        class_of=class_of,
        rows=[floor([0, 1, 2], 12, 5 * UNIT, (False, True))],
    )
    params = Params(core=False)
    whole = solve(problem, params)
    monkeypatch.setattr("solver.bids._MANY", -1)
    found = solve(problem, params)
    assert found.gap is not None
    assert found.gap <= params.gap
    assert found.objective <= whole.bound
    assert whole.objective <= found.bound


def test_pairs_of_a_post_that_few_would_have_are_all_kept() -> None:
    """The second post is worth far less to everybody; its 13 pairs asked for stay all the same."""
    values = np.stack((np.full(30, 900), np.full(30, 100)), axis=1)
    problem = made(values, np.array([5, 1]))
    prices = Prices.zero(problem)
    assert asked_of_posts(problem).tolist() == [25, 13]
    arcs = everything(problem)
    assert not thin_posts(problem, arcs).any()
    kept, which = near(problem, arcs, prices, 10)
    assert which.all()
    assert kept is arcs
    best = scan(problem, prices, 1)
    assert thin_posts(problem, best).tolist() == [False, True]


def test_an_answer_that_still_stands_is_kept() -> None:
    """Nothing has changed: the same matches, and no pair is looked at again."""
    rng = np.random.default_rng(3)
    problem = made(
        rng.integers(0, UNIT, (300, 20)),
        rng.integers(1, 20, 20),
        class_of=rng.integers(0, 2, 300),
        rows=[floor([0, 1], 9, 5 * UNIT, (False, True))],
    )
    first = solve(problem, Params(core=False))
    again = solve(problem, Params(core=False), start=first.start)
    assert again.assignment.tolist() == first.assignment.tolist()
    assert again.passes == 1


@pytest.mark.parametrize("seed", range(4))
def test_more_openings_after_bids_for_near_pairs(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """People move to the new openings and others after them: no look at all pairs is needed."""
    monkeypatch.setattr("solver.bids._MANY", -1)
    rng = np.random.default_rng(seed)
    values, openings = rng.integers(0, UNIT, (400, 20)), rng.integers(1, 15, 20)
    rows = [floor([0, 1], 9, 5 * UNIT, (False, True))]
    class_of = rng.integers(0, 2, 400)
    params = Params(core=False, gap=1e-3)
    first = solve(made(values, openings, class_of=class_of, rows=rows), params)
    openings = openings + 3 * (np.arange(20) == 7)
    more = made(values, openings, class_of=class_of, rows=rows)
    again = solve(more, params, start=first.start)
    cold = solve(more, params)
    assert again.passes == 1
    assert again.gap is not None
    assert again.gap <= params.gap
    assert np.bincount(again.assignment[:, 1])[7] == openings[7]
    assert again.objective <= cold.bound
    assert cold.objective <= again.bound
