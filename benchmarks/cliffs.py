"""Cliffs in a sweep: levels that are not proved, or far slower than the level beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from benchmarks.outcome import Cell

STEEP = 3.0  # times the neighbour's time
NOISE = 0.5  # seconds: less is the machine's doing


class Solved(Protocol):
    """What a level of a sweep says of itself."""

    @property
    def name(self) -> str:
        """The level."""
        ...

    @property
    def row(self) -> Mapping[str, Cell]:
        """Its figures."""
        ...

    @property
    def seconds(self) -> float:
        """Of the solve."""
        ...

    @property
    def phases(self) -> Mapping[str, float]:
        """Seconds by phase."""
        ...

    @property
    def proved(self) -> bool:
        """Whether the gap asked for is proved."""
        ...


@dataclass(frozen=True)
class Cliff:
    """
    A level that stands out.

    `phase` grew most against the quickest level beside it, by `more` seconds;
    `row` has its other figures.
    """

    level: str
    why: str
    phase: str
    more: float
    row: Mapping[str, Cell]


def cliffs(levels: Sequence[Solved], *, neighbours: bool = True) -> list[Cliff]:
    """
    Names the cliffs of a sweep.

    Parameters
    ----------
    levels
        In the order of the sweep, all of one size.
    neighbours
        Whether the order means something; where it does not, all the other
        levels stand beside a level, and only proofs are looked at.
    """
    found = []
    for index, level in enumerate(levels):
        if neighbours:
            beside = [levels[k] for k in (index - 1, index + 1) if 0 <= k < len(levels)]
        else:
            beside = [other for other in levels if other is not level]
        if not beside:
            continue
        quick = min(beside, key=lambda one: one.seconds)
        steep = level.seconds > STEEP * quick.seconds and level.seconds > quick.seconds + NOISE
        if level.proved and not (neighbours and steep):
            continue
        why = f"{level.seconds / quick.seconds:.1f} times the time at {quick.name}"
        if not level.proved:
            why = "stopped before the gap asked for"
        grown = {p: s - quick.phases.get(p, 0.0) for p, s in level.phases.items()}
        phase = max(grown, key=lambda one: grown[one])
        found.append(Cliff(level.name, why, phase, grown[phase], level.row))
    return found
