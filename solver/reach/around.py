"""
A better choice of thresholds where not all that matters can be decided at once.

What is open are the thresholds with people on the way to them at a price. Whoever could
count there, whoever holds a post that one of these people might take instead, and the
few pairs of all of them that fall short least are decided by CP-SAT, with whole rewards;
everybody else stays. The answer is counted like any other, and the bound is not touched.
"""

from __future__ import annotations

import numpy as np

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.answer import Answer, count_answer
from solver.arcs import select
from solver.core.choose import choose
from solver.core.decide import held
from solver.core.pairs import least_wanted, losses, with_held
from solver.pins import Pinned
from solver.problem import Problem
from solver.result import Result

_NEAR = 0.05  # in value: what a person may fall short by to be moved
_MOST = 8_000  # pairs that are decided at once
_LIMIT = 1.0  # of CP-SAT's deterministic time


def around(problem: Problem, relaxed: Problem, result: Result, answer: Answer) -> Answer:
    """
    Decides again around the thresholds that are open.

    Parameters
    ----------
    problem, relaxed
        See `solver.reach.solve.reach`.
    result
        Of the relaxation.
    answer
        The best so far.
    """
    posts = _open_posts(problem, relaxed, result, answer)
    if not posts.any():
        return answer
    known = result.best
    wanted = least_wanted(relaxed, known, result.prices, result.owed)
    loss = losses(relaxed, known, result.prices, wanted)
    reach = int(_NEAR * problem.values.unit)
    while True:
        near = _near(problem, known, loss, posts, answer.pairs, reach)
        if np.count_nonzero(near) <= _MOST or reach == 0:
            break
        reach //= 2
    arcs = with_held(problem, select(known, near), _of(answer.pairs, known.worker[near]))
    return _decided(problem, arcs, answer, result.owed)


def _open_posts(problem: Problem, relaxed: Problem, result: Result, answer: Answer) -> BoolArray:
    """The posts of thresholds that have a price, or some of the people they take. (V,)."""
    posts = np.zeros(problem.shape[1], dtype=bool)
    price = result.prices.given(relaxed)
    for row, paid, count in zip(
        problem.given_rows, price.tolist(), answer.given_counts.tolist(), strict=True
    ):
        if row.rule.startswith("reach:") and (paid > 0 or 0 < count < row.lower):
            posts[row.vacancies] = True
    return posts


def _near(
    problem: Problem, known: Arcs, loss: IntArray, posts: BoolArray, pairs: IntArray, reach: int
) -> BoolArray:
    """The known pairs to decide over. Shape (A,)."""
    workers = problem.shape[0]
    owner = known.worker
    cheap = loss <= reach
    movers = np.zeros(workers, dtype=bool)
    movers[owner[cheap & posts[known.vacancy]]] = True
    movers[pairs[posts[pairs[:, 1]], 0]] = True
    taken = posts.copy()  # posts that they hold, or might take instead
    taken[known.vacancy[cheap & movers[owner]]] = True
    taken[pairs[movers[pairs[:, 0]], 1]] = True
    others = np.zeros(workers, dtype=bool)
    others[pairs[taken[pairs[:, 1]], 0]] = True
    chosen: BoolArray = cheap & (movers | others)[owner]
    return chosen


def _of(pairs: IntArray, workers: IntArray) -> IntArray:
    """Those of an answer's pairs that these workers hold."""
    return pairs[np.isin(pairs[:, 0], workers)]


def _decided(problem: Problem, arcs: Arcs, answer: Answer, owed: IntArray) -> Answer:
    """The answer with these people decided again, where that is better."""
    free = np.diff(arcs.start) > 0
    stay = answer.pairs[~free[answer.pairs[:, 0]]]
    rest = Pinned(problem, stay).rest
    choice = choose(rest, arcs, owed, held(problem, arcs, answer.pairs), _LIMIT)
    if choice is None:
        return answer
    chosen = np.stack((arcs.worker[choice.taken], arcs.vacancy[choice.taken]), axis=1)
    pairs = np.concatenate((stay, chosen))
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    found = counted(problem, pairs, owed)
    return found if found.objective > answer.objective else answer


def counted(problem: Problem, pairs: IntArray, owed: IntArray) -> Answer:
    """An answer of some pairs, shape (n, 2), sorted."""
    arcs = arcs_of(problem, pairs)
    return count_answer(problem, arcs, np.ones(arcs.vacancy.size, dtype=bool), owed)


def arcs_of(problem: Problem, pairs: IntArray) -> Arcs:
    """Pairs of an answer, shape (n, 2), sorted, with their values."""
    worker, vacancy = pairs[:, 0], pairs[:, 1]
    size = np.bincount(worker, minlength=problem.shape[0])
    values = problem.values.at(worker, vacancy)
    return Arcs(np.concatenate(([0], np.cumsum(size))), vacancy.astype(np.int32), values)
