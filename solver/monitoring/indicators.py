"""Indicators: what each measures now, its colour, and when it is next due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from models.ledger import job_lines
from models.packs import Pack
from models.roster import Roster
from models.rules import Indicator
from models.rules.indicator import MEASURES, PACED, PERIOD_ZH
from models.rules.rounding import percent, plain
from solver.monitoring.people import at_work
from solver.monitoring.result import INDICATORS, shaped

_PLACES = Decimal("0.0001")


@dataclass(frozen=True)
class Reading:
    """What was counted, what the measure makes of it; None where it is not known."""

    people: int
    number: Decimal | None
    value: Decimal | None


def read_indicators(
    roster: Roster, pack: Pack, households: pl.DataFrame, entered: Mapping[str, Decimal]
) -> pl.DataFrame:
    """
    Every indicator of the pack, in its order.

    Parameters
    ----------
    roster
        On the reference day.
    pack
        Its indicators.
    households
        From `household_warnings`: days left are those of households not yet served.
    entered
        Numbers that the office enters, by id of the rule.

    Returns
    -------
    polars.DataFrame
        In the schema `INDICATORS`.
    """
    working = at_work(roster)
    rows = []
    for rule in pack.rules:
        if not isinstance(rule, Indicator):
            continue
        found = _read(rule, roster, working, households, entered.get(rule.id))
        due = rule.due(roster.as_of)
        colour = None if found.value is None else rule.colour(found.value)
        rows.append(
            {
                "rule": rule.id,
                "cite": rule.cite,
                "what": rule.what,
                "measure": MEASURES[rule.measure].label,
                "people": found.people,
                "number": None if found.number is None else plain(found.number),
                "value": None if found.value is None else _said(rule, found.value),
                "goal": _goal(rule),
                "yellow": _said(rule, rule.yellow),
                "red": _said(rule, rule.red),
                "colour": colour,
                "due_at": due,
                "days_to_due": (due - roster.as_of).days,
                "explanation": _explained(rule, found, due, roster.as_of),
            }
        )
    return shaped(pl.DataFrame(rows, schema=INDICATORS), INDICATORS)


def _read(
    rule: Indicator,
    roster: Roster,
    working: pl.Series,
    households: pl.DataFrame,
    entered: Decimal | None,
) -> Reading:
    group = pl.Series(rule.group.mask(roster), dtype=pl.Boolean)
    people = int(group.sum())
    members = roster.workers.filter(group)
    own = members["household_id"].drop_nulls().unique()
    number: Decimal | None
    match rule.measure:
        case "due":
            number = Decimal((rule.due(roster.as_of) - roster.as_of).days)
        case "household_days":
            left = households.filter(pl.col("household_id").is_in(own.implode()))["days_left"].min()
            number = None if left is None else Decimal(str(left))
        case "open_households":
            homes = roster.workers.select("household_id", works=working).filter("works")
            served = homes["household_id"].drop_nulls().unique()
            number = Decimal(len(own) - int(own.is_in(served.implode()).sum()))
        case "placed":
            number = Decimal(int(members["worker_id"].is_in(_placed(roster).implode()).sum()))
        case "placed_share":
            number = Decimal(int((group & working).sum()))
        case "idle":
            number = Decimal(int((group & ~working).sum()))
        case _:
            number = entered
    return Reading(people, number, _value(rule, number, people, roster.as_of))


def _placed(roster: Roster) -> pl.Series:
    """Who began a job in the calendar year of the reference day, by then; each once."""
    first = date(roster.as_of.year, 1, 1)
    lines = job_lines(roster).filter(pl.col("started_at").is_between(first, roster.as_of))
    return lines["worker_id"].unique()


def _value(rule: Indicator, number: Decimal | None, people: int, day: date) -> Decimal | None:
    """In the measure's unit: a share of what is due by now, of the group, or the number itself."""
    if number is None:
        return None
    if rule.measure in PACED:
        return number * rule.progress(1, day)
    if rule.measure == "placed_share":
        return number / people if people else None
    return number


def _said(rule: Indicator, value: Decimal) -> str:
    measure = MEASURES[rule.measure]
    if measure.unit == "share":
        return percent(value.quantize(_PLACES))
    return f"{plain(value)} {measure.unit}"


def _goal(rule: Indicator) -> str | None:
    if not rule.goal:
        return None
    return plain(rule.goal) if rule.measure in PACED else percent(rule.goal)


def _explained(rule: Indicator, found: Reading, due: date, day: date) -> str:
    left = (due - day).days
    when = f"{PERIOD_ZH[rule.period]}报送，下次期限 {due}（还剩 {left} 天）"
    if rule.measure.startswith("entered") and found.number is None:
        return f"{when}；尚未填报"
    if found.value is None:
        nothing = "没有未就业的保障户" if rule.measure == "household_days" else "范围内没有人"
        return f"{when}；{nothing}"
    if rule.measure == "due":
        return when
    counted = plain(found.number or Decimal(0))
    if rule.measure in PACED:
        so_far = f"累计 {counted}，全年目标 {plain(rule.goal)}"
        return f"{when}；{so_far}，为序时进度的 {_said(rule, found.value)}"
    if rule.measure == "placed_share":
        return f"{when}；{found.people} 人中 {counted} 人就业"
    return when
