"""
What identifies a row of a roster to the matcher.

Two rosters may hold the same person or post. Where both the worker's and the
vacancy's fingerprints are the same as before, so are the value of the pair and
whether it is allowed, at the same weights and by the same program: a fingerprint
is taken of the key and of everything that values and eligibility read of the row
(`matcher.components`, `matcher.requirements`, `matcher.distance`), the pack's
rules of who may hold what included.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from matcher.requirements import available
from models.packs import Pack
from models.roster import Roster
from models.rules import Eligibility, TermLimit

WORKER_READS = (
    *("worker_id", "place", "max_distance", "hours", "education", "wage_expected", "wanted"),
    *("skills", "age", "labour", "certificates"),
)
VACANCY_READS = (
    *("vacancy_id", "place", "wage_min", "wage_max", "hours", "education", "title", "skills"),
    *("certificates", "age_min", "age_max", "labour"),
)
_BESIDE, _NOTHING = "\x1f", "\x00"  # between cells, and for none: nobody types either

Prints = npt.NDArray[np.uint64]


def fingerprints(roster: Roster, pack: Pack) -> tuple[Prints, Prints]:
    """
    Returns the fingerprints of the workers and of the vacancies. Shapes (W,), (V,).

    64 bits each: two of a million rows share one by chance once in 40 million
    rosters.
    """
    workers: dict[str, Any] = {"available": available(roster)}
    vacancies: dict[str, Any] = {}
    for rule in pack.rules:
        if isinstance(rule, Eligibility | TermLimit):
            may = rule.workers.mask(roster) if isinstance(rule, Eligibility) else rule.may(roster)
            workers[rule.id], vacancies[rule.id] = may, rule.posts.mask(roster)
    return (
        _printed(roster.workers.select(WORKER_READS), workers),
        _printed(roster.vacancies.select(VACANCY_READS), vacancies),
    )


def _printed(frame: pl.DataFrame, marks: dict[str, Any]) -> Prints:
    said = pl.DataFrame({name: pl.Series(mark, dtype=pl.Boolean) for name, mark in marks.items()})
    names = blake2b(_BESIDE.join(marks).encode(), digest_size=8).digest()
    cells = pl.concat([frame, said], how="horizontal") if marks else frame
    text = cells.select(
        pl.concat_str(pl.all().cast(pl.String).fill_null(_NOTHING), separator=_BESIDE)
    ).to_series()
    digests = b"".join(blake2b(row.encode(), digest_size=8, key=names).digest() for row in text)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)
