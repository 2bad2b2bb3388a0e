"""At least a share of the new posts goes to a group."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

import numpy as np
import numpy.typing as npt
import polars as pl

from models.roster import Roster
from models.rules.base import Rule
from models.rules.params import choice, decimal, selects
from models.rules.rounding import ceil_share, percent
from models.rules.selection import Selection

PER_ZH = {
    "employer": "按用人单位分别计算",
    "township": "按工作地乡镇分别计算",
    "project": "按项目类型分别计算",
    "all": "合并计算",
}
UNNAMED = "（未写明）"


@dataclass(frozen=True, kw_only=True)
class PostShare(Rule):
    """
    At least a share of the new openings of some posts goes to a group.

        sum of x[w, v] over w in `group`, v in `posts`, v new, v of entity e
            >= ceil(share * new openings of e)          for every entity e

    A vacancy is new unless the roster says that it is not.
    """

    posts: Annotated[Selection, selects("vacancies", "The posts whose new openings count.")]
    group: Annotated[Selection, selects("workers", "The people to whom the share is owed.")]
    share: Annotated[Decimal, decimal("The least share of the new openings.", "0", "1")]
    per: Annotated[
        str,
        choice(
            "For whom it holds: each employer, township of work, kind of project, or all together.",
            tuple(PER_ZH),
        ),
    ]
    rounding: Annotated[
        str, choice("How a share becomes whole posts: upwards, always.", ("ceil",), default="ceil")
    ] = "ceil"

    kind = "post_share"
    jobs = frozenset({"allocate"})

    @property
    def statement(self) -> str:
        """See `Rule`."""
        return (
            f"{self.posts.label}的新增岗位中，不少于{percent(self.share)}安排给"
            f"{self.group.label}（{PER_ZH[self.per]}，不足一人的按一人计）。"
        )

    def counted(self, roster: Roster) -> npt.NDArray[np.bool_]:
        """Which vacancies count: selected and not said to be old. Shape (V,)."""
        new = roster.vacancies["is_new"].fill_null(value=True).to_numpy().astype(np.bool_)
        return self.posts.mask(roster) & new

    def entities(self, roster: Roster) -> pl.Series:
        """
        For whom each vacancy counts. Shape (V,), text, never null.

        An employer is its key, or its name where it has no key; a township the
        first 9 digits of the place of work, or its name. What has neither is
        counted together as one.
        """
        source = {
            "employer": pl.coalesce("employer_id", "employer"),
            "township": pl.coalesce(
                pl.when(pl.col("place").str.len_chars() >= 9).then(pl.col("place").str.head(9)),
                pl.col("township"),
                pl.col("place"),
            ),
            "project": pl.col("project").cast(pl.String).fill_null("none"),
            "all": pl.repeat("all", n=pl.len()),
        }[self.per]
        return roster.vacancies.select(source.fill_null(UNNAMED).alias("entity")).to_series()

    def required(self, openings: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """How many posts are owed out of so many new openings. Shape is kept."""
        return ceil_share(self.share, openings)
