"""What is reported, how often, and when it turns yellow or red."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from models.rules.base import Rule
from models.rules.params import choice, count, decimal, selects, text
from models.rules.rounding import people, percent, plain
from models.rules.selection import Selection


@dataclass(frozen=True)
class Measure:
    """How a number is read: in Chinese, in which unit, and whether more of it is better."""

    label: str
    unit: str  # "share", or a Chinese measure word
    more_is_better: bool


MEASURES = {
    "due": Measure("距报送期限", "天", more_is_better=True),
    "household_days": Measure("距最近一户保障期限", "天", more_is_better=True),
    "open_households": Measure("尚无人就业的户数", "户", more_is_better=False),
    "idle": Measure("尚未就业人数", "人", more_is_better=False),
    "placed": Measure("本年就业人数占序时进度", "share", more_is_better=True),
    "placed_share": Measure("就业率", "share", more_is_better=True),
    "entered": Measure("填报数占序时进度", "share", more_is_better=True),
    "entered_least": Measure("填报的比率", "share", more_is_better=True),
    "entered_most": Measure("填报的比率", "share", more_is_better=False),
}
COVERS = ("report", "records")
PACED = ("placed", "entered")  # counted, and compared with the goal's part due by now
PERIOD_ZH = {
    "ten_days": "每旬",
    "half_month": "每半月",
    "month": "每月",
    "quarter": "每季度",
    "half_year": "每半年",
    "year": "每年",
}
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_WITHIN_A_MONTH = {"ten_days": (10, 20, 31), "half_month": (15, 31)}


@dataclass(frozen=True, kw_only=True)
class Indicator(Rule):
    """
    A number that is reported at times, and its colours.

        red     measure < red        (days: <=; where less is better: >)
        yellow  not red, and measure < yellow, likewise
        green   otherwise

    A report is due on `due_day` of the last month of its period (a yearly one of
    `due_month`), or on the last day of that month; every ten days on the 10th, the
    20th and the last day, every half month on the 15th and the last day.
    """

    what: Annotated[str, text("What is reported, in Chinese.")]
    measure: Annotated[str, choice("What is measured.", tuple(MEASURES))]
    group: Annotated[Selection, selects("workers", "The people of whom it is said.")]
    period: Annotated[str, choice("How often it is reported.", tuple(PERIOD_ZH))]
    due_day: Annotated[
        int,
        count(
            "Day of the last month of the period by which it is due; 0 for the last.",
            0,
            31,
            default=0,
        ),
    ] = 0
    due_month: Annotated[
        int,
        count("Month by which a yearly report is due; 0 for December.", 0, 12, default=0),
    ] = 0
    covers: Annotated[
        str,
        choice(
            "Whether a report is due, or everybody's record brought up to date by then.",
            COVERS,
            default="report",
        ),
    ] = "report"
    goal: Annotated[
        Decimal,
        decimal(
            "What is to be reached in the calendar year; 0 where there is no such number.",
            "0",
            "1000000000",
            default=Decimal(0),
        ),
    ] = Decimal(0)
    yellow: Annotated[
        Decimal, decimal("Where yellow begins, in the measure's unit.", "0", "1000000")
    ]
    red: Annotated[Decimal, decimal("Where red begins, in the measure's unit.", "0", "1000000")]

    kind = "indicator"
    jobs = frozenset()
    role = "monitoring"

    @classmethod
    def contradiction(cls, values: Mapping[str, Any]) -> tuple[str, str, str] | None:
        """See `Rule`."""
        more = MEASURES[values["measure"]].more_is_better
        yellow, red = values["yellow"], values["red"]
        if red > yellow if more else red < yellow:
            order = "不大于" if more else "不小于"
            return (
                "red",
                f"red（{plain(red)}）比 yellow（{plain(yellow)}）先到。",
                f"{order} yellow 的数",
            )
        if values["measure"] in PACED and not values["goal"]:
            return "goal", "按序时进度比较要有全年目标。", "goal = 全年目标数"
        if values["due_month"] and values["period"] != "year":
            return "due_month", "只有每年（year）报送的才有 due_month。", 'period = "year"'
        if values["covers"] == "records" and values["measure"] != "due":
            return "covers", "只有按期报送（due）的才有逐人更新的要求。", 'measure = "due"'
        return None

    @property
    def statement(self) -> str:
        """See `Rule`."""
        due = f"{self.due_month}月" if self.due_month else ""
        due += f"{self.due_day}日" if self.due_day else ""
        due += "前" if due else ""
        text = f"{PERIOD_ZH[self.period]}{due}报送{self.what}"
        if self.goal:
            counted = self.measure in PACED
            text += f"（全年目标{people(int(self.goal)) if counted else percent(self.goal)}）"
        yellow = f"{self._bound(self.yellow)}为黄色，" if self.yellow != self.red else ""
        late = "；逾期未更新的逐人列出" if self.covers == "records" else ""
        return f"{text}：{yellow}{self._bound(self.red)}为红色{late}。"

    def due(self, day: date) -> date:
        """The first day on or after `day` on which a report is due."""
        year, month = day.year, day.month
        while True:
            last = monthrange(year, month)[1]
            for due in self._due_days(month):
                found = date(year, month, min(due, last))
                if found >= day:
                    return found
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)

    def due_before(self, day: date) -> date:
        """The last day before `day` on which a report was due."""
        year, month = day.year, day.month
        while True:
            last = monthrange(year, month)[1]
            for due in reversed(self._due_days(month)):
                found = date(year, month, min(due, last))
                if found < day:
                    return found
            year, month = (year - 1, 12) if month == 1 else (year, month - 1)

    def progress(self, number: int, day: date) -> Decimal:
        """
        What was reached by the end of `day`, as a share of what was due by then.

        The goal is spread evenly over the days of the calendar year.
        """
        first, last = date(day.year, 1, 1), date(day.year, 12, 31)
        days, gone = (last - first).days + 1, (day - first).days + 1
        return Decimal(number) * days / (self.goal * gone)

    def colour(self, value: Decimal | int) -> str:
        """The colour ("green", "yellow", "red") of a value in the measure's unit."""
        measure = MEASURES[self.measure]
        for name, bound in (("red", self.red), ("yellow", self.yellow)):
            within_days = measure.unit == "天" and value <= bound
            worse = value < bound if measure.more_is_better else value > bound
            if within_days or worse:
                return name
        return "green"

    def _due_days(self, month: int) -> tuple[int, ...]:
        if self.period in _WITHIN_A_MONTH:
            return _WITHIN_A_MONTH[self.period]
        wanted = month == self.due_month if self.due_month else not month % _MONTHS[self.period]
        return (self.due_day or 31,) if wanted else ()

    def _bound(self, bound: Decimal) -> str:
        measure = MEASURES[self.measure]
        number = percent(bound) if measure.unit == "share" else f"{plain(bound)}{measure.unit}"
        if measure.unit == "天":
            return f"{measure.label}{number}以内"
        return f"{measure.label}{'低于' if measure.more_is_better else '高于'}{number}"
