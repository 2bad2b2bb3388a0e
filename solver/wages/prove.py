"""The bound with wages, where prices lose: which employers are decided in whole."""

from __future__ import annotations

from operator import itemgetter

import numpy as np

from matcher.pairs import Arcs
from matcher.units import IntArray
from solver.answer import Answer
from solver.bound import priced_values
from solver.core.pairs import keys_of
from solver.prices import Prices
from solver.problem import Problem
from solver.wages.employers import Employer, employers, owner_of_posts
from solver.wages.found import Wages
from solver.wages.market import Market, alone, greatest_wages
from solver.wages.search import best_wages
from solver.wages.staff import Staff

_LOST = 0.02  # in value: an employer at whom the answer loses less is left to its prices
_MOST = 400  # employers
_LIMIT = 60  # in value: no sound price or wage comes near it
_DEPTH = 2.0  # times the greatest loss: how far below a wage pairs are looked at


def proved_by_wages(
    problem: Problem, known: Arcs, prices: Prices, bound: int, answer: Answer
) -> Wages | None:
    """
    Searches a closer bound than the prices'.

    Parameters
    ----------
    problem
        The facts.
    known
        Among them everybody's best pair at these prices.
    prices, bound
        The prices, and the bound that they prove over all pairs, in units.
    answer
        The best answer known: employers at whom it loses against the prices are chosen.

    Returns
    -------
    Wages or None
        None where no employer can be chosen, people may hold several posts, or
        nothing closer is proved.
    """
    if (problem.max_posts > 1).any() or problem.min_posts.any():
        return None
    unit = problem.values.unit * problem.values.largest
    legal = problem.legal(prices.row)
    wage = greatest_wages(problem, known, prices)
    beyond = legal.copy()
    every = employers(problem)
    for employer in every:
        beyond[employer.lines] = 0
    staffs = _held(problem, every, Prices(np.zeros_like(prices.vacancy), beyond), answer)
    losses = _missed(problem, known, prices, every, answer, wage)
    found: list[tuple[int, int, Employer, Staff]] = []
    for index, (employer, staff) in enumerate(zip(every, staffs, strict=True)):
        loss = employer.paid(problem, prices, legal) - staff.gained(wage) + int(losses[index])
        if loss > _LOST * unit:
            found.append((-loss, index, employer, staff))
    if not found:
        return None
    found = sorted(found, key=itemgetter(0, 1))[:_MOST]
    chosen = [employer for _, _, employer, _ in found]
    depth = (_DEPTH * np.array([-loss for loss, *_ in found])).astype(np.int64)
    market = Market.of(problem, known, prices, bound, chosen, depth)
    best = best_wages(market, [staff for *_, staff in found], bound - answer.objective)
    if best.bound >= bound:
        return None
    rows = [(row.rule, row.entity, i) for i, e in enumerate(chosen) for row in e.rows]
    rules, entities, whose = zip(*rows, strict=True)
    limit = _LIMIT * problem.values.unit
    return Wages(
        np.clip(best.wage, -limit, limit),
        rules,
        entities,
        np.array(whose, dtype=np.int64),
        np.array(best.gained, dtype=np.int64),
        best.bound,
        (bound - problem.lost) / problem.values.unit,
    )


def _missed(
    problem: Problem,
    known: Arcs,
    prices: Prices,
    chosen: list[Employer],
    answer: Answer,
    wage: IntArray,
) -> IntArray:
    """By how much workers who would be best off at each employer have less. Shape (E,)."""
    priced, owner = priced_values(problem, known, prices), known.worker
    held = np.isin(keys_of(problem, known), answer.pairs @ [problem.shape[1], 1])
    missed = wage.copy()
    missed[owner[held]] -= priced[held]
    missed[~alone(problem)] = 0
    of_post = owner_of_posts(problem, chosen)
    best = np.flatnonzero((priced == wage[owner]) & (of_post[known.vacancy] >= 0))
    worker, at = np.unique(owner[best], return_index=True)
    lost = np.bincount(of_post[known.vacancy[best[at]]], missed[worker], len(chosen))
    return lost.astype(np.int64)


def _held(problem: Problem, chosen: list[Employer], beyond: Prices, answer: Answer) -> list[Staff]:
    """Whom the answer gives each employer."""
    worker, vacancy = answer.pairs[:, 0], answer.pairs[:, 1]
    klass = problem.class_of[worker]
    gain = problem.values.at(worker, vacancy) + beyond.credits(problem)[klass, vacancy]
    of_post = owner_of_posts(problem, chosen)
    order = np.argsort(of_post[vacancy], kind="stable")
    first = np.searchsorted(of_post[vacancy][order], np.arange(len(chosen) + 1))
    staffs = []
    for index, employer in enumerate(chosen):
        own = order[first[index] : first[index + 1]]
        staffs.append(Staff(worker[own], int(gain[own].sum()) - employer.lost(klass[own])))
    return staffs
