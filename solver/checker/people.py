"""Is everybody accounted for, and every opening that stays open?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from solver.checker.facts import Facts
from solver.checker.limits import caps, least_posts
from solver.checker.report import Fault, some


def check_unplaced(facts: Facts, unplaced: pl.DataFrame) -> Iterator[Fault]:
    """
    Everybody is matched or listed with a reason, and nobody is both.

    In a push, matched means as many posts as everybody is owed: who got fewer
    is listed, also where no more are eligible.
    """
    listed = unplaced.select(pl.col("worker_id", "reason").cast(pl.String))
    wanted = least_posts(facts) if facts.job == "push" else np.ones(facts.workers, dtype=np.int64)
    people = facts.roster.workers.select(
        "worker_id",
        lacking=pl.Series(facts.posts_of < wanted),
        out=pl.Series(~facts.available & (facts.posts_of == 0)),
        listed=pl.col("worker_id").is_in(listed["worker_id"].implode()),
    )
    for row in some(people.filter((pl.col("lacking") | pl.col("out")) & ~pl.col("listed"))):
        who = row["worker_id"]
        message = f"人员 {who} 既没有匹配岗位，也不在未安置名单中。"
        yield Fault("worker_missing", message, worker=who)
    for row in some(people.filter(pl.col("listed") & ~pl.col("lacking") & ~pl.col("out"))):
        who = row["worker_id"]
        message = f"人员 {who} 已有匹配岗位，却又列在未安置名单中。"
        yield Fault("unplaced_matched", message, worker=who)
    for row in some(listed.filter(pl.col("reason").fill_null("") == "")):
        who = row["worker_id"]
        yield Fault("unplaced_no_reason", f"未安置人员 {who} 没有写明原因。", worker=who)
    for row in some(listed.filter(pl.col("worker_id").is_duplicated()).unique("worker_id")):
        who = row["worker_id"]
        yield Fault("unplaced_twice", f"人员 {who} 在未安置名单中重复出现。", worker=who)
    known = facts.roster.workers.select("worker_id")
    for row in some(listed.join(known, on="worker_id", how="anti")):
        who = row["worker_id"]
        yield Fault("unknown_worker", f"未安置名单中的人员 {who} 不在名单里。", worker=who)


def check_unfilled(facts: Facts, unfilled: pl.DataFrame) -> Iterator[Fault]:
    """
    Every vacancy that could have had more people is listed, with how many.

        allocate    openings - people placed
        push        openings, where nobody at all was pushed the post
        shortlist   per_opening x openings - people listed
    """
    if facts.job == "push":
        left = np.where(facts.people_of == 0, facts.openings, 0)
    else:
        left = np.maximum(0, caps(facts) - facts.people_of)
    posts = facts.roster.vacancies.select("vacancy_id", left=pl.Series(left))
    listed = unfilled.select(pl.col("vacancy_id").cast(pl.String), pl.col("open").cast(pl.Int64))
    for row in some(listed.join(posts, on="vacancy_id", how="anti")):
        post = row["vacancy_id"]
        yield Fault("unknown_vacancy", f"未招满名单中的岗位 {post} 不在名单里。", vacancy=post)
    both = posts.join(listed, on="vacancy_id", how="left", maintain_order="left")
    for row in some(both.filter(pl.col("left") != pl.col("open").fill_null(0))):
        post, claimed = row["vacancy_id"], row["open"] or 0
        message = f"岗位 {post} 还空缺 {row['left']} 人，名单写的是 {claimed} 人。"
        yield Fault("unfilled_wrong", message, vacancy=post)
