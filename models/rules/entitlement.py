"""What the rules that pay money have in common: to whom, after how long, up to how much."""

from __future__ import annotations

from abc import ABC
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from models.rules.base import Rule
from models.rules.params import choice, count, money, rule_ids, text
from models.rules.rounding import yuan

MOST_YUAN = "1000000000"
MOST_MONTHS = 600
PAID = ("subsidy", "threshold")
PAYEES_ZH = {
    "worker": "劳动者本人",
    "household": "家庭",
    "employer": "单位",
    "agent": "介绍组织单位",
}
PERIODS_ZH = {"year": "每年", "ever": "累计"}
FORMS_ZH = {"grant": "发放", "credit": "贷款额度"}
SINCE_ZH = {"signed": "合同签订之日", "opened": "开业之日", "recognised": "认定之日"}
_STEPS = (
    ("stayed_months", "稳定满{}个月"),
    ("contract_months", "合同期限不少于{}个月"),
    ("insured_months", "连续参保满{}个月"),
    ("opened_months", "开业满{}个月"),
)


@dataclass(frozen=True, kw_only=True)
class Entitlement(Rule, ABC):
    """
    A rule that pays for lines of the ledger of placements.

    Money is counted in cents (fen), in whole numbers. Months are calendar
    months: three months from 1 March are over when 31 May is. The year of a
    line is that in which it began. A line counts where it began while the pack
    was in force; of a subsidy by the month, the months that began then.
    """

    name: Annotated[str, text("What offices call it, in Chinese.")]
    payee: Annotated[str, choice("Who is paid.", tuple(PAYEES_ZH))]
    stayed_months: Annotated[
        int | None, count("Months that the line has to last.", 1, MOST_MONTHS, optional=True)
    ] = None
    contract_months: Annotated[
        int | None, count("Least length of the contract.", 1, MOST_MONTHS, optional=True)
    ] = None
    insured_months: Annotated[
        int | None,
        count("Months of social insurance, paid until then.", 1, MOST_MONTHS, optional=True),
    ] = None
    opened_months: Annotated[
        int | None,
        count("Months that the employer has to be open.", 1, MOST_MONTHS, optional=True),
    ] = None
    wage_least: Annotated[
        Decimal | None, money("Least pay of a month, in yuan.", MOST_YUAN, optional=True)
    ] = None
    within_months: Annotated[
        int | None,
        count("The line begins at most so many months after `since`.", 1, 600, optional=True),
    ] = None
    since: Annotated[
        str,
        choice(
            "Of the contract's signing, the employer's opening or its recognition.",
            tuple(SINCE_ZH),
            "signed",
        ),
    ] = "signed"
    apply_within_months: Annotated[
        int | None,
        count("Months from the first day to the last day of applying.", 1, 600, optional=True),
    ] = None
    cap: Annotated[
        Decimal | None, money("What a payee gets at most, in yuan.", MOST_YUAN, optional=True)
    ] = None
    cap_per: Annotated[
        str, choice("Whether the cap is of each year or of all years.", tuple(PERIODS_ZH), "year")
    ] = "year"
    cap_with: Annotated[
        tuple[str, ...] | None,
        rule_ids("Rules written above that use up the same cap first.", 6, PAID),
    ] = None
    fund: Annotated[str, text("The fund that pays, in Chinese.", default="文件未写明资金来源")] = (
        "文件未写明资金来源"
    )

    form: Annotated[
        str,
        choice("Money paid out, or the ceiling of a loan.", tuple(FORMS_ZH), "grant"),
    ] = "grant"

    jobs = frozenset()
    role = "accounting"
    strengths = ("must",)

    @classmethod
    def contradiction(cls, values: Mapping[str, Any]) -> tuple[str, str, str] | None:
        """See `Rule`."""
        if values["cap_with"] and values["cap"] is None:
            return "cap_with", "没有 cap，就没有可共用的封顶。", "与 cap 一起写，或不写"
        return None

    @property
    def conditions(self) -> str:
        """What has to come about first, in Chinese; empty where nothing."""
        parts = [
            words.format(months)
            for name, words in _STEPS
            if (months := getattr(self, name)) is not None
        ]
        if self.wage_least is not None:
            parts.append(f"月工资不低于{yuan(self.wage_least)}元")
        if self.within_months is not None:
            parts.append(f"自{SINCE_ZH[self.since]}起{self.within_months}个月内")
        if self.apply_within_months is not None:
            parts.append(f"{self.apply_within_months}个月内申请")
        return "、".join(parts)

    @property
    def limit(self) -> str:
        """The cap, in Chinese; empty where there is none."""
        if self.cap is None:
            return ""
        shared = f"（与{'、'.join(self.cap_with)}合计）" if self.cap_with else ""
        return f"{PERIODS_ZH[self.cap_per]}最高{yuan(self.cap)}元{shared}"


def cents(amount: Decimal) -> int:
    """Yuan as whole cents (fen)."""
    return int(amount * 100)


def joined(*parts: str) -> str:
    """A sentence from its parts, without the empty ones."""
    return "，".join(part for part in parts if part) + "。"
