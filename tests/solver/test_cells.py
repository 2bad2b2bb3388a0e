"""Rows laid over single vacancies."""

import numpy as np

from solver.cells import make_cells
from tests.solver.problems import floor, made, ratio


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


def test_a_cell_of_a_row_with_weights_has_the_weight_of_one_person() -> None:
    """Class 0 weighs 7 and class 1 -3 at both vacancies: four cells, none of them shared."""
    problem = made(np.ones((2, 2)), class_of=[0, 1], rows=[ratio([0, 1], 0, (7, -3), 10)])
    cells = make_cells(problem)
    assert cells.size == 4
    weigh = dict(zip(cells.by_row[0].tolist(), cells.weight[0].tolist(), strict=True))
    assert [weigh[cells.of[0, v]] for v in (0, 1)] == [7, 7]
    assert [weigh[cells.of[1, v]] for v in (0, 1)] == [-3, -3]
    # nobody is asked for where people count against the row
    assert cells.reward[cells.of[1, 0]] == 0 < cells.reward[cells.of[0, 0]]
