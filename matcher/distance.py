"""How far a place of work is from home, by the administrative hierarchy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from matcher.units import IntArray
from models.places import level_between

UNKNOWN = 6  # after the six levels: village, township, county, city, province, beyond
ANYWHERE = 5


@dataclass(frozen=True)
class Distances:
    """
    Levels between homes and places of work.

    Parameters
    ----------
    home
        Shape (W,): which distinct home place a worker has.
    level
        Shape (H, V), bytes: 0 same village, 1 township, 2 county, 3 city,
        4 province, 5 beyond, 6 not known. A place given to the county only is
        at level 2 from any home in that county.
    greatest
        Shape (W,): the farthest level that the worker accepts; 5 where not known.
    """

    home: IntArray
    level: npt.NDArray[np.uint8]
    greatest: IntArray


def distances(workers: pl.DataFrame, vacancies: pl.DataFrame) -> Distances:
    """Computes the levels of a roster, once per pair of distinct places."""
    home, homes = _distinct(workers["place"])
    post, posts = _distinct(vacancies["place"])
    crossed = level_between(
        pl.Series(np.repeat(homes.to_numpy(), len(posts)), dtype=pl.String),
        pl.Series(np.tile(posts.to_numpy(), len(homes)), dtype=pl.String),
    )
    level = crossed.fill_null(UNKNOWN).cast(pl.UInt8).to_numpy().reshape(len(homes), len(posts))
    greatest = workers["max_distance"].to_physical().fill_null(ANYWHERE).cast(pl.Int64).to_numpy()
    return Distances(home, np.ascontiguousarray(level[:, post]), greatest)


def _distinct(places: pl.Series) -> tuple[IntArray, pl.Series]:
    """Which distinct place each row has, and the places; a place not known is one of them."""
    distinct = places.unique().sort()
    found = pl.DataFrame({"place": places}).join(
        pl.DataFrame({"place": distinct}).with_row_index("row"),
        on="place",
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    return found["row"].cast(pl.Int64).to_numpy(), distinct
