"""Clashes of a job with their ways out, each way solved before it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from matcher.pair_values import PairValues
from matcher.text import TextEncoder
from models.packs import Pack
from models.roster import Roster
from solver.clashes.case import Case, compile_case
from solver.clashes.decide import UndecidedError, least, with_slack
from solver.clashes.find import find_clashes
from solver.clashes.line import Line, Part
from solver.clashes.model import build
from solver.clashes.ways.conditions import lower_conditions
from solver.clashes.ways.entities import lower_entities
from solver.clashes.ways.exemptions import exempt_posts
from solver.clashes.ways.numbers import turn_numbers
from solver.clashes.ways.openings import more_openings
from solver.clashes.ways.verify import Solved, Solver
from solver.clashes.ways.way import Proposal, Scene, Touch
from solver.clashes.ways.wishes import wider_wishes
from solver.clashes.words import Words
from solver.jobs.options import JobOptions
from solver.params import Progress, silent

JOBS = ("allocate", "push")
Seeker = Callable[[Scene], Iterator[Proposal]]
SEEKERS: tuple[Seeker, ...] = (
    wider_wishes,
    lower_conditions,
    more_openings,
    lower_entities,
    exempt_posts,
    turn_numbers,
)
_SOLVING, _SEARCHING, _WAYS = "求解现状", "查找冲突", "验证办法"


@dataclass(frozen=True)
class Way:
    """
    A way out that works: the changed case was solved, and nothing was short.

    Parameters
    ----------
    touch, text, changes
        As of `Proposal`.
    affected
        People or openings that the change is about; where that is not counted, people
        who would be short without it; None where the clash counts no people.
    value_lost
        Value of the pairs before the change, every rule held that could be, less
        that after it; negative where more is won.
    case
        The changed case.
    """

    touch: Touch
    text: str
    changes: tuple[Mapping[str, Any], ...]
    affected: int | None
    value_lost: float
    case: Case


@dataclass(frozen=True)
class Clash:
    """
    Lines that cannot hold together, and of which none can be spared.

    Parameters
    ----------
    lines
        The set.
    said
        What each line asks, in Chinese.
    owed, most
        People asked for by its floors together, and how many of them at most can be
        had; None where a floor counts no people.
    ways
        Ways out, the easiest first.
    case
        The case that the ways were looked for in: without the floors of other clashes.
    """

    lines: tuple[Line, ...]
    said: tuple[str, ...]
    owed: int | None
    most: int | None
    ways: tuple[Way, ...]
    case: Case


@dataclass(frozen=True)
class Report:
    """
    What cannot hold together.

    Parameters
    ----------
    clashes
        They share no floor.
    complete
        Whether everything else is proved to hold together.
    solved
        The case as it is.
    together
        Numbers of the policy that end all clashes at once, where there are several.
    """

    clashes: tuple[Clash, ...]
    complete: bool
    solved: Solved
    together: tuple[Way, ...] = ()


def explain_clashes(
    job: str,
    roster: Roster,
    pack: Pack,
    options: JobOptions | None = None,
    progress: Progress = silent,
) -> Report:
    """
    Says which rules cannot hold together, and what would help.

    Parameters
    ----------
    job
        "allocate" or "push".
    roster, pack, options
        As for `solver.jobs.run`.
    progress
        Called with the phase, in Chinese, and the part of it that is done.

    Raises
    ------
    ValueError
        For another job.
    PackError
        As `solver.rules.compile_rules`.
    """
    if job not in JOBS:
        msg = f"Expected a job in {JOBS}, got {job!r}."
        raise ValueError(msg)
    case = Case(job, roster, pack, options or JobOptions())
    encoder = TextEncoder()
    progress(_SOLVING, 0.0)
    values = PairValues(roster, pack, encoder=encoder)
    solver = Solver(values, case, encoder)
    solved = solver.solve(case)
    if not solved.short:
        return Report((), complete=True, solved=solved)
    progress(_SEARCHING, 0.0)
    found = find_clashes(solved.compiled, solved.short)
    floors = [{line.key for line in lines if line.floor} for lines in found.sets]
    clashes = []
    for place, lines in enumerate(found.sets):
        others = frozenset().union(*(f for i, f in enumerate(floors) if i != place))
        own = replace(case, left_out=others)
        before = solved if not others else solver.solve(own)
        progress(_WAYS, place / len(found.sets))
        clashes.append(_clash(solver, before, lines))
    together: tuple[Way, ...] = ()
    if len(clashes) > 1:
        every = tuple(line for lines in found.sets for line in lines)
        scene = Scene(solved.compiled, tuple(dict.fromkeys(every)))
        together = tuple(_ways(solver, solved, scene, (turn_numbers,), None))
    return Report(tuple(clashes), found.complete, solved, together)


def _clash(solver: Solver, before: Solved, lines: tuple[Line, ...]) -> Clash:
    case = before.compiled.case
    compiled = compile_case(case, solver.values, before.compiled.refusals)
    own = tuple(_again(line, compiled.lines) for line in lines)
    scene = Scene(compiled, own)
    owed, most = _counted(scene)
    short = None if owed is None or most is None else owed - most
    ways = _ways(solver, before, scene, SEEKERS, short)
    words = Words(case)
    return Clash(own, tuple(words.said(line) for line in own), owed, most, tuple(ways), case)


def _again(line: Line, lines: tuple[Line, ...]) -> Line:
    """The line among those of a case with other lines: its place may have moved."""
    same = next(other for other in lines if other.key == line.key)
    return replace(same, people=line.people)


def _ways(
    solver: Solver, before: Solved, scene: Scene, seekers: tuple[Seeker, ...], short: int | None
) -> list[Way]:
    """Ways out that work, the easiest first."""
    ways = []
    for seek in seekers:
        try:
            proposals = list(seek(scene))
        except UndecidedError:
            continue  # what cannot be decided in time is not shown
        found = (_verified(solver, before, proposal, short) for proposal in proposals)
        ways += [way for way in found if way is not None]
    return sorted(ways, key=_easiest)


def _easiest(way: Way) -> tuple[int, int, float]:
    return way.touch, way.affected or 0, way.value_lost


def _verified(solver: Solver, before: Solved, proposal: Proposal, short: int | None) -> Way | None:
    after = solver.solve(proposal.case)
    if after.short:
        return None
    affected = short if proposal.affected is None else proposal.affected
    lost = round(before.result.value - after.result.value, 6)
    return Way(proposal.touch, proposal.text, proposal.changes, affected, lost, proposal.case)


def _counted(scene: Scene) -> tuple[int | None, int | None]:
    """People whom the floors of a clash ask for together, and the most that can be had."""
    floors = [line for line in scene.lines if line.floor]
    rows = scene.compiled.problem.given_rows
    if any(line.part is Part.ROW and rows[line.index].scale > 1 for line in floors):
        return None, None
    owed = sum(line.required * max(1, len(line.people)) for line in floors)
    model, slack = with_slack(build(scene.compiled, scene.lines), floors)
    cost = np.zeros(model.upper.size, dtype=np.int64)
    cost[slack] = 1
    try:
        found = least(model, scene.lines, cost)
    except UndecidedError:
        return owed, None
    return owed, None if found is None else owed - found.cost


__all__ = ["JOBS", "Clash", "Report", "Way", "explain_clashes"]
