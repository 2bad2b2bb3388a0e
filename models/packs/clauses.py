"""The clauses of a pack's document: word for word, with the rules that hold them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files

from models.packs.figures import figures, sentences

_KEYS = {"at", "words", "rules", "left_out"}


@dataclass(frozen=True)
class Clause:
    """
    One clause that states a figure or an order.

    Parameters
    ----------
    at
        Its number, as the document counts.
    words
        Its own words, each an unbroken piece of the document.
    rules
        Ids of the pack's rules that hold it.
    left_out
        Why no rule holds it, in Chinese; empty where one does.
    """

    at: str
    words: tuple[str, ...]
    rules: tuple[str, ...] = ()
    left_out: str = ""

    def __post_init__(self) -> None:
        if bool(self.rules) == bool(self.left_out) or not self.words or not self.at:
            msg = f"Expected words, and either rules or left_out, at {self.at!r}."
            raise ValueError(msg)


@dataclass(frozen=True)
class Coverage:
    """
    How much of a document its clauses cover.

    Parameters
    ----------
    sentences
        Sentences that hold a figure.
    mapped
        Those of which a figure is held by a rule.
    left_out
        The others whose figures are all left out, with reasons.
    uncovered
        Sentences with a figure that no clause quotes, and these figures.
    missing
        Words of clauses that the document does not have.
    """

    sentences: int
    mapped: int
    left_out: int
    uncovered: tuple[tuple[str, tuple[str, ...]], ...]
    missing: tuple[str, ...]


def read_clauses(pack: str) -> tuple[Clause, ...]:
    """
    Reads the clauses of a pack that comes with the program, in the document's order.

    Raises
    ------
    ValueError
        For a clause without words, or with neither or both of rules and a reason.
    """
    path = files("data").joinpath("policies", "clauses", f"{pack}.toml")
    found = []
    for entry in tomllib.loads(path.read_text(encoding="utf-8"))["clause"]:
        if unknown := set(entry) - _KEYS:
            msg = f"Expected keys in {sorted(_KEYS)}, got {sorted(unknown)} at {entry.get('at')!r}."
            raise ValueError(msg)
        words = entry["words"]
        found.append(
            Clause(
                entry["at"],
                (words,) if isinstance(words, str) else tuple(words),
                tuple(entry.get("rules", ())),
                entry.get("left_out", ""),
            )
        )
    return tuple(found)


def coverage(document: str, clauses: tuple[Clause, ...]) -> Coverage:
    """
    Compares a document with its clauses: every figure has to stand in the words of one.

    Parameters
    ----------
    document
        The whole text.
    clauses
        Those of its pack.
    """
    held, left = bytearray(len(document)), bytearray(len(document))
    missing = []
    for clause in clauses:
        mark = held if clause.rules else left
        for words in clause.words:
            start = document.find(words)
            if start < 0:
                missing.append(words)
            while start >= 0:
                mark[start : start + len(words)] = b"\1" * len(words)
                start = document.find(words, start + 1)
    counts = {"sentences": 0, "mapped": 0, "left_out": 0}
    uncovered = []
    everything = figures(document)
    for first, last in sentences(document):
        own = [(a, b) for a, b in everything if first <= a < last]
        if not own:
            continue
        counts["sentences"] += 1
        open_ = [(a, b) for a, b in own if not (held[a] or left[a])]
        if open_:
            uncovered.append((document[first:last].strip(), tuple(document[a:b] for a, b in open_)))
        elif any(held[a] for a, _ in own):
            counts["mapped"] += 1
        else:
            counts["left_out"] += 1
    return Coverage(**counts, uncovered=tuple(uncovered), missing=tuple(missing))
