"""Whole units: exact in single precision."""

import numpy as np
import pytest

from matcher.units import LIMIT, UNIT, from_units, to_units


def test_values_are_rounded_to_the_nearest_unit() -> None:
    assert to_units([0.0, 0.5, 1.0, -1.0, 0.4 / UNIT, 0.6 / UNIT]).tolist() == [
        0,
        UNIT // 2,
        UNIT,
        -UNIT,
        0,
        1,
    ]


def test_units_come_back_as_the_value_they_stand_for() -> None:
    values = np.linspace(-20, 20, 1001)
    assert np.abs(from_units(to_units(values)) - values).max() <= 0.5 / UNIT
    assert from_units(UNIT // 4) == 0.25


def test_the_shape_is_kept_and_nothing_is_allowed() -> None:
    assert to_units(np.zeros((2, 3))).shape == (2, 3)
    assert to_units([]).shape == (0,)


@pytest.mark.parametrize("value", [64.0, -64.0, 1e300, np.inf, np.nan])
def test_what_single_precision_cannot_hold_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="below 64 in size"):
        to_units([value])


def test_single_precision_holds_every_unit_below_the_limit() -> None:
    """Sums and differences of units below 2**24 are exact in float32."""
    edge = np.array([LIMIT - 1, LIMIT - 2, LIMIT // 2 + 1])
    assert (edge.astype(np.float32).astype(np.int64) == edge).all()
    assert LIMIT == 1 << 24
