"""What the pairs of an answer are worth, and the answer as a whole."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from matcher.units import IntArray
from solver.checker.classes import Classes, bonuses
from solver.checker.facts import Facts
from solver.checker.report import Fault, some

_ROUNDING = 1e-6


def check_values(facts: Facts, matches: pl.DataFrame) -> Iterator[Fault]:
    """
    Each pair has the value written beside it.

    Parameters
    ----------
    facts
        With P pairs.
    matches
        Shape (P, ...): the rows of the answer that `facts` counts, in its order.
    """
    true = facts.values.at(facts.worker, facts.vacancy) / facts.values.unit
    written = matches["value"].cast(pl.Float64).fill_null(float("nan")).to_numpy()
    wrong = ~(np.abs(written - true) <= _ROUNDING)
    rows = matches.select("worker_id", "vacancy_id", "value").with_columns(true=pl.Series(true))
    for row in some(rows.filter(pl.Series(wrong, dtype=pl.Boolean))):
        who, post = str(row["worker_id"]), str(row["vacancy_id"])
        message = (
            f"人员 {who} 与岗位 {post} 的匹配值写的是 {row['value']}，复算为 {row['true']:.6f}。"
        )
        yield Fault("value_wrong", message, worker=who, vacancy=post)


def check_ranks(facts: Facts, matches: pl.DataFrame) -> Iterator[Fault]:
    """Ranks count 1, 2, 3, ... within each worker; in shortlists within each vacancy."""
    owner = "vacancy_id" if facts.job == "shortlist" else "worker_id"
    ranks = matches.select(
        pl.col(owner).cast(pl.String), rank=pl.col("rank").cast(pl.Int64).fill_null(0)
    )
    place = pl.col("rank").rank("ordinal").over(owner).cast(pl.Int64)
    wrong = ranks.with_columns(place=place).filter(pl.col("rank") != pl.col("place"))
    for row in some(wrong.unique(owner, maintain_order=True)):
        key = row[owner]
        yield Fault(
            "rank_wrong",
            f"{key} 的名次应为从 1 起的连续整数，出现了 {row['rank']}。",
            worker=key if owner == "worker_id" else None,
            vacancy=key if owner == "vacancy_id" else None,
        )


def objective_units(
    facts: Facts, classes: Classes, lines: pl.DataFrame, lost_pushes: int
) -> tuple[int, int]:
    """
    Returns objective and value of the answer, in units.

        objective = sum of values + bonuses - penalty x shortfall over all rules

    Parameters
    ----------
    facts, classes
        The answer.
    lines
        Rules re-counted.
    lost_pushes
        Units lost for posts owed and not pushed.
    """
    value = int(facts.values.at(facts.worker, facts.vacancy).sum())
    extra: IntArray = bonuses(facts, classes)[classes.of[facts.worker], facts.vacancy]
    lost = lines.select((pl.col("penalty") * pl.col("shortfall")).sum()).item()
    return value + int(extra.sum()) - int(lost) - lost_pushes, value
