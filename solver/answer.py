"""What an assignment is worth, and how each rule came out: counted, not assumed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
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
        In units; the objective counts bonuses and penalties.
    row_counts, household_counts, cap_counts
        How many people count for each floor, household and household cap.
    short
        People or posts short, over all rules.
    """

    pairs: IntArray
    value: int
    objective: int
    row_counts: IntArray
    household_counts: IntArray
    cap_counts: IntArray
    short: int


def count_rows(problem: Problem, arcs: Arcs, taken: BoolArray) -> IntArray:
    """How many people count for each floor. Shape (R,)."""
    per_class = np.zeros((problem.classes, problem.shape[1]), dtype=np.int64)
    np.add.at(per_class, (problem.class_of[arcs.worker[taken]], arcs.vacancy[taken]), 1)
    return problem.entries.count(per_class, len(problem.rows)).astype(np.int64)


def count_answer(problem: Problem, arcs: Arcs, taken: BoolArray, owed: IntArray) -> Answer:
    """Counts the chosen candidate pairs. `taken` has shape (A,), `owed` (W,)."""
    worker, vacancy = arcs.worker[taken], arcs.vacancy[taken].astype(np.int64)
    klass = problem.class_of[worker]
    value = int(arcs.value[taken].sum())
    bonus = int(problem.bonus[klass, vacancy].sum())
    held = np.bincount(worker, minlength=problem.shape[0])
    rows = count_rows(problem, arcs, taken)
    houses = np.array([held[h.members].sum() for h in problem.households], dtype=np.int64)
    caps = np.array(
        [
            (np.isin(worker, c.members) & np.isin(vacancy, c.vacancies)).sum()
            for c in problem.household_caps
        ],
        dtype=np.int64,
    )
    owed_short = np.maximum(0, owed - held)
    row_short = np.maximum(0, np.array([r.lower for r in problem.rows], dtype=np.int64) - rows)
    house_short = np.maximum(
        0,
        np.array([min(h.lower, h.members.size) for h in problem.households], dtype=np.int64)
        - houses,
    )
    penalty = int(owed_short.sum()) * problem.short_penalty
    penalty += int(row_short @ np.array([r.penalty for r in problem.rows], dtype=np.int64))
    penalty += int(house_short @ np.array([h.penalty for h in problem.households], dtype=np.int64))
    order = np.lexsort((vacancy, worker))
    return Answer(
        pairs=np.stack((worker[order], vacancy[order]), axis=1),
        value=value,
        objective=value + bonus - penalty,
        row_counts=rows,
        household_counts=houses,
        cap_counts=caps,
        short=int(owed_short.sum() + row_short.sum() + house_short.sum()),
    )


def priced_worth(
    problem: Problem, arcs: Arcs, prices: Prices, taken: BoolArray, owed: IntArray
) -> int:
    """What an answer is worth when floors are paid for instead of held, in units."""
    answer = count_answer(problem, arcs, taken, owed)
    worth = answer.objective
    for row, count, price in zip(problem.rows, answer.row_counts, prices.row, strict=True):
        worth += row.penalty * max(0, row.lower - int(count)) + int(price) * (
            int(count) - row.lower
        )
    return worth


def rule_lines(problem: Problem, answer: Answer, prices: Prices) -> tuple[Line, ...]:
    """One line per floor, household and household cap, in the problem's order."""
    unit = problem.values.unit
    lines = [
        Line(row.rule, row.entity, row.lower, int(count), int(price) / unit)
        for row, count, price in zip(problem.rows, answer.row_counts, prices.row, strict=True)
    ]
    lines += [
        Line(h.rule, h.entity, min(h.lower, h.members.size), int(count), None)
        for h, count in zip(problem.households, answer.household_counts, strict=True)
    ]
    lines += [
        Line(c.rule, c.entity, c.upper, int(count), None)
        for c, count in zip(problem.household_caps, answer.cap_counts, strict=True)
    ]
    return tuple(lines)
