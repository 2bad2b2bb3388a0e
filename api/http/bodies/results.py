"""The tables of a finished run."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from api.http.bodies.base import Body, example, example_of, page_of


class WorkerBrief(Body):
    """Enough of a worker to know whom a row is about; the name is masked."""

    model_config = example(worker_id="W00017", name="王*明", township="城关镇", village="北街村")

    worker_id: str
    name: str | None = None
    township: str | None = None
    village: str | None = None


class VacancyBrief(Body):
    """Enough of a vacancy to know which post a row is about."""

    model_config = example(
        vacancy_id="V0042",
        title="缝纫工",
        employer="示例县社区工厂",
        township="城关镇",
        openings=12,
        wage_min=3000.0,
        wage_max=5000.0,
    )

    vacancy_id: str
    title: str | None = None
    employer: str | None = None
    township: str | None = None
    openings: int | None = None
    wage_min: float | None = None
    wage_max: float | None = None


class Parts(Body):
    """The parts of a pair's value, each from 0 to 1; null where it is not known."""

    model_config = example(
        fit=0.91, place=1.0, pay=0.8, hours=1.0, education=None, certificates=None
    )

    fit: float | None
    place: float | None
    pay: float | None
    hours: float | None
    education: float | None
    certificates: float | None


class Match(Body):
    """A worker and a post that the run brought together."""

    model_config = example(
        worker=example_of(WorkerBrief),
        vacancy=example_of(VacancyBrief),
        rank=1,
        value=0.87,
        parts=example_of(Parts),
        pinned=False,
    )

    worker: WorkerBrief
    vacancy: VacancyBrief
    rank: int = Field(description="1 is the worker's best; in a shortlist, the vacancy's best.")
    value: float
    parts: Parts
    pinned: bool = Field(description="Whether it was agreed before the run, and stays.")


class MatchPage(Body):
    """Some matches of a run."""

    model_config = page_of(Match)

    items: list[Match]
    total: int
    offset: int
    limit: int


class RuleLine(Body):
    """How a rule came out for one entity (an employer, a household, ...)."""

    model_config = example(
        rule="relocated-share",
        kind="post_share",
        entity="E0012",
        required=4,
        achieved=4,
        shortfall=0,
        price=0.12,
        strength="must",
        tier=1,
        status="held",
        cause=None,
        cite="四.3",
    )

    rule: str
    kind: str | None
    entity: str | None
    required: int | None
    achieved: int | None
    shortfall: int | None
    price: float | None = Field(description="What one unit more of the rule would cost, in value.")
    strength: Literal["must", "should"] | None
    tier: int | None
    status: Literal["held", "short"] | None
    cause: str | None = Field(description="Why it is short.")
    cite: str | None


class RulePage(Body):
    """Some lines of the rules of a run."""

    model_config = page_of(RuleLine)

    items: list[RuleLine]
    total: int
    offset: int
    limit: int


class Unplaced(Body):
    """A worker without a post, why, and what it would take."""

    model_config = example(
        worker=example_of(WorkerBrief),
        reason="outbid",
        reason_text="合适的岗位都给了更合适的人",
        nearest_vacancy_id="V0042",
        needed="该岗位再增加 1 个名额",
    )

    worker: WorkerBrief
    reason: str
    reason_text: str | None
    nearest_vacancy_id: str | None
    needed: str | None


class UnplacedPage(Body):
    """Some workers without a post."""

    model_config = page_of(Unplaced)

    items: list[Unplaced]
    total: int
    offset: int
    limit: int


class Unfilled(Body):
    """A vacancy with openings left, and why."""

    model_config = example(
        vacancy=example_of(VacancyBrief),
        open=2,
        reason="too_few_eligible",
        reason_text="符合条件的人不足",
    )

    vacancy: VacancyBrief
    open: int
    reason: str
    reason_text: str | None


class UnfilledPage(Body):
    """Some vacancies with openings left."""

    model_config = page_of(Unfilled)

    items: list[Unfilled]
    total: int
    offset: int
    limit: int
