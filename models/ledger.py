"""The ledger's lines about work: it records trainings, business starts and the like too."""

from __future__ import annotations

from datetime import date

import polars as pl

from models.roster import Roster

_WORK = ("job", "startup")


def job_lines(roster: Roster) -> pl.DataFrame:
    """The lines of `placements` that record a job; the employer is the post's where none stands."""
    event = pl.col("event").cast(pl.String).fill_null("job")
    posts = roster.vacancies.select("vacancy_id", of_post="employer_id")
    lines = roster.placements.filter(event == "job")
    joined = lines.join(posts, on="vacancy_id", how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("employer_id", "of_post").alias("employer_id")).drop(
        "of_post"
    )


def work_lines(roster: Roster) -> pl.DataFrame:
    """The lines of `placements` that record work of a person: a job, or a business of one's own."""
    event = pl.col("event").cast(pl.String).fill_null("job")
    return roster.placements.filter(event.is_in(_WORK), pl.col("worker_id").is_not_null())


def spells(lines: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """
    Adds how long each line has lasted by a day: `full` calendar months, and `rest` days.

    The last day counts in full: 1 to 31 January is one month and no day, 1
    January to 1 February one month and one day. Lines that begin later are left out.
    """
    start = pl.col("started_at")
    end = pl.min_horizontal(pl.col("ended_at").fill_null(as_of), pl.lit(as_of))
    after = end.dt.offset_by("1d")
    months = (after.dt.year() - start.dt.year()) * 12 + after.dt.month() - start.dt.month()
    full = months.cast(pl.Int64) - (after.dt.day() < start.dt.day()).cast(pl.Int64)
    begun = start.dt.offset_by(pl.format("{}mo", "full"))
    return (
        lines.filter(start <= end)
        .with_columns(full=full)
        .with_columns(rest=(after - begun).dt.total_days())
    )
