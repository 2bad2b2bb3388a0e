"""Group departures, from the people who have a post to the vehicles they leave in."""

from __future__ import annotations

from collections import Counter
from typing import Any

import polars as pl

from solver.departures.options import DepartureOptions
from solver.departures.parties import Kind, Party, parties
from solver.departures.result import ALONE, CARRIED, GROUPS, VEHICLES, Departures
from solver.departures.search import Found, Stop, reach, search
from solver.departures.seating import seat
from solver.params import Progress, silent

PHASE = "编组"


def plan(
    people: pl.DataFrame, options: DepartureOptions, progress: Progress = silent
) -> Departures:
    """
    Plans the departures of everybody who travels.

    Counties of home and destinations have nothing to do with one another: each
    pair is a search of its own.

    Parameters
    ----------
    people
        Of `travellers`.
    options
        Settings.
    progress
        Called with a phase and the fraction done.
    """
    draft = _Draft(people, options)
    regions = sorted(parties(people, options.together).items())
    proved, bounds = True, [0, 0]
    for done, ((_, destination), own) in enumerate(regions):
        progress(PHASE, done / len(regions))
        kinds = Counter(party.kind for party in own)
        found = search(kinds, options)
        proved &= found.proved
        bounds[0] += found.people_bound
        bounds[1] += found.cost_bound
        draft.add(destination, own, found, reach(kinds, options))
    return draft.departures(bounds[0], bounds[1], proved)


class _Draft:
    """Collects groups, and lays them out as tables in the end."""

    def __init__(self, people: pl.DataFrame, options: DepartureOptions) -> None:
        self._people, self._options = people, options
        self._groups: list[tuple[str, Stop, list[Party], list[int]]] = []
        self._company: dict[int, int] = {}

    def add(self, destination: str, own: list[Party], found: Found, reach_: Counter[Stop]) -> None:
        """Gives the places that were found to parties: of like ones, who registered first."""
        waiting: dict[Kind, list[Party]] = {}
        for party in sorted(own, key=lambda p: p.members):
            waiting.setdefault(party.kind, []).append(party)
        riders: dict[Stop, list[Party]] = {}
        for (kind, stop), many in sorted(found.boarding.items(), key=lambda b: (b[0][1][1], b[0])):
            riders.setdefault(stop, []).extend(waiting[kind][:many])
            del waiting[kind][:many]
        for stop in sorted((s for s in riders if riders[s]), key=lambda s: (s[1], s[0])):
            sizes = [t for t, _ in enumerate(self._options.vehicles)
                     for _ in range(found.vehicles.get((stop, t), 0))]  # fmt: skip
            self._groups.append((destination, stop, riders[stop], sizes))
        for kind, rest in waiting.items():
            places = self._options.meeting_places(kind.pick_up)
            could = max(
                n for (place, day), n in reach_.items()
                if place in places and kind.first <= day <= kind.last
            )  # fmt: skip
            for party in rest:
                self._company.update(dict.fromkeys(party.members, could))

    def departures(self, people_bound: int, cost_bound: int, proved: bool) -> Departures:
        carried: list[dict[str, Any]] = []
        groups: list[dict[str, Any]] = []
        vehicles: list[dict[str, Any]] = []
        ids, posts = self._people["worker_id"].to_list(), self._people["vacancy_id"].to_list()
        ordered = sorted(self._groups, key=lambda g: (g[1][1], g[0], g[1][0]))
        number = 0
        for n, (destination, (place, day), own, sizes) in enumerate(ordered, 1):
            name = f"D{n:04d}"
            types = [self._options.vehicles[t] for t in sizes]
            away = sum(party.size for party in own if party.pick_up != place)
            for v, (type_, on) in enumerate(
                zip(types, seat(own, [t.seats for t in types]), strict=True), 1
            ):
                vehicle = f"{name}-{v}"
                vehicles.append({
                    "vehicle": vehicle, "group": name, "type": type_.name, "seats": type_.seats,
                    "people": len(on), "leader": ids[on[0][0]] if on else None,
                })  # fmt: skip
                numbers = {id(party): number + k for k, party in enumerate(own, 1)}
                carried += [
                    {
                        "worker_id": ids[row], "vacancy_id": posts[row], "group": name,
                        "vehicle": vehicle, "party": numbers[id(party)],
                        "away": party.pick_up != place,
                    }
                    for row, party in on
                ]  # fmt: skip
            number += len(own)
            groups.append({
                "group": name, "destination": destination, "place": place, "day": day,
                "people": sum(party.size for party in own), "away": away,
                "vehicles": len(types), "cost": sum(t.cost for t in types),
            })  # fmt: skip
        return Departures(
            carried=pl.DataFrame(carried, schema=CARRIED),
            groups=pl.DataFrame(groups, schema=GROUPS),
            vehicles=pl.DataFrame(vehicles, schema=VEHICLES),
            alone=self._alone(),
            near=int((self._people["reason"] == "near").sum()),
            people_bound=people_bound,
            cost_bound=cost_bound,
            proved=proved,
        )

    def _alone(self) -> pl.DataFrame:
        left = pl.DataFrame(
            {"row": [*self._company], "company": [*self._company.values()]},
            schema={"row": pl.UInt32, "company": pl.Int64},
        )
        few = pl.col("company") < self._options.least
        return (
            self._people.with_row_index("row")
            .join(left, on="row", how="left", maintain_order="left")
            .filter(pl.col("company").is_not_null() | (pl.col("reason") != "near"))
            .with_columns(
                reason=pl.coalesce(
                    "reason",
                    pl.when(few).then(pl.lit("too_few")).otherwise(pl.lit("left_over")),
                )
            )
            .select(pl.col(name).cast(dtype) for name, dtype in ALONE.items())
        )
