"""Why pairs are refused, told apart by who could change it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matcher.distance import UNKNOWN, distances
from matcher.requirements import requirements
from matcher.units import BoolArray, IntArray
from models.packs import Pack
from models.roster import Roster
from models.rules import Eligibility, Rule, TermLimit

FIXED, FAR, EDUCATION, OLD = 1, 2, 4, 8
"""
What refuses a pair: what nobody may or can change (age of work, capacity for work,
certificates, who takes part), the worker's own wish, or a condition of the
employer's. From `FIRST_RULE` on, each bit is a rule of the pack.
"""
FIRST_RULE = 4  # its bit
_CODES = {"too_far": FAR, "education": EDUCATION, "too_old": OLD}


def restricting(pack: Pack) -> tuple[Rule, ...]:
    """The rules that say who may hold what, in the pack's order."""
    return tuple(rule for rule in pack.rules if isinstance(rule, (Eligibility, TermLimit)))


class Refusals:
    """
    Reasons against pairs, as bits.

    Parameters
    ----------
    roster, pack
        The facts and the policy.
    """

    def __init__(self, roster: Roster, pack: Pack) -> None:
        self.rules = restricting(pack)
        found: list[tuple[int, BoolArray, BoolArray]] = [
            (_CODES.get(r.code, FIXED), r.asked, ~r.met)
            for r in requirements(roster, pack)
            if r.code not in {"group", "term"}
        ]
        for place, rule in enumerate(self.rules):
            if isinstance(rule, Eligibility):
                asked, met = rule.posts.mask(roster), rule.workers.mask(roster)
            elif isinstance(rule, TermLimit):
                asked, met = rule.posts.mask(roster), rule.may(roster)
            found.append((1 << (FIRST_RULE + place), asked, ~met))
        shape = (roster.workers.height, roster.vacancies.height)
        self._bit = np.array([bit for bit, _, _ in found], dtype=np.int64)
        self._asks = np.stack([asked for _, asked, _ in found], axis=1)
        self._lacks = np.stack([lacks for _, _, lacks in found], axis=1)
        self._far = distances(roster.workers, roster.vacancies)
        self.worker_key = _alike(
            np.packbits(self._lacks, axis=1), self._far.home, self._far.greatest, shape[0]
        )
        self.vacancy_key = _alike(
            np.packbits(self._asks, axis=1), self._far.post, self._far.post, shape[1]
        )

    def bit(self, rule: str) -> int:
        """The bit of a rule that says who may hold what; 0 where it is none."""
        for place, known in enumerate(self.rules):
            if known.id == rule:
                return 1 << (FIRST_RULE + place)
        return 0

    def codes(self, workers: IntArray, vacancies: IntArray) -> IntArray:
        """What refuses each worker of some at each vacancy of some; 0 where nothing. (K, P)."""
        codes = np.zeros((workers.size, vacancies.size), dtype=np.int64)
        for bit in np.unique(self._bit).tolist():
            which = self._bit == bit
            lacks = self._lacks[np.ix_(workers, which)].astype(np.float32)
            asks = self._asks[np.ix_(vacancies, which)].astype(np.float32)
            codes[lacks @ asks.T > 0] |= bit
        codes[self._too_far(workers, vacancies)] |= FAR
        return codes

    def level(self, worker: int, vacancy: int) -> int:
        """How far a vacancy lies from a worker's home, as `matcher.distance` counts."""
        return int(self._far.level[self._far.home[worker], self._far.post[vacancy]])

    def _too_far(self, workers: IntArray, vacancies: IntArray) -> BoolArray:
        step = self._far.level[np.ix_(self._far.home[workers], self._far.post[vacancies])]
        far: BoolArray = (step > self._far.greatest[workers][:, None]) & (step != UNKNOWN)
        return far


def _alike(bits: npt.NDArray[np.uint8], first: IntArray, second: IntArray, size: int) -> IntArray:
    """Which rows are alike in some bytes and two whole numbers. Shape (size,)."""
    if not size:
        return np.zeros(0, dtype=np.int64)
    both = np.column_stack((bits.astype(np.int64), first, second))
    return np.unique(both, axis=0, return_inverse=True)[1].ravel()
