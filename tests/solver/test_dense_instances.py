"""Assignment instances given as matrices: the exact optimum, checked with SciPy."""

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from matcher.dense import DenseValues
from matcher.pairs import PriceTable
from solver import Params, Problem, Status, solve
from tests.solver.problems import check_result, made

EXACT = Params(gap=0)
RNG = np.random.default_rng(20240630)
SQUARE = RNG.integers(1, 1000, (60, 60))
WIDE = RNG.integers(1, 100, (30, 80))
TALL = RNG.integers(1, 100, (80, 30))
FLOATS = RNG.random((50, 40))
MIXED = RNG.integers(-500, 500, (45, 45))
LARGE_FLOATS = RNG.normal(0, 1e6, (25, 35))


def optimum(matrix: np.ndarray) -> float:
    """SciPy's optimum where pairs of negative value may be left out."""
    gains = np.maximum(matrix, 0)
    rows, columns = linear_sum_assignment(gains, maximize=True)
    return float(gains[rows, columns].sum())


@pytest.mark.parametrize(
    "matrix",
    [SQUARE, WIDE, TALL, FLOATS, MIXED, LARGE_FLOATS],
    ids=["square", "wide", "tall", "floats", "mixed signs", "large floats"],
)
def test_the_optimum_is_scipys(matrix: np.ndarray) -> None:
    problem = made(matrix)
    result = solve(problem, EXACT)
    check_result(problem, result)
    # floats are rounded to 2**-30 of the largest; one rounding for each pair at most
    tolerance = 0 if np.issubdtype(matrix.dtype, np.integer) else 1e-9 * np.abs(matrix).max() * 60
    assert result.status is Status.OPTIMAL
    assert result.objective == result.bound
    assert abs(result.objective - optimum(matrix)) <= tolerance


def test_forbidden_pairs_are_never_chosen_though_they_are_worth_most() -> None:
    """SciPy takes a mask as values that nobody would choose: -10**6 where 1000 is the most."""
    allowed = RNG.random(SQUARE.shape) < 0.15
    problem = made(SQUARE, allowed=allowed)
    result = solve(problem, EXACT)
    check_result(problem, result)
    masked = np.where(allowed, SQUARE, -(10**6))
    rows, columns = linear_sum_assignment(masked, maximize=True)
    expected = masked[rows, columns]
    assert result.status is Status.OPTIMAL
    assert result.objective == expected[expected > 0].sum()


def test_more_forbidden_pairs_than_are_kept_do_not_hide_the_allowed_ones() -> None:
    """30 forbidden pairs of value 1000 before 10 allowed ones of value 5: two workers, 2 x 5."""
    matrix = np.full((2, 40), 5)
    matrix[:, :30] = 1000
    allowed = np.zeros((2, 40), dtype=bool)
    allowed[:, 30:] = True
    result = solve(made(matrix, allowed=allowed), EXACT)
    assert (result.status, result.objective, result.bound) == (Status.OPTIMAL, 10, 10)


def test_more_closed_vacancies_than_are_kept_do_not_hide_the_open_ones() -> None:
    """The same with 30 vacancies without openings: their price lies beyond every value."""
    matrix = np.full((2, 40), 5)
    matrix[:, :30] = 1000
    result = solve(made(matrix, np.repeat([0, 1], [30, 10])), EXACT)
    assert (result.status, result.objective, result.bound) == (Status.OPTIMAL, 10, 10)


def test_several_openings_are_as_many_columns() -> None:
    openings = RNG.integers(0, 4, 30)
    problem = made(TALL, openings)
    result = solve(problem, EXACT)
    check_result(problem, result)
    assert result.status is Status.OPTIMAL
    assert result.objective == optimum(np.repeat(TALL, openings, axis=1))


def test_several_posts_a_worker_are_as_many_rows_of_different_posts() -> None:
    """Two workers, two posts each, three vacancies: 9 + 8 for one, 7 for the other."""
    problem = made([[9, 8, 1], [2, 3, 7]], max_posts=[2, 2])
    result = solve(problem, EXACT)
    assert result.objective == 24
    assert result.assignment.tolist() == [[0, 0], [0, 1], [1, 2]]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("keep", [1, 3])
def test_what_is_not_looked_at_again_hides_nothing(seed: int, keep: int) -> None:
    """
    Few pairs kept of 120 x 90, a fifth of the vacancies closed: the bound still covers all pairs.

    Every round looks only where prices moved; no answer may beat the bound, after any round.
    """
    rng = np.random.default_rng(seed)
    matrix = rng.integers(0, 1000, (120, 90)) + rng.integers(0, 300, 90)
    openings = rng.integers(0, 5, 90) // 2
    expected = optimum(np.repeat(matrix, openings, axis=1))
    for rounds in (1, 2, 4, 12):
        result = solve(made(matrix, openings), Params(gap=0, keep=keep, rounds=rounds))
        assert result.objective <= expected <= result.bound
    assert result.objective == expected


def test_pairs_of_negative_value_are_left_out() -> None:
    """Worker 1 is worth less than nothing everywhere: 4 for worker 0 alone."""
    result = solve(made([[4, -1], [-3, -2]]), EXACT)
    assert (result.status, result.objective) == (Status.OPTIMAL, 4)
    assert result.assignment.tolist() == [[0, 0]]


@pytest.mark.parametrize(("value", "expected"), [(7, 7 * 25), (0, 0), (-1, 0), (0.25, 0.25 * 25)])
def test_all_values_equal_fill_every_opening_that_pays(value: float, expected: float) -> None:
    """30 workers, 25 openings, one value: 25 times the value, nothing where it does not pay."""
    result = solve(made(np.full((30, 25), value)), EXACT)
    assert (result.status, result.objective, result.bound) == (Status.OPTIMAL, expected, expected)


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_an_empty_matrix_has_an_empty_answer(shape: tuple[int, int]) -> None:
    result = solve(made(np.zeros(shape)), EXACT)
    assert (result.status, result.objective, result.gap) == (Status.OPTIMAL, 0, None)
    assert result.assignment.shape == (0, 2)


def test_nobody_eligible_is_an_answer() -> None:
    result = solve(made(np.ones((3, 4)), allowed=np.zeros((3, 4), dtype=bool)), EXACT)
    assert (result.status, result.objective, result.assignment.size) == (Status.OPTIMAL, 0, 0)


def test_the_same_problem_twice_gives_the_same_answer() -> None:
    first, second = (solve(made(FLOATS), EXACT) for _ in range(2))
    assert (first.assignment == second.assignment).all()
    assert (first.prices.vacancy == second.prices.vacancy).all()


def test_prices_are_what_one_more_opening_is_worth_at_least() -> None:
    """With least optimal prices, one more opening never gains more than its price says."""
    matrix = RNG.integers(1, 50, (8, 5))
    result = solve(made(matrix), EXACT)
    for v, price in enumerate(result.prices.vacancy.tolist()):
        more = np.ones(5, dtype=np.int64)
        more[v] += 1
        assert solve(made(matrix, more), EXACT).objective - result.objective <= price


def test_whole_numbers_keep_their_unit() -> None:
    values = DenseValues([[3, 4]])
    assert (values.unit, values.largest) == (1, 4.0)
    assert values.at(np.array([0]), np.array([1])).tolist() == [4]


def test_scan_lists_the_best_first_and_the_lower_index_among_equals() -> None:
    """Priced: 5 - 5, 3, 3, forbidden, -1: so 1 before 2, then 0, then 4."""
    allowed = [[True, True, True, False, True]]
    values = DenseValues([[5, 3, 3, 9, -1]], allowed)
    table = PriceTable(np.zeros(1, dtype=np.int64), np.array([[5, 0, 0, 0, 0]]))
    assert values.scan(table, 9).vacancy.tolist() == [1, 2, 0, 4]
    assert values.scan(table, 2).vacancy.tolist() == [1, 2]


def test_scan_of_some_workers_leaves_the_others_without_pairs() -> None:
    values = DenseValues(np.ones((3, 2)))
    table = PriceTable(np.zeros(3, dtype=np.int64), np.zeros((1, 2), dtype=np.int64))
    assert values.scan(table, 1, np.array([1])).start.tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("matrix", "allowed", "message"),
    [
        ([1, 2], None, "two dimensions, got 1"),
        ([[np.nan]], None, "finite values"),
        ([[np.inf]], None, "forbid a pair with `allowed`"),
        ([[1 << 31]], None, "at most 1073741824"),
        ([[1, 2]], [[True]], r"mask of shape \(1, 2\), got \(1, 1\)"),
    ],
)
def test_a_wrong_matrix_is_refused(matrix: object, allowed: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        DenseValues(matrix, allowed)  # type: ignore[arg-type] -- wrong on purpose


def test_a_problem_of_a_matrix_needs_no_rules() -> None:
    """The contract: Problem(values=DenseValues(...), openings=..., rows=[...])."""
    problem = Problem(values=DenseValues([[2, 1]]), openings=[1, 1], rows=[])
    assert solve(problem, Params(gap=1e-4, seed=0)).objective == 2
