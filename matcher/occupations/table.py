"""The 2022 national classification of occupations and the everyday words for it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data import DATA


@dataclass(frozen=True)
class Occupation:
    """
    One occupation, or one group of them, of the classification.

    Parameters
    ----------
    code
        Such as "6-05-01-03". Groups end in "-00".
    name
        As the classification has it, without the marks.
    level
        1 to 3 for groups, 4 for occupations.
    aliases
        Titles that employers use.
    words, skills, certificates
        What people say of it: everyday words, skills and tools, certificates.
    neighbours
        Codes of occupations that people move between.
    """

    code: str
    name: str
    level: int
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()

    @property
    def everyday(self) -> bool:
        """Whether somebody wrote everyday words for it: work that a county's people do."""
        return bool(self.words)


def groups_of(code: str) -> tuple[str, ...]:
    """
    Returns the code and its groups, widest first, none twice.

    "6-05-01-03" gives ("6-00-00-00", "6-05-00-00", "6-05-01-00", "6-05-01-03").
    """
    parts = code.split("-")
    widened = ("-".join(parts[:n] + ["00"] * (4 - n)) for n in range(1, 5))
    return tuple(dict.fromkeys(widened))


@cache
def load_occupations(folder: Path = DATA) -> tuple[Occupation, ...]:
    """
    Reads data/occupations.csv and data/everyday_words.csv, in the order of the codes.

    Raises
    ------
    ValueError
        When an everyday word stands beside a code that the classification has not.
    """
    everyday = {row["code"]: row for row in _rows(folder / "everyday_words.csv")}
    occupations = []
    for row in _rows(folder / "occupations.csv"):
        said = everyday.pop(row["code"], {})
        occupations.append(
            Occupation(
                code=row["code"],
                name=row["name"],
                level=int(row["level"]),
                aliases=_several(row["aliases"]),
                words=_several(said.get("words", "")),
                skills=_several(said.get("skills", "")),
                certificates=_several(said.get("certificates", "")),
                neighbours=_several(said.get("neighbours", "")),
            )
        )
    if everyday:
        msg = f"everyday_words.csv names codes that occupations.csv has not: {sorted(everyday)}"
        raise ValueError(msg)
    return tuple(sorted(occupations, key=lambda occupation: occupation.code))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _several(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))
