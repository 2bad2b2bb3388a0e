"""
Thresholds that were chased, counted again.

    n[j] = pairs (w, v) of people who count and posts of employer j that count
    lost = sum of reward[j] over the employers that could reach k[j] people and have fewer

The certificate prices each person at most floor(reward / k), up to k: what is lost for
too few, k - n times that, is never more than the reward.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import polars as pl

from matcher.units import BoolArray, IntArray, to_units
from models.reach import Reach
from models.rules.chased import Chased, lay_out
from solver.checker.facts import Facts
from solver.checker.report import Fault, some
from solver.checker.terms import Line, Terms


def chased(facts: Facts) -> tuple[Chased, ...]:
    """All that were asked for."""
    asked = [Reach.parse(text) for text in facts.options.get("reach") or ()]
    return lay_out(asked, facts.pack, facts.roster) if asked else ()


def possible(one: Chased, facts: Facts) -> int:
    """How many people could count at most."""
    return min(int(facts.openings[one.posts].sum()), int((one.people & facts.available).sum()))


def in_play(facts: Facts) -> Iterator[tuple[Chased, int, int]]:
    """Those that can be reached, the people each takes, and its reward in units."""
    for one in chased(facts):
        if one.least is not None and possible(one, facts) >= one.least:
            yield one, one.least, max(one.least, int(to_units(float(one.value))))


def counting(one: Chased, worker: IntArray, vacancy: IntArray) -> BoolArray:
    """Which of some pairs count. Shape (P,)."""
    found: BoolArray = one.people[worker] & np.isin(vacancy, one.posts)
    return found


def placed(one: Chased, facts: Facts) -> int:
    """How many people of the answer count."""
    return int(counting(one, facts.worker, facts.vacancy).sum())


def lost(facts: Facts) -> int:
    """Rewards that the answer does not earn, in units."""
    return sum(r for one, least, r in in_play(facts) if placed(one, facts) < least)


def terms(facts: Facts) -> Iterator[Terms]:
    """The line that a certificate prices for each."""
    for one, least, reward in in_play(facts):
        each = np.zeros(facts.vacancies, dtype=np.int64)
        each[one.posts] = facts.openings[one.posts] > 0
        line = Line(one.place, 0, 1, 0, least, 1)
        yield Terms(one.name, (line,), reward // least, None, None, one.people, each)


def tight(facts: Facts, held: IntArray) -> Iterator[tuple[IntArray, BoolArray]]:
    """As `solver.checker.tight`: of the people who count where one fewer would not do."""
    for one, least, _ in in_play(facts):
        just = placed(one, facts) == least
        own = counting(one, facts.worker[held], facts.vacancy[held])
        yield one.people.astype(np.int64), own & just


def check_reach(facts: Facts, claimed: Mapping[str, Any]) -> Iterator[Fault]:
    """Compares what an answer says of each threshold, where it says it, with the recount."""
    said = claimed.get("reach")
    if said is None:
        return
    true = pl.DataFrame(
        [(c.rule, c.place, placed(c, facts), c.least) for c in chased(facts)],
        schema={
            "rule": pl.String,
            "employer_id": pl.String,
            "true_placed": pl.Int64,
            "least": pl.Int64,
        },
        orient="row",
    ).with_columns(true_reached=(pl.col("true_placed") >= pl.col("least")).fill_null(value=False))
    key = ["rule", "employer_id"]
    reached = pl.col("reached").cast(pl.String) == "true"  # a file holds texts
    claims = said.select(*key, "placed", reached)
    both = true.join(claims, on=key, how="full", coalesce=True)
    wrong = both.filter(
        pl.col("placed").ne_missing(pl.col("true_placed"))
        | pl.col("reached").ne_missing(pl.col("true_reached"))
    )
    for row in some(wrong):
        rule, place = str(row["rule"]), str(row["employer_id"])
        message = (
            f"门槛 {rule}（{place}）写的是 {row['placed']} 人、达到为 {row['reached']}，"
            f"复核为 {row['true_placed']} 人、{row['true_reached']}。"
        )
        yield Fault("reach_wrong", message, rule, place)
