"""
The employers whose people can be decided in whole.

An employer has a row whose price is divided among the sides of its steps
(`solver.rules.hire_share`). Its own rows are all those that stand for the same entity and
the same posts; rows that reach beyond stay prices.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.units import IntArray
from solver.prices import Prices
from solver.problem import Problem
from solver.row import Row

_MOST = 800  # posts times openings: HiGHS takes long over people for more


@dataclass(frozen=True)
class Employer:
    """
    An employer with its own rows.

    Parameters
    ----------
    rows
        Its own rows.
    lines
        Which of the problem's priced rows stand for them.
    posts, openings
        Shapes (n,): its posts that have openings, rising, and how many.
    """

    rows: tuple[Row, ...]
    lines: IntArray
    posts: IntArray
    openings: IntArray

    def paid(self, problem: Problem, prices: Prices, legal: IntArray) -> int:
        """What its openings cost less what its rows' people are paid, in units; `legal`: (R,)."""
        lines = (problem.rows[i].paid(legal[i]) for i in self.lines.tolist())
        return int(prices.vacancy[self.posts] @ self.openings) - int(sum(lines))

    def lost(self, klass: IntArray) -> int:
        """What its rows cost with people of these classes at its posts, in units."""
        return sum(row.lost(int(row.by_class[klass].sum())) for row in self.rows)


def employers(problem: Problem) -> list[Employer]:
    """All employers that own a row with lines; no post belongs to two."""
    owned = np.zeros(problem.shape[1], dtype=bool)
    found = []
    of_entity: dict[str, list[int]] = {}
    for index, row in enumerate(problem.open_rows):
        of_entity.setdefault(row.entity, []).append(index)
    for row in problem.open_rows:
        if not row.lines or row.hard or owned[row.vacancies].any():
            continue
        own = [i for i in of_entity[row.entity] if _alike(row, problem.open_rows[i])]
        owned[row.vacancies] = True
        posts = row.vacancies[problem.openings[row.vacancies] > 0]
        if posts.size * int(problem.openings[posts].sum()) > _MOST:
            continue
        found.append(
            Employer(
                tuple(problem.open_rows[i] for i in own),
                np.flatnonzero(np.isin(problem.row_of, own)),
                posts,
                problem.openings[posts],
            )
        )
    return found


def owner_of_posts(problem: Problem, chosen: list[Employer]) -> IntArray:
    """Whose each post is, -1 where it is none of these. Shape (V,)."""
    of_post = np.full(problem.shape[1], -1, dtype=np.int64)
    for index, employer in enumerate(chosen):
        of_post[employer.posts] = index
    return of_post


def _alike(row: Row, other: Row) -> bool:
    """Whether both count people at the same posts, one like the other."""
    plain = other.each is None and not other.hard
    return plain and np.array_equal(row.vacancies, other.vacancies)
