"""Rows: what they count, what they can reach, and which are settled before anything is decided."""

import numpy as np
import pytest

from solver import Params, Row, solve
from solver.exact import best_of_few
from solver.prices import Prices
from solver.problem import Problem
from tests.solver.problems import (
    best_by_trying,
    check_result,
    everything,
    floor,
    made,
    ratio,
    worth,
)


def test_part_of_a_person_short_counts_as_one() -> None:
    """Ten weights are a person: 1 to 10 short are one, 11 are two; each costs 100."""
    row = ratio([0], 0, (7, -3), 10)
    assert [row.short(count) for count in (5, 0, -1, -10, -11)] == [0, 0, 1, 1, 2]
    assert row.lost(-11) == 200


def test_what_is_paid_rounds_down_and_what_is_earned_up() -> None:
    """At 5 a person of 10 weights: a lower end of 3 costs 1 and not 1.5, one of -3 saves 2."""
    assert ratio([0], 3, (7, -3), 10).paid(5) == 1
    assert ratio([0], -3, (7, -3), 10).paid(5) == -2
    problem = made([[0], [0]], class_of=[0, 1], rows=[ratio([0], 1, (7, -3), 10)])
    table = Prices(np.array([0]), np.array([5])).table(problem)
    assert table.price[:, 0].tolist() == [-4, 1]  # 3.5 up is 4; -1.5 up is -1


def test_what_a_row_can_reach_is_bounded_by_openings_and_by_people() -> None:
    """Two openings; one of the group at 7, three others at -3: 7 at most, -6 at least."""
    row = ratio([0], 0, (7, -3), 10)
    assert row.reach(np.array([2]), np.array([1, 3])) == (-6, 7)
    assert row.reach(np.array([0]), np.array([1, 3])) == (0, 0)


def test_rows_that_openings_decide_are_settled() -> None:
    """Three owed where two fit is short whatever is done; nobody owed is held; one is open."""
    rows = [floor([0], 3, 9, (True,)), floor([0], 0, 9, (True,)), floor([0], 1, 9, (True,))]
    problem = made([[1], [2], [3]], [2], rows=rows)
    assert problem.is_missed.tolist() == [True, False, False]
    assert problem.is_open.tolist() == [False, False, True]
    # everybody who counts gains the penalty of the row that is missed
    assert problem.bonus.tolist() == [[9]]
    assert problem.given_bonus.tolist() == [[0]]
    assert problem.lost == 27
    result = solve(problem, Params(gap=0))
    assert check_result(problem, result) == best_by_trying(problem) == 5 - 9
    assert [line.shortfall for line in result.lines] == [1, 0, 0]
    assert [line.price for line in result.lines][:2] == [9, 0]


def test_lines_of_a_row_are_priced_at_no_more_than_its_penalty_together() -> None:
    """Three lines at 60 each, 100 allowed: a third of 100 each, rounded down."""
    lines = tuple(ratio([0], 1, (1, 0), 1) for _ in range(3))
    row = ratio([0], 1, (2, -1), 3, lines=lines)
    problem = made([[1], [2]], class_of=[0, 1], rows=[row])
    assert problem.legal(np.array([60, 60, 60])).tolist() == [33, 33, 33]
    assert problem.legal(np.array([60, 10, 0])).tolist() == [60, 10, 0]
    assert Prices(np.array([0]), np.array([60, 60, 60])).given(problem).tolist() == [99]


@pytest.mark.parametrize(
    "more", [{"scale": 0}, {"each": np.array([0])}, {"lower": 1, "hard": True}]
)
def test_weights_that_make_no_sense_are_refused(more: dict[str, object]) -> None:
    given = {"lower": 0, **more}
    with pytest.raises(ValueError, match="Expected"):
        Row("r", "e", np.array([1, -1]), np.array([0]), penalty=1, **given)  # type: ignore[arg-type] -- wrong on purpose


def crossing() -> Problem:
    """Half of those hired at both vacancies; one of each class is better elsewhere."""
    rows = [ratio([0], 0, (1, -1), 2), ratio([1], 0, (1, -1), 2)]
    matrix = [[9, 1], [1, 9], [8, 7], [7, 8]]
    return made(matrix, [2, 2], class_of=[0, 0, 1, 1], rows=rows)


def test_few_pairs_are_solved_exactly() -> None:
    problem = crossing()
    arcs = everything(problem)
    taken = best_of_few(problem, arcs, np.zeros(4, dtype=np.int64))
    assert taken is not None
    pairs = np.stack((arcs.worker[taken], arcs.vacancy[taken]), axis=1)
    assert worth(problem, pairs) == best_by_trying(problem) == 34
