"""The pairs of an answer as a table, in the roster's keys."""

from __future__ import annotations

import numpy as np
import polars as pl

from matcher.pair_values import PairValues
from matcher.units import IntArray


def matches_table(job: str, values: PairValues, pairs: IntArray) -> pl.DataFrame:
    """
    Lays out the chosen pairs.

    Parameters
    ----------
    values
        Values of all pairs.
    job
        In a shortlist ranks are a vacancy's, else a worker's.
    pairs
        Shape (n, 2): worker, vacancy.

    Returns
    -------
    polars.DataFrame
        worker_id, vacancy_id, rank, value and its parts; grouped as ranks are.
    """
    worker, vacancy = pairs[:, 0], pairs[:, 1]
    units = values.at(worker, vacancy)
    group, other = (vacancy, worker) if job == "shortlist" else (worker, vacancy)
    order = np.lexsort((other, -units, group))
    worker, vacancy, units, group = worker[order], vacancy[order], units[order], group[order]
    rank = np.arange(group.size) - np.searchsorted(group, group) + 1
    parts = {
        name: pl.Series(name, part, dtype=pl.Float64).fill_nan(None)
        for name, part in values.components(worker, vacancy).items()
    }
    return pl.DataFrame(
        {
            "worker_id": values.roster.workers["worker_id"][worker],
            "vacancy_id": values.roster.vacancies["vacancy_id"][vacancy],
            "rank": pl.Series(rank, dtype=pl.Int32),
            "value": units / values.unit,
            **parts,
        }
    )
