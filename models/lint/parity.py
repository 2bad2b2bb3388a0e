"""What to look at among the wages of posts, by the parity rules of a pack."""

from __future__ import annotations

from models.fields import VACANCIES
from models.packs import Pack
from models.places import division_name
from models.roster import Finding, Roster
from models.rules import Parity
from models.rules.rounding import yuan

_SHOWN = 5


def parity_findings(roster: Roster, pack: Pack) -> tuple[Finding, ...]:
    """
    Returns a finding for each group of like posts that pay too differently, and one
    for each rule whose floor some posts are under; in the pack's order.
    """
    return tuple(
        finding
        for rule in pack.rules
        if isinstance(rule, Parity)
        for finding in (*_unequal(rule, roster), *_below(rule, roster))
    )


def _unequal(rule: Parity, roster: Roster) -> list[Finding]:
    found = []
    for row in rule.unequal(roster).iter_rows(named=True):
        area, posts = row["area"], row["posts"]
        where = f"{division_name(area) or ''}{area}的" if area else ""
        message = (
            f"{where}「{row['like']}」{len(posts)} 个岗位"
            f"月薪从 {row['low']:g} 到 {row['high']:g} 元不等，不符合 {rule.cite}："
            f"{rule.statement}请核对或统一标准。"
        )
        found.append(_finding("unequal_wages", message, posts))
    return found


def _below(rule: Parity, roster: Roster) -> list[Finding]:
    posts = rule.below(roster).to_list()
    if not posts:
        return []
    message = (
        f"有 {len(posts)} 个岗位月薪低于 {yuan(rule.floor)} 元，"
        f"不符合 {rule.cite}：{rule.statement}请核对单位（元/月、元/天）或要求单位改正。"
    )
    return [_finding("under_floor", message, posts)]


def _finding(code: str, message: str, posts: list[str]) -> Finding:
    label = VACANCIES.by_name[VACANCIES.key].label
    where = tuple(f"{label} {key}" for key in posts[:_SHOWN])
    return Finding("warning", code, message, "vacancies", "wage_min", len(posts), where)
