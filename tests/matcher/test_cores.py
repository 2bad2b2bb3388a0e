"""Work shared among the cores: every part once, whoever does it."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from matcher.cores import share


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 100])
@pytest.mark.parametrize("threads", [1, 3, None])
def test_every_part_is_done_once(count: int, threads: int | None) -> None:
    done = np.zeros(count, dtype=np.int64)

    def work(first: int, last: int) -> None:
        done[first:last] += 1

    share(count, work, 8, threads)
    assert (done == 1).all()


def test_a_part_that_shares_its_own_work_does_it_on_its_core() -> None:
    """Two cores that waited for the same two cores would wait for ever."""
    done = np.zeros((6, 6), dtype=np.int64)
    where: dict[int, set[int]] = {}

    def outer(first: int, last: int) -> None:
        def inner(low: int, high: int) -> None:
            done[first:last, low:high] += 1
            where.setdefault(first, set()).add(threading.get_ident())

        share(6, inner, 1, 2)

    share(6, outer, 1, 2)
    assert (done == 1).all()
    assert all(len(threads) == 1 for threads in where.values())


def test_what_a_part_raises_is_raised() -> None:
    def work(first: int, _: int) -> None:
        if first == 4:
            msg = "four"
            raise ValueError(msg)

    with pytest.raises(ValueError, match="four"):
        share(8, work, 2, 2)
