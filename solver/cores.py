"""Loops over the workers' pairs, shared among the cores."""

from __future__ import annotations

from collections.abc import Callable

from matcher.cores import share as share_out

_WORKERS = 1 << 13  # that a core takes at a time


def share(workers: int, work: Callable[[int, int], None], at_a_time: int = _WORKERS) -> None:
    """As `matcher.cores.share`, of a loop over many workers' pairs."""
    share_out(workers, work, at_a_time)
