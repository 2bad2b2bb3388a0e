"""
The method, from prices to a proved answer.

    warm prices -> priced candidates -> exact flow -> duals -> certify over all pairs --+
                         ^                                                             |
                         +------- add the pairs that the certificate found missing ----+
"""

from __future__ import annotations

from operator import itemgetter

from solver.answer import Answer, count_rows, rule_lines
from solver.bound import dual_value, floors_paid, priced_values
from solver.candidates import gains, ranked, thicken
from solver.cells import make_cells
from solver.clock import Clock
from solver.finish import finish
from solver.lookout import Lookout
from solver.network import solve_flow
from solver.params import Params, Progress, silent
from solver.prices import Prices
from solver.problem import Problem
from solver.result import Result, Status
from solver.shortfalls import Shortfalls
from solver.warm import refine, warm_prices


def solve(problem: Problem, params: Params | None = None, progress: Progress = silent) -> Result:
    """
    Allocates workers to vacancies and proves how good the answer is.

    Parameters
    ----------
    problem
        The facts.
    params
        Settings of the method.
    progress
        Called with the phase and the part of it that is done.

    Raises
    ------
    solver.network.FlowError
        When OR-Tools fails, or an answer of it turns out not to be optimal.
    """
    params = params or Params()
    clock = Clock()
    with clock("prices"):
        prices = warm_prices(problem, params, progress)
    with clock("pass"):
        progress("扫描全部配对", 0.0)
        keep = max(params.keep, int(problem.max_posts.max(initial=1)))
        lookout = Lookout(problem, prices, keep)
        bound = dual_value(problem, lookout.known, prices, lookout.owed)
        lookout.add(thicken(problem, prices, lookout.known, keep))
    cells = make_cells(problem) if problem.rows else None
    shortfalls = Shortfalls(problem)
    proof = prices
    found: Answer | None = None
    round_ = stale = 0
    least = float("inf")
    while True:
        round_ += 1
        progress("求解与证明", round_ / params.rounds)
        candidates = lookout.known
        with clock("refine"):
            prices = refine(problem, prices, candidates, params, round_)
            prices = Prices(prices.vacancy, shortfalls.price(prices.row))
        with clock("flow"):
            flow = solve_flow(problem, candidates, gains(problem, candidates, prices), lookout.owed)
            prices = Prices(flow.price, prices.row)
        with clock("pass"):
            now = lookout.bound(prices)
            bound, proof = min((bound, proof), (now, prices), key=itemgetter(0))
        missed = now - (flow.worth - floors_paid(problem, prices))
        last = round_ == params.rounds
        if last or missed <= _WORTH_FINISHING * abs(flow.worth):
            with clock("finish"):
                answer = finish(problem, candidates, flow, prices, lookout.owed, cells)
                found = answer if found is None or answer.objective > found.objective else found
                priced = count_rows(problem, candidates, flow.taken > 0)
                shortfalls.learn(priced, answer.row_counts)
            gap = _gap(found, bound)
            stale = stale + 1 if gap > _PROGRESS * least else 0
            least = min(least, gap)
            exact = missed == 0 and not problem.rows
            if gap <= params.gap or exact or last or stale == _PATIENCE:
                return _result(problem, params, found, bound, proof, lookout, round_ + 1, clock)


_PROGRESS, _PATIENCE = 0.98, 4  # a round that leaves more of the gap is stale; so many end it
_WORTH_FINISHING = 0.01  # of the flow's worth: candidates that miss more are not worth finishing


def _result(
    problem: Problem,
    params: Params,
    found: Answer,
    bound: int,
    prices: Prices,
    lookout: Lookout,
    passes: int,
    clock: Clock,
) -> Result:
    unit = problem.values.unit
    gap = _gap(found, bound)
    best, best_priced = ranked(lookout.known, priced_values(problem, lookout.known, prices))
    return Result(
        status=_status(found, bound, gap, params),
        assignment=found.pairs,
        objective=found.objective / unit,
        value=found.value / unit,
        bound=bound / unit,
        gap=None if found.value == 0 else gap,
        prices=prices,
        lines=rule_lines(problem, found, prices),
        owed=lookout.owed,
        best=best,
        best_priced=best_priced,
        pairs_priced=problem.shape[0] * problem.shape[1],
        pairs_looked=lookout.pairs_looked,
        passes=passes,
        seconds=clock.seconds,
    )


def _gap(answer: Answer, bound: int) -> float:
    return (bound - answer.objective) / max(1, answer.value)


def _status(answer: Answer, bound: int, gap: float, params: Params) -> Status:
    if gap > params.gap:
        return Status.LIMIT
    if answer.short:
        return Status.RELAXED
    return Status.OPTIMAL if bound == answer.objective else Status.WITHIN_GAP
