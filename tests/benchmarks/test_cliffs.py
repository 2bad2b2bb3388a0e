"""Cliffs, on made-up times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from benchmarks.cliffs import cliffs
from benchmarks.outcome import Cell


@dataclass(frozen=True)
class Level:
    name: str
    seconds: float
    phases: Mapping[str, float]
    proved: bool = True
    row: Mapping[str, Cell] = field(default_factory=dict)


def level(name: str, flow: float, finish: float, proved: bool = True) -> Level:
    return Level(name, flow + finish, {"flow": flow, "finish": finish}, proved)


def test_a_level_of_three_times_the_time_beside_it_is_named_with_the_phase_that_grew() -> None:
    levels = [level("0", 1.0, 0.5), level("1", 1.2, 4.0), level("2", 1.5, 3.0)]
    (found,) = cliffs(levels)
    assert found.level == "1"  # 5.2 s beside 1.5 s; the last takes 4.5 s beside 5.2 s
    assert found.phase == "finish"
    assert found.more == 3.5
    assert found.why == "3.5 times the time at 0"


def test_a_slow_end_between_level_neighbours_is_no_cliff() -> None:
    assert cliffs([level("0", 1, 1), level("1", 2, 2), level("2", 5, 5)]) == []


def test_less_than_half_a_second_is_noise() -> None:
    assert cliffs([level("0", 0.05, 0.05), level("1", 0.25, 0.25)]) == []


def test_a_level_that_is_not_proved_is_a_cliff_whatever_its_time() -> None:
    (found,) = cliffs([level("0", 1.0, 1.0), level("1", 0.9, 0.8, proved=False)])
    assert (found.level, found.why) == ("1", "stopped before the gap asked for")


def test_where_the_order_means_nothing_only_proofs_count() -> None:
    levels = [level("a", 0.1, 0.1), level("b", 9.0, 9.0), level("c", 1.0, 1.0, proved=False)]
    assert [c.level for c in cliffs(levels, neighbours=False)] == ["c"]
