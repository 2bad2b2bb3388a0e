"""Everyday text to occupations of the 2022 national classification."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer

from matcher.occupations.phrases import Phrases, phrases_of
from matcher.occupations.table import Occupation, load_occupations
from matcher.words import pieces

Ranked = list[tuple[str, str, float]]

CHUNK = 1024  # pieces compared at a time: 1024 x 10,000 phrases in single precision are 40 MB
SIMILAR = 0.9  # what likeness without a known phrase can reach
RARE = 0.92  # and for an occupation that nobody wrote everyday words for
LEAST = 0.33  # below this most guesses are wrong, even of the group: the piece says nothing


class OccupationCoder:
    """
    Ranks the occupations that a text may mean.

    A text is cut into pieces (`matcher.words.pieces`). A piece scores 1 for an
    occupation of that very name or everyday word; less where such a phrase
    stands inside it; and otherwise by likeness to the occupation's phrases: the
    cosine of their character n-grams (TF-IDF), blended with the edit distance.
    A text takes each occupation's best piece. Equal scores go to the occupation
    with everyday words, then to the lower code.

    Parameters
    ----------
    occupations
        The classification; the one in data/ where None.
    """

    def __init__(self, occupations: tuple[Occupation, ...] | None = None) -> None:
        self.occupations = load_occupations() if occupations is None else occupations
        self.phrases = phrases_of(self.occupations)
        self._ngrams = TfidfVectorizer(
            analyzer="char", ngram_range=(1, 3), sublinear_tf=True, dtype=np.float32
        )
        self._known = self._ngrams.fit_transform(self.phrases.text).T.tocsr()
        everyday = np.array([o.everyday for o in self.occupations])
        self._trust = np.where(everyday, SIMILAR, SIMILAR * RARE).astype(np.float32)
        # Of equal scores: everyday words first, then the lower index.
        self._order = everyday * 4096 + np.arange(len(everyday) - 1, -1, -1)

    def rank(self, texts: Sequence[str | None], k: int = 10) -> list[Ranked]:
        """
        Ranks the occupations of each text.

        Parameters
        ----------
        texts
            Any text; None and "" are allowed. Equal texts are ranked once.
        k
            How many occupations at most, at least 1.

        Returns
        -------
        list[Ranked]
            Per text: (code, name, score) by falling score in (0, 1]; empty where
            the text names no work.

        Raises
        ------
        ValueError
            When k is below 1.
        """
        if k < 1:
            msg = f"Expected k >= 1, got {k}."
            raise ValueError(msg)
        cut = {text: pieces(text) for text in dict.fromkeys(texts)}
        scored = self.score(sorted({piece for each in cut.values() for piece in each}), k)
        ranked = {text: self._merge([scored[p] for p in each], k) for text, each in cut.items()}
        return [list(ranked[text]) for text in texts]

    def score(self, distinct: Sequence[str], k: int) -> dict[str, list[tuple[int, float]]]:
        """Returns per piece up to k (index of the occupation, score), best first."""
        found: dict[str, list[tuple[int, float]]] = {}
        for low in range(0, len(distinct), CHUNK):
            chunk = distinct[low : low + CHUNK]
            scores = self._likeness(chunk)
            self._raise_known(chunk, scores)
            whole = np.rint(scores * 10_000).astype(np.int64)
            keys = whole * 8192 + self._order
            count = min(k, keys.shape[1])
            best = np.argpartition(-keys, count - 1, axis=1)[:, :count]
            best = np.take_along_axis(
                best, np.argsort(-np.take_along_axis(keys, best, axis=1), axis=1), axis=1
            )
            values = np.take_along_axis(whole, best, axis=1) / 10_000
            for piece, indices, row in zip(chunk, best.tolist(), values.tolist(), strict=True):
                found[piece] = [(i, s) for i, s in zip(indices, row, strict=True) if s >= LEAST]
        return found

    def _likeness(self, chunk: Sequence[str]) -> npt.NDArray[np.float32]:
        """Likeness of pieces to occupations without exact phrases. Shape (chunk, occupations)."""
        cosine = (self._ngrams.transform(chunk) @ self._known).toarray()
        edits = process.cdist(
            chunk, self.phrases.text, scorer=fuzz.ratio, dtype=np.float32, score_cutoff=50
        )
        # The geometric mean asks for both: rare characters shared, and in the same order and
        # length. Edits too many to count are held to be 0.25, so that the cosine still speaks.
        edits /= 100
        np.maximum(edits, 0.25, out=edits)
        np.multiply(cosine, edits, out=edits)
        np.sqrt(edits, out=edits)
        np.maximum(cosine * 0.9, edits, out=cosine)
        cosine *= self.phrases.weight
        best: npt.NDArray[np.float32] = np.maximum.reduceat(cosine, self.phrases.start, axis=1)
        best *= self._trust
        return best

    def _raise_known(self, chunk: Sequence[str], scores: npt.NDArray[np.float32]) -> None:
        for row, piece in enumerate(chunk):
            for owner, score in self.phrases.inside(piece):
                scores[row, owner] = max(scores[row, owner], score)

    def _merge(self, several: Iterable[list[tuple[int, float]]], k: int) -> Ranked:
        best: dict[int, float] = {}
        for each in several:
            for index, score in each:
                if score > best.get(index, 0.0):
                    best[index] = score
        # The sort is stable: among equals the piece that was said first goes first.
        top = sorted(best.items(), key=lambda item: -item[1])[:k]
        return [(self.occupations[i].code, self.occupations[i].name, score) for i, score in top]


@cache
def shared_coder() -> OccupationCoder:
    """Returns one coder of the classification in data/ for the whole process."""
    return OccupationCoder()


__all__ = ["OccupationCoder", "Phrases", "Ranked", "shared_coder"]
