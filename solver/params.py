"""Settings of the method, each with its unit and range."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

_COUNTS = (
    "keep", "most", "rounds", "sample", "sample_pairs", "second_sample", "steps", "fine_steps",
)  # fmt: skip
Progress = Callable[[str, float], None]


def silent(phase: str, fraction: float) -> None:
    """Reports nothing."""


@dataclass(frozen=True)
class Params:
    """
    Settings of a solve.

    Parameters
    ----------
    gap
        Stop once the answer is proved to be within this fraction of the best, >= 0.
    seed
        Of the sample that the first prices are learned from.
    keep, most
        Candidate pairs per worker from the first pass, >= 1, and from one of the
        passes after it, where no more than those near its best are kept.
    rounds
        Passes over all pairs at most, >= 1.
    sample, sample_pairs
        Workers in the first sample at most, and pairs of them: what fits in memory, >= 1.
    temperatures
        Of the first sample's soft demand, in value, falling.
    second_sample, second_temperatures
        The same for the second sample, which is taken where the first is not all workers.
    steps
        Price steps of a sample at each temperature, >= 1.
    fine_temperatures
        Of the soft demand of all workers over their candidates, in value, falling: a
        tuple for each round.
    settled_temperatures
        The same where bids have settled the posts' prices, and the rows' follow.
    following_temperatures
        The same where the posts' prices stay, and the rows' follow.
    fine_steps
        Price steps of all workers at each temperature, >= 1: half as many of rows alone.
    core
        Whether an answer may be finished on the small core of its pairs
        (`solver.core.when`): where the gap is 0, and where there are few pairs; and
        whether its bound may be one with wages (`solver.wages`).
    """

    gap: float = 1e-4
    seed: int = 0
    keep: int = 16
    most: int = 256
    rounds: int = 14
    sample: int = 3000
    sample_pairs: int = 60_000_000
    temperatures: tuple[float, ...] = (0.1, 0.05, 0.02)
    second_sample: int = 60_000
    second_temperatures: tuple[float, ...] = (0.02, 0.01, 0.005)
    steps: int = 20
    fine_temperatures: tuple[tuple[float, ...], ...] = ((0.01, 0.005, 0.002), (0.001, 0.0005))
    settled_temperatures: tuple[float, ...] = (0.001, 0.0005, 0.0005, 0.0005)
    following_temperatures: tuple[float, ...] = (0.002, 0.001, 0.0005)
    fine_steps: int = 30
    core: bool = True

    def __post_init__(self) -> None:
        if not self.gap >= 0:
            msg = f"Expected gap >= 0, got {self.gap}."
            raise ValueError(msg)
        for name in _COUNTS:
            if getattr(self, name) < 1:
                msg = f"Expected {name} >= 1, got {getattr(self, name)}."
                raise ValueError(msg)
        fine = (t for of_round in self.fine_temperatures for t in of_round)
        own = self.temperatures, self.second_temperatures, self.settled_temperatures
        given = (*fine, *(t for some in (*own, self.following_temperatures) for t in some))
        if any(t <= 0 for t in given):
            msg = f"Expected positive temperatures, got {given}."
            raise ValueError(msg)
