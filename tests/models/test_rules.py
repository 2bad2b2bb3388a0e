"""Rule kinds: their numbers, their sentences, what they refuse."""

import re
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.packs import load_pack
from models.rules import (
    KINDS,
    Budget,
    Eligibility,
    ExposureCap,
    HireShare,
    HouseholdCap,
    HouseholdGuarantee,
    Indicator,
    Parity,
    PostShare,
    Priority,
    PushMinimum,
    Rule,
    Selection,
    ServiceMinimum,
    Target,
    TermLimit,
    bonus,
    penalty,
)
from models.rules.base import ROLES
from models.rules.condition import Belongs, Everything
from models.rules.objective import LONGEST_ORDER, household_penalty
from models.rules.params import SECTION
from tests.models.small_roster import categories, roster

MONEY = "accounting"  # these kinds have tests of their own
DOCUMENT = Path(__file__).parents[2] / "data" / "policies" / "RULES.md"
POSTS = Selection("posts", "项目岗位", "vacancies", Everything())
GROUP = Selection("group", "搬迁群众", "workers", Belongs("any", categories("relocated")))
WEAK = Selection("weak", "残疾人", "workers", Belongs("any", categories("disabled")))
FIRMS = Selection("firms", "各类企业", "employers", Everything())
HOMES = Selection("homes", "零就业家庭", "households", Everything())
HEADER = """
[pack]
id = "sample-2024"
title = "示例"
place = "990101"
document = "示例〔2024〕1号"
issued = 2024-01-01
valid_from = 2024-01-01
status = "draft"
"""
CLAUSE = {"id": "r", "cite": "一.1", "words": "原文"}


def share(**changes: Any) -> PostShare:
    fields = {"posts": POSTS, "group": GROUP, "share": Decimal("0.1"), "per": "employer"}
    return PostShare(**{**CLAUSE, **fields, **changes})


def guarantee(**changes: Any) -> HouseholdGuarantee:
    fields = {"households": HOMES, "least": 1, "within_months": 1}
    return HouseholdGuarantee(**{**CLAUSE, **fields, **changes})


RULES: tuple[Rule, ...] = (
    Eligibility(**CLAUSE, posts=POSTS, workers=GROUP, reason="只安排搬迁群众"),
    share(),
    guarantee(),
    HouseholdCap(**CLAUSE, households=HOMES, posts=POSTS, most=2),
    PushMinimum(**CLAUSE, workers=GROUP, least=3),
    ExposureCap(**CLAUSE, posts=POSTS, factor=Decimal("2.50")),
    Priority(**CLAUSE, posts=POSTS, order=(GROUP, WEAK)),
    HireShare(**CLAUSE, employers=FIRMS, group=GROUP, share=Decimal("0.3"), basis="staff_after"),
    Target(**CLAUSE, posts=POSTS, group=GROUP, least=594_000, by="county"),
    Budget(
        **CLAUSE,
        fund="就业补助资金",
        group=GROUP,
        costs=((POSTS, Decimal("9600.50")),),
        amount=Decimal(1_000_000),
    ),
    TermLimit(**CLAUSE, posts=POSTS, months=36, per="total", extended=(WEAK,), extra_months=60),
    Parity(**CLAUSE, posts=POSTS, area="county", tolerance=Decimal("0.1"), floor=Decimal(1350)),
    Indicator(
        **CLAUSE,
        what="两类台账",
        measure="due",
        group=GROUP,
        period="month",
        due_day=25,
        yellow=Decimal(5),
        red=Decimal(1),
    ),
    ServiceMinimum(**CLAUSE, workers=GROUP, posts=3, talks=1, guidances=1),
)


def test_every_kind_says_its_fields_in_a_chinese_sentence() -> None:
    assert [rule.statement for rule in RULES] == [
        "项目岗位只安排搬迁群众。",
        "项目岗位的新增岗位中，不少于10%安排给搬迁群众（按用人单位分别计算，不足一人的按一人计）。",
        "零就业家庭每户有就业意愿的劳动力，自登记之日起1个月内至少1人实现就业。",
        "零就业家庭每户在项目岗位上最多安排2人。",
        "向每名搬迁群众推送不少于3个适合的岗位。",
        "项目岗位每招1人最多向2.5人推送（不足一人的按一人计）。",
        "项目岗位按以下顺序优先安排：1. 搬迁群众；2. 残疾人。",
        "各类企业招用后的全部职工中，不少于30%为搬迁群众（按用人单位分别计算，不足一人的按一人计）。",
        "本年安排搬迁群众到项目岗位不少于59.4万人，按各县人数分解到县。",
        "就业补助资金用于安置搬迁群众的支出不超过100万元（项目岗位每人9600.50元）。",
        "项目岗位任职累计不超过36个月；残疾人可再延长不超过60个月。",
        "同一县内岗位名称相同的项目岗位待遇基本统一（相差不超过10%）；项目岗位月薪不低于1350元。",
        "每月25日前报送两类台账：距报送期限5天以内为黄色，距报送期限1天以内为红色。",
        "本年对每名搬迁群众推荐岗位不少于3个，政策宣讲不少于1次，职业指导不少于1次。",
    ]
    assert {rule.kind for rule in RULES} == {k for k, kind in KINDS.items() if kind.role != MONEY}


@pytest.mark.parametrize("kind", KINDS.values())
def test_a_kind_has_a_role_and_jobs_only_where_it_allocates(kind: type[Rule]) -> None:
    assert kind.role in ROLES
    assert bool(kind.jobs) == (kind.role == "allocation")


def test_a_share_rounds_up_to_whole_posts_without_binary_error() -> None:
    """A tenth of 11 is 1.1 and so 2; 7 % of 100 is 7, where doubles give 7.000000000000001."""
    assert share().required([0, 1, 10, 11]).tolist() == [0, 1, 1, 2]
    assert share(share=Decimal("0.07")).required([100]).tolist() == [7]
    assert share(share=Decimal(0)).required([7]).tolist() == [0]
    assert share(share=Decimal(1)).required([7]).tolist() == [7]


def test_a_share_counts_new_openings_and_what_is_not_said_to_be_old() -> None:
    given = roster(vacancies=[{"is_new": True}, {"is_new": False}, {}])
    assert share().counted(given).tolist() == [True, False, True]


@pytest.mark.parametrize(
    ("per", "expected"),
    [
        ("employer", ["e1", "示例公司", "（未写明）"]),
        ("township", ["990101001", "城关镇", "990102"]),
        ("project", ["work_relief", "none", "none"]),
        ("all", ["all", "all", "all"]),
    ],
)
def test_each_vacancy_counts_for_one_entity(per: str, expected: list[str]) -> None:
    given = roster(
        vacancies=[
            {
                "employer_id": "e1",
                "employer": "甲",
                "place": "990101001002",
                "project": "work_relief",
            },
            {"employer": "示例公司", "place": "990101", "township": "城关镇"},
            {"place": "990102"},
        ]
    )
    assert share(per=per).entities(given).to_list() == expected


def test_a_deadline_is_a_calendar_month_after_registration() -> None:
    """From 31 January the month ends on 29 February 2024; an unregistered household has none."""
    days = [date(2024, 1, 31), date(2024, 6, 15), None]
    given = roster(households=[{"registered_at": day} for day in days])
    assert guarantee().deadlines(given).to_list() == [date(2024, 2, 29), date(2024, 7, 15), None]


def test_an_exposure_cap_rounds_up() -> None:
    """2.5 pushes an opening: 1 opening may be pushed 3 times, 2 openings 5 times, none never."""
    rule = ExposureCap(**CLAUSE, posts=POSTS, factor=Decimal("2.5"))
    assert rule.cap(np.array([0, 1, 2])).tolist() == [0, 3, 5]


def test_a_worker_in_two_groups_takes_the_first_place() -> None:
    """Two groups: the first is worth 2.0, the last 1.0, nobody's 0."""
    given = roster(
        workers=[
            {"categories": categories("relocated", "disabled")},
            {"categories": categories("disabled")},
            {},
        ]
    )
    rule = Priority(**CLAUSE, posts=POSTS, order=(GROUP, WEAK))
    assert rule.bonuses(given).tolist() == [2.0, 1.0, 0.0]


def test_penalties_halve_from_tier_to_tier_and_must_outweighs_a_single_exchange() -> None:
    """An exchange costs at most two posts' values, 2; with the highest bonus on both, 14 < 16."""
    assert [penalty("must", t) for t in (1, 2, 3)] == [16.0, 8.0, 4.0]
    assert [penalty("should", t) for t in (1, 2, 3)] == [4.0, 2.0, 1.0]
    assert min(penalty("must", t) for t in (1, 2, 3)) > 2
    assert penalty("must", 1) > 2 * (1 + bonus(0, LONGEST_ORDER))


@pytest.mark.parametrize(
    ("days", "expected"), [(None, 16), (15, 16), (14, 18), (8, 18), (7, 20), (-3, 20)]
)
def test_a_household_weighs_more_as_its_deadline_nears(days: int | None, expected: float) -> None:
    """Tier 1 is 16; an eighth more within two weeks, a quarter more within one or when late."""
    assert household_penalty("must", 1, days) == expected


def test_bonuses_count_from_the_end_of_the_order() -> None:
    assert [bonus(place, 3) for place in range(3)] == [3.0, 2.0, 1.0]


@pytest.mark.parametrize(("place", "length"), [(3, 3), (-1, 3), (0, 0), (0, LONGEST_ORDER + 1)])
def test_a_place_outside_the_order_is_refused(place: int, length: int) -> None:
    with pytest.raises(ValueError, match="Expected 0 <= place < length <= 6"):
        bonus(place, length)


@pytest.mark.parametrize(("strength", "tier"), [("may", 1), ("must", 0), ("must", 4)])
def test_an_unknown_strength_or_tier_has_no_penalty(strength: str, tier: int) -> None:
    with pytest.raises(ValueError, match="Expected strength in"):
        penalty(strength, tier)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"share": Decimal("1.2")},
            "Expected share to be a decimal of at most 6 places from 0 to 1",
        ),
        ({"share": Decimal("NaN")}, "Expected share"),
        ({"share": 0.1}, "Expected share"),
        ({"share": Decimal("0.1000000000000000000000000000000000001")}, "Expected share"),
        ({"per": "village"}, "Expected per to be one of employer, township, project, all"),
        ({"group": POSTS}, "Expected group to be a selection of workers"),
        ({"tier": 4}, "Expected tier"),
        ({"strength": "may"}, "Expected strength of post_share"),
    ],
)
def test_a_rule_checks_itself_when_it_is_made(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        share(**changes)


def test_a_priority_needs_at_least_one_group() -> None:
    with pytest.raises(ValueError, match="Expected order to be 1 to 6 selections of workers"):
        Priority(**CLAUSE, posts=POSTS, order=())


def test_a_selection_is_of_a_table_that_rules_may_name() -> None:
    with pytest.raises(ValueError, match="Expected table in"):
        Selection("x", "项目", "projects", Everything())


@pytest.mark.parametrize("kind", KINDS.values())
def test_every_kind_is_documented_with_its_fields_algebra_and_example(kind: type[Rule]) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    parts = text.split(f"\n## `{kind.kind}`\n")
    assert len(parts) == 2, f"{kind.kind} has no entry of its own in {DOCUMENT.name}"
    entry = parts[1].split("\n## ")[0]
    for name, param in kind.params().items():
        assert f"| `{name}` | {param.meaning} |" in entry, name
    for heading in ("Says:", "Compiles to:", "```toml", f'kind = "{kind.kind}"'):
        assert heading in entry, heading
    if kind.role != "allocation":
        assert f"Role: {kind.role}." in entry
        return
    jobs = ", ".join(f"`{job}`" for job in sorted(kind.jobs))
    assert f"Jobs: {jobs}." in entry
    assert f"Strength: {' or '.join(f'`{s}`' for s in kind.strengths)}." in entry


@pytest.mark.parametrize("kind", KINDS.values())
def test_every_example_of_the_documentation_is_a_rule(kind: type[Rule], tmp_path: Path) -> None:
    """The example stands in a pack whose selections and parameters are those that it names."""
    text = DOCUMENT.read_text(encoding="utf-8").split(f"\n## `{kind.kind}`\n")[1]
    example = text.split("```toml\n")[1].split("```")[0]
    data = tomllib.loads(example)["rule"][0]
    parts = [HEADER]
    for name, param in kind.params().items():
        named = data.get(name)
        if param.type in {"selection", "selections"}:
            section = SECTION[param.table]
            names = [named] if isinstance(named, str) else named or []
            parts += [f'[{section}.{one}]\nlabel = "范围"\nall = true\n' for one in names]
        elif param.type == "amounts":
            section = SECTION[param.table]
            parts += [f'[{section}.{one}]\nlabel = "范围"\nall = true\n' for one in named]
        elif isinstance(named, str) and named.startswith("$"):
            parts.append(f'[parameters.{named[1:]}]\ndefault = 0.1\ncomment = "参数"\n')
    path = tmp_path / "example.toml"
    path.write_text("\n".join([*parts, example]), encoding="utf-8")
    assert isinstance(load_pack(path).rules[0], kind)
