"""Made-up households: where they live, how large they are, what they have been through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from models.fields import HOUSEHOLDS
from models.synth.draw import BoolArray, IntArray, column, keys, weighted
from models.synth.places import Places
from models.synth.severity import Severity

SIZES = (0.40, 0.34, 0.14, 0.07, 0.035, 0.015)  # of 1, 2, ... 6 workers
RELOCATED = 0.10
OUT_OF_POVERTY = 0.22  # of the households that were not relocated


@dataclass(frozen=True)
class Homes:
    """
    Households, by rising village.

    All arrays have shape (H,) except `of_worker` and `position`, shape (W,):
    the household of each worker, and which of its workers he or she is.
    """

    frame: pl.DataFrame
    village: IntArray
    size: IntArray
    relocated: BoolArray
    out_of_poverty: BoolArray
    marginal: BoolArray
    low_income: BoolArray
    zero_employment: BoolArray
    of_worker: IntArray
    position: IntArray


def make_homes(
    rng: np.random.Generator, workers: int, places: Places, severity: Severity, as_of: date
) -> Homes:
    """Draws households until every worker has one."""
    size = weighted(rng, SIZES, workers) + 1
    size = size[: int(np.searchsorted(np.cumsum(size), workers)) + 1]
    size[-1] -= int(size.sum()) - workers
    many = size.size

    relocated = rng.random(many) < RELOCATED
    anywhere = weighted(rng, places.weight, many)
    site = weighted(rng, places.is_site.astype(float), many)
    village = np.where(relocated & (rng.random(many) < 0.88), site, anywhere)
    village.sort(kind="stable")
    order = rng.permutation(many)  # sizes stay apart from villages
    size = size[order]
    # a household at a site was relocated, as a rule; elsewhere it seldom was
    at_site = places.is_site[village]
    relocated = np.where(at_site, rng.random(many) < 0.95, rng.random(many) < 0.012)

    poor_town = rng.gamma(9.0, 1 / 9.0, places.town_code.len())[places.village_town[village]]
    out_of_poverty = rng.random(many) < np.where(
        relocated, 0.85, np.minimum(OUT_OF_POVERTY * poor_town, 0.8)
    )
    marginal = ~out_of_poverty & (rng.random(many) < 0.04)
    low_income = rng.random(many) < np.where(out_of_poverty | marginal, 0.13, 0.035)

    zero = np.zeros(many, dtype=bool)
    share = severity.zero_employment
    owed = max(round(share * many), 1 if share > 0 and many >= 20 else 0)
    zero[rng.choice(many, size=owed, replace=False)] = True
    registered = np.datetime64(as_of) - rng.integers(1, 76, many)

    frame = pl.DataFrame(
        {
            "household_id": keys("H", many, 6),
            "place": places.village_code.gather(village),
            "relocated": column(relocated, pl.Boolean),
            "zero_employment": column(zero, pl.Boolean),
            "registered_at": column(registered, pl.Date, zero),
        },
        schema=HOUSEHOLDS.schema,
    )
    of_worker = np.repeat(np.arange(many), size)
    position = np.arange(workers) - np.repeat(np.cumsum(size) - size, size)
    return Homes(
        frame, village, size, relocated, out_of_poverty, marginal, low_income, zero, of_worker,
        position,
    )  # fmt: skip
