"""
Terms used up, counted again spell by spell from the ledger.

    months of w on posts of the rule, by the reference day  <  months allowed to w
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import numpy as np
import polars as pl

from matcher.units import BoolArray
from models.rules import TermLimit
from solver.checker.facts import Facts


def used_up(rule: TermLimit, facts: Facts) -> BoolArray:
    """Which pairs of the answer give a post of the rule to who held it long enough. Shape (P,)."""
    roster = facts.roster
    posts = rule.posts.mask(roster)
    asked = posts[facts.vacancy]
    against = np.zeros(facts.worker.size, dtype=bool)
    if rule.per != "total":
        return against
    longer = np.zeros(facts.workers, dtype=bool)
    for group in rule.extended:
        longer |= group.mask(roster)
    theirs = {facts.worker_id(worker): worker for worker in np.unique(facts.worker[asked])}
    counted = set(roster.vacancies["vacancy_id"].filter(pl.Series(posts)).to_list())
    spells: dict[int, list[tuple[int, int]]] = {}
    ledger = roster.placements.filter(pl.col("worker_id").is_in(list(theirs)))
    for row in ledger.iter_rows(named=True):
        last = min(row["ended_at"] or roster.as_of, roster.as_of)
        job = row["event"] in {None, "job"} and row["vacancy_id"] in counted
        if job and row["started_at"] <= last:
            spells.setdefault(theirs[row["worker_id"]], []).append(_spell(row["started_at"], last))
    for worker, held in spells.items():
        months = sum(full for full, _ in held) + sum(days for _, days in held) // 30
        allowed = rule.months + (rule.extra_months if longer[worker] else 0)
        if months >= allowed:
            against |= asked & (facts.worker == worker)
    return against


def _spell(first: date, last: date) -> tuple[int, int]:
    """Whole calendar months of a spell, both days included, and the days left over."""
    end = last + timedelta(days=1)
    months = 0
    while _later(first, months + 1) <= end:
        months += 1
    return months, (end - _later(first, months)).days


def _later(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
