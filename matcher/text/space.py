"""
A vector for every occupation, so placed that products say how alike the work is.

    python -m matcher.text.build      fits the vectors and writes data/occupation_vectors.npz

The vectors are fitted ahead and kept with the tables they come from: every
machine then reads the same numbers, and no run waits for the fit (15 seconds).

Method. Two occupations have a *likeness* k: 0.6 where people move between them
(neighbours in data/everyday_words.csv), 0.5 within a small group of the
classification, 0.25 within a middle group, or the cosine of the character
n-grams of all that they are called (TF-IDF) where that is more. A truncated SVD
of the likenesses gives first vectors. By itself it would draw each middle group
together to one point, because 32 dimensions are few for 2,000 occupations; so
descent with momentum then moves the vectors u on the unit sphere towards

    min  sum over like pairs   4 w_i w_j (u_i . u_j - k_ij)^2
       + sum over other pairs    w_i w_j max(0, u_i . u_j - 0.05)^2

with weight w = 4 for the occupations that have everyday words and 1 for others.
Products of unlike occupations may be negative: that costs nothing and leaves
room to keep like ones apart.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from threadpoolctl import threadpool_limits

from data import DATA
from matcher.occupations import Occupation, load_occupations
from matcher.words import normalise

Matrix = npt.NDArray[np.float64]

DIMENSIONS = 32
NEIGHBOUR, SMALL_GROUP, MIDDLE_GROUP = 0.6, 0.5, 0.25
SPELLED = (0.15, 0.8)  # least and greatest cosine of n-grams that counts
LIKE, EVERYDAY = 4.0, 4.0  # weights of like pairs, and of occupations with everyday words
MARGIN = 0.05
ROUNDS, STEP, MOMENTUM = 150, 0.8, 0.8
STORED = DATA / "occupation_vectors.npz"


def likeness(occupations: tuple[Occupation, ...]) -> Matrix:
    """Returns k, shape (n, n): symmetric, in [0, 0.8]; zero on the diagonal, for unlike pairs."""
    known = np.where((spelled := _spelled(occupations)) >= SPELLED[0], spelled, 0.0)
    alike: Matrix = np.minimum(known, SPELLED[1])
    for width, value in ((4, MIDDLE_GROUP), (7, SMALL_GROUP)):
        group = np.array([occupation.code[:width] for occupation in occupations])
        same = (group[:, None] == group) & ~np.char.endswith(group, "-00")[:, None]
        alike[same] = np.maximum(alike[same], value)
    column = {occupation.code: index for index, occupation in enumerate(occupations)}
    for row, occupation in enumerate(occupations):
        for code in occupation.neighbours:
            if code in column:
                other = column[code]
                alike[row, other] = alike[other, row] = max(NEIGHBOUR, alike[row, other])
    np.fill_diagonal(alike, 0.0)
    return alike


def fit(
    occupations: tuple[Occupation, ...], dimensions: int = DIMENSIONS, rounds: int = ROUNDS
) -> Matrix:
    """
    Fits the vectors by the method above, on one thread and from a fixed seed.

    Parameters
    ----------
    occupations
        n of them, more than `dimensions`.
    dimensions
        Length of the vectors, d.
    rounds
        Steps of the descent.

    Returns
    -------
    Matrix
        Shape (n, d): rows of unit length.
    """
    alike = likeness(occupations)
    near = alike > 0
    weight = np.where([occupation.everyday for occupation in occupations], EVERYDAY, 1.0)
    with threadpool_limits(1):
        svd = TruncatedSVD(dimensions, algorithm="randomized", n_iter=4, random_state=0)
        first = _unit(svd.fit_transform(alike + np.eye(len(occupations))))
        # A little noise parts the occupations that the SVD puts on one point.
        noise = np.random.default_rng(0).standard_normal(first.shape)
        vectors = _unit(first + 0.02 * noise)
        speed = np.zeros_like(vectors)
        for _ in range(rounds):
            product = vectors @ vectors.T
            error = np.where(near, LIKE * (product - alike), np.maximum(0.0, product - MARGIN))
            np.fill_diagonal(error, 0.0)
            slope = (error * weight) @ vectors
            slope -= (slope * vectors).sum(axis=1, keepdims=True) * vectors
            curvature = ((error != 0) * np.where(near, LIKE, 1.0)) @ weight
            speed = MOMENTUM * speed - STEP * slope / (curvature[:, None] + 1e-9)
            vectors = _unit(vectors + speed)
    return vectors


def write(path: Path = STORED) -> None:
    """Fits the vectors of the classification in data/ and writes them."""
    occupations = load_occupations()
    steps = np.rint(fit(occupations) * 127).astype(np.int8)
    # Not the compressed format: its bytes would depend on the version of zlib.
    with path.open("wb") as file:
        np.savez(file, steps=steps, tables=np.array(fingerprint(occupations)))


@cache
def load_vectors(path: Path = STORED) -> Matrix:
    """
    Reads the stored vectors, in the order of `load_occupations()`.

    Returns
    -------
    Matrix
        Shape (n, 32): rows of unit length.

    Raises
    ------
    ValueError
        When the tables in data/ have changed since the vectors were fitted.
    """
    with np.load(path, allow_pickle=False) as stored:
        if str(stored["tables"]) != fingerprint(load_occupations()):
            msg = (
                f"{path.name} was fitted to other tables than occupations.csv and "
                "everyday_words.csv are now: run `python -m matcher.text.build`."
            )
            raise ValueError(msg)
        return _unit(stored["steps"].astype(np.float64))


def fingerprint(occupations: tuple[Occupation, ...]) -> str:
    """Returns a hash of all that the vectors are fitted to."""
    said = [
        (o.code, o.name, o.level, o.aliases, o.words, o.neighbours, NEIGHBOUR, SMALL_GROUP)
        for o in occupations
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _spelled(occupations: tuple[Occupation, ...]) -> Matrix:
    """Cosine of the n-grams of all that two occupations are called. Shape (n, n)."""

    def grams(occupation: Occupation) -> list[str]:
        called = map(normalise, (occupation.name, *occupation.aliases, *occupation.words))
        return [t[i : i + n] for t in called for n in (2, 3) for i in range(len(t) - n + 1)]

    weights = TfidfVectorizer(analyzer=grams, sublinear_tf=True).fit_transform(occupations)
    cosine: Matrix = (weights @ weights.T).toarray()
    return cosine


def _unit(vectors: Matrix) -> Matrix:
    length: Matrix = np.sqrt((vectors * vectors).sum(axis=1, keepdims=True))
    unit: Matrix = vectors / np.maximum(length, 1e-12)
    return unit
