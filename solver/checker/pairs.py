"""Do the pairs name people and posts that exist, once each, within every limit?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from matcher.units import IntArray
from models.roster import Roster
from solver.checker.facts import Facts
from solver.checker.limits import caps, most_posts
from solver.checker.report import SHOWN, Fault, some


def index_pairs(
    roster: Roster, matches: pl.DataFrame
) -> tuple[IntArray, IntArray, IntArray, list[Fault]]:
    """
    Turns the pairs of an answer into rows of the roster's tables.

    Returns
    -------
    tuple
        Row of `matches`, worker and vacancy of each pair that can be counted,
        each of shape (P,); and a fault for each pair that cannot: an unknown
        id, or a pair that stood before.
    """
    workers = roster.workers.select("worker_id").with_row_index("worker")
    vacancies = roster.vacancies.select("vacancy_id").with_row_index("vacancy")
    pairs = (
        matches.select(pl.col("worker_id", "vacancy_id").cast(pl.String))
        .with_row_index("row")
        .join(workers, on="worker_id", how="left", maintain_order="left")
        .join(vacancies, on="vacancy_id", how="left", maintain_order="left")
        .with_columns(again=~pl.struct("worker_id", "vacancy_id").is_first_distinct())
    )
    faults = [
        *(
            Fault("unknown_worker", f"名单里没有人员 {row['worker_id']}。", worker=row["worker_id"])
            for row in some(pairs.filter(pl.col("worker").is_null()))
        ),
        *(
            Fault(
                "unknown_vacancy",
                f"名单里没有岗位 {row['vacancy_id']}。",
                vacancy=row["vacancy_id"],
            )
            for row in some(pairs.filter(pl.col("vacancy").is_null()))
        ),
        *(
            Fault(
                "pair_twice",
                f"人员 {row['worker_id']} 与岗位 {row['vacancy_id']} 的匹配重复出现。",
                worker=row["worker_id"],
                vacancy=row["vacancy_id"],
            )
            for row in some(pairs.filter("again"))
        ),
    ]
    counted = pairs.filter(
        pl.col("worker").is_not_null() & pl.col("vacancy").is_not_null() & ~pl.col("again")
    )
    row, worker, vacancy = (
        counted[name].cast(pl.Int64).to_numpy() for name in ("row", "worker", "vacancy")
    )
    return row, worker, vacancy, faults


def check_limits(facts: Facts) -> Iterator[Fault]:
    """Nobody has more posts than the job allows, and no post more people than its cap."""
    most = most_posts(facts)
    for worker in np.flatnonzero(facts.posts_of > most)[:SHOWN]:
        who = facts.worker_id(worker)
        yield Fault(
            "worker_over_limit",
            f"人员 {who} 得到 {facts.posts_of[worker]} 个岗位，最多 {most[worker]} 个。",
            worker=who,
        )
    cap = caps(facts)
    for vacancy in np.flatnonzero(facts.people_of > cap)[:SHOWN]:
        post = facts.vacancy_id(vacancy)
        yield Fault(
            "vacancy_over_cap",
            f"岗位 {post} 有 {facts.people_of[vacancy]} 人，最多 {cap[vacancy]} 人。",
            vacancy=post,
        )


def check_available(facts: Facts) -> Iterator[Fault]:
    """Only who is willing, able, not in work and of age takes part."""
    for worker in np.unique(facts.worker[~facts.available[facts.worker]])[:SHOWN]:
        who = facts.worker_id(worker)
        yield Fault(
            "worker_not_available",
            f"人员 {who} 不参加分配（无意愿、无劳动能力、已就业或未满 16 周岁），却有岗位。",
            worker=who,
        )
