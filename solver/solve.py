"""
The method, from prices to a proved answer.

    prices of a sample -> priced candidates -> soft demand -> bids -> certify over all pairs
                                ^                                              |
                                +-- add the pairs that the certificate missed -+-> whole people
"""

from __future__ import annotations

from operator import attrgetter, itemgetter

import numpy as np

from matcher.pairs import Arcs
from matcher.units import BoolArray
from solver.answer import Answer, count_answer, count_rows, is_legal
from solver.auction.held import Held
from solver.bids import Bids, Priced
from solver.bound import dual_value, floors_paid
from solver.candidates import gains, near
from solver.cells import make_cells
from solver.clock import Clock
from solver.core.decide import Decided
from solver.core.when import Proved, finished
from solver.divide import best_divided
from solver.ending import Ending, gap_of, reported
from solver.exchange import exchanged
from solver.finish import finish
from solver.floors_flow import FloorsFlow
from solver.lookout import Lookout
from solver.network import solve_flow
from solver.params import Params, Progress, silent
from solver.polish import polished
from solver.prices import Prices
from solver.problem import Problem
from solver.result import Result
from solver.resume import asked_anew, found_again, resumed
from solver.row_prices import RowPrices
from solver.start import Start
from solver.thicken import thicken_rows
from solver.wages.found import Wages
from solver.wages.prove import proved_by_wages
from solver.warm import first_prices

_RAISES = ((25, 5), (5, 0.5))  # least raises of bids round by round, in gaps asked for
_MANY_RAISES = ((25,), (5,), (1,))  # the same where there are many bids: rows move in between
_RESUMED = (1,)  # ... and where an earlier solve has settled the prices
_FOLLOWED = 2  # temperatures of settled rows whose prices may follow in the next round
_TRUST = 2  # stale rounds after which prices come from an exact flow
_REACH = 0.1  # in value, below a worker's best: prices hardly move farther in one round
_WHOLE_REACH = 0.03  # the same for whole people: prices are settled
_MENDED_REACH = 0.005  # the same for an earlier answer's people: few change places
_PROGRESS, _PATIENCE = 0.98, 4  # a round that leaves more of the gap is stale; so many end it
_WORTH_FINISHING = 0.5  # of the gap asked for: candidates that miss more are not worth finishing
_WORTH_FILLING = 0.9  # the same where floors are filled by a flow: whole people lose little then
_EXCHANGES = 3  # times that people change places and the rows that lose are priced anew
_FEW_SHORT = 0.002  # of the people placed: so few are found for rows at the prices that there are
_MANY_SHORT = 0.018  # ... and where so many are asked for at once, the prices of all posts move
_IDLE = 2  # rounds of bids that miss as much as before: whole people may do better
_FLOW_PAIRS = 3_000_000  # over which an exact flow takes seconds


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
            self._floors = FloorsFlow.of(problem, self._cells)
            self._filling = self._resumed and self._floors is not None and not self._exact
        with self._clock("prices"):
            if start is None:
                self._prices = first_prices(problem, self._cells, params, progress)
            else:
                self._prices = found_again(problem, start)
        with self._clock("pass"):
            progress("扫描全部配对", 0.0)
            most = int(problem.max_posts.max(initial=1))
            keep = params.keep * max(1, most)
            self._lookout = Lookout(problem, self._prices, keep, params.most, start)
            self._owed = self._lookout.owed
        self._rows = RowPrices(problem, params, self._cells, self._lookout)
        self._rows_priced = start is None or asked_anew(problem, start) <= _FEW_SHORT
        if not (self._rows_priced or self._exact or self._rows.nobody):
            with self._clock("rows"):
                self._prices = self._rows.followed(self._prices)
        with self._clock("pass"):
            if start is None:
                self._bound = dual_value(problem, self._lookout.known, self._prices, self._owed)
            else:
                self._bound = self._lookout.bound(self._prices)
            self._proof = self._prices
            known = self._lookout.known
            self._lookout.known = thicken_rows(problem, self._prices, known, keep)
        held = None
        if start is not None:
            held = Held(start.pairs[:, 0], start.pairs[:, 1], self._prices.vacancy)
        self._bids = Bids(problem, self._lookout, self._clock, held)

    def run(self) -> Result:
        found = self._begun()
        if found is not None and self._proved(found):
            return self._result(found, 1, self._decided(found, last=True))
        round_ = stale = idle = 0
        least = missed_least = float("inf")
        while True:
            round_ += 1
            last = round_ == self._params.rounds
            self._progress("求解与证明", round_ / self._params.rounds)
            if round_ > 1 or self._exact or not self._rows_priced:
                hard = stale > 0 or (found is not None and found.short > 0)
                with self._clock("rows"):
                    self._prices = self._priced_rows(hard=hard, again=round_ > 2)
            exactly = self._exact or stale >= _TRUST
            step = self._by_flow() if exactly else self._by_bids(round_)
            self._prices = step.prices
            if round_ == 1 and self._rough and not last:
                continue  # the rows' prices move these once more: a look now would be wasted
            now = self._certify(step.prices)
            missed = now - step.worth
            missed_share = missed / max(1, abs(step.worth))
            idle = idle + 1 if missed_share > missed_least / 2 else 0
            missed_least = min(missed_least, missed_share)
            worth = _WORTH_FINISHING if self._floors is None else _WORTH_FILLING
            near_enough = missed_share <= worth * self._params.gap or self._proved(found)
            if last or self._exact or near_enough or idle >= _IDLE:
                found = self._better(found, step, stale=stale > 0)
                gap = gap_of(found, self._bound)
                stale = stale + 1 if gap > _PROGRESS * least else 0
                least = min(least, gap)
                exact = missed == 0 and not self._problem.rows
                done = gap <= self._params.gap or exact or last or stale == _PATIENCE
                if done:
                    found = self._exchanged(found)
                decided = self._decided(found, last=done)
                if done or (decided is not None and decided.answer.objective == decided.bound):
                    return self._result(found, round_ + 1, decided)

    def _begun(self) -> Answer | None:
        """Prices to begin the rounds with, and an answer where an earlier one can be mended."""
        if self._filling and self._short(*self._bids.held()) > _MANY_SHORT:
            self._resumed, self._rows_priced = False, True  # all prices move: nearly a new problem
        if not self._resumed:
            self._cool()
        elif self._cells.size and not self._exact:
            return self._mended()
        return None

    @property
    def _rough(self) -> bool:
        """Whether bids are rough at first, since rows move so many of them once more."""
        return self._bids.many and not self._resumed and bool(self._problem.rows)

    def _by_bids(self, round_: int) -> Priced:
        least = self._params.gap * self._scale
        rounds = _MANY_RAISES if self._rough else _RAISES
        epsilons = _RESUMED if self._resumed else rounds[min(round_, len(rounds)) - 1]
        return self._bids.settled(self._prices, tuple(max(1, int(e * least)) for e in epsilons))

    def _cool(self) -> None:
        """Prices of posts and rows near the best, by soft demand."""
        if self._rows.nobody:
            return
        for temperatures in self._params.fine_temperatures:
            with self._clock("rows"):
                self._prices = self._rows.together(self._prices, temperatures)
            self._certify(self._prices)

    def _mended(self) -> Answer:
        """What an earlier solve left, as it is or made whole again at its prices."""
        problem = self._problem
        with self._clock("finish"):
            arcs, taken = self._bids.held()
            if is_legal(problem, arcs, taken):
                answer = count_answer(problem, arcs, taken, self._owed)
                if self._proved(answer):
                    return answer
        if self._floors is not None and self._short(arcs, taken) > _FEW_SHORT:
            with self._clock("rows"):
                self._prices = self._filled(self._floors)
            self._certify(self._prices)  # whoever would come at these prices is known then
            arcs, taken = self._bids.held()
        with self._clock("finish"):
            if self._bids.many:
                reach = int(_MENDED_REACH * self._scale)
                arcs, kept = near(problem, arcs, self._prices, reach, taken=taken)
                taken = taken[kept]
            # A new hole may end at a post that nobody has near their best: it may cost nothing.
            return finish(
                problem, arcs, taken, self._prices, self._owed, self._cells,
                np.zeros_like(self._prices.vacancy),
                exact=False, enough=self._enough(), mended=True,
            )  # fmt: skip

    def _short(self, arcs: Arcs, taken: BoolArray) -> float:
        """People that floors lack where some pairs are taken, as a part of those who have any."""
        lower = np.array([row.lower for row in self._problem.open_rows], dtype=np.int64)
        lacking = np.maximum(0, lower - count_rows(self._problem, arcs, taken)).sum()
        return float(lacking / max(1, taken.sum()))

    def _filled(self, floors: FloorsFlow) -> Prices:
        """Prices once the floors are filled; bids begin there, with who holds what then."""
        arcs, taken = self._bids.held()
        filled = floors.fill(arcs, taken, self._prices)
        self._bids.begin(arcs, filled.taken, filled.prices)
        self._rows_priced = True
        return filled.prices

    def _proved(self, answer: Answer | None) -> bool:
        return answer is not None and gap_of(answer, self._bound) <= self._params.gap

    def _enough(self) -> float:
        """What an answer is worth that is proved to be near enough to the best, in units."""
        return self._bound * (1 - self._params.gap) if self._params.gap else float("inf")

    def _certify(self, prices: Prices) -> int:
        """The bound at these prices, in units; the best one is kept."""
        with self._clock("pass"):
            now = self._lookout.bound(prices)
            best = best_divided(self._problem, prices)
            least = now if best is prices else self._lookout.bound(best)
        self._bound, self._proof = min((self._bound, self._proof), (least, best), key=itemgetter(0))
        return now

    def _priced_rows(self, *, hard: bool, again: bool) -> Prices:
        """Prices at which the rows nearly hold; hard ones, exactly where that is quick."""
        if self._floors is not None and not hard:
            if self._filling:
                return self._filled(self._floors)
            if again:
                return self._rows.followed(self._prices)
        if self._exact or hard:
            exact = self._rows.exactly(self._prices, _REACH if self._exact else _WHOLE_REACH)
            if exact is not None:
                return exact
        temperatures = self._params.settled_temperatures
        if self._resumed:
            temperatures = temperatures[-1:]
        elif self._floors is not None:
            temperatures = temperatures[:_FOLLOWED]
        return self._rows.settled(self._prices, self._proof, temperatures)

    def _by_flow(self) -> Priced:
        problem, prices, candidates = self._problem, self._prices, self._lookout.known
        with self._clock("flow"):
            flow = solve_flow(problem, candidates, gains(problem, candidates, prices), self._owed)
        worth = flow.worth - floors_paid(problem, prices)
        return Priced(candidates, Prices(flow.price, prices.row), flow.taken > 0, worth)

    def _better(self, found: Answer | None, step: Priced, *, stale: bool) -> Answer:
        """The best answer so far, of bids, or of a flow where bids do not get on."""
        if found is not None and self._proved(found):
            return found
        problem, prices = self._problem, step.prices
        with self._clock("finish"):
            arcs, taken = step.candidates, step.taken
            priced = count_rows(problem, arcs, taken)
            exact = self._exact or (stale and arcs.vacancy.size <= _FLOW_PAIRS)
            if exact:
                reach = int(_WHOLE_REACH * self._scale)
                arcs, kept = near(problem, arcs, prices, reach, taken=taken)
                taken = taken[kept]
            elif self._floors is not None:
                filled = self._floors.fill(arcs, taken, prices)
                prices, taken = filled.prices, filled.taken
            answer = finish(
                problem, arcs, taken, prices, self._owed, self._cells,
                self._bids.least(prices), exact=exact, enough=self._enough(),
            )  # fmt: skip
            self._rows.learn(priced, answer.row_counts)
        return max(found or answer, answer, key=attrgetter("objective"))

    def _exchanged(self, found: Answer) -> Answer:
        """The answer with people who change places, where it is not yet good enough."""
        problem, lookout = self._problem, self._lookout
        for wider in range(_EXCHANGES):
            if self._proved(found):
                break
            with self._clock("exchange"):
                known = lookout.known
                found, losing = exchanged(
                    problem, known, self._proof, self._owed, found, wider=wider
                )
                prices = polished(problem, known, self._proof, losing)
            if not losing:
                break
            self._certify(prices)
        return found

    def _decided(self, found: Answer, *, last: bool) -> Decided | None:
        """The answer finished on its core, where that is worth its time."""
        proved = Proved(self._lookout.known, self._proof, self._bound, self._owed)
        with self._clock("core"):
            return finished(self._problem, self._params, proved, found, last=last)

    def _paid(self, found: Answer) -> Wages | None:
        """Wages that prove more than the prices, where that is too little."""
        if not self._params.core or self._proved(found):
            return None
        known, prices, bound = self._lookout.known, self._proof, self._bound
        with self._clock("wages"):
            return proved_by_wages(self._problem, known, prices, bound, found)

    def _result(self, found: Answer, passes: int, decided: Decided | None) -> Result:
        problem, prices, bound = self._problem, self._proof, self._bound
        if decided is not None:
            core = decided.proof(problem, bound)
            ending = Ending(decided.answer, prices, decided.bound, passes, core)
        else:
            wages = self._paid(found)
            bound = wages.bound if wages else bound
            ending = Ending(found, prices, bound, passes, wages=wages)
        return reported(problem, self._params, self._lookout, ending, self._clock)
