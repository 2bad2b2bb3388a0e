"""
Groups of one county for one destination, by CP-SAT.

    y[k, p, d]   parties of kind k that get on at place p on day d
    z[p, d]      whether a group leaves from p on d
    v[p, d, t]   its vehicles of size t
    n[p, d]      its people: sum of size[k] y[k, p, d]

    maximise     sum n, then least sum cost[t] v and fewest people away from their own
                 place, in the order that `DepartureOptions.prefer` says
    subject to   sum over p, d of y[k, p, d] <= parties of kind k
                 least z[p, d] <= n[p, d] <= reach[p, d] z[p, d]
                 n[p, d] <= sum over t of seats[t] v[p, d, t]

Days are the last days of the kinds alone: a group that leaves on another day may
wait until the first of its people's last days, nobody's days end before that, and
two groups that come to leave on one day are one group with both's vehicles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from ortools.sat.python import cp_model

from solver.departures.options import DepartureOptions
from solver.departures.parties import Kind

Stop = tuple[str, date]  # a meeting place and a day


@dataclass(frozen=True)
class Found:
    """
    The groups of one county for one destination.

    `boarding` says how many parties of each kind get on where and when,
    `vehicles` how many of each size leave; `people_bound` is a number of people
    that no plan exceeds, `cost_bound` a cost that no plan for as many people (and,
    where home comes first, as few away from it) falls below; `proved` says
    whether all that comes before the last step is as good as can be.
    """

    boarding: dict[tuple[Kind, Stop], int]
    vehicles: dict[tuple[Stop, int], int]
    people: int
    people_bound: int
    cost: int
    cost_bound: int
    proved: bool


class SearchError(RuntimeError):
    """CP-SAT did not even keep the plan that it was given."""


NOTHING = Found({}, {}, 0, 0, 0, 0, proved=True)


def reach(kinds: Mapping[Kind, int], options: DepartureOptions) -> Counter[Stop]:
    """How many people could get on at each place on each day, were it the only group."""
    days = sorted({kind.last for kind in kinds})
    most: Counter[Stop] = Counter()
    for kind, many in kinds.items():
        for place in options.meeting_places(kind.pick_up):
            for day in days:
                if kind.first <= day <= kind.last:
                    most[place, day] += kind.size * many
    return most


def search(kinds: Mapping[Kind, int], options: DepartureOptions) -> Found:
    """
    Finds the groups.

    Parameters
    ----------
    kinds
        How many parties there are of each kind, of one county and destination.
    options
        Settings.
    """
    stops = {s: n for s, n in sorted(reach(kinds, options).items()) if n >= options.least}
    if not stops:
        return NOTHING
    return _Search(kinds, stops, options).run()


class _Search:
    def __init__(
        self, kinds: Mapping[Kind, int], stops: Mapping[Stop, int], options: DepartureOptions
    ) -> None:
        self._effort, self._prefer = options.effort, options.prefer
        self._model = model = cp_model.CpModel()
        self._boards: dict[tuple[Kind, Stop], cp_model.IntVar] = {}
        at: dict[Stop, list[cp_model.LinearExprT]] = {stop: [] for stop in stops}
        away: list[cp_model.LinearExprT] = []
        for kind, many in sorted(kinds.items()):
            places = options.meeting_places(kind.pick_up)
            own = []
            for stop in stops:
                if stop[0] in places and kind.first <= stop[1] <= kind.last:
                    y = model.new_int_var(0, many, "")
                    self._boards[kind, stop] = y
                    at[stop].append(kind.size * y)
                    own.append(y)
                    if stop[0] != kind.pick_up:
                        away.append(kind.size * y)
            model.add(sum(own) <= many)
        self._rides: dict[tuple[Stop, int], cp_model.IntVar] = {}
        for stop, most in stops.items():
            n = sum(at[stop])
            z = model.new_bool_var("")
            model.add(n >= options.least * z)
            model.add(n <= most * z)
            for t, vehicle in enumerate(options.vehicles):
                self._rides[stop, t] = model.new_int_var(0, -(-most // vehicle.seats), "")
            seats = [v.seats * self._rides[stop, t] for t, v in enumerate(options.vehicles)]
            model.add(n <= sum(seats))
        self._people = sum(part for parts in at.values() for part in parts)
        self._cost = sum(options.vehicles[t].cost * v for (_, t), v in self._rides.items())
        self._away = sum(away)
        # Follows from the seats of each group; as one line it gives a far better bound.
        seats = [options.vehicles[t].seats * v for (_, t), v in self._rides.items()]
        model.add(sum(seats) >= self._people)
        self._values = [0] * len(model.proto.variables)  # that nobody leaves is always a plan

    def run(self) -> Found:
        people, people_bound = self._stage(self._people, more=True)
        self._model.add(self._people >= people)
        nearest = True
        if self._prefer == "home":
            away, away_bound = self._stage(self._away)
            self._model.add(self._away <= away)
            nearest = away == away_bound
        cost, cost_bound = self._stage(self._cost)
        if self._prefer == "vehicles":
            self._model.add(self._cost <= cost)
            self._stage(self._away)
        return Found(
            boarding={key: self._values[y.index] for key, y in self._boards.items()},
            vehicles={key: self._values[v.index] for key, v in self._rides.items()},
            people=people,
            people_bound=people_bound,
            cost=cost,
            cost_bound=cost_bound,
            proved=people == people_bound and cost == cost_bound and nearest,
        )

    def _stage(self, wanted: cp_model.LinearExprT, more: bool = False) -> tuple[int, int]:
        """Makes an expression as great or as small as can be; returns its value and its bound."""
        model = self._model
        if isinstance(wanted, int):
            return wanted, wanted
        if more:
            model.maximize(wanted)
        else:
            model.minimize(wanted)
        model.clear_hints()  # type: ignore[no-untyped-call]  # as OR-Tools has it
        for index, value in enumerate(self._values):
            model.add_hint(model.get_int_var_from_proto_index(index), value)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1  # several finish in any order, and find other plans
        solver.parameters.random_seed = 0
        solver.parameters.linearization_level = 2  # bounds come from the linear relaxation
        solver.parameters.symmetry_level = 0
        solver.parameters.max_deterministic_time = self._effort
        status = solver.solve(model)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            msg = f"CP-SAT answered {solver.status_name(status)} where a plan was given."
            raise SearchError(msg)
        self._values = [int(v) for v in solver.response_proto.solution]
        bound = solver.best_objective_bound
        return round(solver.objective_value), floor(bound) if more else ceil(bound)
