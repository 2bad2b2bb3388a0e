"""The ledger's lines about work: it records trainings, business starts and the like too."""

from __future__ import annotations

import polars as pl

from models.roster import Roster


def job_lines(roster: Roster) -> pl.DataFrame:
    """The lines of `placements` that record a job; the employer is the post's where none stands."""
    event = pl.col("event").cast(pl.String).fill_null("job")
    posts = roster.vacancies.select("vacancy_id", of_post="employer_id")
    lines = roster.placements.filter(event == "job")
    joined = lines.join(posts, on="vacancy_id", how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("employer_id", "of_post").alias("employer_id")).drop(
        "of_post"
    )
