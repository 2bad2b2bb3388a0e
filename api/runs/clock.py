"""How long each phase takes, and whom to tell."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[str, float], None]


def silent(phase: str, fraction: float) -> None:
    """Tells nobody."""


class Clock:
    """Seconds by phase, in the order in which the phases began."""

    def __init__(self, progress: Progress | None = None) -> None:
        self.tell: Progress = progress or silent
        self.seconds: dict[str, float] = {}

    @contextmanager
    def phase(self, name: str, label: str | None) -> Iterator[None]:
        """
        Times a block under an English name, and reports it under a Chinese label.

        Without a label the block reports its own phases.
        """
        if label is not None:
            self.tell(label, 0.0)
        begun = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begun
        if label is not None:
            self.tell(label, 1.0)

    def within(self, label: str) -> Progress:
        """A callback for a part that counts its fraction over all its phases: one phase to us."""
        return lambda _phase, fraction: self.tell(label, fraction)
