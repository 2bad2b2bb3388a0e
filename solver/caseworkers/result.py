"""What is found: who looks after whom, and how good that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from matcher.components import PLACE
from matcher.units import IntArray
from solver.result import Status

NEARNESS: IntArray = np.array([*(round(100 * part) for part in PLACE), 0])
"""Points of a household by its level of distance; the last where a place is not known."""


@dataclass(frozen=True)
class Caseloads:
    """
    One cadre to one household.

    Parameters
    ----------
    status
        Why the solver stopped.
    assigned
        household_id, caseworker_id, level (0 same village to 5 beyond the
        province; null where not known), people, deadline: in the order of the
        households.
    unserved
        household_id, people, deadline, place_in_line (from 1, among all): the
        cadres' room was used up by more urgent ones.
    loads
        caseworker_id, households, people, low, high (the even loads), room (the
        most that the cadre can look after, or null).
    nearness
        Points of all assigned households, by `NEARNESS`.
    nearness_bound
        No assignment with loads as even as these has more.
    prices
        Shape (2 G,), points: of the even part and of the last place of each of
        the G groups of cadres who are stationed at the same place with the same limits.
    group_of
        Shape (C,): the group of each cadre.
    pairs_priced
        How many pairs of household and cadre the bound covers.
    """

    status: Status
    assigned: pl.DataFrame
    unserved: pl.DataFrame
    loads: pl.DataFrame
    nearness: int
    nearness_bound: int
    prices: IntArray
    group_of: IntArray
    pairs_priced: int
