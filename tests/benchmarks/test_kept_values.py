"""Values of which some pairs are left behave as such a matrix does."""

from __future__ import annotations

import numpy as np

from benchmarks.kept_values import KeptValues
from benchmarks.open_posts import best_open
from matcher.pairs import PriceTable
from solver import DenseValues, Params, Problem, solve

MATRIX = np.random.default_rng(0).integers(1, 1000, (12, 8))
OPENINGS = np.array([1, 2, 1, 0, 1, 1, 2, 1])


def test_the_kept_pairs_are_the_best_of_those_with_openings() -> None:
    arcs = best_open(DenseValues(MATRIX), OPENINGS, 3)
    worth = np.where(OPENINGS > 0, MATRIX, -1)
    expected = np.sort(worth, axis=1)[:, :-4:-1]
    assert (arcs.value.reshape(12, 3) == expected).all()


def test_a_scan_finds_what_a_masked_matrix_finds() -> None:
    values = DenseValues(MATRIX)
    kept = KeptValues(values, best_open(values, OPENINGS, 3))
    worker, vacancy = (index.ravel() for index in np.indices(MATRIX.shape))
    allowed = kept.eligible(worker, vacancy).reshape(MATRIX.shape)
    assert allowed.sum() == 12 * 3
    masked = DenseValues(MATRIX, allowed)
    price = np.random.default_rng(1).integers(0, 500, (1, 8))
    table = PriceTable(np.zeros(12, dtype=np.int64), price)
    some = np.array([1, 4, 11])
    for mine, theirs in (
        (kept.scan(table, 2), masked.scan(table, 2)),
        (kept.scan(table, 9, some), masked.scan(table, 9, some)),
        (kept.scan(table, 9, some, some[:2]), masked.scan(table, 9, some, some[:2])),
    ):
        assert (mine.start == theirs.start).all()
        assert (mine.vacancy == theirs.vacancy).all()
        assert (mine.value == theirs.value).all()


def test_solving_over_fewer_pairs_is_worth_no_more() -> None:
    values = DenseValues(MATRIX)
    whole = solve(Problem(values, OPENINGS), Params(gap=0))
    part = solve(
        Problem(KeptValues(values, best_open(values, OPENINGS, 2)), OPENINGS), Params(gap=0)
    )
    assert part.objective <= whole.objective
    assert part.bound == part.objective
