"""
An answer finished on the core of its problem, and the two bounds joined.

    B   the bound of the prices, over all pairs
    A   what the answer is worth
    U   CP-SAT's bound over the pairs with a loss below `reach`

Whatever is worth more than A has only pairs with a loss below B - A (`solver.core.pairs`).
Where B - A <= reach, all of these were given to CP-SAT, so that nothing is worth more
than max(A, U), over all pairs. A first, small reach finds a better A, and thereby a
smaller B - A: mostly it was enough.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.answer import Answer, count_answer
from solver.core.choose import Choice, choose
from solver.core.found import Core
from solver.core.pairs import (
    MOST_PAIRS,
    core_pairs,
    keys_of,
    least_wanted,
    losses,
    with_held,
    within,
)
from solver.prices import Prices
from solver.problem import Problem

_FIRST = 1.25  # pairs of the first try, for each post that the answer gives
_FEW = 500  # pairs that are tried at once


@dataclass(frozen=True)
class Decided:
    """
    What came of a core.

    Parameters
    ----------
    answer
        The best answer known.
    bound
        No answer is worth more, over all pairs, in units above `Problem.lost`.
    pairs
        How many CP-SAT decided over.
    """

    answer: Answer
    bound: int
    pairs: int

    def proof(self, problem: Problem, priced: int) -> Core | None:
        """What it proved beyond the prices' bound, in units; None where that is nothing."""
        if self.bound >= priced:
            return None
        return Core(self.pairs, (priced - problem.lost) / problem.values.unit)


def decide(
    problem: Problem,
    known: Arcs,
    prices: Prices,
    owed: IntArray,
    bound: int,
    answer: Answer,
    *,
    limit: float,
    most: int = MOST_PAIRS,
    relaxed: Problem | None = None,
) -> Decided | None:
    """
    Finishes an answer on its core.

    Parameters
    ----------
    problem
        The facts.
    known
        Among them, for each worker, the best `max_posts` of all pairs at these prices.
    prices, bound
        The prices, and the bound that they prove over all pairs (`dual_value`), units.
    owed
        Shape (W,): posts owed to each worker.
    answer
        The best answer so far.
    limit
        Of CP-SAT's deterministic time, for each of two tries at most.
    most
        Pairs of a core; over more, nothing is decided.
    relaxed
        The problem that prices and bound are of, where it is another one: every answer
        is worth as much there, or more. Its settled rows cost the same.

    Returns
    -------
    Decided or None
        None where the core is too large, or CP-SAT proves nothing.
    """
    slack = bound - answer.objective
    dual = relaxed or problem
    wanted = least_wanted(dual, known, prices, owed)
    arcs = core_pairs(dual, prices, wanted, slack, most) if slack > 0 else None
    if arcs is None:
        return None
    arcs = with_held(problem, arcs, answer.pairs)
    loss = losses(dual, arcs, prices, wanted)
    reach = _first_reach(loss, slack, answer)
    while True:
        part = within(arcs, np.where(held(problem, arcs, answer.pairs), 0, loss), reach)
        hint = held(problem, part, answer.pairs)
        choice = choose(problem, part, owed, hint, limit)
        if choice is None:
            return None
        answer = better(problem, part, owed, answer, choice)
        left = bound - answer.objective
        if left <= reach:
            proved = answer.objective if choice.best else choice.bound + problem.lost
            joined = min(bound, max(answer.objective, proved))
            return Decided(answer, joined, part.vacancy.size)
        reach = left


def _first_reach(loss: IntArray, slack: int, answer: Answer) -> int:
    """Up to which loss pairs are tried first: not many more than the answer has."""
    count = _FEW + int(_FIRST * answer.pairs.shape[0])
    if loss.size <= count:
        return slack
    return max(1, min(slack, int(np.partition(loss, count)[count])))


def held(problem: Problem, arcs: Arcs, pairs: IntArray) -> BoolArray:
    """Which of the pairs are those of an answer. Shape (A,)."""
    key = pairs[:, 0] * problem.shape[1] + pairs[:, 1]
    found: BoolArray = np.isin(keys_of(problem, arcs), key)
    return found


def better(problem: Problem, arcs: Arcs, owed: IntArray, answer: Answer, choice: Choice) -> Answer:
    """The answer before, or CP-SAT's, counted like any other."""
    found = count_answer(problem, arcs, choice.taken, owed)
    return found if found.objective > answer.objective else answer
