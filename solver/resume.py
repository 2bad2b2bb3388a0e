"""
What an earlier solve knew, made true of the problem at hand.

An earlier solve looked at no post that nobody could have, and said nothing of it.
Where such a post is open now, it is as unseen as a new one: its price before was
beyond everything, and a pair that nobody looked at may be worth as much as any.
Whoever is owed posts needs as many known pairs as are eligible, because what is
owed is no more than that.

Such a post enters at about the price at which only as many people would leave what
they have for it as it has openings; for nothing everybody would come, and the market
would have to settle anew. A post with more openings than people who want it at its
price enters so, too. With c openings and the gains g[w] = value + credit - surplus:

    price[v] = max(0, the (c + 1)-th greatest g[w]),     surplus[w] += max(0, g[w] - price[v])
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from matcher.units import BoolArray
from solver.arcs import above, select, union
from solver.bound import priced_values
from solver.candidates import scan
from solver.kernels import kth_best
from solver.prices import Prices
from solver.problem import Problem
from solver.start import UNSEEN, Start

_SAMPLE, _PAIRS = 2048, 1 << 22  # people by whom a post is priced: at least; pairs at most
_NEAR = 1e-3  # in value: whoever falls short of its best by no more would take a post
_ANY_PAIR = np.int64(1) << 40  # in units: no pair is worth more


def resumed(problem: Problem, start: Start) -> Start:
    """
    Returns a start that holds for a problem.

    Parameters
    ----------
    problem
        What is to be solved.
    start
        Of nearly the same problem, people and posts in the same places: values
        and eligibility of pairs as they were; `Start.moved` where people or posts
        have come or gone.
    """
    reopened = _not_looked_at(problem, start) & (problem.openings > 0)
    if reopened.any():
        table = np.where(reopened, UNSEEN, start.table)
        start = replace(start, table=table, rest=np.maximum(start.rest, _ANY_PAIR - UNSEEN))
    known = select(start.known, problem.openings[start.known.vacancy] > 0)
    few = np.flatnonzero(np.diff(known.start) < problem.min_posts)
    if few.size:
        prices = Prices(start.prices.vacancy, Prices.zero(problem).row)
        most = int(problem.min_posts.max())
        known = union(known, scan(problem, prices, most, few))
    return _priced(problem, replace(start, known=known), reopened)


def found_again(problem: Problem, start: Start) -> Prices:
    """The prices of an earlier solve, for the floors that there are now."""
    known = dict(zip(start.row_names, start.prices.row.tolist(), strict=True))
    row = [min(known.get((r.rule, r.entity), 0), r.penalty) for r in problem.rows]
    return Prices(start.prices.vacancy, np.array(row, dtype=np.int64))


def asked_anew(problem: Problem, start: Start) -> float:
    """By how many people rows ask for other than they did, as a part of those placed then."""
    names = [(row.rule, row.entity) for row in problem.rows]
    before: list[int] = start.lower.tolist()
    if names != [*start.row_names]:
        known = dict(zip(start.row_names, before, strict=True))
        before = [known.get(name, 0) for name in names]
    rows = zip(problem.rows, before, strict=True)
    moved = sum(abs(row.lower - was) / row.scale for row, was in rows)
    return float(moved / max(1, len(start.pairs)))


def _priced(problem: Problem, start: Start, reopened: BoolArray) -> Start:
    """The start with prices of posts that nobody had seen, or that too few want at theirs."""
    workers = problem.shape[0]
    price = start.prices.vacancy.copy()
    prices = Prices(price, found_again(problem, start).row)
    arcs, most = start.known, np.maximum(1, problem.max_posts)
    priced = priced_values(problem, arcs, prices)
    best = np.maximum(0, kth_best(arcs.start, priced, most, 0))
    near = int(_NEAR * problem.values.unit * problem.values.largest)
    wants = above(arcs, priced, np.where(problem.max_posts > 0, best - near, _ANY_PAIR))
    wanted = np.bincount(arcs.vacancy[wants], minlength=problem.shape[1])
    is_priced = reopened | ((price > 0) & (wanted < problem.openings))
    posts = np.flatnonzero(is_priced)
    if not posts.size:
        return start
    priced[is_priced[arcs.vacancy]] = 0  # what everybody has elsewhere
    size = min(workers, max(_SAMPLE, _PAIRS // posts.size))
    some = np.unique(np.linspace(0, workers - 1, size).astype(np.int64))
    some = some[problem.max_posts[some] > 0]
    surplus = np.maximum(0, kth_best(arcs.start, priced, most, 0))[some]
    credit, klass = prices.credits(problem), problem.class_of[some]
    for post in posts.tolist():
        column = np.full(some.size, post)
        gain = problem.values.at(some, column) + credit[klass, post] - surplus
        gain[~problem.values.eligible(some, column)] = 0
        rank = int(problem.openings[post] * size // workers)
        come = gain[gain > 0]
        price[post] = np.partition(come, -1 - rank)[-1 - rank] if rank < come.size else 0
        surplus += np.maximum(0, gain - price[post])
    return replace(start, prices=Prices(price, start.prices.row))


def _not_looked_at(problem: Problem, start: Start) -> BoolArray:
    """
    Posts new since then, or without openings then: the same price for all, far beyond others.

    `solver.prices.out_of_reach` is farther beyond than any price; a post that is
    merely as dear as that is looked at once more, and no harm is done. Shape (V,).
    """
    table = start.table
    unseen: BoolArray = np.asarray((table >= UNSEEN).any(axis=0))
    seen = table[:, ~unseen]
    top = int(seen.max(initial=0))
    shut: BoolArray = ~unseen & (table == top).all(axis=0)
    below = int(table[:, ~unseen & ~shut].max(initial=0))
    far = int(2 * problem.values.unit * problem.values.largest)
    return unseen | shut if top - below > far else unseen
