"""
Weights of the parts of a value, learned from a ledger of placements.

A placement that lasted three months is a success, one that ended earlier a
failure, one that is younger says nothing yet. On these outcomes y the linear
probability model

    y ~ a + sum_k b_k part_k,        b_k >= 0

is fitted by least squares (a part not known takes the mean of that part). The
weights are the b_k, scaled to sum to one and drawn towards the stated defaults:
a ledger of `_PRIOR` outcomes counts as much as the defaults. It holds only pairs
that were placed, so it corrects the defaults and does not replace them.
"""

from __future__ import annotations

import numpy as np
import polars as pl
from sklearn.linear_model import LinearRegression

from matcher.components import PARTS, Weights
from matcher.tables import Attributes
from matcher.units import BoolArray, IntArray
from models.roster import Roster

_LEAST = 200  # outcomes below which nothing is learned
_PRIOR = 500
_MONTHS = 3


def learned_weights(attributes: Attributes, roster: Roster) -> Weights:
    """Returns the weights that the roster's ledger speaks for; the defaults without one."""
    worker, vacancy, stayed = outcomes(roster)
    if worker.size < _LEAST or stayed.all() or not stayed.any():
        return Weights()
    known = attributes.parts(worker, vacancy)
    parts = np.stack([known[name] for name in PARTS], axis=1)
    count = (~np.isnan(parts)).sum(axis=0)
    mean = np.divide(np.nansum(parts, axis=0), count, out=np.zeros(len(PARTS)), where=count > 0)
    parts = np.where(np.isnan(parts), mean, parts)
    slope = LinearRegression(positive=True).fit(parts, stayed).coef_
    if not slope.sum() > 0:
        return Weights()
    seen = worker.size / (worker.size + _PRIOR)
    blend = seen * slope / slope.sum() + (1 - seen) * np.array(Weights().values())
    return Weights(*(float(w) for w in blend))


def outcomes(roster: Roster) -> tuple[IntArray, IntArray, BoolArray]:
    """
    The ledger's outcomes: worker, vacancy (rows of the roster's tables), stayed.

    Each of shape (n,). Lines that name somebody or something unknown are left out.
    """
    due = pl.col("started_at").dt.offset_by(f"{_MONTHS}mo")
    stayed = pl.when(pl.col("ended_at").is_not_null()).then(pl.col("ended_at") >= due)
    lines = (
        roster.placements.select(
            "worker_id",
            "vacancy_id",
            stayed=stayed.when(due <= roster.as_of).then(pl.lit(value=True)),
        )
        .drop_nulls()
        .join(_rows(roster.workers, "worker_id"), on="worker_id", maintain_order="left")
        .join(_rows(roster.vacancies, "vacancy_id"), on="vacancy_id", maintain_order="left")
    )
    worker, vacancy = (
        lines[f"{key}_row"].cast(pl.Int64).to_numpy() for key in ("worker_id", "vacancy_id")
    )
    return worker, vacancy, lines["stayed"].to_numpy()


def _rows(frame: pl.DataFrame, key: str) -> pl.DataFrame:
    return frame.select(key).with_row_index(f"{key}_row")
