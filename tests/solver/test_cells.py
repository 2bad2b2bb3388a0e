"""Floors given to single vacancies."""

import numpy as np

from solver.cells import make_cells, split_floors
from tests.solver.problems import everything, floor, made


def test_a_cell_is_a_vacancy_and_the_classes_that_count_for_the_same_floors() -> None:
    """
    Floor 0: class 0 at vacancies 0 and 1; floor 1: classes 0 and 1 at vacancy 1.

    Cells: (0, class 0), (1, class 0) for both floors, (1, class 1) for floor 1. Vacancy 2 has none.
    """
    rows = [floor([0, 1], 1, 7, (True, False)), floor([1], 1, 9, (True, True))]
    cells = make_cells(made(np.ones((2, 3)), class_of=[0, 1], rows=rows))
    assert cells.size == 3
    assert sorted(cells.vacancy.tolist()) == [0, 1, 1]
    assert (cells.of[:, 2] == cells.size).all()
    assert cells.of[1, 0] == cells.size
    assert len({cells.of[0, 0], cells.of[0, 1], cells.of[1, 1]}) == 3
    assert set(cells.by_row[0]) == {cells.of[0, 0], cells.of[0, 1]}
    assert set(cells.by_row[1]) == {cells.of[0, 1], cells.of[1, 1]}
    # the reward is the penalty of the strictest floor: 7 where floor 0 alone counts, else 9
    assert cells.reward[cells.of[0, 0]] == 7
    assert cells.reward[cells.of[0, 1]] == cells.reward[cells.of[1, 1]] == 9


def test_classes_that_count_alike_share_a_cell() -> None:
    rows = [floor([0], 1, 7, (True, True, False))]
    cells = make_cells(made(np.ones((3, 1)), class_of=[0, 1, 2], rows=rows))
    assert cells.size == 1
    assert cells.of[:, 0].tolist() == [0, 0, 1]


def test_a_floor_takes_the_people_it_has() -> None:
    """Both people wanted are there already, one at each vacancy."""
    problem = made(np.ones((2, 2)), rows=[floor([0, 1], 2, 7, (True,))])
    arcs = everything(problem)  # (0,0) (0,1) (1,0) (1,1)
    taken = np.array([True, False, False, True])
    parts = split_floors(
        problem,
        make_cells(problem),
        arcs,
        taken,
        np.zeros(4, dtype=np.int64),
        np.zeros(make_cells(problem).size, dtype=bool),
    )
    assert parts.tolist() == [1, 1]


def test_what_is_missing_goes_where_one_more_person_costs_least() -> None:
    """Nobody is there; one is owed: vacancy 1, where it costs 2 and not 5."""
    rows = [floor([0, 1], 1, 9, (True, False))]
    problem = made(np.ones((2, 2)), class_of=[0, 1], rows=rows)
    arcs = everything(problem)
    taken = np.zeros(4, dtype=bool)
    cells = make_cells(problem)
    parts = split_floors(
        problem, cells, arcs, taken, np.array([5, 2, 0, 0]), np.zeros(cells.size, dtype=bool)
    )
    assert parts[cells.of[0, 1]] == 1
    assert parts.sum() == 1


def test_no_cell_gets_more_than_its_vacancy_has_room_for() -> None:
    """Three owed at a vacancy of one opening and one of two, nobody eligible but for those."""
    problem = made(np.ones((4, 2)), [1, 2], rows=[floor([0, 1], 4, 9, (True,))])
    arcs = everything(problem)
    cells = make_cells(problem)
    taken = np.zeros(8, dtype=bool)
    parts = split_floors(
        problem, cells, arcs, taken, np.zeros(8, dtype=np.int64), np.zeros(cells.size, dtype=bool)
    )
    assert (parts <= problem.openings[cells.vacancy]).all()
    assert parts.sum() == 3
