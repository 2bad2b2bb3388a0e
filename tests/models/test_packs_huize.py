"""huize-2018: every rule above the money says what its clause says."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.lint import pack_findings
from models.packs import Pack, load_pack
from models.rules import (
    Budget,
    Eligibility,
    HouseholdGuarantee,
    Indicator,
    Priority,
    Target,
    TermLimit,
)
from tests.models.small_roster import categories, roster


@pytest.fixture(name="pack", scope="module")
def fixture_pack() -> Pack:
    return load_pack("huize-2018")


def rule(pack: Pack, name: str, kind: type[Any]) -> Any:
    found = pack.rule(name)
    assert isinstance(found, kind)
    return found


def test_every_household_without_work_is_guaranteed_one(pack: Pack) -> None:
    """22号: 零就业贫困户; 会泽 17: 低保家庭 whose able members are all out of work."""
    zero = rule(pack, "zero-poor", HouseholdGuarantee)
    low = rule(pack, "low-income-idle", HouseholdGuarantee)
    assert (zero.least, low.least, zero.strength) == (1, 1, "must")
    poor = {"categories": categories("low_income")}
    given = roster(
        workers=[
            {"household_id": "h2", "categories": categories("zero_employment")},
            {"household_id": "h3", **poor},
            {"household_id": "h4", **poor},
            {"household_id": "h4", "status": "employed"},
        ],
        households=[
            {"household_id": "h1", "zero_employment": True},
            {"household_id": "h2"},
            {"household_id": "h3"},
            {"household_id": "h4"},
        ],
    )
    assert zero.households.mask(given).tolist() == [True, True, False, False]
    assert low.households.mask(given).tolist() == [False, False, True, False]


def test_public_welfare_posts_are_never_for_people_who_are_not_in_hardship(pack: Pack) -> None:
    """会泽 17: 不得安排非就业困难人员; village service posts also for the poor and relocated."""
    given = roster(
        workers=[
            {"categories": categories("hard_to_place")},
            {"categories": categories("out_of_poverty")},
            {"categories": categories("relocated")},
            {"categories": categories("graduate")},
        ],
        vacancies=[{"kind": "welfare_urban"}, {"kind": "welfare_rural"}],
    )
    urban = rule(pack, "welfare-eligible", Eligibility)
    village = rule(pack, "service-eligible", Eligibility)
    assert urban.workers.mask(given).tolist() == [True, False, False, False]
    assert urban.posts.mask(given).tolist() == [True, False]
    assert village.workers.mask(given).tolist() == [True, True, True, False]
    assert village.posts.mask(given).tolist() == [False, True]


def test_service_posts_go_first_to_those_who_cannot_leave(pack: Pack) -> None:
    """云南68号 九: 三无; a poor family with a disabled member counts among them."""
    poor = categories("out_of_poverty")
    given = roster(
        workers=[
            {"categories": categories("three_without")},
            {"categories": poor, "household_id": "h1"},
            {"categories": categories("disabled"), "household_id": "h1"},
            {"categories": poor},
            {},
        ],
        households=[{"household_id": "h1"}],
    )
    order = rule(pack, "service-order", Priority)
    assert order.bonuses(given).tolist() == [2.0, 2.0, 0.0, 1.0, 0.0]


def test_a_term_of_three_years_is_extended_by_five_for_three_groups(pack: Pack) -> None:
    """
    会泽 17: within 5 years of retirement, disabled, of a zero-employment family. On
    2024-06-30 a man of 57, born in 1967, is within them; one of 50 is not.
    """
    term = rule(pack, "welfare-term", TermLimit)
    assert (term.months, term.extra_months, term.per) == (36, 60, "total")
    given = roster(
        workers=[
            {"sex": "male", "age": 57},
            {"sex": "male", "age": 50},
            {"categories": categories("disabled")},
            {"household_id": "h1"},
        ],
        households=[{"household_id": "h1", "zero_employment": True}],
    )
    assert term.allowed(given).tolist() == [96, 36, 96, 96]


def test_a_service_post_costs_its_fund_six_thousand_a_year(pack: Pack) -> None:
    """会泽 18: 500 yuan for 12 months; other posts cost it nothing."""
    fund = rule(pack, "service-fund", Budget)
    given = roster(vacancies=[{"kind": "welfare_rural"}, {"kind": "welfare_urban"}, {}])
    assert fund.cents_each(given).tolist() == [600_000, 0, 0]
    turned = pack.with_parameters({"service_budget": 120_000}).rule("service-fund")
    assert isinstance(turned, Budget)
    assert turned.cents == 12_000_000


def test_nobody_under_16_goes_out_to_work(pack: Pack) -> None:
    """问答 四: 年满16周岁; who states no age is not refused, and posts at home are not meant."""
    age = rule(pack, "working-age", Eligibility)
    given = roster(
        workers=[
            {"place": "530326101", "age": 15},
            {"place": "530326101", "age": 16},
            {"place": "530326101"},
        ],
        vacancies=[{"place": "530326"}, {"place": "530102"}, {"place": "330106"}],
    )
    assert age.workers.mask(given).tolist() == [False, True, True]
    assert age.posts.mask(given).tolist() == [False, True, True]


@pytest.mark.parametrize(
    ("name", "post"),
    [("workshop-wage", {"employer_id": "e1"}), ("traineeship-pay", {"kind": "traineeship"})],
)
def test_workshops_and_traineeships_pay_the_minimum_wage(
    pack: Pack, name: str, post: dict[str, Any]
) -> None:
    """不低于当地最低工资标准: 1350 yuan where the centre says nothing else."""
    given = roster(
        vacancies=[{**post, "wage_min": 1350}, {**post, "wage_min": 1349}],
        employers=[{"employer_id": "e1", "kind": "community_factory"}],
    )
    (finding,) = pack_findings(given, pack)
    assert (finding.code, finding.rows) == ("under_floor", 1)
    assert f"不符合 {pack.rule(name).cite}：" in finding.message


def test_the_targets_are_those_of_part_two(pack: Pack) -> None:
    """会泽 二: 32万人次, 10万."""
    transfer, poor = (rule(pack, n, Target) for n in ("transfer-target", "poor-target"))
    assert (transfer.least, poor.least) == (320_000, 100_000)
    given = roster(workers=[{"categories": categories("out_of_poverty")}, {}])
    assert poor.group.mask(given).tolist() == [True, False]


@pytest.mark.parametrize(
    ("name", "goal"),
    [
        ("urban-jobs", "30000"),
        ("unemployment-rate", "0.043"),
        ("own-business", "7000"),
        ("jobs-by-business", "20000"),
        ("start-up-loans", "700000000"),
        ("skilled", "6000"),
        ("training-once", "1"),
        ("one-skill", "1"),
    ],
)
def test_what_is_reported_has_the_documents_goal(pack: Pack, name: str, goal: str) -> None:
    assert rule(pack, name, Indicator).goal == Decimal(goal)


def test_unemployment_above_its_bound_is_red(pack: Pack) -> None:
    """城镇登记失业率控制在4.3%以内."""
    rate = rule(pack, "unemployment-rate", Indicator)
    assert [rate.colour(Decimal(r)) for r in ("0.043", "0.0431")] == ["green", "red"]


def test_the_year_is_reported_by_10_november(pack: Pack) -> None:
    """71号 三(四): 每年11月10日前."""
    yearly = rule(pack, "yearly-report", Indicator)
    assert yearly.due(date(2018, 11, 10)) == date(2018, 11, 10)
    assert yearly.due(date(2018, 11, 11)) == date(2019, 11, 10)
