"""Households and cadres of a few lines."""

from __future__ import annotations

from itertools import product
from typing import Any

import polars as pl

from models.fields import CASEWORKERS
from models.places import level_between
from solver.caseworkers.result import NEARNESS

VILLAGE, NEXT_VILLAGE, TOWN, NEXT_TOWN = (
    "990101101201", "990101101202", "990101101", "990101102",
)  # fmt: skip


def homes(places: list[str | None], people: list[int] | None = None) -> pl.DataFrame:
    """Households in this order of urgency."""
    many = len(places)
    return pl.DataFrame(
        {
            "household_id": [f"H{n}" for n in range(many)],
            "place": places,
            "people": people or [1] * many,
            "registered_at": [None] * many,
            "deadline": [None] * many,
            "rule": [None] * many,
        },
        schema={
            "household_id": pl.String, "place": pl.String, "people": pl.Int64,
            "registered_at": pl.Date, "deadline": pl.Date, "rule": pl.String,
        },
    )  # fmt: skip


def cadres(places: list[str | None], most: list[int | None] | None = None) -> pl.DataFrame:
    """Cadres stationed at these places."""
    rows: list[dict[str, Any]] = [
        {**dict.fromkeys(CASEWORKERS.schema), "caseworker_id": f"G{n}", "place": place,
         "max_households": None if most is None else most[n]}
        for n, place in enumerate(places)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=CASEWORKERS.schema)


def best_of_all(households: pl.DataFrame, caseworkers: pl.DataFrame) -> int:
    """
    The greatest nearness among all assignments of everybody that are as even as any.

    Most even: the sorted loads, greatest first, are least in that order.
    """
    most = caseworkers["max_households"].fill_null(households.height).to_list()
    points = [
        [
            int(NEARNESS[level if level is not None else -1])
            for level in level_between(
                pl.Series([home] * caseworkers.height, dtype=pl.String), caseworkers["place"]
            )
        ]
        for home in households["place"]
    ]
    best: tuple[list[int], int] | None = None
    for choice in product(range(caseworkers.height), repeat=households.height):
        loads = [choice.count(c) for c in range(caseworkers.height)]
        if any(load > room for load, room in zip(loads, most, strict=True)):
            continue
        nearness = sum(points[h][c] for h, c in enumerate(choice))
        key = (sorted(loads, reverse=True), -nearness)
        best = min(best or key, key)
    assert best is not None
    return -best[1]
