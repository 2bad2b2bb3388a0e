"""
Thresholds that a planner chases, laid out over a roster: for each employer who would count.

The lines of a threshold are told apart by the person, the post, the employer, and the
line itself. Of a placement that is only planned the first three are known, and of the
line that it is a job: a threshold can be chased where this settles who counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import polars as pl

from models.packs import Pack
from models.reach import Reach, ReachError
from models.roster import Roster
from models.rules.condition import AllOf, AnyOf, Condition, Everything, NoneOf, Through
from models.rules.selection import Selection
from models.rules.threshold import Threshold

_TABLES = {"worker": "workers", "post": "vacancies", "employer": "employers"}

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Chased:
    """
    One employer under one threshold that is chased.

    Parameters
    ----------
    rule, place
        The rule's id, and the employer's.
    value
        What reaching it is worth, in value.
    least
        People that it takes, at least 1; None where the roster does not say.
    missing
        What the roster does not say, in Chinese; None where it says all.
    people
        Shape (W,): who counts.
    posts
        The employer's posts that count, rising.
    """

    rule: str
    place: str
    value: Decimal
    least: int | None
    missing: str | None
    people: Mask
    posts: npt.NDArray[np.int64]

    @property
    def name(self) -> str:
        """As its row and its prices are called."""
        return f"reach:{self.rule}@{self.place}"


def lay_out(reaches: Sequence[Reach], pack: Pack, roster: Roster) -> tuple[Chased, ...]:
    """
    Finds the employers that thresholds are chased for, by rule as asked, then by employer.

    People of earlier placements do not count: a threshold is reached by this run's alone.
    Who asks for a rule and again for one employer of it says what that one is worth.

    Raises
    ------
    ReachError
        When there is no such rule or employer, or the rule cannot be chased: it pays no
        employer, has a greatest number, or counts by what only a ledger knows.
    """
    chosen: dict[tuple[str, str], Chased] = {}
    for reach in sorted(reaches, key=lambda r: r.place is not None):
        for found in _of(_rule(reach, pack), reach, roster):
            chosen[found.rule, found.place] = found
    order = {rule: place for place, rule in enumerate(dict.fromkeys(r.rule for r in reaches))}
    return tuple(sorted(chosen.values(), key=lambda c: (order[c.rule], c.place)))


def _rule(reach: Reach, pack: Pack) -> Threshold:
    thresholds = {rule.id: rule for rule in pack.rules if isinstance(rule, Threshold)}
    rule = thresholds.get(reach.rule)
    ids = "、".join(r.id for r in thresholds.values() if _refused(r) is None) or "（没有）"
    if rule is None:
        msg = f"政策包 {pack.id} 没有门槛规则 {reach.rule}；可以追求的有：{ids}。"
        raise ReachError(msg)
    refused = _refused(rule)
    if refused is not None:
        msg = f"门槛 {reach.rule} 不能追求：{refused}。可以追求的有：{ids}。"
        raise ReachError(msg)
    return rule


def _refused(rule: Threshold) -> str | None:
    """Why a threshold cannot be chased; None where it can."""
    if rule.payee != "employer":
        return "它按介绍组织单位计算，而安置方案里没有介绍组织单位"
    if rule.most is not None:
        return f"它有人数上限（{rule.most} 人），不是人越多越好"
    try:
        tuple(_parts(rule.lines.condition))
    except ReachError as error:
        return str(error)
    return None


def _parts(condition: Condition) -> Iterator[tuple[str | None, Condition]]:
    """The table that each part of a condition reads, None for the line itself, and the part."""
    if isinstance(condition, AllOf):
        for part in condition.parts:
            yield from _parts(part)
    elif isinstance(condition, AnyOf | NoneOf):
        words = {part.word if isinstance(part, Through) else None for part in condition.parts}
        if len(words) > 1 or words & {"agent"}:
            msg = "它的条件把人、岗位和台账混在一起"
            raise ReachError(msg)
        word = words.pop() if words else None
        inner = tuple(p.condition for p in condition.parts if isinstance(p, Through))
        yield word, condition if word is None else type(condition)(inner)
    elif isinstance(condition, Through):
        if condition.word not in _TABLES:
            msg = "它按介绍组织单位计人"
            raise ReachError(msg)
        yield condition.word, condition.condition
    elif not isinstance(condition, Everything):
        yield None, condition


def _of(rule: Threshold, reach: Reach, roster: Roster) -> Iterator[Chased]:
    masks = {
        word: np.ones(getattr(roster, table).height, dtype=bool) for word, table in _TABLES.items()
    }
    line = roster.placements.clear(1)  # a job of which nothing else is known
    for word, part in _parts(rule.lines.condition):
        if word is not None:
            masks[word] &= Selection("", "", _TABLES[word], part).mask(roster)
        elif not line.select(part.expression(roster, "placements")).item():
            msg = f"门槛 {rule.id} 不能追求：它按台账里的记录计人，安置时还不知道。"
            raise ReachError(msg)
    units = roster.employers.filter(pl.Series(masks["employer"], dtype=pl.Boolean))
    if reach.place is not None:
        units = _one(rule, reach.place, units, roster)
    owners = roster.vacancies["employer_id"]
    for unit in units.sort("employer_id").iter_rows(named=True):
        own = (owners == unit["employer_id"]).fill_null(value=False).to_numpy()
        posts = np.flatnonzero(own & masks["post"])
        least, missing = _least(rule, unit["staff"], unit["base_last_year"])
        yield Chased(
            rule.id, unit["employer_id"], reach.value, least, missing, masks["worker"], posts
        )


def _one(rule: Threshold, place: str, units: pl.DataFrame, roster: Roster) -> pl.DataFrame:
    found = units.filter(pl.col("employer_id") == place)
    if found.height:
        return found
    known = (roster.employers["employer_id"] == place).any()
    some = "、".join(units["employer_id"].sort().head(5))
    of = f"符合的单位有 {units.height} 家" + (f"，如 {some}" if some else "")
    why = f"单位 {place} 不属于 {rule.id}（{rule.lines.label}）" if known else f"没有单位 {place}"
    msg = f"花名册里{why}；{of}。"
    raise ReachError(msg)


def _least(rule: Threshold, staff: int | None, base: int | None) -> tuple[int | None, str | None]:
    """People that it takes at one employer, and what the roster does not say."""
    least = max(1, rule.least)
    if rule.share is not None:
        if staff is None:
            return None, "单位未填职工人数"
        least = max(least, -(-rule.share.numerator * int(staff) // rule.share.denominator))
    if rule.base != "none":
        if base is None:
            return None, "单位未填上年基数"
        least = max(least, int(base))
    return least, None
