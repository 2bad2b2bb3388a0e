"""Vacancies of one vector: their products with a worker are one product."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.units import IntArray

Single = npt.NDArray[np.float32]


class Groups(NamedTuple):
    """
    Vacancies, those of one vector beside each other.

    Parameters
    ----------
    start
        Shape (G + 1,): group g is positions start[g] to start[g + 1] - 1.
    vacancy
        Shape (V,): the vacancy at each position; rising within a group.
    vector
        Shape (d, G): the vector of each group, as a column.
    """

    start: IntArray
    vacancy: IntArray
    vector: Single


def group_of(vectors: Single) -> IntArray:
    """Which of the distinct rows each row is. Shape (V,)."""
    # A row's bytes as one item: equal where the rows are, because zeros have no sign.
    rows = np.ascontiguousarray(vectors + np.float32(0.0))
    items = rows.view(np.dtype((np.void, rows.itemsize * rows.shape[1]))).ravel()
    return np.unique(items, return_inverse=True)[1].ravel()


def make_groups(group: IntArray, vectors: Single, chosen: IntArray | None = None) -> Groups:
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
    """
    index = np.arange(group.size) if chosen is None else chosen
    index = index[np.argsort(group[index], kind="stable")]
    changes = np.diff(group[index], prepend=-1) != 0
    start = np.append(np.flatnonzero(changes), index.size)
    return Groups(start, index, np.ascontiguousarray(vectors[index[changes]].T))
