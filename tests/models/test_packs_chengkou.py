"""chengkou-2021: every rule above the money says what its clause says."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.packs import Pack, load_pack
from models.rules import (
    HireShare,
    HouseholdCap,
    HouseholdGuarantee,
    Indicator,
    Priority,
    PushMinimum,
    ServiceMinimum,
    Target,
    TermLimit,
)
from tests.models.small_roster import categories, roster


@pytest.fixture(name="pack", scope="module")
def fixture_pack() -> Pack:
    return load_pack("chengkou-2021")


def rule(pack: Pack, name: str, kind: type[Any]) -> Any:
    found = pack.rule(name)
    assert isinstance(found, kind)
    return found


def test_the_pack_is_of_the_year_2021(pack: Pack) -> None:
    """政策执行时间从2021年1月1日至2021年12月31日. 城口县 is 500229."""
    assert (pack.place, pack.issued) == ("500229", date(2021, 2, 8))
    assert (pack.valid_from, pack.valid_to) == (date(2021, 1, 1), date(2021, 12, 31))


def test_every_willing_person_is_pushed_three_posts(pack: Pack) -> None:
    """三(二)一: 推荐至少3个."""
    push = rule(pack, "push-three", PushMinimum)
    assert (push.least, push.strength) == (3, "must")
    given = roster(workers=[{}, {"willing": True}, {"willing": False}])
    assert push.workers.mask(given).tolist() == [True, True, False]


def test_the_services_of_the_clause_are_watched(pack: Pack) -> None:
    """三(二)一: 宣介1次，指导1次，推荐至少3个; 三(十三)一: 一人一策, for the poor's graduates."""
    services = rule(pack, "three-services", ServiceMinimum)
    assert services.least == {"posts": 3, "talks": 1, "guidances": 1}
    plans = rule(pack, "graduate-plans", ServiceMinimum)
    assert plans.least == {"plans": 1}
    graduate = categories("graduate", "out_of_poverty")
    given = roster(workers=[{"categories": graduate}, {"categories": categories("graduate")}])
    assert plans.workers.mask(given).tolist() == [True, False]


def test_everybody_s_record_is_brought_up_to_date_by_the_25th(pack: Pack) -> None:
    """三(一)二: 每月25日前, 月月动态更新."""
    ledgers = rule(pack, "ledgers", Indicator)
    assert (ledgers.period, ledgers.due_day, ledgers.covers) == ("month", 25, "records")


def test_a_relocated_household_is_guaranteed_one_and_capped_at_two(pack: Pack) -> None:
    """三(十): 至少有1人实现就业, where nobody works yet; 三(九)二: 每户可安排2个."""
    guarantee, cap = (
        rule(pack, "relocated-one", HouseholdGuarantee),
        rule(pack, "two-welfare-posts", HouseholdCap),
    )
    assert (guarantee.least, guarantee.within_months, cap.most) == (1, 12, 2)
    given = roster(
        workers=[
            {"household_id": "h1", "status": "employed"},
            {"household_id": "h1"},
            {"household_id": "h2"},
            {"household_id": "h3", "categories": categories("relocated")},
            {"household_id": "h4"},
        ],
        households=[
            {"household_id": "h1", "relocated": True},
            {"household_id": "h2", "relocated": True},
            {"household_id": "h3"},
            {"household_id": "h4"},
        ],
    )
    assert guarantee.households.mask(given).tolist() == [False, True, True, False]
    assert cap.households.mask(given).tolist() == [True, True, True, False]


def test_welfare_posts_are_for_people_in_hardship_for_three_years(pack: Pack) -> None:
    """三(九)一: 最长不超过3年; 边缘户 may hold them too."""
    term = rule(pack, "welfare-term", TermLimit)
    assert (term.months, term.per, term.extended) == (36, "total", ())
    given = roster(
        workers=[
            {"categories": categories("marginal")},
            {"categories": categories("hard_to_place")},
            {"household_id": "h1"},
            {"categories": categories("graduate")},
            {},
        ],
        households=[{"household_id": "h1", "relocated": True}],
        vacancies=[{"kind": "welfare_rural"}, {"kind": "welfare_urban"}, {}],
    )
    eligible = pack.rule("welfare-eligible").selections()
    assert eligible["workers"][0].mask(given).tolist() == [True, True, True, False, False]
    assert eligible["posts"][0].mask(given).tolist() == [True, True, False]
    assert term.posts.mask(given).tolist() == [True, True, False]


def test_posts_in_the_county_go_first_to_people_in_hardship(pack: Pack) -> None:
    """三(六)三; home is the county where most workers live."""
    order = rule(pack, "local-hardship-first", Priority)
    given = roster(
        workers=[
            {"place": "500229101", "categories": categories("disabled")},
            {"place": "500229102"},
        ],
        vacancies=[{"place": "500229"}, {"place": "500112"}, {"place": "371300"}, {}],
    )
    assert order.posts.mask(given).tolist() == [True, False, False, False]
    assert order.bonuses(given).tolist() == [1.0, 0.0]


def test_shares_of_staff_hold_the_documents_numbers(pack: Pack) -> None:
    """三(六)二: 30 % of the staff; 三(七)四: 15 % of the staff now, 8 % above 100."""
    names = ("hardship-share", "loan-share", "loan-share-large")
    shares = [rule(pack, name, HireShare) for name in names]
    assert [(s.share, s.basis, s.strength) for s in shares] == [
        (Decimal("0.30"), "staff_after", "should"),
        (Decimal("0.15"), "staff_now", "should"),
        (Decimal("0.08"), "staff_now", "should"),
    ]
    given = roster(employers=[{"staff": 100}, {"staff": 101}, {}])
    assert [s.employers.mask(given).tolist() for s in shares] == [
        [True, True, True],
        [True, False, False],
        [False, True, False],
    ]
    assert shares[1].required([0], [100], [0]).tolist() == [15]
    assert shares[2].required([0], [101], [0]).tolist() == [9]  # 8.08


def test_the_targets_are_those_of_part_two(pack: Pack) -> None:
    """二: 6万人, 400人, 50人 to 临沂, 200人 in the county."""
    names = ("transfer-target", "four-channels", "to-linyi", "local-with-linyi")
    targets = [rule(pack, name, Target) for name in names]
    assert [t.least for t in targets] == [60_000, 400, 50, 200]
    given = roster(
        workers=[{"place": "500229101"}],
        vacancies=[
            {"place": "500229", "employer_id": "workshop"},
            {"place": "500229", "employer_id": "returnee"},
            {"place": "500229", "kind": "welfare_rural"},
            {"place": "371302", "employer_id": "other"},
            {"place": "500229", "employer_id": "other"},
        ],
        employers=[
            {"employer_id": "workshop", "kind": "community_factory"},
            {"employer_id": "returnee", "by_returnee": True},
            {"employer_id": "other"},
        ],
    )
    assert [t.posts.mask(given).tolist() for t in targets] == [
        [True] * 5,
        [True, True, True, True, False],
        [False, False, False, True, False],
        [True, True, True, False, True],
    ]


@pytest.mark.parametrize(
    ("name", "goal"),
    [
        ("graduates-rate", "0.90"),
        ("poor-graduates", "1"),
        ("training", "3300"),
        ("brokers", "300"),
        ("quality-brokers", "40"),
        ("agency", "1"),
        ("building-firms", "20"),
    ],
)
def test_what_is_reported_has_the_documents_goal(pack: Pack, name: str, goal: str) -> None:
    assert rule(pack, name, Indicator).goal == Decimal(goal)


def test_the_ledgers_are_due_on_the_25th(pack: Pack) -> None:
    """三(一)二: 每月25日前."""
    ledgers = rule(pack, "ledgers", Indicator)
    assert ledgers.due(date(2021, 3, 25)) == date(2021, 3, 25)
    assert ledgers.due(date(2021, 3, 26)) == date(2021, 4, 25)


def test_willing_graduates_of_poor_families_are_followed(pack: Pack) -> None:
    """三(十三)一: graduates and out of poverty, both; and willing."""
    both = categories("graduate", "out_of_poverty")
    given = roster(
        workers=[
            {"categories": both},
            {"categories": both, "willing": False},
            {"categories": categories("graduate")},
        ]
    )
    mask = rule(pack, "poor-graduates", Indicator).group.mask(given)
    assert mask.tolist() == [True, False, False]
