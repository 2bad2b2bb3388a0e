"""Rows given to single cells: the least and the most people of each."""

import numpy as np
import numpy.typing as npt

from solver.cells import make_cells
from solver.parts import Parts, give_parts
from solver.problem import Problem
from tests.solver.problems import everything, floor, made, ratio


def given(problem: Problem, taken: list[bool], loss: npt.ArrayLike) -> Parts:
    """The parts, nothing asked in vain so far and every row kept."""
    cells = make_cells(problem)
    vain = np.zeros(cells.size, dtype=bool)
    kept = np.ones(len(problem.open_rows), dtype=bool)
    arcs, losses = everything(problem), np.asarray(loss, dtype=np.int64)
    price = np.full(problem.shape[1], 9)
    return give_parts(problem, cells, arcs, np.array(taken), losses, price, vain, kept)


def test_a_floor_takes_the_people_it_has() -> None:
    """Both people wanted are there already, one at each vacancy."""
    problem = made(np.ones((2, 2)), rows=[floor([0, 1], 2, 7, (True,))])
    # (0,0) (0,1) (1,0) (1,1)
    assert given(problem, [True, False, False, True], [0] * 4).floor.tolist() == [1, 1]


def test_what_is_missing_goes_where_one_more_person_costs_least() -> None:
    """Nobody is there; one is owed: vacancy 1, where it costs 2 and not 5."""
    rows = [floor([0, 1], 1, 9, (True, False))]
    problem = made(np.ones((2, 2)), class_of=[0, 1], rows=rows)
    parts = given(problem, [False] * 4, [5, 2, 0, 0])
    assert parts.floor[make_cells(problem).of[0, 1]] == 1
    assert parts.floor.sum() == 1


def test_no_cell_gets_more_than_its_vacancy_has_room_for() -> None:
    """Three owed at a vacancy of one opening and one of two: one and two."""
    problem = made(np.ones((4, 2)), [1, 2], rows=[floor([0, 1], 3, 9, (True,))])
    parts = given(problem, [False] * 8, [0] * 8)
    assert parts.floor.tolist() == [1, 2]


def test_a_ratio_that_is_short_takes_on_one_who_counts_for_one_who_does_not() -> None:
    """
    Half of those hired are owed (1 and -1); one of the group and three others are there.

    The count is -2: with one of the group more at the same full vacancy, and one
    of the others fewer, it is 0.
    """
    rows = [ratio([0], 0, (1, -1), 2)]
    problem = made(np.ones((5, 1)), [4], class_of=[0, 0, 1, 1, 1], rows=rows)
    parts = given(problem, [True, False, True, True, True], [0, 4, 0, 1, 2])
    cells = make_cells(problem)
    assert parts.floor[cells.of[0, 0]] == 2
    assert parts.cap[cells.of[1, 0]] == 2


def test_a_ratio_with_people_to_spare_lets_one_of_them_go() -> None:
    """Three of the group and one other: the count is 2, and 0 after one exchange: it may be."""
    rows = [ratio([0], 0, (1, -1), 2)]
    problem = made(np.ones((5, 1)), [4], class_of=[0, 0, 0, 1, 1], rows=rows)
    parts = given(problem, [True, True, True, True, False], [0] * 5)
    cells = make_cells(problem)
    assert parts.floor[cells.of[0, 0]] == 2
    assert parts.cap[cells.of[1, 0]] == 2


def test_a_budget_takes_back_what_a_floor_promised() -> None:
    """Two are owed at vacancy 0 and nobody is there; one can be paid: one at most."""
    rows = [floor([0], 2, 9, (True,)), ratio([0], -1, (-1,), 1, hard=True)]
    problem = made(np.ones((2, 1)), [2], rows=rows)
    parts = given(problem, [False, False], [0, 0])
    assert parts.cap.tolist() == [1]
    assert parts.floor.tolist() == [1]


def test_a_budget_sends_off_whom_it_costs_least_to_lose() -> None:
    """Three people at 1 each, two can be paid: one fewer at vacancy 1, which costs 3 and not 5."""
    rows = [ratio([0, 1], -2, (-1,), 1, hard=True)]
    problem = made(np.ones((3, 2)), [2, 1], rows=rows)
    taken = [True, False, True, False, False, True]  # workers 0 and 1 at 0, worker 2 at 1
    parts = given(problem, taken, [5, 0, 6, 0, 0, 3])
    cells = make_cells(problem)
    assert parts.cap[cells.of[0, 0]] == 2
    assert parts.cap[cells.of[0, 1]] == 0
