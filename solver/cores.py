"""Work on many workers, shared among the cores: the same whatever their number."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

_WORKERS = 1 << 13  # that a core takes at a time in a loop over their pairs


def share(workers: int, work: Callable[[int, int], None], at_a_time: int = _WORKERS) -> None:
    """
    Calls work(first, last) for parts of the workers, on all cores.

    Parameters
    ----------
    workers
        How many there are.
    work
        Lets other threads run, and writes to no other part's places.
    at_a_time
        Workers that a core takes at a time.
    """
    cuts = [*range(0, max(1, workers), at_a_time), workers]
    if len(cuts) == 2:
        work(0, workers)
        return
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(work, cuts[:-1], cuts[1:]))
