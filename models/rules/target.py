"""At least so many people of a group are placed on some posts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

import numpy as np
import polars as pl

from models.ledger import job_lines
from models.roster import Roster
from models.rules.base import Rule
from models.rules.params import choice, count, selects
from models.rules.rounding import people
from models.rules.selection import Selection

DIGITS = {"all": 0, "city": 4, "county": 6, "township": 9}
BY_ZH = {
    "all": "",
    "city": "，按各市人数分解到市",
    "county": "，按各县人数分解到县",
    "township": "，按各乡镇人数分解到乡镇",
}
PERIOD_ZH = {"year": "本年", "run": "本次"}
UNNAMED = "（未写明）"


@dataclass(frozen=True, kw_only=True)
class Target(Rule):
    """
    At least so many people of a group are placed on some posts.

        sum of x[w, v] over w in `group` at home in p, v in `posts`
            >= max(0, share of `least` of p - people of p placed before)     for every place p

    All places together are one where nothing is said. Where it is broken down, each
    place is owed its part by its people of the group, and the parts add up to
    `least` (largest remainders; of equal ones the lower code).
    """

    posts: Annotated[Selection, selects("vacancies", "The posts that count.")]
    group: Annotated[Selection, selects("workers", "The people who count.")]
    least: Annotated[int, count("How many of them are placed at least.", 1, 100_000_000)]
    by: Annotated[
        str,
        choice("Down to which homes the number is broken down.", tuple(DIGITS), default="all"),
    ] = "all"
    period: Annotated[
        str,
        choice(
            "Whether people placed before in the calendar year of the reference day count too.",
            tuple(PERIOD_ZH),
            default="year",
        ),
    ] = "year"

    kind = "target"
    jobs = frozenset({"allocate"})

    @property
    def statement(self) -> str:
        """See `Rule`."""
        return (
            f"{PERIOD_ZH[self.period]}安排{self.group.label}到{self.posts.label}"
            f"不少于{people(self.least)}人{BY_ZH[self.by]}。"
        )

    def homes(self, roster: Roster) -> pl.Series:
        """The place for which each worker counts. Shape (W,), text, never null."""
        digits = DIGITS[self.by]
        place = pl.col("place").str.head(digits).fill_null(UNNAMED) if digits else pl.lit("all")
        return roster.workers.select(pl.repeat("", pl.len()) + place).to_series().alias("home")

    def required(self, roster: Roster) -> pl.DataFrame:
        """
        What each place is owed.

        Returns
        -------
        polars.DataFrame
            Columns `home`, sorted; `people`, of the group; `least`, its part of the
            number; `placed`, how many were placed before; `required`, what is left.
        """
        home = (
            self.homes(roster)
            .to_frame()
            .with_columns(
                roster.workers["worker_id"],
                member=pl.Series(self.group.mask(roster), dtype=pl.Boolean),
            )
        )
        before = home.join(self._before(roster), on="worker_id", how="semi")
        found = (
            home.filter("member")
            .group_by("home")
            .agg(people=pl.len().cast(pl.Int64))
            .sort("home")
            .join(
                before.filter("member").group_by("home").agg(placed=pl.len().cast(pl.Int64)),
                on="home",
                how="left",
                maintain_order="left",
            )
            .with_columns(pl.col("placed").fill_null(0))
        )
        part = pl.Series("least", _parts(self.least, found["people"]), dtype=pl.Int64)
        return found.with_columns(part).select(
            "home",
            "people",
            "least",
            "placed",
            required=pl.max_horizontal(pl.col("least") - pl.col("placed"), pl.lit(0)),
        )

    def _before(self, roster: Roster) -> pl.DataFrame:
        """Who started on such a post this year. Column `worker_id`, each once."""
        posts = roster.vacancies.filter(pl.Series(self.posts.mask(roster), dtype=pl.Boolean))
        first = date(roster.as_of.year, 1, 1)
        started = pl.col("started_at").is_between(first, roster.as_of)
        ledger = job_lines(roster).filter(started & (pl.lit(self.period) == "year"))
        return (
            ledger.join(posts.select("vacancy_id"), on="vacancy_id", how="semi")
            .select("worker_id")
            .unique()
        )


def _parts(whole: int, sizes: pl.Series) -> list[int]:
    """Splits a whole number in proportion to some sizes; the parts add up to it."""
    size = sizes.to_numpy().astype(np.int64)
    total = int(size.sum())
    if not total:
        return [0] * size.size
    parts, left = np.divmod(whole * size, total)
    order = np.argsort(-left, kind="stable")
    parts[order[: whole - int(parts.sum())]] += 1
    return [int(part) for part in parts]
