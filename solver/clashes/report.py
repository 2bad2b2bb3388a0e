"""Clashes of a job with their ways out, each way solved before it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

import numpy as np

from matcher.pair_values import PairValues
from matcher.text import TextEncoder
from models.packs import Pack
from models.roster import Roster
from solver.clashes.case import Case, Compiled, compile_case
from solver.clashes.decide import least, with_slack
from solver.clashes.find import Found, find_clashes, strength_of
from solver.clashes.line import Line, Part
from solver.clashes.linear import UndecidedError
from solver.clashes.model import build
from solver.clashes.result import Clash, Report, Way
from solver.clashes.ways.conditions import lower_conditions
from solver.clashes.ways.entities import lower_entities
from solver.clashes.ways.exemptions import exempt_posts
from solver.clashes.ways.numbers import turn_numbers
from solver.clashes.ways.openings import more_openings
from solver.clashes.ways.verify import Solved, Solver
from solver.clashes.ways.way import Proposal, Scene
from solver.clashes.ways.wishes import wider_wishes
from solver.clashes.words import Words
from solver.jobs.options import JobOptions
from solver.params import Params, Progress, silent

JOBS = ("allocate", "push")
NAMED = 3  # clashes whose ways out are looked for: those that are most people short
Seeker = Callable[[Scene], Iterator[Proposal]]
SEEKERS: tuple[Seeker, ...] = (
    wider_wishes,
    lower_conditions,
    more_openings,
    lower_entities,
    exempt_posts,
    turn_numbers,
)
_LOWERED = (Part.ROW, Part.HOUSEHOLD)  # whose number a case can lower
_ROUNDS = 4  # of the solver, by which an answer is most often found where there is one
_SOLVING, _SEARCHING, _WAYS = "求解现状", "查找冲突", "验证办法"


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

    Returns
    -------
    Report
        With ways out of the `NAMED` clashes that are most people short.
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
    found = find_clashes(solver, solved)
    clashes = _ranked(found, solved)
    named = []
    for place, clash in enumerate(clashes[:NAMED]):
        progress(_WAYS, place / min(NAMED, len(clashes)))
        named.append(_with_ways(solver, found.rest, solved, clash))
    together: tuple[Way, ...] = ()
    if len(clashes) > 1:
        every = tuple(line for clash in clashes for line in clash.lines)
        scene = Scene(solved.compiled, tuple(dict.fromkeys(every)))
        together = tuple(_ways(solver, solved, scene, (turn_numbers,), None))
    return Report(
        clashes=tuple(named),
        complete=found.complete,
        solved=solved,
        more=tuple(clashes[NAMED:]),
        aside=found.aside,
        together=together,
    )


def _ranked(found: Found, solved: Solved) -> list[Clash]:
    """The clashes without their ways out: what must hold first, then what is most people short."""
    case, pack = solved.compiled.case, solved.compiled.case.pack
    gone = frozenset(line.key for lines in found.sets for line in lines if line.floor)
    aside = {line.key for line in found.aside}
    words = Words(case)
    clashes = []
    for lines in found.sets:
        own = {line.key for line in lines if line.floor}
        owed, most = _counted(solved.compiled, lines)
        said = tuple(words.said(line) for line in lines)
        left_out = replace(case, left_out=(gone - own) | aside)
        clashes.append(Clash(lines, said, owed, most, (), left_out))

    def place(clash: Clash) -> tuple[bool, int]:
        must = all(strength_of(pack, line) == "must" for line in clash.lines if line.floor)
        return not must, -(clash.short or 0)

    return sorted(clashes, key=place)


def _with_ways(solver: Solver, rest: Solved, whole: Solved, clash: Clash) -> Clash:
    """The clash with its ways out, looked for where no other line is short."""
    before = _before(solver, rest, whole, clash)
    compiled = compile_case(clash.case, solver.values, whole.compiled.refusals)
    own = tuple(_again(line, compiled.lines) for line in clash.lines)
    ways = _ways(solver, before, Scene(compiled, own), SEEKERS, clash.short)
    return replace(clash, lines=own, ways=tuple(ways))


def _before(solver: Solver, rest: Solved, whole: Solved, clash: Clash) -> Solved:
    """
    The case of a clash, every rule held that can be.

    A single minimum that cannot be met alone is met as far as it can be: to ask for no
    more comes to the same, and is sooner proved.
    """
    if not clash.case.left_out:
        return whole
    floors = [line for line in clash.lines if line.floor]
    if len(floors) == 1 and clash.most is not None and floors[0].part in _LOWERED:
        asked = {floors[0].key: clash.most}
        met = solver.solve(replace(clash.case, lowered=asked), rest)
        if not met.short:
            return met
    return solver.solve(clash.case, rest, _ROUNDS)


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
        with suppress(UndecidedError):  # what cannot be decided in time is not shown
            found = (_verified(solver, before, proposal, short) for proposal in list(seek(scene)))
            ways += [way for way in found if way is not None]
    return sorted(ways, key=_easiest)


def _easiest(way: Way) -> tuple[int, int, float]:
    return way.touch, way.affected or 0, way.value_lost


def _verified(solver: Solver, before: Solved, proposal: Proposal, short: int | None) -> Way | None:
    after = solver.solve(proposal.case, before, _ROUNDS)
    if after.short:  # counting says that all can hold: perhaps the solver needs longer
        after = solver.solve(proposal.case, before, Params.rounds)
    if after.short:
        return None
    affected = short if proposal.affected is None else proposal.affected
    lost = round(before.result.value - after.result.value, 6)
    return Way(proposal.touch, proposal.text, proposal.changes, affected, lost, proposal.case)


def _counted(compiled: Compiled, lines: tuple[Line, ...]) -> tuple[int | None, int | None]:
    """People whom the floors of a clash ask for together, and the most that can be had."""
    floors = [line for line in lines if line.floor]
    rows = compiled.problem.given_rows
    if any(line.part is Part.ROW and rows[line.index].scale > 1 for line in floors):
        return None, None
    owed = sum(line.required * max(1, len(line.people)) for line in floors)
    model, slack = with_slack(build(compiled, lines), floors)
    cost = np.zeros(model.upper.size, dtype=np.int64)
    cost[slack] = 1
    try:
        found = least(model, lines, cost)
    except UndecidedError:
        return owed, None
    return owed, None if found is None else owed - found.cost


__all__ = ["JOBS", "Clash", "Report", "Way", "explain_clashes"]
