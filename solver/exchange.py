"""
People who change places, where an answer loses most against its prices.

What an answer lacks of the bound falls to single workers and rows: a worker who holds
less than the best at these prices; a row that is priced although it has people to
spare, or that a few more or fewer hires would bring to a corner of its steps
(`solver.rules.hire_share`). One after another, the worst first, a piece is cut out around
them: those whom it costs least to come or to go, then those who would take their places.
The piece is decided exactly while everybody else stays (`solver.exact`), so that the
answer can only gain. Large neighbourhood search, after Shaw 1998.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from operator import attrgetter, itemgetter

import numpy as np

from matcher.pairs import Arcs
from matcher.units import BoolArray, FloatArray, IntArray
from solver.answer import Answer, count_answer
from solver.arcs import select
from solver.bound import priced_values
from solver.exact import Program
from solver.kernels import kth_best
from solver.prices import Prices
from solver.problem import Problem

_REACH = 0.1  # in value: pairs that fall short of their worker's best by more are left out
_MOST = 4_000  # pairs of a piece
_NODES, _CLOSE = 2, 1e-5  # where a piece's decision stops
_WORTH_TRYING = 0.02  # in value: what loses less is left
_GAIN, _VAIN = 1e-3, 40  # so many pieces that gain less than this, in value, end it

_WORKER, _POST = 0, 1


def exchanged(
    problem: Problem,
    known: Arcs,
    prices: Prices,
    owed: IntArray,
    answer: Answer,
    *,
    wider: int = 0,
) -> tuple[Answer, list[int]]:
    """
    The answer, or a better one, where rows with negative weights make whole people dear.

    Parameters
    ----------
    problem
        The facts.
    known
        The candidate pairs, those of the answer among them.
    prices
        Prices near the best: what an answer loses is counted at these.
    owed
        Shape (W,): posts owed to each worker.
    answer
        The best answer so far.
    wider
        How often pieces are doubled, and the patience halved: what small pieces cannot
        mend, larger ones may.

    Returns
    -------
    tuple
        The better answer, and the open rows that still lose, the worst first: their
        prices may not be the best ones (`solver.polish`).
    """
    unit = problem.values.unit * problem.values.largest
    if not any(row.lines for row in problem.open_rows) or (problem.max_posts > 1).any():
        return answer, []
    near, taken = _Map.of(problem, known, prices, answer)
    if taken.sum() < answer.pairs.shape[0]:
        return answer, []
    program = Program.of(problem, near.arcs, owed)
    worth, tried, vain = program.worth(taken), set[tuple[int, int]](), 0
    while vain < _VAIN >> wider:
        seeds = _worst(problem, program, near, prices, taken)
        seed = next((s for s in seeds if s not in tried), None)
        if seed is None:
            break
        part, inside = near.around(seed, _MOST << wider)
        tried |= {seed} | inside
        chosen = program.best(taken, part, nodes=_NODES, gap=_CLOSE)
        better = worth if chosen is None else program.worth(chosen)
        vain = 0 if better > worth + _GAIN * unit else vain + 1
        if chosen is not None and better > worth:
            worth, taken = better, chosen
    found = count_answer(problem, near.arcs, taken, owed)
    losing = [i for kind, i in _worst(problem, program, near, prices, taken) if kind == _POST]
    return max(answer, found, key=attrgetter("objective")), losing


@dataclass(frozen=True)
class _Map:
    """
    Who is near whom.

    Parameters
    ----------
    arcs, loss
        The pairs that people may change to, and what each costs its worker against the
        best that it could have, in value, shape (A,).
    surplus
        Shape (W,): that best, in value.
    order, first
        The pairs by vacancy, and where each vacancy's begin, shape (V + 1,).
    posts
        The vacancies of each open row.
    """

    arcs: Arcs
    loss: FloatArray
    surplus: FloatArray
    order: IntArray
    first: IntArray
    posts: list[list[int]]

    @classmethod
    def of(
        cls, problem: Problem, known: Arcs, prices: Prices, answer: Answer
    ) -> tuple[_Map, BoolArray]:
        """Of the pairs near their worker's best, with those of an answer; and which these are."""
        unit, vacancies = problem.values.unit * problem.values.largest, problem.shape[1]
        priced = priced_values(problem, known, prices)
        best = np.maximum(0, kth_best(known.start, priced, np.ones_like(problem.max_posts), 0))
        owner = known.worker
        held = answer.pairs[:, 0] * vacancies + answer.pairs[:, 1]
        taken = np.isin(owner * vacancies + known.vacancy, held)
        loss = (best[owner] - priced) / unit
        keep = (loss <= _REACH) | taken
        arcs = select(known, keep)
        order = np.argsort(arcs.vacancy, kind="stable")
        first = np.searchsorted(arcs.vacancy[order], np.arange(vacancies + 1))
        posts = [row.vacancies.tolist() for row in problem.open_rows]
        return cls(arcs, loss[keep], best / unit, order, first, posts), taken[keep]

    def around(self, seed: tuple[int, int], most: int) -> tuple[IntArray, set[tuple[int, int]]]:
        """So many pairs of the workers nearest a seed, and the rows that lie inside."""
        kind, index = seed
        begin = self.posts[index] if kind == _POST else [index]
        heap: list[tuple[float, int, int]] = [(0.0, kind, i) for i in begin]
        found: tuple[set[int], set[int]] = (set(), set())
        pairs = 0
        while heap and pairs < most:
            far, kind, at = heappop(heap)
            if at in found[kind]:
                continue
            found[kind].add(at)
            own, others = self._next(kind, at)
            pairs += own.size if kind == _WORKER else 0
            for step, other in zip(self.loss[own].tolist(), others.tolist(), strict=True):
                if other not in found[1 - kind]:
                    heappush(heap, (far + step, 1 - kind, other))
        start = self.arcs.start
        part = [np.arange(start[w], start[w + 1]) for w in sorted(found[_WORKER])]
        rows = {(_POST, r) for r, own in enumerate(self.posts) if found[_POST].issuperset(own)}
        return np.concatenate(part) if part else np.zeros(0, dtype=np.int64), rows

    def _next(self, kind: int, at: int) -> tuple[IntArray, IntArray]:
        """The pairs of a worker or a post, and whom or what they lead to."""
        if kind == _WORKER:
            own = np.arange(self.arcs.start[at], self.arcs.start[at + 1])
            return own, self.arcs.vacancy[own].astype(np.int64)
        own = self.order[self.first[at] : self.first[at + 1]]
        return own, np.searchsorted(self.arcs.start, own, side="right") - 1


def _worst(
    problem: Problem, program: Program, near: _Map, prices: Prices, taken: BoolArray
) -> Iterator[tuple[int, int]]:
    """The rows and workers that lose most, the worst first."""
    unit = problem.values.unit * problem.values.largest
    rows = _row_losses(problem, program, prices, taken) / unit
    workers = near.surplus.copy()
    workers[near.arcs.worker[taken]] = near.loss[taken]
    losses = [(-x, _POST, i) for i, x in enumerate(rows.tolist()) if x > _WORTH_TRYING]
    losses += [(-x, _WORKER, i) for i, x in enumerate(workers.tolist()) if x > _WORTH_TRYING]
    return map(itemgetter(1, 2), sorted(losses))


def _row_losses(problem: Problem, program: Program, prices: Prices, taken: BoolArray) -> FloatArray:
    """What the answer pays or is paid for each open row more than the prices say, in units."""
    rows = len(problem.open_rows)
    price, row_of = problem.legal(prices.row), problem.row_of
    divided = np.array([bool(row.lines) for row in problem.open_rows], dtype=bool)
    count = (program.counts @ taken)[:rows]
    spare = (count - program.lower[:rows]) / program.scale[:rows]
    sides = (program.lines @ taken - program.line_lower) / program.line_scale
    own = np.zeros(row_of.size)
    own[divided[row_of]] = sides
    own[~divided[row_of]] = spare[~divided]
    short = program.penalty[:rows] * np.maximum(0, -np.floor(spare))
    losses: FloatArray = np.bincount(row_of, price * own, rows) + short
    return losses
