"""Policy packs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from pydantic import Field, field_validator

from api.http.bodies.base import Body, example, example_of

_HEAD = {
    "id": "qianyang-2021",
    "title": "千阳县就业帮扶实施办法（2021）",
    "place": "610328",
    "document": "千人社发〔2021〕141号",
    "issued": "2021-09-06",
    "valid_from": "2021-09-06",
    "valid_to": "2025-12-31",
    "status": "in_force",
}


class PackHead(Body):
    """Which document a pack puts into rules."""

    model_config = example(**_HEAD)

    id: str
    title: str
    place: str = Field(description="Division code of where it applies.")
    document: str
    issued: date
    valid_from: date
    valid_to: date | None = Field(description="Null where it is in force until further notice.")
    status: Literal["in_force", "expired", "draft"]


class PackSummary(PackHead):
    """A pack that a run may name."""

    model_config = example(**_HEAD, rules=7)

    rules: int = Field(description="How many rules it holds.")


class PackList(Body):
    """All packs."""

    model_config = example(items=[example_of(PackSummary)])

    items: list[PackSummary]


class Rule(Body):
    """A rule of a pack, with its clause."""

    model_config = example(
        id="relocated-share",
        kind="post_share",
        strength="must",
        tier=1,
        jobs=["allocate"],
        cite="四.3",
        words="搬迁群众占新增岗位的比例不少于10%",
        statement="社区工厂的新增岗位，每个单位不少于10%给易地搬迁群众。",
    )

    id: str
    kind: str
    strength: Literal["must", "should"]
    tier: int
    jobs: list[str] = Field(description="Which jobs obey it.")
    cite: str = Field(description="The clause that it comes from.")
    words: str = Field(description="The clause's own words.")
    statement: str = Field(description="The rule as it is applied, in a sentence.")

    @field_validator("jobs", mode="before")
    @classmethod
    def _in_order(cls, jobs: Iterable[str]) -> list[str]:
        return sorted(jobs)


class Pack(PackHead):
    """A pack with its rules."""

    model_config = example(**_HEAD, rules=[example_of(Rule)])

    rules: list[Rule]
