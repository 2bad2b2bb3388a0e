"""The order of a sweep: from the middle outwards, two at a time, and how it ends."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from contextlib import closing
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest

from models.packs import PackError, load_pack
from models.synth import make_county
from solver.jobs import JobOptions
from solver.params import Progress
from solver.scenarios import Axis, Point, Scenario, make_grid, sweep
from solver.scenarios.grid import outwards

PACK = load_pack("qianyang-2021")
SHARE, LEAST, MONTHS = "relocated-share.share", "zero-relocated.least", "welfare-contract.months"
SOLVING = import_module("solver.scenarios.sweep")  # the package gives the name to the function
Solve = Callable[[Point, Sequence[Scenario], Progress], Any]


def points(*counts: int) -> tuple[Point, ...]:
    """A grid of so many values on each of up to two axes."""
    axes = [Axis(SHARE, tuple(f"0.{k:02}" for k in range(counts[0])))]
    axes += [Axis(LEAST, tuple(str(k + 1) for k in range(count))) for count in counts[1:]]
    return make_grid(PACK, axes)


def numbers(grid: tuple[Point, ...]) -> list[int]:
    return [point.number for point in outwards(grid)]


def solved(grid: tuple[Point, ...]) -> list[Scenario]:
    roster = make_county(300, 60, 11).roster()
    return [*sweep("allocate", roster, grid, JobOptions(), lambda _: None)]


# ---------------------------------------------------------------- the order


def test_the_middle_comes_first_then_its_neighbours_by_number() -> None:
    assert numbers(points(1)) == [1]
    assert numbers(points(2)) == [1, 2]  # either is in the middle: the first wins
    assert numbers(points(4)) == [2, 1, 3, 4]
    assert numbers(points(5)) == [3, 2, 4, 1, 5]


def test_the_middle_of_two_axes_is_the_middle_of_each() -> None:
    """Numbers 1 2 3 / 4 5 6 / 7 8 9: from 5 it is two steps at most, from others more."""
    assert numbers(points(3, 3)) == [5, 2, 4, 6, 8, 1, 3, 7, 9]


def test_the_middle_is_by_rank_whatever_the_order_of_the_values() -> None:
    """0.3 and 0 lie at the ends, 0.1 between them, as number 3."""
    assert numbers(make_grid(PACK, [Axis(SHARE, ("0.3", "0", "0.1"))])) == [3, 1, 2]


# ---------------------------------------------------------------- the answers


def test_one_or_two_at_a_time_the_answers_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    grid = make_grid(PACK, [Axis(SHARE, ("0", "0.1", "0.3")), Axis(MONTHS, ("12", "6"))])
    two = solved(grid)
    again = solved(grid)
    monkeypatch.setattr(SOLVING, "_AT_ONCE", 1)
    one = solved(grid)
    assert [s.point.number for s in two] == numbers(grid)
    for first, *others in zip(two, again, one, strict=True):
        for other in others:
            assert other.point == first.point
            assert (other.begun_from, other.same_as) == (first.begun_from, first.same_as)
            assert other.steps == first.steps
            assert other.answer.matches.equals(first.answer.matches)
            assert other.answer.rules.equals(first.answer.rules)
            assert other.answer.result.bound == first.answer.result.bound
            for name, array in first.answer.certificate.items():
                assert other.answer.certificate[name].tobytes() == array.tobytes()


def test_on_two_axes_each_pair_of_neighbours_has_its_step_once() -> None:
    """Numbers 1 2 / 3 4 / 5 6: a pair along the share differs by 2, along the months by 1."""
    found = solved(make_grid(PACK, [Axis(SHARE, ("0", "0.1", "0.3")), Axis(MONTHS, ("12", "6"))]))
    steps = [step for scenario in found for step in scenario.steps]
    ends = sorted((min(s.low, s.high), max(s.low, s.high)) for s in steps)
    assert ends == [(1, 2), (1, 3), (2, 4), (3, 4), (3, 5), (4, 6), (5, 6)]
    assert all(step.agrees for step in steps)


def test_who_has_no_neighbour_of_the_same_pairs_nearer_the_middle_begins_from_nothing() -> None:
    """3 is the middle, and 4 its neighbour with other months; each other follows its own months."""
    found = solved(make_grid(PACK, [Axis(SHARE, ("0", "0.1", "0.3")), Axis(MONTHS, ("12", "6"))]))
    begun_from = {s.point.number: s.begun_from for s in found}
    assert begun_from == {3: None, 4: None, 1: 3, 5: 3, 2: 4, 6: 4}


def test_scenarios_of_the_same_rules_share_the_answer_of_the_middle_one() -> None:
    """Money alone is varied besides the share: three solves for nine scenarios."""
    money = Axis("job-seeking.cap_worker", ("100", "300", "500"))
    found = solved(make_grid(PACK, [Axis(SHARE, ("0", "0.1", "0.3")), money]))
    same_as = {s.point.number: s.same_as for s in found}
    assert same_as == {5: None, 2: None, 8: None, 1: 2, 3: 2, 4: 5, 6: 5, 7: 8, 9: 8}
    assert len({id(s.answer) for s in found}) == 3


# ---------------------------------------------------------------- what is under way, and its end


class Answer:
    """Stands for an answer where no scenario is solved."""


def fake(monkeypatch: pytest.MonkeyPatch, solve: Solve) -> None:
    """Replaces solving by a function of point, neighbours and progress that returns an answer."""

    def solve_scenario(
        _job: str, _roster: Any, point: Point, _options: Any, near: Any, go_on: Progress
    ) -> Scenario:
        return Scenario(point, solve(point, near, go_on), None, None, (), 0.0)

    monkeypatch.setattr(SOLVING, "solve_scenario", solve_scenario)


def run(grid: tuple[Point, ...], progress: Callable[[float], None] = lambda _: None) -> Any:
    return sweep("allocate", SimpleNamespace(), grid, JobOptions(), progress)  # type: ignore[arg-type]


def for_ever(_point: Point, _near: Any, go_on: Progress) -> None:
    while True:
        go_on("", 0.0)
        time.sleep(0.001)


def test_two_are_under_way_at_a_time_and_neither_chain_waits_for_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of 1 to 7 from 4, number 3 ends only when 6 has: two steps up while the first down lasts."""
    six = threading.Event()
    at_once: set[int] = set()
    most = 0

    def solve(point: Point, _near: Any, _go_on: Progress) -> None:
        nonlocal most
        at_once.add(point.number)
        most = max(most, len(at_once))
        if point.number == 6:
            six.set()
        if point.number == 3:
            assert six.wait(30)
        at_once.remove(point.number)

    fake(monkeypatch, solve)
    assert [s.point.number for s in run(points(7))] == [4, 3, 5, 2, 6, 1, 7]
    assert most == 2


@pytest.mark.parametrize("slow", [2, 4])
def test_whoever_ends_first_each_knows_the_same_neighbours(
    monkeypatch: pytest.MonkeyPatch, slow: int
) -> None:
    known: dict[int, list[int]] = {}

    def solve(point: Point, near: Sequence[Scenario], _go_on: Progress) -> None:
        known[point.number] = [s.point.number for s in near]
        time.sleep(0.05 if point.number == slow else 0)

    fake(monkeypatch, solve)
    for _ in run(points(3, 3)):
        pass
    assert known == {
        5: [], 2: [5], 4: [5], 6: [5], 8: [5], 1: [2, 4], 3: [2, 6], 7: [4, 8], 9: [6, 8],
    }  # fmt: skip


@pytest.mark.parametrize("slow", [2, 6, 12])
def test_an_answer_is_kept_only_while_somebody_needs_it(
    monkeypatch: pytest.MonkeyPatch, slow: int
) -> None:
    """
    Along one number, with 7 in the middle and one scenario that takes longest.

    At most: both ends of what is handed over, the three that may wait behind the
    next to be handed over, and the one whose caller looks at it.
    """
    alive: weakref.WeakSet[Answer] = weakref.WeakSet()

    def solve(point: Point, _near: Any, _go_on: Progress) -> Answer:
        time.sleep(0.1 if point.number == slow else 0)
        alive.add(answer := Answer())
        return answer

    fake(monkeypatch, solve)
    most = 0
    for _ in run(points(13)):
        gc.collect()
        most = max(most, len(alive))
    assert most <= 6


@pytest.mark.parametrize("broken", [1, 2, 3, 4])
def test_what_a_scenario_raises_is_raised_and_the_other_ends(
    monkeypatch: pytest.MonkeyPatch, broken: int
) -> None:
    other = 4 if broken < 3 else 2  # next to the middle, on the other side

    def solve(point: Point, _near: Any, go_on: Progress) -> None:
        if point.number == broken:
            raise PackError(())
        if point.number == other:
            for_ever(point, _near, go_on)

    fake(monkeypatch, solve)
    before = threading.active_count()
    with pytest.raises(PackError):
        for _ in run(points(5)):
            pass
    assert threading.active_count() == before


def test_a_stop_by_progress_ends_both(monkeypatch: pytest.MonkeyPatch) -> None:
    under_way: set[int] = set()

    def solve(point: Point, _near: Any, go_on: Progress) -> None:
        if point.number != 3:
            under_way.add(point.number)
            for_ever(point, _near, go_on)

    def progress(_part: float) -> None:
        if len(under_way) == 2:
            raise KeyboardInterrupt

    fake(monkeypatch, solve)
    before = threading.active_count()
    with pytest.raises(KeyboardInterrupt):
        for _ in run(points(5), progress):
            pass
    assert under_way == {2, 4}
    assert threading.active_count() == before


def test_who_asks_for_no_more_ends_what_is_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def solve(point: Point, _near: Any, go_on: Progress) -> None:
        if point.number != 3:
            for_ever(point, _near, go_on)

    fake(monkeypatch, solve)
    before = threading.active_count()
    with closing(run(points(5))) as found:
        assert next(found).point.number == 3
    assert threading.active_count() == before


def test_progress_rises_to_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[float] = []
    fake(monkeypatch, lambda *_: None)
    for _ in run(points(4), told.append):
        pass
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)
