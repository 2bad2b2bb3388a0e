"""Days on which the work of made-up posts begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl

from models.synth.county import County
from models.synth.draw import column

_INTAKE = 7  # days from one intake of a destination to the next
_WEEKS = 6
_KNOWN = 0.85  # of the posts


def with_starts(county: County) -> County:
    """
    The county with the days on which the work of most of its posts begins.

    The employers of one destination take people on the same weekday, in the
    weeks after the reference day: the rush that group departures are for. The
    same county gives the same days.
    """
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([county.seed, 0x57])))
    posts = county.tables["vacancies"]
    where = posts["place"].str.head(6).rank("dense").fill_null(0).cast(pl.Int64).to_numpy()
    weekday = rng.integers(0, _INTAKE, int(where.max(initial=0)) + 1)
    ahead = weekday[where] + _INTAKE * rng.integers(0, _WEEKS, posts.height) + 3
    first = np.datetime64(county.as_of, "D")
    days = pl.Series([_day(first, n) for n in ahead.tolist()], dtype=pl.Date)
    known = column(days, pl.Date, rng.random(posts.height) < _KNOWN)
    table = posts.with_columns(known.alias("starts_at"))
    return replace(county, tables={**county.tables, "vacancies": table})


def _day(first: np.datetime64, ahead: int) -> date:
    day: date = (first + np.timedelta64(ahead, "D")).astype(date)
    return day
