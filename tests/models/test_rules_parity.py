"""Parity: like posts of one area, a tolerance, a floor; what the lint says of it."""

from decimal import Decimal
from typing import Any

import pytest

from models.lint import pack_findings
from models.rules import Parity, Selection
from models.rules.condition import OneOf
from tests.models.small_roster import roster
from tests.solver.problems import pack_of

WELFARE = Selection("welfare", "公益性岗位", "vacancies", OneOf("kind", ("welfare_rural",)))


def rule(area: str = "county", tolerance: str = "0.1", floor: str = "0", **more: Any) -> Parity:
    return Parity(
        id="r",
        cite="五(二)5",
        words="基本统一",
        posts=WELFARE,
        area=area,
        tolerance=Decimal(tolerance),
        floor=Decimal(floor),
        **more,
    )


def posts(*wages: float | None, **common: Any) -> list[dict[str, Any]]:
    given = {"kind": "welfare_rural", "title": "护林员", "place": "990101001", **common}
    return [{**given, "wage_min": wage} for wage in wages]


@pytest.mark.parametrize(
    ("wages", "apart"),
    [
        ((400, 440), False),
        ((400, 440.01), True),
        ((400, None, 400), False),
        ((500, 400, 450), True),
    ],
)
def test_like_posts_may_differ_by_the_tolerance_and_no_more(
    wages: tuple[float | None, ...], apart: bool
) -> None:
    """A tenth of 400 is 40."""
    assert bool(rule().unequal(roster(vacancies=posts(*wages))).height) == apart


def test_posts_of_other_titles_areas_or_kinds_are_not_compared() -> None:
    given = roster(
        vacancies=[
            *posts(400),
            *posts(800, title="保洁员"),
            *posts(800, place="990102"),
            *posts(800, kind="ordinary"),
        ]
    )
    assert rule().unequal(given).height == 0


def test_the_group_that_differs_is_named_with_its_posts_the_lowest_paid_first() -> None:
    given = roster(vacancies=[*posts(600, 400), *posts(900, title="保洁员")])
    (row,) = rule().unequal(given).rows()
    assert row == ("990101", "护林员", ["v1", "v0"], 400.0, 600.0)


def test_a_township_is_narrower_than_a_county_and_everywhere_is_wider() -> None:
    given = roster(
        vacancies=[*posts(400), *posts(800, place="990101002"), *posts(1600, place="110000")]
    )
    assert rule("township").unequal(given).height == 0
    assert rule("county").unequal(given)["high"].to_list() == [800.0]
    assert rule("all").unequal(given)["high"].to_list() == [1600.0]


def test_all_selected_posts_are_alike_where_the_rule_says_so() -> None:
    given = roster(vacancies=[*posts(400), *posts(800, title="保洁员")])
    assert rule(like="selection").unequal(given)["like"].to_list() == ["公益性岗位"]


def test_the_floor_is_allowed_and_a_cent_less_is_not() -> None:
    given = roster(vacancies=[*posts(1350, 1349.99, None)])
    assert rule("none", floor="1350").below(given).to_list() == ["v1"]


def test_the_least_stated_wage_counts() -> None:
    given = roster(vacancies=[{**posts(1200)[0], "wage_max": 5000}, *posts(None, wage_max=1300)])
    assert rule("none", floor="1350").below(given).to_list() == ["v0", "v1"]


def test_the_lint_names_rule_clause_and_posts() -> None:
    given = roster(vacancies=posts(400, 800))
    unequal, low = pack_findings(given, pack_of(rule(floor="500")))
    assert (unequal.code, unequal.rows) == ("unequal_wages", 2)
    assert unequal.message.startswith("示例县990101的「护林员」2 个岗位月薪从 400 到 800 元不等")
    assert "五(二)5" in unequal.message
    assert unequal.where == ("岗位编号 v0", "岗位编号 v1")
    assert (low.code, low.rows, low.where) == ("under_floor", 1, ("岗位编号 v0",))
    assert pack_findings(roster(vacancies=posts(500, 500)), pack_of(rule(floor="500"))) == ()


def test_a_rule_that_compares_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="既不比较"):
        rule("none")
