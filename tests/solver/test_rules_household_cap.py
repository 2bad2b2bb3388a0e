"""Caps of households: they bind, or are slack, and are never exceeded."""

import numpy as np

from models.roster import Roster
from models.rules import HouseholdCap, HouseholdGuarantee
from solver import Params, Status, solve
from tests.models.small_roster import roster
from tests.solver.problems import (
    best_by_trying,
    breaks_a_limit,
    cap,
    compiled,
    floor,
    household,
    made,
    selection,
)

EXACT = Params(gap=0)


def capped(most: int, *posts: str) -> HouseholdCap:
    return HouseholdCap(
        id="cap",
        cite="三",
        words="最多。",
        households=selection("households", "搬迁户", "h0"),
        posts=selection("vacancies", "公益岗", *posts),
        most=most,
    )


def county() -> Roster:
    """w0, w1, w2 live in h0, w3 in h1; three vacancies."""
    homes = ["h0", "h0", "h0", "h1"]
    return roster(
        workers=[{"worker_id": f"w{i}", "household_id": h} for i, h in enumerate(homes)],
        vacancies=[{"vacancy_id": f"v{i}", "openings": 1} for i in range(3)],
        households=[{"household_id": "h0"}, {"household_id": "h1"}],
    )


def test_binds() -> None:
    """Both members would take both posts (9 + 8); one may: 9, and somebody else 5."""
    problem = made([[9, 9], [8, 8], [5, 5]], household_caps=[cap([0, 1], [0, 1], 1)])
    result = solve(problem, EXACT)
    assert not breaks_a_limit(problem, result.assignment)
    assert result.objective == best_by_trying(problem) == 14
    assert (result.lines[0].required, result.lines[0].achieved) == (1, 1)


def test_is_slack() -> None:
    """Only one of the two posts counts: both members are placed, 9 + 8, proved."""
    problem = made([[9, 9], [8, 8], [5, 5]], household_caps=[cap([0, 1], [0], 1)])
    result = solve(problem, EXACT)
    assert (result.status, result.objective) == (Status.OPTIMAL, 17)


def test_binds_at_none() -> None:
    """Nobody of the household may hold the post: worker 2."""
    problem = made([[9], [8], [5]], household_caps=[cap([0, 1], [0], 0)])
    assert solve(problem, EXACT).assignment.tolist() == [[2, 0]]


def test_binds_on_the_member_who_has_another_post_to_go_to() -> None:
    """
    Worker 0 has 9 at the capped post and 8 elsewhere, worker 1 has 7 at the other capped post only.

    Worker 0 gives way: 8 + 7 = 15; if worker 1 did, 9 would be left.
    """
    matrix = [[9, 0, 8], [0, 7, 0]]
    allowed = [[True, False, True], [False, True, False]]
    problem = made(matrix, allowed=allowed, household_caps=[cap([0, 1], [0, 1], 1)])
    result = solve(problem, EXACT)
    assert result.objective == best_by_trying(problem) == 15


def test_a_floor_finds_its_people_outside_a_capped_household() -> None:
    """
    Two of class 0 owed at v0, v1. The best two live together, one of them may: 9 and 3.

    8 for the second member, capped, is lost; the penalty of 100 is not paid.
    """
    rows = [floor([0, 1], 2, 100, (True, False))]
    matrix = [[9, 9], [8, 8], [3, 3], [7, 7]]
    problem = made(
        matrix, class_of=[0, 0, 0, 1], rows=rows, household_caps=[cap([0, 1], [0, 1], 1)]
    )
    result = solve(problem, EXACT)
    assert not breaks_a_limit(problem, result.assignment)
    assert result.objective == best_by_trying(problem) == 12
    assert result.lines[0].shortfall == 0


def test_a_guarantee_and_a_cap_of_one_household_hold_together() -> None:
    """Two owed, one may hold the capped post: the other takes v1, worth 1."""
    problem = made(
        [[9, 1], [8, 1], [5, 5]],
        [2, 1],
        households=[household([0, 1], 2, 50)],
        household_caps=[cap([0, 1], [0], 1)],
    )
    result = solve(problem, EXACT)
    assert result.objective == best_by_trying(problem) == 9 + 1 + 5
    assert [line.shortfall for line in result.lines[:1]] == [0]


def test_binds_from_the_rule() -> None:
    """One of the three members on v0 to v2: 0.9, and 0.3 of the other household."""
    matrix = np.array([[0.9], [0.8], [0.7], [0.3]]) * np.ones((1, 3))
    problem = compiled("allocate", county(), matrix, capped(1, "v0", "v1", "v2"))
    (found,) = problem.household_caps
    assert (found.entity, found.members.tolist(), found.upper) == ("h0", [0, 1, 2], 1)
    result = solve(problem, EXACT)
    assert sorted(result.assignment[:, 0].tolist()) == [0, 3]


def test_is_slack_from_the_rule() -> None:
    """Three members, at most three: no row at all; nor where the posts do not exist."""
    matrix = np.full((4, 3), 0.5)
    assert compiled("allocate", county(), matrix, capped(3, "v0")).household_caps == ()
    assert compiled("allocate", county(), matrix, capped(1, "v9")).household_caps == ()


def test_who_does_not_take_part_does_not_count() -> None:
    """Of three members one wants no work: two against a cap of two need no row."""
    given = county()
    workers = given.workers.with_columns(willing=given.workers["worker_id"] != "w0")
    less = roster(workers.to_dicts(), given.vacancies.to_dicts(), given.households.to_dicts())
    assert compiled("allocate", less, np.ones((4, 3)), capped(2, "v0")).household_caps == ()


def test_caps_and_guarantees_are_compiled_side_by_side() -> None:
    rule = HouseholdGuarantee(
        id="one",
        cite="五",
        words="一人。",
        households=selection("households", "搬迁户", "h0"),
        least=1,
        within_months=1,
    )
    problem = compiled("allocate", county(), np.ones((4, 3)), capped(1, "v0"), rule)
    assert len(problem.households) == len(problem.household_caps) == 1
