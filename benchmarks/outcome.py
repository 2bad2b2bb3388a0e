"""What a benchmark found: tables of figures, asserted where an answer can be wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Cell = str | int | float | bool | None


class WrongAnswerError(AssertionError):
    """A benchmark's answer is not what it must be: its times are worth nothing."""


def expect(holds: bool, message: str) -> None:
    """Raises `WrongAnswerError` with the message where something does not hold."""
    if not holds:
        raise WrongAnswerError(message)


@dataclass(frozen=True)
class Table:
    """
    Figures of one kind.

    Parameters
    ----------
    caption
        What the rows are, with units.
    rows
        Column name to cell; all rows have the same columns. None is "not known".
    """

    caption: str
    rows: tuple[Mapping[str, Cell], ...]


@dataclass(frozen=True)
class Outcome:
    """
    What one benchmark found.

    Parameters
    ----------
    name
        Of the benchmark.
    title
        What was asked, with the size.
    tables
        The figures.
    notes
        What a reader of the figures has to know.
    """

    name: str
    title: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
