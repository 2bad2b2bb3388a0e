"""
When people reach the statutory retirement age, at the earliest.

Men at 60, women at 50 (国发〔1978〕104号; women in office posts at 55). From 2025 it
rises: by a month for every four months of birth for men born from 1965, up to 63;
for every two months for women born from 1975, up to 55 (decision of the Standing
Committee of the National People's Congress of 13 September 2024).
"""

from __future__ import annotations

from datetime import date

import polars as pl

_YEARS = {"male": 60, "female": 50}
_FIRST_BIRTH = {"male": date(1965, 1, 1), "female": date(1975, 1, 1)}  # whom the rise concerns
_STEP = {"male": 4, "female": 2}  # months of birth for one month more
_MOST = {"male": 36, "female": 60}  # months


def retirement_day(as_of: date) -> pl.Expr:
    """
    The day on which each worker may retire, over the table of workers; null where not known.

    Who states an age alone was born on the reference day so many years ago: nobody
    of that age is younger.
    """
    birth = pl.coalesce("birth_date", pl.lit(as_of).dt.offset_by(pl.format("-{}y", pl.col("age"))))
    sex = pl.col("sex").cast(pl.String)
    day = pl.lit(None, dtype=pl.Date)
    for code, years in _YEARS.items():
        first = _FIRST_BIRTH[code]
        after = (birth.dt.year() - first.year) * 12 + birth.dt.month().cast(pl.Int32) - first.month
        rise = pl.when(after < 0).then(0).otherwise(after // _STEP[code] + 1)
        months = pl.min_horizontal(rise, _MOST[code]) + 12 * years
        day = (
            pl.when(sex == code).then(birth.dt.offset_by(pl.format("{}mo", months))).otherwise(day)
        )
    return day
