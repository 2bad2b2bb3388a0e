"""The least change of a number of the policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from models.rules import Priority, Rule
from solver.clashes.case import Case, Compiled, compile_case
from solver.clashes.decide import may_hold
from solver.clashes.line import Line, Part
from solver.clashes.model import build
from solver.clashes.refusals import restricting
from solver.clashes.ways.exemptions import FIRST_OPEN_TIER
from solver.clashes.ways.way import Proposal, Scene, Touch
from solver.clashes.words import Words


@dataclass(frozen=True)
class Knob:
    """A number of a rule kind: which way it loosens, and in which steps it is turned."""

    field: str
    up: bool
    step: Decimal


KNOBS = {
    "post_share": Knob("share", False, Decimal("0.001")),
    "hire_share": Knob("share", False, Decimal("0.001")),
    "household_guarantee": Knob("least", False, Decimal(1)),
    "household_cap": Knob("most", True, Decimal(1)),
    "push_minimum": Knob("least", False, Decimal(1)),
    "exposure_cap": Knob("factor", True, Decimal("0.1")),
    "target": Knob("least", False, Decimal(1)),
    "budget": Knob("amount", True, Decimal(1)),
    "term_limit": Knob("months", True, Decimal(1)),
}


def turn_numbers(scene: Scene) -> Iterator[Proposal]:
    """Turns the number of each rule of the clash, for everybody, as little as will do."""
    pack = scene.compiled.case.pack
    for name in dict.fromkeys(line.rule for line in scene.lines):
        rule = next((rule for rule in pack.rules if rule.id == name), None)
        knob = None if rule is None else KNOBS.get(rule.kind)
        if rule is None or knob is None:
            continue
        restricts = any(line.part is Part.MASK for line in scene.lines if line.rule == name)
        if restricts and rule.tier < FIRST_OPEN_TIER:
            continue
        turned = _turned(scene, rule, knob)
        if turned is not None:
            yield _proposal(scene, rule, knob, turned)


def _turned(scene: Scene, rule: Rule, knob: Knob) -> Rule | None:
    """
    The rule with its number turned as little as will do; None where no turning helps.

    In a large case as little as ends the clash alone; otherwise that says where to begin.
    """
    param = rule.params()[knob.field]
    now = Decimal(getattr(rule, knob.field))
    whole = now // knob.step
    if knob.up:
        near, far = int(whole) + 1, int(param.high // knob.step)
    else:
        near = int(whole) - (whole * knob.step == now)
        far = max(1, int(-(-param.low // knob.step)))
    if (near > far) == knob.up and near != far:
        return None

    def at(step: int) -> Rule:
        value = step * knob.step
        new: Any = {knob.field: int(value) if param.type == "count" else value}
        return replace(rule, **new)

    sign = 1 if knob.up else -1
    turns = 0  # from the nearest step on
    for lines in scene.stages:

        def holds(turn: int, some: tuple[Line, ...] = lines) -> bool:
            return _holds(scene, at(near + sign * turn), some)

        found = _first(turns, abs(far - near), holds)
        if found is None:
            return None
        turns = found
    return at(near + sign * turns)


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int | None:
    """
    The least number of turns that helps, where more never help less; None where none does.

    Steps grow fast from the lower end: among more lines the answer is most often near it.
    """
    if holds(low):
        return low
    step = 1
    while low + step < high and not holds(low + step):
        low, step = low + step, 4 * step
    if low + step >= high:
        if not holds(high):
            return None
    else:
        high = low + step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _with(case: Case, rule: Rule) -> Case:
    rules = tuple(rule if old.id == rule.id else old for old in case.pack.rules)
    return replace(case, pack=replace(case.pack, rules=rules))


def _compiled(scene: Scene, rule: Rule, only: Set[str] | None = None) -> Compiled:
    """The case with a rule in place of the old one; where asked, with some rules only."""
    before = scene.compiled
    case = _with(before.case, rule)
    if only is not None:
        rules = tuple(kept for kept in case.pack.rules if kept.id in only)
        case = replace(case, pack=replace(case.pack, rules=rules))
    same = restricting(case.pack) == restricting(before.case.pack)
    return compile_case(case, before.problem.values, before.refusals if same else None)


def _holds(scene: Scene, rule: Rule, some: tuple[Line, ...]) -> bool:
    """Whether some lines hold with a rule in place of the old one."""
    rules = scene.compiled.case.pack.rules
    only = {kept.id for kept in rules if not isinstance(kept, Priority)}  # that orders people
    every = some is scene.compiled.lines  # people may be owed alike who were not before
    keys = {line.key for line in some}
    if not every and scene.compiled.case.job == "allocate":
        masks = {kept.id for kept in restricting(scene.compiled.case.pack)}  # refusals as they are
        only &= masks | {line.rule for line in some}
    compiled = _compiled(scene, rule, only)
    lines = tuple(line for line in compiled.lines if every or line.key in keys)
    return may_hold(build(compiled, lines), lines)


def _proposal(scene: Scene, old: Rule, knob: Knob, new: Rule) -> Proposal:
    before, after = getattr(old, knob.field), getattr(new, knob.field)
    compiled = _compiled(scene, new)
    affected = None
    rows = scene.compiled.problem.given_rows
    counted = not any(row.rule == old.id and row.scale > 1 for row in rows)
    if not knob.up and counted:
        now = {line.key: line for line in compiled.lines}
        affected = sum(
            (line.required - (now[line.key].required if line.key in now else 0))
            * max(1, len(line.people))
            for line in scene.compiled.lines
            if line.rule == old.id
        )
    return Proposal(
        Touch.NUMBER,
        Words(scene.compiled.case).turned(old, knob.field, before, after),
        ({"rule": old.id, "field": knob.field, "value": str(after), "was": str(before)},),
        affected,
        compiled.case,
    )
