"""The rules of `PACK`, counted line by line with nothing but dates and whole numbers."""

from __future__ import annotations

import calendar
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

PACK = """
[pack]
id = "sample-2024"
title = "示例县补贴办法"
place = "990101"
document = "示例〔2024〕1号"
issued = 2022-02-10
valid_from = 2022-02-10
valid_to = 2023-11-20
status = "in_force"

[lines.job]
label = "就业"
event = "job"

[lines.far]
label = "省外就业"
event = "job"
destination = "beyond"

[lines.near]
label = "县内就业"
event = "job"
destination = "county"

[lines.sales]
label = "销售"
event = "sales"

[[rule]]
id = "once"
kind = "subsidy"
name = "一次性补贴"
cite = "一"
words = "每人500元"
payee = "worker"
rates = { far = 500, job = 350.5 }
contract_months = 12
apply_within_months = 6
times = 1

[[rule]]
id = "monthly"
kind = "subsidy"
name = "按月补贴"
cite = "二"
words = "每月400元"
payee = "employer"
rates = { job = 400 }
per = "month"
stayed_months = 2
months_most_year = 5
months_most = 9

[[rule]]
id = "fare"
kind = "subsidy"
name = "交通补贴"
cite = "三"
words = "不超过300元"
payee = "agent"
rates = { far = 300, near = 80 }
of = "up_to"
stayed_months = 3
cap = 700

[[rule]]
id = "share"
kind = "subsidy"
name = "销售补贴"
cite = "四"
words = "33%"
payee = "employer"
rates = { sales = 0.33 }
of = "times"
cap_line = 80

[[rule]]
id = "three"
kind = "threshold"
name = "吸纳3人"
cite = "五"
words = "3人以上"
payee = "employer"
lines = "job"
stayed_months = 4
least = 3

[[rule]]
id = "each"
kind = "subsidy"
name = "吸纳补贴"
cite = "五"
words = "每人100元"
payee = "employer"
rates = { job = 100 }
stayed_months = 4
times = 1
times_per = "ever"
requires = "three"
cap = 350
cap_per = "ever"

[[rule]]
id = "grown"
kind = "threshold"
name = "组织奖励"
cite = "六"
words = "超过基数每人"
payee = "agent"
lines = "job"
stayed_months = 1
base = "last_year"
counted = "first"
amount = 1000
each = 33.33

[[rule]]
id = "one"
kind = "exclusive"
cite = "七"
words = "二者之一"
options = [["once"], ["fare"]]
mode = "better_one"
scope = "worker"
"""
FROM, TO = date(2022, 2, 10), date(2023, 11, 20)
Line = dict[str, Any]


def later(day: date, months: int) -> date:
    """So many calendar months later; the 31st has its day at the end of a short month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def count(lines: list[Line], bases: dict[str, int | None], as_of: date) -> dict[str, int]:
    """Cents owed in all by rule."""
    for number, line in enumerate(lines):
        line["number"] = number
        last = min(line["ended_at"] or as_of, as_of)
        line["until"] = last + timedelta(days=1)
    lines = sorted((x for x in lines if x["started_at"] <= as_of), key=order)
    jobs = [x for x in lines if x["event"] == "job"]
    once, fare = _once(jobs), _fare(jobs)
    _exclude(once, fare)
    return {
        "once": sum(cents for *_, cents in once),
        "fare": sum(cents for *_, cents in fare),
        "monthly": _monthly(jobs),
        "share": _share(lines),
        "each": _each(jobs),
        "grown": _grown(jobs, bases),
    }


def order(line: Line) -> tuple[date, int]:
    return line["started_at"], line["number"]


def began(line: Line) -> bool:
    return FROM <= line["started_at"] <= TO


def stayed(line: Line, months: int) -> bool:
    return later(line["started_at"], months) <= line["until"]


def _once(jobs: list[Line]) -> list[list[Any]]:
    paid, seen = [], set()
    for x in jobs:
        late = x["applied_at"] and x["applied_at"] > later(x["started_at"], 6)
        key = x["worker_id"], x["started_at"].year
        if not began(x) or (x["contract_months"] or 0) < 12 or late or key in seen:
            continue
        seen.add(key)
        paid.append([key, 50_000 if x["destination"] == "beyond" else 35_050])
    return paid


def _fare(jobs: list[Line]) -> list[list[Any]]:
    most = {"beyond": 30_000, "county": 8_000}
    paid, used = [], defaultdict(int)
    for x in jobs:
        if x["destination"] not in most or x["agent_id"] is None or x["cost"] is None:
            continue
        if began(x) and stayed(x, 3):
            purse = x["agent_id"], x["started_at"].year
            cents = min(x["cost"], most[x["destination"]], 70_000 - used[purse])
            used[purse] += cents
            paid.append([(x["worker_id"], x["started_at"].year), cents])
    return paid


def _exclude(once: list[list[Any]], fare: list[list[Any]]) -> None:
    for key in {k for k, _ in once} & {k for k, _ in fare}:
        sums = [sum(c for k, c in rows if k == key) for rows in (once, fare)]
        for row in fare if sums[0] >= sums[1] else once:
            if row[0] == key:
                row[1] = 0


def _monthly(jobs: list[Line]) -> int:
    spells = []
    for x in jobs:
        if not stayed(x, 2):
            continue
        by_year: dict[int, list[date]] = defaultdict(list)
        month = 0
        while later(x["started_at"], month + 1) <= x["until"]:
            first = later(x["started_at"], month)
            if FROM <= first <= TO:
                by_year[first.year].append(first)
            month += 1
        spells += [(d[0], x["number"], x["worker_id"], y, len(d)) for y, d in by_year.items()]
    in_year: dict[Any, int] = defaultdict(int)
    in_all: dict[Any, int] = defaultdict(int)
    for _, _, who, year, months in sorted(spells):
        left = min(months, 5 - in_year[who, year])
        in_year[who, year] += left
        in_all[who] += min(left, 9 - in_all[who])
    return sum(in_all.values()) * 40_000


def _share(lines: list[Line]) -> int:
    sales = [x for x in lines if x["event"] == "sales" and x["cost"] is not None and began(x)]
    return sum(min(x["cost"] * 33 // 100, 8_000) for x in sales)


def _each(jobs: list[Line]) -> int:
    there = [x for x in jobs if began(x) and stayed(x, 4)]
    people: dict[Any, set[str]] = defaultdict(set)
    for x in there:
        people[x["employer_id"], x["started_at"].year].add(x["worker_id"])
    seen: set[str] = set()
    used: dict[str, int] = defaultdict(int)
    for x in there:
        if len(people[x["employer_id"], x["started_at"].year]) < 3 or x["worker_id"] in seen:
            continue
        seen.add(x["worker_id"])
        used[x["employer_id"]] += min(10_000, 35_000 - used[x["employer_id"]])
    return sum(used.values())


def _grown(jobs: list[Line], bases: dict[str, int | None]) -> int:
    people: dict[Any, set[str]] = defaultdict(set)
    seen = set()
    for x in jobs:
        key = x["worker_id"], x["started_at"].year
        if x["agent_id"] is None or not began(x) or not stayed(x, 1) or key in seen:
            continue
        seen.add(key)
        people[x["agent_id"], x["started_at"].year].add(x["worker_id"])
    total = 0
    for (agent, _), counted in people.items():
        base = bases[agent]
        if base is not None and len(counted) >= base:
            total += 100_000 + 3_333 * (len(counted) - base)
    return total
