"""Clashes that share no floor, one after another, until the rest can hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.packs import Pack
from solver.clashes.case import Compiled
from solver.clashes.decide import UndecidedError
from solver.clashes.line import JOB_RULE, Line
from solver.clashes.minimal import minimal_set

MOST = 8  # clashes looked for


@dataclass(frozen=True)
class Found:
    """
    Minimal sets of lines that cannot hold together.

    Parameters
    ----------
    sets
        They share no floor. What must hold clashes among itself first, then
        what should hold with it.
    complete
        Whether all other lines are proved to hold together.
    """

    sets: tuple[tuple[Line, ...], ...]
    complete: bool


def find_clashes(compiled: Compiled, short: Sequence[Line]) -> Found:
    """
    Finds clashes.

    Parameters
    ----------
    compiled
        The case.
    short
        Lines that an answer left short.
    """
    sets: list[tuple[Line, ...]] = []
    gone: set[tuple[str, str]] = set()
    try:
        for strengths in ({"must"}, {"must", "should"}):
            while len(sets) < MOST:
                lines = [
                    line
                    for line in compiled.lines
                    if line.key not in gone
                    and (not line.floor or strength_of(compiled.case.pack, line) in strengths)
                ]
                chosen = set(lines)
                first = [line for line in short if line in chosen]
                found = minimal_set(compiled, lines, first)
                if found is None:
                    break
                sets.append(found)
                gone |= {line.key for line in found if line.floor}
            else:
                return Found(tuple(sets), complete=False)
    except UndecidedError:
        return Found(tuple(sets), complete=False)
    return Found(tuple(sets), complete=True)


def strength_of(pack: Pack, line: Line) -> str:
    """Whether a line's rule must or should hold."""
    return "must" if line.rule == JOB_RULE else pack.rule(line.rule).strength
