"""
Clashes that share no floor, one after another, until the rest can hold.

That it can is shown by an answer: the case without the floors found is solved, and
where nothing is short any more, that answer is the proof. Otherwise clashes are looked
for among the lines that it leaves short; where those could hold by themselves, also
among those that hold with nothing to spare (what is spare has no price, and so no part
in a proof); and among all lines only where these could hold too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.packs import Pack
from solver.clashes.line import JOB_RULE, Line
from solver.clashes.linear import UndecidedError
from solver.clashes.minimal import minimal_sets
from solver.clashes.ways.verify import Solved, Solver

MOST = 40  # clashes looked for
_ALONE = 200  # lines that are each tried alone
_STAGES = (frozenset({"must"}), frozenset({"must", "should"}))


@dataclass(frozen=True)
class Found:
    """
    Minimal sets of lines that cannot hold together.

    Parameters
    ----------
    sets
        They share no floor. What must hold clashes among itself first, then
        what should hold with it.
    rest
        The case without their floors, solved.
    aside
        Lines that this answer leaves short, where they were not looked into: without
        them too, all others hold.
    complete
        Whether all other lines are proved to hold together.
    """

    sets: tuple[tuple[Line, ...], ...]
    rest: Solved
    aside: tuple[Line, ...]
    complete: bool


def find_clashes(solver: Solver, solved: Solved) -> Found:
    """
    Finds clashes.

    Parameters
    ----------
    solver
        Of the case and its changes.
    solved
        The case as it is.
    """
    search = _Search(solver, solved)
    try:
        for strengths in _STAGES:
            while search.short(strengths):
                if len(search.sets) >= MOST:
                    return search.found(complete=False)
                if not search.advance(strengths):
                    break  # nothing is in the way: the answer could have held them
    except UndecidedError:
        return search.found(complete=False)
    return search.found(complete=True)


class _Search:
    """What has been found so far."""

    def __init__(self, solver: Solver, solved: Solved) -> None:
        self.sets: list[tuple[Line, ...]] = []
        self._solver, self._whole, self._now = solver, solved, solved
        self._gone: frozenset[tuple[str, str]] = frozenset()

    def short(self, strengths: frozenset[str]) -> list[Line]:
        """Lines of these strengths that the case without the clashes leaves short."""
        keys = {line.key for line in self._rest().short}
        return [line for line in self._lines(strengths) if line.key in keys]

    def advance(self, strengths: frozenset[str]) -> bool:
        """Looks for further clashes; whether there are any."""
        before = len(self.sets)
        lines, short = self._lines(strengths), set(self.short(strengths))
        tight = {line.key for line in self._rest().tight}
        always = [line for line in lines if not line.floor]
        if len(short) <= _ALONE:  # what cannot hold even alone is quickly found
            for line in [line for line in lines if line.floor and line in short]:
                self._take([line, *always])
        pools = (
            [line for line in lines if not line.floor or line in short],
            [line for line in lines if not line.floor or line in short or line.key in tight],
            lines,
        )
        for pool in pools:
            self._take(pool)
            if len(self.sets) > before:
                return True
        return False

    def _take(self, lines: Sequence[Line]) -> None:
        """Adds the clashes among some lines."""
        rest = [line for line in lines if line.key not in self._gone]
        for found in minimal_sets(self._whole.compiled, rest):
            if len(self.sets) < MOST:
                self.sets.append(found)
                self._gone |= {line.key for line in found if line.floor}
            if len(self.sets) == MOST:
                return

    def found(self, *, complete: bool) -> Found:
        """What is found, with the rest solved."""
        rest = self._rest()
        aside = () if complete else rest.short
        return Found(tuple(self.sets), rest, aside, complete)

    def _rest(self) -> Solved:
        """The case without the floors found."""
        case = self._whole.compiled.case
        if self._now.compiled.case.left_out != self._gone:
            self._now = self._solver.solve(replace(case, left_out=self._gone), self._now)
        return self._now

    def _lines(self, strengths: frozenset[str]) -> list[Line]:
        pack = self._whole.compiled.case.pack
        return [
            line
            for line in self._whole.compiled.lines
            if line.key not in self._gone
            and (not line.floor or strength_of(pack, line) in strengths)
        ]


def strength_of(pack: Pack, line: Line) -> str:
    """Whether a line's rule must or should hold."""
    return "must" if line.rule == JOB_RULE else pack.rule(line.rule).strength
