"""What a core proved, as an answer states it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Core:
    """
    The pairs that an answer better than this one could be made of.

    Parameters
    ----------
    pairs
        How many were decided in whole, those of the answer among them.
    priced_bound
        The bound of the prices alone, in value: by how much less each pair is worth than
        the best of its worker is counted from there, and says which pairs these are.
    """

    pairs: int
    priced_bound: float
