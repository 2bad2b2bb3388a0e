"""Lines and ways out in the policy's words, for offices."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from models.rules import (
    Budget,
    HireShare,
    HouseholdCap,
    HouseholdGuarantee,
    PostShare,
    Rule,
    Target,
)
from models.rules.rounding import percent, plain, yuan
from solver.clashes.case import Case
from solver.clashes.line import ALL, JOB_RULE, Line, Part

_SHOWN = 5
_FIELDS = {
    ("post_share", "share"): "比例",
    ("hire_share", "share"): "比例",
    ("household_guarantee", "least"): "每户至少就业人数",
    ("household_cap", "most"): "每户至多人数",
    ("push_minimum", "least"): "每人至少推送的岗位数",
    ("exposure_cap", "factor"): "每招1人至多推送的人数",
    ("target", "least"): "目标人数",
    ("budget", "amount"): "资金总额（元）",
    ("term_limit", "months"): "任职期限（月）",
}


def listed(names: Sequence[str], unit: str) -> str:
    """Some names, the first few of many, and how many they are."""
    if len(names) <= _SHOWN:
        return f"{'、'.join(names)}（{len(names)}{unit}）"
    return f"{'、'.join(names[:_SHOWN])}等{len(names)}{unit}"


def post_name(vacancies: pl.DataFrame, vacancy: int) -> str:
    """A vacancy as offices speak of it: its number, employer and title."""
    about = [vacancies[column][vacancy] for column in ("employer", "title")]
    told = " ".join(text for text in about if text)
    return f"{vacancies['vacancy_id'][vacancy]}{f'（{told}）' if told else ''}"


class Words:
    """
    Speaks of the lines of a case.

    Parameters
    ----------
    case
        Its roster and pack.
    """

    def __init__(self, case: Case) -> None:
        self._case = case

    def rule(self, line: Line) -> Rule | None:
        """The line's rule; None for what the job itself owes."""
        return None if line.rule == JOB_RULE else self._case.pack.rule(line.rule)

    def entity(self, line: Line) -> str:
        """For whom a line holds."""
        if line.part is Part.OWED:
            names = self._case.roster.workers["worker_id"]
            return listed([names[w] for w in line.people], "人")
        if line.part is Part.EXPOSURE:
            return post_name(self._case.roster.vacancies, line.index)
        if line.entity == ALL:
            return "全部"
        if line.part is Part.ROW and isinstance(self.rule(line), (PostShare, HireShare)):
            return self._employer(line.entity)
        return line.entity

    def said(self, line: Line) -> str:
        """What a line asks, with its number."""
        who = self.entity(line)
        if line.part is Part.OWED:
            return f"{who}每人应推送不少于{line.required}个岗位"
        if line.part is Part.EXPOSURE:
            return f"{who}最多推送{line.required}人"
        return _asked(self.rule(line), line, who)

    def lowered(self, line: Line, to: int) -> str:
        """What a line would ask instead."""
        rule, who = self.rule(line), self.entity(line)
        about = "" if rule is None else f"（{rule.cite}）"
        unit = "户内" if isinstance(rule, HouseholdGuarantee) else ""
        if not to:
            return f"{who}{about}这次暂不要求，须报批（原应安排{line.required}人）"
        return f"{who}{about}{unit}应安排的人数由{line.required}人减为{to}人"

    def turned(self, rule: Rule, field: str, before: Any, after: Any) -> str:
        """What a number of a rule would be instead."""
        how = "提高" if after > before else "降低"
        name = _FIELDS[rule.kind, field]
        return (
            f"把“{rule.cite}”的{name}由{_number(field, before)}{how}到{_number(field, after)}"
            f"（对全部对象适用）"
        )

    def _employer(self, entity: str) -> str:
        vacancies = self._case.roster.vacancies
        own = vacancies.filter(pl.col("employer_id") == entity)["employer"].drop_nulls()
        return f"{own[0]}（{entity}）" if len(own) and own[0] != entity else entity


def _number(field: str, value: Any) -> str:
    if field == "share":
        return percent(value)
    if field == "amount":
        return yuan(value)
    return plain(value) if isinstance(value, Decimal) else str(value)


def _asked(rule: Rule | None, line: Line, who: str) -> str:
    """What a rule asks of one entity, with its number."""
    number = line.required
    match rule:
        case HouseholdGuarantee():
            text = f"{rule.households.label}{who}至少{number}人实现就业"
        case HouseholdCap():
            text = f"{rule.households.label}{who}在{rule.posts.label}上最多安排{number}人"
        case PostShare():
            share = f"新增岗位的{percent(rule.share)}即{number}个"
            text = f"{who}的{rule.posts.label}，{share}安排给{rule.group.label}"
        case Target():
            place = "" if line.entity == ALL else who
            text = f"{place}{rule.group.label}安排到{rule.posts.label}不少于{number}人"
        case HireShare():
            text = f"{who}：{rule.statement.rstrip('。')}"
        case Budget():
            text = f"{rule.fund}不超过{yuan(rule.amount)}元"
        case None:
            text = ""
        case _:
            text = rule.statement.rstrip("。")
    return text
