"""
The method, from prices to a proved answer.

    warm prices -> priced candidates -> prices of floors -> auction -> certify over all pairs
                         ^                                                       |
                         +---- add the pairs that the certificate found missing -+-> exact flow,
                                                                                    whole people
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from matcher.pairs import Arcs
from matcher.units import BoolArray
from solver.answer import Answer, count_rows, priced_worth, rule_lines
from solver.auction.market import open_market
from solver.auction.settle import cool
from solver.bound import dual_value, floors_paid, priced_values
from solver.candidates import gains, near, near_taken, ranked, thicken
from solver.cells import Cells, make_cells
from solver.clock import Clock
from solver.finish import finish
from solver.floors_lp import floor_prices
from solver.lookout import Lookout
from solver.network import solve_flow
from solver.params import Params, Progress, silent
from solver.prices import Prices
from solver.problem import Problem
from solver.result import Result, Status
from solver.resume import resumed
from solver.shortfalls import Shortfalls
from solver.soft import cooled_floors
from solver.start import Start
from solver.warm import warm_prices

_COARSE = 0.02  # in value: the first raises of the bids
_TRUST = 2  # stale rounds after which prices come from an exact flow
_NEAR_ENOUGH = 0.1  # of the worth: with more missed, floors cannot be priced
_FALL = 0.03  # in value: a price falls by no more than twice that in the first round, and so on
_REACH = 0.1  # in value, below a worker's best: prices hardly move farther in one round
_WHOLE_REACH = 0.03  # the same for the last flow: prices are settled
_LP_PAIRS = 400_000  # pairs over which linear programming takes seconds
_PROGRESS, _PATIENCE = 0.98, 4  # a round that leaves more of the gap is stale; so many end it
_WORTH_FINISHING = 0.001  # of the worth: candidates that miss more are not worth finishing


@dataclass(frozen=True)
class _Priced:
    """Prices, what they make the workers take, and what that is worth with floors paid for."""

    prices: Prices
    taken: BoolArray
    worth: int


def solve(
    problem: Problem,
    params: Params | None = None,
    progress: Progress = silent,
    start: Start | None = None,
) -> Result:
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
    start
        `Result.start` of an earlier solve of nearly the same problem: openings,
        rules, people or posts may have changed, values of the same pairs not.

    Raises
    ------
    solver.network.FlowError
        When OR-Tools fails, or an answer of it turns out not to be optimal.
    """
    if start is not None:
        start = resumed(problem, start)
    return _Solve(problem, params or Params(), progress, start).run()


class _Solve:
    def __init__(
        self, problem: Problem, params: Params, progress: Progress, start: Start | None
    ) -> None:
        self._problem, self._params, self._progress = problem, params, progress
        self._clock = Clock()
        self._scale = problem.values.unit * problem.values.largest
        self._exact = params.gap * self._scale < 1  # too fine for whole units of bids
        self._resumed = start is not None
        with self._clock("prices"):
            if start is None:
                self._prices = warm_prices(problem, params, progress)
            else:
                self._prices = _found_again(problem, start)
        with self._clock("pass"):
            progress("扫描全部配对", 0.0)
            keep = max(params.keep, int(problem.max_posts.max(initial=1)))
            self._lookout = Lookout(problem, self._prices, keep, start)
            if start is not None:
                self._lookout.bound(self._prices)
            self._owed = self._lookout.owed
            self._bound = dual_value(problem, self._lookout.known, self._prices, self._owed)
            self._proof = self._prices
            self._lookout.add(thicken(problem, self._prices, self._lookout.known, keep))
        self._shortfalls = Shortfalls(problem)
        with self._clock("rules"):
            self._cells: Cells | None = make_cells(problem) if problem.rows else None

    def run(self) -> Result:
        found: Answer | None = None
        round_ = stale = 0
        missed_share = self._params.gap if self._resumed else 1.0
        least = float("inf")
        while True:
            round_ += 1
            self._progress("求解与证明", round_ / self._params.rounds)
            candidates = self._lookout.known
            if self._cells is not None and missed_share < _NEAR_ENOUGH:
                with self._clock("floors"):
                    self._prices = self._priced_floors(candidates, round_, found, self._cells)
            if self._exact or stale >= _TRUST:
                step = self._by_flow(candidates)
            else:
                step = self._by_auction(candidates, round_, missed_share)
            self._prices = step.prices
            with self._clock("pass"):
                now = self._lookout.bound(step.prices)
                self._bound, self._proof = min(
                    (self._bound, self._proof), (now, step.prices), key=itemgetter(0)
                )
            missed = now - step.worth
            missed_share = missed / max(1, abs(step.worth))
            last = round_ == self._params.rounds
            if last or self._exact or missed <= _WORTH_FINISHING * abs(step.worth):
                answer = self._whole(candidates, step)
                found = answer if found is None or answer.objective > found.objective else found
                gap = _gap(found, self._bound)
                stale = stale + 1 if gap > _PROGRESS * least else 0
                least = min(least, gap)
                exact = missed == 0 and not self._problem.rows
                if gap <= self._params.gap or exact or last or stale == _PATIENCE:
                    return self._result(found, round_ + 1)

    def _by_auction(self, candidates: Arcs, round_: int, missed: float) -> _Priced:
        problem, prices = self._problem, self._prices
        with self._clock("auction"):
            market = open_market(problem, candidates, prices, self._owed)
            cool(market, _epsilons(missed, self._params.gap, self._scale), 0)
            # Whom nobody lists yet would be given away, and everybody would come.
            fall = int(_FALL * 2.0**round_ * self._scale)
            settled = np.maximum(market.price, prices.vacancy - fall)
            prices = Prices(settled, prices.row)
            worth = priced_worth(problem, candidates, prices, market.taken, self._owed)
        return _Priced(prices, market.taken, worth)

    def _priced_floors(
        self, candidates: Arcs, round_: int, found: Answer | None, cells: Cells
    ) -> Prices:
        """Prices at which the floors nearly hold; those that clash, exactly where that is quick."""
        problem, prices = self._problem, self._prices
        penalty = np.array([row.penalty for row in problem.rows])
        if not candidates.vacancy.size or not self._scale:
            return Prices(prices.vacancy, penalty)  # nobody can be had
        reach = _REACH if self._exact else _WHOLE_REACH
        clash = found is not None and found.short > 0
        arcs = near(problem, candidates, prices, int(reach * self._scale))
        if (clash or self._exact) and arcs.vacancy.size <= _LP_PAIRS:
            row = floor_prices(problem, arcs, self._owed)
            return prices if row is None else Prices(prices.vacancy, row)
        arcs = near(problem, candidates, prices, int(_REACH * self._scale))
        prices = Prices(prices.vacancy, self._shortfalls.price(prices.row))
        fine = self._params.fine_temperatures
        fine = fine[-1:] if self._resumed else fine[:round_]
        cooled = cooled_floors(problem, arcs, prices, cells, fine, self._params.fine_steps)
        return Prices(prices.vacancy, self._shortfalls.price(cooled.row))

    def _by_flow(self, candidates: Arcs) -> _Priced:
        problem, prices = self._problem, self._prices
        with self._clock("flow"):
            flow = solve_flow(problem, candidates, gains(problem, candidates, prices), self._owed)
        worth = flow.worth - floors_paid(problem, prices)
        return _Priced(Prices(flow.price, prices.row), flow.taken > 0, worth)

    def _whole(self, candidates: Arcs, step: _Priced) -> Answer:
        with self._clock("finish"):
            reach = int(_WHOLE_REACH * self._scale)
            arcs, taken = near_taken(self._problem, candidates, step.taken, step.prices, reach)
            answer = finish(self._problem, arcs, taken, step.prices, self._owed, self._cells)
            self._shortfalls.learn(count_rows(self._problem, arcs, taken), answer.row_counts)
            return answer

    def _result(self, found: Answer, passes: int) -> Result:
        problem, lookout = self._problem, self._lookout
        unit = problem.values.unit
        gap = _gap(found, self._bound)
        priced = priced_values(problem, lookout.known, self._proof)
        best, best_priced = ranked(lookout.known, priced)
        return Result(
            status=_status(found, self._bound, gap, self._params),
            assignment=found.pairs,
            objective=(found.objective - problem.lost) / unit,
            value=found.value / unit,
            bound=(self._bound - problem.lost) / unit,
            gap=None if found.value == 0 else gap,
            prices=self._proof,
            lines=rule_lines(problem, found, self._proof),
            owed=lookout.owed,
            best=best,
            best_priced=best_priced,
            pairs_priced=problem.shape[0] * problem.shape[1],
            pairs_looked=lookout.pairs_looked,
            passes=passes,
            seconds=self._clock.seconds,
            start=lookout.start(self._proof),
        )


def _found_again(problem: Problem, start: Start) -> Prices:
    """The prices of an earlier solve, for the floors that there are now."""
    known = dict(zip(start.row_names, start.prices.row.tolist(), strict=True))
    row = [min(known.get((r.rule, r.entity), 0), r.penalty) for r in problem.rows]
    return Prices(start.prices.vacancy, np.array(row, dtype=np.int64))


def _epsilons(missed: float, gap: float, scale: float) -> tuple[int, ...]:
    """Least raises of the bids, in units: as fine as what is missed makes worth while."""
    last = min(max(missed / 20, gap), _COARSE)
    first = min(_COARSE, 25 * last)
    falling = (max(1, int(e * scale)) for e in (first, (first * last) ** 0.5, last))
    return tuple(dict.fromkeys(falling))


def _gap(answer: Answer, bound: int) -> float:
    return (bound - answer.objective) / max(1, answer.value)


def _status(answer: Answer, bound: int, gap: float, params: Params) -> Status:
    if gap > params.gap:
        return Status.LIMIT
    if answer.short:
        return Status.RELAXED
    return Status.OPTIMAL if bound == answer.objective else Status.WITHIN_GAP
