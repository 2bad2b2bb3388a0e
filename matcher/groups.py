"""Vacancies of one vector: their products with a worker are one product."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.units import IntArray

Single = npt.NDArray[np.float32]


class Groups(NamedTuple):
    """
    Where vacancies of one vector begin and end, when they lie beside each other.

    Parameters
    ----------
    start
        Shape (G + 1,): group g is positions start[g] to start[g + 1] - 1.
    vector
        Shape (G, d): the vector of each group.
    """

    start: IntArray
    vector: Single


class Columns(NamedTuple):
    """What vacancies are bounded by, each field by itself; see `matcher.tables.POST`."""

    place: npt.NDArray[np.uint32]
    trait: npt.NDArray[np.uint32]
    demand: npt.NDArray[np.uint32]
    offer: Single

    @classmethod
    def of(cls, posts: npt.NDArray[np.void]) -> Columns:
        """Takes records apart."""
        return cls(*(np.ascontiguousarray(posts[name]) for name in cls._fields))


class Live(NamedTuple):
    """
    Room for what one core is looking at.

    Parameters
    ----------
    group, base, rise, vector
        Shapes (G,), (G,), (G,), (G, d): the groups that matter to a block, the
        lines that bound them, and their vectors.
    bound, flag, chosen
        Shapes (G,), (G filled up to words,), (G + 1,): bounds for one worker, which
        of them reach the bar, and the list of those.
    found
        Shape (V + 1,): vacancies to price.
    """

    group: npt.NDArray[np.int64]
    base: Single
    rise: Single
    vector: Single
    bound: Single
    flag: npt.NDArray[np.uint8]
    chosen: npt.NDArray[np.int64]
    found: npt.NDArray[np.int64]

    @classmethod
    def room(cls, groups: Groups) -> Live:
        """Room for these groups."""
        (count, depth), width = groups.vector.shape, int(groups.start[-1])
        single = np.float32
        return cls(
            np.empty(count, dtype=np.int64),
            np.empty(count, dtype=single),
            np.empty(count, dtype=single),
            np.empty((count, depth), dtype=single),
            np.empty(count, dtype=single),
            np.zeros(8 * (count // 8 + 1), dtype=np.uint8),
            np.empty(count + 1, dtype=np.int64),
            np.empty(width + 1, dtype=np.int64),
        )


def group_of(vectors: Single) -> IntArray:
    """Which of the distinct rows each row is. Shape (V,)."""
    # A row's bytes as one item: equal where the rows are, because zeros have no sign.
    rows = np.ascontiguousarray(vectors + np.float32(0.0))
    items = rows.view(np.dtype((np.void, rows.itemsize * rows.shape[1]))).ravel()
    return np.unique(items, return_inverse=True)[1].ravel()


def make_groups(
    group: IntArray, vectors: Single, chosen: IntArray | None = None
) -> tuple[Groups, IntArray]:
    """
    Puts vacancies into the order of their groups.

    Parameters
    ----------
    group
        Shape (V,): see `group_of`.
    vectors
        Shape (V, d).
    chosen
        Which vacancies, rising; all where None.

    Returns
    -------
    tuple[Groups, IntArray]
        The groups, and the vacancy at each position.
    """
    index = np.arange(group.size) if chosen is None else chosen
    index = index[np.argsort(group[index], kind="stable")]
    changes = np.diff(group[index], prepend=-1) != 0
    start = np.append(np.flatnonzero(changes), index.size)
    return Groups(start, vectors[index[changes]]), index
