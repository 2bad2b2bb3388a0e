"""The facts of a decision check themselves."""

from typing import Any

import numpy as np
import pytest

from matcher.pairs import PriceTable
from solver import Household, Params, Row
from solver.row import Entries
from tests.solver.problems import floor, household, made

MATRIX = np.ones((3, 2))


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"openings": [1, -1]}, "Expected openings >= 0, got -1"),
        ({"openings": [1]}, r"Expected openings of shape \(2,\), got \(1,\)"),
        ({"openings": [1, 0.5]}, "Expected whole numbers as openings"),
        ({"max_posts": [1, 1, -2]}, "Expected max_posts >= 0, got -2"),
        ({"min_posts": [1, 1]}, r"Expected min_posts of shape \(3,\)"),
        ({"class_of": [0, 0, -1]}, "Expected class_of >= 0"),
        ({"bonus": np.zeros((2, 2), np.int64), "class_of": [0, 1, 2]}, r"bonus of shape \(3, 2\)"),
        ({"rows": [floor([0], 1, 5, (True, False))], "class_of": [0, 1, 2]}, "3 classes in rule"),
        ({"households": [household([0, 1], 1, 5), household([1, 2], 1, 5)]}, "two households"),
        (
            {"households": [household([0], 1, 5)], "max_posts": [2, 1, 1]},
            "max_posts of 1 for every",
        ),
        (
            {"households": [household([0], 1, 5)], "max_posts": [0, 1, 1]},
            "max_posts of 1 for every",
        ),
        ({"min_posts": [0, 2, 0]}, "Expected min_posts <= max_posts"),
    ],
)
def test_wrong_facts_are_refused(facts: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        made(MATRIX, **facts)


@pytest.mark.parametrize(("lower", "penalty"), [(-1, 5), (1, 0), (1, -5)])
def test_a_floor_needs_a_number_and_a_penalty(lower: int, penalty: int) -> None:
    with pytest.raises(ValueError, match="Expected lower >= 0 and penalty > 0"):
        Row("share", "E1", np.array([True]), np.array([0]), lower, penalty)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"gap": -0.1}, "Expected gap >= 0, got -0.1"),
        ({"gap": float("nan")}, "Expected gap >= 0, got nan"),
        ({"keep": 0}, "Expected keep >= 1, got 0"),
        ({"rounds": 0}, "Expected rounds >= 1, got 0"),
        ({"sample": 0}, "Expected sample >= 1, got 0"),
        ({"steps": 0}, "Expected steps >= 1, got 0"),
        ({"fine_steps": -3}, "Expected fine_steps >= 1, got -3"),
        ({"temperatures": (0.1, 0.0)}, "Expected positive temperatures"),
        ({"fine_temperatures": ((0.1,), (-0.1,))}, "Expected positive temperatures"),
    ],
)
def test_wrong_settings_are_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Params(**settings)


def test_what_is_not_said_is_one_post_nothing_owed_one_class() -> None:
    problem = made(MATRIX)
    assert problem.max_posts.tolist() == [1, 1, 1]
    assert problem.min_posts.tolist() == problem.class_of.tolist() == [0, 0, 0]
    assert (problem.classes, problem.bonus.tolist()) == (1, [[0, 0]])


def test_entries_list_every_class_and_vacancy_of_every_floor() -> None:
    """Two floors: classes 0 and 1 at vacancy 1; class 1 at vacancies 0 and 1."""
    rows = [floor([1], 1, 5, (True, True)), floor([0, 1], 1, 5, (False, True))]
    entries = Entries.of(rows)
    listed = zip(entries.row, entries.klass, entries.vacancy, strict=True)
    assert sorted(map(tuple, listed)) == [(0, 0, 1), (0, 1, 1), (1, 1, 0), (1, 1, 1)]
    table = np.array([[1, 2], [4, 8]])
    assert entries.count(table, 2).tolist() == [2 + 8, 4 + 8]


def test_a_price_table_has_a_row_for_every_class() -> None:
    with pytest.raises(ValueError, match="no row in the price table"):
        PriceTable(np.array([0, 1]), np.zeros((1, 2), dtype=np.int64))
    with pytest.raises(ValueError, match="two dimensions, got 1"):
        PriceTable(np.array([0]), np.zeros(2, dtype=np.int64))


def test_a_household_may_be_owed_more_than_it_has_members() -> None:
    """Two members, three owed: two are asked for."""
    from solver import Status, solve

    house = Household("guarantee", "H0", np.array([0, 1]), 3, 50)
    result = solve(made([[1, 1], [1, 1], [9, 9]], households=[house]), Params(gap=0))
    assert result.status is Status.OPTIMAL
    assert (result.lines[0].required, result.lines[0].achieved) == (2, 2)
