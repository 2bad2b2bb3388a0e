"""What a user may set for group departures."""

from __future__ import annotations

from dataclasses import dataclass, replace

COUNTY, TOWNSHIP, VILLAGE = 6, 9, 12  # digits of a division code
DESTINATIONS = ("county", "city")
PICK_UPS = {"township": TOWNSHIP, "village": VILLAGE}
COMPANIES = ("household", "village", "nobody")
PREFERENCES = ("vehicles", "home")


@dataclass(frozen=True)
class Vehicle:
    """
    A size of vehicle.

    `cost` is what one trip costs, in whole cents; 1 for each where nobody says,
    so that the least cost is the fewest vehicles.
    """

    name: str
    seats: int
    cost: int = 1

    def __post_init__(self) -> None:
        if self.seats < 1 or self.cost < 1:
            msg = f"Expected seats >= 1 and cost >= 1, got {self.seats} and {self.cost}."
            raise ValueError(msg)


@dataclass(frozen=True)
class DepartureOptions:
    """
    Settings of group departures.

    Parameters
    ----------
    least
        Fewest people of a group, >= 1.
    days
        How many days before work begins somebody may leave, >= 1.
    vehicles
        Sizes to choose from, at least one.
    to
        What one destination is: a "county", or a "city" as a whole.
    pick_up
        Where people are picked up: their "township" or their "village".
    together
        Who goes together or not at all: people of one "household", or of one
        "village", to one destination at the same time; or "nobody".
    hub
        Whether those who are too few may join at the county seat, which the
        vehicles of all townships pass.
    neighbours
        Pairs of townships (9 digits) whose people may join one another's pick-up.
    prefer
        What comes first once as many people as can be are carried: the least
        cost of "vehicles", or as many as can be getting on at "home".
    effort
        Of each step of the search for each county and destination, in CP-SAT's deterministic
        seconds, > 0: the same input stops at the same answer.
    """

    least: int = 20
    days: int = 7
    vehicles: tuple[Vehicle, ...] = (Vehicle("45座", 45),)
    to: str = "county"
    pick_up: str = "township"
    together: str = "household"
    hub: bool = True
    neighbours: frozenset[tuple[str, str]] = frozenset()
    prefer: str = "vehicles"
    effort: float = 5.0

    def __post_init__(self) -> None:
        for name in ("least", "days"):
            if getattr(self, name) < 1:
                msg = f"Expected {name} >= 1, got {getattr(self, name)}."
                raise ValueError(msg)
        if not self.vehicles:
            msg = "Expected at least one vehicle."
            raise ValueError(msg)
        if not self.effort > 0:
            msg = f"Expected effort > 0, got {self.effort}."
            raise ValueError(msg)
        for name, allowed in (
            ("to", DESTINATIONS),
            ("pick_up", tuple(PICK_UPS)),
            ("together", COMPANIES),
            ("prefer", PREFERENCES),
        ):
            if getattr(self, name) not in allowed:
                msg = f"Expected {name} in {allowed}, got {getattr(self, name)!r}."
                raise ValueError(msg)

    def meeting_places(self, pick_up: str) -> tuple[str, ...]:
        """
        Where people of a pick-up may get on, their own place first.

        Then what lies on the way: the township of a village, townships that are
        neighbours, the county seat.
        """
        township, county = pick_up[:TOWNSHIP], pick_up[:COUNTY]
        near = {b if a == township else a for a, b in self.neighbours if township in (a, b)}
        if len(pick_up) < TOWNSHIP:
            near = set()  # only the county is known
        hub = [county] if self.hub else []
        found = [pick_up, township, *sorted(near), *hub]
        return tuple(dict.fromkeys(found))


def with_neighbours(
    options: DepartureOptions, pairs: frozenset[tuple[str, str]]
) -> DepartureOptions:
    """The same settings with these pairs of neighbouring townships."""
    return replace(options, neighbours=pairs)
