"""The tables of a sweep, filled scenario by scenario in any order."""

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


@dataclass(frozen=True)
class _Known:
    """One scenario's lines but for those that compare it, which stand between row and origin."""

    row: dict[str, Any]
    origin: dict[str, int | None]
    pairs: pl.DataFrame
    steps: tuple[Step, ...]
    rules: pl.DataFrame
    money: pl.DataFrame


@dataclass
class ScenarioTables:
    """
    Collects what scenarios come to, and compares them with number 1 when all are known.

    Of an answer its pairs alone are kept until then.

    Parameters
    ----------
    roster
        The facts.
    months
        For how long people stay, where the money is counted; None where it is not.
    """

    roster: Roster
    months: int | None
    known: dict[int, _Known] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._groups = groups_of(self.roster)
        self._kinds = self.roster.vacancies.select(
            "vacancy_id",
            "openings",
            dimension=pl.lit(POST),
            group=pl.col("kind").cast(pl.String).replace(_KINDS).fill_null("未写明"),
        )

    def add(self, scenario: Scenario) -> None:
        """Takes in a scenario."""
        number, answer = scenario.point.number, scenario.answer
        money, paid = self._owed(scenario)
        self.known[number] = _Known(
            row=_row(scenario, paid),
            origin={"same_as": scenario.same_as, "begun_from": scenario.begun_from},
            pairs=answer.matches.select("worker_id", "vacancy_id", "value"),
            steps=scenario.steps,
            rules=_numbered(number, rule_prices(answer)),
            money=money,
        )

    def steps(self) -> list[dict[str, Any]]:
        """The steps: by the later of their two scenarios, then by the earlier."""
        steps = [step for known in self.known.values() for step in known.steps]
        steps.sort(key=lambda step: (max(step.low, step.high), min(step.low, step.high)))
        return [_step(step) for step in steps]

    def frames(self) -> dict[str, pl.DataFrame]:
        """The tables by name, by number: scenarios, steps, rule_prices, groups, money."""
        everybody = self.roster.workers.select(
            "worker_id", dimension=pl.lit("全部"), group=pl.lit("全部")
        )
        in_order = [self.known[number] for number in sorted(self.known)]
        first = in_order[0]
        scenarios, groups = [], []
        for known in in_order:
            changed = compare(first.pairs, known.pairs)
            of_people = by_group(changed, self._groups)
            of_posts = by_kind(first.pairs, known.pairs, self._kinds)
            groups.append(_numbered(known.row["scenario"], pl.concat([of_people, of_posts])))
            total = by_group(changed, everybody).row(0, named=True)
            scenarios.append({**known.row, **_changes(known, first, total), **known.origin})
        types: dict[str, Any] = {"granted": YUAN, "same_as": pl.Int64, "begun_from": pl.Int64}
        return {
            "scenarios": pl.DataFrame(scenarios, schema_overrides=types, infer_schema_length=None),
            "steps": pl.DataFrame(self.steps(), schema=STEPS),
            "rule_prices": pl.concat(known.rules for known in in_order),
            "groups": pl.concat(groups),
            "money": pl.concat(known.money for known in in_order),
        }

    def _owed(self, scenario: Scenario) -> tuple[pl.DataFrame, Decimal | None]:
        pack, matches = scenario.point.pack, scenario.answer.matches
        if self.months is None or not pays(pack):
            return pl.DataFrame(schema=MONEY), None
        totals = would_owe(self.roster, pack, matches, self.months)
        numbered = _numbered(scenario.point.number, totals)
        return numbered.select(pl.col(k).cast(v) for k, v in MONEY.items()), granted(totals)


def _numbered(number: int, table: pl.DataFrame) -> pl.DataFrame:
    """A table of one scenario, with the scenario's number in front."""
    return table.select(pl.lit(number, pl.Int64).alias("scenario"), pl.all())


def _row(scenario: Scenario, paid: Decimal | None) -> dict[str, Any]:
    answer = scenario.answer
    result, rules = answer.result, answer.rules
    short = rules["shortfall"] if rules.height else pl.Series([0])
    musts = rules.filter(pl.col("strength") == "must")["shortfall"]
    given = answer.matches.height
    openings = int(answer.problem.openings.sum())
    return {
        "scenario": scenario.point.number,
        **{name: float(Fraction(value)) for name, value in scenario.point.settings.items()},
        "status": result.status.value,
        "placed": answer.matches["worker_id"].n_unique(),
        "value": result.value,
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap,
        "matches": given,
        "unfilled": openings - given if answer.job != "push" else None,
        "short": int(short.sum()),
        "musts_short": int(musts.sum()),
        "granted": paid,
    }


def _changes(known: _Known, first: _Known, total: dict[str, Any]) -> dict[str, Any]:
    """What a scenario changes, all people taken together."""
    return {
        "placed_change": total["after"] - total["before"],
        "value_change": total["value_change"],
        "objective_change": known.row["objective"] - first.row["objective"],
        **{figure: total[figure] for figure in ("gained", "lost", "better", "worse")},
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
