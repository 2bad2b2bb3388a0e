"""Runs: what is asked for, how far it is, what came out."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from api.http.bodies.base import Body, example, example_of, page_of
from api.http.bodies.problem import Problem

Job = Literal["allocate", "push", "shortlist"]
State = Literal["queued", "running", "done", "failed", "cancelled"]


class Options(Body):
    """Settings of a run; what is left out has its default."""

    model_config = example(gap=1e-4, seed=0, min_posts=3, max_posts=5)

    gap: float = Field(
        default=1e-4, ge=0, lt=1, description="Stop once proved this close to the best."
    )
    seed: int = Field(
        default=0, ge=0, le=2**31 - 1, description="Of the sample for the first prices."
    )
    min_posts: int = Field(default=3, ge=0, le=100, description="push: posts a worker is owed.")
    max_posts: int = Field(
        default=5,
        validate_default=True,
        ge=1,
        le=100,
        description="push: posts a worker gets at most.",
    )
    per_opening: int = Field(
        default=3, ge=1, le=100, description="shortlist: candidates per opening."
    )
    max_lists: int = Field(
        default=5, ge=1, le=100, description="shortlist: lists a worker is on at most."
    )
    reach: list[str] = Field(
        default=[],
        max_length=100,
        description="allocate: thresholds to chase, each RULE[@EMPLOYER][=VALUE]; 1 is what one "
        "person whose stable work is sure is worth.",
    )
    from_run: str | None = Field(
        default=None,
        description="An earlier run, done, of the same job to begin at; its roster may differ.",
    )

    @field_validator("max_posts")
    @classmethod
    def _not_below_owed(cls, most: int, info: ValidationInfo) -> int:
        if most < info.data.get("min_posts", 0):
            code = "below_min_posts"
            raise PydanticCustomError(code, "Below min_posts.")
        return most


class NewRun(Body):
    """Which job to do on which roster, under which pack."""

    model_config = example(
        roster_id="r0c4f1d2e3a4b5c6d",
        pack="qianyang-2021",
        job="allocate",
        options=example_of(Options),
    )

    roster_id: str
    pack: str = Field(description="ID of a pack, as GET /v1/packs lists it.")
    job: Job
    options: Options = Field(default_factory=lambda: Options.model_validate({}))


class Progress(Body):
    """How far a run is."""

    model_config = example(status="running", phase="求解", fraction=0.62)

    status: State
    phase: str
    fraction: float = Field(ge=0, le=1)


class Begun(Body):
    """What came of beginning at an earlier run (`from_run`)."""

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={
            "examples": [
                {"warm": True, "workers_found": 59950, "vacancies_found": 5000, "why_cold": None}
            ]
        },
    )

    warm: bool
    workers_found: int = Field(description="Of whom nothing that values read has changed.")
    vacancies_found: int
    why_cold: str | None = Field(description="Why the run began from nothing.")


class Summary(Body):
    """What came out of a run; more of it is in its run.json."""

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={
            "examples": [
                {
                    "status": "within_gap",
                    "objective": 33495.12,
                    "bound": 33495.31,
                    "gap": 5.7e-6,
                    "placed": 48641,
                    "workers": 60000,
                    "vacancies": 5000,
                    "openings": 48641,
                    "pairs_priced": 300000000,
                    "seconds": {"solve": 18.2, "total": 31.0},
                }
            ]
        },
    )

    status: Literal["optimal", "within_gap", "relaxed", "infeasible", "limit"]
    objective: float | None = None
    bound: float | None = Field(default=None, description="No answer over all pairs is worth more.")
    gap: float | None = Field(default=None, description="How far from the bound, as a fraction.")
    placed: int | None = None
    workers: int | None = None
    vacancies: int | None = None
    openings: int | None = None
    pairs_priced: int | None = Field(default=None, description="All pairs that the bound covers.")
    seconds: dict[str, float] | None = Field(default=None, description="By phase, and in total.")
    begun: Begun | None = Field(
        default=None, alias="from", description="Null where the run began from nothing, unasked."
    )


class Run(Body):
    """A run. `summary` once it is done, `problem` where it failed."""

    model_config = example(
        id="a7d1c9b3e5f60812",
        roster_id="r0c4f1d2e3a4b5c6d",
        pack="qianyang-2021",
        job="allocate",
        options=example_of(Options),
        created_at="2026-11-20T08:31:00Z",
        started_at="2026-11-20T08:31:01Z",
        ended_at="2026-11-20T08:31:48Z",
        progress={"status": "done", "phase": "写结果", "fraction": 1.0},
        status="done",
        summary=example_of(Summary),
        problem=None,
    )

    id: str
    roster_id: str
    pack: str
    job: Job
    options: Options
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    status: State
    progress: Progress
    summary: Summary | None
    problem: Problem | None


class RunPage(Body):
    """Some runs, the newest first."""

    model_config = page_of(Run)

    items: list[Run]
    total: int
    offset: int
    limit: int


class RunFile(Body):
    """A file of a run folder."""

    model_config = example(name="matches.xlsx", bytes=4_211_008, meaning="匹配结果（供阅读和打印）")

    name: str
    bytes: int
    meaning: str


class RunFileList(Body):
    """All files of a run folder."""

    model_config = example(items=[example_of(RunFile)])

    items: list[RunFile]
