"""Where a solve stopped, and what it reports of that."""

from __future__ import annotations

from dataclasses import dataclass

from solver.answer import Answer, rule_lines
from solver.arcs import ranked
from solver.bound import priced_values
from solver.clock import Clock
from solver.core.found import Core
from solver.lookout import Lookout
from solver.params import Params
from solver.prices import Prices
from solver.problem import Problem
from solver.result import Result, Status
from solver.wages.found import Wages


@dataclass(frozen=True)
class Ending:
    """
    An answer and what proves it.

    Parameters
    ----------
    answer
        The best that was found.
    prices
        Those of the best bound.
    bound
        In units: of the prices, of the core or of wages.
    passes
        Looks over all pairs, the skipped ones among them.
    core, wages
        What proves more than the prices; None where nothing does.
    """

    answer: Answer
    prices: Prices
    bound: int
    passes: int
    core: Core | None = None
    wages: Wages | None = None

    def status(self, gap: float) -> Status:
        """Why the solve stopped, where so much of a gap was asked for."""
        if gap_of(self.answer, self.bound) > gap:
            return Status.LIMIT
        if self.answer.short:
            return Status.RELAXED
        return Status.OPTIMAL if self.bound == self.answer.objective else Status.WITHIN_GAP


def gap_of(answer: Answer, bound: int) -> float:
    """How much better than an answer any may be, as a part of the answer's value."""
    return (bound - answer.objective) / max(1, answer.value)


def reported(
    problem: Problem, params: Params, lookout: Lookout, ending: Ending, clock: Clock
) -> Result:
    """The result of a solve, from its ending and what was seen of the pairs."""
    unit, found, prices = problem.values.unit, ending.answer, ending.prices
    best, best_priced = ranked(lookout.known, priced_values(problem, lookout.known, prices))
    return Result(
        status=ending.status(params.gap),
        assignment=found.pairs,
        objective=(found.objective - problem.lost) / unit,
        value=found.value / unit,
        bound=(ending.bound - problem.lost) / unit,
        gap=None if found.value == 0 else gap_of(found, ending.bound),
        prices=prices,
        lines=rule_lines(problem, found, prices),
        owed=lookout.owed,
        best=best,
        best_priced=best_priced,
        pairs_priced=problem.shape[0] * problem.shape[1],
        pairs_looked=lookout.pairs_looked,
        passes=ending.passes,
        seconds=clock.seconds,
        start=lookout.start(prices, found.pairs),
        core=ending.core,
        wages=ending.wages,
    )
