"""Prices of household caps: what one more place is worth, borne out by solving again."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from models.packs import load_pack
from models.synth import make_county
from solver import Params, Problem, solve
from solver.jobs import run
from solver.scenarios import marginals, rule_prices
from solver.scenarios.cap_prices import cap_prices
from tests.solver.problems import cap, made

SIBLINGS = [[0.9, 0.5], [0.9, 0.6]]  # two of one household; the first post is capped


def priced(problem: Problem) -> tuple[list[float], float]:
    """Each cap's price, and what the answer is worth."""
    result = solve(problem, Params(gap=0))
    return (cap_prices(problem, result.prices) / problem.values.unit).tolist(), result.objective


def of_siblings(upper: int) -> Problem:
    return made(SIBLINGS, [2, 2], household_caps=[cap([0, 1], [0], upper)])


def test_a_second_place_is_worth_what_the_next_member_loses_without_it() -> None:
    """One place: 0.9 + 0.6, the second sibling goes elsewhere; two: 0.9 + 0.9, 0.3 more."""
    price, one = priced(of_siblings(1))
    _, two = priced(of_siblings(2))
    assert price == pytest.approx([0.3])
    assert two - one == pytest.approx(0.3)


def test_the_first_place_is_worth_the_greatest_loss() -> None:
    """Without a place 0.5 + 0.6; with one the first sibling gains 0.4."""
    price, none = priced(of_siblings(0))
    assert price == pytest.approx([0.4])
    assert priced(of_siblings(1))[1] - none == pytest.approx(0.4)


def test_a_cap_that_nobody_feels_costs_nothing() -> None:
    """As many places as members; and posts that are worth less than those outside."""
    assert priced(of_siblings(2))[0] == [0]
    poor = made(SIBLINGS, [2, 2], household_caps=[cap([0, 1], [1], 1)])
    assert priced(poor)[0] == [0]


def test_whoever_has_nothing_else_loses_all() -> None:
    """All posts are capped: the second sibling stays without a post."""
    problem = made(SIBLINGS, [2, 2], household_caps=[cap([0, 1], [0, 1], 1)])
    assert priced(problem)[0] == pytest.approx([0.9])


@pytest.mark.parametrize("seed", range(10))
def test_one_more_place_each_brings_no_more_than_the_prices_and_the_gap(seed: int) -> None:
    """
    Thirty people of ten households, ten posts of three openings, half of them capped.

    B(u + 1) - B(u) is the sum of the prices, and the objective with one more place is at
    most B(u + 1): what is not yet won of B(u) is the gap.
    """
    rng = np.random.default_rng(seed)
    values = rng.random((30, 10))

    def county(upper: int) -> Problem:
        caps = [cap([k, k + 10, k + 20], [0, 1, 2, 3, 4], upper) for k in range(10)]
        return made(values, [3] * 10, household_caps=caps)

    before, after = solve(county(1), Params(gap=0)), solve(county(2), Params(gap=0))
    unit = county(1).values.unit
    prices = cap_prices(county(1), before.prices) / unit
    third = cap_prices(county(2), before.prices).sum() / unit
    kept = before.priced_bound - prices.sum() - third  # the losses by the caps taken off
    assert after.objective <= kept + prices.sum() + 1e-6
    assert after.objective - before.objective <= prices.sum() + (kept - before.objective) + 1e-6
    assert (prices >= 0).all()


def test_the_tables_of_prices_name_the_cap() -> None:
    """No relocated household has a place on public-welfare posts: one more each is worth it."""
    roster = make_county(600, 80, 3).roster()
    pack = load_pack("chengkou-2021").with_parameters({"two-welfare-posts.most": "0"})
    answer = run("allocate", roster, pack)
    line = rule_prices(answer).filter(pl.col("kind") == "household_cap").row(0, named=True)
    own = cap_prices(answer.problem, answer.result.prices) / answer.problem.values.unit
    assert line["entities"] == own.size > 0
    assert line["one_more_each"] == pytest.approx(own.sum())
    assert line["priced"] == (own > 0).sum()
    change = {(m.rule, m.field): m.change for m in marginals(roster, pack, answer)}
    assert change[line["rule"], "most"] == pytest.approx(own.sum(), abs=1e-6)
