"""Families of assignment instances, generated; the classic names of the literature."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.units import BoolArray

Matrix = npt.NDArray[np.int64] | npt.NDArray[np.float64]


@dataclass(frozen=True)
class Instance:
    """Values, workers by vacancies, to maximise; `allowed` is None where all pairs are."""

    matrix: Matrix
    allowed: BoolArray | None = None


def _uniform(size: int, rng: np.random.Generator) -> Instance:
    return Instance(rng.integers(1, 10**6, (size, size)))


def _float(size: int, rng: np.random.Generator) -> Instance:
    return Instance(rng.random((size, size)))


def _few(size: int, rng: np.random.Generator) -> Instance:
    return Instance(rng.integers(0, 10, (size, size)))


def _product(size: int, _: np.random.Generator) -> Instance:
    """Machol and Wien (1976): value i * j, on which augmenting paths are longest."""
    index = np.arange(1, size + 1, dtype=np.int64)
    return Instance(np.outer(index, index))


def _euclid(size: int, rng: np.random.Generator) -> Instance:
    """Two sets of points in the unit square: 2 less the distance, so that near is worth more."""
    homes, posts = rng.random((2, size, 2))
    return Instance(2 - np.linalg.norm(homes[:, None] - posts[None], axis=2))


def _clusters(size: int, rng: np.random.Generator) -> Instance:
    """Points round ten centres, of unlike popularity on the two sides: most want the same."""
    centres = rng.random((10, 2))
    sides = []
    for skew in (0.0, 1.5):
        weight = np.arange(1, 11) ** -skew
        of = rng.choice(10, size, p=weight / weight.sum())
        sides.append(centres[of] + 0.02 * rng.standard_normal((size, 2)))
    homes, posts = sides
    return Instance(4 - np.linalg.norm(homes[:, None] - posts[None], axis=2))


def _geometric(size: int, rng: np.random.Generator) -> Instance:
    """Values over many orders of magnitude, 1 to 2**29."""
    return Instance(np.floor(2.0 ** rng.uniform(0, 29, (size, size))).astype(np.int64))


def _masked(size: int, rng: np.random.Generator) -> Instance:
    """Nine pairs of ten are forbidden; the first worker and the last vacancy have none at all."""
    allowed = rng.random((size, size)) < 0.1
    allowed[0], allowed[:, -1] = False, False
    return Instance(rng.integers(1, 10**6, (size, size)), allowed)


def _wide(size: int, rng: np.random.Generator) -> Instance:
    return Instance(rng.integers(1, 10**6, (max(1, size // 2), size)))


def _tall(size: int, rng: np.random.Generator) -> Instance:
    return Instance(rng.random((size, max(1, size // 2))))


def _signed(size: int, rng: np.random.Generator) -> Instance:
    """Half of the pairs are worth less than nothing: nobody has to take one."""
    return Instance(rng.integers(-(10**6), 10**6, (size, size)))


FAMILIES: Mapping[str, Callable[[int, np.random.Generator], Instance]] = {
    "uniform": _uniform,
    "float": _float,
    "few values": _few,
    "product": _product,
    "euclid": _euclid,
    "clusters": _clusters,
    "geometric": _geometric,
    "masked": _masked,
    "wide": _wide,
    "tall": _tall,
    "signed": _signed,
}


def make(family: str, size: int, seed: int) -> Instance:
    """Makes an instance; the same arguments give the same matrix."""
    return FAMILIES[family](size, np.random.default_rng((seed, size, [*FAMILIES].index(family))))
