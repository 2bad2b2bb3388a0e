"""Our side of the comparison: the same instance, all pairs, in a process of its own."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.child import peak_mib
from benchmarks.instances import INSTANCES
from matcher.pair_values import PairValues
from models.packs import Pack, load_pack
from models.reading import read_roster
from models.roster import Roster
from solver import Params, Problem, Result, solve
from solver.jobs import JobOptions
from solver.jobs.setup import make_draft


@dataclass(frozen=True)
class Ours:
    """
    Our answer.

    `seconds` is `solve`, from the facts to the proved answer, over all pairs:
    what finding the candidates takes is in it, as it is not for the peers.
    `value_seconds` is what making the facts from a loaded roster took before.
    """

    result: Result
    seconds: float
    value_seconds: float
    peak_mib: float


def facts(job: str, roster: Roster, pack: Pack) -> Problem:
    """The problem of a job: values of all pairs, and the rules as rows."""
    return make_draft(job, roster, pack, JobOptions()).problem(PairValues(roster, pack))


def solve_ours(job: str, folder: Path, pack_id: str, gaps: tuple[float, ...]) -> tuple[Ours, ...]:
    """
    Solves the county of a folder, once for each gap, each time from the same facts.

    Compiled code is loaded by a tiny county before. The peak of a later solve
    includes the ones before it.
    """
    pack = load_pack(pack_id)
    solve(facts(job, INSTANCES["tiny"].county().roster(), pack))
    roster = read_roster(folder)
    began = time.perf_counter()
    problem = facts(job, roster, pack)
    value_seconds = time.perf_counter() - began
    found = []
    for gap in gaps:
        began = time.perf_counter()
        result = solve(problem, Params(gap=gap))
        found.append(Ours(result, time.perf_counter() - began, value_seconds, peak_mib()))
    return tuple(found)
