"""What a solve found, apart from why it stopped."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from matcher.pairs import Arcs
from matcher.units import IntArray
from solver.core.found import Core
from solver.prices import Prices
from solver.start import Start
from solver.wages.found import Wages


class Status(Enum):
    """Why the solver stopped."""

    OPTIMAL = "optimal"  # every rule held, and no answer is better
    WITHIN_GAP = "within_gap"  # every rule held, and no answer is better by more than the gap
    RELAXED = "relaxed"  # a rule could not hold; what is short is least within the gap, and named
    LIMIT = "limit"  # stopped before the gap asked for


@dataclass(frozen=True)
class Line:
    """
    How one rule came out for one entity.

    `price` is what the last person of the rule costs, in value; None where the
    rule has no price.
    """

    rule: str
    entity: str
    required: int
    achieved: int
    price: float | None
    most: bool = False  # `required` is what there may be at most

    @property
    def shortfall(self) -> int:
        """People short, or beyond what there may be; 0 where the rule holds."""
        short = self.required - self.achieved
        return max(0, -short if self.most else short)


@dataclass(frozen=True)
class Result:
    """
    The answer to a `Problem`.

    Parameters
    ----------
    status
        Why the solver stopped.
    assignment
        Shape (n, 2): worker, vacancy; sorted.
    objective
        As the problem counts it: values and bonuses, less penalties.
    value
        The values of the pairs alone.
    bound
        No answer has a greater objective, over all eligible pairs.
    gap
        (bound - objective) / value; None where nothing is worth anything.
    prices
        In units; `prices.vacancy[v] / unit` in value.
    lines
        One line per floor, household and household cap, in the problem's order.
    owed
        Shape (W,): posts owed to each worker.
    best, best_priced
        Each worker's best pairs at these prices, best first, and their priced
        values in units, shape (A,): what speaks for a post, and what outbids it.
    pairs_priced
        How many pairs the bound covers.
    pairs_looked
        How many pairs were looked at for it, again ones counted again.
    passes
        How often the bound was computed over all pairs.
    start
        What a solve of a changed problem may begin from.
    core, wages
        What proved `bound` where the prices alone prove less; None where they do not.
    seconds
        By phase.
    """

    status: Status
    assignment: IntArray
    objective: float
    value: float
    bound: float
    gap: float | None
    prices: Prices
    lines: tuple[Line, ...]
    owed: IntArray
    best: Arcs
    best_priced: IntArray
    pairs_priced: int
    pairs_looked: int
    passes: int
    start: Start
    core: Core | None = None
    wages: Wages | None = None
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def priced_bound(self) -> float:
        """The bound that the prices alone prove: what differences of bounds are taken of."""
        beyond = self.core or self.wages
        return beyond.priced_bound if beyond else self.bound
