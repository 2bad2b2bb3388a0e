"""Scenarios: what is varied, how far they are, what came out."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from api.http.bodies.base import Body, example, example_of, page_of
from api.http.bodies.problem import Problem
from api.http.bodies.runs import Job, Progress, State

_VARIED = {"relocated-share.share": ["0", "0.1", "0.3"]}
Number = Annotated[str, StringConstraints(pattern=r"^-?[0-9.]{1,20}(/[0-9]{1,9})?$")]
Values = Annotated[list[Number], Field(min_length=1, max_length=100)]


class NewScenarios(Body):
    """Which numbers of a pack to vary over which values, and on which roster."""

    model_config = example(
        roster_id="r0c4f1d2e3a4b5c6d",
        pack="qianyang-2021",
        varied=_VARIED,
        job="allocate",
        frontier=["placed", "granted"],
        months=12,
        gap=1e-4,
        seed=0,
    )

    roster_id: str
    pack: str = Field(description="ID of a pack, as GET /v1/packs lists it.")
    varied: dict[str, Values] = Field(
        min_length=1,
        max_length=6,
        description='"RULE.FIELD" or a parameter, to its values as decimals or fractions in text.',
    )
    job: Job = "allocate"
    frontier: list[str] = Field(
        default_factory=list,
        max_length=2,
        description="Two aims; none: the first varied number and the objective.",
    )
    months: int = Field(default=12, ge=1, le=60, description="Of stay, where money is counted.")
    gap: float = Field(default=1e-4, ge=0, lt=1, description="Of every scenario, as of a run.")
    seed: int = Field(default=0, ge=0, le=2**31 - 1)

    @field_validator("varied")
    @classmethod
    def _numbers_once(cls, varied: dict[str, list[str]]) -> dict[str, list[str]]:
        for values in varied.values():
            try:
                numbers = [Fraction(value) for value in values]
            except (ValueError, ZeroDivisionError) as error:
                code = "not_a_number"
                raise PydanticCustomError(code, "Not a number.") from error
            if len(set(numbers)) < len(numbers):
                code = "value_twice"
                raise PydanticCustomError(code, "A value is given twice.")
        return varied


class ScenarioLine(Body):
    """One scenario."""

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={
            "examples": [
                {
                    "scenario": 2,
                    "settings": {"relocated-share.share": 0.1},
                    "status": "within_gap",
                    "placed": 372,
                    "value": 215.5,
                    "objective": 257.5,
                    "bound": 257.51,
                    "gap": 1.2e-5,
                    "short": 0,
                    "granted": "153190.00",
                    "gained": 5,
                    "lost": 6,
                    "better": 8,
                    "worse": 13,
                    "frontier": True,
                }
            ]
        },
    )

    scenario: int
    settings: dict[str, float]
    status: str
    placed: int
    value: float
    objective: float
    bound: float = Field(description="No answer over all pairs is worth more.")
    gap: float | None
    short: int = Field(description="People or posts that rules are short of.")
    granted: str | None = Field(description="Subsidies in yuan; null where none are counted.")
    gained: int = Field(description="Placed, and not in the first scenario.")
    lost: int
    better: int
    worse: int
    frontier: bool = Field(description="No other scenario is better in both aims.")


class ScenarioStep(Body):
    """Two neighbouring scenarios: what prices foretell, and what solving both finds."""

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={
            "examples": [
                {
                    "varied": "relocated-share.share",
                    "from_scenario": 1,
                    "to_scenario": 2,
                    "units": 10.0,
                    "objective_change": -0.92,
                    "placed_change": -1,
                    "price_before": 0.0,
                    "price_after": -1.0,
                    "most": 0.01,
                    "least": -1.01,
                    "agrees": True,
                }
            ]
        },
    )

    varied: str
    from_scenario: int
    to_scenario: int
    units: float = Field(description="Percentage points of a share, else ones.")
    objective_change: float = Field(description="Found by solving both.")
    placed_change: int
    price_before: float = Field(description="The change by the prices of the first.")
    price_after: float = Field(description="The change by the prices of the second.")
    most: float = Field(description="Proved: the change is at most this.")
    least: float
    agrees: bool


class Marginal(Body):
    """What one more of a rule's number costs, by the prices of one scenario."""

    model_config = example(
        rule="relocated-share", field="share", value="0.1", more="0.11", percent=True, change=-0.22
    )

    rule: str
    field: str
    value: str
    more: str
    percent: bool
    change: float


class ScenarioResult(Body):
    """What came out."""

    model_config = example(
        scenarios=[example_of(ScenarioLine)],
        steps=[example_of(ScenarioStep)],
        marginals=[example_of(Marginal)],
        marginals_of=2,
        prices="价格是最优价格中的一组……",
    )

    scenarios: list[ScenarioLine]
    steps: list[ScenarioStep]
    marginals: list[Marginal]
    marginals_of: int = Field(description="The scenario of these prices: the pack's own numbers.")
    prices: str = Field(description="Which of the optimal prices they are.")


class Scenarios(Body):
    """Scenarios that were asked for. `result` once they are done, `problem` where they failed."""

    model_config = example(
        id="a7d1c9b3e5f60812",
        roster_id="r0c4f1d2e3a4b5c6d",
        pack="qianyang-2021",
        varied=_VARIED,
        job="allocate",
        created_at="2026-11-20T08:31:00Z",
        ended_at="2026-11-20T08:33:00Z",
        status="done",
        progress={"status": "done", "phase": "写入结果", "fraction": 1.0},
        result=example_of(ScenarioResult),
        problem=None,
    )

    id: str
    roster_id: str
    pack: str
    varied: dict[str, list[str]]
    job: Job
    created_at: datetime
    ended_at: datetime | None
    status: State
    progress: Progress
    result: ScenarioResult | None
    problem: Problem | None


class ScenariosPage(Body):
    """Some of them, the newest first, without their results."""

    model_config = page_of(Scenarios)

    items: list[Scenarios]
    total: int
    offset: int
    limit: int


def result_of(record: dict[str, Any]) -> ScenarioResult:
    """What the API shows of scenarios.json."""
    names = [*record["varied"]]
    lines = [
        ScenarioLine.model_validate({**row, "settings": {name: row[name] for name in names}})
        for row in record["scenarios"]
    ]
    return ScenarioResult(
        scenarios=lines,
        steps=[ScenarioStep.model_validate(step) for step in record["steps"]],
        marginals=[Marginal.model_validate(line) for line in record["marginals"]],
        marginals_of=record["marginals_of"],
        prices=record["prices"],
    )
