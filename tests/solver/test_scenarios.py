"""Scenarios: prices that a new solve bears out, and who wins and who loses."""

from dataclasses import replace
from fractions import Fraction
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from matcher.units import UNIT
from models.packs import PackError, load_pack
from models.roster import Roster
from models.synth import make_county
from solver import DenseValues, Params, Status, solve
from solver.jobs import JobOptions, run
from solver.scenarios import (
    Axis,
    Scenario,
    Step,
    by_group,
    by_kind,
    compare,
    granted,
    make_grid,
    marginals,
    rule_prices,
    sweep,
    undominated,
    would_owe,
)
from solver.scenarios.foretell import bound_at
from solver.scenarios.grid import PERCENT, axis_between, turned, unit_of
from solver.scenarios.money import pays
from tests.solver.problems import floor, made

PACK = load_pack("qianyang-2021")
SHARE = "relocated-share.share"
SHARES = Axis(SHARE, ("0", "0.1", "0.3"))


@cache
def county() -> Roster:
    return make_county(300, 60, 11).roster()


def scenarios(*axes: Axis, job: str = "allocate") -> list[Scenario]:
    points = make_grid(PACK, axes)
    found = sweep(job, county(), points, JobOptions(), lambda _: None)
    return sorted(found, key=lambda scenario: scenario.point.number)


@cache
def shares() -> list[Scenario]:
    return scenarios(SHARES)


# ---------------------------------------------------------------- the grid


def test_scenarios_are_every_combination_the_last_number_fastest() -> None:
    points = make_grid(PACK, (Axis(SHARE, ("0.3", "0")), Axis("zero-relocated.least", ("1", "2"))))
    assert [p.number for p in points] == [1, 2, 3, 4]
    assert [tuple(p.settings.values()) for p in points] == [
        ("0.3", "1"), ("0.3", "2"), ("0", "1"), ("0", "2"),
    ]  # fmt: skip
    assert [p.place for p in points] == [(1, 0), (1, 1), (0, 0), (0, 1)]  # ranks, the least first
    assert axis_between(points[0], points[2]) == SHARE
    assert axis_between(points[0], points[3]) is None


def test_every_fault_of_names_and_values_is_told_once_with_the_nearest_right_word() -> None:
    axes = (Axis("relocated-share.shore", ("0", "1")), Axis(SHARE, ("2", "0.1")))
    with pytest.raises(PackError) as told:
        make_grid(PACK, axes)
    text = str(told.value)
    assert "是否想写「relocated-share.share」" in text
    assert text.count("超出范围") == 1  # of 2, not of 0.1


def test_one_more_is_a_percentage_point_of_a_share_and_one_of_a_count() -> None:
    share = turned(PACK, PACK.with_parameters({"relocated_share": "0.2"}))
    assert [(rule, field) for rule, field, _ in share] == [("relocated-share", "share")]
    assert unit_of(share) == PERCENT
    assert unit_of(turned(PACK, PACK.with_parameters({"zero-relocated.least": "2"}))) == 1
    assert unit_of(turned(PACK, PACK.with_parameters({"relocated-share.tier": "2"}))) == 1


# ---------------------------------------------------------------- solving


def test_every_scenario_is_what_a_cold_run_finds_within_the_gap() -> None:
    for scenario in shares():
        cold = run("allocate", county(), scenario.point.pack).result
        found = scenario.answer.result
        assert found.objective <= cold.bound + 1e-9
        assert cold.objective <= found.bound + 1e-9


def test_each_scenario_begins_from_its_neighbour_nearer_the_middle_and_shares_its_values() -> None:
    first, second, third = shares()
    assert [s.begun_from for s in shares()] == [2, None, 2]
    assert first.answer.values is second.answer.values is third.answer.values


def test_a_number_of_who_may_hold_what_has_values_of_its_own() -> None:
    first, second = scenarios(Axis("welfare-contract.months", ("12", "6")))
    assert second.answer.values is not first.answer.values
    assert second.begun_from is None  # other pairs may be had: nothing known is of use
    assert all(step.agrees for step in second.steps)


def test_a_number_of_money_alone_is_not_solved_again() -> None:
    first, second = scenarios(Axis("job-seeking.cap_worker", ("100", "500")))
    assert second.same_as == 1
    assert second.answer is first.answer
    paid = [
        granted(would_owe(county(), s.point.pack, s.answer.matches, 12)) for s in (first, second)
    ]
    assert paid[1] > paid[0] > 0
    assert all(step.change == 0 and step.agrees for step in second.steps)


@pytest.mark.parametrize("values", [("1", "4"), ("4", "1"), ("0.05", "8"), ("8", "0.05")])
def test_a_push_owes_as_many_posts_as_in_a_cold_run(values: tuple[str, str]) -> None:
    """Whatever was known of fewer or more posts, lower or higher caps, nobody is owed less."""
    number = "push-exposure.factor" if "8" in values else "push-three.least"
    second = scenarios(Axis(number, values), job="push")[1]
    cold = run("push", county(), second.point.pack).result
    assert second.begun_from == 1
    assert second.answer.result.owed.tolist() == cold.owed.tolist()
    assert second.answer.result.objective <= cold.bound + 1e-9
    assert cold.objective <= second.answer.result.bound + 1e-9


def test_a_rule_that_cannot_hold_is_a_scenario_like_the_others() -> None:
    """All new posts of the projects to relocated people: there are not enough of them."""
    last = scenarios(Axis(SHARE, ("0.1", "1")))[-1]
    assert last.answer.result.status is Status.RELAXED
    assert last.answer.rules["shortfall"].sum() > 0
    assert all(step.agrees for step in last.steps)


# ---------------------------------------------------------------- prices


def test_found_changes_lie_between_what_both_prices_allow() -> None:
    steps = [step for scenario in shares() for step in scenario.steps]
    assert [(s.low, s.high) for s in steps] == [(1, 2), (2, 3)]
    for step in steps:
        assert step.agrees
        assert step.least <= step.most
        assert step.change < 0  # a floor that binds costs something
    assert [s.units for s in steps] == [10, 20]  # percentage points
    assert steps[0].per_unit(steps[0].change) == pytest.approx(steps[0].change / 10)


def test_a_change_that_no_price_allows_is_told() -> None:
    step = shares()[0].steps[0]
    assert not replace(step, change=step.most + 0.01).agrees
    assert not replace(step, change=step.least - 0.01).agrees


def test_prices_foretell_by_hand() -> None:
    """
    Two posts; values 0.9, 0.8 and 0.3, the last of them of the group that is owed.

    Without a floor the first two are placed, 1.7; one post owed puts the third in
    the second's place, 1.2. At the price 0.5 of that place either is as good: from
    it the bound without the floor is 1.7, and with it 1.2. The change is -0.5.
    """
    matrix, groups = [[0.9], [0.8], [0.3]], [0, 0, 1]
    answers: list[Any] = []
    penalty = 16 * DenseValues(matrix).unit
    for lower in (0, 1):
        row = floor([0], lower, penalty, (False, True))
        problem = made(matrix, [2], class_of=groups, rows=[row])
        answers.append(SimpleNamespace(problem=problem, result=solve(problem, Params(gap=0))))
    free, owed = answers
    assert owed.result.objective - free.result.objective == pytest.approx(-0.5, abs=1e-4)
    most = bound_at(owed.problem, free, same_pairs=True) - free.result.objective
    least = owed.result.objective - bound_at(free.problem, owed, same_pairs=True)
    assert least - 1e-4 <= -0.5 <= most + 1e-4
    # The same bound, whether known pairs are looked at or all of them again.
    assert bound_at(owed.problem, free, same_pairs=False) - free.result.objective == (
        pytest.approx(most)
    )


def test_the_price_of_a_share_sums_over_its_employers() -> None:
    answer = shares()[2].answer
    line = rule_prices(answer).filter(pl.col("rule") == "relocated-share").row(0, named=True)
    prices = {
        (row.rule, row.entity): price / UNIT
        for row, price in zip(
            answer.problem.given_rows, answer.result.prices.given(answer.problem), strict=True
        )
    }
    rows = [r for r in answer.problem.given_rows if r.rule == "relocated-share"]
    openings = [int(answer.problem.openings[r.vacancies].sum()) for r in rows]
    own = [prices[r.rule, r.entity] for r in rows]
    assert line["entities"] == len(rows)
    assert line["one_more_each"] == pytest.approx(sum(own))
    assert line["one_percent_more"] == pytest.approx(
        0.01 * sum(p * n for p, n in zip(own, openings, strict=True))
    )
    assert line["dearest_price"] == pytest.approx(max(own))


def test_what_one_more_costs_bounds_what_a_new_solve_finds() -> None:
    middle = shares()[1]
    found = marginals(county(), middle.point.pack, middle.answer)
    named = {(m.rule, m.field): m for m in found}
    assert ("welfare-contract", "months") not in named  # who may hold what is another mask
    share = named["relocated-share", "share"]
    assert (share.value, share.more, share.percent) == ("0.1", "0.11", True)
    bound = middle.answer.result.bound
    for line in found:
        pack = middle.point.pack.with_parameters({f"{line.rule}.{line.field}": line.more})
        assert run("allocate", county(), pack).result.objective <= bound + line.change + 1e-9


# ---------------------------------------------------------------- who wins, who loses


def test_winners_and_losers_by_hand() -> None:
    """A loses the post, B gains one, C does better, D worse, E as before, F never had one."""
    before = pairs(A=("V1", 0.5), C=("V2", 0.3), D=("V3", 0.9), E=("V4", 0.4))
    after = pairs(B=("V1", 0.6), C=("V3", 0.8), D=("V2", 0.2), E=("V4", 0.4))
    groups = pl.DataFrame(
        {"worker_id": [*"ABCDEF"], "dimension": ["town"] * 6, "group": [*"xxxyyy"]}
    )
    x, y = by_group(compare(before, after), groups).rows(named=True)
    figures = ("people", "before", "after", "gained", "lost", "better", "worse")
    assert [x[f] for f in figures] == [3, 2, 2, 1, 1, 1, 0]
    assert [y[f] for f in figures] == [3, 2, 2, 0, 0, 0, 1]
    assert x["value_change"] == pytest.approx(0.6 - 0.5 + 0.8 - 0.3)
    assert y["value_change"] == pytest.approx(0.2 - 0.9)


def test_posts_of_a_kind_gain_who_comes_and_lose_who_leaves() -> None:
    """C leaves the welfare post V2 for the ordinary V3, D goes the other way."""
    before = pairs(C=("V2", 0.3), D=("V3", 0.9))
    after = pairs(C=("V3", 0.8), D=("V2", 0.2))
    kinds = pl.DataFrame(
        {
            "vacancy_id": ["V2", "V3", "V9"],
            "dimension": ["kind"] * 3,
            "group": ["welfare", "ordinary", "trainee"],
            "openings": [2, 1, 4],
        }
    )
    welfare, ordinary, trainee = by_kind(before, after, kinds).rows(named=True)
    for line in (welfare, ordinary):
        assert (line["before"], line["after"], line["gained"], line["lost"]) == (1, 1, 1, 1)
    assert welfare["people"] == 2  # openings
    assert (trainee["people"], trainee["before"], trainee["gained"]) == (4, 0, 0)


def test_the_change_of_all_groups_of_a_dimension_is_the_change_of_the_value() -> None:
    first, last = shares()[0].answer, shares()[-1].answer
    everybody = county().workers.select(
        "worker_id", dimension=pl.lit("all"), group=pl.col("place").str.head(9).fill_null("?")
    )
    lines = by_group(compare(first.matches, last.matches), everybody)
    assert lines["value_change"].sum() == pytest.approx(last.result.value - first.result.value)
    moved = int(lines["gained"].sum() - lines["lost"].sum())
    assert moved == last.matches.height - first.matches.height


def pairs(**held: tuple[str, float]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "worker_id": [*held],
            "vacancy_id": [v for v, _ in held.values()],
            "value": [value for _, value in held.values()],
        }
    )


# ---------------------------------------------------------------- the frontier


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ([1, 2, 3], [3, 2, 1], [True, True, True]),
        ([1, 2, 3], [3, 1, 1], [True, False, True]),  # the last has as much, and more
        ([2, 2], [1, 1], [True, True]),  # equal points beat nobody
        ([2, 2], [1, 2], [False, True]),
        ([1, 2], [float("nan"), 1], [False, True]),
        ([], [], []),
    ],
)
def test_the_frontier_is_what_nothing_beats(
    first: list[float], second: list[float], kept: list[bool]
) -> None:
    assert undominated(first, second).tolist() == kept


def test_a_pack_pays_or_it_does_not() -> None:
    assert pays(PACK)
    assert not pays(replace(PACK, rules=PACK.rules_for("allocate")))


def test_a_step_counts_in_units_of_the_number() -> None:
    step = Step("x", 1, 2, ("0", "0.05"), Fraction(5), -1.0, -10, -0.5, -1.5, 0.0, -2.0)
    assert step.per_unit(step.placed) == -2
    assert step.agrees
    assert np.isclose(step.per_unit(step.change), -0.2)
