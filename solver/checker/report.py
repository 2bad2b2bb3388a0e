"""What the checker found: faults, and the figures it counted itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

LINE_SCHEMA = {
    "rule": pl.String,
    "kind": pl.String,
    "entity": pl.String,
    "required": pl.Int64,
    "achieved": pl.Int64,
    "shortfall": pl.Int64,
    "penalty": pl.Int64,  # in units, for each one short; 0 where it may not be short at all
    "listed": pl.Boolean,  # whether the answer must list every entity of this rule
}
ALL = "all"  # the entity of a rule that is counted over everybody at once
SHOWN = 20  # faults of one kind that are named one by one


def some(frame: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """The first rows of a frame of faults: enough to find the cause."""
    return frame.head(SHOWN).iter_rows(named=True)


@dataclass(frozen=True)
class Fault:
    """
    One thing that is wrong with an answer.

    `code` is stable; `message` is for people, in Chinese. What a fault does
    not concern is None.
    """

    code: str
    message: str
    rule: str | None = None
    entity: str | None = None
    worker: str | None = None
    vacancy: str | None = None


@dataclass(frozen=True)
class Report:
    """
    The checker's own figures, and every fault it found.

    Parameters
    ----------
    findings
        Faults; empty where the answer stands.
    objective, value, bound
        Recomputed, in value. `bound` is None where the certificate proves nothing;
        all are None where files are missing or damaged.
    gap
        (bound - objective) / value; None where nothing was placed or no bound is known.
    lines
        Every rule re-counted, in `LINE_SCHEMA`.
    """

    findings: tuple[Fault, ...]
    objective: float | None
    value: float | None
    bound: float | None
    gap: float | None
    lines: pl.DataFrame

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    @property
    def codes(self) -> frozenset[str]:
        """The codes of all faults."""
        return frozenset(fault.code for fault in self.findings)
