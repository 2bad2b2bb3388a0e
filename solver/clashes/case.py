"""A roster under a pack, with what is left out or lowered while a clash is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from matcher.pairs import Values
from models.packs import Pack
from models.roster import Roster
from solver.clashes.line import Line, Part, lines_of
from solver.clashes.refusals import Refusals
from solver.jobs.options import JobOptions
from solver.jobs.setup import make_draft
from solver.problem import Problem
from solver.result import Result
from solver.row import Entries


@dataclass(frozen=True)
class Case:
    """
    What is asked of a job.

    Parameters
    ----------
    job
        "allocate" or "push".
    roster, pack, options
        The facts, the policy, the settings.
    lowered
        By rule and entity: what a line's number is instead of the policy's.
    left_out
        Rule and entity of lines that are not asked for.
    """

    job: str
    roster: Roster
    pack: Pack
    options: JobOptions
    lowered: Mapping[tuple[str, str], int] = field(default_factory=dict)
    left_out: frozenset[tuple[str, str]] = frozenset()

    def same(self, other: Case) -> bool:
        """Whether another case, made of the same facts and policy, asks the same."""
        alike = self.roster is other.roster and self.pack is other.pack and self.job == other.job
        asked = (dict(self.lowered), self.left_out) == (dict(other.lowered), other.left_out)
        return alike and asked and self.options == other.options


LARGE = 20_000_000  # pairs: more take a minute to solve from nothing, or to count all lines of


@dataclass(frozen=True)
class Compiled:
    """A case as a problem, with its lines and what refuses its pairs."""

    case: Case
    problem: Problem
    refusals: Refusals
    lines: tuple[Line, ...]

    @cached_property
    def entries(self) -> Entries:
        """What each class and vacancy weighs for each of the problem's given rows."""
        return Entries.of(self.problem.given_rows)

    @property
    def large(self) -> bool:
        """Whether solving begins from an earlier answer, and only the clash is counted."""
        workers, vacancies = self.problem.shape
        return workers * vacancies > LARGE


def compile_case(case: Case, values: Values, refusals: Refusals | None = None) -> Compiled:
    """
    Compiles a case, without the lines that are left out.

    Parameters
    ----------
    case
        What is asked.
    values
        Of the case's pairs; feasibility reads no more of them than their shape.
    refusals
        Where they are known already for the same roster and pack.
    """
    problem = make_draft(case.job, case.roster, case.pack, case.options).problem(values)
    refusals = refusals or Refusals(case.roster, case.pack)
    if case.job == "push" and case.left_out:
        lines = lines_of(problem, case.roster, case.pack, case.job, refusals)
        gone = [w for line in lines if line.key in case.left_out for w in line.people]
        problem.min_posts[gone] = 0
    changed = _changed(problem, case)
    lines = lines_of(changed, case.roster, case.pack, case.job, refusals)
    return Compiled(case, changed, refusals, lines)


def _changed(problem: Problem, case: Case) -> Problem:
    """The problem without what is left out, and with lowered numbers."""
    if not case.left_out and not case.lowered:
        return problem
    out, low = case.left_out, case.lowered
    rows = [
        replace(r, lower=low.get((r.rule, r.entity), r.lower))
        for r in problem.given_rows
        if (r.rule, r.entity) not in out
    ]
    households = [
        replace(h, lower=low.get((h.rule, h.entity), h.lower))
        for h in problem.households
        if (h.rule, h.entity) not in out
    ]
    return Problem(
        problem.values,
        problem.openings,
        max_posts=problem.max_posts,
        min_posts=problem.min_posts,
        short_penalty=problem.short_penalty,
        class_of=problem.class_of,
        bonus=problem.given_bonus,
        rows=rows,
        households=[h for h in households if h.lower > 0],
        household_caps=[c for c in problem.household_caps if (c.rule, c.entity) not in out],
    )


def spare(compiled: Compiled, result: Result) -> dict[Line, tuple[int, int]]:
    """
    What an answer leaves of each line that it may leave short, counted afresh.

    Returns
    -------
    dict[Line, tuple[int, int]]
        By line, in the case's order: what there is beyond what is asked for, negative
        where it is short; and what one placement counts at most.
    """
    problem, owed = compiled.problem, result.owed
    worker, vacancy = result.assignment[:, 0], result.assignment[:, 1]
    table = np.zeros((problem.classes, problem.shape[1]), dtype=np.int64)
    np.add.at(table, (problem.class_of[worker], vacancy), 1)
    rows = compiled.entries.count(table, len(problem.given_rows))
    held = np.bincount(worker, minlength=problem.shape[0])
    left: dict[Line, tuple[int, int]] = {}
    for line in compiled.lines:
        if line.part is Part.ROW:
            row = problem.given_rows[line.index]
            most = np.abs(row.by_class).max(initial=1) * np.abs(row.by_vacancy).max(initial=1)
            left[line] = int(rows[line.index] - row.lower), int(most)
        elif line.part is Part.HOUSEHOLD:
            there = held[problem.households[line.index].members].sum()
            left[line] = int(there) - line.required, 1
        elif line.part is Part.OWED:
            who = np.array(line.people)
            left[line] = int((held[who] - owed[who]).min()), 1
    return left
