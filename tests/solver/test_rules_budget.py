"""Budgets: the fund binds, or is slack; it is never exceeded."""

from decimal import Decimal

import numpy as np
import pytest

from matcher.units import UNIT
from models.roster import Roster
from models.rules import Budget, Selection
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
ALL = Selection("all", "全部", "workers", Everything())


def rule(amount: str, group: Selection = ALL, **costs: str) -> Budget:
    """What one person on each of these posts costs."""
    return Budget(
        id="fund",
        cite="十七",
        words="原文",
        fund="就业补助资金",
        group=group,
        costs=tuple((selection("vacancies", v, v), Decimal(c)) for v, c in costs.items()),
        amount=Decimal(amount),
    )


def county(workers: int, *openings: int) -> Roster:
    return roster(
        workers=[{"worker_id": f"w{i}", "wanted": "保安", "place": HERE} for i in range(workers)],
        vacancies=[
            {"vacancy_id": f"v{i}", "openings": n, "title": "保安", "place": HERE}
            for i, n in enumerate(openings)
        ],
    )


def fund(vacancies: list[int], amount: int, each: list[int]) -> list[object]:
    return [
        ratio(vacancies, -amount, (-1,), max(each), each=np.array(each), hard=True),
    ]


def test_binds() -> None:
    """Posts at 2 and 1 of 3 in all: one of two at the dear post, worth 9, the other takes 5."""
    problem = made([[9, 5], [9, 5]], [2, 2], rows=fund([0, 1], 3, [2, 1]))
    result = solve(problem, EXACT)
    assert check_result(problem, result) == best_by_trying(problem) == 14
    (line,) = result.lines
    assert (line.most, line.required, line.achieved, line.shortfall) == (True, 3, 3, 0)


def test_is_slack() -> None:
    """There is enough for all: nothing is priced, everybody has the better post."""
    problem = made([[9, 5], [9, 5]], [2, 2], rows=fund([0, 1], 6, [3, 2]))
    result = solve(problem, EXACT)
    assert check_result(problem, result) == best_by_trying(problem) == 18
    assert (result.status, result.lines[0].price) == (Status.OPTIMAL, 0)


def test_nothing_can_be_spent_where_there_is_nothing() -> None:
    problem = made([[9, 5], [9, 5]], [2, 2], rows=fund([0], 0, [3]))
    result = solve(problem, EXACT)
    assert check_result(problem, result) == best_by_trying(problem) == 10


@pytest.mark.parametrize("seed", range(12))
def test_small_markets_under_a_fund_never_exceed_it(seed: int) -> None:
    """Five people, three posts of different cost: beside the best of all assignments."""
    rng = np.random.default_rng(seed)
    each = rng.integers(1, 5, 3).tolist()
    rows = fund([0, 1, 2], int(rng.integers(0, 9)), each)
    problem = made(rng.integers(0, 90, (5, 3)), [2, 1, 2], rows=rows)
    result = solve(problem, EXACT)
    found, best = check_result(problem, result), best_by_trying(problem)
    assert found <= best <= result.bound
    assert not result.lines[0].shortfall


def test_binds_from_the_rule() -> None:
    """815.05 yuan each and 1,700 in all: two of three people, those worth most."""
    problem = compiled("allocate", county(3, 3), [[0.5], [0.25], [0.75]], rule("1700", v0="815.05"))
    result = solve(problem, EXACT)
    assert result.assignment.tolist() == [[0, 0], [2, 0]]
    (line,) = result.lines
    # what no third person can be paid with is not asked for: 1,630.10
    assert (line.required, line.achieved) == (163_010, 163_010)


def test_is_slack_from_the_rule() -> None:
    """Whoever is not of the group costs nothing; a fund that nobody draws on has no row."""
    group = selection("workers", "就业困难人员", "w0")
    problem = compiled("allocate", county(2, 2), [[0.5], [0.25]], rule("0", group, v0="815.05"))
    result = solve(problem, EXACT)
    assert result.assignment.tolist() == [[1, 0]]
    assert result.objective == 0.25 * UNIT
    free = compiled("allocate", county(2, 2), [[0.5], [0.25]], rule("0", v9="1"))
    assert free.given_rows == ()


def test_the_line_is_in_cents_and_says_what_may_be_spent() -> None:
    answer = run("allocate", county(3, 3), pack_of(rule("1700", v0="815.05")))
    (line,) = answer.rules.to_dicts()
    assert (line["entity"], line["required"], line["achieved"]) == ("all", 170_000, 163_010)
    assert (line["status"], line["cause"]) == ("held", None)
    assert answer.matches.height == 2
