"""At most so many pushes for each opening."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

import numpy as np
import numpy.typing as npt

from models.rules.base import Rule
from models.rules.params import count, decimal, selects
from models.rules.rounding import ceil_share, plain
from models.rules.selection import Selection


@dataclass(frozen=True, kw_only=True)
class ExposureCap(Rule):
    """
    A vacancy is pushed to at most so many people for each of its openings.

        sum of x[w, v] over all w <= max(least, ceil(factor * openings[v]))   for every v in `posts`

    A vacancy without openings is pushed to nobody. `least` lets a post of one
    opening reach a village whose people can go to few others.
    A vacancy in several such rules takes the least of their caps.
    """

    posts: Annotated[Selection, selects("vacancies", "The posts that are capped.")]
    factor: Annotated[Decimal, decimal("Pushes for each opening, at most.", "0.01", "1000")]
    least: Annotated[
        int,
        count("What even a vacancy of few openings may be pushed to.", 0, 100_000, default=0),
    ] = 0

    kind = "exposure_cap"
    jobs = frozenset({"push"})
    strengths = ("must",)

    @property
    def statement(self) -> str:
        """See `Rule`."""
        text = f"{self.posts.label}每招1人最多向{plain(self.factor)}人推送（不足一人的按一人计）"
        return f"{text}，每个岗位可推送至{self.least}人。" if self.least else f"{text}。"

    def cap(self, openings: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """The most pushes of vacancies with so many openings. Shape is kept."""
        wanted = np.asarray(openings)
        return np.where(wanted > 0, np.maximum(self.least, ceil_share(self.factor, wanted)), 0)
