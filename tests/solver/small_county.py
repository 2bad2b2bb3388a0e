"""
A county small enough to solve by hand: 12 workers, 6 vacancies, 8 openings, every rule kind.

Values are quarters, so that they are exact. `.` is a pair that is not eligible:

            V1    V2    V3    V4    V5    V6      who
    W01    0.75  0.50   .     .     .     .       relocated
    W02    0.25  0.25   .     .     .     .       household H2, nobody of which works
    W03    0.25  0.50   .     .     .     .       household H2
    W04    0.25  0.25  0.50   .     .     .       three-without, household H4
    W05     .     .    0.50   .     .     .       out of poverty, does light work only
    W06     .     .    0.75   .     .     .       out of poverty, does light work only
    W07    0.75  0.50   .    1.00   .     .       holds the welder's certificate
    W08    1.00  0.75   .     .     .     .
    W09    0.50  0.50   .     .    0.25  0.25     would go anywhere
    W10     .     .     .     .     .     .       does not want work
    W11     .     .     .     .     .     .       in work
    W12    0.50  0.25   .     .     .     .

V1 (2 openings) belongs to a government project: half of it, one post, is owed
to relocated people. V3 (2 openings) is public-welfare: for three-without and
people out of poverty only, in that order, at most one of a household. V4 asks
for a certificate and at most 45 years, V5 (2 openings) lies in another city,
V6 has no openings; V1 and V2 ask for a full capacity for work.

The best answer, and why: W01 takes V1 (the relocated post), W08 the other
(1.00). H2 is owed one job: W03 on V2 (0.50) costs least. W04 goes first on V3
(bonus 2), then W06 (0.75 and bonus 1) before W05 (0.50 and bonus 1). W07 has
V4 (1.00), W09 V5 (0.25).

    values   0.75 + 1.00 + 0.50 + 0.50 + 0.75 + 1.00 + 0.25 = 4.75
    bonuses  2 + 1 = 3                             objective  7.75
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from matcher.pairs import Arcs, PriceTable
from matcher.units import UNIT, BoolArray, IntArray
from models.categories import Category, mask_of
from models.fields import TABLES
from models.packs import Pack, load_pack
from models.roster import Roster

AS_OF = date(2026, 1, 1)
HERE, FAR = "990101101201", "990201101201"
TABLE = """
    W01    0.75  0.50   .     .     .     .
    W02    0.25  0.25   .     .     .     .
    W03    0.25  0.50   .     .     .     .
    W04    0.25  0.25  0.50   .     .     .
    W05     .     .    0.50   .     .     .
    W06     .     .    0.75   .     .     .
    W07    0.75  0.50   .    1.00   .     .
    W08    1.00  0.75   .     .     .     .
    W09    0.50  0.50   .     .    0.25  0.25
    W10     .     .     .     .     .     .
    W11     .     .     .     .     .     .
    W12    0.50  0.25   .     .     .     .
"""
ANSWER = (
    ("W01", "V1"),
    ("W03", "V2"),
    ("W04", "V3"),
    ("W06", "V3"),
    ("W07", "V4"),
    ("W08", "V1"),
    ("W09", "V5"),
)
PACK = """
[pack]
id = "small"
title = "示例"
place = "990101"
document = "示例〔2026〕1号"
issued = 2026-01-01
valid_from = 2026-01-01
status = "in_force"

[workers.everybody]
label = "全体人员"
all = true

[workers.relocated]
label = "易地搬迁群众"
categories_any = ["relocated"]

[workers.three_without]
label = "三无人员"
categories_any = ["three_without"]

[workers.out_of_poverty]
label = "脱贫人员"
categories_any = ["out_of_poverty"]

[workers.welfare]
label = "三无人员和脱贫人员"
categories_any = ["three_without", "out_of_poverty"]

[posts.projects]
label = "政府投资项目岗位"
project = "government_invested"

[posts.welfare]
label = "乡村公益性岗位"
kind = "welfare_rural"

[posts.all]
label = "全部岗位"
all = true

[households.zero]
label = "零就业家庭"
zero_employment = true

[households.all]
label = "全部家庭"
all = true

[[rule]]
id = "relocated-share"
kind = "post_share"
cite = "一"
words = "不少于一半。"
posts = "projects"
group = "relocated"
share = 0.5
per = "employer"

[[rule]]
id = "zero-household"
kind = "household_guarantee"
cite = "二"
words = "至少一人。"
households = "zero"
least = 1
within_months = 1

[[rule]]
id = "welfare-cap"
kind = "household_cap"
cite = "三"
words = "每户最多一人。"
households = "all"
posts = "welfare"
most = 1

[[rule]]
id = "welfare-only"
kind = "eligibility"
cite = "四"
words = "只安排。"
posts = "welfare"
workers = "welfare"
reason = "公益性岗位只安排三无人员和脱贫人员"

[[rule]]
id = "welfare-order"
kind = "priority"
cite = "五"
words = "优先安排。"
posts = "welfare"
order = ["three_without", "out_of_poverty"]

[[rule]]
id = "push-two"
kind = "push_minimum"
cite = "六"
words = "不少于两个。"
workers = "everybody"
least = 2

[[rule]]
id = "push-exposure"
kind = "exposure_cap"
cite = "七"
words = "不过度推送。"
posts = "all"
factor = 2.5
"""


class TableValues:
    """Values read from `TABLE`, for any roster whose ids it knows."""

    def __init__(self, roster: Roster, pack: Pack | None = None) -> None:
        rows = {line.split()[0]: line.split()[1:] for line in TABLE.strip().splitlines()}
        cells = [rows[w] for w in roster.workers["worker_id"]]
        self._allowed = np.array([[c != "." for c in row] for row in cells])
        units = [[0 if c == "." else int(float(c) * UNIT) for c in row] for row in cells]
        self._values = np.array(units, dtype=np.int64)

    @property
    def shape(self) -> tuple[int, int]:
        rows, columns = self._values.shape
        return rows, columns

    @property
    def unit(self) -> int:
        return UNIT

    @property
    def largest(self) -> float:
        return 1.0

    def scan(self, table: PriceTable, keep: int, workers: IntArray | None = None) -> Arcs:
        chosen = range(self.shape[0]) if workers is None else workers.tolist()
        kept: list[list[int]] = [[] for _ in range(self.shape[0])]
        for w in chosen:
            priced = self._values[w] - table.price[table.class_of[w]]
            best = sorted(np.flatnonzero(self._allowed[w]).tolist(), key=lambda v: (-priced[v], v))
            kept[w] = best[:keep]
        start = np.cumsum([0, *map(len, kept)])
        vacancy = np.array([v for row in kept for v in row], dtype=np.int32)
        return Arcs(
            start, vacancy, self._values[np.repeat(np.arange(len(kept)), np.diff(start)), vacancy]
        )

    def at(self, workers: IntArray, vacancies: IntArray) -> IntArray:
        return self._values[workers, vacancies]

    def eligible(self, workers: IntArray, vacancies: IntArray) -> BoolArray:
        return self._allowed[workers, vacancies]


def _frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=TABLES[name].schema)


def _worker(number: int, **more: Any) -> dict[str, Any]:
    base = {"worker_id": f"W{number:02}", "household_id": f"H{number}", "place": HERE, "age": 40}
    return {**base, "max_distance": "county", "labour": "full", "education": "junior", **more}


def _vacancy(number: int, openings: int, **more: Any) -> dict[str, Any]:
    base = {"vacancy_id": f"V{number}", "title": "工人", "openings": openings, "place": HERE}
    return {**base, "employer_id": f"E{number}", "kind": "ordinary", "project": "none", **more}


def small_roster() -> Roster:
    """The county's tables."""
    relocated, poor = mask_of([Category.RELOCATED]), mask_of([Category.OUT_OF_POVERTY])
    without = mask_of([Category.THREE_WITHOUT])
    workers = [
        _worker(1, categories=relocated),
        _worker(2),
        _worker(3, household_id="H2"),
        _worker(4, categories=without),
        _worker(5, categories=poor, labour="weak"),
        _worker(6, categories=poor, labour="weak"),
        _worker(7, certificates="焊工证、电工证"),
        _worker(8),
        _worker(9, max_distance="anywhere"),
        _worker(10, willing=False),
        _worker(11, status="employed"),
        _worker(12, age=50),
    ]
    vacancies = [
        _vacancy(1, 2, project="government_invested", labour="full"),
        _vacancy(2, 1, labour="full"),
        _vacancy(3, 2, kind="welfare_rural"),
        _vacancy(4, 1, certificates="焊工", age_max=45),
        _vacancy(5, 2, place=FAR),
        _vacancy(6, 0, place=FAR),
    ]
    homes = sorted({w["household_id"] for w in workers})
    households = [
        {"household_id": h, "zero_employment": h == "H2", "registered_at": AS_OF} for h in homes
    ]
    return Roster(
        workers=_frame("workers", workers),
        vacancies=_frame("vacancies", vacancies),
        households=_frame("households", households),
        employers=_frame("employers", []),
        placements=_frame("placements", []),
        as_of=AS_OF,
    )


def small_pack(folder: Path, text: str = PACK) -> Pack:
    """The county's rules, by way of a file."""
    path = folder / "small.toml"
    path.write_text(text, encoding="utf-8")
    return load_pack(path)
