"""How long a post of a kind may be held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt
import polars as pl

from models.ledger import job_lines, spells
from models.roster import Roster
from models.rules.base import JOBS, Rule
from models.rules.params import choice, count, ranks, selects
from models.rules.selection import Selection

PER_ZH = {"contract": "每次签订期限不超过{months}个月", "total": "任职累计不超过{months}个月"}
MONTH = 30  # days that make a month where spells are added up


@dataclass(frozen=True, kw_only=True)
class TermLimit(Rule):
    """
    A post of a kind may be held for so many months.

        total      x[w, v] = 0  for v in `posts`, w who held such posts for `months` already;
                   for w in `extended`: for `months` + `extra_months`
        contract   no pair is forbidden: each contract ends after `months`, and may be
                   signed again

    Months held are those of the ledger: calendar months of each spell, and 30 days
    left over make one more.
    """

    posts: Annotated[Selection, selects("vacancies", "The posts that count.")]
    months: Annotated[int, count("How many months they may be held.", 1, 600)]
    per: Annotated[
        str, choice("Whether each contract is limited, or all of them together.", tuple(PER_ZH))
    ]
    extended: Annotated[
        tuple[Selection, ...],
        ranks("workers", "Who may be extended beyond it; up to 6 groups.", 6, least=0),
    ] = ()
    extra_months: Annotated[
        int, count("By how many months these may be extended.", 0, 600, default=0)
    ] = 0

    kind = "term_limit"
    jobs = JOBS
    strengths = ("must",)

    @classmethod
    def contradiction(cls, values: Mapping[str, Any]) -> tuple[str, str, str] | None:
        """See `Rule`."""
        if bool(values["extended"]) == bool(values["extra_months"]):
            return None
        field = "extended" if values["extended"] else "extra_months"
        message = "extended 与 extra_months 只写了一个。"
        return field, message, "两个都写（延长谁、延长几个月），或都不写"

    @property
    def statement(self) -> str:
        """See `Rule`."""
        text = f"{self.posts.label}{PER_ZH[self.per].format(months=self.months)}"
        if not self.extended:
            return f"{text}。"
        who = "、".join(group.label for group in self.extended)
        return f"{text}；{who}可再延长不超过{self.extra_months}个月。"

    @property
    def reason(self) -> str:
        """Why somebody may not hold such a post any longer, in Chinese."""
        return f"{self.posts.label}的任职期限已满"

    def allowed(self, roster: Roster) -> npt.NDArray[np.int64]:
        """For how many months each worker may hold such posts in all. Shape (W,)."""
        longer = np.zeros(roster.workers.height, dtype=bool)
        for group in self.extended:
            longer |= group.mask(roster)
        return np.where(longer, self.months + self.extra_months, self.months).astype(np.int64)

    def held(self, roster: Roster) -> npt.NDArray[np.int64]:
        """For how many months each worker held such posts by the reference day. Shape (W,)."""
        posts = roster.vacancies.filter(pl.Series(self.posts.mask(roster), dtype=pl.Boolean))
        lines = job_lines(roster).join(posts.select("vacancy_id"), on="vacancy_id", how="semi")
        by_worker = (
            spells(lines, roster.as_of)
            .group_by("worker_id")
            .agg(months=pl.col("full").sum() + pl.col("rest").sum() // MONTH)
        )
        joined = roster.workers.select("worker_id").join(
            by_worker, on="worker_id", how="left", maintain_order="left"
        )
        return joined["months"].fill_null(0).cast(pl.Int64).to_numpy()

    def may(self, roster: Roster) -> npt.NDArray[np.bool_]:
        """Who may hold such a post (again). Shape (W,)."""
        if self.per == "contract":
            return np.ones(roster.workers.height, dtype=bool)
        return self.held(roster) < self.allowed(roster)
