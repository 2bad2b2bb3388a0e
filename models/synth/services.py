"""What was done for the people of a made-up county, and when their records were last checked."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl

from models.categories import Category
from models.fields import SERVICE, SERVICES
from models.synth.draw import NOBODY, chosen, column, keys, texts, typed, weighted

_CODES = [c.code for c in SERVICE]
_USUAL = (0.55, 0.15, 0.12, 0.02, 0.04, 0.12)  # of the records, in the order of `SERVICE`
_RECORDS = 3.2  # of a person
_DAYS = 300  # back from the reference day
_PLANNED = 0.7  # of the graduates have a plan
_CHECKED, _LATE = 0.85, 45  # share of the records ever checked; days back


def make_services(
    rng: np.random.Generator, workers: pl.DataFrame, vacancies: pl.DataFrame, as_of: date
) -> pl.DataFrame:
    """
    Returns the records of services, typed as `models.fields.SERVICES`, in the order of days.

    Some people get many, some get none; most graduates have a plan of their own.
    """
    usual = round(_RECORDS * workers.height)
    graduate = (workers["categories"].to_numpy() >> Category.GRADUATE.bit & 1).astype(bool)
    planned = np.flatnonzero(graduate & (rng.random(graduate.size) < _PLANNED))
    # Squared draws: the first rows of a shuffled list are served far more often than the last.
    turn = rng.permutation(workers.height)
    often = turn[(rng.random(usual) ** 2 * workers.height).astype(np.int64)]
    who = np.concatenate([often, planned])
    kind = np.concatenate(
        [weighted(rng, _USUAL, usual), np.full(planned.size, _CODES.index("plan"))]
    )
    post = np.where(
        kind == _CODES.index("push"), rng.integers(0, vacancies.height, kind.size), NOBODY
    )
    made = pl.DataFrame(
        {
            "worker_id": workers["worker_id"].gather(who),
            "kind": chosen(_CODES, kind),
            "served_at": column(_back(rng, as_of, _DAYS, kind.size), pl.Date),
            "vacancy_id": texts(vacancies["vacancy_id"], post),
        }
    ).sort("served_at", maintain_order=True)
    return typed({"service_id": keys("S", made.height, 7), **made.to_dict()}, SERVICES)


def check_days(rng: np.random.Generator, many: int, as_of: date) -> pl.Series:
    """Days on which so many records were last checked; null where never."""
    return column(_back(rng, as_of, _LATE, many), pl.Date, rng.random(many) < _CHECKED)


def _back(rng: np.random.Generator, as_of: date, days: int, many: int) -> Any:
    return np.datetime64(as_of) - rng.integers(0, days, many)
