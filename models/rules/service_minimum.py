"""Each of some people gets at least so many services: talks, guidance, posts, a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from models.rules.base import Rule
from models.rules.params import choice, count, selects
from models.rules.selection import Selection

SERVICES_ZH = {
    "posts": "推荐岗位不少于{n}个",
    "talks": "政策宣讲不少于{n}次",
    "guidances": "职业指导不少于{n}次",
    "plans": "帮扶计划不少于{n}份",
}
PERIOD_ZH = {"year": "本年对", "ever": "对"}


@dataclass(frozen=True, kw_only=True)
class ServiceMinimum(Rule):
    """
    Each of some people gets at least so many services of each kind.

        services of kind k recorded for w  >=  least[k]      for every w in `workers`, every k

    Counted from the records of services: different posts, and days of talks,
    guidance and plans. Who is in work, does not want it or cannot is owed none.
    """

    workers: Annotated[Selection, selects("workers", "Who is owed the services.")]
    posts: Annotated[
        int, count("How many different posts are pushed to each.", 0, 20, default=0)
    ] = 0
    talks: Annotated[int, count("How many policy talks each gets.", 0, 20, default=0)] = 0
    guidances: Annotated[
        int, count("How many times each gets career guidance.", 0, 20, default=0)
    ] = 0
    plans: Annotated[int, count("How many plans of their own each gets.", 0, 20, default=0)] = 0
    period: Annotated[
        str,
        choice(
            "Whether those of the calendar year of the reference day count, or all.",
            tuple(PERIOD_ZH),
            default="year",
        ),
    ] = "year"

    kind = "service_minimum"
    jobs = frozenset()
    role = "monitoring"

    @classmethod
    def contradiction(cls, values: Mapping[str, Any]) -> tuple[str, str, str] | None:
        """See `Rule`."""
        if any(values[name] for name in SERVICES_ZH):
            return None
        return "posts", "没有写要提供什么服务。", f"{'、'.join(SERVICES_ZH)} 中至少一项不为 0"

    @property
    def least(self) -> dict[str, int]:
        """How many of each service are owed, of those that are."""
        return {name: getattr(self, name) for name in SERVICES_ZH if getattr(self, name)}

    @property
    def statement(self) -> str:
        """See `Rule`."""
        said = "，".join(SERVICES_ZH[name].format(n=n) for name, n in self.least.items())
        return f"{PERIOD_ZH[self.period]}每名{self.workers.label}{said}。"
