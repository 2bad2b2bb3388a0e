"""Service minima: what is owed, in numbers and in words."""

from typing import Any

import pytest

from models.rules import Selection, ServiceMinimum
from models.rules.condition import Everything

ALL = Selection("all", "劳动力", "workers", Everything())


def rule(**given: Any) -> ServiceMinimum:
    return ServiceMinimum(id="r", cite="一", words="原文", workers=ALL, **given)


def test_what_is_not_written_is_not_owed() -> None:
    assert rule(posts=3, talks=1).least == {"posts": 3, "talks": 1}


def test_the_statement_names_every_service_that_is_owed() -> None:
    said = rule(posts=3, talks=1, guidances=1).statement
    assert said == ("本年对每名劳动力推荐岗位不少于3个，政策宣讲不少于1次，职业指导不少于1次。")
    assert rule(plans=1, period="ever").statement == "对每名劳动力帮扶计划不少于1份。"


def test_a_rule_that_owes_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="没有写要提供什么服务"):
        rule()


def test_it_moves_nobody() -> None:
    assert (ServiceMinimum.role, ServiceMinimum.jobs) == ("monitoring", frozenset())
