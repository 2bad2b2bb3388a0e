"""A way out, and what it is looked for in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from solver.clashes.case import Case, Compiled
from solver.clashes.decide import feasible
from solver.clashes.line import Line, Part
from solver.clashes.model import Model, build


class Touch(IntEnum):
    """What a way out touches; what is easier to agree on comes first."""

    WISH = 0  # what people said they would accept: they can be asked
    CONDITION = 1  # what an employer asks for: it can be negotiated
    OPENINGS = 2  # how many an employer takes
    ENTITY = 3  # what one employer or household is held to
    EXEMPTION = 4  # posts that a rule of the second or third tier keeps for others
    NUMBER = 5  # a number of the policy, for everybody


@dataclass(frozen=True)
class Proposal:
    """
    A change that makes the lines of a clash hold, as far as counting goes.

    Parameters
    ----------
    touch
        What it touches.
    text
        In Chinese, for people.
    changes
        The same for programs.
    affected
        How many people or openings it is about; None where it only allows more.
    case
        What is asked after the change.
    """

    touch: Touch
    text: str
    changes: tuple[Mapping[str, Any], ...]
    affected: int | None
    case: Case


@dataclass(frozen=True)
class Scene:
    """
    A clash among what else has to hold.

    Parameters
    ----------
    compiled
        The case without the floors of other clashes.
    lines
        The clash.
    """

    compiled: Compiled
    lines: tuple[Line, ...]

    @property
    def stages(self) -> tuple[tuple[Line, ...], ...]:
        """
        The clash; all lines but what households and people are owed; all lines.

        What cannot hold in one cannot in the next, which takes longer to count. In a
        large case the clash alone.
        """
        if self.compiled.large:
            return (self.lines,)
        every = self.compiled.lines
        rows = tuple(line for line in every if line.part is Part.ROW or not line.floor)
        return self.lines, tuple({**dict.fromkeys(self.lines), **dict.fromkeys(rows)}), every

    def lifted(self, lift: int) -> tuple[Model, tuple[Line, ...]] | None:
        """
        The model with some refusals lifted, and its lines; None where that leaves the clash.

        The clash alone is small and asked first. The model is that of all lines; in a
        large case that of the clash: what ends the clash at least cost ends everything
        at no less, so where it works there is nothing better.
        """
        small = build(self.compiled, self.lines, lift)
        if feasible(small, self.lines, lift) is None:
            return None
        return (small, self.lines) if self.compiled.large else self.whole(lift)

    def whole(self, lift: int = 0) -> tuple[Model, tuple[Line, ...]]:
        """The model of all lines, in a large case of the clash alone; and its lines."""
        lines = self.lines if self.compiled.large else self.compiled.lines
        return build(self.compiled, lines, lift), lines
