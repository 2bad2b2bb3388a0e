"""Levels of distance by division codes."""

from typing import Any

import numpy as np
import polars as pl
import pytest

from matcher.distance import ANYWHERE, UNKNOWN, distances
from models.fields import DISTANCE
from models.places import level_between
from tests.models.small_roster import roster

HOME = "990101101201"


def level(home: str | None, post: str | None) -> int:
    given = roster(workers=[{"place": home}], vacancies=[{"place": post}])
    d = distances(given.workers, given.vacancies)
    return int(d.between(np.array([0]), np.array([0]))[0])


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("990101101201", 0),  # the same village
        ("990101101202", 1),  # another village of the township
        ("990101102201", 2),  # another township of the county
        ("990102101201", 3),  # another county of the city
        ("990201101201", 4),  # another city of the province
        ("110101001001", 5),  # another province
        ("990101101", 1),  # given to the township only
        ("990101", 2),  # given to the county only
        ("990102", 3),
        (None, UNKNOWN),
    ],
)
def test_a_level_is_the_least_division_that_holds_both(post: str | None, expected: int) -> None:
    assert level(HOME, post) == expected


@pytest.mark.parametrize(
    ("home", "post", "expected"),
    [
        ("990101", "990101101201", 2),  # a home given to the county only
        ("990101", "990101", 2),  # nothing says that they are one township
        ("990101101", "990101101", 1),
        (None, HOME, UNKNOWN),
        (None, None, UNKNOWN),
    ],
)
def test_what_is_given_coarsely_is_no_nearer_than_it_says(
    home: str | None, post: str | None, expected: int
) -> None:
    assert level(home, post) == expected


def test_the_matcher_measures_as_models_does() -> None:
    """Every pair of six codes, level by level."""
    codes = ["990101101201", "990101101", "990101", "990102101201", "990201", "110101001001"]
    given = roster(workers=[{"place": c} for c in codes], vacancies=[{"place": c} for c in codes])
    d = distances(given.workers, given.vacancies)
    home = pl.Series([c for c in codes for _ in codes])
    post = pl.Series(codes * len(codes))
    workers, vacancies = np.indices((6, 6)).reshape(2, -1)
    assert d.between(workers, vacancies).tolist() == level_between(home, post).to_list()


@pytest.mark.parametrize(
    ("wish", "expected"), [*((c.code, i) for i, c in enumerate(DISTANCE)), (None, ANYWHERE)]
)
def test_the_greatest_distance_is_the_workers_own_wish(wish: str | None, expected: int) -> None:
    """Who says nothing would go anywhere."""
    given = roster(workers=[{"max_distance": wish}], vacancies=[{}])
    assert distances(given.workers, given.vacancies).greatest.tolist() == [expected]


@pytest.mark.parametrize("tables", [{"workers": [{}]}, {"vacancies": [{}]}, {}])
def test_empty_tables_have_empty_levels(tables: dict[str, Any]) -> None:
    given = roster(**tables)
    d = distances(given.workers, given.vacancies)
    assert d.home.shape == (given.workers.height,)
    assert d.post.shape == (given.vacancies.height,)
