"""At least so many posts are pushed to each of some people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from models.rules.base import Rule
from models.rules.params import count, selects
from models.rules.selection import Selection


@dataclass(frozen=True, kw_only=True)
class PushMinimum(Rule):
    """
    Each of some people is pushed at least so many posts.

        sum of x[w, v] over all v >= least          for every w in `workers`
    """

    workers: Annotated[Selection, selects("workers", "Who is owed the posts.")]
    least: Annotated[int, count("How many posts each of them is pushed at least.", 1, 20)]

    kind = "push_minimum"
    jobs = frozenset({"push"})

    @property
    def statement(self) -> str:
        """See `Rule`."""
        return f"向每名{self.workers.label}推送不少于{self.least}个适合的岗位。"
