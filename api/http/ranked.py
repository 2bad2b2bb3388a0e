"""Pairs of one worker or one vacancy, with what people need to know of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from api.http.bodies.results import Parts, VacancyBrief, WorkerBrief
from api.http.warm import Loaded
from api.outputs.words import pay, why
from matcher.units import IntArray, from_units
from models.places import level_between

_WORDS = (why(), pay())  # made once: expressions take longer to make than to apply


def pairs(loaded: Loaded, workers: IntArray, vacancies: IntArray, values: IntArray) -> list[Any]:
    """
    Describes pairs, in their order.

    Parameters
    ----------
    loaded
        What the rows are of.
    workers, vacancies
        Shape (P,): rows of the pairs.
    values
        Shape (P,): in units.

    Returns
    -------
    list
        Per pair a dictionary of worker, vacancy, pay, value, parts and why.
    """
    parts = loaded.values.components(workers, vacancies)
    people, posts = loaded.people[workers], loaded.posts[vacancies]
    frame = pl.concat([people, posts], how="horizontal").with_columns(
        pl.Series(name, part, dtype=pl.Float64).fill_nan(None) for name, part in parts.items()
    )
    frame = frame.with_columns(level=level_between(frame["home_place"], frame["post_place"]))
    frame = frame.with_columns(*_WORDS)
    return [
        {
            "worker": worker_of(row),
            "vacancy": vacancy_of(row),
            "pay": row["pay_text"],
            "value": value,
            "parts": Parts(**{name: row[name] for name in Parts.model_fields}),
            "why": row["why"],
        }
        for row, value in zip(
            frame.to_dicts(), from_units(np.asarray(values)).tolist(), strict=True
        )
    ]


def worker_of(row: dict[str, Any]) -> WorkerBrief:
    """Returns the brief of a worker from a row of `Loaded.people`."""
    return WorkerBrief(
        worker_id=row["worker_id"],
        name=row["name"],
        township=row["home"],
        village=row["home_village"],
    )


def vacancy_of(row: dict[str, Any]) -> VacancyBrief:
    """Returns the brief of a vacancy from a row of `Loaded.posts`."""
    return VacancyBrief(
        vacancy_id=row["vacancy_id"],
        title=row["title"],
        employer=row["employer"],
        township=row["place_text"],
        openings=row["openings"],
        wage_min=row["wage_min"],
        wage_max=row["wage_max"],
    )
