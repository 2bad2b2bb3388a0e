"""At most so many members of each household on some posts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from models.rules.base import Rule
from models.rules.params import count, selects
from models.rules.selection import Selection


@dataclass(frozen=True, kw_only=True)
class HouseholdCap(Rule):
    """
    At most so many members of each of some households hold posts of a kind.

        sum of x[w, v] over w in h, v in `posts` <= most          for every household h
    """

    households: Annotated[Selection, selects("households", "The households that are capped.")]
    posts: Annotated[Selection, selects("vacancies", "The posts that count.")]
    most: Annotated[int, count("How many members of one household may hold such posts.", 0, 20)]

    kind = "household_cap"
    jobs = frozenset({"allocate"})
    strengths = ("must",)

    @property
    def statement(self) -> str:
        """See `Rule`."""
        return f"{self.households.label}每户在{self.posts.label}上最多安排{self.most}人。"
