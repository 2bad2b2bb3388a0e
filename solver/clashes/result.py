"""What is said of rules that cannot hold together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from solver.clashes.case import Case
from solver.clashes.line import Line
from solver.clashes.ways.verify import Solved
from solver.clashes.ways.way import Touch


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
        Ways out, the easiest first; none where they were not looked for.
    case
        The case that the ways were looked for in: without the floors of other clashes,
        and without what was not looked into.
    """

    lines: tuple[Line, ...]
    said: tuple[str, ...]
    owed: int | None
    most: int | None
    ways: tuple[Way, ...]
    case: Case

    @property
    def short(self) -> int | None:
        """People short at least; None where a floor counts no people."""
        return None if self.owed is None or self.most is None else self.owed - self.most


@dataclass(frozen=True)
class Report:
    """
    What cannot hold together.

    Parameters
    ----------
    clashes
        With their ways out. They share no floor. Where only rules that must hold clash,
        they come first; then those that are most people short.
    complete
        Whether everything else is proved to hold together.
    solved
        The case as it is.
    more
        Further clashes, in the same order, without ways out.
    aside
        Lines that are short besides all clashes, and were not looked into; without
        them, everything else holds together.
    together
        Numbers of the policy that end all clashes at once, where there are several.
    """

    clashes: tuple[Clash, ...]
    complete: bool
    solved: Solved
    more: tuple[Clash, ...] = ()
    aside: tuple[Line, ...] = ()
    together: tuple[Way, ...] = ()
