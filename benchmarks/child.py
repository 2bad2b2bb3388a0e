"""Work in a process of its own, so that its memory is its own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import ParamSpec, TypeVar

from api.runs.record import peak_memory

P = ParamSpec("P")
T = TypeVar("T")


def in_child(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Runs a function of a module in a fresh interpreter and returns what it returns."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(work, *args, **kwargs).result()


def peak_mib() -> float:
    """The most memory that this process has held, in MiB."""
    return peak_memory() / (1 << 20)
