"""Of several subsidies one is paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from models.rules.base import Rule
from models.rules.entitlement import PAID, PERIODS_ZH
from models.rules.params import choice, options

MODES_ZH = {"either_or": "只享受一项（申请人有选择的从其选择）", "better_one": "享受最优的一项"}
SCOPES_ZH = {"worker": "同一劳动者", "payee": "同一领取单位（人）"}
_MOST_OPTIONS = 6


@dataclass(frozen=True, kw_only=True)
class Exclusive(Rule):
    """
    Of several options one is paid for the same person or to the same payee.

        either_or     the one that the applicant chose, else the first in the order written
        better_one    the one that the applicant chose, else the one of the greatest sum,
                      the first among equals

    An option is one rule or several that go together. Units of one owner are
    one payee. What the others would have paid is shown and not owed.
    """

    options: Annotated[
        tuple[tuple[str, ...], ...],
        options("The alternatives, each a list of rules that go together.", _MOST_OPTIONS, PAID),
    ]
    mode: Annotated[str, choice("Which of them is paid.", tuple(MODES_ZH))]
    scope: Annotated[str, choice("For whom only one is paid.", tuple(SCOPES_ZH))]
    period: Annotated[str, choice("Whether in each year or ever.", tuple(PERIODS_ZH), "year")] = (
        "year"
    )

    kind = "exclusive"
    jobs = frozenset()
    role = "accounting"
    strengths = ("must",)

    @classmethod
    def contradiction(cls, values: Mapping[str, Any]) -> tuple[str, str, str] | None:
        """See `Rule`."""
        names = [name for option in values["options"] for name in option]
        twice = sorted({name for name in names if names.count(name) > 1})
        if not twice:
            return None
        return "options", f"「{'、'.join(twice)}」列了两次。", "每条规则只列一次"

    @property
    def statement(self) -> str:
        """See `Rule`."""
        named = "；".join("、".join(option) for option in self.options)
        how = MODES_ZH[self.mode]
        return f"{SCOPES_ZH[self.scope]}{PERIODS_ZH[self.period]}在以下各项中{how}：{named}。"
