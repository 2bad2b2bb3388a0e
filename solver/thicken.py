"""
Pairs for rows and posts that few have among their candidates.

A price that moves is seen by those who have the post among their pairs. Where
these are few, a row's price would climb, and a post's fall, without those seeing
it who would come.
"""

from __future__ import annotations

import numpy as np

from matcher.pairs import Arcs, PriceTable
from matcher.units import BoolArray
from solver.bound import priced_values
from solver.candidates import scan, select, union
from solver.kernels import kth_best
from solver.prices import Prices, out_of_reach
from solver.problem import Problem

_LOOKS = 3  # of a row's people at its posts alone
_EACH, _MORE = 3, 10  # pairs asked for: so many for each person wanted, and more
_THIN_POSTS = 8  # of the posts with few pairs, a worker looks at the best so many
_REACH = 0.3  # in value: who loses more would not come


def thicken_rows(problem: Problem, prices: Prices, arcs: Arcs, keep: int) -> Arcs:
    """
    Adds pairs for rows that few of their people have among their candidates.

    Its people look at such posts alone, until every row has enough candidates or
    all there are.

    Parameters
    ----------
    problem, prices
        The facts, and prices now.
    arcs
        The candidates so far.
    keep
        Pairs to add per worker in one look.
    """
    thin = _thin_rows(problem, arcs)
    for _ in range(_LOOKS):
        if not thin.any():
            break
        entries = problem.counting.helping()
        of_thin = thin[entries.row]
        klass, vacancy = entries.klass[of_thin], entries.vacancy[of_thin]
        table = prices.table(problem)
        beyond = out_of_reach(problem, table.price)
        shut = np.full_like(table.price, beyond)
        shut[klass, vacancy] = table.price[klass, vacancy]
        people = np.flatnonzero(np.isin(problem.class_of, klass) & (problem.max_posts > 0))
        found = problem.values.scan(PriceTable(problem.class_of, shut), keep, people)
        inside = shut[problem.class_of[found.worker], found.vacancy] < beyond
        inside &= problem.openings[found.vacancy] > 0
        arcs = union(arcs, select(found, inside))
        thin &= _thin_rows(problem, arcs)
    return arcs


def _thin_rows(problem: Problem, arcs: Arcs) -> BoolArray:
    """Open rows with fewer candidate pairs than asked for."""
    vacancies = problem.shape[1]
    place = problem.class_of[arcs.worker] * vacancies + arcs.vacancy
    have = np.bincount(place, minlength=problem.classes * vacancies)
    have = have.reshape(problem.classes, vacancies)
    wanted = np.array([row.wanted(problem.openings) for row in problem.open_rows])
    entries = problem.counting.helping()
    people = np.bincount(entries.row, have[entries.klass, entries.vacancy], wanted.size)
    thin: BoolArray = people < _EACH * wanted + _MORE
    return thin


def thicken_posts(problem: Problem, prices: Prices, arcs: Arcs) -> Arcs:
    """
    Adds pairs of posts that few have among their candidates: those who would come first.

    Parameters
    ----------
    problem, prices
        The facts, and prices now.
    arcs
        The candidates so far.
    """
    asked = np.where(problem.openings > 0, _EACH * problem.openings + _MORE, 0)
    thin = np.flatnonzero(np.bincount(arcs.vacancy, minlength=asked.size) < asked)
    if not thin.size:
        return arcs
    most = np.maximum(1, problem.max_posts)
    has = np.maximum(0, kth_best(arcs.start, priced_values(problem, arcs, prices), most, 0))
    reach = int(_REACH * problem.values.unit * problem.values.largest)
    found = scan(problem, prices, _THIN_POSTS, vacancies=thin, floor=has - reach)
    loss = has[found.worker] - priced_values(problem, found, prices)
    order = np.lexsort((loss, found.vacancy))
    post = found.vacancy[order]
    rank = np.arange(post.size) - np.searchsorted(post, post)
    first = np.zeros(post.size, dtype=bool)
    first[order[rank < asked[post]]] = True
    return union(arcs, select(found, first))
