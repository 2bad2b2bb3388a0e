"""What a fund may spend on the people placed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

import numpy as np
import numpy.typing as npt

from models.roster import Roster
from models.rules.base import Rule
from models.rules.params import amounts, money, selects, text
from models.rules.rounding import yuan
from models.rules.selection import Selection

_MOST_COSTS = 6


@dataclass(frozen=True, kw_only=True)
class Budget(Rule):
    """
    A fund may spend at most so much on the people placed.

        sum of cost[v] * x[w, v] over w in `group`, all v  <=  amount

    cost[v] is that of the first of `costs` that selects v, else 0. Money is
    counted in cents (fen). It is never exceeded.
    """

    fund: Annotated[str, text("The fund, in Chinese.")]
    group: Annotated[Selection, selects("workers", "The people whose placement costs the fund.")]
    costs: Annotated[
        tuple[tuple[Selection, Decimal], ...],
        amounts(
            "vacancies",
            "What one person on these posts costs the fund, in yuan.",
            _MOST_COSTS,
            "10000000",
        ),
    ]
    amount: Annotated[Decimal, money("What the fund may spend, in yuan.", "1000000000000")]

    kind = "budget"
    jobs = frozenset({"allocate"})
    strengths = ("must",)

    @property
    def statement(self) -> str:
        """See `Rule`."""
        each = "；".join(f"{posts.label}每人{yuan(cost)}元" for posts, cost in self.costs)
        return f"{self.fund}用于安置{self.group.label}的支出不超过{yuan(self.amount)}元（{each}）。"

    @property
    def cents(self) -> int:
        """What the fund may spend, in cents."""
        return int(self.amount * 100)

    def cents_each(self, roster: Roster) -> npt.NDArray[np.int64]:
        """What one person of the group costs on each vacancy, in cents. Shape (V,)."""
        cost = np.zeros(roster.vacancies.height, dtype=np.int64)
        for posts, amount in reversed(self.costs):
            cost[posts.mask(roster)] = int(amount * 100)
        return cost
