"""Group departures of so many people: how many leave together, in how many vehicles, proved."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from dataclasses import replace

import numpy as np
import polars as pl

from benchmarks.benchmark import Benchmark, whole
from benchmarks.child import in_child, peak_mib
from benchmarks.outcome import Cell, Outcome, Table, expect
from models.roster import Roster
from models.synth import make_county, with_starts
from models.synth.places import COUNTY
from solver.departures import DepartureOptions, Departures, check, plan, travellers
from solver.departures.options import PREFERENCES

LIMIT = 120.0  # seconds of a plan
_OF_ALL = 4  # people of the county for each who leaves it


def measure(people: int, prefer: str, seed: int) -> dict[str, Cell]:
    """
    Plans the departures of people of a made-up county, twice.

    Raises
    ------
    WrongAnswerError
        When a plan does not stand, carries fewer than its bound, differs the
        second time, or takes too long.
    """
    roster, matches = _leaving(people, seed)
    options = DepartureOptions(prefer=prefer)
    lines = travellers(roster, matches, options)
    seconds, found = _timed(lines, options)
    again_seconds, again = _timed(lines, options)
    faults = check(found, lines, options)
    expect(not faults, "；".join(faults))
    expect(found.carried.height == found.people_bound, "More people could leave together.")
    expect(found.cost_bound <= found.cost, "The bound on vehicles is above their number.")
    expect(found.carried.equals(again.carried), "The same people give another plan.")
    expect(max(seconds, again_seconds) < LIMIT, f"More than {LIMIT:g} s.")
    home = plan(lines, replace(options, hub=False, prefer="home"))
    return {
        "first": prefer,
        "people": people,
        "carried": found.carried.height,
        "bound": found.people_bound,
        "without the county seat": home.carried.height,
        "groups": found.groups.height,
        "vehicles": found.vehicles.height,
        "vehicles, bound": found.cost_bound,
        "away from home": int(found.groups["away"].sum()),
        "seconds": seconds,
        "again": again_seconds,
        "peak MiB": peak_mib(),
    }


def _leaving(people: int, seed: int) -> tuple[Roster, pl.DataFrame]:
    """Some people of a county, each with a post elsewhere: as often as it has openings."""
    county = with_starts(make_county(people * _OF_ALL, max(60, people // _OF_ALL), seed))
    roster = county.roster()
    rng = np.random.default_rng(seed)
    posts = roster.vacancies.filter(~pl.col("place").str.starts_with(COUNTY))
    openings = np.repeat(np.arange(posts.height), posts["openings"].to_numpy())
    workers = roster.workers["worker_id"].sample(people, seed=seed, shuffle=True)
    drawn = posts["vacancy_id"].gather(rng.choice(openings, people))
    return roster, pl.DataFrame({"worker_id": workers, "vacancy_id": drawn})


def _timed(lines: pl.DataFrame, options: DepartureOptions) -> tuple[float, Departures]:
    began = time.perf_counter()
    found = plan(lines, options)
    return time.perf_counter() - began, found


def run(args: Namespace) -> Outcome:
    """Runs the command."""
    rows = tuple(in_child(measure, args.people, prefer, args.seed) for prefer in PREFERENCES)
    title = f"departures: {args.people:,} people who leave the county"
    notes = (
        "groups of at least 20, within 7 days, 45 seats; recounted by the checker",
        "the same plan twice; no plan carries more people (both asserted)",
        "without the county seat: how many leave where all get on in their own township",
    )
    return Outcome("departures", title, (Table("what comes first after people", rows),), notes)


def _options(parser: ArgumentParser) -> None:
    parser.add_argument("--people", type=whole(10, 200_000), default=10_000)
    parser.add_argument("--seed", type=whole(0, 2**31 - 1), default=0)


DEPARTURES = Benchmark(
    "departures",
    "groups of people who leave for one place, and their vehicles",
    _options,
    run,
    {"small": ("--people", "300"), "county": ("--people", "10000")},
)
