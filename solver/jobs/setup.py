"""From roster and pack to a draft: who takes part, and how often a vacancy may be given."""

from __future__ import annotations

import numpy as np
import polars as pl

from matcher.requirements import available
from matcher.units import IntArray, to_units
from models.packs import Pack
from models.roster import Roster
from models.rules import penalty
from solver.jobs.options import JobOptions
from solver.rules import Draft, compile_rules

JOBS = ("allocate", "push", "shortlist")


def make_draft(job: str, roster: Roster, pack: Pack, options: JobOptions) -> Draft:
    """
    Compiles a job.

        allocate    one post a person; openings as they are
        push        min_posts to max_posts a person; everybody may see a post that no
                    rule caps
        shortlist   per_opening candidates an opening; a person on at most max_lists

    Raises
    ------
    ValueError
        For a job that does not exist.
    PackError
        See `solver.rules.compile_rules`.
    """
    if job not in JOBS:
        msg = f"Expected a job in {JOBS}, got {job!r}."
        raise ValueError(msg)
    taking_part = available(roster)
    workers = taking_part.size
    openings = roster.vacancies["openings"].to_numpy().astype(np.int64)
    most = {"allocate": 1, "push": options.max_posts, "shortlist": options.max_lists}[job]
    least = options.min_posts if job == "push" else 0
    if job == "push":
        openings = np.where(openings > 0, workers, 0)
    if job == "shortlist":
        openings = openings * options.per_opening
    draft = Draft(
        roster=roster,
        available=taking_part,
        home=_homes(roster),
        openings=openings,
        max_posts=np.where(taking_part, most, 0),
        min_posts=np.where(taking_part, least, 0),
        short_penalty=int(to_units(penalty("must", 1))) if least else 0,
    )
    compile_rules(pack, job, draft)
    return draft


def _homes(roster: Roster) -> IntArray:
    households = roster.households.select("household_id").with_row_index("row")
    joined = roster.workers.select("household_id").join(
        households, on="household_id", how="left", maintain_order="left"
    )
    return joined["row"].cast(pl.Int64).fill_null(households.height).to_numpy()
