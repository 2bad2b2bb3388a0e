"""Work shared among the cores: the same whatever their number."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache

_here = threading.local()


def share(
    count: int, work: Callable[[int, int], None], at_a_time: int, threads: int | None = None
) -> None:
    """
    Calls work(first, last) for parts of what there is to do, on all cores.

    Called from such a part, it does all on the core that the part is on.

    Parameters
    ----------
    count
        How many there are to do.
    work
        Lets other threads run, and writes to no other part's places.
    at_a_time
        How many a core takes at a time.
    threads
        Cores to use; all where None.
    """
    cuts = [*range(0, count, at_a_time), count]
    parts = cuts[:-1], cuts[1:]
    if len(cuts) <= 2 or getattr(_here, "busy", False):
        list(map(work, *parts))
    else:
        list(_pool(threads or os.cpu_count() or 1).map(work, *parts))


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    """Threads that wait for work: to start them takes longer than many a loop."""
    return ThreadPoolExecutor(threads, initializer=_enter)


def _enter() -> None:
    _here.busy = True


os.register_at_fork(after_in_child=_pool.cache_clear)  # a forked process has no such threads
