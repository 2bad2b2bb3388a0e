"""The judge counts what an answer is, not what is said of it."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.peers.judge import judge
from benchmarks.peers.market import Found
from tests.benchmarks.peers.small_market import market, values


def of(*pairs: tuple[int, int]) -> Found:
    worker, vacancy = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return Found.whole("said", worker, vacancy, 1e9)


def test_values_and_penalties_are_recounted() -> None:
    verdict = judge(market(), values(), of((0, 0), (2, 1)))
    # 9 + 3; the floor is one short (4), the guarantee holds.
    assert (verdict.value, verdict.objective) == (12, 8)
    assert (verdict.lines_broken, verdict.people_short) == (1, 1)
    assert verdict.clean


def test_a_bonus_counts_for_the_objective_alone() -> None:
    verdict = judge(market(), values(), of((0, 0), (1, 1)))
    # 9 + 2, and 1 of bonus; the floor holds, the household is short (6).
    assert (verdict.value, verdict.objective) == (11, 6)


def test_an_empty_answer_is_short_of_everything() -> None:
    verdict = judge(market(), values(), of())
    assert (verdict.objective, verdict.lines_broken) == (-10, 2)


def test_what_is_given_beyond_what_there_is_is_counted() -> None:
    verdict = judge(market(), values(), of((0, 0), (1, 0), (1, 1)))
    # The first post twice, the middle worker two posts.
    assert verdict.over == 2
    assert not verdict.clean


def test_a_pair_that_is_taken_twice_or_not_allowed_is_counted() -> None:
    assert judge(market(), values(), of((2, 0))).forbidden == 1
    assert (
        judge(market(), values(), of((0, 0), (0, 0))).over == 3
    )  # twice the pair, post and worker


def test_parts_of_pairs_count_as_parts() -> None:
    half = Found("said", np.array([1, 2]), np.array([1, 1]), np.array([0.5, 0.5]))
    verdict = judge(market(), values(), half)
    assert verdict.fractional == 2
    assert verdict.pushes == 1
    # (2 + 3) / 2, half the bonus, half of the floor's 4 and of the household's 6.
    assert (verdict.value, verdict.objective) == (2.5, 2.5 + 0.5 - 2 - 3)
    assert not verdict.clean


def test_an_owed_post_that_is_missing_costs_its_penalty() -> None:
    owing = market().__class__(
        **{**market().__dict__, "owed": np.array([1, 0, 0]), "short_penalty": 5}
    )
    assert judge(owing, values(), of()).objective == -15


def test_no_answer_is_not_judged() -> None:
    with pytest.raises(ValueError, match="time limit"):
        judge(market(), values(), Found("time limit"))
