"""Settings of the method, each with its unit and range."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
    keep
        Candidate pairs per worker from the first pass, >= 1.
    rounds
        Passes over all pairs at most, >= 1.
    sample, sample_pairs
        Workers in the sample at most, and pairs of them: what fits in memory, >= 1.
    temperatures
        Of the sample's soft demand, in value, falling.
    steps
        Price steps of the sample at each temperature, >= 1.
    fine_temperatures
        Of the soft demand of all workers over their candidates, in value, falling.
    fine_steps
        Price steps of all workers at each temperature, >= 1.
    """

    gap: float = 1e-4
    seed: int = 0
    keep: int = 16
    rounds: int = 12
    sample: int = 6000
    sample_pairs: int = 120_000_000
    temperatures: tuple[float, ...] = (0.1, 0.05, 0.02, 0.01)
    steps: int = 20
    fine_temperatures: tuple[float, ...] = (0.005, 0.002, 0.001)
    fine_steps: int = 60

    def __post_init__(self) -> None:
        if not self.gap >= 0:
            msg = f"Expected gap >= 0, got {self.gap}."
            raise ValueError(msg)
        for name in ("keep", "rounds", "sample", "sample_pairs", "steps", "fine_steps"):
            if getattr(self, name) < 1:
                msg = f"Expected {name} >= 1, got {getattr(self, name)}."
                raise ValueError(msg)
        if any(t <= 0 for t in (*self.temperatures, *self.fine_temperatures)):
            given = (*self.temperatures, *self.fine_temperatures)
            msg = f"Expected positive temperatures, got {given}."
            raise ValueError(msg)
