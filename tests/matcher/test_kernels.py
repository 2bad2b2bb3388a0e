"""The compiled parts of the pass, one by one."""

import numpy as np
import pytest

from matcher.kernels import cut
from matcher.kernels.heap import keep, key_of, priced_of, sort


@pytest.mark.parametrize("room", [1, 2, 7, 16, 100])
def test_a_heap_keeps_the_greatest_keys_in_order(room: int) -> None:
    """Of 60 pairs of priced value -3 to 3: equal ones by the lower vacancy."""
    rng = np.random.default_rng(room)
    pairs = [(int(p), int(v)) for v, p in enumerate(rng.integers(-3, 4, 60))]
    rng.shuffle(pairs)
    best = np.empty(room, dtype=np.int64)
    size = 0
    for priced, vacancy in pairs:
        size = keep(best, size, key_of(np.float32(priced), np.uint32(vacancy)))
    sort(best, size)
    found = [int(priced_of(key)) for key in best[:size]]
    vacancies = [(p << 31) - int(key) for p, key in zip(found, best[:size], strict=True)]
    expected = sorted(pairs, key=lambda pair: (-pair[0], pair[1]))[:room]
    assert list(zip(found, vacancies, strict=True)) == expected


@pytest.mark.parametrize("priced", [-(1 << 24), -1, 0, 1, 1 << 24])
def test_a_key_gives_its_priced_value_back(priced: int) -> None:
    """With the first vacancy and with the last that a key has room for."""
    for vacancy in (0, 1, (1 << 31) - 1):
        assert priced_of(key_of(np.float32(priced), np.uint32(vacancy))) == priced


def marks(*where: int) -> np.ndarray:
    found = np.zeros(12, dtype=bool)
    found[list(where)] = True
    return found


@pytest.mark.parametrize(
    ("end", "near", "far", "expected"),
    [
        # twelve workers in blocks of at most 5
        (marks(0), marks(), marks(), [0, 5, 10, 12]),
        # a new class at 1 and 7 always ends a block
        (marks(0, 1, 7), marks(), marks(), [0, 1, 6, 7, 12]),
        # a new area ends a block of 3 and more, a new reach one of 2 and more
        (marks(0), marks(2, 4), marks(), [0, 4, 9, 12]),
        (marks(0), marks(), marks(1, 3), [0, 3, 8, 12]),
    ],
)
def test_blocks_end_where_workers_differ(
    end: np.ndarray, near: np.ndarray, far: np.ndarray, expected: list[int]
) -> None:
    assert cut(end, near, far, 5, 3, 2).tolist() == expected


def test_no_workers_make_no_blocks() -> None:
    none = np.zeros(0, dtype=bool)
    assert cut(none, none, none, 5, 3, 2).tolist() == [0]
