"""xinzhou-2022: every rule above the money says what its clause says."""

from datetime import date
from typing import Any

import pytest

from models.packs import Pack, load_pack
from models.rules import Indicator, Priority, Target
from tests.models.small_roster import categories, roster


@pytest.fixture(name="pack", scope="module")
def fixture_pack() -> Pack:
    return load_pack("xinzhou-2022")


def rule(pack: Pack, name: str, kind: type[Any]) -> Any:
    found = pack.rule(name)
    assert isinstance(found, kind)
    return found


@pytest.mark.parametrize(
    ("name", "least", "posts", "group"),
    [
        ("total", 594_000, [1, 1, 1], [1, 1]),
        ("total-poor", 170_000, [1, 1, 1], [1, 0]),
        ("in-province", 195_000, [1, 1, 0], [1, 1]),
        ("in-province-poor", 60_000, [1, 1, 0], [1, 0]),
        ("other-provinces", 105_000, [0, 0, 1], [1, 1]),
        ("other-provinces-poor", 33_000, [0, 0, 1], [1, 0]),
    ],
)
def test_the_targets_are_the_table_of_part_two(
    pack: Pack, name: str, least: int, posts: list[int], group: list[int]
) -> None:
    """二(二): 59.4, 17, 19.5, 6, 10.5 and 3.3 万人. Posts in the county, Shanxi, Beijing."""
    target = rule(pack, name, Target)
    given = roster(
        workers=[
            {"place": "140922101", "categories": categories("sudden_hardship")},
            {"place": "140922102"},
        ],
        vacancies=[{"place": "140922"}, {"place": "140105"}, {"place": "110105"}],
    )
    assert (target.least, target.by) == (least, "county")
    assert target.posts.mask(given).astype(int).tolist() == posts
    assert target.group.mask(given).astype(int).tolist() == group


def test_a_target_is_broken_down_to_the_counties_by_their_people(pack: Pack) -> None:
    """59.4万 over 2 people of one county and 1 of another: 396,000 and 198,000."""
    given = roster(workers=[{"place": "140922"}, {"place": "140922101"}, {"place": "140902"}])
    found = rule(pack, "total", Target).required(given)
    assert found.select("home", "required").rows() == [("140902", 198_000), ("140922", 396_000)]


@pytest.mark.parametrize(
    ("name", "posts", "bonuses"),
    [
        ("projects-order", [1, 1, 0, 0, 0], [2.0, 1.0, 0.0]),
        ("welfare-order", [0, 0, 1, 0, 0], [1.0, 0.0, 0.0]),
        ("temporary-order", [0, 0, 0, 1, 0], [1.0, 0.0, 0.0]),
        ("export-order", [0, 0, 0, 0, 1], [1.0, 0.0, 0.0]),
    ],
)
def test_the_poor_go_first_and_locals_second_on_projects(
    pack: Pack, name: str, posts: list[int], bonuses: list[float]
) -> None:
    """二(二)1: 优先吸纳脱贫劳动力, 确保“忻人忻用”; 二(二)2: 优先保障对象."""
    order = rule(pack, name, Priority)
    given = roster(
        workers=[
            {"place": "140922101", "categories": categories("out_of_poverty")},
            {"place": "140902"},
            {"place": "140105"},
            {"place": "140922102"},
        ],
        vacancies=[
            {"place": "140922", "project": "work_relief"},
            {"place": "140922", "project": "government_invested"},
            {"place": "140922", "kind": "welfare_rural"},
            {"place": "140922", "hours": "seasonal"},
            {"place": "310105"},
        ],
    )
    assert order.posts.mask(given).astype(int).tolist() == posts
    assert order.bonuses(given)[:3].tolist() == bonuses


def test_own_businesses_are_reported_and_not_allocated(pack: Pack) -> None:
    """二(二)3: 29.4 and 7.7 万人."""
    names = ("own-business", "own-business-poor", "placed-poor")
    found = [rule(pack, name, Indicator) for name in names]
    assert [indicator.goal for indicator in found] == [294_000, 77_000, 170_000]
    assert [indicator.measure for indicator in found] == ["entered", "entered", "placed"]


@pytest.mark.parametrize(
    ("name", "due"),
    [
        ("placed-poor", date(2022, 6, 10)),
        ("half-month-summary", date(2022, 6, 15)),
        ("monthly-ranking", date(2022, 6, 30)),
        ("quarterly-review", date(2022, 6, 30)),
    ],
)
def test_reports_are_due_every_ten_days_half_month_month_and_quarter(
    pack: Pack, name: str, due: date
) -> None:
    """三(二): 旬报告、每半月汇总、月排队、季调度; seen from 2 June."""
    assert rule(pack, name, Indicator).due(date(2022, 6, 2)) == due
