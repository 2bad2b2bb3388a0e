"""What a run would owe: the ledger that there would be if everybody placed came and stayed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import polars as pl

from models.fields import PLACEMENTS
from models.roster import Roster

_DAY = timedelta(days=1)


def expected(roster: Roster, matches: pl.DataFrame, months: int = 12) -> Roster:
    """
    The roster of a later day, its ledger that of a run's people.

    Parameters
    ----------
    roster
        On whose reference day they begin.
    matches
        worker_id, vacancy_id.
    months
        For how long they stay: on a contract of as many months, insured from
        the first day, at the least pay of the post.
    """
    posts = roster.vacancies.select(
        "vacancy_id", wage=pl.coalesce("wage_min", "wage_max").cast(PLACEMENTS.schema["wage"])
    )
    lines = matches.select("worker_id", "vacancy_id").sort("worker_id", "vacancy_id")
    made = lines.join(posts, on="vacancy_id", how="left", maintain_order="left").with_columns(
        placement_id=pl.format("R{}", pl.int_range(1, pl.len() + 1)),
        event=pl.lit("job"),
        started_at=pl.lit(roster.as_of),
        contract_months=pl.lit(months),
        insured_at=pl.lit(roster.as_of),
    )
    ledger = made.select(
        pl.col(name).cast(dtype) if name in made.columns else pl.lit(None, dtype=dtype).alias(name)
        for name, dtype in PLACEMENTS.schema.items()
    )
    day = pl.select(pl.lit(roster.as_of).dt.offset_by(f"{months}mo")).item() - _DAY
    return replace(roster, placements=ledger, as_of=day)
