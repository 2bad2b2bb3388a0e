"""Who has to travel, from where, to where and when."""

from __future__ import annotations

from datetime import timedelta

import polars as pl

from models.roster import Roster
from solver.departures.options import COUNTY, PICK_UPS, DepartureOptions

_MUNICIPALITIES = ("11", "12", "31", "50")
COLUMNS = (
    "worker_id", "vacancy_id", "household_id", "home", "pick_up", "county", "destination",
    "first", "last", "registered_at", "reason",
)  # fmt: skip


def travellers(roster: Roster, matches: pl.DataFrame, options: DepartureOptions) -> pl.DataFrame:
    """
    Lists everybody with a post, and when and whereto each may leave.

        last  = the day before work begins      first = `days` days before work begins

    and neither before the reference day nor before the person registered. Where
    nobody says when work begins, or it has begun, people leave within `days`
    days from the reference day on.

    Parameters
    ----------
    roster
        Of the run.
    matches
        worker_id, vacancy_id: one post a person.
    options
        Settings.

    Returns
    -------
    polars.DataFrame
        One line a match, by registration, then by key; `home` is the code of
        the home, `reason` says why somebody needs no journey in a group or can
        have none, null for all others: near (the post lies in the home county),
        no_home, no_destination (place not known), late (registered after the
        last day).
    """
    people = roster.workers.select("worker_id", "household_id", "registered_at", home="place")
    posts = roster.vacancies.select("vacancy_id", "starts_at", post="place")
    today = pl.lit(roster.as_of)
    begins = pl.col("starts_at")
    ahead = (begins > today).fill_null(value=False)
    early = pl.max_horizontal(begins - timedelta(days=options.days), today)
    joined = (
        matches.select("worker_id", "vacancy_id")
        .join(people, on="worker_id", how="left", maintain_order="left")
        .join(posts, on="vacancy_id", how="left", maintain_order="left")
        .with_columns(
            county=pl.col("home").str.head(COUNTY),
            pick_up=pl.col("home").str.head(PICK_UPS[options.pick_up]),
            destination=_destination(options.to),
            first=pl.max_horizontal(pl.when(ahead).then(early).otherwise(today), "registered_at"),
            last=pl.when(ahead)
            .then(begins - timedelta(days=1))
            .otherwise(today + timedelta(days=options.days - 1)),
        )
        .with_columns(
            reason=pl.when(pl.col("home").is_null())
            .then(pl.lit("no_home"))
            .when(pl.col("post").is_null())
            .then(pl.lit("no_destination"))
            .when(pl.col("post").str.head(COUNTY) == pl.col("county"))
            .then(pl.lit("near"))
            .when(pl.col("first") > pl.col("last"))
            .then(pl.lit("late"))
        )
    )
    return joined.select(COLUMNS).sort("registered_at", "worker_id", nulls_last=True)


def _destination(to: str) -> pl.Expr:
    post = pl.col("post")
    if to == "county":
        return post.str.head(COUNTY)
    whole = post.str.head(2).is_in(_MUNICIPALITIES)  # one city, whatever its codes say
    return pl.when(whole).then(post.str.head(2) + "0000").otherwise(post.str.head(4) + "00")
