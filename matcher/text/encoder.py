"""Texts to unit vectors whose products say how alike the work is that they name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from matcher.text.backend import Backend
from matcher.text.grid import to_grid
from matcher.text.neural import NeuralBackend
from matcher.text.space import DIMENSIONS
from matcher.text.tfidf import shared_tfidf
from matcher.texts import distinct, spell


class TextEncoder:
    """
    Encodes texts as unit vectors on a grid of 2**-11 (see `matcher.text.grid`).

    Parameters
    ----------
    model
        Folder of a local sentence-transformers model; needs the extra `neural`.
        The built-in TF-IDF model where None. Nothing is ever downloaded.
    dimensions
        Length of the vectors, at least 2. The built-in model has 32; where a
        model has another length, its vectors are projected (see `project`).
    backend
        A model of your own, in place of `model`.

    Raises
    ------
    ValueError
        When both `model` and `backend` are given, or `dimensions` is below 2.
    FileNotFoundError
        When `model` is not a folder.
    ImportError
        When `model` is given and the extra `neural` is not installed.
    """

    def __init__(
        self,
        model: str | Path | None = None,
        dimensions: int = DIMENSIONS,
        backend: Backend | None = None,
    ) -> None:
        if dimensions < 2:
            msg = f"Expected dimensions >= 2, got {dimensions}."
            raise ValueError(msg)
        if model is not None and backend is not None:
            msg = "Expected a model or a backend, got both."
            raise ValueError(msg)
        self.dimensions = dimensions
        self._backend: Backend
        if backend is not None:
            self._backend = backend
        elif model is not None:
            self._backend = NeuralBackend(model)
        else:
            self._backend = shared_tfidf()

    def encode(self, texts: Sequence[str | None] | pl.Series) -> npt.NDArray[np.float32]:
        """
        Encodes texts; texts of one spelling are encoded once.

        Parameters
        ----------
        texts
            n texts; None and "" are allowed.

        Returns
        -------
        npt.NDArray[np.float32]
            Shape (n, dimensions): of unit length up to the grid (never above 1),
            or all zeros where a text is empty or names no work: not known.

        Raises
        ------
        ValueError
            When the backend returns another number of rows, or values not finite.
        """
        said, said_of = distinct(pl.Series(texts, dtype=pl.String).fill_null(""))
        words, word_of = distinct(spell(said))
        known = (words != "").to_numpy()
        vectors = np.zeros((len(words), self.dimensions), dtype=np.float32)
        if known.any():
            vectors[known] = self._encoded(words.filter(known).to_list())
        return vectors[word_of[said_of]]

    def _encoded(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        raw = np.asarray(self._backend.encode(texts), dtype=np.float64)
        if raw.ndim != 2 or raw.shape[0] != len(texts):
            msg = f"Expected {len(texts)} vectors of the backend, got shape {raw.shape}."
            raise ValueError(msg)
        if not np.isfinite(raw).all():
            msg = "Expected finite vectors of the backend, got NaN or infinity."
            raise ValueError(msg)
        return to_grid(project(raw, self.dimensions))


def project(vectors: npt.NDArray[np.float64], dimensions: int) -> npt.NDArray[np.float64]:
    """
    Brings vectors to another length by a seeded Gaussian projection.

    By the lemma of Johnson and Lindenstrauss, cosines are kept up to an error of
    about 1/sqrt(dimensions). Vectors of that length already stay as they are.

    Parameters
    ----------
    vectors
        Shape (n, m).
    dimensions
        Length wanted, d.

    Returns
    -------
    npt.NDArray[np.float64]
        Shape (n, d).
    """
    length = vectors.shape[1]
    if length == dimensions:
        return vectors
    directions = np.random.default_rng(0).standard_normal((length, dimensions))
    # einsum sums each row by itself: a row does not depend on how many others there are.
    projected: npt.NDArray[np.float64] = np.einsum("nm,md->nd", vectors, directions)
    return projected
