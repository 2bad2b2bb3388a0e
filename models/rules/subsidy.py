"""Who is owed how much, on which condition, for how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from models.rules.entitlement import (
    FORMS_ZH,
    MOST_YUAN,
    PAYEES_ZH,
    PERIODS_ZH,
    Entitlement,
    joined,
)
from models.rules.params import amounts, choice, count, money, rule_id
from models.rules.rounding import percent, yuan
from models.rules.selection import Selection

_MOST_RATES = 12
PER_ZH = {"line": "", "month": "每月", "day": "每天", "order": "每单", "person": "每人"}
OF_ZH = {"fixed": "定额", "up_to": "据实，不超过", "times": "按实际金额乘"}


@dataclass(frozen=True, kw_only=True)
class Subsidy(Entitlement):
    """
    Each line of the ledger that qualifies earns an amount.

        fixed, per line     rate                                  once
        fixed, per month    rate * full months
        fixed, per day      rate * quantity                       likewise per order, person
        up_to               min(cost, rate)
        times               rate * cost, cut to whole cents

    `rates` says which lines: each takes the rate of the first selection that
    it belongs to, and a line of none earns nothing. Where `times` or months are
    limited, those that began first are paid.
    """

    rates: Annotated[
        tuple[tuple[Selection, Decimal], ...],
        amounts(
            "placements",
            "What the lines of each kind earn, in yuan; a multiple where `of` is times.",
            _MOST_RATES,
            MOST_YUAN,
        ),
    ]
    of: Annotated[
        str,
        choice(
            "A fixed amount, the cost up to it, or a multiple of the cost.", tuple(OF_ZH), "fixed"
        ),
    ] = "fixed"
    per: Annotated[str, choice("Of a fixed amount: what earns it once.", tuple(PER_ZH), "line")] = (
        "line"
    )
    under_months: Annotated[
        int | None, count("The line ends before so many months.", 1, 600, optional=True)
    ] = None
    after_months: Annotated[
        int | None,
        count("Months that have to be over since the line's end.", 1, 600, optional=True),
    ] = None
    months_most: Annotated[
        int | None, count("Months paid for a person, in all.", 1, 600, optional=True)
    ] = None
    months_most_year: Annotated[
        int | None, count("Months paid for a person in a year.", 1, 12, optional=True)
    ] = None
    times: Annotated[
        int | None, count("How often a person is paid for.", 1, 1000, optional=True)
    ] = None
    times_per: Annotated[
        str, choice("Whether so often a year or in all.", tuple(PERIODS_ZH), "year")
    ] = "year"
    cap_line: Annotated[
        Decimal | None, money("What a line earns at most, in yuan.", MOST_YUAN, optional=True)
    ] = None
    cap_worker: Annotated[
        Decimal | None,
        money("What is paid for a person at most, in yuan (`cap_per`).", MOST_YUAN, optional=True),
    ] = None
    requires: Annotated[
        str | None,
        rule_id("A threshold that the unit has to reach in the line's year.", ("threshold",)),
    ] = None

    kind = "subsidy"

    @classmethod
    def contradiction(cls, values: Mapping[str, Any]) -> tuple[str, str, str] | None:
        """See `Rule`."""
        if values["per"] != "line" and values["of"] != "fixed":
            return "per", "只有定额补贴才能按月或按数量计。", 'of = "fixed"，或不写 per'
        for name in ("months_most", "months_most_year"):
            if values[name] is not None and values["per"] != "month":
                return name, "不按月计的补贴没有月数上限。", 'per = "month"，或不写这一项'
        return super().contradiction(values)

    @property
    def statement(self) -> str:
        """See `Rule`."""
        each = "；".join(f"{lines.label}{self._rate(rate)}" for lines, rate in self.rates)
        often = []
        if self.months_most_year is not None:
            often.append(f"每人每年不超过{self.months_most_year}个月")
        if self.months_most is not None:
            often.append(f"每人累计不超过{self.months_most}个月")
        if self.times is not None:
            who = "每户" if self.payee == "household" else "每人"
            often.append(f"{who}{PERIODS_ZH[self.times_per]}{self.times}次")
        if self.after_months is not None:
            often.append(f"结束{self.after_months}个月后核算")
        if self.under_months is not None:
            often.append(f"不足{self.under_months}个月")
        if self.cap_line is not None:
            often.append(f"每笔最高{yuan(self.cap_line)}元")
        if self.cap_worker is not None:
            often.append(f"每人{PERIODS_ZH[self.cap_per]}最高{yuan(self.cap_worker)}元")
        gate = f"须达到{self.requires}" if self.requires else ""
        head = f"{self.name}，{FORMS_ZH[self.form]}给{PAYEES_ZH[self.payee]}：{each}"
        return joined(head, self.conditions, *often, self.limit, gate)

    def _rate(self, rate: Decimal) -> str:
        if self.of == "times":
            return f"按实际金额的{percent(rate)}"
        return f"{'据实，最高' if self.of == 'up_to' else PER_ZH[self.per]}{yuan(rate)}元"
