"""
The parts of a pair's value, and how they are blended.

    value = sum_k weight_k part_k / sum_k weight_k        over the parts that are known

Each part lies in [0, 1]. The blend is a linear index of stable employment: that
the worker takes the post, the employer hires, and both are still together after
three months. The default weights are stated here; `matcher.learning` fits them
to a ledger of placements.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import polars as pl

from matcher.units import FloatArray, IntArray
from models.fields import EDUCATION, HOURS

PARTS = ("fit", "place", "pay", "hours", "education", "certificates")

PLACE = (1.0, 0.9, 0.75, 0.5, 0.35, 0.25)  # by level of distance: near home is kept longer
_HOURS = {  # (asked for, offered): how well the hours suit; 1 on the diagonal
    ("full_time", "shift"): 0.6,
    ("full_time", "part_time"): 0.3,
    ("full_time", "seasonal"): 0.3,
    ("part_time", "full_time"): 0.2,
    ("part_time", "shift"): 0.1,
    ("part_time", "seasonal"): 0.6,
    ("seasonal", "full_time"): 0.4,
    ("seasonal", "part_time"): 0.6,
    ("seasonal", "shift"): 0.3,
    ("shift", "full_time"): 0.8,
    ("shift", "part_time"): 0.3,
    ("shift", "seasonal"): 0.3,
}
_OVERQUALIFIED = 0.2  # lost for each level above the one asked (above junior where none is)
_PAY_LOW, _PAY_HIGH = 0.6, 1.2  # offered / asked for: worth 0 and 1, linear between


@dataclass(frozen=True)
class Weights:
    """How much each part counts; non-negative, at least one positive."""

    fit: float = 0.45
    place: float = 0.2
    pay: float = 0.2
    hours: float = 0.05
    education: float = 0.05
    certificates: float = 0.05

    def __post_init__(self) -> None:
        if min(self.values()) < 0 or max(self.values()) <= 0:
            msg = f"Expected non-negative weights, at least one positive, got {self}."
            raise ValueError(msg)

    def values(self) -> tuple[float, ...]:
        """The weights in the order of `PARTS`."""
        return tuple(getattr(self, f.name) for f in fields(self))


def hours_table() -> FloatArray:
    """Part by (hours asked for, hours offered). Shape (4, 4)."""
    codes = [c.code for c in HOURS]
    return np.array([[_HOURS.get((w, v), 1.0) for v in codes] for w in codes])


def education_table() -> FloatArray:
    """Part by (level held, level asked). Shape (7, 7); 1 below the level asked: see eligibility."""
    levels = np.arange(len(EDUCATION))
    asked = np.maximum(levels, 2)  # junior school is what everybody has
    return np.maximum(0.0, 1 - _OVERQUALIFIED * np.maximum(0, levels[:, None] - asked[None, :]))


def pay_offered(vacancies: pl.DataFrame) -> FloatArray:
    """Middle of the wage range in yuan a month; NaN where not known. Shape (V,)."""
    low, high = vacancies["wage_min"].to_numpy(), vacancies["wage_max"].to_numpy()
    middle = (low + high) / 2
    return np.where(np.isnan(middle), np.where(np.isnan(low), high, low), middle)


def pay_slope() -> tuple[float, float]:
    """Slope and offset: part = clip(slope * offered / asked - offset, 0, 1)."""
    slope = 1 / (_PAY_HIGH - _PAY_LOW)
    return slope, slope * _PAY_LOW


def codes_or(column: pl.Series, missing: int) -> IntArray:
    """Physical codes of an ordered choice, `missing` where null. Shape (rows,)."""
    return column.to_physical().cast(pl.Int64).fill_null(missing).to_numpy()
