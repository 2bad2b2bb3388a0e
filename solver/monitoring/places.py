"""Counties, townships and villages: which each person counts for, and what they are called."""

from __future__ import annotations

import polars as pl

from models.places import division_name
from models.roster import Roster

DIGITS = {"all": 0, "county": 6, "township": 9, "village": 12}
LEVELS = tuple(DIGITS)
UNNAMED = "（未写明）"
_ALL = "all"


def homes(roster: Roster) -> pl.DataFrame:
    """
    The place of each worker at every level. Row for row of the workers.

    Columns `all`, `county`, `township` and `village`: text, never null. Whose code
    ends above a level counts at that level for a place of the code's own.
    """
    place = pl.col("place").fill_null(UNNAMED)
    return roster.workers.select(
        pl.repeat(_ALL, pl.len(), dtype=pl.String).alias("all"),
        *(
            pl.when(pl.col("place").is_null()).then(place).otherwise(place.str.head(n)).alias(level)
            for level, n in DIGITS.items()
            if n
        ),
    )


def place_names(roster: Roster) -> pl.DataFrame:
    """
    What the places are called, as most of their people write it.

    Returns
    -------
    polars.DataFrame
        Columns `level`, `home`, `name`; a place that nobody names has its code.
    """
    people = pl.concat([homes(roster), roster.workers.select(town="township", hamlet="village")],
                       how="horizontal")  # fmt: skip
    said = {
        "township": pl.col("town"),
        "village": pl.concat_str("town", "hamlet", ignore_nulls=True),
    }
    frames = [pl.DataFrame([("all", _ALL, "合计")], schema=["level", "home", "name"], orient="row")]
    for level in ("county", "township", "village"):
        found = people.select(home=level, name=said.get(level, pl.lit(None, pl.String)))
        counted = (
            found.group_by("home", "name")
            .len()
            .sort("home", pl.col("name").is_null(), -pl.col("len").cast(pl.Int64), "name")
            .unique("home", keep="first", maintain_order=True)
        )
        frames.append(
            counted.select(pl.lit(level).alias("level"), "home", "name").with_columns(
                name=_called(counted, DIGITS[level])
            )
        )
    return pl.concat(frames)


def _called(places: pl.DataFrame, digits: int) -> pl.Series:
    """Names of places; of a code that ends above the level, that it is not known nearer."""
    names = [_name(home, name, digits) for home, name in places.select("home", "name").iter_rows()]
    return pl.Series("name", names, dtype=pl.String)


def _name(home: str, name: str | None, digits: int) -> str:
    if home == UNNAMED:
        return home
    county = division_name(home[:6]) or home[:6]
    if len(home) < digits:
        return f"{county if len(home) == 6 else name or home}{UNNAMED}"
    return county if digits == DIGITS["county"] else name or home
