"""A solve that begins where another left off proves as much, of a changed problem."""

import numpy as np

from matcher.dense import DenseValues
from solver import Params, Problem, Status, solve
from tests.solver.problems import check_result, made

GAP = Params(gap=1e-3)
MATRIX = np.random.default_rng(0).random((120, 20))
OPENINGS = np.full(20, 4)


def test_the_same_problem_again_is_proved_at_once() -> None:
    problem = made(MATRIX, OPENINGS)
    first = solve(problem, GAP)
    again = solve(problem, GAP, start=first.start)
    assert again.status in {Status.OPTIMAL, Status.WITHIN_GAP}
    assert again.pairs_looked < first.pairs_looked
    check_result(problem, again)


def test_more_openings_are_used_and_the_bound_is_of_all_pairs() -> None:
    first = solve(made(MATRIX, OPENINGS), GAP)
    openings = OPENINGS.copy()
    openings[int(np.argmax(first.prices.vacancy))] += 10
    changed = made(MATRIX, openings)
    warm, cold = solve(changed, GAP, start=first.start), solve(changed, GAP)
    assert warm.objective > first.objective
    assert warm.objective <= cold.bound + 1e-9
    assert cold.objective <= warm.bound + 1e-9
    assert warm.gap is not None
    assert warm.gap <= GAP.gap


def test_people_and_posts_that_come_go_and_move_are_found_again() -> None:
    """Twenty people and two posts more, ten people and one post fewer, all in another order."""
    rng = np.random.default_rng(1)
    wide = rng.random((140, 22))
    first = solve(made(wide[:120, :20], OPENINGS), GAP)
    people = rng.permutation(np.arange(10, 140))
    posts = rng.permutation(np.arange(1, 22))
    problem = Problem(DenseValues(wide[np.ix_(people, posts)]), np.full(21, 4))
    start = first.start.moved(np.where(people < 120, people, -1), np.where(posts < 20, posts, -1))
    warm, cold = solve(problem, GAP, start=start), solve(problem, GAP)
    assert warm.gap is not None
    assert warm.gap <= GAP.gap
    assert cold.objective <= warm.bound + 1e-9
    assert warm.objective <= cold.bound + 1e-9
    values = problem.values.at(start.known.worker, start.known.vacancy.astype(np.int64))
    assert (values == start.known.value).all()
