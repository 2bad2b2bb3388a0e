"""Who may hold which post: each condition with its reason, and what is no condition."""

from decimal import Decimal
from typing import Any

import pytest

from matcher.pair_values import PairValues
from matcher.requirements import available, certificate_keys, requirements
from models.rules import Eligibility, PostShare
from tests.models.small_roster import roster
from tests.solver.problems import pack_of, selection

HERE = "990101101201"


def refusals(worker: dict[str, Any], vacancy: dict[str, Any]) -> list[str]:
    """Codes of the reasons against one pair."""
    post = {"title": "工人", "openings": 1, **vacancy}
    values = PairValues(roster(workers=[worker], vacancies=[post]), pack_of())
    codes = [r.code for r in values.reasons(0, 0)]
    assert bool(codes) != bool(values.eligible([0], [0])[0])  # type: ignore[arg-type] -- lists do
    return codes


@pytest.mark.parametrize(
    ("worker", "vacancy", "expected"),
    [
        ({}, {}, []),
        ({"willing": False}, {}, ["unavailable"]),
        ({"willing": True}, {}, []),
        ({"labour": "none"}, {}, ["unavailable"]),
        ({"status": "employed"}, {}, ["unavailable"]),
        ({"age": 15}, {}, ["unavailable"]),
        ({"age": 16}, {}, []),
        ({"age": 17}, {"age_min": 18}, ["too_young"]),
        ({"age": 18}, {"age_min": 18}, []),
        ({"age": 45}, {"age_max": 45}, []),
        ({"age": 46}, {"age_max": 45}, ["too_old"]),
        ({}, {"age_min": 18, "age_max": 45}, []),  # an age not known counts as met
        ({"education": "junior"}, {"education": "senior"}, ["education"]),
        ({"education": "senior"}, {"education": "senior"}, []),
        ({"education": "bachelor"}, {"education": "senior"}, []),
        ({}, {"education": "senior"}, []),  # a level not known counts as met
        ({"education": "none"}, {"education": "none"}, []),
        ({"labour": "weak"}, {"labour": "full"}, ["labour"]),
        ({"labour": "full"}, {"labour": "half"}, []),
        ({}, {"labour": "full"}, []),
        ({}, {"certificates": "电工证"}, ["certificate"]),
        ({"certificates": "电工"}, {"certificates": "电工证"}, []),
        ({"certificates": "电工证"}, {"certificates": "电工证、焊工证"}, ["certificate"]),
        ({"certificates": "焊工证;电工证"}, {"certificates": "电工证、焊工证"}, []),
        ({}, {"certificates": "焊工证、电工证"}, ["certificate", "certificate"]),
        ({}, {"certificates": "无"}, []),
        ({"place": HERE, "max_distance": "village"}, {"place": HERE}, []),
        ({"place": HERE, "max_distance": "village"}, {"place": "990101101202"}, ["too_far"]),
        ({"place": HERE, "max_distance": "county"}, {"place": "990101"}, []),
        ({"place": HERE, "max_distance": "county"}, {"place": "990102101201"}, ["too_far"]),
        ({"place": HERE, "max_distance": "village"}, {}, []),  # a place not known counts as met
        ({"max_distance": "village"}, {"place": HERE}, []),
        ({"place": HERE}, {"place": "110101001001"}, []),  # no wish is no limit
        (
            {"age": 60, "education": "junior", "place": HERE, "max_distance": "city"},
            {"age_max": 45, "education": "college", "place": "990201101201"},
            ["too_old", "education", "too_far"],
        ),
    ],
)
def test_each_condition_refuses_with_its_reason(
    worker: dict[str, Any], vacancy: dict[str, Any], expected: list[str]
) -> None:
    assert refusals(worker, vacancy) == expected


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("焊工操作证、电工证", {"焊工", "电工"}),
        ("焊工,电工；叉车证 驾驶证/C1", {"焊工", "电工", "叉车", "驾驶", "c1"}),
        ("Ｃ１", {"c1"}),
        ("无", set()),
        ("", set()),
        ("证", {"证"}),
        ("健康证书", {"健康"}),
    ],
)
def test_certificates_are_compared_without_their_endings(text: str, keys: set[str]) -> None:
    assert certificate_keys(text) == keys


def test_texts_say_what_is_asked() -> None:
    given = roster(
        workers=[{"age": 20, "education": "primary"}],
        vacancies=[
            {"age_min": 40, "education": "college", "certificates": "焊工证", "labour": "full"}
        ],
    )
    texts = [r.text for r in requirements(given, pack_of())]
    assert texts[1:] == [
        "年龄不足:要求满40周岁",
        "学历不符:要求大专及以上",
        "缺少证书:焊工",
        "劳动能力不符:要求普通劳动力",
    ]


def test_only_what_some_vacancy_asks_is_listed() -> None:
    """But for being available, which every vacancy asks."""
    given = roster(workers=[{"certificates": "焊工证", "age": 30}], vacancies=[{}])
    assert [r.code for r in requirements(given, pack_of())] == ["unavailable"]


def test_a_packs_eligibility_is_a_requirement_with_its_reason_and_other_rules_are_none() -> None:
    given = roster(workers=[{}, {}], vacancies=[{}, {}])
    rule = Eligibility(
        id="only",
        cite="四",
        words="只。",
        posts=selection("vacancies", "公益岗", "v1"),
        workers=selection("workers", "公益岗人员", "w0"),
        reason="只安排公益岗人员",
    )
    share = PostShare(
        id="share",
        cite="四",
        words="不少于。",
        posts=rule.posts,
        group=rule.workers,
        share=Decimal("0.5"),
        per="all",
    )
    (group,) = [r for r in requirements(given, pack_of(rule, share)) if r.code == "group"]
    assert group.text == "只安排公益岗人员"
    assert (group.asked.tolist(), group.met.tolist()) == ([False, True], [True, False])


def test_who_says_nothing_is_available() -> None:
    given = roster(workers=[{}, {"willing": None, "labour": None, "status": None, "age": None}])
    assert available(given).tolist() == [True, True]
