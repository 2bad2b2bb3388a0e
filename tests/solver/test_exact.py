"""A part of an answer, decided exactly: all other pairs stay, and nothing is overrun."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from matcher.units import BoolArray
from solver.exact import Program
from tests.solver.problems import breaks_a_limit, everything, worth
from tests.solver.test_exchange import employers


@pytest.mark.parametrize("seed", range(8))
def test_a_part_is_decided_and_the_rest_stays(seed: int) -> None:
    """Worker 0 holds the first post; workers 1 to 3 are decided, all their ways tried."""
    problem = employers(seed, people=4)
    arcs = everything(problem)
    taken = np.zeros(arcs.vacancy.size, dtype=bool)
    taken[0] = True
    part = np.flatnonzero(arcs.worker > 0)
    program = Program.of(problem, arcs, np.zeros(4, dtype=np.int64))
    found = program.best(taken, part)
    assert found is not None
    assert found[:2].tolist() == [True, False]

    def objective(chosen: BoolArray) -> int:
        return worth(problem, np.stack((arcs.worker[chosen], arcs.vacancy[chosen]), axis=1))

    best = -1
    for posts in itertools.product([(), (0,), (1,)], repeat=3):
        pairs = [(0, 0)] + [(w + 1, v) for w, own in enumerate(posts) for v in own]
        if not breaks_a_limit(problem, np.array(pairs)):
            best = max(best, worth(problem, np.array(pairs)))
    assert objective(found) == best
    assert program.worth(found) == best
