"""
Deciding which thresholds to reach.

    maximise    worth of the answer  +  sum of reward[j] [ n_j >= k_j ]

    prices of the relaxation -> a proved answer of it -> CP-SAT on a core -> bounds joined

The relaxation pays reward / k for each person up to k (the concave envelope of the
reward, at its lower ends): floors like any others, so that the method of `solver.solve`
gives prices, an answer and a bound B that holds over all pairs, for every choice of
thresholds at once. Its answer, counted with whole rewards, is worth A.

CP-SAT then decides over few pairs, with whole rewards: first around the thresholds that
are open (`solver.reach.around`: a better A, the same B), then over all that a better
answer could be made of, where that is few enough (`solver.core.decide`: the bound is
then that of the core).
"""

from __future__ import annotations

from dataclasses import replace

from solver.answer import Answer, rule_lines
from solver.clock import Clock
from solver.core.decide import Decided, decide
from solver.core.pairs import MOST_PAIRS
from solver.params import Params, Progress, silent
from solver.problem import Problem
from solver.reach.around import around, counted
from solver.result import Result, Status
from solver.solve import solve

_CLOSE = 1e-5  # a gap: closer prices of the relaxation do not tell which thresholds to reach
_PAIRS, _LIMIT = 20_000, 1.0  # that CP-SAT decides over within seconds, and its own time
_ASKED = 10.0  # the same where the best is asked for (a gap of 0), over as many as there are


def reach(
    problem: Problem,
    relaxed: Problem,
    params: Params | None = None,
    progress: Progress = silent,
) -> Result:
    """
    Decides, thresholds included.

    Parameters
    ----------
    problem, relaxed
        The same facts with the thresholds as rows that count whole, and person by person
        (`solver.rules.threshold`). The last rows of both are the thresholds'.
    params, progress
        See `solver.solve.solve`.

    Returns
    -------
    Result
        Of `relaxed`, whose prices it has; objective, bound, gap and status count whole
        rewards, a threshold that is not reached as one reward less.
    """
    params = params or Params()
    priced = replace(params, core=False, gap=max(params.gap, _CLOSE))
    result = solve(relaxed, priced, progress)
    clock = Clock()
    with clock("core"):
        progress("决定达到哪些门槛", 0.0)
        bound = round(result.bound * problem.values.unit) + problem.lost
        answer = counted(problem, result.assignment, result.owed)
        decided = None
        if bound > answer.objective:
            answer = around(problem, relaxed, result, answer)
            most, limit = (MOST_PAIRS, _ASKED) if params.gap == 0 else (_PAIRS, _LIMIT)
            decided = decide(
                problem, result.best, result.prices, result.owed, bound, answer,
                limit=limit, most=most, relaxed=relaxed,
            )  # fmt: skip
    seconds = {**result.seconds, **clock.seconds}
    return replace(_told(problem, relaxed, result, bound, answer, decided, params), seconds=seconds)


def _told(
    problem: Problem,
    relaxed: Problem,
    result: Result,
    priced: int,
    answer: Answer,
    decided: Decided | None,
    params: Params,
) -> Result:
    """The result with the answer that was decided, counted with whole rewards."""
    unit, bound = problem.values.unit, priced
    core = None
    if decided is not None:
        answer, bound = decided.answer, decided.bound
        core = decided.proof(problem, priced)
    gap = (bound - answer.objective) / max(1, answer.value)
    whole = counted(relaxed, answer.pairs, result.owed)
    lines = rule_lines(relaxed, whole, result.prices)
    return replace(
        result,
        status=_status(problem, answer, bound, gap, params),
        assignment=answer.pairs,
        objective=(answer.objective - problem.lost) / unit,
        value=answer.value / unit,
        bound=(bound - problem.lost) / unit,
        gap=None if answer.value == 0 else gap,
        lines=lines,
        core=core,
        start=replace(result.start, pairs=answer.pairs),
    )


def _status(problem: Problem, answer: Answer, bound: int, gap: float, params: Params) -> Status:
    """As of `solver.solve`; a threshold that is not reached is no rule that is short."""
    if gap > params.gap:
        return Status.LIMIT
    chased = sum(
        row.short(count)
        for row, count in zip(problem.given_rows, answer.given_counts.tolist(), strict=True)
        if row.rule.startswith("reach:")
    )
    if answer.short > chased:
        return Status.RELAXED
    return Status.OPTIMAL if bound == answer.objective else Status.WITHIN_GAP
