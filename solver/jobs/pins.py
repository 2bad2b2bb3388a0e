"""Matches that are agreed already, in the roster's keys: may they stay, and which are they."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from matcher.pair_values import PairValues
from matcher.units import IntArray
from models.fields import VACANCIES, WORKERS
from models.roster import Roster
from solver.pins import counted_for_caps, counted_for_rows
from solver.problem import Problem


@dataclass(frozen=True)
class PinFault:
    """
    Why a pin cannot stay.

    Parameters
    ----------
    pin
        Which line of the list, from 0.
    field
        "worker_id" or "vacancy_id".
    message
        For people, in Chinese.
    """

    pin: int
    field: str
    message: str


class PinError(ValueError):
    """Pins that cannot stay; `faults` holds every reason, at least one."""

    def __init__(self, faults: Sequence[PinFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f"已定安排第 {f.pin + 1} 条：{f.message}" for f in faults))


def pinned_pairs(pinned: pl.DataFrame, values: PairValues, problem: Problem) -> IntArray:
    """
    Finds the pinned people and posts.

    Parameters
    ----------
    pinned
        worker_id, vacancy_id.
    values
        For eligibility and its reasons.
    problem
        An allocation: what households and rules allow at most.

    Returns
    -------
    IntArray
        Shape (n, 2): worker, vacancy; in the order of the list.

    Raises
    ------
    PinError
        Naming every pin of somebody or something unknown, of somebody pinned
        before, of a pair that is not eligible, beyond the openings of a post, or
        beyond what a household or a rule of "at most" allows.
    """
    faults = id_faults(pinned, values.roster)
    worker, post = _rows_of(pinned, values.roster)
    usable = np.flatnonzero((worker >= 0) & (post >= 0))
    pairs = np.stack((worker[usable], post[usable]), axis=1)
    faults += [*_refused(usable, pairs, values), *_beyond_caps(usable, pairs, problem)]
    if not faults:
        faults += _beyond_rules(pairs, problem)
    if faults:
        raise PinError(sorted(faults, key=lambda fault: fault.pin))
    return pairs


def id_faults(pinned: pl.DataFrame, roster: Roster) -> list[PinFault]:
    """The pins that a roster alone speaks against: unknown, twice, beyond the openings."""
    worker, post = _rows_of(pinned, roster)
    return [
        *_unknown(pinned, worker, post),
        *_twice(pinned, worker),
        *_beyond_openings(post, roster),
    ]


def marked(matches: pl.DataFrame, pinned: pl.DataFrame) -> pl.DataFrame:
    """Adds the column `pinned`: which of the matches were agreed before."""
    keys = ["worker_id", "vacancy_id"]
    known = pinned.select(keys).with_columns(pinned=pl.lit(value=True))
    return matches.join(known, on=keys, how="left", maintain_order="left").with_columns(
        pl.col("pinned").fill_null(value=False)
    )


def _rows_of(pinned: pl.DataFrame, roster: Roster) -> tuple[IntArray, IntArray]:
    return (
        _rows(roster.workers["worker_id"], pinned["worker_id"]),
        _rows(roster.vacancies["vacancy_id"], pinned["vacancy_id"]),
    )


def _rows(keys: pl.Series, wanted: pl.Series) -> IntArray:
    """Where each key stands; -1 for one that is unknown."""
    table = pl.DataFrame({"key": keys}).with_row_index("at")
    found = pl.DataFrame({"key": wanted.cast(pl.String)}).join(
        table, on="key", how="left", maintain_order="left"
    )
    return found["at"].cast(pl.Int64).fill_null(-1).to_numpy()


def _unknown(pinned: pl.DataFrame, worker: IntArray, post: IntArray) -> Iterator[PinFault]:
    for at, table, key in ((worker, WORKERS, "worker_id"), (post, VACANCIES, "vacancy_id")):
        for pin in np.flatnonzero(at < 0).tolist():
            name = pinned[key][pin]
            message = f"花名册的“{table.label}”里没有 {name}。请核对编号（区分前导零）。"
            yield PinFault(pin, key, message)


def _twice(pinned: pl.DataFrame, worker: IntArray) -> Iterator[PinFault]:
    first: dict[int, int] = {}
    for pin, who in enumerate(worker.tolist()):
        if who >= 0 and first.setdefault(who, pin) != pin:
            name, post = pinned["worker_id"][pin], pinned["vacancy_id"][first[who]]
            message = f"人员 {name} 已定在岗位 {post}，每人只能定一个岗位。请只保留一条。"
            yield PinFault(pin, "worker_id", message)


def _beyond_openings(post: IntArray, roster: Roster) -> Iterator[PinFault]:
    given: Counter[int] = Counter()
    total, openings = Counter(post.tolist()), roster.vacancies["openings"].fill_null(0).to_list()
    for pin, at in enumerate(post.tolist()):
        given[at] += 1
        if at >= 0 and given[at] > openings[at]:
            name, most = roster.vacancies["vacancy_id"][at], openings[at]
            message = f"岗位 {name} 招 {most} 人，已定 {total[at]} 人，多出 {total[at] - most} 人。"
            yield PinFault(pin, "vacancy_id", message)


def _refused(usable: IntArray, pairs: IntArray, values: PairValues) -> Iterator[PinFault]:
    refused = ~values.eligible(pairs[:, 0], pairs[:, 1])
    for pin, (who, post) in zip(usable[refused].tolist(), pairs[refused].tolist(), strict=True):
        reasons = "；".join(reason.text for reason in values.reasons(who, post))
        name = values.roster.workers["worker_id"][who]
        job = values.roster.vacancies["vacancy_id"][post]
        message = f"人员 {name} 不能从事岗位 {job}：{reasons}。请更正花名册，或删去这一条。"
        yield PinFault(pin, "vacancy_id", message)


def _beyond_caps(usable: IntArray, pairs: IntArray, problem: Problem) -> Iterator[PinFault]:
    counts = counted_for_caps(problem, pairs).tolist()
    for cap, count in zip(problem.household_caps, counts, strict=True):
        if count > cap.upper:
            inside = np.isin(pairs[:, 0], cap.members) & np.isin(pairs[:, 1], cap.vacancies)
            pin = int(usable[inside][cap.upper])
            message = f"规则 {cap.rule}：家庭 {cap.entity} 最多 {cap.upper} 人，已定 {count} 人。"
            yield PinFault(pin, "worker_id", message)


def _beyond_rules(pairs: IntArray, problem: Problem) -> Iterator[PinFault]:
    """Rules of "at most" over many posts: the pins alone must keep them."""
    counts = counted_for_rows(problem, pairs).tolist()
    for row, count in zip(problem.given_rows, counts, strict=True):
        if row.hard and row.lower > count:
            most = f"规则 {row.rule}（{row.entity}）最多 {-row.lower}"
            message = f"{most}，已定安排合计 {-count}，已经超出。"
            yield PinFault(0, "vacancy_id", message)
