"""What a unit earns by the number of people it takes on or brings to work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from models.rules.entitlement import MOST_YUAN, PAYEES_ZH, PERIODS_ZH, Entitlement, joined
from models.rules.params import choice, count, money, ratio, selects
from models.rules.rounding import yuan
from models.rules.selection import Selection

WHO_ZH = {"began": "当年新增", "present": "年末在岗", "ever": "累计"}
BASE_ZH = {"none": "", "last_year": "不低于上年基数"}
_MOST_PEOPLE = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Threshold(Entitlement):
    """
    A unit earns an amount in each year in which enough people count.

        n = people of `lines` who meet the conditions, each once, of those who began in
            the year, were there at its end (or on the reference day), or ever
        amount + each * (n - base)      where  least <= n <= most,  n >= share * staff,
                                               n >= rate * (people of `lines`),  n >= base

    base is last year's figure of the unit where `base` is last_year, else 0.
    Where a rate is asked for, `least` counts all people of `lines`.
    A threshold of no amount is a condition for subsidies that require it.
    """

    lines: Annotated[Selection, selects("placements", "Lines of the people who count.")]
    who: Annotated[
        str,
        choice(
            "Who began in the year, who was there at its end, or all so far.",
            tuple(WHO_ZH),
            "began",
        ),
    ] = "began"
    least: Annotated[int, count("People at least.", 0, _MOST_PEOPLE, default=1)] = 1
    most: Annotated[int | None, count("People at most.", 0, _MOST_PEOPLE, optional=True)] = None
    share: Annotated[Fraction | None, ratio("Least share of the unit's staff.")] = None
    rate: Annotated[
        Fraction | None, ratio("Least share of the people of `lines` who meet the conditions.")
    ] = None
    base: Annotated[
        str, choice("What has to be kept, and is taken off.", tuple(BASE_ZH), "none")
    ] = "none"
    counted: Annotated[
        str,
        choice(
            "Whether a person counts for each unit, or for the first of the year alone.",
            ("each", "first"),
            "each",
        ),
    ] = "each"
    amount: Annotated[
        Decimal, money("What is earned at once, in yuan.", MOST_YUAN, default=Decimal(0))
    ] = Decimal(0)
    each: Annotated[
        Decimal,
        money("And for each person above the base, in yuan.", MOST_YUAN, default=Decimal(0)),
    ] = Decimal(0)
    often: Annotated[
        str, choice("Whether it is earned each year or once.", tuple(PERIODS_ZH), "year")
    ] = "year"

    kind = "threshold"

    @classmethod
    def contradiction(cls, values: Mapping[str, Any]) -> tuple[str, str, str] | None:
        """See `Rule`."""
        if values["payee"] not in {"employer", "agent"}:
            return "payee", "门槛按单位计算，不能发给个人或家庭。", "employer、agent"
        if values["most"] is not None and values["most"] < values["least"]:
            return "most", "most 小于 least，什么也达不到。", "most 不小于 least"
        return super().contradiction(values)

    @property
    def statement(self) -> str:
        """See `Rule`."""
        least = f"{self.least}人及以上" if self.least else ""
        asked = [f"{self.name}：{self.lines.label}（{WHO_ZH[self.who]}）{least}"]
        if self.most is not None:
            asked.append(f"不超过{self.most}人")
        if self.share is not None:
            asked.append(f"占职工总数不低于{shown(self.share)}")
        if self.rate is not None:
            asked.append(f"其中达到条件的不低于{shown(self.rate)}")
        asked += [self.conditions, BASE_ZH[self.base]]
        earned = []
        if self.amount:
            earned.append(f"{'一次性' if self.often == 'ever' else '每年'}{yuan(self.amount)}元")
        if self.each:
            over = "超过基数的" if self.base != "none" else ""
            earned.append(f"{over}每人{yuan(self.each)}元")
        result = f"发给{PAYEES_ZH[self.payee]}{'，'.join(earned)}" if earned else "即达到条件"
        return joined(*asked, result, self.limit)


def shown(share: Fraction) -> str:
    """A share as people write it: 30% or 1/3."""
    hundredths = share * 100
    whole = hundredths.denominator == 1
    return f"{hundredths.numerator}%" if whole else f"{share.numerator}/{share.denominator}"
