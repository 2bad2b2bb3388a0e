"""Matches that are agreed already, from a file: what cannot stay is named with its row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from models.fields import PINS
from models.reading.pins import read_pins
from models.reading.problems import Problem, RosterError
from models.roster import Roster
from solver.jobs.pins import PinError, PinFault, id_faults


def pins_of(path: str | Path | None, roster: Roster) -> pl.DataFrame | None:
    """
    Reads a list of pins (see `models.reading.pins`); None for None.

    Raises
    ------
    RosterError
        With every row that is no pin, and every pin that the roster speaks against.
    """
    if path is None:
        return None
    pins, problems = read_pins(path)
    problems += _placed(id_faults(pins, roster), pins)
    if problems:
        raise RosterError(sorted(problems, key=lambda problem: problem.row or 0))
    return pins


@contextmanager
def told_by_row(pins: pl.DataFrame | None) -> Iterator[None]:
    """
    Names file and row of pins that cannot stay.

    Parameters
    ----------
    pins
        As `pins_of` read them.

    Raises
    ------
    RosterError
        For a `PinError`, each fault with its place in the file.
    """
    try:
        yield
    except PinError as error:
        if pins is None:
            raise
        raise RosterError(_placed(error.faults, pins)) from error


def _placed(faults: Sequence[PinFault], pins: pl.DataFrame) -> list[Problem]:
    places = [pins.row(fault.pin, named=True) for fault in faults]
    return [
        Problem(
            "pin", fault.message, "", at["file"], at["sheet"], at["row"],
            PINS.by_name[fault.field].label,
        )
        for fault, at in zip(faults, places, strict=True)
    ]  # fmt: skip
