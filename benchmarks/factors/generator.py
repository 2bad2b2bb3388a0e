"""Made-up ratings of the shape that recommenders meet: tastes in groups, a few that all like."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from benchmarks.factors.values import GRID, UNIT, FactorValues, Side
from matcher.units import FloatArray

LOW, HIGH, MEAN = 0.5, 5.0, 2.2  # of ratings, in stars
_GROUPS = 20


def make_factors(users: int, items: int, dims: int, seed: int) -> FactorValues:
    """
    Makes the ratings of every user for every item.

    Users and items stand round the centres of groups of taste, the groups of
    unlike size; an item's own part is skewed, so that a few are liked by most.
    """
    rng = np.random.default_rng(seed)
    centres = rng.standard_normal((_GROUPS, dims))
    weight = np.arange(1, _GROUPS + 1) ** -1.0
    weight /= weight.sum()
    left = _round(centres[rng.choice(_GROUPS, users, p=weight)], rng)
    right = _round(centres[rng.choice(_GROUPS, items, p=weight)], rng)
    liked = 0.25 * rng.exponential(size=items)  # the skew
    return FactorValues(
        Side(left, _units(MEAN + 0.4 * rng.standard_normal(users))),
        Side(right, _units(liked)),
        LOW,
        HIGH,
    )


def _round(centre: FloatArray, rng: np.random.Generator) -> npt.NDArray[np.float32]:
    """Vectors near their centres, on the grid, such that products are of the order of a star."""
    vectors = centre + 0.7 * rng.standard_normal(centre.shape)
    scaled = 0.5 * vectors / np.sqrt(centre.shape[1]) ** 0.5
    coarse: npt.NDArray[np.float32] = (np.rint(np.clip(scaled, -1, 1) * GRID) / GRID).astype(
        np.float32
    )
    return coarse


def _units(values: FloatArray) -> npt.NDArray[np.float32]:
    return np.rint(values * UNIT).astype(np.float32)
