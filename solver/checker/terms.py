"""
Rows with a price of their own: weights of people at posts, that have to add up to something.

    sum of weight(w) each[v] x[w, v] over the pairs of a unit  >=  lower - scale * short

A unit is an employer, a home or everybody; people of the group weigh `inside`,
others `outside`. Several lines may stand for one unit: they are short by no more
people than the unit is, and together are priced at no more than its penalty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from matcher.units import BoolArray, IntArray
from solver.checker.report import Fault


class Line(NamedTuple):
    """One line: its name in the certificate, its unit, and its whole numbers."""

    entity: str
    unit: int
    inside: int
    outside: int
    lower: int
    scale: int


@dataclass(frozen=True)
class Terms:
    """
    The lines of one rule.

    Parameters
    ----------
    rule
        Its id.
    lines
        L lines.
    penalty
        Units lost for each person short of a unit.
    unit_of_post, unit_of_worker
        Shapes (V,), (W,): the unit of each post, or of each worker; -1 for none. None
        where it is not posts, or not workers, that tell units apart.
    group
        Shape (W,): who weighs `inside`.
    each
        Shape (V,): how much a post weighs.
    """

    rule: str
    lines: tuple[Line, ...]
    penalty: int
    unit_of_post: IntArray | None
    unit_of_worker: IntArray | None
    group: BoolArray
    each: IntArray

    def credit(self, prices: IntArray, examples: IntArray) -> IntArray:
        """What one worker of each class earns at each post at prices (L,), rounded up. (C, V)."""
        earned = np.zeros((examples.size, self.each.size), dtype=np.int64)
        inside = self.group[examples]
        everybody, everywhere = np.ones_like(inside), self.each > 0
        for line, price in zip(self.lines, prices.tolist(), strict=True):
            if not price:
                continue
            of = self.unit_of_post
            posts = np.flatnonzero(everywhere if of is None else everywhere & (of == line.unit))
            at = self.unit_of_worker
            people = everybody if at is None else at[examples] == line.unit
            weight = np.where(inside, line.inside, line.outside) * people
            total = np.outer(weight, self.each[posts])
            earned[:, posts] -= -price * total // line.scale
        return earned

    def paid(self, prices: IntArray) -> int:
        """What the lines' people cost at these prices, rounded down for each line."""
        pairs = zip(self.lines, prices.tolist(), strict=True)
        return sum(price * line.lower // line.scale for line, price in pairs)

    def faults(self, prices: IntArray) -> Iterator[Fault]:
        """Names the first line whose price, with the others of its unit, proves nothing."""
        unit = np.array([line.unit for line in self.lines], dtype=np.int64)
        together = np.bincount(unit, prices, minlength=1)[unit] if unit.size else prices
        for at in np.flatnonzero((prices < 0) | (together > self.penalty))[:1].tolist():
            entity = self.lines[at].entity
            message = (
                f"规则 {self.rule}（{entity}）的价格 {prices[at]}"
                f"（同一对象合计 {together[at]:.0f}）"
                f"不在 0 到 {self.penalty} 之间，上界无效。"
            )
            yield Fault("price_range", message, self.rule, entity)
