"""
Sets of lines of which each is needed: leaving one out, the others can hold.

QuickXplain (Junker 2004) over what linear programming suspects. Of many suspects the
half that asks for most is tried alone first, again and again: its model is smaller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from solver.clashes.case import Compiled
from solver.clashes.decide import feasible
from solver.clashes.line import Line, Part
from solver.clashes.linear import UndecidedError
from solver.clashes.model import Model, build
from solver.clashes.proof import refuted, suspects

Infeasible = Callable[[Sequence[Line]], bool]
_FEW = 8  # floors that are not halved


def minimal_sets(compiled: Compiled, lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """
    Minimal sets that cannot hold together and share no floor, until the other lines can.

    Parameters
    ----------
    compiled
        The case.
    lines
        Among which.

    Raises
    ------
    UndecidedError
        When a decision takes too long.
    """
    rest = list(lines)
    model: Model | None = None
    while any(line.floor for line in rest):
        model = model or build(compiled, rest)
        suspected = suspects(model, rest)
        if suspected is None or _can_hold(compiled, suspected):
            if feasible(model, rest) is not None:
                return
            suspected = rest
        found = _minimal(compiled, suspected)
        yield found
        floors = {line.key for line in found if line.floor}
        rest = [line for line in rest if line.key not in floors]


def _can_hold(compiled: Compiled, lines: list[Line]) -> bool:
    return feasible(build(compiled, lines), lines) is not None


def _minimal(compiled: Compiled, suspected: list[Line]) -> tuple[Line, ...]:
    order = _narrowed(compiled, sorted(suspected, key=_kept_last))
    model = build(compiled, order)
    found = quickxplain(lambda some: feasible(model, some) is None, [], order)
    place = {line.key: index for index, line in enumerate(compiled.lines)}
    found.sort(key=lambda line: place[line.key])
    fewest = _with_fewest_people(compiled, found)
    model = build(compiled, fewest)
    if not refuted(model, fewest) and feasible(model, fewest, exact=True) is not None:
        raise UndecidedError  # linear programming was mistaken
    return tuple(fewest)


def _narrowed(compiled: Compiled, lines: list[Line]) -> list[Line]:
    """The first of the floors, with what is no floor, as long as half of them clash too."""
    while True:
        floors = [line for line in lines if line.floor]
        if len(floors) <= _FEW:
            return lines
        half = [*floors[: len(floors) // 2], *(line for line in lines if not line.floor)]
        suspected = suspects(build(compiled, half), half)
        if suspected is None:
            return lines
        lines = sorted(suspected, key=_kept_last)


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
