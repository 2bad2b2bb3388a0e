"""
The instance as a linear program over candidate pairs, for every peer that takes one.

    minimise    -sum gain_a x_a  +  sum of penalties * short
    subject to  owed_w - short_w <= sum_a x_a <= most_w
                sum_a x_a <= openings_v
                sum_a in floor x_a + short_r >= lower_r
                sum_a of members x_a + short_h >= lower_h
                sum_a in cap x_a <= upper
                0 <= x_a <= 1,  short >= 0
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from benchmarks.peers.market import Found, Market, Pairs
from matcher.units import FloatArray, IntArray

TINY = 1e-7  # amounts below are a solver's rounding


@dataclass(frozen=True)
class Linear:
    """
    The linear program, all its constraints of the form matrix @ x <= upper.

    Parameters
    ----------
    cost
        Shape (n,): to be minimised, in units. The pairs come first.
    matrix
        Shape (m, n).
    upper
        Shape (m,).
    greatest
        Shape (n,): upper bounds of the variables; the lower ones are 0.
    pairs
        How many of the variables are pairs.
    """

    cost: IntArray
    matrix: csr_matrix
    upper: IntArray
    greatest: FloatArray
    pairs: int

    def found(
        self, status: str, pairs: Pairs, solution: FloatArray | None, bound: float | None
    ) -> Found:
        """Reads the pairs that are taken out of a solution; `bound` in value."""
        if solution is None:
            return Found(status, bound=bound)
        amount = np.minimum(np.asarray(solution[: self.pairs], dtype=np.float64), 1.0)
        taken = amount > TINY
        return Found(status, pairs.worker[taken], pairs.vacancy[taken], amount[taken], bound)


class _Rows:
    """Collects constraints; each is some pairs with one sign, and at most one shortfall."""

    def __init__(self, pairs: int) -> None:
        self.row: list[IntArray] = []
        self.column: list[IntArray] = []
        self.sign: list[IntArray] = []
        self.upper: list[int] = []
        self.penalty: list[int] = []
        self._pairs = pairs

    def most(self, chosen: IntArray, upper: int) -> None:
        self._add(chosen, 1, upper)

    def least(self, chosen: IntArray, lower: int, penalty: int) -> None:
        short = np.array([self._pairs + len(self.penalty)])
        self.penalty.append(penalty)
        self._add(np.concatenate((chosen, short)), -1, -lower)

    def _add(self, columns: IntArray, sign: int, upper: int) -> None:
        self.row.append(np.full(columns.size, len(self.upper)))
        self.column.append(columns)
        self.sign.append(np.full(columns.size, sign))
        self.upper.append(upper)


def linear_program(market: Market, pairs: Pairs) -> Linear:
    """States the instance over the candidate pairs."""
    rows = _Rows(pairs.gain.size)
    by_worker, by_vacancy = _grouped(pairs.worker), _grouped(pairs.vacancy)
    for worker, chosen in by_worker.items():
        rows.most(chosen, int(market.most[worker]))
    for vacancy, chosen in by_vacancy.items():
        rows.most(chosen, int(market.openings[vacancy]))
    for worker in np.flatnonzero(market.owed).tolist():
        chosen = by_worker.get(worker, _NONE)
        rows.least(chosen, int(market.owed[worker]), market.short_penalty)
    for floor in market.floors:
        inside = _joined(by_vacancy, floor.vacancies)
        inside = inside[floor.classes[market.class_of[pairs.worker[inside]]]]
        rows.least(inside, floor.lower, floor.penalty)
    for house in market.guarantees:
        rows.least(_joined(by_worker, house.members), house.lower, house.penalty)
    for cap in market.caps:
        members = _joined(by_worker, cap.members)
        rows.most(members[np.isin(pairs.vacancy[members], cap.vacancies)], cap.upper)
    columns = pairs.gain.size + len(rows.penalty)
    entries = [np.concatenate([*part, _NONE]) for part in (rows.sign, rows.row, rows.column)]
    matrix = csr_matrix(
        (entries[0].astype(np.float64), (entries[1], entries[2])), (len(rows.upper), columns)
    )
    greatest = np.ones(columns)
    greatest[pairs.gain.size :] = np.inf
    cost = np.concatenate((-pairs.gain, np.array(rows.penalty, dtype=np.int64)))
    return Linear(cost, matrix, np.array(rows.upper, np.int64), greatest, pairs.gain.size)


_NONE = np.zeros(0, dtype=np.int64)


def _grouped(owner: IntArray) -> dict[int, IntArray]:
    order = np.argsort(owner, kind="stable")
    names, first = np.unique(owner[order], return_index=True)
    return dict(zip(names.tolist(), np.split(order, first[1:]), strict=True)) if names.size else {}


def _joined(groups: dict[int, IntArray], names: IntArray) -> IntArray:
    return np.concatenate([_NONE, *(groups.get(name, _NONE) for name in names.tolist())])
