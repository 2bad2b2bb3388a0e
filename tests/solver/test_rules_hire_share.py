"""Shares of those hired or of the staff: the ratio binds, or is slack."""

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from matcher.units import UNIT
from models.roster import Roster
from models.rules import HireShare, Selection
from models.rules.condition import Everything
from solver import Params, Status, solve
from solver.jobs import run
from tests.models.small_roster import roster
from tests.solver.problems import (
    best_by_trying,
    check_result,
    compiled,
    made,
    pack_of,
    ratio,
    selection,
)

EXACT = Params(gap=0)
HERE = "990101101201"
EMPLOYERS = Selection("all", "各类企业", "employers", Everything())


def rule(basis: str, share: str, *group: str, **more: Any) -> HireShare:
    given = {"employers": EMPLOYERS, "group": selection("workers", "困难人员", *group)}
    return HireShare(
        id="hire", cite="三", words="原文", share=Decimal(share), basis=basis, **given, **more
    )


def county(workers: int, *openings: int, **employer: Any) -> Roster:
    """Workers w0, w1, ...; posts v0, v1, ... of employer E1."""
    return roster(
        workers=[{"worker_id": f"w{i}", "wanted": "保安", "place": HERE} for i in range(workers)],
        vacancies=[
            {
                "vacancy_id": f"v{i}",
                "openings": n,
                "employer_id": "E1",
                "title": "保安",
                "place": HERE,
            }
            for i, n in enumerate(openings)
        ],
        employers=[{"employer_id": "E1", **employer}],
    )


def test_binds() -> None:
    """Half of those hired are owed (1 and -1): of 9, 8 and 2 the second post takes 2, not 8."""
    rows = [ratio([0], 0, (1, -1), 2)]
    problem = made([[2], [8], [9]], [2], class_of=[0, 1, 1], rows=rows)
    result = solve(problem, EXACT)
    assert result.assignment.tolist() == [[0, 0], [2, 0]]
    assert check_result(problem, result) == best_by_trying(problem) == 11
    (line,) = result.lines
    assert (line.required, line.achieved) == (1, 1)


def test_is_slack() -> None:
    """The two best are one of each kind: the share holds and costs nothing."""
    rows = [ratio([0], 0, (1, -1), 2)]
    problem = made([[8], [2], [9]], [2], class_of=[0, 1, 1], rows=rows)
    result = solve(problem, EXACT)
    assert check_result(problem, result) == best_by_trying(problem) == 17
    assert (result.status, result.lines[0].price) == (Status.OPTIMAL, 0)


def test_part_of_a_person_short_is_one_person_short() -> None:
    """A third of two hired is 0.67: one of the group is owed, none can be had, 100 for one."""
    rows = [ratio([0], 0, (2, -1), 3)]
    allowed = np.array([[False], [True], [True]])
    problem = made([[5], [60], [70]], [2], class_of=[0, 1, 1], rows=rows, allowed=allowed)
    result = solve(problem, EXACT)
    # 130 less 100 is less than nobody placed is not: 0 hired owe nobody, 130 - 100 = 30
    assert check_result(problem, result) == best_by_trying(problem) == 30
    assert (result.lines[0].required, result.lines[0].shortfall) == (1, 1)


@pytest.mark.parametrize("seed", range(12))
def test_small_markets_under_ratios_are_solved_and_proved(seed: int) -> None:
    """Two employers, five people of two classes: beside the best of all assignments."""
    rng = np.random.default_rng(seed)
    rows = [
        ratio([0], int(rng.integers(-3, 4)), (7, -3), 10),
        ratio([1, 2], int(rng.integers(-2, 3)), (2, -1), 3),
    ]
    problem = made(
        rng.integers(0, 90, (5, 3)), [2, 1, 1], class_of=rng.integers(0, 2, 5), rows=rows
    )
    result = solve(problem, EXACT)
    found, best = check_result(problem, result), best_by_trying(problem)
    assert found <= best <= result.bound
    assert best - found <= 100  # no more than one person short beyond the best


def test_binds_from_the_rule() -> None:
    """30 % of the staff after hiring: 3 and 2 hired are 5 * 0.3 = 1.5, so both hires are owed."""
    given = county(4, 2, staff=3, staff_supported=0)
    shared = rule("staff_after", "0.3", "w0", "w1")
    problem = compiled("allocate", given, [[0.1], [0.2], [0.8], [0.9]], shared)
    result = solve(problem, EXACT)
    assert result.assignment.tolist() == [[0, 0], [1, 0]]
    assert result.objective == pytest.approx(0.3 * UNIT, abs=2)
    (line,) = result.lines
    assert (line.entity, line.required, line.achieved) == ("E1", 2, 2)


def test_is_slack_from_the_rule() -> None:
    """Who supports enough already owes nobody; nor does an employer whose staff is not known."""
    shared = rule("staff_after", "0.3", "w0")
    enough = county(2, 1, staff=9, staff_supported=3)
    result = solve(compiled("allocate", enough, [[0.25], [0.75]], shared), EXACT)
    assert result.assignment.tolist() == [[1, 0]]
    assert result.lines[0].required == 0
    assert compiled("allocate", county(2, 1), [[0.25], [0.75]], shared).given_rows == ()


def test_of_the_staff_now_hires_raise_nothing() -> None:
    """15 % of 10 staff are 1.5, so two, however many are hired: a plain floor."""
    problem = compiled(
        "allocate", county(3, 3, staff=10), np.ones((3, 1)), rule("staff_now", "0.15", "w0", "w1")
    )
    (row,) = problem.given_rows
    assert (row.lower, row.scale, row.lines) == (2, 1, ())
    assert row.by_class.tolist() in ([0, 1], [1, 0])


def test_what_is_priced_are_the_sides_of_the_steps() -> None:
    """
    30 % of 0 to 7 hired: 0, 1, 1, 1, 2, 2, 2, 3 people. Below the steps run (0, 0) to (6, 2)
    with slope 1/3, then (6, 2) to (7, 3) with slope 1.
    """
    problem = compiled("allocate", county(9, 7), np.ones((9, 1)), rule("hired", "0.3", "w0"))
    (row,) = problem.given_rows
    assert [line.entity for line in row.lines] == ["E1/6", "E1/7"]
    assert [(line.scale, line.lower) for line in row.lines] == [(3, 0), (1, -4)]
    weights = [sorted(line.by_class.tolist()) for line in row.lines]
    assert weights == [[-1, 2], [-1, 0]]


def test_who_is_short_is_told_why() -> None:
    """A staff of three owes three; one of the group is there. Who is hired is of the group."""
    given = county(3, 3, staff=3, staff_supported=0)
    answer = run("allocate", given, pack_of(rule("staff_now", "1", "w0"), rule_two()))
    short, held = answer.rules.to_dicts()
    assert (held["required"], held["achieved"], held["status"]) == (1, 1, "held")
    assert (short["required"], short["achieved"], short["shortfall"]) == (3, 1, 2)
    assert short["cause"] == (
        "应安排困难人员3人,实际1人;这些岗位共3个名额,困难人员可参加本次安置的有1人,人数不足"
    )


def rule_two() -> HireShare:
    """All of those hired: one person more would cost 1 and is worth less."""
    return HireShare(
        id="hire-two",
        cite="三",
        words="原文",
        share=Decimal(1),
        basis="hired",
        employers=EMPLOYERS,
        group=selection("workers", "困难人员", "w0"),
        strength="should",
        tier=3,
    )
