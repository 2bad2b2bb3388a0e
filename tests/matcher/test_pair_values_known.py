"""Values of one pair of which little is known, worked out by hand."""

from typing import Any

import numpy as np
import pytest

from matcher.pair_values import PairValues
from matcher.units import UNIT
from tests.models.small_roster import roster
from tests.solver.problems import pack_of

HERE = "990101101201"


def one_pair(worker: dict[str, Any], vacancy: dict[str, Any]) -> dict[str, float]:
    """The known parts and the value of one pair."""
    pairs = PairValues(roster(workers=[worker], vacancies=[{"title": "?", **vacancy}]), pack_of())
    zero = np.zeros(1, dtype=np.int64)
    parts = {k: float(p[0]) for k, p in pairs.components(zero, zero).items()}
    known = {k: p for k, p in parts.items() if not np.isnan(p)}
    return {**known, "value": int(pairs.at(zero, zero)[0]) / UNIT}


@pytest.mark.parametrize(
    ("worker", "vacancy", "expected"),
    [
        # nothing known of the worker: no part, and a value of 0
        ({}, {}, {"value": 0}),
        # the same village alone is known: worth 1, and so is the pair
        ({"place": HERE}, {"place": HERE}, {"place": 1, "value": 1}),
        ({"place": HERE}, {"place": "990101"}, {"place": 0.75, "value": 0.75}),
        ({"place": HERE}, {}, {"value": 0}),
        ({}, {"place": HERE}, {"value": 0}),
        # 3,000 to 4,200 offered, 4,000 asked: 0.9 of it is worth a half
        ({"wage_expected": 4000}, {"wage_min": 3000, "wage_max": 4200}, {"pay": 0.5, "value": 0.5}),
        ({"wage_expected": 4000}, {"wage_min": 2000}, {"pay": 0, "value": 0}),
        ({"wage_expected": 4000}, {"wage_max": 9000}, {"pay": 1, "value": 1}),
        ({"wage_expected": 4000}, {}, {"value": 0}),
        ({"wage_expected": 0}, {"wage_min": 2000}, {"value": 0}),
        ({}, {"wage_min": 2000}, {"value": 0}),
        # hours and education weigh 0.05 each: (0.3 + 0.4) / 2
        (
            {"hours": "full_time", "education": "bachelor"},
            {"hours": "part_time"},
            {"hours": 0.3, "education": 0.4, "value": 0.35},
        ),
        ({"hours": "full_time"}, {}, {"value": 0}),
        # whoever is eligible where certificates are asked holds them
        ({}, {"certificates": "电工证"}, {"certificates": 1, "value": 1}),
    ],
)
def test_what_is_not_known_is_left_out(
    worker: dict[str, Any], vacancy: dict[str, Any], expected: dict[str, float]
) -> None:
    assert one_pair(worker, vacancy) == pytest.approx(expected, abs=1 / UNIT)


def test_work_alike_in_words_is_worth_more() -> None:
    """Who sews is nearer to sewing than to driving an excavator."""
    sewing = one_pair({"skills": "踩缝纫机"}, {"title": "缝纫工"})
    digging = one_pair({"skills": "踩缝纫机"}, {"title": "挖掘机司机"})
    assert sewing["fit"] > digging["fit"]
