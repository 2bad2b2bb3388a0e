"""Budgets: what a person costs on each post, in cents."""

from decimal import Decimal

import pytest

from models.rules import Budget, Selection
from models.rules.condition import Everything, OneOf
from tests.models.small_roster import roster

ALL = Selection("all", "全部", "workers", Everything())
WELFARE = Selection("welfare", "公益性岗位", "vacancies", OneOf("kind", ("welfare_rural",)))
HELPERS = Selection("helpers", "助理员", "vacancies", OneOf("title", ("助理员",)))


def rule(*costs: tuple[Selection, str], amount: str = "1000") -> Budget:
    return Budget(
        id="r",
        cite="一",
        words="原文",
        fund="就业补助资金",
        group=ALL,
        costs=tuple((posts, Decimal(cost)) for posts, cost in costs),
        amount=Decimal(amount),
    )


def test_a_post_costs_what_the_first_selection_says() -> None:
    """A helper's post is a welfare post too: the first listed counts, 815.05 yuan."""
    given = roster(
        vacancies=[
            {"title": "助理员", "kind": "welfare_rural"},
            {"title": "保洁员", "kind": "welfare_rural"},
            {"title": "焊工"},
        ]
    )
    found = rule((HELPERS, "815.05"), (WELFARE, "400")).cents_each(given)
    assert found.tolist() == [81_505, 40_000, 0]
    assert rule((WELFARE, "400"), (HELPERS, "815.05")).cents_each(given).tolist() == [
        40_000,
        40_000,
        0,
    ]


def test_money_is_exact_to_the_cent() -> None:
    """0.29 * 100 is 28.999999999999996 in doubles."""
    assert rule((WELFARE, "0.29"), amount="0.29").cents == 29


def test_a_tenth_of_a_cent_is_refused() -> None:
    with pytest.raises(ValueError, match="Expected costs to be 1 to 6 selections of vacancies"):
        rule((WELFARE, "0.291"))
    with pytest.raises(ValueError, match="Expected amount to be a decimal of at most 2 places"):
        rule((WELFARE, "1"), amount="0.291")
