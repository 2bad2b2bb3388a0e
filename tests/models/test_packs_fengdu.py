"""fengdu-2021: every rule above the money says what its clause says."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.lint import pack_findings
from models.packs import Pack, load_pack
from models.rules import Indicator, Parity, PostShare, Priority, Target, TermLimit
from tests.models.small_roster import categories, roster


@pytest.fixture(name="pack", scope="module")
def fixture_pack() -> Pack:
    return load_pack("fengdu-2021")


def rule(pack: Pack, name: str, kind: type[Any]) -> Any:
    found = pack.rule(name)
    assert isinstance(found, kind)
    return found


def test_the_pack_holds_until_the_end_of_2025(pack: Pack) -> None:
    """执行期限截止2025年12月31日. 丰都县 is 500230."""
    assert (pack.place, pack.issued, pack.valid_to) == (
        "500230",
        date(2021, 9, 13),
        date(2025, 12, 31),
    )


def test_relocated_people_get_a_share_that_the_county_may_turn(pack: Pack) -> None:
    """三(三)2 leaves it open; a tenth where nothing else is said."""
    share = rule(pack, "relocated-share", PostShare)
    assert (share.share, share.per, share.strength) == (Decimal("0.10"), "employer", "must")
    turned = pack.with_parameters({"relocated_share": "0.15"}).rule("relocated-share")
    assert isinstance(turned, PostShare)
    assert turned.share == Decimal("0.15")


def test_rural_welfare_posts_go_first_to_the_weak_and_then_to_the_poor(pack: Pack) -> None:
    """二(五): 尤其是弱劳力、半劳力; who does not qualify leaves."""
    order = rule(pack, "rural-welfare-order", Priority)
    given = roster(
        workers=[
            {"categories": categories("marginal"), "labour": "half"},
            {"categories": categories("out_of_poverty")},
            {"categories": categories("low_income"), "labour": "weak"},
            {"categories": categories("veteran")},
        ],
        vacancies=[{"kind": "welfare_rural"}, {"kind": "welfare_urban"}],
    )
    assert order.bonuses(given).tolist() == [2.0, 1.0, 0.0, 0.0]
    eligible = pack.rule("rural-welfare-eligible").selections()
    assert eligible["workers"][0].mask(given).tolist() == [True, True, True, False]
    assert eligible["posts"][0].mask(given).tolist() == [True, False]


def test_the_poor_go_first_for_all_posts_and_for_work_relief(pack: Pack) -> None:
    """一(二)4: 优先推送岗位; 二(一)4: 清理活动…环境整治活动."""
    given = roster(
        workers=[{"categories": categories("out_of_poverty")}, {}],
        vacancies=[
            {"project": "work_relief"},
            {"title": "河道清理工"},
            {"title": "焊工"},
        ],
    )
    everywhere = rule(pack, "poor-first", Priority)
    relief = rule(pack, "work-relief-order", Priority)
    assert everywhere.posts.mask(given).all()
    assert relief.posts.mask(given).tolist() == [True, True, False]
    assert everywhere.bonuses(given).tolist() == relief.bonuses(given).tolist() == [1.0, 0.0]


def test_electronics_firms_take_6100_a_year(pack: Pack) -> None:
    """一(一)3(2): 每年完成6100人以上; such firms are known by their names."""
    target = rule(pack, "electronics-target", Target)
    assert (target.least, target.period) == (6100, "year")
    given = roster(
        vacancies=[{"employer_id": "e1"}, {"employer_id": "e2"}, {}],
        employers=[
            {"employer_id": "e1", "name": "示例电子有限公司"},
            {"employer_id": "e2", "name": "示例食品有限公司"},
        ],
    )
    assert target.posts.mask(given).tolist() == [True, False, False]


def test_contracts_last_a_year_and_like_posts_pay_alike(pack: Pack) -> None:
    """二(五): 期限不得超过1年; 同一区域类似岗位…待遇水平基本统一."""
    contract = rule(pack, "welfare-contract", TermLimit)
    assert (contract.months, contract.per) == (12, "contract")
    assert rule(pack, "welfare-parity", Parity).area == "county"
    post = {"kind": "welfare_rural", "title": "护林员", "place": "500230101"}
    alike = roster(vacancies=[{**post, "wage_min": 500}, {**post, "wage_min": 550}])
    unlike = roster(vacancies=[{**post, "wage_min": 500}, {**post, "wage_min": 551}])
    assert pack_findings(alike, pack) == ()
    assert [finding.code for finding in pack_findings(unlike, pack)] == ["unequal_wages"]


@pytest.mark.parametrize(
    ("name", "goal"), [("brand", 1), ("farm-fund", 300_000_000), ("farm-businesses", 50)]
)
def test_what_is_reported_has_the_documents_goal(pack: Pack, name: str, goal: int) -> None:
    """一(四): 1个; 二(一)2: 3亿元以上, 50家以上."""
    assert rule(pack, name, Indicator).goal == goal


def test_data_are_compared_every_month(pack: Pack) -> None:
    """三(一)1."""
    monthly = rule(pack, "monthly-comparison", Indicator)
    assert monthly.due(date(2022, 2, 1)) == date(2022, 2, 28)
