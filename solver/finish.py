"""From prices to whole people: the last flow, in which every row and cap is held exactly."""

from __future__ import annotations

from operator import attrgetter, itemgetter

import numpy as np

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.answer import Answer, count_answer, count_rows
from solver.arcs import select
from solver.auction.seats import Seats
from solver.bound import priced_values
from solver.candidates import gains
from solver.cells import Cells, count_cells
from solver.exact import MOST_PAIRS, best_of_few
from solver.losses import losses
from solver.network import solve_flow
from solver.parts import give_parts
from solver.prices import Prices
from solver.problem import Problem

_SPLITS = 4  # ways to give rows to their cells: one that asks in vain is followed by another
_GIVEN_UP = 0.95  # of its penalty: a row that is as dear and short all the same stays short
_BEYOND = 0.99  # of the prices where there is a hard row: a little more than it allows is taken
_TIGHT = 4  # people's weights: a row with less to spare may break when people move


def finish(
    problem: Problem,
    arcs: Arcs,
    taken: BoolArray,
    prices: Prices,
    owed: IntArray,
    cells: Cells,
    least: IntArray,
    *,
    exact: bool,
    enough: float,
    mended: bool = False,
) -> Answer:
    """
    Lets an answer hold every rule in whole people.

    Parameters
    ----------
    problem
        The facts.
    arcs, taken, prices
        The candidate pairs, those taken while rows were prices, and the prices.
    owed
        Shape (W,).
    cells
        The cells of the rows.
    least
        Shape (V,): prices at least of open seats, in units (`open_market`).
    exact
        Whether the answer is to be the best over the candidate pairs; otherwise it
        is within a little of it, and found sooner.
    enough
        What an answer has to be worth for nothing more to be tried, in units.
    mended
        Whether the pairs taken are an earlier answer's.
    """
    while True:
        taken = _whole(
            problem,
            arcs,
            taken,
            prices,
            owed,
            cells,
            least,
            exact=exact,
            enough=enough,
            mended=mended,
        )
        excess = _beyond_caps(problem, arcs, taken, prices)
        if not excess.any():
            return _refined(problem, arcs, owed, count_answer(problem, arcs, taken, owed))
        # Without these pairs the rows may have to find their people elsewhere.
        arcs = select(arcs, ~excess)
        taken = solve_flow(problem, arcs, gains(problem, arcs, prices), owed).taken > 0


def _refined(problem: Problem, arcs: Arcs, owed: IntArray, answer: Answer) -> Answer:
    """The answer, or a better one where there are rows with negative weights and few pairs."""
    if arcs.vacancy.size > MOST_PAIRS or not any(row.signed for row in problem.open_rows):
        return answer
    taken = best_of_few(problem, arcs, owed)
    if taken is None:
        return answer
    other = count_answer(problem, arcs, taken, owed)
    return max(answer, other, key=attrgetter("objective"))


def _whole(
    problem: Problem,
    arcs: Arcs,
    taken: BoolArray,
    prices: Prices,
    owed: IntArray,
    cells: Cells,
    least: IntArray,
    *,
    exact: bool,
    enough: float,
    mended: bool,
) -> BoolArray:
    """The pairs taken once every row is held in whole people. Shape (A,)."""
    if not cells.size:
        if exact:
            taken = solve_flow(problem, arcs, gains(problem, arcs, prices), owed).taken > 0
        return taken
    priced = priced_values(problem, arcs, prices)
    rows = _Signed(problem, prices, count_rows(problem, arcs, taken))
    free = gains(problem, arcs, Prices(np.zeros_like(prices.vacancy), rows.lost_price))
    if rows.funds.any():
        # What is not quite spent is hard to spend; from beyond, the dearest to keep are let go.
        lower = Prices(prices.vacancy, (prices.row * _BEYOND).astype(np.int64))
        taken = solve_flow(problem, arcs, gains(problem, arcs, lower), owed).taken > 0
    vain = np.zeros(cells.size, dtype=bool)
    best: tuple[int, BoolArray] | None = None
    seats = None if exact else Seats.of(problem, arcs, cells, prices, free, least, mended=mended)
    split = 0
    while best is None or split < _SPLITS:
        split += 1
        loss = losses(arcs, priced, taken)
        parts = give_parts(problem, cells, arcs, taken, loss, prices.vacancy, vain, rows.kept)
        have = count_cells(problem, cells, arcs, taken)
        if best is not None and (parts.floor <= have).all() and (have <= parts.cap).all():
            break
        if seats is None or (parts.cap < problem.openings[cells.vacancy]).any():
            taken = solve_flow(problem, arcs, free, owed, cells, parts).taken > 0
        else:
            kept = _room_for(problem, cells, parts.floor)
            taken = seats.hold(problem, arcs, cells, free, kept, taken, owed)
        answer = count_answer(problem, arcs, taken, owed)
        wrong = rows.learn(answer.row_counts)
        if not wrong:
            found = (answer.objective, taken)
            best = max(best or found, found, key=itemgetter(0))
        vain |= count_cells(problem, cells, arcs, taken) < parts.floor
        if best is not None and (best[0] >= enough or (not vain.any() and rows.settled)):
            break
    return best[1]


def _room_for(problem: Problem, cells: Cells, floor: IntArray) -> IntArray:
    """Parts of floors, no more than a vacancy's openings together: the dearest first."""
    left = problem.openings.copy()
    kept = floor.copy()
    over = np.bincount(cells.vacancy, floor, left.size) > left
    for cell in np.argsort(-cells.reward, kind="stable").tolist():
        at = cells.vacancy[cell]
        if over[at]:
            kept[cell] = min(kept[cell], left[at])
            left[at] -= kept[cell]
    return kept


class _Signed:
    """The open rows with negative weights: which are kept cell by cell, and which stay short."""

    def __init__(self, problem: Problem, prices: Prices, count: IntArray) -> None:
        rows, lines = problem.open_rows, problem.legal(prices.row)
        price = np.bincount(problem.row_of, lines, len(rows)).astype(np.int64)
        penalty = np.array([row.penalty for row in rows], dtype=np.int64)
        signed = np.array([row.signed for row in rows], dtype=bool)
        self._hard = np.array([row.hard for row in rows], dtype=bool)
        self._lower = np.array([row.lower for row in rows], dtype=np.int64)
        spare = _TIGHT * np.array([np.abs(row.by_class).max(initial=0) for row in rows])
        spare *= np.array([row.by_vacancy.max(initial=0) for row in rows])
        short = count < self._lower
        given_up = signed & short & ~self._hard & (price >= _GIVEN_UP * penalty)
        self._holdable = signed & ~given_up
        self.kept = self._holdable & ((price > 0) | (count - self._lower < spare))
        self.funds = self._hard[problem.row_of] & (lines > 0)
        self.lost_price = np.where(given_up[problem.row_of], lines, 0)
        self.settled = True

    def learn(self, count: IntArray) -> bool:
        """Takes note of an answer's counts of the open rows; says whether it breaks a hard one."""
        broken = self._holdable & (count < self._lower)
        self.settled = not (broken & ~self.kept).any()
        self.kept |= broken
        return bool((broken & self._hard).any())


def _beyond_caps(problem: Problem, arcs: Arcs, taken: BoolArray, prices: Prices) -> BoolArray:
    """Pairs to forbid: in each household over its cap, those of the members who lose least."""
    excess = np.zeros(taken.size, dtype=bool)
    if not problem.household_caps:
        return excess
    owner, priced = arcs.worker, priced_values(problem, arcs, prices)
    for cap in problem.household_caps:
        own = np.concatenate(
            [np.arange(arcs.start[m], arcs.start[m + 1]) for m in cap.members.tolist()]
        )
        inside = np.isin(arcs.vacancy[own], cap.vacancies)
        within, elsewhere = own[inside], own[~inside]
        held = within[taken[within]]
        instead = np.array(
            [priced[elsewhere[owner[elsewhere] == w]].max(initial=0) for w in owner[held]]
        )
        surplus = held[np.argsort(instead - priced[held], kind="stable")][cap.upper :]
        excess[within[np.isin(owner[within], owner[surplus])]] = True
    return excess
