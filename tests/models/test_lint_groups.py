"""What the lint says of cadres and of the days on which work begins."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from models.fields import CASEWORKERS
from models.lint.groups import group_findings
from tests.models.small_roster import Row, roster

DAY = date(2024, 6, 1)


def codes(cadre: Row, post: Row) -> list[str]:
    from dataclasses import replace

    line = {**dict.fromkeys(CASEWORKERS.schema), "caseworker_id": "G1", **cadre}
    table = pl.DataFrame([line], schema=CASEWORKERS.schema)
    county = replace(roster(vacancies=[post]), caseworkers=table)
    return [f.code for f in group_findings(county)]


@pytest.mark.parametrize(
    ("cadre", "post", "found"),
    [
        ({"place": "990101101"}, {}, []),
        ({"place": "990101101", "max_households": 1}, {"starts_at": DAY, "posted_at": DAY}, []),
        ({}, {}, ["cadre_place_unknown"]),
        ({"place": "990101101", "max_households": 0}, {}, ["cadre_without_room"]),
        (
            {"place": "990101101"},
            {"starts_at": date(2023, 6, 1), "posted_at": DAY},
            ["starts_before_posted"],
        ),
        ({"place": "990101101"}, {"starts_at": DAY}, []),
    ],
)
def test_what_is_found(cadre: Row, post: Row, found: list[str]) -> None:
    assert codes(cadre, post) == found
