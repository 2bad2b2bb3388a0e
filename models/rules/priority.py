"""Who goes first for scarce posts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np
import numpy.typing as npt

from models.roster import Roster
from models.rules.base import JOBS, Rule
from models.rules.objective import LONGEST_ORDER, bonus
from models.rules.params import ranks, selects
from models.rules.selection import Selection


@dataclass(frozen=True, kw_only=True)
class Priority(Rule):
    """
    Some groups go first for some posts, in order.

        value[w, v] + bonus(place of w's first group in `order`)          for v in `posts`

    Whoever is in no group gets no bonus. Bonuses of several rules add up.
    """

    posts: Annotated[Selection, selects("vacancies", "The scarce posts.")]
    order: Annotated[
        tuple[Selection, ...],
        ranks("workers", "The groups, first those who go first; 1 to 6 of them.", LONGEST_ORDER),
    ]

    kind = "priority"
    jobs = JOBS
    strengths = ("should",)

    strength: str = "should"

    @property
    def statement(self) -> str:
        """See `Rule`."""
        names = "；".join(f"{i}. {group.label}" for i, group in enumerate(self.order, start=1))
        return f"{self.posts.label}按以下顺序优先安排：{names}。"

    def bonuses(self, roster: Roster) -> npt.NDArray[np.float64]:
        """What each worker's pairs with `posts` gain in value. Shape (W,), 0 in no group."""
        gains = np.zeros(roster.workers.height)
        for place in reversed(range(len(self.order))):
            gains[self.order[place].mask(roster)] = bonus(place, len(self.order))
        return gains
