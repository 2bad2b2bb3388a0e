"""
The method, from prices to a proved answer.

    prices of a sample -> priced candidates -> soft demand -> bids -> certify over all pairs
                                ^                                              |
                                +-- add the pairs that the certificate missed -+-> whole people
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter, itemgetter

import numpy as np

from matcher.pairs import Arcs
from matcher.units import BoolArray
from solver.answer import Answer, count_rows, priced_worth, rule_lines
from solver.auction.held import Held
from solver.auction.market import open_market
from solver.auction.settle import cool
from solver.bound import dual_value, floors_paid, priced_values
from solver.candidates import gains, near, near_taken, ranked
from solver.cells import make_cells
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
from solver.soft import cooled
from solver.start import Start
from solver.thicken import thicken_posts, thicken_rows
from solver.warm import first_prices

_EPSILONS = (25, 5, 1)  # least raises of bids, in gaps asked for: fewer where much is settled
_TRUST = 2  # stale rounds after which prices come from an exact flow
_SOFT_FALL = 0.03  # in value: a price falls by no more in a round of soft demand
_REACH = 0.1  # in value, below a worker's best: prices hardly move farther in one round
_WHOLE_REACH = 0.03  # the same for whole people: prices are settled
_LP_PAIRS = 400_000  # pairs over which linear programming takes seconds
_PROGRESS, _PATIENCE = 0.98, 4  # a round that leaves more of the gap is stale; so many end it
_WORTH_FINISHING = 0.5  # of the gap asked for: candidates that miss more are not worth finishing
_IDLE = 2  # rounds of bids that miss as much as before: whole people may do better
_FLOW_PAIRS = 3_000_000  # over which an exact flow takes seconds


@dataclass(frozen=True)
class _Priced:
    """Prices, what they make workers take of the candidates, and its worth with rows paid for."""

    candidates: Arcs
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
        with self._clock("rules"):
            self._cells = make_cells(problem)
        with self._clock("prices"):
            if start is None:
                self._prices = first_prices(problem, self._cells, params, progress)
            else:
                self._prices = _found_again(problem, start)
        with self._clock("pass"):
            progress("扫描全部配对", 0.0)
            most = int(problem.max_posts.max(initial=1))
            keep = params.keep * max(1, most)
            self._lookout = Lookout(problem, self._prices, keep, params.most, start)
            if start is not None:
                self._lookout.bound(self._prices)
            self._owed = self._lookout.owed
            self._bound = dual_value(problem, self._lookout.known, self._prices, self._owed)
            self._proof = self._prices
            self._lookout.add(thicken_rows(problem, self._prices, self._lookout.known, keep))
        self._held: Held | None = None
        self._same_rows = False
        if start is not None:
            self._held = Held(start.pairs[:, 0], start.pairs[:, 1], self._prices.vacancy)
            self._same_rows = _same_rows(problem, start)
        self._shortfalls = Shortfalls(problem)

    def run(self) -> Result:
        if not self._resumed:
            self._cool()
        found: Answer | None = None
        round_ = stale = idle = 0
        least = missed_least = float("inf")
        while True:
            round_ += 1
            self._progress("求解与证明", round_ / self._params.rounds)
            if round_ > 1 or self._exact or (self._resumed and not self._same_rows):
                short = found is not None and found.short > 0
                with self._clock("rows"):
                    self._prices = self._priced_rows(hard=short or stale > 0)
            if self._exact or stale >= _TRUST:
                step = self._by_flow()
            else:
                step = self._by_auction(_EPSILONS[min(round_ - 1, 1) + self._resumed :])
            now = self._certify(step.prices)
            self._prices = step.prices
            missed = now - step.worth
            missed_share = missed / max(1, abs(step.worth))
            last = round_ == self._params.rounds
            idle = idle + 1 if missed_share > missed_least / 2 else 0
            missed_least = min(missed_least, missed_share)
            ripe = missed_share <= _WORTH_FINISHING * self._params.gap or idle >= _IDLE
            if last or self._exact or ripe:
                found = self._better(found, step, stale=stale > 0)
                gap = _gap(found, self._bound)
                stale = stale + 1 if gap > _PROGRESS * least else 0
                least = min(least, gap)
                exact = missed == 0 and not self._problem.rows
                if gap <= self._params.gap or exact or last or stale == _PATIENCE:
                    return self._result(found, round_ + 1)

    def _cool(self) -> None:
        """Prices of posts and rows near the best, by soft demand."""
        problem, params = self._problem, self._params
        if not self._scale or not self._lookout.known.vacancy.size:
            return
        for temperatures in params.fine_temperatures:
            with self._clock("rows"):
                self._prices = cooled(
                    problem, self._lookout.known, self._prices, self._cells,
                    temperatures, params.fine_steps, fall=_SOFT_FALL,
                )  # fmt: skip
            self._certify(self._prices)

    def _certify(self, prices: Prices) -> int:
        """The bound at these prices, in units; the best one is kept."""
        with self._clock("pass"):
            now = self._lookout.bound(prices)
        self._bound, self._proof = min((self._bound, self._proof), (now, prices), key=itemgetter(0))
        return now

    def _by_auction(self, epsilons: tuple[int, ...]) -> _Priced:
        problem, prices = self._problem, self._prices
        with self._clock("pass"):
            self._lookout.add(thicken_posts(problem, prices, self._lookout.known))
        candidates = self._lookout.known
        with self._clock("auction"):
            taken = None
            if self._held is not None:
                prices = Prices(self._held.price, prices.row)
                taken = self._held.among(candidates)
            market = open_market(problem, candidates, prices, self._owed, taken)
            least = self._params.gap * self._scale
            cool(market, tuple(max(1, int(e * least)) for e in epsilons), 0)
            self._held = Held.of(candidates, market.taken, market.price)
            prices = Prices(market.price, prices.row)
            worth = priced_worth(problem, candidates, prices, market.taken, self._owed)
        return _Priced(candidates, prices, market.taken, worth)

    def _priced_rows(self, *, hard: bool) -> Prices:
        """Prices at which the rows nearly hold; hard ones, exactly where that is quick."""
        problem, prices, candidates = self._problem, self._prices, self._lookout.known
        penalty = np.array([row.penalty for row in problem.rows], dtype=np.int64)
        if not problem.rows:
            return prices
        if not candidates.vacancy.size or not self._scale:
            return Prices(prices.vacancy, penalty)  # nobody can be had
        if self._exact or hard:
            reach = _REACH if self._exact else _WHOLE_REACH
            arcs = near(problem, candidates, prices, int(reach * self._scale))
            if arcs.vacancy.size <= _LP_PAIRS:
                row = floor_prices(problem, arcs, self._owed)
                return prices if row is None else Prices(prices.vacancy, row)
        # A post that was given away for want of pairs would draw everybody.
        post = np.maximum(prices.vacancy, self._proof.vacancy - int(_SOFT_FALL * self._scale))
        begin = Prices(post, self._shortfalls.price(prices.row))
        temperatures, steps = self._params.settled_temperatures, self._params.fine_steps
        temperatures = temperatures[-1:] if self._resumed else temperatures
        moved = cooled(problem, candidates, begin, self._cells, temperatures, steps)
        return Prices(prices.vacancy, self._shortfalls.price(moved.row))

    def _by_flow(self) -> _Priced:
        problem, prices, candidates = self._problem, self._prices, self._lookout.known
        with self._clock("flow"):
            flow = solve_flow(problem, candidates, gains(problem, candidates, prices), self._owed)
        worth = flow.worth - floors_paid(problem, prices)
        return _Priced(candidates, Prices(flow.price, prices.row), flow.taken > 0, worth)

    def _better(self, found: Answer | None, step: _Priced, *, stale: bool) -> Answer:
        """The best answer so far, of bids, or of a flow where bids do not get on."""
        problem = self._problem
        with self._clock("finish"):
            arcs, taken = step.candidates, step.taken
            priced = count_rows(problem, arcs, taken)
            exact = self._exact or (stale and arcs.vacancy.size <= _FLOW_PAIRS)
            if exact:
                reach = int(_WHOLE_REACH * self._scale)
                arcs, taken = near_taken(problem, arcs, taken, step.prices, reach)
            answer = finish(problem, arcs, taken, step.prices, self._owed, self._cells, exact=exact)
            self._shortfalls.learn(priced, answer.row_counts)
        return max(found or answer, answer, key=attrgetter("objective"))

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
            start=lookout.start(self._proof, found.pairs),
        )


def _found_again(problem: Problem, start: Start) -> Prices:
    """The prices of an earlier solve, for the floors that there are now."""
    known = dict(zip(start.row_names, start.prices.row.tolist(), strict=True))
    row = [min(known.get((r.rule, r.entity), 0), r.penalty) for r in problem.rows]
    return Prices(start.prices.vacancy, np.array(row, dtype=np.int64))


def _same_rows(problem: Problem, start: Start) -> bool:
    """Whether an earlier solve had the same rows."""
    lower = [row.lower for row in problem.rows]
    names = tuple((row.rule, row.entity) for row in problem.rows)
    return names == start.row_names and lower == start.lower.tolist()


def _gap(answer: Answer, bound: int) -> float:
    return (bound - answer.objective) / max(1, answer.value)


def _status(answer: Answer, bound: int, gap: float, params: Params) -> Status:
    if gap > params.gap:
        return Status.LIMIT
    if answer.short:
        return Status.RELAXED
    return Status.OPTIMAL if bound == answer.objective else Status.WITHIN_GAP
