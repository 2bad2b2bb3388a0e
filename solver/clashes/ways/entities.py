"""The least that one employer, place or household would have to be let off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from models.rules import PostShare, Target
from solver.clashes.case import Case
from solver.clashes.decide import least, may_hold, with_slack
from solver.clashes.line import ALL, Line, Part
from solver.clashes.model import build
from solver.clashes.ways.way import Proposal, Scene, Touch
from solver.clashes.words import Words

_TRIED = 4  # lines of a clash, those that ask for most


def lower_entities(scene: Scene) -> Iterator[Proposal]:
    """Asks less of one line, as little as will do; of several where one is not enough."""
    lines = [line for line in scene.lines if _can_be_lowered(scene, line)]
    largest = sorted(lines, key=lambda line: -line.required)[:_TRIED]
    found = False
    for line in largest:
        for way in _lowered(scene, [line]):
            found = True
            yield way
    if not found and len(lines) > 1:
        yield from _lowered(scene, lines)


def _can_be_lowered(scene: Scene, line: Line) -> bool:
    if line.part is Part.HOUSEHOLD:
        return True
    if line.entity == ALL:
        return False  # the number of the rule says the same
    rule = scene.compiled.case.pack.rule(line.rule) if line.part is Part.ROW else None
    return isinstance(rule, (PostShare, Target))


def _lowered(scene: Scene, lines: Sequence[Line]) -> Iterator[Proposal]:
    for stage in scene.stages[:-1]:
        others = [line for line in stage if line not in lines]
        if not may_hold(build(scene.compiled, others), others):
            return
    whole, asked = scene.whole()
    model, slack = with_slack(whole, lines)
    cost = np.zeros(model.upper.size, dtype=np.int64)
    cost[slack] = 1
    found = least(model, asked, cost)
    if found is not None and found.cost:
        yield _let_off(scene.compiled.case, lines, found.counts[slack].tolist())


def _let_off(case: Case, lines: Sequence[Line], short: list[int]) -> Proposal:
    """Lines that ask for less, each by so many people."""
    words = Words(case)
    new = {line.key: line.required - less for line, less in zip(lines, short, strict=True) if less}
    told = [words.lowered(line, new[line.key]) for line in lines if line.key in new]
    return Proposal(
        Touch.ENTITY,
        "；".join(told),
        tuple(
            {"rule": line.rule, "entity": line.entity, "required": new[line.key],
             "was": line.required}
            for line in lines
            if line.key in new
        ),
        sum(short),
        replace(case, lowered={**case.lowered, **new}),
    )  # fmt: skip
