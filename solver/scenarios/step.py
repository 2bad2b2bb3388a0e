"""
From one scenario to its neighbour: what the prices foretell, and what a new solve finds.

Scenario a has the lower number, b the higher. Both have an answer of worth z and a
bound B at their own prices. The prices of the one bound the answers of the other:

    z_b  <=  B(b | prices of a)      so   z_b - z_a  <=  B(b | prices of a) - z_a
    z_a  <=  B(a | prices of b)      so   z_b - z_a  >=  z_b - B(a | prices of b)

These hold for every answer; the two ends differ by the curve of the optimum between
a and b and by the proved gaps. A found change outside them would prove an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

_ROUNDING = 1e-9  # relative, of sums of doubles


@dataclass(frozen=True)
class Step:
    """
    Two neighbouring scenarios.

    Parameters
    ----------
    axis
        The number that differs.
    low, high
        Numbers of the scenarios with the lower and the higher value.
    values
        The two values as written.
    units
        How many units (percentage points of a share, else ones) lie between them.
    change
        Of the objective, found by solving both.
    placed
        Change of the number of people placed, found.
    by_low, by_high
        Of the objective, foretold by the prices of the lower and of the higher
        scenario: their bounds' change.
    most, least
        What the change can be at most and at least, proved by those prices.
    """

    axis: str
    low: int
    high: int
    values: tuple[str, str]
    units: Fraction
    change: float
    placed: int
    by_low: float
    by_high: float
    most: float
    least: float

    @property
    def agrees(self) -> bool:
        """Whether the found change lies between the proved ends."""
        room = _ROUNDING * max(1.0, abs(self.change), abs(self.most), abs(self.least))
        return self.least - room <= self.change <= self.most + room

    def per_unit(self, amount: float) -> float:
        """An amount of this step for one unit of the number."""
        return amount / float(self.units)
