"""Rules and packs of a few lines, for tests of the monitoring."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from models.packs import Pack, load_pack
from models.rules import Rule, Selection
from models.rules.condition import Belongs, Everything, OneOf
from tests.models.small_roster import categories

CLAUSE: dict[str, Any] = {"cite": "一.1", "words": "原文"}
ALL = Selection("all", "劳动力", "workers", Everything())
POOR = Selection("poor", "脱贫人口", "workers", Belongs("any", categories("out_of_poverty")))
POSTS = Selection("posts", "全部岗位", "vacancies", Everything())
WELFARE = Selection("welfare", "公益性岗位", "vacancies", OneOf("kind", ("welfare_rural",)))
ZERO = Selection("zero", "零就业家庭", "households", OneOf("zero_employment", (True,)))


def pack_of(*rules: Rule) -> Pack:
    """A pack that holds these rules and no other."""
    return replace(load_pack("qianyang-2021"), rules=tuple(rules))
