"""Services: who has had fewer posts, talks, guidance or plans than are owed."""

from __future__ import annotations

from datetime import date

import polars as pl

from matcher.requirements import available
from models.packs import Pack
from models.roster import Roster
from models.rules import PushMinimum, ServiceMinimum
from solver.monitoring.people import PERSON, at_work, cited
from solver.monitoring.result import SERVED, SERVICES, shaped

COUNTED = ("posts", "talks", "guidances", "plans")
_SHORT_ZH = {
    "posts": "推荐岗位还差{}个",
    "talks": "政策宣讲还差{}次",
    "guidances": "职业指导还差{}次",
    "plans": "帮扶计划还差{}份",
}


def services_owed(roster: Roster, pack: Pack) -> pl.DataFrame:
    """
    Everybody to whom services are owed, what they got and what is missing.

    Owed to who is willing, able and out of work. Where the pack has no
    `service_minimum`, the posts of its `push_minimum` are watched.

    Returns
    -------
    polars.DataFrame
        In the schema `SERVICES`, by rule, place and worker.
    """
    idle = pl.Series(available(roster), dtype=pl.Boolean) & ~at_work(roster)
    frames = [pl.DataFrame(schema=SERVICES)]
    for rule, least, period in _owed(pack):
        chosen = pl.Series(rule.workers.mask(roster), dtype=pl.Boolean) & idle
        counted = service_counts(roster, period)
        found = (
            roster.workers.filter(chosen)
            .select(PERSON)
            .join(counted, on="worker_id", how="left", maintain_order="left")
            .with_columns(pl.col(COUNTED).fill_null(0))
            .with_columns(cited(rule), missing=_missing(least))
            .with_columns(whole=pl.col("missing").is_null())
        )
        frames.append(shaped(found.sort("place", "worker_id", nulls_last=True), SERVICES))
    return pl.concat(frames)


def served_by_township(services: pl.DataFrame, pack: Pack, names: pl.DataFrame) -> pl.DataFrame:
    """
    How many people each township still owes something.

    Parameters
    ----------
    services
        From `services_owed`.
    pack
        What is owed.
    names
        From `place_names`.

    Returns
    -------
    polars.DataFrame
        In the schema `SERVED`, by rule; the townships with most left to do first.
    """
    least = {rule.id: owed for rule, owed, _ in _owed(pack)}
    frames = [pl.DataFrame(schema=SERVED)]
    towns = names.filter(pl.col("level") == "township").select("home", "name")
    for (name,), own in services.group_by("rule", maintain_order=True):
        owed = least[str(name)]
        short = {
            f"short_{kind}": (pl.col(kind) < owed.get(kind, 0)).sum().cast(pl.Int64)
            for kind in COUNTED
        }
        found = (
            own.group_by("rule", "cite", pl.col("place").str.head(9).alias("home"))
            .agg(people=pl.len(), whole=pl.col("whole").sum(), **short)
            .join(towns, on="home", how="left")
            .with_columns(left=pl.col("people") - pl.col("whole").cast(pl.UInt32))
            .sort("left", "home", descending=[True, False], nulls_last=True)
        )
        frames.append(shaped(found, SERVED))
    return pl.concat(frames)


def service_counts(roster: Roster, period: str = "year") -> pl.DataFrame:
    """
    What each person got by the reference day.

    Parameters
    ----------
    roster
        With its table of services.
    period
        "year": of the reference day's calendar year; "ever": all.

    Returns
    -------
    polars.DataFrame
        Columns `worker_id`, those of `COUNTED` and `last_at`. Posts are different
        posts, each push that names none for one; talks and guidance are different
        days; plans are records.
    """
    first = date(roster.as_of.year, 1, 1) if period == "year" else date.min
    kind, day, post = pl.col("kind"), pl.col("served_at"), pl.col("vacancy_id")
    nameless = ((kind == "push") & post.is_null()).sum()
    found = roster.services.filter(day.is_between(first, roster.as_of)).group_by("worker_id")
    return found.agg(
        posts=post.filter(kind == "push").drop_nulls().n_unique().cast(pl.Int64) + nameless,
        talks=day.filter(kind == "talk").n_unique().cast(pl.Int64),
        guidances=day.filter(kind == "guidance").n_unique().cast(pl.Int64),
        plans=(kind == "plan").sum().cast(pl.Int64),
        last_at=day.max(),
    )


def _owed(pack: Pack) -> list[tuple[ServiceMinimum | PushMinimum, dict[str, int], str]]:
    """The rules, what each owes, and within which time it counts."""
    services = [rule for rule in pack.rules if isinstance(rule, ServiceMinimum)]
    found: list[tuple[ServiceMinimum | PushMinimum, dict[str, int], str]] = [
        (rule, rule.least, rule.period) for rule in services
    ]
    if any(rule.posts for rule in services):
        return found
    pushes = [rule for rule in pack.rules if isinstance(rule, PushMinimum)]
    return [*((rule, {"posts": rule.least}, "year") for rule in pushes), *found]


def _missing(least: dict[str, int]) -> pl.Expr:
    """What is short, in words; null where nothing is."""
    parts = [
        pl.when(pl.col(kind) < number).then(pl.format(_SHORT_ZH[kind], number - pl.col(kind)))
        for kind, number in least.items()
    ]
    said = pl.concat_str(parts, separator="，", ignore_nulls=True)
    return pl.when(said != "").then(said)
