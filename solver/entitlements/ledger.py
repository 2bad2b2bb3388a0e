"""The ledger made ready: what one table says of another, and how long each line has lasted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from models.fields import PLACEMENTS
from models.packs import Pack
from models.places import Level, level_between
from models.roster import Roster
from models.rules import Selection

_DESTINATION = {
    Level.VILLAGE: "county",
    Level.TOWNSHIP: "county",
    Level.COUNTY: "county",
    Level.CITY: "city",
    Level.PROVINCE: "province",
    Level.BEYOND: "beyond",
}


@dataclass(frozen=True)
class Ledger:
    """
    Lines that began by the reference day.

    Parameters
    ----------
    roster
        Its `placements` are those lines, with unit, event and destination filled in.
    lines
        Row for row: the columns of `placements` and `line` (its number), `year`,
        `until` (first day that does not count), `running`, `household_id`, the
        employer's `opened_at` and `recognised_at`.
    start, end
        First and last day on which the pack was in force; the last may be None.
    """

    roster: Roster
    lines: pl.DataFrame
    start: date
    end: date | None

    @property
    def as_of(self) -> date:
        """The reference day."""
        return self.roster.as_of

    def of(self, selection: Selection) -> pl.Series:
        """Which lines belong to a selection."""
        return pl.Series(selection.mask(self.roster), dtype=pl.Boolean)


def prepare(roster: Roster, pack: Pack) -> Ledger:
    """Makes a roster's ledger ready for a pack."""
    as_of = roster.as_of
    posts = roster.vacancies.select("vacancy_id", of_post="employer_id", post_place="place")
    people = roster.workers.select("worker_id", "household_id", home="place")
    units = roster.employers.select("employer_id", "opened_at", "recognised_at")
    joined = (
        roster.placements.filter(pl.col("started_at") <= as_of)
        .join(posts, on="vacancy_id", how="left", maintain_order="left")
        .join(people, on="worker_id", how="left", maintain_order="left")
        .with_columns(
            pl.coalesce("employer_id", "of_post"),
            pl.col("event").fill_null("job"),
        )
        .join(units, on="employer_id", how="left", maintain_order="left")
    )
    joined = joined.with_columns(
        pl.coalesce("destination", _far(joined["home"], joined["post_place"])),
        year=pl.col("started_at").dt.year(),
        until=pl.min_horizontal("ended_at", pl.lit(as_of)).dt.offset_by("1d"),
        running=pl.col("ended_at").is_null() | (pl.col("ended_at") > as_of),
    ).with_row_index("line")
    placements = joined.select(PLACEMENTS.schema.keys())
    lines = joined.drop("of_post", "post_place", "home")
    return Ledger(replace(roster, placements=placements), lines, pack.valid_from, pack.valid_to)


def _far(home: pl.Series, post: pl.Series) -> pl.Series:
    """How far a post lies from home, as `destination` says it."""
    dtype = PLACEMENTS.schema["destination"]
    codes = {int(level): code for level, code in _DESTINATION.items()}
    return level_between(home, post).replace_strict(codes, default=None, return_dtype=dtype)
