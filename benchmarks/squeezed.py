"""Counties in which rules cannot all hold, on purpose."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from models.categories import Category, mask_of
from models.roster import Roster
from models.synth import Severity, make_county

ALONE = "990199201201"  # a made-up village of another county, with one post
PAIR = ("ZERO-1", "ZERO-2")  # the two households that need it


def few_qualify(workers: int, vacancies: int, seed: int) -> Roster:
    """A county in which every tenth worker is relocated and most employers run public projects."""
    roster = make_county(workers, vacancies, seed, severity=Severity(public_projects=0.8)).roster()
    relocated = mask_of([Category.RELOCATED])
    others = pl.col("categories") & pl.lit(2**32 - 1 - relocated, dtype=pl.UInt32)
    marked = roster.workers.with_columns(
        categories=pl.when(pl.int_range(pl.len()) % 10 == 0)
        .then(others | pl.lit(relocated, dtype=pl.UInt32))
        .otherwise(others)
    )
    unmarked = roster.households.with_columns(relocated=pl.lit(value=False))
    return replace(roster, workers=marked, households=unmarked)


def one_post_for_two(workers: int, vacancies: int, seed: int) -> Roster:
    """
    A county with two zero-employment relocated households who can take one post only, the same.

    Each has one worker, who lives in a village where the last vacancy is, and
    would not leave it.
    """
    roster = make_county(workers, vacancies, seed).roster()
    at = pl.int_range(pl.len())
    member, is_post = at < len(PAIR), at == vacancies - 1
    ready = {
        "place": pl.lit(ALONE),
        "max_distance": pl.lit("village"),
        "willing": pl.lit(value=True),
        "status": pl.lit("unemployed"),
        "labour": pl.lit("full"),
        "age": pl.lit(30),
    }
    people = roster.workers.with_columns(**_where(roster.workers, member, ready)).with_columns(
        household_id=pl.when(at == 0)
        .then(pl.lit(PAIR[0]))
        .when(at == 1)
        .then(pl.lit(PAIR[1]))
        .otherwise("household_id")
    )
    plain = {
        "place": pl.lit(ALONE),
        "openings": pl.lit(1),
        "kind": pl.lit("ordinary"),
        **dict.fromkeys(
            ("project", "age_min", "age_max", "education", "certificates", "labour"), pl.lit(None)
        ),
    }
    posts = roster.vacancies.with_columns(**_where(roster.vacancies, is_post, plain))
    pair = roster.households.head(len(PAIR)).with_columns(
        household_id=pl.Series(PAIR),
        zero_employment=pl.lit(value=True),
        relocated=pl.lit(value=True),
        registered_at=pl.lit(roster.as_of),
    )
    homes = pl.concat([roster.households, pair])
    return replace(roster, workers=people, vacancies=posts, households=homes)


def _where(frame: pl.DataFrame, chosen: pl.Expr, cells: dict[str, pl.Expr]) -> dict[str, pl.Expr]:
    return {
        name: pl.when(chosen).then(cell.cast(frame.schema[name])).otherwise(name)
        for name, cell in cells.items()
    }
