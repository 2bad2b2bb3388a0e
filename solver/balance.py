"""
The parts of a row with negative weights.

It holds as soon as the people who count for it are no fewer, and those who count
against it no more, than in some way in which it holds. That way is how it is now,
after the cheapest changes: where it is short, until it holds; where it has some to
spare, until people of either kind may have the posts that it can do without.
"""

from __future__ import annotations

from dataclasses import dataclass

from matcher.units import BoolArray, IntArray
from solver.cells import Cells
from solver.row import Row

Pairs = tuple[IntArray, IntArray]


@dataclass
class Desk:
    """
    The parts while they are given out, row by row.

    Parameters
    ----------
    cells
        The cells that have the parts.
    openings, have, room
        Shape (K,): of each cell's vacancy, people there now, and how many more a
        floor may ask for.
    free, price
        Shape (V,): openings that nobody has, and what one is worth.
    vain
        Shape (K,): cells that were asked for more people than they could get.
    loss
        Shape (A,): what taking a pair, or leaving it, costs its worker.
    spare, held
        Pairs not taken and taken, by cell, those that lose least first, and where
        each cell's begin, shape (K + 1,).
    floor, cap
        Shape (K,): the parts.
    """

    cells: Cells
    openings: IntArray
    have: IntArray
    free: IntArray
    price: IntArray
    vain: BoolArray
    loss: IntArray
    spare: Pairs
    held: Pairs
    floor: IntArray
    cap: IntArray
    room: IntArray

    def cheapest(self, arcs: Pairs, cell: int, most: int) -> list[int]:
        """Losses of a cell's pairs, least first."""
        order, first = arcs
        low, high = int(first[cell]), int(first[cell + 1])
        losses: list[int] = self.loss[order[low : min(high, low + most)]].tolist()
        return losses


class Balance:
    """One row with negative weights, its cells, and how many people they shall have."""

    def __init__(self, desk: Desk, row: Row, own: IntArray, weight: IntArray) -> None:
        self._desk = desk
        self._weigh: dict[int, int] = dict(zip(own.tolist(), weight.tolist(), strict=True))
        self._place = {c: int(desk.cells.vacancy[c]) for c in self._weigh}
        have, floor, cap = desk.have, desk.floor, desk.cap
        self._least = {c: int(max(have[c], floor[c])) for c, w in self._weigh.items() if w > 0}
        self._most = {
            c: int(max(min(have[c], cap[c]), floor[c])) for c, w in self._weigh.items() if w < 0
        }
        count = sum(self._weigh[c] * n for c, n in (self._least | self._most).items())
        self._missing = row.lower - count
        self._hard, self._spares_floors = row.hard, True

    def give(self) -> None:
        """Gives the row's cells their parts."""
        if self._missing > 0:
            self._mend()
            if self._missing > 0 and self._hard:
                self._spares_floors = False
                self._mend()
                self._close()
        else:
            self._release()
        self._fill()
        for cell, least in self._least.items():
            self._desk.floor[cell] = max(self._desk.floor[cell], least)
        for cell, most in self._most.items():
            self._desk.cap[cell] = min(self._desk.cap[cell], most)

    def _mend(self) -> None:
        for cell in self._moves():
            if self._missing <= 0:
                break
            if self._weigh[cell] < 0:
                self._send_off(cell)
            else:
                self._take_on(cell)

    def _close(self) -> None:
        """Takes back what floors promised to people who are not there yet: never exceeded."""
        for cell in self._most:
            while self._missing > 0 and self._most[cell] > 0:
                self._send_off(cell)

    def _moves(self) -> list[int]:
        """
        Cells where one more person, or one fewer, brings the row nearer; the cheapest first.

        Whoever is sent off leaves an opening behind; whoever is taken on at a full
        vacancy sends off another, whose weight is won too.
        """
        desk, found = self._desk, []
        gone: dict[int, tuple[int, int]] = {}
        for cell in self._most:
            v, weight = self._place[cell], -self._weigh[cell]
            for loss in desk.cheapest(desk.held, cell, -(-self._missing // weight)):
                gone[v] = min(gone.get(v, (loss, weight)), (loss, weight))
                found.append(((loss + int(desk.price[v])) / weight, cell))
        for cell in self._least:
            v, weight = self._place[cell], self._weigh[cell]
            more = (0, 0) if desk.free[v] > 0 else gone.get(v)
            if desk.vain[cell] or more is None:
                continue
            losses = desk.cheapest(desk.spare, cell, -(-self._missing // weight))
            found += [((loss + more[0]) / (weight + more[1]), cell) for loss in losses]
        return [cell for _, cell in sorted(found)]

    def _kept(self, cell: int) -> int:
        """People whom another row asks for, though they count against this one."""
        return int(self._desk.floor[cell]) if self._spares_floors else 0

    def _send_off(self, cell: int) -> None:
        if self._most[cell] > self._kept(cell):
            self._most[cell] -= 1
            self._desk.free[self._place[cell]] += 1
            self._missing += self._weigh[cell]

    def _take_on(self, cell: int) -> None:
        """One more person who counts: at a full vacancy in the place of one who counts against."""
        v = self._place[cell]
        if self._least[cell] >= self._desk.openings[cell]:
            return
        if self._desk.free[v] > 0:
            self._desk.free[v] -= 1
        else:
            others = (c for c, n in self._most.items() if n > self._kept(c) and self._place[c] == v)
            other = next(others, None)
            if other is None:
                return
            self._most[other] -= 1
            self._missing += self._weigh[other]
        self._least[cell] += 1
        self._missing -= self._weigh[cell]

    def _fill(self) -> None:
        """Lets people who count against it come, as far as it has still to spare."""
        desk = self._desk
        offers = sorted(
            (loss, cell)
            for cell in self._most
            for loss in desk.cheapest(
                desk.spare, cell, max(0, -self._missing) // -self._weigh[cell]
            )
        )
        for _, cell in offers:
            if self._missing - self._weigh[cell] <= 0:
                self._missing -= self._weigh[cell]
                self._most[cell] += 1

    def _release(self) -> None:
        """Lets people who count give way to others at the same vacancy, as far as it can."""
        desk, spare = self._desk, -self._missing
        if spare <= 0:
            return
        instead: dict[int, tuple[int, int]] = {}
        for cell in self._most:
            for loss in desk.cheapest(desk.spare, cell, 1):
                v = self._place[cell]
                instead[v] = min(instead.get(v, (loss, cell)), (loss, cell))
        offers = sorted(
            (loss + instead.get(self._place[cell], (0, cell))[0], cell)
            for cell, people in self._least.items()
            for loss in desk.cheapest(desk.held, cell, people)
        )
        for _, cell in offers:
            other = instead.get(self._place[cell])
            change = self._weigh[cell] - (0 if other is None else self._weigh[other[1]])
            if change <= spare and self._least[cell] > desk.floor[cell]:
                spare -= change
                self._missing += change
                self._least[cell] -= 1
                if other is not None:
                    self._most[other[1]] += 1
