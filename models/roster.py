"""A roster: the tables of an employment centre, typed, checked and ready to be compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import polars as pl

from models.fields import CASEWORKERS, SERVICES

REJECTED_SCHEMA = {
    "file": pl.String,
    "sheet": pl.String,
    "row": pl.Int64,  # as the spreadsheet counts: the first row is 1
    "table": pl.String,
    "field": pl.String,
    "value": pl.String,
    "reason": pl.String,
}


@dataclass(frozen=True)
class Finding:
    """
    One thing that the lint has to say of a roster.

    `level` is "error" (the row is not used), "warning" (used, but look at it)
    or "note". `rows` counts the rows concerned; `where` names the first ones.
    `code` is stable; `message` is for people, in Chinese.
    """

    level: str
    code: str
    message: str
    table: str = ""
    field: str = ""
    rows: int = 0
    where: tuple[str, ...] = ()


@dataclass(frozen=True)
class Roster:
    """
    The tables of a roster as Polars frames.

    Each frame has exactly the columns of its `models.fields.Table.schema`, in
    that order and with those types; what is not known is null. Keys are unique
    and not null. `workers.age` is filled wherever a date of birth is known.
    `households` has a row for every household that a worker names. `place` is
    a division code of 6, 9 or 12 digits. `education` "none" and a null
    condition of a vacancy ask for nothing.

    Parameters
    ----------
    as_of
        The reference day: ages and deadlines count from it.
    rejected
        Input rows not used, and single cells not used of rows that are, in
        `REJECTED_SCHEMA`; the reason begins with 本行未用 or 本行已用，此格未用.
    findings
        What the lint says.
    sha256
        Of the bytes of all files read, in name order.
    source
        Path that was read, for messages.
    """

    workers: pl.DataFrame
    vacancies: pl.DataFrame
    households: pl.DataFrame
    employers: pl.DataFrame
    placements: pl.DataFrame
    as_of: date
    caseworkers: pl.DataFrame = field(
        default_factory=lambda: pl.DataFrame(schema=CASEWORKERS.schema)
    )
    services: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=SERVICES.schema))
    rejected: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REJECTED_SCHEMA))
    findings: tuple[Finding, ...] = ()
    sha256: str = ""
    source: str = ""
