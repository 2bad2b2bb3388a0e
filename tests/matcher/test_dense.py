"""Values given as a matrix, beside a slow reference."""

import numpy as np
import pytest

from matcher.dense import DenseValues
from matcher.pairs import PriceTable


@pytest.mark.parametrize("keep", [1, 3, 50])
@pytest.mark.parametrize("seed", range(4))
def test_scan_is_each_workers_best_by_priced_value(seed: int, keep: int) -> None:
    """Against sorting every row: 30 workers, 40 vacancies, half of the pairs forbidden."""
    rng = np.random.default_rng(seed)
    matrix, allowed = rng.integers(-9, 9, (30, 40)), rng.random((30, 40)) < 0.5
    table = PriceTable(rng.integers(0, 2, 30), rng.integers(-5, 5, (2, 40)))
    values = DenseValues(matrix, allowed)
    arcs = values.scan(table, keep)
    for w in range(30):
        priced = matrix[w] - table.price[table.class_of[w]]
        best = sorted(np.flatnonzero(allowed[w]).tolist(), key=lambda v: (-priced[v], v))[:keep]
        own = slice(arcs.start[w], arcs.start[w + 1])
        assert arcs.vacancy[own].tolist() == best
        assert arcs.value[own].tolist() == matrix[w, best].tolist()
    assert arcs.worker.tolist() == np.repeat(np.arange(30), np.diff(arcs.start)).tolist()


def test_blocks_do_not_show() -> None:
    """1,500 workers are scanned in two blocks of 1,024: as one by one."""
    rng = np.random.default_rng(0)
    values = DenseValues(rng.integers(0, 9, (1500, 3)))
    table = PriceTable(np.zeros(1500, dtype=np.int64), np.zeros((1, 3), dtype=np.int64))
    whole = values.scan(table, 2)
    for w in (0, 1023, 1024, 1499):
        one = values.scan(table, 2, np.array([w]))
        assert one.vacancy.tolist() == whole.vacancy[whole.start[w] : whole.start[w + 1]].tolist()


def test_floats_are_kept_to_a_part_in_a_thousand_million() -> None:
    matrix = np.random.default_rng(1).normal(0, 50, (20, 20))
    values = DenseValues(matrix)
    pairs = np.indices((20, 20)).reshape(2, -1)
    back = values.at(pairs[0], pairs[1]).reshape(20, 20) / values.unit
    assert np.abs(back - matrix).max() <= np.abs(matrix).max() / 2**29
    assert values.largest == np.abs(matrix).max()


def test_a_mask_says_who_is_eligible() -> None:
    values = DenseValues([[1, 2]], [[True, False]])
    assert values.eligible(np.array([0, 0]), np.array([0, 1])).tolist() == [True, False]
    assert values.shape == (1, 2)


def test_scan_of_some_vacancies_names_them_by_their_own_index() -> None:
    """Vacancies 1 and 3 of four: 5 - 0 before 2 - 0, and 9 at vacancy 0 is not looked at."""
    values = DenseValues([[9, 2, 7, 5]])
    table = PriceTable(np.zeros(1, dtype=np.int64), np.zeros((1, 4), dtype=np.int64))
    arcs = values.scan(table, 3, None, np.array([1, 3]))
    assert (arcs.vacancy.tolist(), arcs.value.tolist()) == ([3, 1], [5, 2])


def test_scan_above_a_floor_leaves_out_what_is_worth_no_more() -> None:
    """Worker 0 above 5: 9 and 7. Worker 1 above 5: its 9, its 6 costing 1 too much."""
    values = DenseValues([[9, 2, 7, 5], [1, 6, 5, 9]])
    table = PriceTable(np.zeros(2, dtype=np.int64), np.array([[0, 1, 0, 0]]))
    arcs = values.scan(table, 3, floor=np.array([5, 5]))
    assert (arcs.start.tolist(), arcs.vacancy.tolist()) == ([0, 2, 3], [0, 2, 3])
