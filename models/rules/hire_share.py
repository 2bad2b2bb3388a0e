"""At least a share of those hired, or of the staff, belongs to a group."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

import numpy as np
import numpy.typing as npt
import polars as pl

from models.ledger import job_lines
from models.roster import Roster
from models.rules.base import Rule
from models.rules.params import choice, decimal, selects
from models.rules.rounding import ceil_share, percent
from models.rules.selection import Selection

BASIS_ZH = {
    "hired": "新招用人员中，不少于{share}为{group}",
    "staff_after": "招用后的全部职工中，不少于{share}为{group}",
    "staff_now": "新招用{group}的人数不少于现有职工的{share}",
}


@dataclass(frozen=True, kw_only=True)
class HireShare(Rule):
    """
    At least a share of those hired, or of the staff, belongs to a group, at each employer.

    With T = sum of x[w, v] over all w, v of employer e, and G = the same over w in
    `group` alone; s = its staff now, g = those of them who are supported:

        hired          G      >=  ceil(share * T)
        staff_after    g + G  >=  ceil(share * (s + T))
        staff_now      G      >=  ceil(share * s)               for every e in `employers`

    G and T are whole numbers, so for share = top / bottom the first is the row
    bottom * G - top * T >= 0, without rounding; likewise the second. An employer
    whose staff is not known has no row of the second and third kind.
    """

    employers: Annotated[Selection, selects("employers", "The employers for whom it holds.")]
    group: Annotated[Selection, selects("workers", "The people to whom the share is owed.")]
    share: Annotated[Decimal, decimal("The least share.", "0", "1")]
    basis: Annotated[
        str,
        choice(
            "Of what: of those hired, of the staff after hiring, or of the staff now.",
            tuple(BASIS_ZH),
        ),
    ]
    rounding: Annotated[
        str, choice("How a share becomes whole people: upwards, always.", ("ceil",), default="ceil")
    ] = "ceil"

    kind = "hire_share"
    jobs = frozenset({"allocate"})

    @property
    def statement(self) -> str:
        """See `Rule`."""
        text = BASIS_ZH[self.basis].format(share=percent(self.share), group=self.group.label)
        return f"{self.employers.label}{text}（按用人单位分别计算，不足一人的按一人计）。"

    def staff(self, roster: Roster) -> pl.DataFrame:
        """
        The employers for whom the rule holds, with the staff that they have now.

        Returns
        -------
        polars.DataFrame
            Columns `employer_id`; `staff`, all of them; `supported`, those of the
            groups that policies name. 0 and 0 where the basis asks for no staff. An
            employer that does not say how many are supported has the people of
            `group` whom the ledger shows at work there on the reference day, and no
            more of them than staff.
        """
        chosen = roster.employers.filter(pl.Series(self.employers.mask(roster), dtype=pl.Boolean))
        none = pl.lit(0, dtype=pl.Int64)
        if self.basis == "hired":
            return chosen.select("employer_id", staff=none, supported=none)
        known = chosen.filter(pl.col("staff").is_not_null())
        seen = known.join(self._at_work(roster), on="employer_id", how="left")
        supported = pl.coalesce("staff_supported", "seen").fill_null(0)
        return seen.select(
            "employer_id",
            staff=pl.col("staff").cast(pl.Int64),
            supported=pl.min_horizontal(supported, "staff").cast(pl.Int64),
        )

    def required(
        self, hired: npt.ArrayLike, staff: npt.ArrayLike, supported: npt.ArrayLike
    ) -> npt.NDArray[np.int64]:
        """
        How many of those hired have to be of the group.

        Parameters
        ----------
        hired, staff, supported
            Of each employer: people hired, staff now, staff now who are supported.
            Shapes are equal and kept.
        """
        new, now = np.asarray(hired, dtype=np.int64), np.asarray(staff, dtype=np.int64)
        if self.basis == "hired":
            return ceil_share(self.share, new)
        if self.basis == "staff_now":
            return ceil_share(self.share, now)
        owed = ceil_share(self.share, now + new) - np.asarray(supported, dtype=np.int64)
        return np.maximum(owed, 0)

    def _at_work(self, roster: Roster) -> pl.DataFrame:
        """People of the group at work now, by employer. Columns `employer_id`, `seen`."""
        group = roster.workers.filter(pl.Series(self.group.mask(roster), dtype=pl.Boolean))
        ended = pl.col("ended_at") < roster.as_of
        still = job_lines(roster).filter(
            (pl.col("started_at") <= roster.as_of) & ~ended.fill_null(value=False)
        )
        return (
            still.join(group.select("worker_id"), on="worker_id", how="semi")
            .group_by("employer_id")
            .agg(seen=pl.col("worker_id").n_unique().cast(pl.Int64))
        )
