"""One person or one post: ranked, explained, answered at once."""

from __future__ import annotations

from pydantic import Field

from api.http.bodies.base import Body, example, example_of
from api.http.bodies.results import Parts, VacancyBrief, WorkerBrief
from api.http.bodies.runs import Job


class RankedPost(Body):
    """A post that a worker may hold, with what it is worth and why."""

    model_config = example(
        rank=1,
        vacancy=example_of(VacancyBrief),
        pay="3000-5000元/月",
        value=0.87,
        parts=example_of(Parts),
        why="技能相符 0.91；同镇；工资符合期望；工时相符",
        given=1,
    )

    rank: int = Field(description="1 is the best by value, whoever else wants it.")
    vacancy: VacancyBrief
    pay: str
    value: float
    parts: Parts
    why: str
    given: int | None = Field(description="Its rank among what the run gave; null if not given.")


class WorkerPosts(Body):
    """The posts that suit a worker best."""

    model_config = example(
        run_id="a7d1c9b3e5f60812",
        worker=example_of(WorkerBrief),
        posts=[example_of(RankedPost)],
    )

    run_id: str
    worker: WorkerBrief
    posts: list[RankedPost] = Field(description="Best first; empty where nothing is allowed.")


class Candidate(Body):
    """A worker who may hold a post, with what it is worth and why."""

    model_config = example(
        rank=1,
        worker=example_of(WorkerBrief),
        value=0.87,
        parts=example_of(Parts),
        why="技能相符 0.91；同镇；工资符合期望；工时相符",
        given=None,
    )

    rank: int = Field(description="1 is the best by value, whatever else suits the worker.")
    worker: WorkerBrief
    value: float
    parts: Parts
    why: str
    given: int | None = Field(description="Its rank among what the run gave; null if not given.")


class Shortlist(Body):
    """The workers who suit a vacancy best."""

    model_config = example(
        run_id="a7d1c9b3e5f60812",
        vacancy=example_of(VacancyBrief),
        candidates=[example_of(Candidate)],
    )

    run_id: str
    vacancy: VacancyBrief
    candidates: list[Candidate] = Field(description="Best first; empty where nobody may hold it.")


class Reason(Body):
    """Why a pair is refused: a stable code, and words."""

    model_config = example(code="too_far", text="工作地超出本人意愿范围")

    code: str
    text: str


class ExplainedPair(Body):
    """A post for a worker: what it is worth, what it costs, and how it came out."""

    model_config = example(
        vacancy_id="V0042",
        title="缝纫工",
        employer="示例县社区工厂",
        place="城关镇",
        pay="3000-5000元/月",
        openings=12,
        given=12,
        value=0.87,
        price=0.92,
        net=-0.05,
        parts=example_of(Parts),
        why="技能相符 0.91；同镇；工资符合期望；工时相符",
        eligible=True,
        reasons=[],
        verdict="outbid",
        text="在该岗位的匹配度为 0.87，竞争价格为 0.92：名额给了更合适或按规则优先的人。",
    )

    vacancy_id: str
    title: str | None
    employer: str | None
    place: str | None
    pay: str
    openings: int
    given: int = Field(description="To how many workers the run gave it.")
    value: float
    price: float = Field(description="What the post costs this worker, at the least prices.")
    net: float = Field(description="Value minus price.")
    parts: Parts
    why: str
    eligible: bool
    reasons: list[Reason] = Field(description="Why it is refused; empty where it is allowed.")
    verdict: str = Field(description="Stable code of how the pair came out.")
    text: str = Field(description="The same in a sentence.")


class ExplainedWorker(Body):
    """Whom an explanation is about; the name is masked."""

    model_config = example(
        worker_id="W00017",
        name="王*明",
        township="城关镇",
        village="北街村",
        skills="踩缝纫机",
        wanted="缝纫工",
        available=True,
    )

    worker_id: str
    name: str | None
    township: str | None
    village: str | None
    skills: str | None
    wanted: str | None
    available: bool = Field(description="Whether the worker took part in the run.")


class WhyUnplaced(Body):
    """Why a worker got no post, and what it would take."""

    model_config = example(
        reason="outbid",
        reason_text="合适的岗位都给了更合适的人",
        nearest_vacancy_id="V0042",
        needed="该岗位再增加 1 个名额",
    )

    reason: str
    reason_text: str | None
    nearest_vacancy_id: str | None
    needed: str | None


class Explanation(Body):
    """Why this post, and why not that one."""

    model_config = example(
        run_id="a7d1c9b3e5f60812",
        job="allocate",
        worker=example_of(ExplainedWorker),
        matches=[],
        alternatives=[example_of(ExplainedPair)],
        unplaced=example_of(WhyUnplaced),
        question=example_of(ExplainedPair),
    )

    run_id: str
    job: Job
    worker: ExplainedWorker
    matches: list[ExplainedPair] = Field(description="What the run gave to the worker.")
    alternatives: list[ExplainedPair] = Field(description="The best of what it did not give.")
    unplaced: WhyUnplaced | None = Field(description="Null where the worker got something.")
    question: ExplainedPair | None = Field(description="The pair asked for, if any.")
