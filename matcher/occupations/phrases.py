"""What an occupation may be called, as one list of phrases with a weight each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import log

import numpy as np
import numpy.typing as npt

from matcher.occupations.table import Occupation
from matcher.words import core, normalise, pieces

# How surely a phrase points at its occupation. People's own words count as much as
# the name; a skill or a tool is shared by several occupations; the name of a group
# and a part of a title ("技术文员/助理") say less.
NAME, WORD, CERTIFICATE, ALIAS, SKILL, GROUP, PART = 1.0, 1.0, 0.97, 0.95, 0.88, 0.8, 0.7
# Score of a phrase inside a piece: at least, per share of what the piece tells, at its
# end, of three characters or more. The best of a search on held-out words.
INSIDE = (0.35, 0.42, 0.08, 0.1)
LONGEST = 16  # characters of a phrase that is looked for inside a text


@dataclass(frozen=True)
class Phrases:
    """
    Phrases grouped by occupation.

    Parameters
    ----------
    text
        P phrases, normalised.
    owner
        Shape (P,): index of the occupation, rising.
    weight
        Shape (P,): in (0, 1].
    """

    text: tuple[str, ...]
    owner: npt.NDArray[np.int32]
    weight: npt.NDArray[np.float32]

    @cached_property
    def start(self) -> npt.NDArray[np.int64]:
        """Shape (occupations,): index of each occupation's first phrase."""
        return np.searchsorted(self.owner, np.arange(int(self.owner[-1]) + 1))

    @cached_property
    def by_text(self) -> dict[str, tuple[tuple[int, float], ...]]:
        """Phrase to (occupation, weight), heaviest first."""
        found: dict[str, list[tuple[int, float]]] = {}
        for text, owner, weight in zip(
            self.text, self.owner.tolist(), self.weight.tolist(), strict=True
        ):
            found.setdefault(text, []).append((owner, weight))
        return {t: tuple(sorted(each, key=lambda e: (-e[1], e[0]))) for t, each in found.items()}

    @cached_property
    def rarity(self) -> dict[str, float]:
        """Character to how much it tells: the logarithm of phrases per phrase that has it."""
        seen = Counter(letter for text in self.text for letter in set(text))
        return {letter: log(len(self.text) / count) for letter, count in seen.items()}

    def inside(self, piece: str) -> Iterator[tuple[int, float]]:
        """
        Yields (occupation, score) for the phrases that stand inside a piece or are it.

        The score is the phrase's weight where it is the whole piece. Otherwise it
        grows with the share of what the piece tells that the phrase covers: rare
        characters tell more than 工, 员 or 加, and a phrase at the end a little more
        than before, for there Chinese puts the head of a name.
        """
        whole = len(piece)
        unheard = log(len(self.text))
        told = list(accumulate((self.rarity.get(c, unheard) for c in piece), initial=0.0))
        for low in range(whole - 1):
            for high in range(low + 2, min(whole, low + LONGEST) + 1):
                owners = self.by_text.get(piece[low:high])
                if not owners:
                    continue
                share = (told[high] - told[low]) / told[whole]
                if high - low == whole:
                    factor = 1.0
                else:
                    factor = INSIDE[0] + INSIDE[1] * share + INSIDE[2] * (high == whole)
                    if high - low > 2:
                        factor += INSIDE[3]
                for owner, weight in owners:
                    yield owner, factor * weight


def phrases_of(occupations: tuple[Occupation, ...]) -> Phrases:
    """Collects the phrases of all occupations; each has at least one, its name."""
    text: list[str] = []
    owner: list[int] = []
    weight: list[float] = []
    for index, occupation in enumerate(occupations):
        best: dict[str, float] = {}
        for phrase, sure in _of(occupation):
            best[phrase] = max(sure, best.get(phrase, 0.0))
        text += best
        owner += [index] * len(best)
        weight += best.values()
    return Phrases(tuple(text), np.array(owner, np.int32), np.array(weight, np.float32))


def _of(occupation: Occupation) -> Iterator[tuple[str, float]]:
    leaf = occupation.level == 4 or occupation.everyday
    yield normalise(occupation.name), NAME if leaf else GROUP
    for several, sure in (
        (occupation.words, WORD),
        (occupation.aliases, ALIAS if leaf else GROUP),
        (occupation.certificates, CERTIFICATE),
        (occupation.skills, SKILL),
    ):
        for phrase in several:
            parts = pieces(phrase)
            yield "".join(parts) or core(phrase) or normalise(phrase), sure
            if len(parts) > 1:
                yield from ((part, PART) for part in parts if len(part) > 2)
