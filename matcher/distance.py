"""How far a place of work is from home, by the administrative hierarchy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from matcher.units import BoolArray, IntArray
from models.places import level_between

UNKNOWN = 6  # after the six levels: village, township, county, city, province, beyond
ANYWHERE = 5
_TOWNSHIP = 9  # digits of its code


@dataclass(frozen=True)
class Distances:
    """
    Levels between homes and places of work.

    Parameters
    ----------
    home
        Shape (W,): which distinct home place a worker has.
    post
        Shape (V,): which distinct place of work a vacancy has.
    level
        Shape (H, P), bytes: 0 same village, 1 township, 2 county, 3 city,
        4 province, 5 beyond, 6 not known. A place given to the county only is
        at level 2 from any home in that county.
    greatest
        Shape (W,): the farthest level that the worker accepts; 5 where not known.
    area
        Shape (W,): which township the worker lives in.
    """

    home: IntArray
    post: IntArray
    level: npt.NDArray[np.uint8]
    greatest: IntArray
    area: IntArray

    def between(self, workers: IntArray, vacancies: IntArray) -> npt.NDArray[np.uint8]:
        """Levels of some pairs. Shape (P,)."""
        return self.level[self.home[workers], self.post[vacancies]]

    def too_far(self, workers: IntArray, vacancies: IntArray) -> BoolArray:
        """Which of some pairs lie farther apart than the worker accepts. Shape (P,)."""
        step = self.between(workers, vacancies)
        far: BoolArray = (step > self.greatest[workers]) & (step != UNKNOWN)
        return far


def distances(workers: pl.DataFrame, vacancies: pl.DataFrame) -> Distances:
    """Computes the levels of a roster, once per pair of distinct places."""
    home, homes = _distinct(workers["place"])
    post, posts = _distinct(vacancies["place"])
    level = crossed_levels(homes, posts)
    greatest = workers["max_distance"].to_physical().fill_null(ANYWHERE).cast(pl.Int64).to_numpy()
    area = homes.str.slice(0, _TOWNSHIP).rank("dense").fill_null(0).cast(pl.Int64).to_numpy()
    return Distances(home, post, level, greatest, area[home])


def crossed_levels(homes: pl.Series, posts: pl.Series) -> npt.NDArray[np.uint8]:
    """Levels of every home with every post, as in `Distances.level`. Shape (H, P)."""
    crossed = level_between(
        homes.gather(np.repeat(np.arange(len(homes)), len(posts))),
        posts.gather(np.tile(np.arange(len(posts)), len(homes))),
    )
    return crossed.fill_null(UNKNOWN).cast(pl.UInt8).to_numpy().reshape(len(homes), len(posts))


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
