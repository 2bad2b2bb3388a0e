"""Where a solve left off: what the next one, of a changed problem, may begin from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.pairs import Arcs
from matcher.units import IntArray
from solver.prices import Prices

UNSEEN = np.int64(1) << 59  # what an unseen pair may be worth; the price of an unseen vacancy


@dataclass(frozen=True)
class Start:
    """
    What a solve knew at its end.

    Parameters
    ----------
    prices
        The prices of its bound.
    row_names, lower
        (rule, entity) of each row's price: rows are found again by name; and what
        each asked for, shape (R,).
    pairs
        Shape (n, 2): worker and vacancy of each match.
    known
        The pairs it had looked at closely.
    class_of, table
        Shapes (W,), (C, V): the price table of its last look at all pairs.
    rest
        Shape (W,): at those prices no other pair is worth more, in units.
    """

    prices: Prices
    row_names: tuple[tuple[str, str], ...]
    lower: IntArray
    pairs: IntArray
    known: Arcs
    class_of: IntArray
    table: IntArray
    rest: IntArray

    def moved(self, workers: IntArray, vacancies: IntArray) -> Start:
        """
        The same for a roster in which people or posts have come, gone or changed places.

        Parameters
        ----------
        workers, vacancies
            Shapes (W',), (V',): where each stood before; -1 for who is new.
        """
        old_workers, old_vacancies = self.rest.size, self.prices.vacancy.size
        position = np.full(old_vacancies, -1, dtype=np.int64)
        stays = vacancies >= 0
        position[vacancies[stays]] = np.flatnonzero(stays)
        known = workers >= 0
        size = np.where(known, np.diff(self.known.start)[np.where(known, workers, 0)], 0)
        first = np.repeat(self.known.start[np.where(known, workers, 0)], size)
        begin = np.concatenate(([0], np.cumsum(size)))
        pair = first + np.arange(begin[-1]) - np.repeat(begin[:-1], size)
        to = position[self.known.vacancy[pair]]
        owner = np.repeat(np.arange(workers.size), size)
        kept = to >= 0
        counts = np.bincount(owner[kept], minlength=workers.size)
        arcs = Arcs(
            np.concatenate(([0], np.cumsum(counts))),
            to[kept].astype(np.int32),
            self.known.value[pair[kept]],
        )
        price = np.where(stays, self.prices.vacancy[np.where(stays, vacancies, 0)], 0)
        table = np.where(stays, self.table[:, np.where(stays, vacancies, 0)], UNSEEN)
        among = np.where(known, workers, 0) if old_workers else np.zeros(workers.size, np.int64)
        rest = (
            np.where(known, self.rest[among], UNSEEN)
            if old_workers
            else np.full(workers.size, UNSEEN)
        )
        class_of = np.where(known, self.class_of[among], 0) if old_workers else among
        now = np.full(old_workers, -1, dtype=np.int64)
        now[workers[known]] = np.flatnonzero(known)
        pairs = np.stack((now[self.pairs[:, 0]], position[self.pairs[:, 1]]), axis=1)
        pairs = pairs[(pairs >= 0).all(axis=1)]
        prices = Prices(price, self.prices.row)
        return Start(prices, self.row_names, self.lower, pairs, arcs, class_of, table, rest)
