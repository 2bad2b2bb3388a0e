"""Like posts in one area pay alike, and none less than a floor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

import polars as pl

from models.roster import Roster
from models.rules.base import Rule
from models.rules.params import choice, decimal, money, selects
from models.rules.rounding import percent, yuan
from models.rules.selection import Selection

DIGITS = {"none": 0, "township": 9, "county": 6, "all": 0}
AREA_ZH = {
    "none": "",
    "township": "同一乡镇内",
    "county": "同一县内",
    "all": "全部范围内",
}
LIKE_ZH = {"title": "岗位名称相同的", "selection": "全部"}


@dataclass(frozen=True, kw_only=True)
class Parity(Rule):
    """
    Like posts in one area pay alike, and none less than a floor.

        max wage - min wage  <=  tolerance * min wage      over like v of one area in `posts`
        wage                 >=  floor                     for every v in `posts`

    The wage of a post is the least that it states, or what it states at all;
    posts that state none are not compared.
    """

    posts: Annotated[Selection, selects("vacancies", "The posts that are compared.")]
    area: Annotated[
        str,
        choice(
            "Where like posts pay alike: in a township, in a county, everywhere; or nowhere, "
            "where the floor alone counts.",
            tuple(AREA_ZH),
        ),
    ]
    like: Annotated[
        str,
        choice(
            "Which posts are alike: those of one title, or all that are selected.",
            tuple(LIKE_ZH),
            default="title",
        ),
    ] = "title"
    tolerance: Annotated[
        Decimal,
        decimal("By which share of the lower wage they may differ.", "0", "10", default=Decimal(0)),
    ] = Decimal(0)
    floor: Annotated[
        Decimal,
        money(
            "The least wage in yuan a month; 0 where there is none.", "100000", default=Decimal(0)
        ),
    ] = Decimal(0)

    kind = "parity"
    jobs = frozenset()
    role = "monitoring"

    @classmethod
    def contradiction(cls, values: Mapping[str, Any]) -> tuple[str, str, str] | None:
        """See `Rule`."""
        if values["area"] == "none" and not values["floor"]:
            return "area", "既不比较（area = none），也没有最低工资（floor）。", "写其中至少一项"
        return None

    @property
    def statement(self) -> str:
        """See `Rule`."""
        said = []
        if self.area != "none":
            text = f"{AREA_ZH[self.area]}{LIKE_ZH[self.like]}{self.posts.label}待遇基本统一"
            said.append(f"{text}（相差不超过{percent(self.tolerance)}）")
        if self.floor:
            said.append(f"{self.posts.label}月薪不低于{yuan(self.floor)}元")
        return f"{'；'.join(said)}。"

    def unequal(self, roster: Roster) -> pl.DataFrame:
        """
        Groups of like posts that pay too differently.

        Returns
        -------
        polars.DataFrame
            Columns `area`, `like`, `posts` (vacancy_id, the lowest paid first),
            `low` and `high` (yuan a month), sorted by area and kind.
        """
        digits = DIGITS[self.area]
        known = pl.col("place").str.len_chars() >= digits
        compared = known if digits else pl.lit(value=self.area != "none")
        paid = self._paid(roster).filter(compared)
        area = pl.col("place").str.head(digits) if digits else pl.lit("")
        like = pl.col("title") if self.like == "title" else pl.lit(self.posts.label)
        groups = (
            paid.sort("wage", "vacancy_id")
            .group_by(area=area, like=like, maintain_order=True)
            .agg(posts="vacancy_id", low=pl.col("wage").min(), high=pl.col("wage").max())
        )
        apart = pl.col("high") - pl.col("low") > float(self.tolerance) * pl.col("low") + 1e-6
        return groups.filter(apart).sort("area", "like")

    def below(self, roster: Roster) -> pl.Series:
        """Posts that pay less than the floor. Their vacancy_id, sorted."""
        paid = self._paid(roster)
        return paid.filter(pl.col("wage") < float(self.floor))["vacancy_id"].sort()

    def _paid(self, roster: Roster) -> pl.DataFrame:
        """The selected posts that state a wage."""
        chosen = roster.vacancies.filter(pl.Series(self.posts.mask(roster), dtype=pl.Boolean))
        return chosen.with_columns(wage=pl.coalesce("wage_min", "wage_max")).filter(
            pl.col("wage").is_not_null()
        )
