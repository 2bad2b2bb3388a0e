"""Values of vectors: what the scan keeps is what plain NumPy finds."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.dualip import measure, plain_bound
from benchmarks.factors import make_factors
from benchmarks.factors.values import UNIT, FactorValues, Side
from benchmarks.outcome import WrongAnswerError
from matcher.pairs import Arcs, PriceTable
from solver import DenseValues, Problem, Result, solve


def side(vectors: list[list[float]], own: list[float]) -> Side:
    return Side(np.array(vectors, np.float32), np.array(own, np.float32) * UNIT)


def small() -> FactorValues:
    """1 + 1/2, 1 - 1/2 and 3 clipped to 2; without product: 0.5."""
    return FactorValues(
        side([[0.5, 1.0], [0.0, 0.0]], [1.0, 0.5]),
        side([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0]], [0.0, 0.0, 1.0]),
        0.25,
        2.0,
    )


def test_a_value_is_the_product_and_the_own_parts_between_the_limits() -> None:
    values = small()
    grid = np.array([[1.5, 0.5, 2.0], [0.5, 0.5, 1.5]]) * UNIT
    assert np.array_equal(values.rows(np.arange(2)), grid)
    w, v = np.divmod(np.arange(6), 3)
    assert np.array_equal(values.at(w, v), grid.ravel())


def test_a_scan_keeps_the_best_first_and_the_lower_vacancy_among_equals() -> None:
    free = PriceTable(np.zeros(2, np.int64), np.zeros((1, 3), np.int64))
    arcs = small().scan(free, 2)
    assert arcs.start.tolist() == [0, 2, 4]
    assert arcs.vacancy.tolist() == [2, 0, 2, 0]
    dear = PriceTable(np.array([0, 1]), np.array([[0, 0, UNIT], [0, 0, 0]]))
    assert small().scan(dear, 1).vacancy.tolist() == [0, 2]  # 1.5 before 2 - 1; 1.5 before 0.5


@pytest.mark.parametrize("floored", [False, True])
@pytest.mark.parametrize("some", [False, True])
def test_a_scan_of_many_is_that_of_a_matrix(some: bool, floored: bool) -> None:
    values = make_factors(300, 2500, 16, 1)  # more vacancies than a tile, more workers than a block
    rng = np.random.default_rng(2)
    table = PriceTable(rng.integers(0, 3, 300), rng.integers(-UNIT, UNIT, (3, 2500)))
    dense = DenseValues(values.rows(np.arange(300)))
    workers = np.sort(rng.choice(300, 40, replace=False)) if some else None
    vacancies = np.sort(rng.choice(2500, 700, replace=False)) if some else None
    floor = rng.integers(3 * UNIT, 5 * UNIT, 300) if floored else None
    found, expected = (v.scan(table, 7, workers, vacancies, floor) for v in (values, dense))
    assert_same(found, expected)
    assert (np.diff(found.start) < 7).any() == (floored or some)
    assert values.at(found.worker, found.vacancy).tolist() == found.value.tolist()


def assert_same(found: Arcs, expected: Arcs) -> None:
    for name in ("start", "vacancy", "value"):
        assert np.array_equal(getattr(found, name), getattr(expected, name)), name


def test_vectors_off_the_grid_and_too_long_are_refused() -> None:
    with pytest.raises(ValueError, match="multiples"):
        side([[0.3]], [0.0])
    with pytest.raises(ValueError, match="whole units"):
        Side(np.zeros((1, 1), np.float32), np.array([0.5], np.float32))
    with pytest.raises(ValueError, match="at most 32"):
        FactorValues(side([[0.0] * 33], [0.0]), side([[0.0] * 33], [0.0]), 0.0, 1.0)


def test_the_shape_of_dualip_is_solved_without_violation_and_proved() -> None:
    found = measure(400, 60, 5, 8, 3, 1e-4)
    assert found.beyond.max() == 0
    assert found.result.objective <= found.result.bound
    assert found.at_limit > 0  # the limits bind: it is no problem of each user's best
    assert len(found.result.assignment) == 5 * 60  # 300 places for 400 users


def test_a_bound_that_the_prices_do_not_give_is_a_wrong_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    values = make_factors(50, 9, 4, 0)
    result = solve(Problem(values, np.full(9, 3)))
    assert plain_bound(values, result.prices.vacancy, 3) == round(result.bound * UNIT)

    def boastful(problem: Problem, *_: object) -> Result:
        object.__setattr__(found := solve(problem), "bound", found.bound - 1)
        return found

    monkeypatch.setattr("benchmarks.dualip.solve", boastful)
    with pytest.raises(WrongAnswerError, match="said to prove"):
        measure(50, 9, 3, 4, 0, 1e-4)
