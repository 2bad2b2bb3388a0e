"""People who go together or not at all, and parties that are alike to the search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from solver.departures.options import VILLAGE


@dataclass(frozen=True)
class Party:
    """
    Some people who go together: rows of the table of travellers, in its order.

    `first` and `last` are the days on which all of them may leave.
    """

    members: tuple[int, ...]
    pick_up: str
    first: date
    last: date

    @property
    def size(self) -> int:
        """How many people."""
        return len(self.members)

    @property
    def kind(self) -> Kind:
        """What tells it from other parties of one county and destination."""
        return Kind(self.pick_up, self.first, self.last, self.size)


@dataclass(frozen=True, order=True)
class Kind:
    """Parties with the same pick-up, days and size are alike."""

    pick_up: str
    first: date
    last: date
    size: int


def parties(people: pl.DataFrame, together: str) -> dict[tuple[str, str], list[Party]]:
    """
    Groups those who travel into parties, by county of home and destination.

    Those of one household (or village) whose days do not all overlap become
    several parties: by rising last day, each begins where the next no longer
    fits.

    Parameters
    ----------
    people
        Of `travellers`.
    together
        "household", "village" or "nobody".
    """
    found: dict[tuple[str, str], list[Party]] = {}
    open_: dict[tuple[str, ...], list[tuple[int, date, date]]] = {}
    where: dict[tuple[str, ...], tuple[str, str, str]] = {}
    lines = people.with_row_index("row").filter(pl.col("reason").is_null())
    for line in lines.iter_rows(named=True):
        key = _company(line, together)
        open_.setdefault(key, []).append((line["row"], line["first"], line["last"]))
        where[key] = (line["county"], line["destination"], line["pick_up"])
    for key, members in open_.items():
        county, destination, pick_up = where[key]
        own = found.setdefault((county, destination), [])
        own += [Party(rows, pick_up, first, last) for rows, first, last in _overlapping(members)]
    return found


def _company(line: dict[str, object], together: str) -> tuple[str, ...]:
    shared: object = None
    if together == "household":
        shared = line["household_id"]
    elif together == "village" and len(str(line["home"])) == VILLAGE:
        shared = line["home"]
    same = (str(line["county"]), str(line["destination"]), str(line["pick_up"]))
    return (*same, "of", str(shared)) if shared is not None else (*same, "alone", str(line["row"]))


def _overlapping(
    members: list[tuple[int, date, date]],
) -> Iterator[tuple[tuple[int, ...], date, date]]:
    rows: list[int] = []
    first = last = date.min
    for row, early, late in sorted(members, key=lambda member: (member[2], member[0])):
        if rows and early <= last:  # the least last day is that of whoever came first
            rows.append(row)
            first = max(first, early)
            continue
        if rows:
            yield tuple(sorted(rows)), first, last
        rows, first, last = [row], early, late
    yield tuple(sorted(rows)), first, last
