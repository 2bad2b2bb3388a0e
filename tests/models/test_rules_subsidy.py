"""Subsidies: what their fields say, and which of them go together."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl
import pytest

from models.packs import list_packs, load_pack
from models.rules import Entitlement, Selection, Subsidy
from models.rules.condition import ClassRate, Everything, OneOf, OutcomeWithin
from tests.models.small_roster import roster

JOBS = Selection("jobs", "就业", "placements", OneOf("event", ("job",)))
FAR = Selection("far", "省外就业", "placements", OneOf("destination", ("beyond",)))
CLAUSE = {"id": "r", "cite": "一", "words": "原文", "name": "补贴", "payee": "worker"}


def subsidy(**fields: Any) -> Subsidy:
    return Subsidy(**{**CLAUSE, "rates": ((JOBS, Decimal(500)),), **fields})


def test_a_subsidy_says_its_fields_in_a_chinese_sentence() -> None:
    once = subsidy(
        rates=((FAR, Decimal(500)), (JOBS, Decimal("350.50"))),
        contract_months=12,
        apply_within_months=6,
        times=1,
        cap=Decimal(300_000),
    )
    assert once.statement == (
        "补贴，发放给劳动者本人：省外就业500元；就业350.50元，合同期限不少于12个月、6个月内申请，"
        "每人每年1次，每年最高30万元。"
    )
    monthly = subsidy(payee="household", per="month", months_most=36, months_most_year=6, times=2)
    assert monthly.statement == (
        "补贴，发放给家庭：就业每月500元，每人每年不超过6个月，每人累计不超过36个月，每户每年2次。"
    )
    share = subsidy(
        payee="employer", rates=((JOBS, Decimal("0.5")),), of="times", requires="third",
        within_months=24, since="recognised", cap_line=Decimal(900), cap_worker=Decimal("99.99"),
    )  # fmt: skip
    assert share.statement == (
        "补贴，发放给单位：就业按实际金额的50%，自认定之日起24个月内，每笔最高900元，"
        "每人每年最高99.99元，须达到third。"
    )
    credit = subsidy(of="up_to", form="credit", opened_months=12, wage_least=Decimal(1350))
    assert credit.statement == (
        "补贴，贷款额度给劳动者本人：就业据实，最高500元，开业满12个月、月工资不低于1350元。"
    )


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"of": "up_to", "per": "month"}, "per: 只有定额补贴"),
        ({"months_most": 6}, "months_most: 不按月计"),
        ({"months_most_year": 6, "per": "day"}, "months_most_year: 不按月计"),
        ({"cap_with": ("other",)}, "cap_with: 没有 cap"),
        ({"stayed_months": 0}, "stayed_months to be a whole number from 1"),
        ({"cap": Decimal("0.001")}, "cap to be a decimal of at most 2 places"),
        ({"payee": "county"}, "payee to be one of worker"),
        ({"rates": ((JOBS, Decimal("0.333")),)}, "rates to be"),
        ({"rates": ()}, "rates to be"),
        ({"requires": ""}, "requires to be id of a rule"),
    ],
)
def test_fields_that_cannot_stand_together_are_refused(
    fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        subsidy(**fields)


@pytest.mark.parametrize("name", list_packs())
def test_what_offices_call_a_subsidy_is_of_one_rule_of_the_pack(name: str) -> None:
    """Case files and choices in the ledger go by these names."""
    names = [rule.name for rule in load_pack(name).rules if isinstance(rule, Entitlement)]
    assert len(set(names)) == len(names) >= 10


def test_a_selection_is_of_ledger_lines() -> None:
    workers = Selection("all", "全部", "workers", Everything())
    with pytest.raises(ValueError, match="rates to be 1 to 12 selections of placements"):
        subsidy(rates=((workers, Decimal(1)),))


LEDGER = roster(
    placements=[
        {"event": "training", "class_id": "甲", "ended_at": date(2022, 3, 31), "outcome_at": day}
        for day in (date(2022, 6, 30), date(2022, 4, 1), date(2022, 7, 1), None)
    ]
    + [{"event": "training", "ended_at": date(2022, 3, 31), "outcome_at": date(2022, 4, 1)}]
    + [{"event": "training", "ended_at": date(2022, 3, 31)}]
)


def met(condition: Any) -> list[bool]:
    frame = LEDGER.placements
    return (
        frame.select(condition.expression(LEDGER, "placements") & pl.lit(value=True))
        .to_series()
        .to_list()
    )


def test_an_outcome_counts_to_the_last_day_of_the_month() -> None:
    assert met(OutcomeWithin(3)) == [True, True, False, False, True, False]


def test_a_class_is_judged_as_a_whole_and_who_has_none_alone() -> None:
    """Two of four within three months is a half, exactly; the others are classes of one."""
    half = Fraction(1, 2)
    assert met(ClassRate(3, half)) == [True] * 5 + [False]
    assert met(ClassRate(3, Fraction(501, 1000))) == [False] * 4 + [True, False]
    assert met(ClassRate(3, below=half)) == [False] * 5 + [True]
    assert met(ClassRate(3, half, Fraction(1))) == [True] * 4 + [False] * 2
