"""Who goes first for scarce posts."""

import numpy as np

from matcher.units import UNIT
from models.roster import Roster
from models.rules import Priority
from solver import Params, Status, solve
from tests.models.small_roster import roster
from tests.solver.problems import best_by_trying, check_result, compiled, made, selection

EXACT = Params(gap=0)


def priority(
    *groups: tuple[str, ...], posts: tuple[str, ...] = ("v0",), name: str = "order"
) -> Priority:
    return Priority(
        id=name,
        cite="五",
        words="优先安排。",
        posts=selection("vacancies", "公益岗", *posts),
        order=tuple(selection("workers", "优先人员", *group) for group in groups),
    )


def county(workers: int = 3, vacancies: int = 2) -> Roster:
    return roster(
        workers=[{"worker_id": f"w{i}"} for i in range(workers)],
        vacancies=[{"vacancy_id": f"v{i}", "openings": 1} for i in range(vacancies)],
    )


def test_binds() -> None:
    """Class 1 goes first at v0 (bonus 10): 1 + 10 beside 9, and the 9 stays without."""
    bonus = np.array([[0], [10]])
    result = solve(made([[9], [1]], class_of=[0, 1], bonus=bonus), EXACT)
    assert result.assignment.tolist() == [[1, 0]]
    assert (result.status, result.objective, result.value) == (Status.OPTIMAL, 11, 1)


def test_is_slack() -> None:
    """The bonus is at v1, where class 1 goes anyway."""
    bonus = np.array([[0, 0], [0, 10]])
    result = solve(made([[9, 1], [1, 9]], class_of=[0, 1], bonus=bonus), EXACT)
    assert result.assignment.tolist() == [[0, 0], [1, 1]]
    assert (result.objective, result.value) == (28, 18)


def test_binds_from_the_rule() -> None:
    """w2 goes first at v0 at 0.1 though w0 is worth 1.0 there: 0.1 + 1 beside 1.0."""
    problem = compiled("allocate", county(3, 1), [[1.0], [0.5], [0.1]], priority(("w2",)))
    result = solve(problem, EXACT)
    assert result.assignment.tolist() == [[2, 0]]
    assert (result.status, result.value) == (Status.OPTIMAL, round(0.1 * UNIT))
    assert result.objective - result.value == UNIT


def test_is_slack_from_the_rule() -> None:
    """The order speaks of another post: value decides."""
    rule = priority(("w2",), posts=("v1",))
    problem = compiled("allocate", county(3, 1), [[1.0], [0.5], [0.1]], rule)
    assert solve(problem, EXACT).assignment.tolist() == [[0, 0]]


def test_binds_in_the_order_listed() -> None:
    """First w2 (bonus 2), then w1 (bonus 1), then w0: two posts go to w2 and w1."""
    rule = priority(("w2",), ("w1",), posts=("v0", "v1"))
    matrix = np.array([[1.0], [0.5], [0.1]]) * np.ones((1, 2))
    problem = compiled("allocate", county(), matrix, rule)
    result = solve(problem, EXACT)
    assert check_result(problem, result) == best_by_trying(problem)
    assert result.assignment[:, 0].tolist() == [1, 2]


def test_who_is_in_several_groups_takes_the_first() -> None:
    """w0 is in both groups: 2, not 2 + 1; w1 in the last: 1; w2 in none."""
    problem = compiled("allocate", county(), np.ones((3, 2)), priority(("w0",), ("w0", "w1")))
    assert (problem.bonus[problem.class_of] / UNIT).tolist() == [[2, 0], [1, 0], [0, 0]]


def test_bonuses_of_several_rules_add_up() -> None:
    rules = [priority(("w0",)), priority(("w0",), ("w1",), name="other")]
    problem = compiled("allocate", county(), np.ones((3, 2)), *rules)
    assert (problem.bonus[problem.class_of, 0] / UNIT).tolist() == [3, 1, 0]


def test_workers_whom_no_rule_tells_apart_are_one_class() -> None:
    problem = compiled("allocate", county(), np.ones((3, 2)), priority(("w1",)))
    assert problem.classes == 2
    assert problem.class_of[0] == problem.class_of[2] != problem.class_of[1]


def test_is_slack_where_there_is_no_such_post() -> None:
    problem = compiled("allocate", county(), np.ones((3, 2)), priority(("w1",), posts=("v9",)))
    assert (problem.classes, problem.bonus.any()) == (1, False)


def test_priority_holds_in_pushes_and_lists_too() -> None:
    for job in ("push", "shortlist"):
        assert compiled(job, county(), np.ones((3, 2)), priority(("w1",))).bonus.any()
