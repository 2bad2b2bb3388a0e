"""Pay below a floor, and like posts that pay too differently."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from models.roster import Roster
from models.rules import Parity
from solver.monitoring.pay import pay_warnings
from tests.models.small_roster import roster
from tests.solver.monitoring.rules import CLAUSE, POSTS, pack_of


def rule(**more: Any) -> Parity:
    return Parity(id="pay", posts=POSTS, **{"area": "county", **more}, **CLAUSE)


def county(*wages: tuple[str, str, float]) -> Roster:
    posts = [
        {"vacancy_id": f"v{i}", "title": title, "place": place, "wage_min": wage}
        for i, (title, place, wage) in enumerate(wages)
    ]
    return roster(vacancies=posts)


def test_posts_below_the_floor_are_listed_and_one_at_the_floor_is_not() -> None:
    given = county(("甲", "990101", 1349.5), ("甲", "990102", 1350))
    (row,) = pay_warnings(given, pack_of(rule(area="none", floor=Decimal(1350)))).to_dicts()
    assert (row["kind"], row["vacancy_id"]) == ("below", "v0")
    assert row["explanation"] == "月薪 1349.5 元，低于 1350 元"
    assert (row["rule"], row["cite"]) == ("pay", "一.1")


def test_like_posts_of_one_county_that_differ_are_all_listed() -> None:
    """保洁 in 990101 pays 600 and 700; in 990102 it pays 900, which is another county."""
    given = county(("保洁", "990101", 700), ("保洁", "990101001", 600), ("保洁", "990102", 900),
                   ("护林", "990101", 800))  # fmt: skip
    found = pay_warnings(given, pack_of(rule()))
    assert found["vacancy_id"].to_list() == ["v1", "v0"]
    assert found["area"].unique().to_list() == ["990101"]
    assert found["explanation"][0] == "“保洁”月薪 600 至 700 元不等，超过允许的 0%；本岗位 600 元"


def test_a_difference_that_is_allowed_is_none() -> None:
    """100 on 600 are a sixth: 17 % is enough, 16 % is not."""
    given = county(("保洁", "990101", 700), ("保洁", "990101", 600))
    assert pay_warnings(given, pack_of(rule(tolerance=Decimal("0.17")))).is_empty()
    assert pay_warnings(given, pack_of(rule(tolerance=Decimal("0.16")))).height == 2
    assert pay_warnings(given, pack_of()).is_empty()
