"""Floors that cannot hold are priced at their penalty, and so proved, in few passes."""

import numpy as np
import pytest

from models.packs import load_pack
from models.synth import Severity, make_county
from solver import Status
from solver.jobs import run
from solver.shortfalls import Shortfalls
from tests.solver.problems import floor, made


def one_floor() -> Shortfalls:
    """Two people owed, penalty 9."""
    return Shortfalls(made(np.ones((3, 1)), [3], rows=[floor([0], 2, 9, (True,))]))


def test_a_floor_short_twice_costs_its_penalty() -> None:
    floors = one_floor()
    for _ in range(2):
        assert floors.price(np.array([4])).tolist() == [4]
        floors.learn(np.array([1]), np.array([1]))
    assert floors.price(np.array([4])).tolist() == [9]


def test_a_floor_that_its_price_more_than_fills_was_not_stuck() -> None:
    floors = one_floor()
    for _ in range(2):
        floors.learn(np.array([1]), np.array([1]))
    floors.learn(np.array([3]), np.array([2]))
    assert floors.price(np.array([4])).tolist() == [4]


@pytest.mark.parametrize("severity", [Severity(tightness=2.0), Severity(lopsided=0.8, clash=0.6)])
def test_floors_that_want_the_same_few_people_are_proved_short(severity: Severity) -> None:
    """Crawling prices took 13 passes and proved nothing here."""
    county = make_county(1000, 100, 0, severity=severity).roster()
    result = run("allocate", county, load_pack("qianyang-2021")).result
    assert result.status in {Status.RELAXED, Status.WITHIN_GAP, Status.OPTIMAL}
    assert result.passes <= 9
