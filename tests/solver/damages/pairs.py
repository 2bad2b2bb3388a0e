"""Damage to the pairs of an answer."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from tests.solver.damages.files_of import (
    NotApplicableError,
    changed,
    first_row,
    is_pair,
    matches_of,
    only_for,
    roster_of,
    run_of,
    say,
    write_matches,
)


def swap_a_pair(folder: Path) -> None:
    """Two people exchange posts, their values stay as written."""
    matches = matches_of(folder).sort("value", "worker_id")
    low = first_row(matches)
    high = first_row(matches.reverse().filter(pl.col("vacancy_id") != low["vacancy_id"]))
    first, second = (
        is_pair(low["worker_id"], low["vacancy_id"]),
        is_pair(high["worker_id"], high["vacancy_id"]),
    )
    swapped = (
        pl.when(first)
        .then(pl.lit(high["vacancy_id"]))
        .when(second)
        .then(pl.lit(low["vacancy_id"]))
        .otherwise("vacancy_id")
    )
    write_matches(folder, matches.with_columns(vacancy_id=swapped))


def place_one_person_twice(folder: Path) -> None:
    """Somebody gets one post more than the job allows."""
    run, matches = run_of(folder), matches_of(folder)
    option = {"push": "max_posts", "shortlist": "max_lists"}.get(run["job"])
    most = 1 if option is None else run["options"][option]
    held = matches.group_by("worker_id").len().sort("len", "worker_id", descending=[True, False])
    who, has = held.row(0)
    own = matches.filter(pl.col("worker_id") == who)
    others = matches.filter(~pl.col("vacancy_id").is_in(own["vacancy_id"].implode()))
    more = others.unique("vacancy_id", maintain_order=True).head(most + 1 - has)
    if more.height < most + 1 - has:
        raise NotApplicableError
    write_matches(folder, pl.concat([matches, more.with_columns(worker_id=pl.lit(who))]))


def repeat_a_pair(folder: Path) -> None:
    """The same pair stands twice."""
    matches = matches_of(folder)
    write_matches(folder, pl.concat([matches, matches.head(1)]))


def invent_a_worker(folder: Path) -> None:
    """A pair names somebody who is not in the roster."""
    matches = matches_of(folder)
    first = first_row(matches)
    where = is_pair(first["worker_id"], first["vacancy_id"])
    write_matches(folder, changed(matches, where, worker_id="不存在的人"))


def invent_a_vacancy(folder: Path) -> None:
    """A pair names a post that is not in the roster."""
    matches = matches_of(folder)
    first = first_row(matches)
    where = is_pair(first["worker_id"], first["vacancy_id"])
    write_matches(folder, changed(matches, where, vacancy_id="不存在的岗位"))


def fill_a_full_vacancy(folder: Path) -> None:
    """Somebody without a post, or with another, is put on a post that has all its people."""
    only_for(folder, "allocate")
    matches = matches_of(folder)
    openings = roster_of(folder).vacancies.select("vacancy_id", "openings")
    full = (
        matches.group_by("vacancy_id")
        .len()
        .join(openings, on="vacancy_id")
        .filter(pl.col("len") == pl.col("openings"))
        .sort("vacancy_id")
    )
    post = first_row(full)["vacancy_id"]
    other = first_row(matches.filter(pl.col("vacancy_id") != post))
    where = is_pair(other["worker_id"], other["vacancy_id"])
    write_matches(folder, changed(matches, where, vacancy_id=post))


def push_above_the_cap(folder: Path) -> None:
    """A post is pushed to everybody."""
    only_for(folder, "push")
    matches = matches_of(folder)
    post = first_row(
        matches.group_by("vacancy_id").len().sort("len", "vacancy_id", descending=True)
    )
    pushed = matches.filter(pl.col("vacancy_id") == post["vacancy_id"])
    others = roster_of(folder).workers.filter(
        ~pl.col("worker_id").is_in(pushed["worker_id"].implode())
    )
    more = others.select("worker_id").join(pushed.head(1).drop("worker_id"), how="cross")
    write_matches(folder, pl.concat([matches, more.select(matches.columns)]))


def place_somebody_ineligible(folder: Path) -> None:
    """Somebody gets a post that asks for more years, schooling or strength than they have."""
    roster, matches = roster_of(folder), matches_of(folder)
    rank = {n: pl.col(n).to_physical().cast(pl.Int64) for n in ("education", "labour")}
    people = roster.workers.select("worker_id", "age", **rank).join(
        matches.select("worker_id").unique(), on="worker_id", maintain_order="left"
    )
    posts = roster.vacancies.filter(pl.col("openings") > 0).select(
        "vacancy_id", "age_min", "age_max", asked=rank["education"], effort=rank["labour"]
    )
    wrong = people.head(2000).join_where(
        posts,
        (pl.col("age") < pl.col("age_min"))
        | (pl.col("age") > pl.col("age_max"))
        | (pl.col("education") < pl.col("asked"))
        | (pl.col("labour") < pl.col("effort")),
    )
    pair = first_row(wrong.sort("worker_id", "vacancy_id"))
    first = matches.filter(pl.col("worker_id") == pair["worker_id"]).row(0, named=True)
    where = is_pair(first["worker_id"], first["vacancy_id"])
    write_matches(folder, changed(matches, where, vacancy_id=pair["vacancy_id"]))


def place_somebody_unwilling(folder: Path) -> None:
    """A post goes to somebody who does not want work."""
    matches = matches_of(folder)
    who = first_row(roster_of(folder).workers.filter(~pl.col("willing")))["worker_id"]
    first = first_row(matches)
    where = is_pair(first["worker_id"], first["vacancy_id"])
    write_matches(folder, changed(matches, where, worker_id=who))


def inflate_a_value(folder: Path) -> None:
    """A pair, and the objective with it, is worth a thousandth more."""
    matches, run = matches_of(folder), run_of(folder)
    first = first_row(matches)
    where = is_pair(first["worker_id"], first["vacancy_id"])
    write_matches(folder, changed(matches, where, value=first["value"] + 0.001))
    say(folder, objective=run["objective"] + 0.001)


def muddle_the_ranks(folder: Path) -> None:
    """A rank is left out."""
    matches = matches_of(folder)
    first = first_row(matches)
    where = is_pair(first["worker_id"], first["vacancy_id"])
    write_matches(folder, changed(matches, where, rank=first["rank"] + 7))
