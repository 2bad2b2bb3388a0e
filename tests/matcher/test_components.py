"""Tables of the parts of a value."""

import numpy as np
import pytest

from matcher.components import (
    PARTS,
    PLACE,
    Weights,
    codes_or,
    education_table,
    hours_table,
    pay_offered,
    pay_slope,
)
from models.fields import EDUCATION, HOURS
from tests.models.small_roster import roster


def test_every_entry_of_every_table_lies_in_0_to_1() -> None:
    for table in (hours_table(), education_table(), np.array(PLACE)):
        assert ((table >= 0) & (table <= 1)).all()


def test_the_hours_asked_for_suit_best() -> None:
    table = hours_table()
    assert table.shape == (len(HOURS), len(HOURS))
    assert (np.diag(table) == 1).all()
    assert (table[~np.eye(len(HOURS), dtype=bool)] < 1).all()


def test_nearer_is_better() -> None:
    assert list(PLACE) == sorted(PLACE, reverse=True)
    assert len(set(PLACE)) == len(PLACE) == 6


def test_who_has_much_more_education_than_asked_stays_less_long() -> None:
    """A bachelor (5) at a post that asks for junior school (2): three levels, 1 - 3 x 0.2."""
    codes = [c.code for c in EDUCATION]
    table = education_table()
    bachelor, junior, senior = (codes.index(c) for c in ("bachelor", "junior", "senior"))
    assert table[bachelor, junior] == pytest.approx(0.4)
    assert table[bachelor, 0] == pytest.approx(0.4)  # a post that asks nothing asks junior school
    assert table[junior, junior] == table[junior, senior] == table[0, 0] == 1


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(3000, 5000, 4000), (3000, None, 3000), (None, 5000, 5000), (None, None, None)],
)
def test_pay_offered_is_the_middle_or_what_is_known(
    low: float | None, high: float | None, expected: float | None
) -> None:
    offer = pay_offered(roster(vacancies=[{"wage_min": low, "wage_max": high}]).vacancies)[0]
    assert (None if np.isnan(offer) else offer) == expected


def test_pay_counts_from_three_fifths_to_six_fifths_of_what_is_asked() -> None:
    """0.6 of the wish is worth 0, 1.2 of it 1, 0.9 a half."""
    slope, offset = pay_slope()
    assert slope * 0.6 - offset == pytest.approx(0)
    assert slope * 1.2 - offset == pytest.approx(1)
    assert slope * 0.9 - offset == pytest.approx(0.5)


def test_weights_are_in_the_order_of_the_parts_and_sum_to_one() -> None:
    weights = Weights()
    assert weights.values() == tuple(getattr(weights, part) for part in PARTS)
    assert sum(weights.values()) == pytest.approx(1)


@pytest.mark.parametrize("wrong", [{"fit": -0.1}, dict.fromkeys(PARTS, 0.0)])
def test_weights_must_weigh_something(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="non-negative weights, at least one positive"):
        Weights(**wrong)


def test_codes_of_choices_are_their_place_and_nulls_what_is_said() -> None:
    column = roster(workers=[{"hours": "full_time"}, {"hours": "shift"}, {}]).workers["hours"]
    assert codes_or(column, 9).tolist() == [0, 3, 9]
