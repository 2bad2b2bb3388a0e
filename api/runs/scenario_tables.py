"""The tables of a sweep, filled scenario by scenario."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl

from api.outputs.lines import workers_with_homes
from matcher.requirements import available
from models.categories import Category
from models.fields import VACANCIES
from models.roster import Roster
from solver.scenarios import (
    Scenario,
    Step,
    by_group,
    by_kind,
    compare,
    granted,
    rule_prices,
    would_owe,
)
from solver.scenarios.money import pays

YUAN = pl.Decimal(18, 2)
STEPS: dict[str, Any] = {
    "varied": pl.String,
    "from_scenario": pl.Int64,
    "to_scenario": pl.Int64,
    "from_value": pl.String,
    "to_value": pl.String,
    "units": pl.Float64,
    "placed_change": pl.Int64,
    "objective_change": pl.Float64,
    "price_before": pl.Float64,  # foretold by the prices of the lower value's scenario
    "price_after": pl.Float64,  # and of the higher value's
    "most": pl.Float64,
    "least": pl.Float64,
    "agrees": pl.Boolean,
    "placed_per_unit": pl.Float64,
    "change_per_unit": pl.Float64,
    "price_before_per_unit": pl.Float64,
    "price_after_per_unit": pl.Float64,
}
MONEY: dict[str, Any] = {
    "scenario": pl.Int64,
    **dict.fromkeys(("form", "fund", "rule", "name", "cite"), pl.String),
    **dict.fromkeys(("people", "payees"), pl.Int64),
    **dict.fromkeys(("amount", "owed"), YUAN),
}
CATEGORY, TOWNSHIP, POST = "人群", "乡镇", "岗位类别"
_KINDS = {choice.code: choice.label for choice in VACANCIES.by_name["kind"].choices}


@dataclass
class ScenarioTables:
    """
    Collects what scenarios come to.

    Parameters
    ----------
    roster
        The facts.
    months
        For how long people stay, where the money is counted; None where it is not.
    """

    roster: Roster
    months: int | None
    scenarios: list[dict[str, Any]] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)
    rules: list[pl.DataFrame] = field(default_factory=list)
    groups: list[pl.DataFrame] = field(default_factory=list)
    money: list[pl.DataFrame] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._first: tuple[Scenario, ...] = ()
        self._groups = groups_of(self.roster)
        self._kinds = self.roster.vacancies.select(
            "vacancy_id",
            "openings",
            dimension=pl.lit(POST),
            group=pl.col("kind").cast(pl.String).replace(_KINDS).fill_null("未写明"),
        )

    @property
    def first(self) -> Scenario:
        """The scenario that the others are compared with."""
        return self._first[0]

    def add(self, scenario: Scenario) -> None:
        """Adds a scenario to every table."""
        self._first = self._first or (scenario,)
        number = pl.lit(scenario.point.number, pl.Int64).alias("scenario")
        answer, first = scenario.answer, self.first.answer
        changed = compare(first.matches, answer.matches)
        groups = pl.concat(
            [by_group(changed, self._groups), by_kind(first.matches, answer.matches, self._kinds)]
        )
        self.groups.append(groups.select(number, pl.all()))
        self.rules.append(rule_prices(answer).select(number, pl.all()))
        self.steps += [_step(step) for step in scenario.steps]
        paid = self._owed(scenario)
        total = by_group(changed, self._everybody()).row(0, named=True)
        self.scenarios.append(self._row(scenario, total, paid))

    def frames(self) -> dict[str, pl.DataFrame]:
        """The tables by name: scenarios, steps, rule_prices, groups, money."""
        known: dict[str, Any] = {"granted": YUAN, "same_as": pl.Int64, "begun_from": pl.Int64}
        scenarios = pl.DataFrame(self.scenarios, schema_overrides=known, infer_schema_length=None)
        return {
            "scenarios": scenarios,
            "steps": pl.DataFrame(self.steps, schema=STEPS),
            "rule_prices": pl.concat(self.rules),
            "groups": pl.concat(self.groups),
            "money": pl.concat(self.money) if self.money else pl.DataFrame(schema=MONEY),
        }

    def _owed(self, scenario: Scenario) -> Decimal | None:
        if self.months is None or not pays(scenario.point.pack):
            return None
        answer = scenario.answer
        totals = would_owe(self.roster, scenario.point.pack, answer.matches, self.months)
        number = pl.lit(scenario.point.number, pl.Int64).alias("scenario")
        numbered = totals.select(number, pl.all())
        self.money.append(numbered.select(pl.col(k).cast(v) for k, v in MONEY.items()))
        return granted(totals)

    def _everybody(self) -> pl.DataFrame:
        return self.roster.workers.select(
            "worker_id", dimension=pl.lit("全部"), group=pl.lit("全部")
        )

    def _row(
        self, scenario: Scenario, total: dict[str, Any], paid: Decimal | None
    ) -> dict[str, Any]:
        answer = scenario.answer
        result, rules = answer.result, answer.rules
        short = rules["shortfall"] if rules.height else pl.Series([0])
        musts = rules.filter(pl.col("strength") == "must")["shortfall"]
        given = answer.matches.height
        openings = int(answer.problem.openings.sum())
        first = self.first.answer.result
        return {
            "scenario": scenario.point.number,
            **{name: float(Fraction(value)) for name, value in scenario.point.settings.items()},
            "status": result.status.value,
            "placed": total["after"],
            "value": result.value,
            "objective": result.objective,
            "bound": result.bound,
            "gap": result.gap,
            "matches": given,
            "unfilled": openings - given if answer.job != "push" else None,
            "short": int(short.sum()),
            "musts_short": int(musts.sum()),
            "granted": paid,
            "placed_change": total["after"] - total["before"],
            "value_change": total["value_change"],
            "objective_change": result.objective - first.objective,
            "gained": total["gained"],
            "lost": total["lost"],
            "better": total["better"],
            "worse": total["worse"],
            "same_as": scenario.same_as,
            "begun_from": scenario.begun_from,
        }


def groups_of(roster: Roster) -> pl.DataFrame:
    """worker_id, dimension, group of everybody who takes part: categories and townships."""
    part = pl.Series(available(roster))
    homes = workers_with_homes(roster).filter(part)
    mask = roster.workers.filter(part)["categories"].fill_null(0).cast(pl.Int64).to_numpy()
    keys = homes["worker_id"]
    frames = [
        pl.DataFrame({"worker_id": keys.filter(pl.Series(member))}).with_columns(
            dimension=pl.lit(CATEGORY), group=pl.lit(category.label)
        )
        for category in Category
        if (member := (mask >> category.bit) & 1 == np.int64(1)).any()
    ]
    towns = homes.select("worker_id", dimension=pl.lit(TOWNSHIP), group=pl.col("home"))
    return pl.concat([*frames, towns.sort("group", maintain_order=True)])


def _step(step: Step) -> dict[str, Any]:
    cells = (
        step.axis, step.low, step.high, *step.values, float(step.units), step.placed, step.change,
        step.by_low, step.by_high, step.most, step.least, step.agrees,
        step.per_unit(step.placed), step.per_unit(step.change),
        step.per_unit(step.by_low), step.per_unit(step.by_high),
    )  # fmt: skip
    return dict(zip(STEPS, cells, strict=True))
