"""
Scenarios from the middle of their grid outwards, two at a time.

The scenario from which the farthest is nearest is solved from nothing, all others in an
order that is fixed beforehand: by their steps from it, then by number. Each needs those
before it that are one step away, no more: it begins from the prices of one of them, and
has its steps to all of them. Where one number is varied, these are two chains, up and
down, and neither waits for the other. Since what a scenario begins from does not depend
on which ends first, answers are the same however many are solved at a time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from threadpoolctl import threadpool_limits

from models.roster import Roster
from solver.jobs import JobOptions
from solver.scenarios.grid import Point, outwards
from solver.scenarios.scenario import Scenario, solve_scenario

_AT_ONCE = 2  # scenarios: a solve from a neighbour's prices keeps one core busy, and little more
_AHEAD = 4  # scenarios from the first that is still to be handed over: the others wait in memory
_BEAT = 0.2  # seconds between two looks at whether to go on


class _StoppedError(Exception):
    """Ends a scenario that nobody waits for any more."""


def sweep(
    job: str,
    roster: Roster,
    points: Sequence[Point],
    options: JobOptions,
    progress: Callable[[float], None],
) -> Generator[Scenario]:
    """
    Solves scenarios, and hands them over by their steps from the middle, then by number.

    Values and eligibility are computed again only where a rule on who may hold what
    differs. An answer is kept until it is handed over and no scenario needs it any
    more. Products of matrices take one thread meanwhile, so that each comes out the
    same whatever is under way beside it. When the generator is closed, or anything
    raises, what is under way ends at its next step.

    Parameters
    ----------
    job
        "allocate", "push" or "shortlist".
    roster
        The facts.
    points
        At least one.
    options
        Settings of every scenario.
    progress
        Told the part that is done, several times a second; what it raises ends the sweep.

    Raises
    ------
    PackError
        See `solver.rules.compile_rules`.
    """
    stop = threading.Event()

    def go_on(_phase: str, _part: float) -> None:
        if stop.is_set():
            raise _StoppedError

    def solve(point: Point, near: Sequence[Scenario]) -> Scenario:
        return solve_scenario(job, roster, point, options, near, go_on)

    with threadpool_limits(1, "blas"), ThreadPoolExecutor(_AT_ONCE) as threads:
        work = _Work(outwards(points), solve, threads)
        try:
            while not work.is_over:
                progress(work.part_done)
                work.begin()
                if work.has_next:
                    yield work.hand_over()
                work.wait(0 if work.has_next else _BEAT)
        finally:
            stop.set()
    progress(1.0)


class _Work:
    """What is under way, what has ended, and what is kept of it."""

    def __init__(
        self,
        order: Sequence[Point],
        solve: Callable[[Point, Sequence[Scenario]], Scenario],
        threads: ThreadPoolExecutor,
    ) -> None:
        self._order, self._solve, self._threads = order, solve, threads
        self._needs = {
            point.number: [p.number for p in order[:place] if p.distance(point) <= 1]
            for place, point in enumerate(order)
        }
        self._handed = 0
        self._begun: set[int] = set()
        self._ended: set[int] = set()
        self._running: dict[Future[Scenario], int] = {}
        self._kept: dict[int, Scenario] = {}

    @property
    def is_over(self) -> bool:
        """Whether everything has been handed over."""
        return self._handed == len(self._order)

    @property
    def part_done(self) -> float:
        """The part of the scenarios that has ended."""
        return len(self._ended) / len(self._order)

    @property
    def has_next(self) -> bool:
        """Whether the next scenario in the order has ended."""
        return not self.is_over and self._order[self._handed].number in self._ended

    def begin(self) -> None:
        """Begins what can be begun."""
        for point in self._order[self._handed : self._handed + _AHEAD]:
            needs = self._needs[point.number]
            ready = point.number not in self._begun and self._ended.issuperset(needs)
            if ready and len(self._running) < _AT_ONCE:
                near = [self._kept[number] for number in needs]
                self._running[self._threads.submit(self._solve, point, near)] = point.number
                self._begun.add(point.number)

    def wait(self, seconds: float) -> None:
        """Waits until something ends, for so long at most; raises what it raised."""
        over = wait(self._running, seconds, FIRST_COMPLETED).done
        for future in sorted(over, key=self._running.__getitem__):
            number = self._running.pop(future)
            self._kept[number] = future.result()
            self._ended.add(number)

    def hand_over(self) -> Scenario:
        """The next scenario; forgets those that nobody needs any more."""
        scenario = self._kept[self._order[self._handed].number]
        self._handed += 1
        awaited = [p.number for p in self._order[self._handed :]]
        needed = {n for number in awaited if number not in self._ended for n in self._needs[number]}
        self._kept = {n: s for n, s in self._kept.items() if n in needed or n in awaited}
        return scenario
