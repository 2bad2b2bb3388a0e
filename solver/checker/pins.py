"""
Matches that were agreed before: are they in the answer, and what do they leave to the bound?

No answer that keeps the pins P is worth more than

    sum_v p_v cap_v - sum_r q_r lower_r + sum over P of t[w, v]
        + sum over the other people and households of the most they could gain,
          every post theirs at its price that P has not filled

with t the priced value of a pair: the bound of `solver.checker.bound` in which a pinned
person has one choice and has to take it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from matcher.pairs import Arcs, PriceTable
from matcher.units import IntArray
from models.roster import Roster
from solver.checker.facts import Facts
from solver.checker.limits import caps
from solver.checker.pairs import index_pairs
from solver.checker.report import SHOWN, Fault, some

_FORCED = 1 << 36  # in units: whoever gains so much takes it, and it is taken off again
_SHUT = 60  # in value: a price at which nobody takes a post


@dataclass(frozen=True)
class Pins:
    """
    The pins that name people and posts of the roster.

    Parameters
    ----------
    worker, vacancy
        Shape (n,): rows of the roster's tables, each pair once.
    """

    worker: IntArray
    vacancy: IntArray

    @property
    def extra(self) -> int:
        """What `best_left` adds to the bound, in units, and is to be taken off."""
        return _FORCED * self.worker.size

    def places(self, worker: IntArray, vacancy: IntArray) -> IntArray:
        """Which of some pairs are pinned."""
        mine = pl.DataFrame({"w": self.worker, "v": self.vacancy})
        pairs = pl.DataFrame({"w": worker, "v": vacancy}).with_row_index("at")
        found = pairs.join(mine, on=["w", "v"], how="semi", maintain_order="left")["at"]
        return found.cast(pl.Int64).to_numpy()


def index_pins(roster: Roster, pinned: pl.DataFrame | None) -> tuple[Pins, list[Fault]]:
    """Turns worker_id and vacancy_id into rows; a fault for each that is unknown or twice."""
    if pinned is None:
        return Pins(np.zeros(0, np.int64), np.zeros(0, np.int64)), []
    _, worker, vacancy, faults = index_pairs(roster, pinned)
    return Pins(worker, vacancy), faults


def check_pins(
    facts: Facts, pins: Pins, matches: pl.DataFrame, claimed: Mapping[str, Any]
) -> Iterator[Fault]:
    """
    Every pin is in the answer, is marked there, and the count is right.

    Parameters
    ----------
    facts, pins
        The answer, and what was agreed before.
    matches
        Shape (P, ...): the rows of the answer that `facts` counts, in its order.
    claimed
        Its `pinned` is compared where given.
    """
    there = Pins(facts.worker, facts.vacancy).places(pins.worker, pins.vacancy)
    missing = np.setdiff1d(np.arange(pins.worker.size), there)
    for pin in missing[:SHOWN]:
        who, post = facts.worker_id(pins.worker[pin]), facts.vacancy_id(pins.vacancy[pin])
        message = f"已定的安排不在结果中：人员 {who} 到岗位 {post}。"
        yield Fault("pin_missing", message, worker=who, vacancy=post)
    if "pinned" in matches.columns:
        pinned = np.zeros(facts.worker.size, dtype=bool)
        pinned[facts.pinned] = True
        said = matches.select(
            pl.col("worker_id", "vacancy_id").cast(pl.String),
            pl.col("pinned").cast(pl.Boolean).fill_null(value=False),
        ).with_columns(true=pl.Series(pinned, dtype=pl.Boolean))
        for row in some(said.filter(pl.col("pinned") != pl.col("true"))):
            who, post = row["worker_id"], row["vacancy_id"]
            message = f"人员 {who} 到岗位 {post} 的“已定”标记与已定安排不符。"
            yield Fault("pin_unmarked", message, worker=who, vacancy=post)
    if (claimed.get("pinned") or 0) != pins.worker.size:
        message = f"pinned 写的是 {claimed.get('pinned')}，已定安排有 {pins.worker.size} 条。"
        yield Fault("count_wrong", message, entity="pinned")


def best_left(facts: Facts, pins: Pins, table: PriceTable, most: int) -> Arcs:
    """
    Everybody's best pairs under a table, best first: of the pinned theirs alone.

    Parameters
    ----------
    facts, pins
        What was asked; of the answer itself nothing is used.
    table
        Prices.
    most
        Pairs to keep per worker.
    """
    free = facts.available.copy()
    free[pins.worker] = False
    filled = np.bincount(pins.vacancy, minlength=facts.vacancies)
    shut = (filled > 0) & (filled >= caps(facts))
    price = table.price
    if shut.any():
        price = price.copy()
        price[:, shut] = _SHUT * facts.values.unit
    best = facts.values.scan(PriceTable(table.class_of, price), most, np.flatnonzero(free))
    if not pins.worker.size:
        return best
    keep = ~shut[best.vacancy]
    worker = np.concatenate((best.worker[keep], pins.worker))
    vacancy = np.concatenate((best.vacancy[keep].astype(np.int64), pins.vacancy))
    forced = facts.values.at(pins.worker, pins.vacancy) + _FORCED
    value = np.concatenate((best.value[keep], forced))
    order = np.argsort(worker, kind="stable")
    start = np.concatenate(([0], np.cumsum(np.bincount(worker, minlength=facts.workers))))
    return Arcs(start, vacancy[order].astype(np.int32), value[order])
