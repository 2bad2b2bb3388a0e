"""A county in which nearly everybody is like somebody else, beside a slow reference."""

from dataclasses import replace
from functools import cache
from itertools import groupby

import numpy as np
import polars as pl
import pytest

from matcher import PairValues
from matcher.units import IntArray
from models.packs import load_pack
from models.roster import Roster
from models.synth import make_county
from solver import Params, Problem, solve
from solver.jobs import JobOptions
from solver.jobs.setup import make_draft
from solver.jobs.ties import settle_ties, turn
from solver.result import Result

PACK = load_pack("qianyang-2021")


@cache
def county() -> Roster:
    """300 people of one trade, one wage and one place; whom they may work for still differs."""
    given = make_county(300, 12, 3).roster()
    one = given.workers.with_columns(
        wanted=pl.lit("保安"),
        skills=pl.lit(None, dtype=pl.String),
        wage_expected=pl.lit(3000.0),
        hours=pl.lit(None).cast(given.workers.schema["hours"]),
        place=pl.lit("990101"),
    )
    return replace(given, workers=one)


def by_hand(
    problem: Problem, result: Result, place: list[int], twins: list[int]
) -> list[list[int]]:
    """The rule as `solver.jobs.ties` words it, pair by pair."""
    pairs = result.assignment.tolist()
    kept = {int(m) for h in (*problem.households, *problem.household_caps) for m in h.members}
    workers = range(problem.shape[0])
    free = [w not in kept and problem.max_posts[w] == 1 for w in workers]
    equal = {
        (w, v): (int(problem.values.at(np.array([w]), np.array([v]))[0]), int(problem.class_of[w]))
        for w, v in {*zip(result.best.worker.tolist(), result.best.vacancy.tolist(), strict=True)}
        | {tuple(pair) for pair in pairs}
    }
    held = {w for w, _ in pairs}
    for w in sorted((w for w in workers if free[w] and w not in held), key=lambda w: place[w]):
        for v in result.best.vacancy[result.best.start[w] : result.best.start[w + 1]].tolist():
            equals = [
                (place[h], i)
                for i, (h, post) in enumerate(pairs)
                if post == v and free[h] and equal[h, v] == equal[w, v]
            ]
            if equals and max(equals)[0] > place[w]:
                equal[w, v] = equal[pairs[max(equals)[1]][0], v]
                pairs[max(equals)[1]][0] = w
                break

    def kind(w: int) -> tuple[int, ...]:
        read = (problem.class_of[w], problem.max_posts[w], problem.min_posts[w])
        return (twins[w], *map(int, read))

    def worth(w: int) -> tuple[int, int, int]:
        own = [equal[h, v][0] for h, v in pairs if h == w]
        return (-len(own), -sum(own), place[w])

    heir = list(workers)
    for _, group in groupby(sorted(set(workers) - kept, key=kind), key=kind):
        alike = list(group)
        in_turn = sorted(alike, key=lambda w: place[w])
        for giver, taker in zip(sorted(alike, key=worth), in_turn, strict=True):
            heir[giver] = taker
    return sorted([heir[w], v] for w, v in pairs)


@pytest.mark.parametrize("job", ["allocate", "push", "shortlist"])
def test_ties_are_settled_as_by_hand(job: str) -> None:
    """Many change places, and who gets what is what the slow reference says."""
    values = PairValues(county(), PACK)
    problem = make_draft(job, county(), PACK, JobOptions()).problem(values)
    result = solve(problem, Params(gap=1e-4))
    twins = values.twins()
    place: IntArray = turn(county(), np.arange(problem.shape[0]))
    settled = settle_ties(problem, result, county(), twins)
    assert settled.tolist() == by_hand(problem, result, place.tolist(), twins.tolist())
    assert (settled != result.assignment).any()
