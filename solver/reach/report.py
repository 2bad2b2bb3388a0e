"""What became of each threshold: reached or not, by how many, what it cost, why not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from matcher.units import IntArray
from models.roster import Roster
from models.rules.chased import Chased
from solver.problem import Problem
from solver.result import Result
from solver.rules.draft import Draft
from solver.rules.threshold import counts, possible, reward

REACH_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "rule": pl.String,
    "employer_id": pl.String,
    "reached": pl.Boolean,
    "least": pl.Int64,
    "placed": pl.Int64,
    "possible": pl.Int64,
    "worth": pl.Float64,
    "price": pl.Float64,
    "given_up": pl.Float64,
    "workers": pl.String,
    "reason": pl.String,
}


def reach_table(
    chased: Sequence[Chased], draft: Draft, problem: Problem, result: Result, roster: Roster
) -> pl.DataFrame:
    """
    A line for each employer whose threshold was chased.

    `price` is what one more person on the way is paid at the result's prices, and
    `given_up` what the people who count are worth less, in value, than the best that
    they could have had at these prices without that pay: what reaching it cost them.

    Parameters
    ----------
    chased
        The thresholds, laid out.
    draft, problem, result
        What was compiled; the relaxation, and what was decided.
    roster
        For ids.
    """
    unit, ids = problem.values.unit, roster.workers["worker_id"]
    price = dict(zip(*_prices(problem, result), strict=True))
    placed = counts(chased, result.assignment).tolist()
    lines = []
    for one, people in zip(chased, placed, strict=True):
        mine = _who(one, result)
        paid = price.get(one.name, 0) / unit
        most = possible(one, draft)
        reached = one.least is not None and people >= one.least
        lines.append(
            {
                "rule": one.rule,
                "employer_id": one.place,
                "reached": reached,
                "least": one.least,
                "placed": people,
                "possible": most,
                "worth": reward(one) / unit,
                "price": paid,
                "given_up": _given_up(one, mine, problem, result, paid) if reached else None,
                "workers": "、".join(ids[w] for w in mine.tolist()),
                "reason": None if reached else _reason(one, people, most),
            }
        )
    return pl.DataFrame(lines, schema=REACH_SCHEMA, orient="row")


def _prices(problem: Problem, result: Result) -> tuple[list[str], list[int]]:
    """What each row is called, and what one more person of it is paid, in units."""
    return [row.rule for row in problem.given_rows], result.prices.given(problem).tolist()


def _who(one: Chased, result: Result) -> IntArray:
    """The people who count."""
    worker, vacancy = result.assignment.T
    found: IntArray = worker[one.people[worker] & np.isin(vacancy, one.posts)]
    return found


def _given_up(one: Chased, mine: IntArray, problem: Problem, result: Result, paid: float) -> float:
    """What the people who count could have been worth more elsewhere, without that pay."""
    table, best = result.prices.table(problem), result.best
    held = result.assignment[np.isin(result.assignment[:, 0], mine)]
    held = held[np.isin(held[:, 1], one.posts)]
    price = table.price[table.class_of[held[:, 0]], held[:, 1]]
    here = (problem.values.at(held[:, 0], held[:, 1]) - price) / problem.values.unit - paid
    elsewhere = np.where(np.isin(best.vacancy, one.posts), 0, np.maximum(0, result.best_priced))
    most = np.zeros(problem.shape[0])
    np.maximum.at(most, best.worker, elsewhere / problem.values.unit)
    return float(np.maximum(0.0, most[held[:, 0]] - here).sum())


def _reason(one: Chased, people: int, most: int) -> str:
    """Why it is not reached."""
    if one.least is None:
        return f"{one.missing}，算不出门槛"
    if most < one.least:
        return f"门槛 {one.least} 人，招聘名额和可安置的人最多 {most} 人"
    missing = one.least - people
    return f"还差 {missing} 人；补足的人在别处更值，达到门槛的价值抵不过"
