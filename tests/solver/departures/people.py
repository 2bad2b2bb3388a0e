"""A few people who travel, and every plan there is for them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import polars as pl

from solver.departures import DepartureOptions, travellers
from solver.departures.parties import parties
from tests.models.small_roster import AS_OF, Row, roster

TOWN, NEXT_TOWN, FAR_TOWN = "990101101", "990101102", "990101103"
VILLAGE, NEXT_VILLAGE = "990101101201", "990101101202"
SUZHOU, KUNSHAN, BEIJING = "320508", "320583", "110105"


def day(ahead: int) -> date:
    """So many days after the reference day."""
    return AS_OF + timedelta(days=ahead)


def people(lines: list[Row], options: DepartureOptions) -> pl.DataFrame:
    """
    Travellers of these lines.

    A line says `home` and `to` (codes), `starts` (days after the reference day,
    or None), and of the worker household_id and registered_at.
    """
    workers = [
        {"worker_id": f"W{n}", "place": line.get("home", TOWN),
         "household_id": line.get("household_id"), "registered_at": line.get("registered_at")}
        for n, line in enumerate(lines)
    ]  # fmt: skip
    posts = [
        {"vacancy_id": f"V{n}", "place": line.get("to", SUZHOU),
         "starts_at": None if line.get("starts") is None else day(line["starts"])}
        for n, line in enumerate(lines)
    ]  # fmt: skip
    matches = pl.DataFrame(
        {
            "worker_id": [w["worker_id"] for w in workers],
            "vacancy_id": [p["vacancy_id"] for p in posts],
        },
        schema={"worker_id": pl.String, "vacancy_id": pl.String},
    )
    return travellers(roster(workers, posts), matches, options)


def best_of_all(frame: pl.DataFrame, options: DepartureOptions) -> tuple[int, int, int]:
    """
    The most people that any plan carries, its least cost, and then the fewest away from home.

    Every party tries every place and every day of its own, or stays; every group
    takes the cheapest vehicles that have room. One county and destination at a time.
    """
    total = [0, 0, 0]
    for own in parties(frame, options.together).values():
        choices = [
            [
                None,
                *(
                    (place, party.first + timedelta(days=n))
                    for place in options.meeting_places(party.pick_up)
                    for n in range((party.last - party.first).days + 1)
                ),
            ]
            for party in own
        ]
        best = (0, 0, 0)
        for choice in product(*choices):
            sizes: dict[object, int] = {}
            away = 0
            for party, stop in zip(own, choice, strict=True):
                if stop is not None:
                    sizes[stop] = sizes.get(stop, 0) + party.size
                    away += party.size * (stop[0] != party.pick_up)
            if any(size < options.least for size in sizes.values()):
                continue
            cost = sum(_cheapest(size, options) for size in sizes.values())
            rank = (cost, away) if options.prefer == "vehicles" else (away, cost)
            best = min(best, (-sum(sizes.values()), *rank))
        cost, away = best[1:] if options.prefer == "vehicles" else (best[2], best[1])
        total = [total[0] - best[0], total[1] + cost, total[2] + away]
    return total[0], total[1], total[2]


def _cheapest(size: int, options: DepartureOptions) -> int:
    counts = [range(-(-size // v.seats) + 1) for v in options.vehicles]
    return min(
        sum(n * v.cost for n, v in zip(many, options.vehicles, strict=True))
        for many in product(*counts)
        if sum(n * v.seats for n, v in zip(many, options.vehicles, strict=True)) >= size
    )
