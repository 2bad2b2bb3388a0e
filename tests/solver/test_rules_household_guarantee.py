"""Guarantees of households: one job each, the nearest deadline first."""

from datetime import date

import numpy as np

from matcher.units import UNIT
from models.roster import Roster
from models.rules import HouseholdGuarantee
from solver import Params, Status, solve
from tests.models.small_roster import AS_OF, roster
from tests.solver.problems import best_by_trying, check_result, compiled, household, made, selection

EXACT = Params(gap=0)


def guarantee(*homes: str, least: int = 1, months: int = 1, **more: object) -> HouseholdGuarantee:
    return HouseholdGuarantee(
        id=str(more.pop("id", "guarantee")),
        cite="五",
        words="至少一人。",
        households=selection("households", "零就业家庭", *homes),
        least=least,
        within_months=months,
        **more,  # type: ignore[arg-type] -- strength and tier
    )


def county(*homes: str | None, registered: dict[str, date] | None = None, **more: object) -> Roster:
    """One worker for each home given, one vacancy."""
    days = registered or {}
    names = sorted({h for h in homes if h})
    return roster(
        workers=[{"worker_id": f"w{i}", "household_id": h, **more} for i, h in enumerate(homes)],
        vacancies=[{"vacancy_id": "v0", "openings": 1}],
        households=[{"household_id": h, "registered_at": days.get(h)} for h in names],
    )


def test_binds() -> None:
    """The household's better member is worth 4, somebody else 9: 4, for 9 would cost 50."""
    result = solve(made([[4], [2], [9]], households=[household([0, 1], 1, 50)]), EXACT)
    assert result.assignment.tolist() == [[0, 0]]
    assert (result.status, result.objective) == (Status.OPTIMAL, 4)
    assert (result.lines[0].entity, result.lines[0].achieved) == ("H0", 1)


def test_is_slack() -> None:
    """A member is the best for the post anyway."""
    result = solve(made([[4], [12], [9]], households=[household([0, 1], 1, 50)]), EXACT)
    assert (result.status, result.objective) == (Status.OPTIMAL, 12)


def test_binds_for_two_members_and_takes_those_who_cost_least() -> None:
    """Two of three owed at two of three posts: 9 + 6 + 5 of all, never 9 + 8 + 7 of others."""
    matrix = [[6, 6, 6], [5, 5, 5], [1, 1, 1], [9, 9, 9], [8, 8, 8], [7, 7, 7]]
    problem = made(matrix, households=[household([0, 1, 2], 2, 50)])
    result = solve(problem, EXACT)
    assert check_result(problem, result) == best_by_trying(problem) == 20


def test_is_slack_where_no_member_may_hold_any_post() -> None:
    """Nobody of the household is eligible: short by one, and the others are placed as ever."""
    allowed = [[False], [True]]
    problem = made([[4], [9]], allowed=allowed, households=[household([0], 1, 50)])
    result = solve(problem, EXACT)
    assert (result.status, result.objective, result.bound) == (Status.RELAXED, 9 - 50, 9 - 50)
    assert (result.lines[0].rule, result.lines[0].shortfall) == ("guarantee", 1)


def test_two_households_and_one_post_leave_the_cheaper_one_short() -> None:
    """Penalties 40 and 50: the second is served."""
    houses = [household([0], 1, 40), household([1], 1, 50)]
    result = solve(made([[9], [1]], households=houses), EXACT)
    assert result.assignment.tolist() == [[1, 0]]
    assert (result.status, result.objective) == (Status.RELAXED, 1 - 40)
    assert [line.shortfall for line in result.lines] == [1, 0]


def test_binds_from_the_rule() -> None:
    """w0 of the guaranteed household at 0.25 instead of w1 at 0.75."""
    problem = compiled("allocate", county("h0", "h1"), [[0.25], [0.75]], guarantee("h0"))
    house = problem.households[0]
    assert (house.entity, house.members.tolist(), house.lower) == ("h0", [0], 1)
    assert solve(problem, EXACT).assignment.tolist() == [[0, 0]]


def test_is_slack_from_the_rule() -> None:
    """Another household is guaranteed, or nobody of the household wants work."""
    problem = compiled("allocate", county("h0", "h1"), [[0.25], [0.75]], guarantee("h1"))
    assert solve(problem, EXACT).assignment.tolist() == [[1, 0]]
    unwilling = county("h0", "h1", willing=False)
    assert compiled("allocate", unwilling, [[0.25], [0.75]], guarantee("h0")).households == ()


def test_the_nearest_deadline_goes_first() -> None:
    """Both registered: h0 has 3 days left (penalty 16 + 4), h1 has 25 (16): h0 at 0.25."""
    days = {"h0": date(2024, 6, 3), "h1": date(2024, 6, 25)}
    assert date(2024, 6, 30) == AS_OF
    problem = compiled(
        "allocate", county("h0", "h1", registered=days), [[0.25], [1.0]], guarantee("h0", "h1")
    )
    assert [h.penalty for h in problem.households] == [20 * UNIT, 16 * UNIT]
    result = solve(problem, EXACT)
    assert result.assignment.tolist() == [[0, 0]]
    assert [line.shortfall for line in result.lines] == [0, 1]


def test_a_household_belongs_to_the_first_rule_that_selects_it() -> None:
    first = guarantee("h0", id="first")
    second = guarantee("h0", "h1", id="second", tier=2)
    problem = compiled("allocate", county("h0", "h1"), [[0.25], [0.75]], first, second)
    assert [(h.rule, h.entity) for h in problem.households] == [("first", "h0"), ("second", "h1")]
    assert [h.penalty for h in problem.households] == [16 * UNIT, 8 * UNIT]


def test_no_more_are_owed_than_there_are_members() -> None:
    """Two in the household, five owed: two. Who has no household belongs to none."""
    problem = compiled(
        "allocate", county("h0", "h0", None), np.ones((3, 1)), guarantee("h0", least=5)
    )
    assert [(h.members.tolist(), h.lower) for h in problem.households] == [([0, 1], 2)]


def test_pushes_know_no_guarantee() -> None:
    assert compiled("push", county("h0"), [[0.5]], guarantee("h0")).households == ()
