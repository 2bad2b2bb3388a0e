"""
Sets of lines of which each is needed: leaving one out, the others can hold.

QuickXplain (Junker 2004) over what linear programming suspects: first the few
lines that are short, and only where these could hold among themselves, all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from solver.clashes.case import Compiled
from solver.clashes.decide import UndecidedError, feasible, refuted, suspects
from solver.clashes.line import Line, Part
from solver.clashes.model import build

Infeasible = Callable[[Sequence[Line]], bool]


def minimal_set(
    compiled: Compiled, lines: Sequence[Line], short: Sequence[Line]
) -> tuple[Line, ...] | None:
    """
    A minimal set of lines that cannot hold together; None where all can.

    Parameters
    ----------
    compiled
        The case.
    lines
        Among which.
    short
        Those of them that an answer left short: they are looked at first.

    Raises
    ------
    UndecidedError
        When a decision takes too long.
    """
    always = [line for line in lines if not line.floor]
    for some in ([*short, *always], list(lines)):
        if any(line.floor for line in some):
            found = _within(compiled, some)
            if found is not None:
                return found
    return None


def _within(compiled: Compiled, lines: list[Line]) -> tuple[Line, ...] | None:
    model = build(compiled, lines)
    suspected = suspects(model, lines)
    if suspected is None or feasible(model, suspected) is not None:
        if feasible(model, lines) is not None:
            return None
        suspected = lines
    model = build(compiled, suspected)
    order = sorted(suspected, key=_kept_last)
    found = quickxplain(lambda some: feasible(model, some) is None, [], order)
    place = {line.key: index for index, line in enumerate(compiled.lines)}
    found.sort(key=lambda line: place[line.key])
    fewest = _with_fewest_people(compiled, found)
    model = build(compiled, fewest)
    if not refuted(model, fewest) and feasible(model, fewest, exact=True) is not None:
        raise UndecidedError  # linear programming was mistaken
    return tuple(fewest)


def _kept_last(line: Line) -> tuple[bool, int]:
    """Floors that ask for most go first, so that few are needed; restrictions go last."""
    return not line.floor, -line.required * max(1, len(line.people))


def quickxplain(
    infeasible: Infeasible, background: Sequence[Line], lines: Sequence[Line]
) -> list[Line]:
    """
    A minimal part of `lines` that cannot hold with the background; earlier lines are preferred.

    Parameters
    ----------
    infeasible
        Whether some lines cannot hold together.
    background, lines
        Together infeasible; the background alone is not.
    """

    def explain(base: list[Line], changed: bool, rest: list[Line]) -> list[Line]:
        if changed and infeasible(base):
            return []
        if len(rest) == 1:
            return rest
        half = len(rest) // 2
        first, second = rest[:half], rest[half:]
        needed = explain([*base, *first], True, second)
        return [*explain([*base, *needed], bool(needed), first), *needed]

    return explain(list(background), bool(background), list(lines))


def _with_fewest_people(compiled: Compiled, lines: list[Line]) -> list[Line]:
    """Posts owed to many people alike: as many of them as are needed for the clash."""
    found = list(lines)
    for place, line in enumerate(found):
        if line.part is not Part.OWED:
            continue
        low, high = 1, len(line.people)
        while low < high:
            middle = (low + high) // 2
            found[place] = replace(line, people=line.people[:middle])
            if feasible(build(compiled, found), found) is None:
                high = middle
            else:
                low = middle + 1
        found[place] = replace(line, people=line.people[:high])
    return found
