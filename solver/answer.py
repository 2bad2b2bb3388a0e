"""What an assignment is worth, and how each rule came out: counted, not assumed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.arcs import chosen
from solver.prices import Prices
from solver.problem import Problem
from solver.result import Line


@dataclass(frozen=True)
class Answer:
    """
    A feasible assignment, counted.

    Parameters
    ----------
    pairs
        Shape (n, 2): worker, vacancy; sorted.
    value, objective
        In units; the objective counts bonuses and penalties, above what is lost
        in any case (`Problem.lost`).
    row_counts
        What the weights of each open row add up to.
    given_counts, given_people
        Shape (G,): the same for all rows given, and how many people count for them.
    household_counts, cap_counts
        How many people count for each household and household cap.
    short
        People or posts short, over all rules.
    """

    pairs: IntArray
    value: int
    objective: int
    row_counts: IntArray
    given_counts: IntArray
    given_people: IntArray
    household_counts: IntArray
    cap_counts: IntArray
    short: int


def _per_class(problem: Problem, worker: IntArray, vacancy: IntArray) -> IntArray:
    """How many people of each class each vacancy has, of some pairs. Shape (C, V)."""
    size = problem.classes * problem.shape[1]
    place = problem.class_of[worker] * problem.shape[1] + vacancy
    return np.bincount(place, minlength=size).reshape(problem.classes, problem.shape[1])


def count_rows(problem: Problem, arcs: Arcs, taken: BoolArray) -> IntArray:
    """What the weights of each open row add up to."""
    _, worker, vacancy = chosen(arcs, taken)
    per_class = _per_class(problem, worker, vacancy)
    return problem.counting.count(per_class, len(problem.open_rows)).astype(np.int64)


def _count_given(problem: Problem, per_class: IntArray) -> tuple[IntArray, IntArray]:
    """What the weights of each row given add up to, and its people. Shapes (G,)."""
    counts, people = [], []
    for row in problem.given_rows:
        there = per_class[:, row.vacancies]
        counts.append(int(row.by_class @ there @ row.by_vacancy))
        people.append(int(there[row.counted].sum()))
    return np.array(counts, dtype=np.int64), np.array(people, dtype=np.int64)


def count_answer(problem: Problem, arcs: Arcs, taken: BoolArray, owed: IntArray) -> Answer:
    """Counts the chosen candidate pairs. `taken` has shape (A,), `owed` (W,)."""
    at, worker, vacancy = chosen(arcs, taken)
    klass = problem.class_of[worker]
    value = int(arcs.value[at].sum())
    bonus = int(problem.given_bonus[klass, vacancy].sum())
    held = np.bincount(worker, minlength=problem.shape[0])
    counts, people = _count_given(problem, _per_class(problem, worker, vacancy))
    houses = np.array([held[h.members].sum() for h in problem.households], dtype=np.int64)
    caps = np.array(
        [
            (np.isin(worker, c.members) & np.isin(vacancy, c.vacancies)).sum()
            for c in problem.household_caps
        ],
        dtype=np.int64,
    )
    owed_short = np.maximum(0, owed - held)
    rows = list(zip(problem.given_rows, counts.tolist(), strict=True))
    row_short = sum(row.short(count) for row, count in rows)
    house_short = np.maximum(
        0,
        np.array([min(h.lower, h.members.size) for h in problem.households], dtype=np.int64)
        - houses,
    )
    penalty = int(owed_short.sum()) * problem.short_penalty
    penalty += sum(row.lost(count) for row, count in rows)
    penalty += int(house_short @ np.array([h.penalty for h in problem.households], dtype=np.int64))
    pairs = np.stack((worker, vacancy), axis=1)
    if (held > 1).any():  # pairs are by worker as it is
        pairs = pairs[np.lexsort((vacancy, worker))]
    return Answer(
        pairs=pairs,
        value=value,
        objective=value + bonus - penalty + problem.lost,
        row_counts=counts[problem.is_open],
        given_counts=counts,
        given_people=people,
        household_counts=houses,
        cap_counts=caps,
        short=int(owed_short.sum() + house_short.sum()) + row_short,
    )


def is_legal(problem: Problem, arcs: Arcs, taken: BoolArray) -> bool:
    """Whether the pairs taken keep to openings, posts at most, household caps and hard rows."""
    _, worker, vacancy = chosen(arcs, taken)
    given = np.bincount(vacancy, minlength=problem.shape[1])
    held = np.bincount(worker, minlength=problem.shape[0])
    if (given > problem.openings).any() or (held > problem.max_posts).any():
        return False
    counts = count_rows(problem, arcs, taken).tolist()
    if any(row.hard and row.short(n) for row, n in zip(problem.open_rows, counts, strict=True)):
        return False
    return all(
        (np.isin(worker, cap.members) & np.isin(vacancy, cap.vacancies)).sum() <= cap.upper
        for cap in problem.household_caps
    )


def priced_worth(
    problem: Problem, arcs: Arcs, prices: Prices, taken: BoolArray, owed: IntArray
) -> int:
    """What an answer is worth when floors are paid for instead of held, in units."""
    answer = count_answer(problem, arcs, taken, owed)
    worth = answer.objective
    for row, count in zip(problem.open_rows, answer.row_counts.tolist(), strict=True):
        worth += row.lost(count)
    there = _per_class(problem, answer.pairs[:, 0], answer.pairs[:, 1])
    counts = problem.entries.count(there, len(problem.rows))
    legal = problem.legal(prices.row).tolist()
    for line, weighed, price in zip(problem.rows, counts.tolist(), legal, strict=True):
        worth += price * (int(weighed) - line.lower) // line.scale
    return worth


def rule_lines(problem: Problem, answer: Answer, prices: Prices) -> tuple[Line, ...]:
    """
    One line per row, household and household cap, in the problem's order.

    A row's line counts people: those who count for it, and how many there would
    have to be beside the others who are there. A hard row's line says what it
    allows at most, and what is there.
    """
    unit = problem.values.unit
    lines = []
    for row, price, count, people in zip(
        problem.given_rows,
        prices.given(problem).tolist(),
        answer.given_counts.tolist(),
        answer.given_people.tolist(),
        strict=True,
    ):
        required, achieved = max(0, people - (count - row.lower) // row.scale), people
        if row.hard:
            required, achieved = -row.lower, -count
        lines.append(Line(row.rule, row.entity, required, achieved, price / unit, most=row.hard))
    lines += [
        Line(h.rule, h.entity, min(h.lower, h.members.size), int(count), None)
        for h, count in zip(problem.households, answer.household_counts, strict=True)
    ]
    lines += [
        Line(c.rule, c.entity, c.upper, int(count), None, most=True)
        for c, count in zip(problem.household_caps, answer.cap_counts, strict=True)
    ]
    return tuple(lines)
