"""The day on which people may retire: before 2025, and as it rises from then on."""

from datetime import date

import pytest

from models.retirement import retirement_day
from models.rules.condition import Retires
from tests.models.small_roster import roster


@pytest.mark.parametrize(
    ("sex", "birth", "day"),
    [
        ("male", date(1960, 3, 15), date(2020, 3, 15)),
        ("male", date(1964, 12, 31), date(2024, 12, 31)),  # the last whom no rise concerns
        ("male", date(1965, 1, 1), date(2025, 2, 1)),  # 60 years and 1 month
        ("male", date(1965, 5, 1), date(2025, 7, 1)),  # the fifth month: 2 months
        ("male", date(1976, 9, 1), date(2039, 9, 1)),  # the last step: 63
        ("male", date(1990, 1, 1), date(2053, 1, 1)),
        ("female", date(1968, 6, 1), date(2018, 6, 1)),
        ("female", date(1975, 1, 1), date(2025, 2, 1)),
        ("female", date(1975, 3, 1), date(2025, 5, 1)),
        ("female", date(1984, 11, 1), date(2039, 11, 1)),  # 55
        ("female", date(1999, 1, 1), date(2054, 1, 1)),
    ],
)
def test_people_retire_by_the_tables_of_the_law(sex: str, birth: date, day: date) -> None:
    given = roster(workers=[{"sex": sex, "birth_date": birth}])
    assert given.workers.select(retirement_day(given.as_of)).item() == day


def test_who_is_near_it_is_selected_and_who_is_not_known_is_not() -> None:
    """
    Within 5 years of 2024-06-30. A man of 56, born in June 1968, retires at 60 years and
    11 months, in May 2029; one of 55 at 61 years and 2 months, in August 2030. A woman of
    47, born in June 1977, at 51 years and 3 months, in September 2028; one of 46 at 51
    years and 9 months, in March 2030. Without sex or age nothing is known.
    """
    given = roster(
        workers=[
            {"sex": "male", "age": 60},
            {"sex": "male", "age": 55},
            {"sex": "male", "age": 56},
            {"sex": "female", "age": 46},
            {"sex": "female", "age": 47},
            {"age": 70},
            {"sex": "male"},
        ]
    )
    found = given.workers.select(Retires(5).expression(given, "workers")).to_series().to_list()
    assert found == [True, False, True, False, True, False, False]
