"""The backend that is always there: what a text may mean, as a blend of occupation vectors."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import sparse

from matcher.occupations import OccupationCoder, shared_coder
from matcher.text.space import load_vectors
from matcher.texts import cut

CANDIDATES = 6  # occupations that a piece of text may be spread over
SHARP = 6  # how much the best of them outweighs the others
SURE = 4  # how much a piece that is understood outweighs one that is guessed


class TfidfBackend:
    """
    Reads the pieces of a text as occupations (character n-grams, TF-IDF, edit
    distance: `OccupationCoder`) and blends the vectors of those occupations.

    A piece with scores s_1 >= s_2 >= ... is the mean of its occupations'
    vectors, weighted by (s_i / s_1)**6; a text is the sum of its pieces,
    weighted by s_1**4. Nothing is fitted to a roster: a text has the same
    vector whoever else is in it.
    """

    def __init__(self, coder: OccupationCoder | None = None) -> None:
        self._coder = coder or shared_coder()
        self._vectors = load_vectors()

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """Returns shape (n, 32), not of unit length; zero where a text names no work."""
        distinct, counts, named = cut(pl.Series(texts, dtype=pl.String))
        matrix = _rows(counts, named, np.ones(named.size), len(distinct))
        pooled: npt.NDArray[np.float64] = matrix @ self._meanings(distinct)
        return pooled

    def _meanings(self, distinct: Sequence[str]) -> npt.NDArray[np.float64]:
        """Shape (pieces, 32)."""
        scored = self._coder.score(distinct, CANDIDATES)
        counts, columns, values = [], [], []
        for piece in distinct:
            ranked = scored[piece]
            best = ranked[0][1] if ranked else 1.0
            shares = [(score / best) ** SHARP for _, score in ranked]
            scale = best**SURE / sum(shares) if ranked else 0.0
            counts.append(len(ranked))
            columns += [i for i, _ in ranked]
            values += [scale * share for share in shares]
        matrix = _rows(counts, np.array(columns, np.int64), np.array(values), len(self._vectors))
        meanings: npt.NDArray[np.float64] = matrix @ self._vectors
        return meanings


def _rows(
    counts: npt.ArrayLike,
    columns: npt.NDArray[np.int64],
    values: npt.NDArray[np.float64],
    width: int,
) -> sparse.csr_matrix:
    """Packs rows. Products with it sum each row by itself, in the order given."""
    starts = np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))
    return sparse.csr_matrix((values, columns, starts), shape=(starts.size - 1, width))


@cache
def shared_tfidf() -> TfidfBackend:
    """Returns one backend for the whole process."""
    return TfidfBackend()
