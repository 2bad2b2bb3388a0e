"""One rule for one entity: what can be left out of a set, and what cannot."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from matcher.units import IntArray
from models.packs import Pack
from models.roster import Roster
from models.rules import ExposureCap, PushMinimum
from solver.clashes.refusals import Refusals
from solver.problem import Problem

JOB_RULE = "push-minimum"  # the push's own minimum, where the pack has no such rule
ALL = "all"


class Part(Enum):
    """What of a problem a line is."""

    ROW = "row"
    HOUSEHOLD = "household"
    CAP = "cap"
    OWED = "owed"
    EXPOSURE = "exposure"
    MASK = "mask"


@dataclass(frozen=True)
class Line:
    """
    One rule for one entity.

    Parameters
    ----------
    rule, entity
        Id of the rule; for whom: employer, household, vacancy, or all. Posts owed
        are named by the first of the people, who are all alike.
    part, index
        What it is in the problem: a row, household or household cap by its place, a
        vacancy, a bit of `Refusals`; for posts owed, how many each is owed.
    required
        The number on its right-hand side.
    floor
        Whether placing nobody breaks it: without floors every set holds.
    people
        Posts owed: to whom.
    """

    rule: str
    entity: str
    part: Part
    index: int
    required: int
    floor: bool
    people: tuple[int, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """By which the line is known in a changed problem."""
        return self.rule, self.entity


def lines_of(
    problem: Problem, roster: Roster, pack: Pack, job: str, refusals: Refusals
) -> tuple[Line, ...]:
    """Every line of a job: its rules by entity, in the problem's order, restrictions last."""
    lines = [
        Line(row.rule, row.entity, Part.ROW, index, row.lower, row.lower > 0)
        for index, row in enumerate(problem.given_rows)
    ]
    lines += [
        Line(h.rule, h.entity, Part.HOUSEHOLD, index, min(h.lower, h.members.size), floor=True)
        for index, h in enumerate(problem.households)
    ]
    lines += [
        Line(c.rule, c.entity, Part.CAP, index, c.upper, floor=False)
        for index, c in enumerate(problem.household_caps)
    ]
    if job == "push":
        lines += _owed(problem, roster, pack, refusals)
        lines += _exposures(problem, roster, pack)
    lines += [
        Line(rule.id, ALL, Part.MASK, refusals.bit(rule.id), 0, floor=False)
        for rule in refusals.rules
    ]
    return tuple(lines)


def _owed(problem: Problem, roster: Roster, pack: Pack, refusals: Refusals) -> list[Line]:
    """Posts owed, one line for all people who are alike."""
    people = np.flatnonzero(problem.min_posts > 0)
    posts = np.flatnonzero(problem.openings > 0)
    if not people.size or not posts.size:
        return []
    _, first, kind = np.unique(refusals.worker_key[people], return_index=True, return_inverse=True)
    _, at, width = np.unique(refusals.vacancy_key[posts], return_index=True, return_counts=True)
    codes = refusals.codes(people[first], posts[at])
    reach = ((codes == 0) * width).sum(axis=1)
    owed = np.minimum(problem.min_posts[people], reach[kind.ravel()])
    pattern = np.unique(codes, axis=0, return_inverse=True)[1].ravel()
    rule_of = _owing_rule(problem, roster, pack, people)
    by = np.unique(np.array(rule_of), return_inverse=True)[1]
    alike = np.stack((pattern[kind.ravel()], owed, problem.max_posts[people], by), axis=1)
    _, group = np.unique(alike, axis=0, return_inverse=True)
    lines = []
    order = np.argsort(group.ravel(), kind="stable")
    cuts = np.flatnonzero(np.diff(group.ravel()[order])) + 1
    for members in np.split(order, cuts):
        each = int(owed[members[0]])
        if each:
            who = people[members]
            name = roster.workers["worker_id"][int(who[0])]
            rule = rule_of[int(members[0])]
            lines.append(
                Line(rule, name, Part.OWED, each, each, floor=True, people=tuple(who.tolist()))
            )
    return lines


def _owing_rule(problem: Problem, roster: Roster, pack: Pack, people: IntArray) -> list[str]:
    """By which rule each of some people is owed posts; the job's own where no rule owes as many."""
    name = [JOB_RULE] * people.size
    for rule in reversed(pack.rules):
        if isinstance(rule, PushMinimum):
            owes = rule.workers.mask(roster)[people] & (rule.least == problem.min_posts[people])
            for index in np.flatnonzero(owes).tolist():
                name[index] = rule.id
    return name


def _exposures(problem: Problem, roster: Roster, pack: Pack) -> list[Line]:
    """Caps of pushes, one line for each vacancy that can be pushed to too many."""
    lines = []
    openings = roster.vacancies["openings"].to_numpy().astype(np.int64)
    capped = np.flatnonzero((problem.openings > 0) & (problem.openings < problem.shape[0]))
    rules = [
        (rule, rule.posts.mask(roster), rule.cap(openings))
        for rule in pack.rules
        if isinstance(rule, ExposureCap)
    ]
    for vacancy in capped.tolist():
        cap = int(problem.openings[vacancy])
        name = roster.vacancies["vacancy_id"][vacancy]
        for rule, chosen, most in rules:
            if chosen[vacancy] and int(most[vacancy]) == cap:
                lines.append(Line(rule.id, name, Part.EXPOSURE, vacancy, cap, floor=False))
                break
    return lines
