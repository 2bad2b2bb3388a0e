"""Rosters, pair values and answers kept loaded: one person's question is answered at once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
import polars as pl

from api.http.engine import Engine
from api.outputs.lines import vacancies_with_places, workers_with_homes
from api.personal import for_people
from api.runs.folder import RunFolder
from api.store.errors import ConflictError, NotFoundError
from api.store.frames import load_roster
from api.store.store import Store
from api.store.tables import RunRow
from matcher.units import IntArray
from models.fields import WORKERS
from models.packs import load_pack
from models.roster import Roster

T = TypeVar("T")


@dataclass(frozen=True)
class Loaded:
    """
    What a run was made from.

    Parameters
    ----------
    roster, values
        The tables, and the values of their pairs under the pack.
    people, posts
        What outputs show of workers (masked) and of vacancies, row by row.
    worker_rows, vacancy_rows
        The row of each ID.
    """

    roster: Roster
    values: Any
    people: pl.DataFrame
    posts: pl.DataFrame
    worker_rows: dict[str, int]
    vacancy_rows: dict[str, int]

    def worker(self, key: str) -> int:
        """Returns the row of a worker; raises NotFoundError where there is none of this ID."""
        return _row(self.worker_rows, "worker_id", key)

    def vacancy(self, key: str) -> int:
        """Returns the row of a vacancy; raises NotFoundError where there is none of this ID."""
        return _row(self.vacancy_rows, "vacancy_id", key)


@dataclass(frozen=True)
class Given:
    """
    What a run gave to whom.

    Parameters
    ----------
    worker, vacancy, rank
        Shape (M,): rows and ranks of the matches, by worker.
    """

    worker: IntArray
    vacancy: IntArray
    rank: IntArray

    def to_worker(self, row: int) -> dict[int, int]:
        """Returns the rank of each vacancy (by row) that a worker was given."""
        low, high = np.searchsorted(self.worker, [row, row + 1])
        return dict(zip(self.vacancy[low:high].tolist(), self.rank[low:high].tolist(), strict=True))

    def of_vacancy(self, row: int) -> dict[int, int]:
        """Returns the rank of each worker (by row) to whom a vacancy was given."""
        here = np.flatnonzero(self.vacancy == row)
        return dict(zip(self.worker[here].tolist(), self.rank[here].tolist(), strict=True))


class Kept(Generic[T]):
    """The things asked for last; the one not asked for longest is let go. Loads one at a time."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._things: OrderedDict[tuple[str, str], T] = OrderedDict()
        self._lock = threading.Lock()
        self._loading = threading.Lock()

    def get(self, key: tuple[str, str], load: Callable[[], T]) -> T:
        """Returns the thing of a key, loaded where it is not at hand."""
        found = self._find(key)
        if found is not None:
            return found
        with self._loading:
            found = self._find(key)
            if found is None:
                found = load()
                with self._lock:
                    self._things[key] = found
                    while len(self._things) > self._most:
                        self._things.popitem(last=False)
            return found

    def forget(self, fits: Callable[[tuple[str, str]], bool]) -> None:
        """Lets go of the things whose key fits."""
        with self._lock:
            for key in [k for k in self._things if fits(k)]:
                del self._things[key]

    def _find(self, key: tuple[str, str]) -> T | None:
        with self._lock:
            found = self._things.get(key)
            if found is not None:
                self._things.move_to_end(key)
            return found


class Warm:
    """
    Keeps what questions about single people and posts need.

    Parameters
    ----------
    store
        Where rosters and runs lie.
    engine
        Makes the pair values.
    most
        How many (roster, pack) pairs to keep, and how many runs of theirs.
    """

    def __init__(self, store: Store, engine: Engine, most: int) -> None:
        self._store = store
        self._engine = engine
        self._loaded: Kept[Loaded] = Kept(most)
        self._given: Kept[Given] = Kept(4 * most)
        self._explainers: Kept[Any] = Kept(most)
        self._monitoring: Kept[Any] = Kept(most)

    def loaded(self, run: RunRow) -> Loaded:
        """
        Returns what a run was made from.

        Raises
        ------
        ConflictError
            When the run's roster has been deleted.
        """
        weights: dict[str, float] = (run.summary or {}).get("weights", {})
        key = (run.roster_id, f"{run.pack} {sorted(weights.items())}")
        return self._loaded.get(key, lambda: self._load(run.roster_id, run.pack, weights))

    def given(self, run: RunRow, loaded: Loaded) -> Given:
        """Returns what a run gave to whom."""
        return self._given.get((run.roster_id, run.id), lambda: self._load_given(run.id, loaded))

    def explainer(self, run: RunRow, loaded: Loaded) -> Any:
        """Returns what explains a run."""
        return self._explainers.get(
            (run.roster_id, run.id),
            lambda: self._engine.explain(
                RunFolder(self._store.runs.folder(run.id)), loaded.roster, loaded.values
            ),
        )

    def monitoring(self, roster_id: str, asked: str, watch: Callable[[], T]) -> T:
        """Returns the monitoring of a roster, as it was asked for; `watch` makes it."""
        found: T = self._monitoring.get((roster_id, asked), watch)
        return found

    def forget(self, roster_id: str) -> None:
        """Lets go of a roster that is deleted."""
        for kept in (self._loaded, self._given, self._explainers, self._monitoring):
            kept.forget(lambda key: key[0] == roster_id)

    def _load(self, roster_id: str, pack: str, weights: dict[str, float]) -> Loaded:
        try:
            self._store.rosters.get(roster_id)
        except NotFoundError as error:
            message = f"这次运行所用的花名册 {roster_id} 已删除，不能再排序和解释。"
            raise ConflictError("run_id", message, "请重新上传花名册并运行。") from error
        roster = load_roster(self._store.rosters.tables(roster_id))
        return Loaded(
            roster=roster,
            values=self._engine.values(roster, load_pack(pack), weights),
            people=for_people(workers_with_homes(roster), WORKERS),
            posts=vacancies_with_places(roster),
            worker_rows=_rows(roster.workers["worker_id"]),
            vacancy_rows=_rows(roster.vacancies["vacancy_id"]),
        )

    def _load_given(self, run_id: str, loaded: Loaded) -> Given:
        path = self._store.runs.folder(run_id) / "matches.parquet"
        frame = pl.read_parquet(path, columns=["worker_id", "vacancy_id", "rank"])
        worker = np.array([loaded.worker_rows[k] for k in frame["worker_id"]], dtype=np.int64)
        vacancy = np.array([loaded.vacancy_rows[k] for k in frame["vacancy_id"]], dtype=np.int64)
        order = np.argsort(worker, kind="stable")
        rank = frame["rank"].cast(pl.Int64).to_numpy()
        return Given(worker[order], vacancy[order], rank[order])


def _rows(keys: pl.Series) -> dict[str, int]:
    return {key: row for row, key in enumerate(keys.to_list())}


def _row(rows: dict[str, int], what: str, key: str) -> int:
    if key not in rows:
        raise NotFoundError(what, key, "请核对编号；未采用的行见 GET /v1/rosters/{id}/rejected。")
    return rows[key]
