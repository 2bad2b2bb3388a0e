"""The one judge of all answers: whatever a solver says of its answer is recomputed here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.peers.market import Found, Market
from matcher.pairs import Values
from matcher.units import FloatArray, IntArray

ROUNDING = 1e-6  # amounts closer than this to a whole number, or above a limit, are rounding


@dataclass(frozen=True)
class Verdict:
    """
    What an answer is, over all pairs and all rules.

    Parameters
    ----------
    pushes
        Pairs taken, fractions added up.
    fractional
        Pairs of which a part is taken.
    forbidden
        Pairs that are not eligible.
    over
        Openings and posts given beyond what there is, in all.
    lines_broken, people_short
        Floors, guarantees, owed posts and caps of households that do not hold,
        and by how many people in all.
    value
        Of the pairs.
    objective
        Value and bonuses, less the penalty of everything short.
    """

    pushes: float
    fractional: int
    forbidden: int
    over: float
    lines_broken: int
    people_short: float
    value: float
    objective: float

    @property
    def clean(self) -> bool:
        """Whether it is whole, allowed and within all limits, so that it can be carried out."""
        return not self.fractional and not self.forbidden and self.over <= ROUNDING


def judge(market: Market, values: Values, found: Found) -> Verdict:
    """
    Recounts an answer from facts and values alone.

    Raises
    ------
    ValueError
        When there is no answer to judge.
    """
    if found.worker is None or found.vacancy is None or found.amount is None:
        msg = f"There is no answer to judge: {found.status}."
        raise ValueError(msg)
    worker, vacancy, amount = found.worker, found.vacancy, found.amount
    workers, vacancies = market.shape
    klass = market.class_of[worker]
    held = np.bincount(worker, amount, workers).astype(np.float64)
    filled = np.bincount(vacancy, amount, vacancies).astype(np.float64)
    over = _beyond(held - market.most) + _beyond(filled - market.openings)
    _, times = np.unique(worker * vacancies + vacancy, return_counts=True)
    over += float((times - 1).sum())
    forbidden = int((~values.eligible(worker, vacancy)).sum())
    parts = np.abs(amount - np.rint(amount)) > ROUNDING
    short, penalties = _shortfalls(market, worker, vacancy, amount, held)
    broken = short > ROUNDING
    value = float(amount @ values.at(worker, vacancy)) / market.unit
    bonus = float(amount @ market.bonus[klass, vacancy]) / market.unit
    return Verdict(
        pushes=float(amount.sum()),
        fractional=int(parts.sum()),
        forbidden=forbidden,
        over=over,
        lines_broken=int(broken.sum()),
        people_short=float(short[broken].sum()),
        value=value,
        objective=value + bonus - float(short @ penalties) / market.unit,
    )


def _beyond(excess: FloatArray) -> float:
    return float(excess[excess > ROUNDING].sum())


def _shortfalls(
    market: Market, worker: IntArray, vacancy: IntArray, amount: FloatArray, held: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """What each line of each rule is short, and what each unit of it costs, in units."""
    counted = np.zeros((market.bonus.shape[0], market.openings.size))
    np.add.at(counted, (market.class_of[worker], vacancy), amount)
    lines: list[tuple[float, int]] = []
    for floor in market.floors:
        people = counted[np.ix_(floor.classes, floor.vacancies)].sum()
        lines.append((floor.lower - float(people), floor.penalty))
    for house in market.guarantees:
        placed = float(np.minimum(held[house.members], 1).sum())
        lines.append((house.lower - placed, house.penalty))
    for cap in market.caps:
        inside = np.isin(worker, cap.members) & np.isin(vacancy, cap.vacancies)
        lines.append((float(amount[inside].sum()) - cap.upper, 0))
    owed = np.flatnonzero(market.owed)
    missing = np.concatenate(
        (np.array([line[0] for line in lines], dtype=np.float64), market.owed[owed] - held[owed])
    )
    cost = np.concatenate(
        (
            np.array([line[1] for line in lines], dtype=np.float64),
            np.full(owed.size, market.short_penalty, dtype=np.float64),
        )
    )
    return np.maximum(missing, 0), cost
