"""Whose record was not brought up to date by the day on which the ledger was due."""

from __future__ import annotations

import polars as pl

from models.ledger import work_lines
from models.packs import Pack
from models.roster import Roster
from models.rules import Indicator
from solver.monitoring.people import PERSON, cited
from solver.monitoring.result import LATE, shaped


def late_records(roster: Roster, pack: Pack) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """
    Whose record shows no sign of work on it in the last period that has ended.

    Signs are the day on which it was checked, a service, the beginning or end of
    a line of work, registration, and the day since which out of work; the last
    one counts. A record that was looked after since the due day is not listed:
    whether it was in time as well cannot be told.

    Returns
    -------
    tuple
        The frame, in the schema `LATE`, whose record has waited longest first; and notes.
    """
    rules = [r for r in pack.rules if isinstance(r, Indicator) and r.covers == "records"]
    if not rules:
        return pl.DataFrame(schema=LATE), ()
    if roster.workers["updated_at"].null_count() == roster.workers.height and not len(
        roster.services
    ):
        note = "花名册没有“更新日期”，也没有“服务记录”表，无法判断谁没有按期更新；请补填其中一项。"
        return pl.DataFrame(schema=LATE), (note,)
    signs = _signs(roster)
    frames = [_of(rule, roster, signs) for rule in rules]
    return pl.concat(frames), ()


def _signs(roster: Roster) -> pl.DataFrame:
    """The last sign of work on each record, up to the reference day. Row for row of the workers."""
    lines = work_lines(roster)
    days = pl.concat(
        [
            lines.select("worker_id", day="started_at"),
            lines.select("worker_id", day="ended_at"),
            roster.services.select("worker_id", day="served_at"),
            *(
                roster.workers.select("worker_id", day=name)
                for name in ("updated_at", "registered_at", "unemployed_since")
            ),
        ]
    ).filter(pl.col("day") <= roster.as_of)
    last = days.group_by("worker_id").agg(last_at=pl.col("day").max())
    return roster.workers.select(*PERSON, "registered_at").join(
        last, on="worker_id", how="left", maintain_order="left"
    )


def _of(rule: Indicator, roster: Roster, signs: pl.DataFrame) -> pl.DataFrame:
    due = rule.due_before(roster.as_of)
    first = rule.due_before(due)
    group = pl.Series(rule.group.mask(roster), dtype=pl.Boolean)
    owed = signs.filter(group).filter((pl.col("registered_at") <= due).fill_null(value=True))
    late = owed.filter((pl.col("last_at") <= first).fill_null(value=True))
    told = pl.format("最近一次更新 {}", pl.col("last_at").dt.strftime("%Y-%m-%d"))
    text = pl.format(
        "应在 {} 至 {} 期间更新；{}",
        pl.lit(first).dt.offset_by("1d").dt.strftime("%Y-%m-%d"),
        pl.lit(due).dt.strftime("%Y-%m-%d"),
        told.fill_null("没有更新记录"),
    )
    listed = late.with_columns(
        cited(rule), due_at=pl.lit(due), days_late=(roster.as_of - due).days, explanation=text
    )
    return shaped(listed, LATE).sort("last_at", "place", "worker_id", nulls_last=False)
