"""Caps of pushes: so many an opening, whoever else would like the post."""

from decimal import Decimal

import numpy as np
import pytest

from models.roster import Roster
from models.rules import ExposureCap
from solver import Params, Status, solve
from tests.models.small_roster import roster
from tests.solver.problems import breaks_a_limit, compiled, made, selection

EXACT = Params(gap=0)


def exposure(factor: str, *posts: str, least: int = 0) -> ExposureCap:
    return ExposureCap(
        id="exposure",
        cite="七",
        words="不过度推送。",
        posts=selection("vacancies", "全部", *posts),
        factor=Decimal(factor),
        least=least,
    )


def county(*openings: int, workers: int = 4) -> Roster:
    return roster(
        workers=[{"worker_id": f"w{i}"} for i in range(workers)],
        vacancies=[{"vacancy_id": f"v{i}", "openings": n} for i, n in enumerate(openings)],
    )


def test_binds() -> None:
    """Four workers like v0, two may see it: the two to whom it is worth most, 9 + 8, proved."""
    result = solve(made([[9], [8], [7], [6]], [2]), EXACT)
    assert result.assignment[:, 0].tolist() == [0, 1]
    assert (result.status, result.objective) == (Status.OPTIMAL, 17)


def test_is_slack() -> None:
    """Five may see it: all four do, and a view costs nothing."""
    result = solve(made([[9], [8], [7], [6]], [5]), EXACT)
    assert (result.objective, result.prices.vacancy.tolist()) == (30, [0])


def test_binds_from_the_rule() -> None:
    """One opening times 1.5, upwards, is two of four workers owed a post: two are short."""
    problem = compiled(
        "push", county(1), [[0.9], [0.8], [0.7], [0.6]], exposure("1.5", "v0"), min_posts=1
    )
    assert problem.openings.tolist() == [2]
    result = solve(problem, EXACT)
    assert not breaks_a_limit(problem, result.assignment)
    assert result.assignment[:, 0].tolist() == [0, 1]
    assert result.status is Status.RELAXED


def test_is_slack_from_the_rule() -> None:
    """A post that no rule caps may be pushed to everybody; one without openings to nobody."""
    problem = compiled("push", county(1, 1, 0), np.ones((4, 3)), exposure("2", "v0", "v2"))
    assert problem.openings.tolist() == [2, 4, 0]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([exposure("3", "v0"), exposure("2", "v0")], [2]),
        ([exposure("0.01", "v0")], [1]),
        ([exposure("1000", "v0")], [4]),
        ([exposure("1", "v0", least=3)], [3]),
    ],
)
def test_several_caps_take_the_least_and_no_more_than_everybody(
    rules: list[ExposureCap], expected: list[int]
) -> None:
    """Of one opening and four workers: 2 of 3 and 2; 0.01 upwards is 1; 1000 is everybody, 4."""
    assert compiled("push", county(1), np.ones((4, 1)), *rules).openings.tolist() == expected


def test_an_allocation_gives_openings_as_they_are() -> None:
    problem = compiled("allocate", county(1), np.ones((4, 1)), exposure("2", "v0"))
    assert problem.openings.tolist() == [1]
    lists = compiled("shortlist", county(2), np.ones((4, 1)), exposure("2", "v0"), per_opening=3)
    assert lists.openings.tolist() == [6]
