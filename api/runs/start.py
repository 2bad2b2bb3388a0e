"""
start.npz: where a run's solve left off, for the next run to begin there.

People and posts are found again by fingerprint (`matcher.fingerprints`): who is new, or
of whom anything has changed that values or eligibility read, counts as never seen. What
is found holds as it stands, at the weights of the earlier run; where it may not, the next
run starts from nothing and says why. A wrong start would be a wrong proof.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from api.runs.archive import read_arrays, write_arrays
from api.runs.folder import RunFolder
from matcher.components import Weights
from matcher.fingerprints import Prints, fingerprints
from matcher.pair_values import PairValues
from matcher.pairs import Arcs
from matcher.units import UNIT, IntArray
from models.packs import Pack
from models.roster import Roster
from solver.jobs import Answer
from solver.prices import Prices
from solver.start import Start

FILE = "start.npz"
_FORMAT = 2
_LEAST = 0.5  # of the people, and of the posts: with fewer found, prices say little
_DAMAGED = "start.npz 已损坏或不完整"
_UNREADABLE = (
    *(OSError, ValueError, KeyError, IndexError, TypeError, EOFError),
    *(zipfile.BadZipFile, zlib.error),
)
_WIDTHS = (np.int16, np.int32, np.int64)


@dataclass(frozen=True)
class Resumption:
    """
    What came of looking for a start in an earlier run.

    Parameters
    ----------
    run
        The folder.
    start, values
        None where the solve starts from nothing; else where it begins, and the values
        of all pairs at the earlier run's weights: a ledger with one line more would
        have others, and every pair another value.
    workers, vacancies
        How many were found unchanged.
    why
        Why there is no start, for people; None where there is one.
    """

    run: str
    start: Start | None
    values: PairValues | None
    workers: int
    vacancies: int
    why: str | None

    def record(self) -> dict[str, Any]:
        """As run.json keeps it."""
        return {
            "run": self.run,
            "warm": self.start is not None,
            "workers_found": self.workers,
            "vacancies_found": self.vacancies,
            "why_cold": self.why,
        }


def write_start(path: Path, answer: Answer, roster: Roster) -> None:
    """Writes the start that an answer leaves; the same answer gives the same bytes."""
    start = answer.result.start
    workers, vacancies = fingerprints(roster, answer.pack)
    arrays = {
        "format": np.array(_FORMAT),
        "job": np.array(answer.job),
        "unit": np.array(answer.values.unit),
        "weights": np.array(answer.values.weights.values()),
        "worker": workers,
        "vacancy": vacancies,
        "vacancy_price": start.prices.vacancy,
        "row_rule": np.array([rule for rule, _ in start.row_names], dtype=np.str_),
        "row_entity": np.array([entity for _, entity in start.row_names], dtype=np.str_),
        "row_price": start.prices.row,
        "row_lower": start.lower,
        "held": start.pairs,
        "class_of": _narrow(start.class_of),
        "table": start.table,
        "rest": start.rest,
        "pairs_of": _narrow(np.diff(start.known.start)),
        "pair_vacancy": start.known.vacancy,
        "pair_value": _narrow(start.known.value),
    }
    write_arrays(path, arrays, level=1)  # pairs hardly shrink further, however long one tries


def read_start(folder: RunFolder, job: str, roster: Roster, pack: Pack) -> Resumption:
    """
    Finds the start of an earlier run for a roster that may have changed.

    Parameters
    ----------
    folder
        Of the earlier run.
    job, roster, pack
        Of the run at hand.

    Returns
    -------
    Resumption
        Without a start where the earlier run has none that holds: another job or
        version, a damaged file, hardly anybody found again.
    """
    where = str(folder.path.resolve())
    try:
        kept = read_arrays(folder.path / FILE)
        why = _other(kept, job)
        if why is None:
            workers, vacancies = fingerprints(roster, pack)
            people = _found(kept["worker"], workers)
            posts = _found(kept["vacancy"], vacancies)
            found = int((people >= 0).sum()), int((posts >= 0).sum())
            if found[0] < _LEAST * people.size or found[1] < _LEAST * posts.size:
                return Resumption(where, None, None, *found, "与上次相同的人员或岗位不到一半")
            start = _start(kept).moved(people, posts)
            values = PairValues(roster, pack, weights=Weights(*kept["weights"].tolist()))
            if _still_true(start, values):
                return Resumption(where, start, values, *found, None)
            why = "同一配对的匹配度与上次不同"
    except FileNotFoundError:
        why = "上次的结果里没有 start.npz（由较早的版本运行，或文件被移走）"
    except _UNREADABLE:
        why = _DAMAGED
    return Resumption(where, None, None, 0, 0, why)


def _other(kept: dict[str, Any], job: str) -> str | None:
    """Why a start is of no use for a job; None where it may be."""
    if int(kept["format"]) != _FORMAT or int(kept["unit"]) != UNIT:
        return "start.npz 由另一版本的程序写成"
    if str(kept["job"]) != job:
        return f"上次的任务是 {kept['job']}，这次是 {job}"
    return None


def _start(kept: dict[str, Any]) -> Start:
    """Raises ValueError where the arrays do not belong together."""
    workers, vacancies = kept["worker"].size, kept["vacancy"].size
    count = kept["pairs_of"].astype(np.int64)
    begin = np.concatenate(([0], np.cumsum(count)))
    to = kept["pair_vacancy"].astype(np.int32)
    class_of, table = kept["class_of"].astype(np.int64), kept["table"].astype(np.int64)
    shapes = (
        count.shape == class_of.shape == kept["rest"].shape == (workers,),
        kept["vacancy_price"].shape == (vacancies,),
        table.ndim == 2 and table.shape[1] == vacancies,
        to.shape == kept["pair_value"].shape == (int(begin[-1]),),
        kept["row_rule"].shape == kept["row_entity"].shape == kept["row_price"].shape,
        kept["row_lower"].shape == kept["row_price"].shape,
        kept["held"].ndim == 2 and kept["held"].shape[1] == 2,
        _within(kept["held"][:, :1], workers) and _within(kept["held"][:, 1:], vacancies),
        (count >= 0).all() and _within(class_of, table.shape[0]) and _within(to, vacancies),
    )
    if not all(shapes):
        raise ValueError(_DAMAGED)
    rows = zip(kept["row_rule"].tolist(), kept["row_entity"].tolist(), strict=True)
    return Start(
        prices=Prices(kept["vacancy_price"].astype(np.int64), kept["row_price"].astype(np.int64)),
        row_names=tuple(rows),
        lower=kept["row_lower"].astype(np.int64),
        pairs=kept["held"].astype(np.int64),
        known=Arcs(begin, to, kept["pair_value"].astype(np.int64)),
        class_of=class_of,
        table=table,
        rest=kept["rest"].astype(np.int64),
    )


def _within(index: Any, size: int) -> bool:
    return not index.size or bool(index.min() >= 0 and index.max() < size)


def _found(before: Prints, now: Prints) -> IntArray:
    """Where each fingerprint stood before; -1 for one that is new. Shape of `now`."""
    order = np.argsort(before, kind="stable")
    place = np.searchsorted(before, now, sorter=order)
    place = np.where(place < before.size, place, 0)
    if not before.size:
        return np.full(now.size, -1, dtype=np.int64)
    at = order[place]
    return np.where(before[at] == now, at, -1).astype(np.int64)


def _still_true(start: Start, values: PairValues) -> bool:
    """Whether every pair that was known is still allowed, and worth what it was."""
    worker, vacancy = start.known.worker, start.known.vacancy.astype(np.int64)
    same = values.at(worker, vacancy) == start.known.value
    return bool(same.all() and values.eligible(worker, vacancy).all())


def _narrow(numbers: IntArray) -> Any:
    """The same numbers in as few bytes each as hold them all."""
    low, high = int(numbers.min(initial=0)), int(numbers.max(initial=0))
    fits = (w for w in _WIDTHS if np.iinfo(w).min <= low and high <= np.iinfo(w).max)
    return numbers.astype(next(fits))
