"""When an answer is finished on its core: where that is quick, or where the best is asked for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.pairs import Arcs
from matcher.units import IntArray
from solver.answer import Answer
from solver.core.decide import Decided, decide
from solver.core.pairs import MOST_PAIRS, least_wanted, losses
from solver.params import Params
from solver.prices import Prices
from solver.problem import Problem

_SMALL = 1_000_000  # pairs of a problem whose core is looked for whatever gap is asked for
_QUICK_PAIRS, _QUICK = 20_000, 0.3  # a core that any small problem may have, and its limit
_ASKED_PAIRS, _ASKED = 40_000, 3.0  # the same on the way to the best
_PATIENT = 10.0  # the limit where the best is asked for and nothing else is left to do


@dataclass(frozen=True)
class Proved:
    """Prices, the bound that they prove over all pairs, in units, and what is known there."""

    known: Arcs
    prices: Prices
    bound: int
    owed: IntArray


def finished(
    problem: Problem, params: Params, proved: Proved, answer: Answer, *, last: bool
) -> Decided | None:
    """
    The answer finished on its core, where the rules of this file say so.

    Parameters
    ----------
    problem, params
        The facts and the settings: of a gap of 0 the core is tried at every answer.
    proved, answer
        The best bound and the best answer so far.
    last
        Whether the answer is about to be given: only then a small problem's is finished
        at another gap, and a large core is decided at a gap of 0.

    Returns
    -------
    Decided or None
        None where nothing is left to prove, or the core is not tried or proves nothing.
    """
    asked = params.gap == 0
    workers, vacancies = problem.shape
    quick = workers * vacancies <= _SMALL
    if not params.core or proved.bound <= answer.objective:
        return None
    if not (last and (asked or quick)) and not (asked and _is_whole(problem)):
        return None
    most, limit = (_ASKED_PAIRS, _ASKED) if asked else (_QUICK_PAIRS, _QUICK)
    if last and asked:
        most, limit = MOST_PAIRS, _PATIENT
    if _known_of_core(problem, proved, answer) > most:
        return None
    return decide(
        problem, proved.known, proved.prices, proved.owed, proved.bound, answer,
        limit=limit, most=most,
    )  # fmt: skip


def _is_whole(problem: Problem) -> bool:
    """Whether there is something that a flow alone cannot decide."""
    return bool(problem.rows or problem.household_caps)


def _known_of_core(problem: Problem, proved: Proved, answer: Answer) -> int:
    """How many pairs of the core are known before all are looked at."""
    wanted = least_wanted(problem, proved.known, proved.prices, proved.owed)
    loss = losses(problem, proved.known, proved.prices, wanted)
    return int(np.count_nonzero(loss < proved.bound - answer.objective))
