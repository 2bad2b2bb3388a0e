"""Exclusions: what their fields say."""

from typing import Any

import pytest

from models.rules import Exclusive

CLAUSE = {"id": "r", "cite": "一", "words": "原文", "mode": "either_or", "scope": "worker"}


def exclusive(**fields: Any) -> Exclusive:
    return Exclusive(**{**CLAUSE, "options": (("a",), ("b", "c")), **fields})


def test_an_exclusion_says_its_fields_in_a_chinese_sentence() -> None:
    assert exclusive().statement == (
        "同一劳动者每年在以下各项中只享受一项（申请人有选择的从其选择）：a；b、c。"
    )
    better = exclusive(mode="better_one", scope="payee", period="ever")
    assert better.statement == "同一领取单位（人）累计在以下各项中享受最优的一项：a；b、c。"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"options": (("a",), ("a",))}, "options: 「a」列了两次"),
        ({"options": (("a",),)}, "options to be 2 to 6 lists"),
        ({"options": (("a",), ())}, "options to be 2 to 6 lists"),
        ({"mode": "best"}, "mode to be one of either_or, better_one"),
        ({"strength": "should"}, "Expected strength of exclusive"),
    ],
)
def test_fields_that_cannot_be_are_refused(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        exclusive(**fields)
