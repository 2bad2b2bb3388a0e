"""The cases that the scaling is fitted to: one thing changed at a time, and sizes together."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from matcher.text import DIMENSIONS
from models.synth import Severity, make_county, write_county


@dataclass(frozen=True)
class Case:
    """A county, and the length of its texts' vectors."""

    workers: int
    vacancies: int
    dimensions: int = DIMENSIONS
    severity: Severity = field(default_factory=Severity)


def cases(workers: int, vacancies: int, *, few: bool) -> list[Case]:
    """Sizes round the middle one, then other dimensions, then more rules."""
    half, double = workers // 2, 2 * workers
    least, most = vacancies // 2, 2 * vacancies
    middle = Case(workers, vacancies)
    if few:
        many = Severity(zero_employment=0.2)
        return [
            middle,
            Case(double, most),
            Case(workers, most, 8),
            Case(double, vacancies, severity=many),
        ]
    return [
        *(Case(w, v) for w in (half, workers, double) for v in (least, vacancies, most)),
        Case(2 * double, most),
        *(Case(workers, vacancies, dimensions) for dimensions in (8, 64)),
        Case(workers, vacancies, severity=Severity(zero_employment=0.2)),
        Case(workers, vacancies, severity=Severity(public_projects=0.0, zero_employment=0.0)),
        Case(workers, vacancies, severity=Severity(public_projects=0.9)),
    ]


@contextmanager
def on_disk(case: Case) -> Iterator[Path]:
    """A folder that holds the case's county."""
    with tempfile.TemporaryDirectory(prefix="gangpei-") as scratch:
        folder = Path(scratch) / "county"
        county = make_county(case.workers, case.vacancies, 0, severity=case.severity)
        write_county(county, folder, format="parquet")
        yield folder
