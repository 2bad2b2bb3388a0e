"""What has changed since the end of last month, or since an earlier roster."""

from __future__ import annotations

from datetime import date

import polars as pl

from models.packs import Pack
from models.roster import Roster
from solver.monitoring.people import PERSON, at_work, cited, ledger_rule, open_lines
from solver.monitoring.result import CHANGES, CHANGES_ZH, shaped


def difference(
    roster: Roster, pack: Pack, since: date, before: Roster | None = None
) -> pl.DataFrame:
    """
    Who lost work, found it or changed it, who is new, who is gone; where the two ledgers disagree.

    Parameters
    ----------
    roster
        On the later day.
    pack
        The rule under which the ledger is kept is named in every line.
    since
        The earlier day; it has to lie before the roster's.
    before
        The roster of that day. Without one, who was in work is told by the
        ledger of placements, and nobody can be gone.

    Returns
    -------
    polars.DataFrame
        In the schema `CHANGES`, by kind, place and worker.
    """
    then, now = open_lines(roster, since), open_lines(roster, roster.as_of)
    people = _people(roster, then, now, since, before)
    working = people.filter("was", "works")
    continued = now.filter(pl.col("started_at") <= since)["worker_id"].unique()
    moved = working.filter(
        pl.col("began").is_not_null(), ~pl.col("worker_id").is_in(continued.implode())
    )
    fresh = pl.col("registered_at").is_between(since, roster.as_of, closed="right")
    stale = people["stated"].eq_missing("unemployed") & people["began_ever"].is_not_null()
    parts = {
        "lost": people.filter("was", ~pl.col("works")).with_columns(
            day=_lost_day(since, roster), vacancy_id="left"
        ),
        "found": people.filter(~pl.col("was"), "works", "known").with_columns(
            day=pl.coalesce("began", "began_ever")
        ),
        "moved": moved.with_columns(day="began"),
        "new": people.filter(fresh if before is None else ~pl.col("known")).with_columns(
            day="registered_at"
        ),
        "left": _gone(roster, before),
        "conflict": people.filter(stale & ~(people["works"] & ~people["was"])).with_columns(
            day="began_ever"
        ),
    }
    frames = [
        part.with_columns(kind=pl.lit(kind), explanation=_explained(kind))
        for kind, part in parts.items()
        if part is not None
    ]
    order = pl.Enum(list(CHANGES_ZH))
    return (
        pl.concat([shaped(frame, CHANGES) for frame in frames])
        .with_columns(cited(ledger_rule(pack)))
        .sort(pl.col("kind").cast(order), "place", "worker_id", nulls_last=True)
    )


def _people(
    roster: Roster, then: pl.DataFrame, now: pl.DataFrame, since: date, before: Roster | None
) -> pl.DataFrame:
    """
    A row a worker: did they work then (`was`) and do they now (`works`), and since when.

    `known` is false of whom the earlier roster does not have.
    """
    newest = (
        now.sort("started_at", maintain_order=True)
        .group_by("worker_id", maintain_order=True)
        .agg(
            began=pl.col("started_at").filter(pl.col("started_at") > since).first(),
            began_ever=pl.col("started_at").first(),
            vacancy_id=pl.col("vacancy_id").last(),
        )
    )
    ended = (
        then.filter(pl.col("ended_at") < roster.as_of)
        .group_by("worker_id")
        .agg(ended=pl.col("ended_at").max(), left=pl.col("vacancy_id").last())
    )
    base = roster.workers.select(
        *PERSON, "registered_at", "unemployed_since", stated=pl.col("status").cast(pl.String)
    )
    joined = base.join(newest, on="worker_id", how="left", maintain_order="left").join(
        ended, on="worker_id", how="left", maintain_order="left"
    )
    if before is not None:
        earlier = before.workers.select("worker_id", was=at_work(before), known=pl.lit(value=True))
        return joined.with_columns(works=at_work(roster)).join(
            earlier, on="worker_id", how="left", maintain_order="left"
        ).with_columns(pl.col("was", "known").fill_null(value=False))  # fmt: skip
    # By the ledger alone: a status has no date, and a day out of work is a date of its own.
    works = pl.col("began_ever").is_not_null()
    out = pl.col("unemployed_since").is_between(since, roster.as_of, closed="right")
    was = pl.col("worker_id").is_in(then["worker_id"].unique().implode())
    return joined.with_columns(
        works=works, was=was | (out & (pl.col("stated") == "unemployed")).fill_null(value=False),
        known=pl.lit(value=True),
    )  # fmt: skip


def _lost_day(since: date, roster: Roster) -> pl.Expr:
    """The last day in work; where the ledger has none, the day since which out of work."""
    out = pl.col("unemployed_since")
    recent = pl.when(out.is_between(since, roster.as_of, closed="right")).then(out)
    return pl.coalesce("ended", recent)


def _gone(roster: Roster, before: Roster | None) -> pl.DataFrame | None:
    """Whom the earlier roster has and the later one has not."""
    if before is None:
        return None
    gone = before.workers.join(roster.workers, on="worker_id", how="anti", maintain_order="left")
    return gone.select(*PERSON, day=pl.lit(None, pl.Date), vacancy_id=pl.lit(None, pl.String))


def _explained(kind: str) -> pl.Expr:
    """The sentence of a line."""
    day = pl.col("day").dt.strftime("%Y-%m-%d")
    on = pl.format("，岗位 {}", "vacancy_id").fill_null("")
    if kind == "lost":
        worked = pl.format("在岗至 {}", pl.col("ended").dt.strftime("%Y-%m-%d"))
        text = pl.coalesce(worked, pl.format("{} 起失业", day), pl.lit("已不在岗，没有离岗日期"))
        return text + _if_stated("employed", "；名册仍登记已就业，请核实")
    if kind == "found":
        text = pl.format("{} 上岗{}", day, on).fill_null("名册登记已就业，台账没有上岗记录，请补登")
        return text + _if_stated("unemployed", "；名册仍登记未就业，请更新")
    if kind == "left":
        return pl.lit("上次名册中有此人，本次没有，请核实去向")
    sentence = {
        "moved": pl.format("{} 换到新岗位{}", day, on),
        "new": pl.format("{} 登记", day).fill_null("新列入名册，没有登记日期"),
        "conflict": pl.format("台账自 {} 起在岗{}，名册登记未就业，请核实", day, on),
    }
    return sentence[kind]


def _if_stated(status: str, text: str) -> pl.Expr:
    said = (pl.col("stated") == status).fill_null(value=False)
    return pl.when(said).then(pl.lit(text)).otherwise(pl.lit(""))
