"""Pairs for rows and posts that few have among their candidates (`solver.few`)."""

from __future__ import annotations

import numpy as np

from matcher.pairs import Arcs, PriceTable
from matcher.units import BoolArray
from solver.arcs import by_class, least_of, select, union
from solver.bound import priced_values
from solver.candidates import scan
from solver.few import asked_of_posts, thin_rows
from solver.kernels import kth_best
from solver.prices import Prices, out_of_reach
from solver.problem import Problem

_LOOKS = 3  # of a row's people at its posts alone
_THIN_POSTS = 8  # of the posts with few pairs, a worker looks at the best so many


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
    thin = thin_rows(problem, arcs)
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
        posts = np.unique(vacancy)
        found = problem.values.scan(PriceTable(problem.class_of, shut), keep, people, posts)
        inside = by_class(found, problem.class_of, shut) < beyond
        inside &= problem.openings[found.vacancy] > 0
        arcs = union(arcs, select(found, inside))
        thin &= thin_rows(problem, arcs)
    return arcs


def thicken_posts(problem: Problem, prices: Prices, arcs: Arcs, posts: BoolArray) -> Arcs:
    """
    Returns pairs of some posts: of those who would come first.

    Parameters
    ----------
    problem, prices
        The facts, and prices now.
    arcs
        The candidates so far.
    posts
        Shape (V,): which posts, at least one.
    """
    asked, thin = asked_of_posts(problem), np.flatnonzero(posts)
    most = np.maximum(1, problem.max_posts)
    has = np.maximum(0, kth_best(arcs.start, priced_values(problem, arcs, prices), most, 0))
    found = scan(problem, prices, _THIN_POSTS, vacancies=thin)
    loss = has[found.worker] - priced_values(problem, found, prices)
    first = least_of(loss, np.searchsorted(thin, found.vacancy), asked[thin])
    return select(found, first)
