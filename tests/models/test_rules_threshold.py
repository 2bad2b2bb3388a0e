"""Thresholds: what their fields say, and shares that are exact."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from models.packs import load_pack
from models.packs.faults import Faults
from models.packs.positions import locate
from models.packs.references import read_written
from models.rules import Selection, Threshold
from models.rules.condition import Everything
from models.rules.params import ratio
from models.rules.threshold import shown

LINES = Selection("lines", "吸纳脱贫劳动力", "placements", Everything())
CLAUSE = {"id": "r", "cite": "一", "words": "原文", "name": "奖补", "payee": "employer"}


def threshold(**fields: Any) -> Threshold:
    return Threshold(**{**CLAUSE, "lines": LINES, **fields})


def test_a_threshold_says_its_fields_in_a_chinese_sentence() -> None:
    bonus = threshold(
        least=50, stayed_months=3, who="present", amount=Decimal(50_000), often="ever"
    )
    assert bonus.statement == (
        "奖补：吸纳脱贫劳动力（年末在岗）50人及以上，稳定满3个月，发给单位一次性5万元。"
    )
    gate = threshold(share=Fraction(1, 3), rate=Fraction(7, 10), most=10)
    assert gate.statement == (
        "奖补：吸纳脱贫劳动力（当年新增）1人及以上，不超过10人，占职工总数不低于1/3，"
        "其中达到条件的不低于70%，即达到条件。"
    )
    grown = threshold(
        payee="agent", base="last_year", amount=Decimal(3000), each=Decimal(250),
        cap=Decimal(50_000), cap_with=("other",),
    )  # fmt: skip
    assert grown.statement == (
        "奖补：吸纳脱贫劳动力（当年新增）1人及以上，不低于上年基数，发给介绍组织单位每年3000元，"
        "超过基数的每人250元，每年最高5万元（与other合计）。"
    )


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"payee": "worker"}, "payee: 门槛按单位计算"),
        ({"payee": "household"}, "payee: 门槛按单位计算"),
        ({"least": 10, "most": 9}, "most: most 小于 least"),
        ({"share": Fraction(4, 3)}, "share to be a decimal or a fraction"),
        ({"share": Decimal("0.3")}, "share to be a decimal or a fraction"),
        ({"who": "all"}, "who to be one of began, present, ever"),
    ],
)
def test_fields_that_cannot_stand_together_are_refused(
    fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        threshold(**fields)


@pytest.mark.parametrize(
    ("written", "share"),
    [
        ("1/3", Fraction(1, 3)),
        (" 2 / 3 ", Fraction(2, 3)),
        (Decimal("0.7"), Fraction(7, 10)),
        (1, Fraction(1)),
        (0, Fraction(0)),
    ],
)
def test_a_share_is_exact_however_it_is_written(written: Any, share: Fraction) -> None:
    faults = Faults("t.toml", locate(""))
    assert read_written(ratio("x"), written, ("share",), faults) == share
    assert not faults.problems


@pytest.mark.parametrize("written", ["4/3", "1/0", "三分之一", "", True, Decimal("1.1"), [1], -1])
def test_what_is_no_share_is_refused(written: Any) -> None:
    faults = Faults("t.toml", locate(""))
    assert read_written(ratio("x"), written, ("share",), faults) is None
    assert len(faults.problems) == 1


def test_a_share_is_shown_as_people_write_it() -> None:
    assert [shown(Fraction(n, d)) for n, d in ((3, 10), (1, 3), (1, 1))] == ["30%", "1/3", "100%"]


def test_a_planner_can_turn_a_share_and_an_amount() -> None:
    pack = load_pack("qianyang-2021").with_parameters({"factory-third.share": "1/4"})
    rule = pack.rule("factory-third")
    assert isinstance(rule, Threshold)
    assert rule.share == Fraction(1, 4)
    changed = load_pack("xinzhou-2022").with_parameters({"fifty.amount": 80_000, "fifty.least": 40})
    assert "40人及以上，发给单位一次性8万元" in changed.rule("fifty").statement
