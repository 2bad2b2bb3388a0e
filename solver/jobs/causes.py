"""Why a rule is short, in the policy's words and with the counts behind it."""

from __future__ import annotations

import numpy as np

from matcher.pair_values import PairValues
from models.rules import HireShare, PostShare, Target
from solver.problem import Household, Problem
from solver.result import Line, Result
from solver.row import Row

_FEW_POSTS = 200  # of more, who could take one is not counted person by person


def share_cause(rule: PostShare, row: Row, values: PairValues, problem: Problem) -> str:
    """How many posts are owed, and how many of the group could take one."""
    group = np.flatnonzero(row.counted[problem.class_of] & (problem.max_posts > 0))
    able = values.has_eligible_post(group, row.vacancies)
    places = int(problem.openings[row.vacancies].sum())
    text = f"应安排{rule.group.label}{row.lower}人(这些岗位共{places}个);"
    text += (
        f"{rule.group.label}可参加本次安置的有{group.size}人,其中符合岗位条件的{int(able.sum())}人"
    )
    if able.sum() < row.lower:
        return text + ",人数不足"
    return text + ",但他们同时是其他同级或更优先规则必须安置的人员"


def group_cause(
    rule: Target | HireShare,
    row: Row,
    line: Line,
    values: PairValues,
    problem: Problem,
    *,
    missed: bool,
) -> str:
    """
    How many are asked for, how many posts and people there are, and which of them is too few.

    Parameters
    ----------
    rule, row, line
        The rule, and how it came out for one place or employer.
    values, problem
        The facts.
    missed
        Whether openings and people alone leave it short, whatever is decided.
    """
    label, required = rule.group.label, line.required
    people = np.flatnonzero(row.counted[problem.class_of] & (problem.max_posts > 0))
    places = int(problem.openings[row.vacancies].sum())
    text = f"应安排{label}{required}人,实际{line.achieved}人;这些岗位共{places}个名额,"
    text += f"{label}可参加本次安置的有{people.size}人"
    if people.size < required:
        return text + ",人数不足"
    if missed:
        return text + ",名额全部给他们也不够"
    if row.vacancies.size <= _FEW_POSTS:
        able = int(values.has_eligible_post(people, row.vacancies).sum())
        text += f",其中符合岗位条件的{able}人"
        if able < required:
            return text + ",人数不足"
    return text + ",但再安排一人,其他规则或匹配值的损失超过本规则的分量"


def household_cause(household: Household, values: PairValues, problem: Problem) -> str:
    """How many posts the members could take, and that others are owed them too."""
    posts_open, members = np.flatnonzero(problem.openings > 0), household.members
    pairs = np.repeat(members, posts_open.size), np.tile(posts_open, members.size)
    allowed = values.eligible(*pairs).reshape(members.size, posts_open.size).any(axis=0)
    size, posts = members.size, int(problem.openings[posts_open[allowed]].sum())
    text = f"应就业{household.lower}人,有就业意愿的劳动力{size}人,"
    if not posts:
        return text + "没有一个空缺岗位的条件全部符合"
    return text + f"符合条件的岗位只有{posts}个,须留给同样受保障的其他家庭或人员"


def push_cause(worker: int, held: int, result: Result) -> str:
    """How many posts are eligible, and that the others have reached their caps."""
    reachable = int(result.best.start[worker + 1] - result.best.start[worker])
    owed = int(result.owed[worker])
    rest = f"符合条件的其余岗位(至少{max(0, reachable - held)}个)都已达推送上限"
    return f"应推送{owed}个,已推送{held}个;{rest}"
