"""The scenarios of a sweep: every combination of the values of some numbers of a pack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from models.packs import Pack, PackError
from models.packs.problem import PackProblem
from models.rules.params import Param

PERCENT = Fraction(1, 100)


@dataclass(frozen=True)
class Axis:
    """
    A number that is varied.

    Parameters
    ----------
    name
        As `Pack.with_parameters` takes it: "RULE.FIELD" or a parameter's name.
    values
        At least one, in the order of the scenarios, as a pack would write them
        ("0.1", "12", "1/3").
    """

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Point:
    """
    One scenario before it is solved.

    Parameters
    ----------
    number
        From 1, in the order of the product, the last axis fastest.
    place
        Rank of its value on each axis, 0 for the least: neighbours differ by one.
    settings
        Axis to value.
    pack
        With these values.
    """

    number: int
    place: tuple[int, ...]
    settings: dict[str, str]
    pack: Pack

    def distance(self, other: Point) -> int:
        """Steps from one scenario to another along the axes."""
        return sum(abs(a - b) for a, b in zip(self.place, other.place, strict=True))


def make_grid(pack: Pack, axes: Sequence[Axis]) -> tuple[Point, ...]:
    """
    Lists the scenarios.

    Raises
    ------
    PackError
        With every fault of a name or a value, each once.
    """
    faults: dict[PackProblem, None] = {}
    for axis in axes:  # each value by itself first: a fault is told once, not once a combination
        for value in axis.values:
            try:
                pack.with_parameters({axis.name: value})
            except PackError as error:
                faults |= dict.fromkeys(error.problems)
    if faults:
        raise PackError(tuple(faults))
    ranks = [_ranks(axis.values) for axis in axes]
    points = []
    for number, values in enumerate(product(*(axis.values for axis in axes)), 1):
        settings = {axis.name: value for axis, value in zip(axes, values, strict=True)}
        place = tuple(rank[value] for rank, value in zip(ranks, values, strict=True))
        points.append(Point(number, place, settings, pack.with_parameters(settings)))
    return tuple(points)


def outwards(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points by their steps from the middle one, then by number: the farthest is nearest it."""
    middle = min(points, key=lambda p: (max(map(p.distance, points)), p.number))
    return tuple(sorted(points, key=lambda p: (p.distance(middle), p.number)))


def axis_between(a: Point, b: Point) -> str | None:
    """The axis along which two scenarios are neighbours; None where they are not."""
    if a.distance(b) != 1:
        return None
    changed = [x != y for x, y in zip(a.place, b.place, strict=True)]
    return [*a.settings][changed.index(True)]


def turned(a: Pack, b: Pack) -> list[tuple[str, str, Param | None]]:
    """(rule, field, declaration) of what two settings of a pack differ in; a tier has none."""
    found: list[tuple[str, str, Param | None]] = []
    for one, other in zip(a.rules, b.rules, strict=True):
        fields: dict[str, Param | None] = {"tier": None, **one.params()}
        found += [
            (one.id, name, param)
            for name, param in fields.items()
            if getattr(one, name) != getattr(other, name)
        ]
    return found


def unit_of(changed: Sequence[tuple[str, str, Param | None]]) -> Fraction:
    """What a planner calls one more: a percentage point of a share, else 1."""
    shares = [
        param is not None and param.type in {"decimal", "ratio"} and param.high <= 1
        for _, _, param in changed
    ]
    return PERCENT if shares and all(shares) else Fraction(1)


def _ranks(values: Sequence[str]) -> dict[str, int]:
    rising = sorted(values, key=Fraction)
    return {value: rank for rank, value in enumerate(rising)}
